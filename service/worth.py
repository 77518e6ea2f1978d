"""Which drafts to look at first: an order by expected value, simple and open to view.

Not a model of learning: drafts that a person can accept as they stand come first, then those with
fewer flags, then those whose label the notes themselves stress (in headings or bold), then those
whose label they use most. Ties stay in lecture order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from decks.drafts import Draft
from decks.sources import SourceVersion, SpanKind

_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")


def by_worth(drafts: Sequence[Draft], versions: Mapping[str, SourceVersion]) -> list[Draft]:
    """The drafts, best first; `versions` are the sources they cite, by id."""
    texts = {each.id: each.text.casefold() for each in versions.values()}
    stressed = {each.id: _stressed(each) for each in versions.values()}

    def rank(draft: Draft) -> tuple[int, int, int, int]:
        blocked = len(draft.blocks) + len(draft.content.missing)
        label = draft.content.label.strip().casefold()
        source = draft.citations[0].version_id if draft.citations else ""
        if not label or source not in texts:
            return blocked, len(draft.findings), 0, 0
        word = re.compile(rf"(?<!\w){re.escape(label)}(?!\w)")
        counts = (len(word.findall(text)) for text in (stressed[source], texts[source]))
        return blocked, len(draft.findings), -next(counts), -next(counts)

    return sorted(drafts, key=rank)


def _stressed(version: SourceVersion) -> str:
    """What stands in headings and in bold, a piece a line."""
    headings = [
        version.words(span.start, span.end)
        for span in version.spans
        if span.kind is SpanKind.HEADING
    ]
    return "\n".join((*headings, *_BOLD.findall(version.text))).casefold()
