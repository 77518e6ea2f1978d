"""Analogies: a familiar idea mapped on a card's idea, with the place where it breaks.

An analogy is attached to a draft or card and has a review state of its own; accepting a draft
accepts none of its analogies, and an analogy is never part of the grading key.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from decks.base import Instant, Noun


class AnalogyState(StrEnum):
    """Where an analogy stands in review."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class AnalogyOrigin(StrEnum):
    """Who proposed it."""

    IMPORT = "import"
    BANK = "bank"
    MODEL = "model"
    PERSON = "person"


class AnalogyContent(Noun):
    """The words of an analogy.

    `roles` pair (familiar role, role in the card); `limits` say where it breaks. Imported ones may
    lack everything but `text`; they cannot be accepted until `missing` is empty.
    """

    text: str = Field(min_length=1)
    familiar: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    relation: str = ""
    limits: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that acceptance needs and this analogy lacks (rubric A2 and A4)."""
        parts = {"two role pairs": len(self.roles) >= 2, "a limit": bool(self.limits)}
        return tuple(name for name, there in parts.items() if not there)


class Analogy(Noun):
    """One proposed or accepted analogy, attached to a draft (`drf_`) or a card (`crd_`)."""

    id: str
    subject_id: str
    version: int = Field(default=1, ge=1)
    content: AnalogyContent
    origin: AnalogyOrigin
    state: AnalogyState = AnalogyState.PENDING
    created_at: Instant
