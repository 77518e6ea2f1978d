"""Which drafts to look at first: an order by expected value, simple and open to view.

Not a model of learning: drafts that nothing blocks come first. Among them the value is a sum of
parts that a person can follow:

- what the drafter thinks of it (a stressed term and its definition most): up to 1,
- a label that the notes stress in headings or bold: 0.5, and how often they use it: up to 0.3,
- an objective of the lecture that it serves: 1,
- what the critic expects of it, from decisions about drafts like it: from -1 to 1,
- half a point off for everything that is flagged.

Ties stay in lecture order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from decks.drafts import Draft
from decks.sources import SourceVersion, SpanKind

BEST = 3.0
"""The worth that drafters give at most, about."""
UNTOLD = 1.5
"""What a draft is taken for whose drafter says nothing of its worth."""
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_WORD = re.compile(r"\w+")


def by_worth(
    drafts: Sequence[Draft],
    versions: Mapping[str, SourceVersion],
    learned: Mapping[str, float] | None = None,
) -> list[Draft]:
    """The drafts, best first; `versions` are the sources they cite, by id.

    `learned` is what the critic expects of drafts by id, from -1 to 1.
    """
    texts = {each.id: _words(each.text) for each in versions.values()}
    stressed = {each.id: _words(_stressed(each)) for each in versions.values()}
    expected = learned or {}

    def rank(draft: Draft) -> tuple[int, float]:
        blocked = len(draft.blocks) + len(draft.content.missing)
        value = min(draft.worth or UNTOLD, BEST) / BEST
        value += _emphasis(draft, texts, stressed) + bool(draft.objective)
        value += expected.get(draft.id, 0.0)
        value -= 0.5 * (len(draft.findings) - len(draft.blocks))
        return blocked, -value

    return sorted(drafts, key=rank)


def _emphasis(draft: Draft, texts: Mapping[str, str], stressed: Mapping[str, str]) -> float:
    """What the notes make of its label, from 0 to 0.8."""
    label = _words(draft.content.label)
    source = draft.citations[0].version_id if draft.citations else ""
    if not label.strip() or source not in texts:
        return 0.0
    often = min(0.3, 0.06 * math.log2(1 + texts[source].count(label)))
    return 0.5 * (label in stressed[source]) + often


@lru_cache(maxsize=32)
def _words(text: str) -> str:
    """The words alone, a space before and after each, so that whole words are counted."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _stressed(version: SourceVersion) -> str:
    """What stands in headings and in bold."""
    headings = [
        version.words(span.start, span.end)
        for span in version.spans
        if span.kind is SpanKind.HEADING
    ]
    return "\n".join((*headings, *_BOLD.findall(version.text)))
