"""Answers that offer values to choose from: "7 or 14", "O(n) or O(n^2)", "it rises or falls".

Whoever names both has chosen neither. Two spellings of one value ("0.5 A or 500 mA") are no choice,
nor is what the key itself joins with "or".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from grader.keys.growth import growth_of
from grader.keys.quantities import quantities
from grader.reading import content_stems
from grader.words import PLAIN, opposites_of, words_of

_OR = re.compile(
    r"\s*,?\s*\bor\b,?(?:\s+(?:else|maybe|perhaps|possibly|probably|it'?s|it is))*\s+", re.I
)
_UNDECIDED = re.compile(
    r"\b(?:either|maybe|perhaps|possibly|probably|not sure|one of (?:them|the two|these|those)"
    r"|could be|might be|depend(?:s|ing))\b",
    re.I,
)
_OPEN = re.compile(
    r"\bor (?:maybe|perhaps|possibly|is it|was it)\b"
    r"|^(?:(?:well|because|it|it'?s|it is|that'?s|they|they'?re|he|she)\s+){0,2}"
    r"either\b.{1,160}?\bor\b"
    r"|\bor else (?:the|to|from|with|in|by)\b",
    re.I,
)
_GAP = re.compile(r"_{3,}")
_PARTED = re.compile(r"[,;/|]|\b(?:or|and)\b", re.I)
_FEWEST_BEYOND = 3
_SYMBOL = re.compile(r"\S*[\d()^=+*/]\S*|[A-Za-z]+\s?\([^()]*\)")
_MOST_WORDS, _MOST_OPEN = 14, 36
_MOST_AROUND = 4
_MOST_OPPOSED = 6
_MOST_STEMS = 3


def offers_choice(text: str, reference: str) -> bool:
    """Whether a folded answer leaves a choice that the folded reference does not."""
    if _OR.search(reference):
        return False
    if leaves_open(text):
        return True
    if len(words_of(text)) > _MOST_WORDS:
        return False
    options = [each.strip(" .,!?;:\"'") for each in _OR.split(text)]
    if len(options) < 2:
        return False
    return any(
        _values_differ(one, other)
        or _opposites_meet(one, other, reference)
        or (bool(_UNDECIDED.search(text)) and _others(one, other, reference))
        for one, other in pairwise(options)
    )


def leaves_open(text: str) -> bool:
    """Whether an answer leaves a choice in so many words: "either a or b", "or maybe".

    Of the answers written for this project dozens do, none of them right (a test holds that). Long
    ones lay out two cases.
    """
    return bool(_OPEN.search(text)) and len(words_of(text)) <= _MOST_OPEN


def fills_gap_with_many(question: str, references: Sequence[str], text: str) -> bool:
    """Whether a folded answer to a question with a gap lists terms, of which one might fit.

    Terms in a row without a word of grammar, and those parted by commas or "or", of which some have
    no word of any reference; nothing is said of gaps whose references list as well.
    """
    if not _GAP.search(question) or any(_PARTED.search(each) for each in references):
        return False
    known = content_stems(words_of(" ".join((question, *references))))
    items = [content_stems(words_of(each)).keys() for each in _PARTED.split(text)]
    items = [each for each in items if each]
    if len(items) > 1:
        return any(known.keys().isdisjoint(each) for each in items)
    words = words_of(text)
    beyond = content_stems(words).keys() - known.keys()
    return len(beyond) >= _FEWEST_BEYOND and PLAIN.isdisjoint(words)


def _values_differ(one: str, other: str) -> bool:
    first, second = quantities(one), quantities(other)
    if first and second:
        short = len(words_of(one)) <= _MOST_AROUND and len(words_of(other)) <= 2 * _MOST_AROUND
        return short and not any(a.equals(b) or b.equals(a) for a in first for b in second[:1])
    if not (_SYMBOL.fullmatch(one) and _SYMBOL.fullmatch(other)):
        return False
    grows = growth_of(one)
    return _compact(one) != _compact(other) and (grows is None or grows != growth_of(other))


def _opposites_meet(one: str, other: str, reference: str) -> bool:
    """Whether the last word before the "or" and one of the first after it are opposites."""
    before, after = words_of(one)[-2:], words_of(other)[:3]
    if len(words_of(one)) + len(words_of(other)) > _MOST_OPPOSED or {*before, *after} <= set(
        words_of(reference)
    ):
        return False
    return any(b in opposites_of(a) for a in before for b in after)


def _others(one: str, other: str, reference: str) -> bool:
    """Whether two openly undecided options share no word, and the reference has but one of them."""
    first, second = (content_stems(words_of(_UNDECIDED.sub(" ", each))) for each in (one, other))
    known = content_stems(words_of(reference))
    if not (0 < len(first) <= _MOST_STEMS and 0 < len(second) <= _MOST_STEMS):
        return False
    if first.keys() & second.keys():
        return False
    return bool(first.keys() & known.keys()) != bool(second.keys() & known.keys())


def _compact(text: str) -> str:
    return re.sub(r"[\s*{}]", "", text.lower())
