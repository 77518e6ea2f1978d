"""The tables of what is asked of a lecture's drafts, and of what author models replied."""

from __future__ import annotations

from sqlalchemy import Column, PrimaryKeyConstraint, Table

from storage.columns import link, metadata, moment, nested, whole, words
from storage.types import Words

briefs = Table(
    "briefs",
    metadata,
    link("deck_id", "decks.id"),
    link("source_id", "sources.id"),
    *words("lecture"),
    *nested("wish"),
    moment("at"),
    PrimaryKeyConstraint("deck_id", "source_id"),
)

set_asides = Table(
    "set_asides",
    metadata,
    link("deck_id", "decks.id"),
    link("version_id", "source_versions.id"),
    *whole("span"),
    *words("by"),
    moment("at"),
    PrimaryKeyConstraint("deck_id", "version_id", "span"),
)

model_replies = Table(
    "model_replies",
    metadata,
    Column("key", Words, primary_key=True),
    *words("text"),
)
"""Replies that were found good, by what was asked of which model: nobody pays for them twice."""
