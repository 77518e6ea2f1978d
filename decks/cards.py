"""Cards: a question, its answer in parts, and the statements an answer is judged by."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from decks.base import Instant, Noun, Unit
from decks.sources import Citation

MAX_KEY_POINTS = 7


def _worded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in texts if text.strip())


Wordings = Annotated[tuple[str, ...], AfterValidator(_worded)]
"""Texts of which a blank one is none: it would make a blank answer right."""


class KeyPoint(Noun):
    """One gradable statement of the answer.

    `weight` is relative to the other points of the card. A required point must be present for the
    answer to count as correct. `variants` are other wordings that count alike; `wrong_ideas` are
    known misconceptions that contradict it.
    """

    text: str = Field(min_length=1)
    weight: float = Field(default=1.0, gt=0, le=100)
    required: bool = True
    variants: Wordings = ()
    wrong_ideas: Wordings = ()


class CardKind(StrEnum):
    """What the question asks for."""

    DEFINITION = "definition"
    WHY = "why"
    CONTRAST = "contrast"
    PROCESS = "process"
    FORMULA = "formula"
    CLOZE = "cloze"
    FACT = "fact"
    OTHER = "other"


class DraftContent(Noun):
    """The words of a card that may still lack some: what drafters and importers propose.

    `label` is a short name for the fact, used where a whole question reads as nonsense (matching,
    true or false). `core_answer` is apart from `explanation`; analogies are apart from both.
    `formulas` are LaTeX without delimiters.
    """

    kind: CardKind = CardKind.OTHER
    question: str = Field(min_length=1)
    label: str = ""
    core_answer: str | None = None
    explanation: str = ""
    formulas: Wordings = ()
    key_points: tuple[KeyPoint, ...] = Field(default=(), max_length=MAX_KEY_POINTS)
    references: Wordings = ()
    """Further whole answers that count like the core answer."""
    tags: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts a card needs and this content lacks, by name."""
        parts = {
            "question": self.question.strip(),
            "label": self.label.strip(),
            "core answer": (self.core_answer or "").strip(),
            "key points": self.key_points,
        }
        return tuple(name for name, value in parts.items() if not value)


class CardContent(DraftContent):
    """The words of a card, complete: question, label, core answer and 1 to 7 key points."""

    core_answer: str = Field(min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> CardContent:
        if self.missing:
            raise ValueError(f"a card needs: {', '.join(self.missing)}")
        return self


class CardState(StrEnum):
    """Whether a card is studied."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"


class CardVersion(Noun):
    """One wording of a card; reviews point to versions, editing makes a new one."""

    id: str
    card_id: str
    number: int = Field(ge=1)
    content: CardContent
    citations: tuple[Citation, ...] = ()
    author_id: str
    created_at: Instant


class Card(Noun):
    """A card of a deck, with its current version."""

    id: str
    deck_id: str
    draft_id: str | None = None
    position: int = Field(default=0, ge=0)
    state: CardState = CardState.LIVE
    version: CardVersion


class Course(Noun):
    """What decks, sources and people belong to."""

    id: str
    name: str = Field(min_length=1)


class Deck(Noun):
    """A named pile of cards; `retention` is the recall its schedule aims at.

    An archived deck is neither shown nor studied; nothing of it is lost. `exam_on` is the day of an
    examination on it, towards which the calendar works.
    """

    id: str
    course_id: str
    name: str = Field(min_length=1, max_length=200)
    retention: Unit = 0.9
    created_at: Instant
    archived_at: Instant | None = None
    exam_on: date | None = None
