"""Definition lists, and the glossary at a chapter's end: "bank run" with its meaning on the next
line, in bold before it, or before the first article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from authoring.prose import Sentence, plain
from authoring.rules.candidate import (
    POINTING,
    Candidate,
    Setting,
    balanced,
    lowered,
    made,
    personal,
)
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

_SECTION = re.compile(
    r"^(?:\d+[.\d]*\s+)?(?:key (?:terms?|words?|vocabulary|definitions?)|glossary|vocabulary|"
    r"definitions?|terminology|terms?(?: to know)?|important terms)\W*$",
    re.IGNORECASE,
)
_LIST = re.compile(r"^\s*(?P<term>[^\n:]{2,60}?)\s*\n\s*:\s+(?P<means>\S.{10,400}?)\s*$", re.DOTALL)
_BOLD = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:\*\*|__)(?P<term>[^*_\n]{2,60}?)(?:\*\*|__)\s*[:–—-]?\s*"
    r"(?P<means>\S.{10,400}?)\s*$",
    re.DOTALL,
)
_PLAIN = re.compile(
    r"^\s*(?P<term>[A-Za-z][\w’'()-]*(?:\s[\w’'()-]+){0,4}?)\s(?P<means>(?:the|an?|any)\s.{15,400}?)\s*$",
    re.DOTALL,
)
_NO_TERM = re.compile(
    r"^(?:\d|the|an?|in|on|at|of|for|to|with|by|and|or|see|note|this|that|it|they|when|if|as|also)\b|"
    r"\b(?:is|are|was|were|has|have|had|can|will|and|of|in|the|to|for|by)$|[?!]",
    re.IGNORECASE,
)


def find(version: SourceVersion, setting: Setting, aside: dict[int, str]) -> Iterator[Candidate]:
    """A card for each term that a list of definitions or a glossary explains."""
    for index, span in enumerate(version.spans):
        if index in aside or span.kind not in (SpanKind.PARAGRAPH, SpanKind.LIST_ITEM):
            continue
        raw = version.words(span.start, span.end)
        found = _LIST.match(raw)
        if found is None and span.headings and _SECTION.match(span.headings[-1].strip(" #*:")):
            found = _BOLD.match(raw) or _PLAIN.match(raw)
        if found is None:
            continue
        term, means = plain(found["term"]).strip(" .:"), plain(found["means"]).rstrip(".")
        if _NO_TERM.search(term) or len(term.split()) > 6 or term.casefold() in means.casefold():
            continue
        if POINTING.search(means) or personal(means) or not balanced(means):
            continue
        end = span.start + len(raw.rstrip())
        card = made(
            Sentence(span.start, end, means, (), index, span.headings),
            kind=CardKind.DEFINITION,
            question=f"What is meant by “{lowered(term, setting)}”?",
            label=term,
            means=re.split(r"(?<=[a-z)])\.\s", means)[0],
            weight=2.9,
        )
        if card is not None:
            yield card
