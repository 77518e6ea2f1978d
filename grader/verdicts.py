"""Judge and local evidence, brought together into one grade.

The judge's categories decide; the local evidence decides how far they are believed. Where both fall
on different sides of the cut the judge is asked a second time, in another form: if it says the same
of every point, its verdict stands with less confidence; if not, the confidence falls to a coin's,
which is below any band, and the doubt is named. A point that its formula settled stays settled.
Where the judge fails, the local grade stands if it is sure enough, flagged, else the answer is
unscored: an outage is never a zero.
"""

from __future__ import annotations

from dataclasses import replace

from decks.errors import BudgetSpent, KeyRefused, ModelFailed
from decks.grading import PointVerdict, Unscored, UnscoredReason
from grader.asked import counted
from grader.judge import Judge, Judgement
from grader.points import LocalGrade, Prepared
from grader.score import CORRECT_CUT, score
from grader.weights import Weights

AGREED = 0.9
"""Confidence where judge and local evidence fall on the same side of the cut."""
CONFIRMED = 0.7
"""Confidence where they do not, and the judge says the same when asked again."""
CONFIRMED_AGAINST = 0.6
"""The same, against local evidence that is sure."""
DISPUTED = 0.5
"""Confidence where the judge does not say the same again, or cannot be asked."""
_LOCALLY_SURE = 0.8


def combine(
    judge: Judge, prepared: Prepared, local: LocalGrade, weights: Weights, foreign: bool
) -> LocalGrade | Unscored:
    """The judged grade, the local one flagged "judge failed", or an `Unscored` MODEL_FAILED."""
    try:
        judged = judge.verdicts(prepared)
    except (ModelFailed, BudgetSpent, KeyRefused) as error:
        if local.confidence >= weights.file.abstain_below and not foreign:
            return replace(local, flags=(*local.flags, "judge failed"))
        return Unscored(
            reason=UnscoredReason.MODEL_FAILED,
            detail=f"The grading model gave no usable verdict: {error}",
            confidence=local.confidence,
            flags=(*local.flags, "judge failed"),
        )
    flags = local.flags + (("quote not in the answer",) if judged.invented else ())
    with_formulas = _with_settled(judged.verdicts, local)
    verdicts = counted(prepared.points, with_formulas, prepared.card.asked_for)
    ours = score(prepared.points, local.verdicts)
    theirs = score(prepared.points, verdicts)
    if foreign or (ours >= CORRECT_CUT) == (theirs >= CORRECT_CUT):
        confidence = AGREED if not foreign else CONFIRMED
        return replace(local, verdicts=verdicts, confidence=confidence, flags=flags)
    return replace(
        local,
        verdicts=verdicts,
        confidence=_after_second_look(judge, prepared, judged, local),
        flags=(*flags, "judge and evidence disagree"),
        doubt=UnscoredReason.DISAGREEMENT,
        detail="Two ways of grading disagree: compare your answer with the reference yourself.",
    )


def _with_settled(judged: tuple[PointVerdict, ...], local: LocalGrade) -> tuple[PointVerdict, ...]:
    """The judge's verdicts, but where a formula settled the point."""
    return tuple(
        local.verdicts[place] if place in local.settled else verdict
        for place, verdict in enumerate(judged)
    )


def _after_second_look(
    judge: Judge, prepared: Prepared, first: Judgement, local: LocalGrade
) -> float:
    """How far a disputed verdict is believed once the judge was asked again."""
    try:
        second = judge.verdicts(prepared, again=True)
    except (ModelFailed, BudgetSpent, KeyRefused):
        return DISPUTED
    if [each.verdict for each in first.verdicts] != [each.verdict for each in second.verdicts]:
        return DISPUTED
    return CONFIRMED_AGAINST if local.confidence >= _LOCALLY_SURE else CONFIRMED
