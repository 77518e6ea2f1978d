"""Answers to a deck's cards, graded by the standard that the deck is judged by.

Without a standard of its own a deck is graded by the grader as it ships. With one, the grader
gives its probabilities for every answer, each key point's credit is moved in log-odds as learned
(`decks.rulings.Standard`), the arithmetic is done again, and the score is held against the deck's
own cut. What a rule settled and what a judge model said in categories is not moved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from decks.cards import CardKind, CardVersion, Deck, DraftContent
from decks.grading import (
    GraderIdentity,
    PointVerdict,
    Scored,
    Unscored,
    UnscoredReason,
    Verdict,
)
from decks.memory import GradeEvidence
from decks.rulings import Standard
from grader.feedback import feedback
from grader.score import PARTIAL_CUT, category, overall, score
from grader.task import Graded, GradingTask
from grader.weights import shipped

if TYPE_CHECKING:
    from grader.grader import Grader
    from service.wiring import App

RAW = "raw_score"
"""The name, among a grade's evidence, of the score before a deck's standard moved it."""
_REFUSED = ("too long", "language")
"""Flags of answers that the grader cannot read: without abstention it grades them all the same."""


def task_of(version: CardVersion, text: str) -> GradingTask:
    """The grading task of one answer to one wording of a card."""
    return task_for(version.content, text)


def task_for(content: DraftContent, text: str) -> GradingTask:
    """The grading task of one answer to these words of a card or draft.

    Where the question asks for a formula, each of the card's formulas is an answer as well.
    """
    answer = content.core_answer or ""
    asked_for = content.formulas if content.kind is CardKind.FORMULA else ()
    formulas = (f"${formula}$" for formula in asked_for if formula not in answer)
    return GradingTask(
        question=content.question,
        references=(answer, *content.references, *formulas),
        key_points=content.key_points,
        answer=text,
    )


def standard_of(app: App, deck: Deck) -> Standard | None:
    """The standard that a deck is judged by, None where it is the grader's own."""
    with app.ledger.read() as unit:
        found = unit.standards.current(deck.id)
    return None if found is None or found.plain else found


class Judges(Protocol):
    """An app, or whatever else has a grader."""

    @property
    def grader(self) -> Grader:
        """The grader in force."""


def judged(app: Judges, standard: Standard | None, tasks: Sequence[GradingTask]) -> list[Graded]:
    """The grade of each task by this standard, in order."""
    if standard is None:
        return app.grader.grade_many(tasks)
    graded = [
        under(standard, task, one)
        for task, one in zip(tasks, app.grader.grade_many(tasks, abstain=False), strict=True)
    ]
    unread = [at for at, one in enumerate(graded) if _unread(one)]
    refused = app.grader.grade_many([tasks[at] for at in unread])
    for at, one in zip(unread, refused, strict=True):
        graded[at] = replace(one, identity=identity(one.identity, standard))
    return graded


def judged_anew(
    app: Judges, standard: Standard | None, tasks: Sequence[GradingTask]
) -> list[Graded]:
    """As `judged`; where the standard makes the grader unsure, what it says as it ships.

    Such a grade bears the grader's own name, so that it is known from one by the standard.
    """
    graded = judged(app, standard, tasks)
    if standard is None:
        return graded
    unsure = [at for at, one in enumerate(graded) if _doubted(one)]
    shipped_ones = app.grader.grade_many([tasks[at] for at in unsure])
    for at, one in zip(unsure, shipped_ones, strict=True):
        if isinstance(one.result, Scored):
            graded[at] = one
    return graded


def _doubted(graded: Graded) -> bool:
    result = graded.result
    return isinstance(result, Unscored) and result.reason is not UnscoredReason.MODEL_FAILED


def judged_openly(
    app: App, standard: Standard | None, tasks: Sequence[GradingTask]
) -> list[Graded]:
    """As `judged`, with a score for every answer: the confidence says how little it is worth."""
    graded = app.grader.grade_many(tasks, abstain=False)
    if standard is None:
        return graded
    return [held_to(standard, task, one) for task, one in zip(tasks, graded, strict=True)]


