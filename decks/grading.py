"""What a student typed, what a grader says of it, and who disagreed.

A grade is a `Scored` or an `Unscored` result; both are appended, and a correction is a further
grade that supersedes one, with who and why. The score is arithmetic over the verdicts of the key
points (`grader.score`); nothing else computes it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from decks.base import Instant, Noun, Unit


class Answer(Noun):
    """What a student typed, stored before anything is done with it.

    `text` is None only after erasure on request. `state_token` is the memory state that the
    student was shown the card in; `request_key` makes a repeated request the same request.
    `sure` is how sure of the answer the student said to be, in 0..1, where they said it. `hinted`
    says that a hint was shown since the card was last reviewed.
    """

    id: str
    learner_id: str
    card_id: str
    card_version_id: str
    text: str | None
    seconds: float = Field(ge=0)
    state_token: str
    request_key: str
    at: Instant
    sure: Unit | None = None
    hinted: bool = False


class Verdict(StrEnum):
    """What an answer does with one key point."""

    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"
    CONTRADICTED = "contradicted"


class Overall(StrEnum):
    """The score against the published cuts (`grader.score`)."""

    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    CONTRADICTORY = "contradictory"
    UNSCORED = "unscored"


class PointVerdict(Noun):
    """The verdict on one key point; all but `absent` rest on a quote that occurs in the answer.

    `point` is the index of the key point in its card version. `credit` is the expected credit in
    0..1 that enters the score: the calibrated probability of the local grader, or the fixed credit
    of a judge's category.
    """

    point: int = Field(ge=0)
    text: str
    verdict: Verdict
    credit: Unit
    quote: str | None = None

    @model_validator(mode="after")
    def _quoted(self) -> PointVerdict:
        if self.verdict is not Verdict.ABSENT and not self.quote:
            raise ValueError(f"{self.verdict} rests on a quote from the answer")
        return self


class Scored(Noun):
    """An answer that could be graded.

    `confidence` is the calibrated probability that the verdict is the one a fair teacher gives.
    """

    kind: Literal["scored"] = "scored"
    verdicts: tuple[PointVerdict, ...] = Field(min_length=1)
    score: Unit
    overall: Overall
    confidence: Unit
    feedback: str = ""
    flags: tuple[str, ...] = ()


class UnscoredReason(StrEnum):
    """Why the grader says "I cannot tell"."""

    UNSURE = "unsure"
    LANGUAGE = "language"
    FORMULA = "formula"
    TOO_LONG = "too long"
    MODEL_FAILED = "model failed"
    DISAGREEMENT = "disagreement"
    FAULT = "card at fault"


class Unscored(Noun):
    """An answer the grader cannot tell about; `detail` is one sentence for the student."""

    kind: Literal["unscored"] = "unscored"
    reason: UnscoredReason
    detail: str
    confidence: Unit = 0.0
    flags: tuple[str, ...] = ()


Result = Annotated[Scored | Unscored, Field(discriminator="kind")]


class GraderIdentity(Noun):
    """Which grader: its name and version, and the model and prompt where a judge took part."""

    name: str
    version: str
    model: str | None = None
    prompt_hash: str | None = None


class Grade(Noun):
    """One result for one answer, appended.

    `by` is the person who corrected, or None for the machine; `supersedes` is the grade it takes
    the place of; `why` is required from persons. `evidence` holds the named numbers that the
    machine decided on. `key_version_id` is the card version whose key it was graded by, None where
    that is the one that was answered; `certain` says that a rule or a person settled it.
    """

    id: str
    answer_id: str
    result: Result
    grader: GraderIdentity
    evidence: dict[str, float] = Field(default_factory=dict)
    by: str | None = None
    why: str = ""
    supersedes: str | None = None
    key_version_id: str | None = None
    certain: bool | None = None
    at: Instant

    @model_validator(mode="after")
    def _explained(self) -> Grade:
        if self.by is not None and not self.why.strip():
            raise ValueError("a person's correction says why")
        return self


class ClaimState(StrEnum):
    """Where "I was right" stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """Taken back by its claimant before anybody ruled on it."""


class Claim(Noun):
    """A student's "I was right", with a sentence; it counts at once for the claimant's schedule.

    `entry_id` is the entry of the review log by which it counts, None where it moved nothing;
    `ruling_id` is the ruling that settled it, None where its own claimant could.
    """

    id: str
    answer_id: str
    learner_id: str
    sentence: str = ""
    state: ClaimState = ClaimState.OPEN
    entry_id: str | None = None
    ruling_id: str | None = None
    at: Instant
