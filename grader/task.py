"""What is asked of a grader, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

from decks.cards import KeyPoint
from decks.errors import BadRecord
from decks.grading import GraderIdentity, Scored, Unscored
from grader.normalise import normalise


@dataclass(frozen=True)
class GradingTask:
    """One answer to be judged.

    `references` holds at least one whole answer that counts as right, the core answer first.
    Without `key_points` the grader draws them from that one. `language` is the ISO 639-1 code of
    the answer where it is known.
    """

    question: str
    references: tuple[str, ...]
    answer: str
    key_points: tuple[KeyPoint, ...] = ()
    language: str | None = None

    def __post_init__(self) -> None:
        if not self.references or not normalise(self.references[0]):
            raise BadRecord("Grading needs a reference answer: give one that is not blank.")


@dataclass(frozen=True)
class Graded:
    """The result, the named numbers it was decided on, and who decided.

    `certain` says that a rule settled it (blank, verbatim) and no estimate entered.
    """

    result: Scored | Unscored
    identity: GraderIdentity
    evidence: dict[str, float] = field(default_factory=dict)
    certain: bool = False
