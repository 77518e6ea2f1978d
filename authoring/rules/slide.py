"""Slides: a title with what stands under it. The title is the subject that its bullets leave out:
"Encoder" over "maps an input to a code" is "What does the encoder do?".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from authoring.prose import plain, sentences
from authoring.rules.candidate import (
    POINTING,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    personal,
    plural,
    sentence_of,
    shortened,
)
from authoring.rules.verbs import base_of, maybe_noun
from decks.cards import CardKind
from decks.sources import SourceVersion, Span, SpanKind

_ASKS = re.compile(r"^(?:What|Why|How|When|Where|Who)\b.{8,90}\?$")
_NOUN_PHRASE = re.compile(
    r"^(?:An?|The|an?|the|[A-Z]?[a-z-]+(?:\s[a-z-]+){0,2}s)\s(?:[\w-]+\s){1,8}?"
    r"(?:that|which|who|whose|of|for|with|in which|where|used|trained|based|learned|between|to|"
    r"from|"
    r"without|over|by)\s.{6,}$"
)
NO_SUBJECT = re.compile(
    r"^(?:\d|introduction|overview|summary|conclusions?|notes?|background|outline|agenda|contents?|"
    r"table of|recap|lecture|example|examples|exercise|motivation|results?|experiments?|discussion|"
    r"references?|footnotes?|questions?|thank|today|plan|goals?|objectives?|definition|"
    r"intuition|idea|history|"
    r"training|testing|problem|solution|method|approach|algorithm|properties|advantages|"
    r"disadvantages|pros|cons|applications?|usage|setup|further|more|other|the|a|an|let|we|our|"
    r"how|why|what|when|where|which|who|is|are|do|does|can|from|in|on|at|to|with|by|using|beyond|"
    r"towards?|before|after|inside|case|part|section|chapter|review|remarks?|tips?|tricks?|main|"
    r"key|some|lab|tutorial|code|implementation|proof|comparison|evaluation|inference|success)\b",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"^(?:see|e\.g|i\.e|for example|note|recall|why|how|what|and|or|but|also|so|then|if|when|"
    r"this|that|it|they|let|given|consider|where|with|without|from|to|in|on|for|by)\b|[=?:]$|"
    r"https?:|\bet al\b",
    re.IGNORECASE,
)
MOST_TITLE_WORDS = 5
MOST_PARENT_WORDS = 4


def find(version: SourceVersion, setting: Setting, aside: dict[int, str]) -> Iterator[Candidate]:
    """Cards from titles and the first thing that is said under them."""
    asked = _repeated(version)
    for index, span in enumerate(version.spans):
        if span.kind is not SpanKind.HEADING or not span.headings or span.set_aside:
            continue
        below = _next(version, index, aside)
        title = bare_title(span.headings[-1])
        if below is None or title.casefold() in asked:
            continue
        made = _of_title(version, title, below, setting)
        if made is not None:
            asked.add(title.casefold())
            yield made
    yield from _of_parents(version, setting, aside)


def bare_title(title: str) -> str:
    """A title without the number of its section."""
    return re.sub(r"^[\dA-Z]?[\d.]*\d\.?\s+", "", title.strip(" #*:"))


def _repeated(version: SourceVersion) -> set[str]:
    """Titles of several slides: no one of them answers or tells it all."""
    counted = Counter(
        bare_title(span.headings[-1]).casefold()
        for span in version.spans
        if span.kind is SpanKind.HEADING and span.headings
    )
    return {title for title, count in counted.items() if count > 1 and title.endswith("?")}


def _next(version: SourceVersion, index: int, aside: dict[int, str]) -> int | None:
    """The first block of text right under a title."""
    for below in range(index + 1, min(index + 4, len(version.spans))):
        kind = version.spans[below].kind
        if kind is SpanKind.HEADING:
            return None
        if below not in aside and kind in (SpanKind.PARAGRAPH, SpanKind.LIST_ITEM):
            return below
    return None


def _of_title(version: SourceVersion, title: str, below: int, setting: Setting) -> Candidate | None:
    if _ASKS.match(title):
        return _answered(version, title, below)
    if len(title.split()) > MOST_TITLE_WORDS or NO_SUBJECT.match(title) or ":" in title:
        return None
    if version.spans[below].kind is not SpanKind.LIST_ITEM or not wordy(title):
        return None
    return _said_of(version, title, "", below, setting)


def wordy(title: str) -> bool:
    """Whether a title is made of words, as a thing's name is."""
    bare = re.sub(r"\([^()]*\)", "", title)
    return bool(re.fullmatch(r"[A-Za-z][\w\s’'()-]+", title)) and bool(bare.strip())


