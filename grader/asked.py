"""How many things a question asks for: "name three" of a reference with five takes any three.

The points that the answer says best count, as many as were asked for. Every other point takes
their mean credit, so that it changes nothing in the arithmetic; its verdict is "absent" all the
same, and an absent point that carries credit is one that was not needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from decks.cards import KeyPoint
from decks.grading import PointVerdict, Verdict

_WORDS = "two three four five six seven".split()
_ASKED = re.compile(
    r"\b(?:name|list|give|state|mention|identify|provide|describe|explain|cite|tell|write down)\b"
    rf"(?:\W+(?:me|us|at|least|any|only|just|some|down)\b){{0,3}}\W+({'|'.join(_WORDS)}|[2-7])\b"
    r"(?!\s*(?:-|to|or|sentences?|words?|lines?|paragraphs?|%))",
    re.I,
)


def asked_for(question: str, points: int) -> int | None:
    """How many of the points a folded question asks for; None where it asks for all."""
    found = _ASKED.search(question)
    if not found:
        return None
    word = found.group(1).lower()
    count = int(word) if word.isdigit() else _WORDS.index(word) + 2
    return count if count < points else None


def counted(
    points: Sequence[KeyPoint], verdicts: Sequence[PointVerdict], count: int | None
) -> tuple[PointVerdict, ...]:
    """The verdicts, with the points beyond the best `count` made to change nothing."""
    if count is None:
        return tuple(verdicts)
    best = sorted(verdicts, key=lambda each: -each.credit)[:count]
    weight = sum(points[each.point].weight for each in best)
    mean = sum(points[each.point].weight * each.credit for each in best) / weight
    kept = {each.point for each in best}
    return tuple(
        each
        if each.point in kept or each.verdict is Verdict.CONTRADICTED
        else each.model_copy(update={"verdict": Verdict.ABSENT, "credit": mean, "quote": None})
        for each in verdicts
    )
