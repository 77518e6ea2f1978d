"""Decks and their cards: the shelf, new wordings, search, and the index that serves it."""
