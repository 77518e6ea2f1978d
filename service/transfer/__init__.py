"""Decks in and out, in every format."""
