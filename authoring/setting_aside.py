"""Why a span gives no card: what it is, and which section it stands in."""

from __future__ import annotations

import re

from authoring.boxes import in_box
from authoring.language import certainly_foreign, is_english, mainly_english
from decks.sources import SourceVersion, Span, SpanKind

_NUMBERED = r"^(?:(?:chapter|section|unit|lecture)?\s*\d+[.\d]*\s+)?"
_ENDS = r"(?:\s*$|\s*[:.(–—-]|\s+\d|\s+(?:and|&|set|sheet)\b)"
"""How a title ends that is the word itself, and not a topic: "Problems", not "Problem setting"."""
_EXERCISES = re.compile(
    _NUMBERED + r"(?:(?:exercises?|review (?:questions?|exercises)|homework|quiz(?:zes)?|"
    r"critical[- ]thinking(?: (?:questions?|exercises|items))?|free[- ]response|test yourself|"
    r"self[- ](?:check|test|assessment)|test prep|"
    r"check your (?:understanding|learning)|concept checks?|"
    r"(?:(?:visual|art) connection|end[- ]of[- ]chapter|multiple[- ]choice|short[- ]answer|"
    r"discussion|thought|practice|study|comprehension) (?:questions?|problems?|exercises?)|"
    r"aufgaben|übungen|练习)\b|(?:problems?|questions?|assignments?|challenges?|practice)"
    + _ENDS
    + r")",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    _NUMBERED + r"(?:(?:references?|bibliography|further reading|works cited|acknowledge?ments?|"
    r"additional reading|recommended reading|suggested reading)\b|(?:literature|links|sources|"
    r"credits|resources)" + _ENDS + r")",
    re.IGNORECASE,
)
_FOOTNOTES = re.compile(_NUMBERED + r"(?:foot|end)notes?\W*$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*\[\^[^\]\s]{1,40}\]:")
"""A footnote as Markdown writes it."""
_CITED = re.compile(
    r"https?://|\bdoi\b|\bet al\b|[(,] ?\d{4}[).,]|^\W*\[[\w.+-]{1,12}\]", re.IGNORECASE
)
_LAST_PART = 0.6
"""From this share of the text on, a section called "References" holds them; before, it may explain
what a reference is."""
_CONTENTS = re.compile(
    r"^(?:table of )?contents$|^(?:lecture )?outline$|^(?:today's )?agenda$", re.IGNORECASE
)
_OBJECTIVES = re.compile(
    r"^(?:learning|course|lecture|section|chapter|module) (?:objectives|outcomes|goals)\b|"
    r"^(?:objectives|outcomes|goals)\s*(?::|$)|"
    r"^(?:by the end of|(?:after|on) (?:completing|completion of|reading|studying)|in) this "
    r"(?:section|chapter|lecture|module|unit|lesson)[^.]{0,20}\byou (?:will|should)\b",
    re.IGNORECASE,
)
LONGEST_LIST = 40
"""Items of a list of objectives at most."""
_FIGURE = re.compile(r"\s*(?:\[Image:|!\[)")
_NUMBER = re.compile(r"[(\[]?[-+−±~<>≤≥]?[\d.,/%:()-]*\d[\d.,/%:)\]-]*$")
LEAST_NUMBERS = 8
"""Numbers from which a run of words that is half numbers is a table."""
_TAG = re.compile(r"<[^<>]*>")
_DIGITS = re.compile(r"\d")


def reason(version: SourceVersion, index: int) -> str | None:
    """Why nothing is drafted from a span, or None where a rule may look at it."""
    span = version.spans[index]
    if span.set_aside is not None:
        return span.set_aside
    words = version.words(span.start, span.end)
    return (
        _by_kind(span, words)
        or _by_section(version, span, words)
        or in_box(version, index)
        or _by_words(version, index, words)
    )


def _by_kind(span: Span, words: str) -> str | None:
    if span.kind is SpanKind.HEADING:
        return "heading"
    if span.kind is SpanKind.CODE:
        return "code"
    if span.kind is SpanKind.OTHER:
        return "markup"
    if span.kind is SpanKind.TABLE:
        cells = _TAG.sub("", words)
        shown = [char for char in cells if char.isalnum()]
        digits = len(_DIGITS.findall(cells))
        return "table of numbers" if digits > 0.3 * max(1, len(shown)) else "table"
    return None


def _by_section(version: SourceVersion, span: Span, words: str) -> str | None:
    for title in span.headings:
        if _EXERCISES.match(title):
            return "exercise"
        if _FOOTNOTES.match(title):
            return "footnote"
        late = span.start >= _LAST_PART * len(version.text)
        if _REFERENCES.match(title) and (late or _CITED.search(words)):
            return "reference list"
        if _OBJECTIVES.match(title):
            return "learning objectives"
    if span.headings and _CONTENTS.match(span.headings[-1]):
        return "boilerplate"
    return None


def _by_words(version: SourceVersion, index: int, words: str) -> str | None:
    if _FIGURE.match(words):
        return "figure"
    if _FOOTNOTE.match(words):
        return "footnote"
    if _mostly_numbers(words):
        return "table of numbers"
    if _OBJECTIVES.match(words.lstrip()) or _follows_objectives(version, index):
        return "learning objectives"
    if version.spans[index].kind is not SpanKind.FORMULA and not _english(version, words):
        return "no rule for this language"
    return None


def _mostly_numbers(words: str) -> bool:
    """Whether words are the rows of a table that a PDF or a page gave without its lines."""
    tokens = words.split()
    numbers = sum(_NUMBER.match(token) is not None for token in tokens)
    return numbers >= LEAST_NUMBERS and numbers >= 0.5 * len(tokens)


def _english(version: SourceVersion, words: str) -> bool:
    """A piece of an English source is English unless it surely is not: terse lists often hold no
    function word at all.
    """
    if not mainly_english(version.text):
        return False
    return is_english(words) or not certainly_foreign(words)


def _follows_objectives(version: SourceVersion, index: int) -> bool:
    """Whether a list item belongs to a list of objectives: the line that opens it says so."""
    if version.spans[index].kind is not SpanKind.LIST_ITEM:
        return False
    first = max(0, index - LONGEST_LIST)
    while index > first and version.spans[index].kind is SpanKind.LIST_ITEM:
        index -= 1
    above = version.spans[index]
    return _OBJECTIVES.match(version.words(above.start, above.end).lstrip()) is not None
