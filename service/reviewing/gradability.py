"""C11: is a card's key one that the grader can use? It is tried with the wordings the key names.

A variant of a key point should not fail for sure when the key does not list it, for students will
find others, and what is surely something else is hardly a variant. A known wrong idea and the
question's own words should not pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from decks.cards import CardKind, DraftContent, KeyPoint
from decks.grading import Overall, Scored
from grader.task import Graded, GradingTask

if TYPE_CHECKING:
    from service.wiring import App

SURE = 0.7
"""From this confidence on a failed variant is a fault of the key; below, people know better."""
FAILED = frozenset({Overall.INCORRECT, Overall.CONTRADICTORY})


def gradable(app: App, content: DraftContent) -> str | None:
    """What goes wrong when the local grader uses this key, in one sentence, or None.

    Formulas are left out: whether two are equal is not for the local grader to say. "I cannot
    tell" is no fault.
    """
    if content.missing or content.kind is CardKind.FORMULA:
        return None
    tried = list(_tries(content))
    graded = app.local_grader.grade_many([task for task, _ in tried])
    for (task, right), given in zip(tried, graded, strict=True):
        if right and _overall(given) in FAILED and given.result.confidence >= SURE:
            return f"The grader fails a right answer: “{task.answer}”."
        if not right and _overall(given) is Overall.CORRECT:
            return f"The grader passes a wrong answer: “{task.answer}”."
    return None


def _overall(given: Graded) -> Overall | None:
    return given.result.overall if isinstance(given.result, Scored) else None


def _tries(content: DraftContent) -> Iterator[tuple[GradingTask, bool]]:
    """Answers to grade, and whether each is right."""
    points = content.key_points
    if len(points) == 1:
        for variant in points[0].variants:
            others = tuple(each for each in points[0].variants if each != variant)
            without = points[0].model_copy(update={"variants": others, "wrong_ideas": ()})
            yield _task(content, (without,), variant), True
    for point in points:
        for idea in point.wrong_ideas:
            yield _task(content, points, idea), False
    yield _task(content, points, content.question), False


def _task(content: DraftContent, points: tuple[KeyPoint, ...], answer: str) -> GradingTask:
    return GradingTask(
        question=content.question,
        references=(content.core_answer or "", *content.references),
        key_points=points,
        answer=answer,
    )
