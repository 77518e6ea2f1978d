"""What people say about grades: rulings on claims, labels given blind, standards, notices.

Rulings, their reversals, labels and standards are appended, with who, when and why. Of several
labels of one person about one answer, and of several standards of one deck, the newest counts.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from decks.base import Instant, Noun


class RulingKind(StrEnum):
    """What an instructor answers to claims that say the same."""

    VARIANT = "variant"
    """The words are right: the key accepts them as another wording."""
    POINT = "point"
    """The words are right and the key lacks them: it gets a key point more."""
    FAULT = "fault"
    """The card is wrong: no answer to this wording of it counts."""
    NO = "no"
    """The grade stands; the reason says why."""


class Ruling(Noun):
    """One answer to the claims of a card that say the same.

    `version_id` is the wording that was ruled on, `made_version_id` the one that the ruling made.
    `words` is the accepted variant or the new key point; `point` the key point (from 0) that a
    variant is of, None for a wording of the whole answer.
    """

    id: str
    card_id: str
    kind: RulingKind
    claims: tuple[str, ...] = Field(min_length=1)
    version_id: str
    made_version_id: str | None = None
    point: int | None = Field(default=None, ge=0)
    words: str = ""
    reason: str = ""
    by: str
    at: Instant

    @model_validator(mode="after")
    def _said(self) -> Ruling:
        if self.kind in (RulingKind.NO, RulingKind.FAULT) and not self.reason.strip():
            raise ValueError("this ruling says why")
        if self.kind in (RulingKind.VARIANT, RulingKind.POINT) and not self.words.strip():
            raise ValueError("this ruling says which words are right")
        return self


class Reversal(Noun):
    """A ruling taken back: what it changed is as it was before, by entries appended to the record.

    `made_version_id` is the wording that the card has from then on, where the ruling had made one.
    """

    id: str
    ruling_id: str
    made_version_id: str | None = None
    reason: str = Field(min_length=1)
    by: str
    at: Instant


class Notice(Noun):
    """One sentence that a student is told once, such as what became of a claim."""

    id: str
    learner_id: str
    card_id: str
    answer_id: str | None = None
    sentence: str = Field(min_length=1)
    at: Instant
    seen_at: Instant | None = None


class Mark(StrEnum):
    """What a person says of an answer without seeing the grade."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


class Stratum(StrEnum):
    """How an answer came to be labelled: drawn at random, or because the grader is least sure."""

    RANDOM = "random"
    NEAR = "near"


class Label(Noun):
    """A person's own mark of an answer, given blind."""

    id: str
    answer_id: str
    mark: Mark
    stratum: Stratum
    by: str
    at: Instant


class Standard(Noun):
    """How strictly the answers to a deck are judged, beside what the grader ships with.

    `cut` is the score from which an answer is correct, 0.5 as published: lower is lenient, higher
    strict. `slope` and `offset` move the credit p of every key point in log-odds,
    logit(p') = slope * logit(p) + offset, as learned from `learned_from` judgements of persons.
    """

    id: str
    deck_id: str
    cut: float = Field(default=0.5, ge=0.2, le=0.8)
    slope: float = Field(default=1.0, ge=0.2, le=5.0)
    offset: float = Field(default=0.0, ge=-5.0, le=5.0)
    learned_from: int = Field(default=0, ge=0)
    by: str
    why: str = ""
    at: Instant

    @property
    def plain(self) -> bool:
        """Whether it is what the grader ships with."""
        return (self.cut, self.slope, self.offset) == (0.5, 1.0, 0.0)

    @property
    def name(self) -> str:
        """What it adds to the grader's version: another standard is another grader."""
        return f"c{self.cut:.3g}s{self.slope:.4g}o{self.offset:+.4g}"
