"""C9 and C11: the checks that need the rest of the course, or the grader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from decks.cards import DraftContent
from decks.drafts import Finding, Gate
from decks.folding import fold

DUPLICATE = 0.95
"""Cosine from which question and answer together say the same."""
CONFUSABLE = 0.88
CLASH = "C9"
GAP = "____"
_SAME, _CLOSE = "The same as", "Close to"
_OTHER = re.compile(rf"(?:{_SAME}|{_CLOSE}) ((?:drf|crd)_\w+): ")


def c9_no_clash(
    content: DraftContent, near: Callable[[str], Sequence[tuple[str, str, str, float]]]
) -> Iterator[Finding]:
    """No card of the course asks the same, or nearly the same with another answer."""
    text = f"{content.question}\n{content.core_answer or ''}".strip()
    for other_id, question, answer, cosine in near(text):
        if _of_one_list(content, question, answer):
            continue
        if _same(content.question, question) or (
            cosine >= DUPLICATE and _same(content.core_answer or "", answer)
        ):
            reason = f"{_SAME} {other_id}: “{question}” Merge them or drop one."
            yield Finding(rule=CLASH, gate=Gate.BLOCK, reason=reason)
            return
        if cosine >= CONFUSABLE:
            reason = f"{_CLOSE} {other_id}: “{question}” Add a cue that tells them apart."
            yield Finding(rule=CLASH, gate=Gate.FLAG, reason=reason)
            return


def clashes_with(finding: Finding) -> str | None:
    """The id of the draft or card that a finding of `c9_no_clash` is about; None for others."""
    found = _OTHER.match(finding.reason) if finding.rule == CLASH else None
    return None if found is None else found[1]


def _of_one_list(content: DraftContent, question: str, answer: str) -> bool:
    """Whether two gaps are of one sentence, with different words left out: each shows the other."""
    own = content.core_answer or ""
    if GAP not in content.question or GAP not in question or _same(own, answer):
        return False
    return _same(_filled(content.question, own), _filled(question, answer))


def _filled(question: str, answer: str) -> str:
    return question.replace(GAP, answer.strip().rstrip("."), 1)


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and fold(one).text.strip(" .?!") == fold(other).text.strip(" .?!")


def c11_gradable(
    content: DraftContent, gradable: Callable[[DraftContent], str | None]
) -> Iterator[Finding]:
    """The grader passes right answers to it and fails wrong ones."""
    problem = gradable(content)
    if problem is not None:
        yield Finding(rule="C11", gate=Gate.BLOCK, reason=problem)
