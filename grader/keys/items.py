"""Points that are the short items of a list: "solid", "liquid", "gas".

Items are told apart by their words: one is given where a piece of the answer is it word for word,
and missing where all that the answer says is other items. Synonyms are left to the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from decks.keypoints import asks_for_items
from grader.keys.said import Said
from grader.normalise import normalise
from grader.words import NEGATIONS, PLAIN, stem, words_of

Stems = frozenset[str]
_MOST_WORDS = 4
_FEWEST = 2
_PIECE = re.compile(r"[,;:.!?/\n]+(?:\s|$)|\s(?:and|plus|und|&)\s|\s[-+]\s", re.I)
_CHOICE = re.compile(r"\b(?:or|either|maybe|perhaps|oder)\b", re.I)
_MOST_PIECES = 25


def items_said(question: str, points: Sequence[Sequence[str]], text: str) -> tuple[Said, ...]:
    """What a folded answer does with each of several points, given by their wordings.

    All open unless the question asks for items and every point is one of a few words. Whoever
    denies, leaves a choice or names more other things than items gets nothing settled as right.
    """
    items, asked = _items(question, tuple(map(tuple, points)))
    nothing = (Said.OPEN,) * len(points)
    words = words_of(text)
    if not items or not NEGATIONS.isdisjoint(words) or _CHOICE.search(text):
        return nothing
    pieces = [_stems(piece, asked) for piece in _PIECE.split(text)[:_MOST_PIECES]]
    pieces = [each for each in pieces if each]
    every = frozenset().union(*pieces)
    known = sum(any(piece in wordings for wordings in items) for piece in pieces)
    sure = 2 * known >= len(pieces)
    return tuple(_item(items, place, pieces, every, sure=sure) for place in range(len(items)))


def _item(
    items: Sequence[frozenset[Stems]],
    place: int,
    pieces: Sequence[Stems],
    every: Stems,
    *,
    sure: bool,
) -> Said:
    if any(piece in items[place] for piece in pieces):
        return Said.RIGHT if sure else Said.OPEN
    others = frozenset().union(
        *(stems for at, each in enumerate(items) if at != place for stems in each)
    )
    own = frozenset().union(*items[place]) - others
    missing = bool(every) and bool(own) and every <= others
    return Said.MISSING if missing else Said.OPEN


@lru_cache(maxsize=512)
def _items(
    question: str, points: tuple[tuple[str, ...], ...]
) -> tuple[tuple[frozenset[Stems], ...], Stems]:
    """The stems of each wording of each item, and those of the question; no items for no list."""
    stated = any(wordings[0].rstrip().endswith((".", "!", "?")) for wordings in points)
    if len(points) < _FEWEST or stated or not asks_for_items(question):
        return (), frozenset()
    texts = [[normalise(each) for each in wordings] for wordings in points]
    short = all(len(each.split()) <= _MOST_WORDS for wordings in texts for each in wordings[:1])
    plain = not any(letter.isdigit() for wordings in texts for each in wordings for letter in each)
    if not short or not plain:
        return (), frozenset()
    said = {stem(word) for each in texts for word in words_of(" ".join(each))}
    asked = frozenset(stem(word) for word in words_of(question)) - said
    items = tuple(frozenset(_stems(each, asked) for each in wordings) for wordings in texts)
    return (items, asked) if all(all(each) for each in items) else ((), frozenset())


def _stems(text: str, asked: Stems) -> Stems:
    return frozenset(stem(word) for word in words_of(text) if word not in PLAIN) - asked
