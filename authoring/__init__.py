"""NOTES -> DRAFTS: reading files, cutting passages, proposing cards, checking them, coverage."""
