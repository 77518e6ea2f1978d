"""How good the drafts are on real notes, and how far the test of that can be trusted."""
