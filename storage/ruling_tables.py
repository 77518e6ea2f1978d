"""The tables of what people say about grades, and of grades that no one has applied yet."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from storage.columns import appended, link, metadata, moment, nested, real, whole, words
from storage.types import Words

rulings = Table(
    "rulings",
    metadata,
    *appended(),
    link("card_id", "cards.id"),
    *words("kind"),
    *nested("claims"),
    link("version_id", "card_versions.id"),
    link("made_version_id", "card_versions.id", null=True),
    Column("point", Integer),
    *words("words", "reason", "by"),
    moment("at"),
    Index(None, "card_id"),
)

reversals = Table(
    "reversals",
    metadata,
    *appended(),
    Column("ruling_id", Words, ForeignKey("rulings.id"), nullable=False, unique=True),
    link("made_version_id", "card_versions.id", null=True),
    *words("reason", "by"),
    moment("at"),
)

notices = Table(
    "notices",
    metadata,
    *appended(),
    link("learner_id", "people.id"),
    link("card_id", "cards.id"),
    link("answer_id", "answers.id", null=True),
    *words("sentence"),
    moment("at"),
    moment("seen_at", null=True),
    Index(None, "learner_id", "seen_at"),
)

labels = Table(
    "labels",
    metadata,
    *appended(),
    link("answer_id", "answers.id"),
    *words("mark", "stratum", "by"),
    moment("at"),
    Index(None, "answer_id"),
)

standards = Table(
    "standards",
    metadata,
    *appended(),
    link("deck_id", "decks.id"),
    real("cut"),
    real("slope"),
    real("offset"),
    *whole("learned_from"),
    *words("by", "why"),
    moment("at"),
    Index(None, "deck_id"),
)
"""How strictly the answers to a deck are judged; the newest counts."""

trial_grades = Table(
    "trial_grades",
    metadata,
    Column("answer_id", Words, ForeignKey("answers.id"), primary_key=True),
    *nested("grade"),
)
"""What a grader said of an answer when grading anew was tried: a cache, so that trying again and
applying cost no second look. Erased with the answer's text."""
