"""Sure and wrong: the points to look at first, since nobody looks twice at what he is sure of."""

from __future__ import annotations

from collections.abc import Iterable

from decks.base import Noun, Unit
from decks.grading import Overall, PointVerdict, Scored, Verdict

SURE = 0.8
"""How sure, in 0..1, counts as confident."""


class Said(Noun):
    """One graded answer, and how sure of it the learner said to be before the reveal."""

    answer_id: str
    card_id: str
    sure: Unit | None
    result: Scored


class ConfidentlyWrong(Noun):
    """A key point that a confident answer contradicted, or left out or half said."""

    answer_id: str
    card_id: str
    sure: Unit
    point: PointVerdict


def confidently_wrong(answers: Iterable[Said]) -> list[ConfidentlyWrong]:
    """The points of confident answers that were not correct: contradicted first, surest first."""
    order = (Verdict.CONTRADICTED, Verdict.ABSENT, Verdict.PARTIAL)
    found = [
        ConfidentlyWrong(
            answer_id=each.answer_id, card_id=each.card_id, sure=each.sure, point=point
        )
        for each in answers
        if each.sure is not None
        and each.sure >= SURE
        and each.result.overall is not Overall.CORRECT
        for point in each.result.verdicts
        if point.verdict in order
    ]
    return sorted(found, key=lambda each: (order.index(each.point.verdict), -each.sure))
