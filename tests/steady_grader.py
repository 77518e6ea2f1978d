"""A grader of one rule, for tests that are about something else: right is the same words."""

from __future__ import annotations

from collections.abc import Sequence

from decks.grading import GraderIdentity, Overall, PointVerdict, Scored, Verdict
from grader.task import Graded, GradingTask
from service.wiring import App

IDENTITY = GraderIdentity(name="steady", version="1")


class Steady:
    """Every key point is present in the words of a reference, and absent from any other."""

    identity = IDENTITY

    def grade(self, task: GradingTask, *, abstain: bool = True) -> Graded:
        """The grade."""
        right = task.answer.strip() in task.references
        verdicts = tuple(
            PointVerdict(
                point=number,
                text=point.text,
                verdict=Verdict.PRESENT if right else Verdict.ABSENT,
                credit=float(right),
                quote=task.answer if right else None,
            )
            for number, point in enumerate(task.key_points)
        )
        result = Scored(
            verdicts=verdicts,
            score=float(right),
            overall=Overall.CORRECT if right else Overall.INCORRECT,
            confidence=1.0,
            feedback="" if right else f"Missing: {task.key_points[0].text}",
        )
        return Graded(result, IDENTITY, {}, True)

    def grade_many(self, tasks: Sequence[GradingTask], *, abstain: bool = True) -> list[Graded]:
        """The grade of each."""
        return [self.grade(task) for task in tasks]


def steady(app: App) -> None:
    """Puts it into the app, in the place of all of its graders."""
    for name in ("grader", "local_grader"):
        app.__dict__[name] = Steady()
