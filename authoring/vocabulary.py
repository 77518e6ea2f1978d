"""What a source itself says of its words: which are names, and which are its terms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from authoring.prose import bold_terms
from decks.sources import SourceVersion, SpanKind

_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][\w-]*")
_LOWER = re.compile(r"(?<![\w\\$-])[a-z][\w-]+")
_ARTICLE = re.compile(r"^(?:an?|the)\s", re.IGNORECASE)
_NUMBER = re.compile(r"^[\d.]+\s+")
GENERIC = re.compile(r"\s(?:networks?|models?|methods?|algorithms?|functions?|process(?:es)?)$")
"""Nouns that a term may go without: "the generator" for "the generator network"."""
MOST_WORDS = 4
_PROSE = (SpanKind.PARAGRAPH, SpanKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`names` are written with a capital inside sentences more often than without; `terms`, in
    small letters and without article, stand in bold or are headings.
    """

    names: frozenset[str]
    terms: frozenset[str]


def vocabulary(version: SourceVersion) -> Vocabulary:
    """The names and terms of a source."""
    shown = [span for span in version.spans if span.set_aside is None]
    prose = " ".join(version.words(span.start, span.end) for span in shown if span.kind in _PROSE)
    small = Counter(_LOWER.findall(prose))
    capital = Counter(_INSIDE.findall(prose))
    names = frozenset(
        word for word, count in capital.items() if len(word) > 1 and count > small[word.lower()]
    )
    terms = {bare(title) for span in shown for title in span.headings[-1:]}
    for span in shown:
        if span.kind in _PROSE:
            terms |= {bare(term) for term in bold_terms(version.words(span.start, span.end))}
    terms |= {GENERIC.sub("", term) for term in terms}
    return Vocabulary(names, frozenset(term for term in terms if _fits(term)))


def bare(term: str) -> str:
    """A term as it is compared: small letters, no article, no number of a section."""
    return _ARTICLE.sub("", _NUMBER.sub("", " ".join(term.split()))).casefold()


def _fits(term: str) -> bool:
    return 0 < len(term.split()) <= MOST_WORDS and any(char.isalpha() for char in term)
