"""Which drafts to look at first: an order by expected value, simple and open to view.

Not a model of learning: drafts that a person can accept as they stand come first, then those with
fewer flags, then those whose label the notes themselves stress (in headings or bold), then those
whose label they use most. Ties stay in lecture order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from decks.drafts import Draft
from decks.sources import SourceVersion, SpanKind

_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_WORD = re.compile(r"\w+")


def by_worth(drafts: Sequence[Draft], versions: Mapping[str, SourceVersion]) -> list[Draft]:
    """The drafts, best first; `versions` are the sources they cite, by id."""
    texts = {each.id: _words(each.text) for each in versions.values()}
    stressed = {each.id: _words(_stressed(each)) for each in versions.values()}

    def rank(draft: Draft) -> tuple[int, int, int, int]:
        blocked = len(draft.blocks) + len(draft.content.missing)
        label = _words(draft.content.label)
        source = draft.citations[0].version_id if draft.citations else ""
        if not label.strip() or source not in texts:
            return blocked, len(draft.findings), 0, 0
        counts = stressed[source].count(label), texts[source].count(label)
        return blocked, len(draft.findings), -counts[0], -counts[1]

    return sorted(drafts, key=rank)


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
