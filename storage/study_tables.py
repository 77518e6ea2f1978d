"""The tables of the modes: sittings, and what a learner keeps of a card besides its schedule."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table

from storage.columns import link, metadata, moment, nested, own_id, whole, words

study_sessions = Table(
    "study_sessions",
    metadata,
    own_id(),
    link("learner_id", "people.id"),
    link("deck_id", "decks.id"),
    *words("mode"),
    *nested("state"),
    *whole("turn"),
    *words("request_key"),
    moment("begun_at"),
    moment("touched_at"),
    moment("ended_at", null=True),
    *nested("result", null=True),
    Index(None, "deck_id", "learner_id", "mode"),
)

card_marks = Table(
    "card_marks",
    metadata,
    link("learner_id", "people.id"),
    link("card_id", "cards.id"),
    Column("starred", Boolean, nullable=False),
    Column("suspended", Boolean, nullable=False),
    moment("buried_until", null=True),
    *whole("known"),
    *words("hinted", null=True),
    PrimaryKeyConstraint("learner_id", "card_id"),
)
