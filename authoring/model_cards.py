"""Cards as an author model gives them: every length bounded, everything else ignored."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from decks.cards import CardKind, DraftContent, KeyPoint

MAX_CARDS = 12
MAX_REFINED = 16

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Long = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class DraftedPoint(BaseModel):
    """A key point as the model gives it."""

    model_config = ConfigDict(extra="ignore")

    text: Short
    variants: tuple[Short, ...] = Field(default=(), max_length=8)
    wrong_ideas: tuple[Short, ...] = Field(default=(), max_length=8)


class DraftedCard(BaseModel):
    """A card as the model gives it."""

    model_config = ConfigDict(extra="ignore")

    kind: Literal["definition", "why", "contrast", "process", "formula", "cloze", "fact"]
    question: Short
    label: Short
    core_answer: Short
    explanation: Long = ""
    formulas: tuple[Short, ...] = Field(default=(), max_length=8)
    key_points: tuple[DraftedPoint, ...] = Field(min_length=1, max_length=7)
    quote: Annotated[str, StringConstraints(min_length=1, max_length=2000)]

    @property
    def content(self) -> DraftContent:
        """The words of the card."""
        return DraftContent(
            kind=CardKind(self.kind),
            question=self.question,
            label=self.label,
            core_answer=self.core_answer,
            explanation=self.explanation,
            formulas=self.formulas,
            key_points=tuple(KeyPoint(**point.model_dump()) for point in self.key_points),
        )


class DraftedCards(BaseModel):
    """The model's whole reply."""

    model_config = ConfigDict(extra="ignore")

    cards: tuple[DraftedCard, ...] = Field(max_length=MAX_CARDS)


class Dropped(BaseModel):
    """A drafted card, by its number from 1, that the second look leaves out."""

    model_config = ConfigDict(extra="ignore")

    card: int
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class RefinedCards(BaseModel):
    """The reply of the second look."""

    model_config = ConfigDict(extra="ignore")

    cards: tuple[DraftedCard, ...] = Field(max_length=MAX_REFINED)
    dropped: tuple[Dropped, ...] = Field(default=(), max_length=MAX_CARDS)
