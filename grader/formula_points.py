"""Words and mathematics, brought together into one verdict for each key point that has a formula.

An equal formula makes a point present and an unequal one contradicts it, or leaves it absent where
the two have little in common; feedback says where they differ. A formula that cannot be read or
compared decides nothing: where the words do not settle the point either, the answer is unscored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from decks.grading import PointVerdict, UnscoredReason, Verdict
from grader.card import Card
from grader.mathematics.judging import FormulaVerdict, Said, verdicts_on
from grader.points import LocalGrade, Prepared
from grader.score import PRESENT_CUT
from grader.shortcuts import Settled

EQUAL = 0.97
"""Credit of a point that is a formula and was given an equal one."""
EQUAL_AMONG_WORDS = 0.75
"""The least credit of a point that states its formula among words, where the formula is right."""
WRONG = 0.05
"""The most credit of a point whose formula is wrong."""
SURE = 0.95
"""Confidence in a point that its formula settled."""
UNSURE = 0.3
"""Confidence where a formula left a point open: below any band."""
_DENIED = re.compile(
    r"\b(?:not|isn['’]?t|never|doesn['’]?t|cannot|can['’]?t)\b"
    r"(?: equal(?: to)?| be| the| given by)*[\s$(]*$",
    re.I,
)
ALTOGETHER = "the whole of"


def with_formulas(prepared: Prepared, local: LocalGrade) -> LocalGrade:
    """The local grade with what the answer's formulas say of each point."""
    found = verdicts_on(prepared.card.written, prepared.answer.raw)
    if not any(found):
        return local
    found = tuple(
        replace(each, said=Said.WRONG, detail="you deny it") if each and denied else each
        for each, denied in zip(found, _denied(prepared, found), strict=True)
    )
    verdicts = tuple(
        _point(verdict, said) for verdict, said in zip(local.verdicts, found, strict=True)
    )
    settled = frozenset(
        place for place, each in enumerate(found) if each and each.said in (Said.EQUAL, Said.WRONG)
    )
    doubts = [
        each.detail
        for verdict, each in zip(local.verdicts, found, strict=True)
        if each and each.said is Said.OPEN and (each.alone or verdict.credit < PRESENT_CUT)
    ]
    total = sum(point.weight for point in prepared.points)
    share = sum(prepared.points[place].weight for place in settled) / total
    local = replace(
        local,
        verdicts=verdicts,
        confidence=share * SURE + (1 - share) * local.confidence,
        remarks=tuple(dict.fromkeys(_remark(each) for each in found if each and _tells(each))),
        settled=settled,
    )
    return _doubtful(local, doubts[0]) if doubts else local


def overruled(settled: Settled, card: Card, answer: str) -> bool:
    """Whether a formula says otherwise than a rule that only looks at words."""
    said = {each.said for each in verdicts_on(card.written, answer) if each}
    return Said.WRONG in said if settled.credit else bool(said & {Said.EQUAL, Said.WRONG})


def _denied(prepared: Prepared, found: Sequence[FormulaVerdict | None]) -> list[bool]:
    """The points whose formula is right but said not to be so: "it isn't cos(x)"."""
    answer = prepared.answer.raw
    return [
        each is not None
        and each.said is Said.EQUAL
        and bool(_DENIED.search(answer[: answer.find(each.quote)]))
        and not any(_DENIED.search(f"{text} ") for text in prepared.card.written[place])
        for place, each in enumerate(found)
    ]


def _point(verdict: PointVerdict, found: FormulaVerdict | None) -> PointVerdict:
    if found is None or found.said in (Said.OPEN, Said.ELSEWHERE):
        return verdict
    if found.said is Said.EQUAL:
        credit = EQUAL if found.alone else max(EQUAL_AMONG_WORDS, verdict.credit)
        kind = Verdict.PRESENT
    else:
        credit = min(WRONG, verdict.credit)
        kind = Verdict.ABSENT if found.detail.startswith(ALTOGETHER) else Verdict.CONTRADICTED
    quote = None if kind is Verdict.ABSENT else found.quote
    return verdict.model_copy(update={"verdict": kind, "credit": credit, "quote": quote})


def _tells(found: FormulaVerdict) -> bool:
    return found.said is Said.WRONG and bool(found.detail)


def _remark(found: FormulaVerdict) -> str:
    return f"In your formula, look at this again: {found.detail}."


def _doubtful(local: LocalGrade, why: str) -> LocalGrade:
    return replace(
        local,
        confidence=min(UNSURE, local.confidence),
        flags=(*local.flags, "formula"),
        doubt=UnscoredReason.FORMULA,
        detail=f"Your formula could not be compared ({why}): look at the reference yourself.",
    )
