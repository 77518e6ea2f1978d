"""What the symbols of a formula stand for, by the clause behind it: "where $x$ is the input and
$z$ denotes the code".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from authoring.prose import sentences
from authoring.rules.candidate import POINTING, Candidate, Setting, balanced, made, personal
from authoring.rules.formula import displays
from authoring.rules.slide import bare_title
from authoring.rules.symbol import tells
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

_OPENS = re.compile(r"^(?:where|with|here|in which),?\s", re.IGNORECASE)
_NEXT = re.compile(
    r",?\s(?:and\s(?:where\s)?)?(?=\$[^$]{1,60}\$\s(?:is|are|denotes?|represents?)\s)"
)
_SYMBOL = re.compile(
    r"^\$(?P<tex>[^$]{1,60})\$\s(?:is|are|denotes?|represents?|stands? for)\s"
    r"(?P<means>(?:an?|the|some|our)\s[^;]{4,140})$"
)


def find(version: SourceVersion, setting: Setting, aside: dict[int, str]) -> Iterator[Candidate]:
    """A card for each symbol that the clause behind a formula explains."""
    for index, span in enumerate(version.spans):
        if index == 0 or index in aside or span.kind is not SpanKind.PARAGRAPH:
            continue
        if not displays(version, version.spans[index - 1]):
            continue
        first = sentences(version, index, span)[:1]
        title = bare_title(span.headings[-1]) if span.headings else ""
        if not first or not _OPENS.match(first[0].words) or not tells(title):
            continue
        clause = _OPENS.sub("", first[0].words).rstrip(". ,")
        for part in _NEXT.split(clause):
            found = _SYMBOL.match(part)
            if found is None or POINTING.search(part) or personal(part) or not balanced(part):
                continue
            means = re.split(r",\s(?:and|which|where)\b|\sand\s\$", found["means"])[0]
            card = made(
                first[0],
                kind=CardKind.FACT,
                question=f"What does ${found['tex'].strip()}$ stand for ({title})?",
                label=f"${found['tex'].strip()}$",
                means=re.sub(r"^(?:our|some)\b", "the", means),
                weight=1.35,
                least=2,
            )
            if card is not None:
                yield replace(card, series=f"where:{index}")
