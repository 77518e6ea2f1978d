"""The table of the pictures that came with decks."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, Table

from storage.columns import link, metadata, words

media = Table(
    "media",
    metadata,
    link("deck_id", "decks.id"),
    *words("name", "kind"),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("deck_id", "name"),
)
"""Pictures that came with a deck, as their bytes."""
