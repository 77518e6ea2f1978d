"""A cheap grader for laws about grades: a key point is there if one of its wordings is.

Its version can be changed: an odd one is strict about capitals, version 3 cannot tell of words that
hold a question mark, and version 5 fails as a model may.
"""

from __future__ import annotations

from collections.abc import Sequence

from decks.grading import (
    GraderIdentity,
    PointVerdict,
    Scored,
    Unscored,
    UnscoredReason,
    Verdict,
)
from grader.score import overall, score
from grader.task import Graded, GradingTask
from service.wiring import App

FAILING = 5


class Keywords:
    """Present where a wording of the point occurs in the answer."""

    def __init__(self, version: int = 1) -> None:
        self.version = version

    @property
    def identity(self) -> GraderIdentity:
        """Another version is another grader."""
        return GraderIdentity(name="keywords", version=str(self.version))

    def grade(self, task: GradingTask, *, abstain: bool = True) -> Graded:
        """The grade."""
        if self.version == FAILING:
            failed = Unscored(reason=UnscoredReason.MODEL_FAILED, detail="No reply.")
            return Graded(failed, self.identity)
        if abstain and self.version == 3 and "?" in task.answer:
            unsure = Unscored(reason=UnscoredReason.UNSURE, detail="No idea.", confidence=0.5)
            return Graded(unsure, self.identity)
        verdicts = tuple(
            self._verdict(task, number, (point.text, *point.variants))
            for number, point in enumerate(task.key_points)
        )
        if task.answer.strip() in task.references:
            verdicts = tuple(
                each.model_copy(
                    update={"verdict": Verdict.PRESENT, "credit": 1.0, "quote": task.answer}
                )
                for each in verdicts
            )
        result = Scored(
            verdicts=verdicts,
            score=score(task.key_points, verdicts),
            overall=overall(task.key_points, verdicts),
            confidence=0.9,
        )
        return Graded(result, self.identity, {"words": float(len(task.answer.split()))})

    def _verdict(self, task: GradingTask, number: int, wordings: Sequence[str]) -> PointVerdict:
        answer = task.answer if self.version % 2 else task.answer.lower()
        found = any((each if self.version % 2 else each.lower()) in answer for each in wordings)
        return PointVerdict(
            point=number,
            text=task.key_points[number].text,
            verdict=Verdict.PRESENT if found else Verdict.ABSENT,
            credit=0.9 if found else 0.1,
            quote=task.answer if found else None,
        )

    def grade_many(self, tasks: Sequence[GradingTask], *, abstain: bool = True) -> list[Graded]:
        """The grade of each."""
        return [self.grade(task, abstain=abstain) for task in tasks]


def keywords(app: App, version: int = 1) -> Keywords:
    """Puts it into the app, in the place of all of its graders."""
    made = Keywords(version)
    for name in ("grader", "local_grader"):
        app.__dict__[name] = made
    return made
