"""Bullets that leave their subject to the title: "Encoder" over "maps the input to a code" is read
as "The encoder maps the input to a code", so that every rule for sentences can look at it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from authoring.prose import Sentence
from authoring.rules.candidate import Setting, lowered, plural
from authoring.rules.slide import NO_SUBJECT, bare_title, depth, wordy
from authoring.rules.verbs import base_of, maybe_noun
from decks.sources import SourceVersion, SpanKind

_FINITE = re.compile(r"^(?P<verb>is|are|has|have|can|may|cannot|does not|do not)\s(?!to\b)")
_ARTICLE = re.compile(
    r"^(?:an?|the|its|their|to|all|each|every|both|how|that|which|from|on|in|of|with)\b"
)
_IS = re.compile(r"^(?:is|has|does)\b")
_ARE = re.compile(r"^(?:are|have|do)\b")
MOST_TITLE_WORDS = 5
FEWEST_WORDS = 4


def with_subject(
    version: SourceVersion, index: int, sentence: Sentence, setting: Setting
) -> Sentence:
    """The first sentence of a bullet with its title, or the bullet above it, for a subject; the
    sentence itself where it has one.
    """
    span = version.spans[index]
    if span.kind is not SpanKind.LIST_ITEM or sentence.count < FEWEST_WORDS:
        return sentence
    if not _predicate(sentence.words):
        return sentence
    subject = _subject(version, index)
    if subject is None or subject.casefold() in sentence.words.casefold():
        return sentence
    many = plural(subject)
    words = sentence.words[:1].lower() + sentence.words[1:]
    if not _agrees(words, many):
        return sentence
    named = _named(lowered(subject, setting), many)
    stop = "" if words.endswith((".", "!", "?")) else "."
    whole = f"{named[:1].upper()}{named[1:]} {words.rstrip(' ,;')}{stop}"
    return replace(sentence, words=whole)


def _predicate(words: str) -> bool:
    """Whether words begin with a finite verb that wants a subject."""
    if _FINITE.match(words[:1].lower() + words[1:]):
        return True
    first, _, rest = words.partition(" ")
    known = base_of(first)
    if known is None or known[1] != "does" or not first.lower().endswith("s"):
        return False
    return not maybe_noun(first) or _ARTICLE.match(rest) is not None


def _agrees(words: str, many: bool) -> bool:
    if _IS.match(words) or _ARE.match(words):
        return (_ARE.match(words) is not None) == many
    known = base_of(words.split()[0])
    return known is None or (known[1] == "do") == many


def _subject(version: SourceVersion, index: int) -> str | None:
    span = version.spans[index]
    for above in range(index - 1, -1, -1):
        other = version.spans[above]
        if other.kind is SpanKind.HEADING or other.headings != span.headings:
            break
        if other.kind is SpanKind.LIST_ITEM and depth(version, other) < depth(version, span):
            words = version.words(other.start, other.end)
            return _fits(re.sub(r"^\s*(?:[-*+•▪◦]|\d+[.)])\s+|[*_`]", "", words).strip(" :.\n"))
        told = other.kind is SpanKind.PARAGRAPH and other.set_aside is None
        if told and version.words(other.start, other.end).rstrip().endswith(":"):
            return None  # the bullets belong to what this line opens
    return _fits(bare_title(span.headings[-1])) if span.headings else None


def _fits(title: str) -> str | None:
    if not 1 <= len(title.split()) <= MOST_TITLE_WORDS or NO_SUBJECT.match(title):
        return None
    return title if wordy(title) and not title.endswith("?") else None


def _named(term: str, many: bool) -> str:
    """An acronym, a plural and a name stand alone, any other term takes "the"."""
    if many or re.search(r"[A-Z]", term) or term.endswith("ing"):
        return term
    return f"the {term}"
