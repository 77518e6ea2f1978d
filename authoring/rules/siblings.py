"""Gaps of one sentence that would fill each other: each leaves the other's name out too.

Only names that the sentence gives ("... is called magma"): what else stands around a gap, such as
the other items of its list, is what the gap is told by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from authoring.rules.candidate import Candidate
from decks.cards import CardKind

LEFT_OUT = "…"


def apart(kept: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, of which no gap prints the name that another gap asks for beside it."""
    gaps: dict[tuple[int, int], list[Candidate]] = {}
    for each in kept:
        if each.kind is CardKind.CLOZE and not each.series:
            gaps.setdefault((each.start, each.end), []).append(each)
    return [_without(each, gaps.get((each.start, each.end), ())) for each in kept]


def _without(candidate: Candidate, beside: Sequence[Candidate]) -> Candidate:
    if candidate.kind is not CardKind.CLOZE:
        return candidate
    question = candidate.question
    for other in beside:
        if other.label != candidate.label:
            given = (
                rf"(\b(?:called|termed|named|known as)\s(?:an?\s|the\s)?){re.escape(other.label)}\b"
            )
            question = re.sub(given, rf"\g<1>{LEFT_OUT}", question)
    return replace(candidate, question=question)
