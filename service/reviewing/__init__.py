"""A person decides: the queue of drafts and analogies, and all that may be done with them."""
