"""What a learner is held to remember of a card, and the log it follows from.

The log is the truth. Each entry keeps the evidence and the states before and after as they were
believed at the time; replaying the effective entries gives the live state (`scheduler.replay`).
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from decks.base import Instant, Noun, Unit


class Rating(IntEnum):
    """The four ratings of FSRS; Hard is a pass."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Stage(StrEnum):
    """Where a card stands: in its first steps, on the long schedule, or in steps after a lapse."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class MemoryState(Noun):
    """The FSRS state of one card for one learner, with its due date.

    `stability` is in days (the time after which recall is expected to be 0.9), `difficulty` lies
    in 1..10; `step` counts learning or relearning steps from 0. `reps` counts reviews, `lapses`
    the failures on the long schedule.
    """

    stage: Stage
    step: int = Field(default=0, ge=0)
    stability: float = Field(gt=0)
    difficulty: float = Field(ge=1, le=10)
    due: Instant
    last_reviewed: Instant
    reps: int = Field(ge=1)
    lapses: int = Field(default=0, ge=0)


class GradeEvidence(Noun):
    """A machine's score, to be weighed against the recall that was predicted.

    `certain` marks scores settled by rule (blank, verbatim), which need no weighing.
    """

    kind: Literal["grade"] = "grade"
    score: Unit
    confidence: Unit
    grader: str
    certain: bool = False


class SelfEvidence(Noun):
    """The student's own word: "I had it" or "I did not", or a claim of having been right."""

    kind: Literal["self"] = "self"
    had_it: bool


class GuessEvidence(Noun):
    """The student says the right answer was a guess: it counts as not recalled."""

    kind: Literal["guess"] = "guess"


class RatingEvidence(Noun):
    """One of the four ratings, given by the student."""

    kind: Literal["rating"] = "rating"
    rating: Rating


class PlacedEvidence(Noun):
    """A state that another program held the card in: a date came with it, and no reviews."""

    kind: Literal["placed"] = "placed"
    state: MemoryState


Evidence = Annotated[
    GradeEvidence | SelfEvidence | GuessEvidence | RatingEvidence | PlacedEvidence,
    Field(discriminator="kind"),
]


class Entry(StrEnum):
    """What an entry of the log does."""

    REVIEW = "review"
    CORRECTION = "correction"
    UNDO = "undo"


class ReviewLog(Noun):
    """One entry of the log; `sequence` orders the entries of one learner and card from 1.

    A review adds evidence at its time. A correction puts other evidence in the place of the entry
    that it `amends`, as if that had been graded so at first; an undo takes that entry out. Neither
    changes the entry itself. `policy` names the scheduling policy and its version. `rating` is the
    likelier rating, and `posterior` the probability of recall the state was blended with. `dice` is
    where in the range of its fuzz the date was put, where that was chosen and not thrown by seed.
    `hinted` says that the answer was given with a hint.
    """

    id: str
    learner_id: str
    card_id: str
    card_version_id: str
    sequence: int = Field(ge=1)
    entry: Entry = Entry.REVIEW
    amends: str | None = None
    at: Instant
    evidence: Evidence | None = None
    rating: Rating | None = None
    posterior: Unit | None = None
    dice: Unit | None = None
    grade_id: str | None = None
    answer_id: str | None = None
    seconds: float | None = Field(default=None, ge=0)
    hinted: bool = False
    policy: str
    before: MemoryState | None = None
    after: MemoryState | None = None
    by: str = ""
    why: str = ""

    @model_validator(mode="after")
    def _shaped(self) -> ReviewLog:
        if (self.entry is Entry.REVIEW) != (self.amends is None):
            raise ValueError("corrections and undos amend an entry, reviews do not")
        if (self.entry is Entry.UNDO) == (self.evidence is not None):
            raise ValueError("reviews and corrections carry evidence, undos do not")
        return self