def _answered(version: SourceVersion, title: str, below: int) -> Candidate | None:
    """A title that asks, answered by the first sentence under it."""
    first = sentences(version, below, version.spans[below])[:1]
    if not first or len(title.split()) < 4 or personal(title) or POINTING.search(title):
        return None
    if re.search(r"\b(?:it|this|that|they)\b", title, re.IGNORECASE):
        return None
    after = version.spans[below + 1 : below + 2]
    item = SpanKind.LIST_ITEM
    if version.spans[below].kind is item and after and after[0].kind is item:
        return None
    words = led(first[0].words)
    answer, rest = shortened(words.rstrip("."))
    if len(answer.split()) < 5 or _NO_ANSWER.search(answer) or personal(answer):
        return None
    if POINTING.search(answer) or not balanced(answer):
        return None
    return Candidate(
        kind=CardKind.WHY if title.startswith("Why") else CardKind.OTHER,
        question=title,
        label=title.rstrip("?"),
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=first[0].start,
        end=first[0].end,
        weight=1.9,
        spans=(below,),
    )


def _of_parents(
    version: SourceVersion, setting: Setting, aside: dict[int, str]
) -> Iterator[Candidate]:
    """A short bullet whose first bullet below it says what it is or does."""
    for index in range(len(version.spans) - 1):
        span, child = version.spans[index], version.spans[index + 1]
        if span.kind is not SpanKind.LIST_ITEM or child.kind is not SpanKind.LIST_ITEM:
            continue
        if index in aside or index + 1 in aside or depth(version, child) <= depth(version, span):
            continue
        parent = _bullet(version, span).rstrip(" :.")
        if len(parent.split()) > MOST_PARENT_WORDS or NO_SUBJECT.match(parent):
            continue
        if wordy(parent):
            title = bare_title(span.headings[-1]) if span.headings else ""
            made = _said_of(version, parent, title, index + 1, setting)
            if made is not None:
                yield made


def depth(version: SourceVersion, span: Span) -> int:
    """How far a bullet stands from the margin, in characters."""
    raw = version.words(span.start, span.end)
    return len(raw) - len(raw.lstrip(" \t"))


def _bullet(version: SourceVersion, span: Span) -> str:
    raw = version.words(span.start, span.end)
    return plain(re.sub(r"^\s*(?:[-*+•▪◦‣●■▶►–]|\d{1,3}[.)])\s+", "", raw))


def _said_of(
    version: SourceVersion, title: str, around: str, below: int, setting: Setting
) -> Candidate | None:
    span = version.spans[below]
    words = _bullet(version, span).rstrip(".")
    if personal(words) or POINTING.search(words) or not balanced(words) or "\n\n" in words:
        return None
    if _NO_ANSWER.search(words) or title.casefold() in words.casefold():
        return None
    first = words.split()[0]
    known = base_of(first)
    term = lowered(title, setting)
    many = plural(title)
    if known is not None and known[1] != "did" and not _noun_first(words):
        verb = known[0] if many else first.lower() if known[1] == "does" else None
        if verb is None:
            return None
        question = f"What {'do' if many else 'does'} {_named(term, many)} do?"
        means = f"{'They' if many else 'It'} {verb} {' '.join(words.split()[1:])}"
    elif _NOUN_PHRASE.match(words) and words[:1] != "$":
        question, means = f"What {'are' if many else 'is'} {_named(term, many)}?", words
    else:
        return None
    answer, rest = shortened(means)
    if len(answer.split()) < 4:
        return None
    if around and around.casefold() not in term and len(around.split()) <= 6:
        question = f"{question[:-1]} ({around})?"
    return Candidate(
        kind=CardKind.DEFINITION,
        question=question,
        label=title,
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=span.start,
        end=span.start + len(version.words(span.start, span.end).rstrip()),
        weight=1.6,
        spans=(below,),
    )


def _noun_first(words: str) -> bool:
    parts = words.split()
    return len(parts) < 3 or (
        maybe_noun(parts[0]) and re.match(r"(?:an?|the|its|to|all|each)\b", parts[1]) is None
    )


def _named(term: str, many: bool) -> str:
    """The title as it stands in a question: an acronym or plural alone, else with "the"."""
    if many or re.search(r"[A-Z]", term) or len(term.split()) > 1 or term.endswith("ing"):
        return term
    return f"the {term}"
