"""Answers that say a thing and its contrary, and leave the choice to the grader.

"Maybe it rises, or maybe it falls": two statements of an answer with mostly the same words, of
which just one is denied, or which differ by one opposite. Both begin with the same word: "the stack
the last, the queue the first" compares two things.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from grader.reading import content_stems
from grader.words import NEGATIONS, denials, opposed, opposed_inside, stem, words_of

_CUT = re.compile(r"[.!?;:]\s+|,\s+|\s+(?=(?:or|but|and)\b)", re.I)
_CONDITION = re.compile(r"\b(?:if|when|while|whereas|unless|until|before|after|than|both)\b", re.I)
_CHOICE = re.compile(r"\bor,? (?:maybe|perhaps|possibly|probably|else)\b", re.I)
_HEDGES = frozenset("maybe perhaps possibly either probably".split())
_ALIKE = 0.6
_FEWEST_STEMS = 2
_MOST_STATEMENTS = 12


def says_both(text: str) -> bool:
    """Whether a folded text states something and its contrary.

    Conditions and comparisons make it no contrary, unless the text openly offers a choice.
    """
    if _CONDITION.search(text) and not _CHOICE.search(text):
        return False
    every = words_of(text)
    if NEGATIONS.isdisjoint(every) and not opposed_inside({stem(word) for word in every}):
        return False
    pieces = [words for piece in _CUT.split(text) if (words := words_of(piece))]
    plain = [[word for word in words if word not in _HEDGES] for words in pieces]
    statements = [(words, content_stems(words)) for words in plain[:_MOST_STATEMENTS]]
    long = [each for each in statements if len(each[1]) >= _FEWEST_STEMS]
    return any(_contrary(*one, *other) for one, other in combinations(long, 2))


def _contrary(
    one: list[str], one_stems: Counter[str], other: list[str], other_stems: Counter[str]
) -> bool:
    first, second = next(iter(one_stems)), next(iter(other_stems))
    if first != second and not opposed(Counter([first]), Counter([second])):
        return False
    shared = len(one_stems.keys() & other_stems.keys())
    turned = opposed(one_stems, other_stems)
    alike = (shared + turned) / max(min(len(one_stems), len(other_stems)), 1)
    if alike < _ALIKE or not shared:
        return False
    denied = len(denials(one)) % 2 != len(denials(other)) % 2
    return (turned == 1) != denied
