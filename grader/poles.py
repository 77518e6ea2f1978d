"""Which way the words of a text point: up or down, in or out, before or after, cause or effect.

`data/poles.txt` lists axes, each with words and phrases of its two poles; a negation shortly before
one turns it to the other pole. Like `grader.polarity` this tells a property of one text;
`grader.contrary` compares two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from grader.words import denials, lines, stem, words_of

_REACH = 3
"""How many words after a negation are turned by it."""


class Pointer(NamedTuple):
    """A word or phrase at the word `place` that points to the pole `sign` (1 or -1) of an axis."""

    place: int
    axis: int
    sign: int


class _Known(NamedTuple):
    """What begins with a stem: the axes and signs of the word alone, and longer phrases."""

    alone: tuple[tuple[int, int], ...]
    phrases: tuple[tuple[tuple[str, ...], tuple[tuple[int, int], ...]], ...]


@cache
def _phrases() -> dict[str, _Known]:
    """All entries by their first stem; phrases longest first."""
    found: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for axis, line in enumerate(lines("poles")):
        for sign, side in zip((1, -1), line.split("|"), strict=True):
            for phrase in side.split(","):
                found[tuple(stem(word) for word in words_of(phrase))].append((axis, sign))
    firsts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for stems in sorted(found, key=len, reverse=True):
        firsts[stems[0]].append(stems)
    return {
        first: _Known(
            tuple(found.get((first,), ())),
            tuple((stems, tuple(found[stems])) for stems in phrases if len(stems) > 1),
        )
        for first, phrases in firsts.items()
    }


def pointers(words: Sequence[str]) -> tuple[Pointer, ...]:
    """What the lower-case words of a text point to; of phrases at one word the longest counts."""
    known = _phrases()
    stems = [stem(word) for word in words]
    denied = denials(words)
    found: list[Pointer] = []
    for place, first in enumerate(stems):
        if (entry := known.get(first)) is None:
            continue
        meant = entry.alone
        for phrase, longer in entry.phrases:
            if tuple(stems[place : place + len(phrase)]) == phrase:
                meant = longer
                break
        turned = -1 if any(0 < place - each <= _REACH for each in denied) else 1
        found += [Pointer(place, axis, sign * turned) for axis, sign in meant]
    return tuple(found)
