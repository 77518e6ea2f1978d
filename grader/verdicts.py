"""Judge and local evidence, brought together into one grade.

The judge's categories decide; the local evidence decides how far they are believed. Where both
clearly disagree on the whole, the confidence falls to a coin's, which is below any band, and the
doubt is named. Where the judge fails, the local grade stands if it is sure enough, flagged, else
the answer is unscored: an outage is never a zero.
"""

from __future__ import annotations

from dataclasses import replace

from decks.errors import BudgetSpent, KeyRefused, ModelFailed
from decks.grading import Unscored, UnscoredReason
from grader.judge import Judge
from grader.points import LocalGrade, Prepared
from grader.score import CORRECT_CUT, score
from grader.weights import Weights

AGREED = 0.9
"""Confidence where judge and local evidence fall on the same side of the cut."""
SPLIT = 0.7
"""Confidence where they fall on different sides and the local evidence is unsure."""
DISPUTED = 0.5
"""Confidence where they fall on different sides and the local evidence is sure."""
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
    ours = score(prepared.points, local.verdicts)
    theirs = score(prepared.points, judged.verdicts)
    if foreign or (ours >= CORRECT_CUT) == (theirs >= CORRECT_CUT):
        confidence = AGREED if not foreign else SPLIT
        return replace(local, verdicts=judged.verdicts, confidence=confidence, flags=flags)
    sure = local.confidence >= _LOCALLY_SURE
    return replace(
        local,
        verdicts=judged.verdicts,
        confidence=DISPUTED if sure else SPLIT,
        flags=(*flags, "judge and evidence disagree"),
        doubt=UnscoredReason.DISAGREEMENT,
    )
