"""Feature boxes of textbooks: a title such as "Link to Learning" on a line of its own, and what
stands in the box.

A box has no end mark in most formats: a heading or the next box ends it, and each kind says which
of the blocks below its title still belong to it.
"""

from __future__ import annotations

import re

from decks.sources import SourceVersion, SpanKind

BOX = "feature box"
EXERCISE = "exercise"

_POINTER = re.compile(
    r"^(?:links? to learning|concepts? in action|click and explore|interactive link|media link|"
    r"on the web|learn more|further viewing)\W*$",
    re.IGNORECASE,
)
_CAREER = re.compile(r"^(?:career|profession(?:al)?)s? (?:connections?|spotlight)\W*$", re.I)
_TASK = re.compile(
    r"^(?:(?:visual|art|scientific method) connections?|check your understanding|"
    r"concept checks?|check your learning|self[- ]check|your turn|try it(?: now)?|"
    r"think about it|pause and (?:think|reflect))\W*$",
    re.IGNORECASE,
)
_TITLE_ONLY = re.compile(
    r"^(?:evolution|everyday|biology in action|defining american|my story|americana|"
    r"chemistry in everyday life|how sciences interconnect|how it works|dig deeper|"
    r"historical|clinical|aging and|disorders of|homeostatic imbalances?|case in point|"
    r"what do you think)(?: (?:connections?|box|body|the \w+ system))?\W*$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\]\([^)]*\)|\]\[\d+\]|https?:|\b(?:visit|watch|explore|click|browse|listen|view|read|see)\b",
    re.IGNORECASE,
)
_OF_CAREER = re.compile(
    r"\b(?:careers?|professions?|professionals?|degrees?|training|trained|specialize|job|jobs|"
    r"employed|counsel|diagnos\w+|(?:\w+ologist|\w+icist|dietitian|technician|scientist)s?)\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"^(?:Question|Background|Hypothesis|Test the hypothesis|Analyze|Form a|Draw)\b")
MOST_TITLE_CHARS = 60
FARTHEST = 8
"""Blocks below its title that a box has at most."""


def in_box(version: SourceVersion, index: int) -> str | None:
    """Why nothing is drafted from a block of a feature box, or None where it is in none."""
    words = _words(version, index)
    if _is_title(words):
        return BOX
    for above in range(index - 1, max(-1, index - FARTHEST - 1), -1):
        if version.spans[above].kind is SpanKind.HEADING:
            title = _words(version, above).lstrip("# ")
            return _belongs(version, title, above, index) if _is_title(title) else None
        title = _words(version, above)
        if _is_title(title):
            return _belongs(version, title, above, index)
    return None


def _is_title(words: str) -> bool:
    if len(words) > MOST_TITLE_CHARS:
        return False
    return any(each.match(words) for each in (_POINTER, _CAREER, _TASK, _TITLE_ONLY))


def _belongs(version: SourceVersion, title: str, above: int, index: int) -> str | None:
    """Whether a block belongs to the box whose title stands above it."""
    between = [_words(version, place) for place in range(above + 1, index + 1)]
    if _POINTER.match(title):
        return BOX if index - above <= 3 and _POINTS.search(between[-1]) else None
    if _CAREER.match(title):
        first = index == above + 1
        return BOX if first or _career_goes_on(version, index) else None
    if not _TASK.match(title):
        return None
    if title.casefold().startswith("scientific"):
        return EXERCISE if any(map(_STEP.match, between)) or len(between) < 3 else None
    asked = [place for place, words in enumerate(between) if words.endswith("?")]
    if between[-1].startswith(("[Image:", "![")):
        return None
    last = bool(asked) and asked[-1] == len(between) - 1 and len(between) <= 4
    return EXERCISE if last or not asked else None


def _career_goes_on(version: SourceVersion, index: int) -> bool:
    """Whether a block, or one below it in the box, speaks of the profession."""
    for below in range(index, min(len(version.spans), index + FARTHEST)):
        words = _words(version, below)
        if version.spans[below].kind is SpanKind.HEADING or _is_title(words):
            return False
        if _OF_CAREER.search(words):
            return True
    return False


def _words(version: SourceVersion, index: int) -> str:
    span = version.spans[index]
    raw = version.words(span.start, span.end).strip()
    return re.sub(r"^[#*_\s]+|[*_\s]+$", "", raw)
