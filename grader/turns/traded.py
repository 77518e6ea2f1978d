"""Whether an answer gives one of two things what belongs to the other, in its own words.

"Arteries bring blood to the heart, veins take it away": a card that sets two things side by side
names both in its question, round an "and" or the like, and each in a clause of its own in the
reference. What only the one clause says belongs to that thing. An answer whose clauses on a thing
have words of the other's part, and no word of their own thing's part, has traded them. Of the right
answers written for this project to such cards one in a thousand is taken for it, of the traded
parts three in ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from grader.words import NEGATIONS, PLAIN, stem, words_of

Stems = frozenset[str]
_CUT = re.compile(
    r"[.!?;:](?:\s+|$)|,\s+|\s+(?=(?:but|whereas|while|although|though|and|so|unlike)\b)", re.I
)
_DIRECTIONS = frozenset(
    "to from into onto out in off above below over under before after inside outside away toward "
    "towards up down more less most least first last only".split()
)
_BETWEEN = frozenset("and or from than versus vs but unlike".split())
_REACH = 3
_FEWEST_CROSSED, _FEWEST_CROSSED_ALONE = 2, 3
"""Words of the other's part that it takes where both things are named, and where one is."""
_MOST_CLAUSES = 12
_DENIALS = frozenset(NEGATIONS)


@dataclass(frozen=True, slots=True)
class Things:
    """Two things by their stems, and what the reference says of each alone."""

    one: Stems
    other: Stems
    of_one: Stems
    of_other: Stems


def traded(question: str, references: Sequence[str], answer: str) -> bool:
    """Whether a folded answer trades the parts of two things of a card.

    It has to for every reference that sets two things side by side, and there has to be one.
    """
    told = [each for each in (_things(question, text) for text in references) if each]
    if not told:
        return False
    clauses = [_stems(each) for each in _clauses(answer)]
    return all(any(_trades(pair, clauses) for pair in pairs) for pairs in told)


def _trades(pair: Things, clauses: Sequence[Stems]) -> bool:
    crossed = 0
    named: set[bool] = set()
    for clause in clauses:
        of_one = bool(clause & pair.one)
        if of_one == bool(clause & pair.other):
            if clause & (pair.of_one | pair.of_other):
                return False
            continue
        own, foreign = (pair.of_one, pair.of_other) if of_one else (pair.of_other, pair.of_one)
        if clause & _DENIALS or clause & own:
            return False
        named.add(of_one)
        crossed += len(clause & foreign)
    return crossed >= (_FEWEST_CROSSED if len(named) > 1 else _FEWEST_CROSSED_ALONE)


@lru_cache(maxsize=4096)
def _things(question: str, reference: str) -> tuple[Things, ...]:
    """The pairs of things that the clauses of a reference set side by side."""
    clauses = [_stems(each) for each in _clauses(reference)]
    return tuple(_pairs(_stems(question), _named(question), clauses))


def _named(question: str) -> list[tuple[Stems, Stems]]:
    """What stands on either side of an "and" or the like in the question."""
    words = words_of(question)
    return [
        (_stems(" ".join(words[max(0, place - _REACH) : place])),
         _stems(" ".join(words[place + 1 : place + 1 + _REACH])))
        for place, word in enumerate(words)
        if word in _BETWEEN
    ]  # fmt: skip


def _pairs(
    asked: Stems, named: Sequence[tuple[Stems, Stems]], clauses: Sequence[Stems]
) -> Iterator[Things]:
    for first, second in combinations(clauses, 2):
        if (first | second) & _DENIALS:
            continue
        of_one, of_other = first - second - asked, second - first - asked
        for before, after in named:
            for one, other in ((before, after), (after, before)):
                mine, yours = (first - second) & one, (second - first) & other
                if mine and yours and of_one and of_other:
                    yield Things(mine, yours, of_one, of_other)


def _clauses(text: str) -> list[str]:
    return [each for each in _CUT.split(text)[:_MOST_CLAUSES] if each and each.strip()]


def _stems(text: str) -> Stems:
    """The stems of content words, of words of direction and denials as they are."""
    words = words_of(text)
    return frozenset(
        word if word in _DIRECTIONS or word in NEGATIONS else stem(word)
        for word in words
        if word in _DIRECTIONS or word in NEGATIONS or word not in PLAIN
    )