def judged_one(app: App, standard: Standard | None, task: GradingTask) -> Graded:
    """The grade of one task by this standard."""
    return app.grader.grade(task) if standard is None else judged(app, standard, [task])[0]


def identity(plain: GraderIdentity, standard: Standard | None) -> GraderIdentity:
    """Who grades by this standard: another standard is another version."""
    if standard is None:
        return plain
    return plain.model_copy(update={"version": f"{plain.version}+{standard.name}"})


def under(standard: Standard, task: GradingTask, graded: Graded) -> Graded:
    """An unabstaining grade, held to a standard; unscored where it is too unsure of it."""
    held = held_to(standard, task, graded)
    result = held.result
    if held.certain or not isinstance(result, Scored) or _unread(held):
        return held
    if result.confidence >= shipped().file.abstain_below:
        return held
    return replace(held, result=_unsure(result))


def held_to(standard: Standard, task: GradingTask, graded: Graded) -> Graded:
    """An unabstaining grade with its credits moved and its score held against the deck's cut."""
    named = replace(graded, identity=identity(graded.identity, standard))
    result = graded.result
    if graded.certain or not isinstance(result, Scored) or _unread(graded):
        return named
    moved = graded.identity.model is None
    verdicts = tuple(
        _moved(each, standard, task.answer) if moved else each for each in result.verdicts
    )
    reached = score(task.key_points, verdicts)
    seen = seen_from(reached, standard.cut)
    said = overall(task.key_points, verdicts, standard.cut)
    same = [each.verdict for each in verdicts] == [each.verdict for each in result.verdicts]
    after = result.model_copy(
        update={
            "verdicts": verdicts,
            "score": reached,
            "overall": said,
            "confidence": shipped().confidence(seen) if moved else result.confidence,
            "feedback": result.feedback
            if same and said is result.overall
            else feedback(task.key_points, verdicts, said),
        }
    )
    return replace(named, result=after, evidence={**graded.evidence, RAW: result.score})


def _unread(graded: Graded) -> bool:
    flags = graded.result.flags
    return graded.identity.model is None and any(each.startswith(_REFUSED) for each in flags)


def _unsure(result: Scored) -> Unscored:
    return Unscored(
        reason=UnscoredReason.UNSURE,
        detail="The grader cannot tell: compare your answer with the reference yourself.",
        confidence=result.confidence,
        flags=result.flags,
    )


def _moved(verdict: PointVerdict, standard: Standard, answer: str) -> PointVerdict:
    """The verdict with its credit moved; what now counts as said rests on the answer as it is."""
    if verdict.verdict is Verdict.CONTRADICTED:
        return verdict
    credit = calibrated(verdict.credit, standard.slope, standard.offset)
    spare = verdict.verdict is Verdict.ABSENT and verdict.credit >= PARTIAL_CUT
    # An absent point that carries credit is one that was not needed ("name three" of five).
    kind = Verdict.ABSENT if spare else category(credit)
    quote = None if kind is Verdict.ABSENT else verdict.quote or answer.strip()
    return verdict.model_copy(update={"credit": credit, "verdict": kind, "quote": quote})


def calibrated(chance: float, slope: float, offset: float) -> float:
    """A probability moved in log-odds; 0 and 1 stay where they are."""
    return chance if chance in (0.0, 1.0) else _chance(slope * _log_odds(chance) + offset)


def seen_from(reached: float, cut: float) -> float:
    """A score as it looks from a cut: moved in log-odds so that the cut lies at one half."""
    return reached if reached in (0.0, 1.0) else _chance(_log_odds(reached) - _log_odds(cut))


def evidence_of(graded: Graded, standard: Standard | None) -> GradeEvidence | None:
    """What a grade is worth to the schedule; None where there is no score.

    The score is seen from the deck's cut, so that what passes there counts as recalled.
    """
    result = graded.result
    if not isinstance(result, Scored):
        return None
    return GradeEvidence(
        score=seen_from(result.score, standard.cut) if standard else result.score,
        confidence=result.confidence,
        grader=f"{graded.identity.name}/{graded.identity.version}",
        certain=graded.certain,
    )


def _log_odds(chance: float) -> float:
    held = min(1 - 1e-9, max(1e-9, chance))
    return math.log(held / (1 - held))


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -500 else 0.0
