"""Claims turned round into questions: "networks need noise" to "do networks need noise"."""

from __future__ import annotations

import re

from authoring.rules.clause import split

_SECOND_CLAUSE = re.compile(
    r"\band\b(?:(?!\b(?:that|which|who)\b).)*\b(?:is|are|was|were|has|have|had)\b"
)


def turned(claim: str) -> str | None:
    """The claim in the order of a question, or None where its verb is not known for sure."""
    if _SECOND_CLAUSE.search(claim):
        return None
    clause = split(claim)
    return None if clause is None or clause.twofold else clause.turned
