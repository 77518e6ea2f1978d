"""What an answer turns round, told by rule: the whole reference, or single key points of it.

The networks see a contrary in the words of the whole reference. Beside them stand an exchange of
two terms (`grader.exchange`), a part denied in the reference's own words (`grader.denial`), and
what a single clause says of a single point: its negation, its affirmation where the point denies,
or one opposite in it ("sugar gets too low" where it gets too high).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.card import Card
from grader.denial import affirms_part, affirms_whole, denies_part, moves_denial
from grader.exchange import exchanged
from grader.words import NEGATIONS, PLAIN, opposites_of, stem, words_of

CEILING = 0.2
"""The most credit of a point whose contrary is said."""
_CUT = re.compile(r"[.!?;:,](?:\s+|$)|\s+(?=(?:because|but|whereas|while|and|so)\b)", re.I)
_MOST_PIECES = 12
_FEWEST_SHARED = 2
_OF_CLAUSE, _OF_POINT = 0.75, 0.6
_COMPARES = frozenset("than if when whereas while unless".split())
Stems = frozenset[str]


@dataclass(frozen=True)
class Turned:
    """Whether the answer is the whole turned round, and which points it contradicts by itself."""

    whole: bool
    points: tuple[bool, ...]


def turned(card: Card, text: str) -> Turned:
    """What a folded answer turns round of a card; points that were only drawn are never tried."""
    wholes = _wholes(card)
    changed = any(exchanged(each, text) for each in wholes)
    pieces = [each for each in _CUT.split(text)[:_MOST_PIECES] if each and each.strip()]
    given = len(card.points) > 1 and bool(pieces)
    points = tuple(
        given and point.required and _contradicts(wordings, pieces)
        for point, wordings in zip(card.points, card.wordings, strict=True)
    )
    if not changed and not any(points):
        changed = _denial_turned(card, wholes, text)
    return Turned(changed, points)


def _denial_turned(card: Card, wholes: Sequence[str], text: str) -> bool:
    """Whether an answer denies what a reference states; or what all references say turned round,
    where one of them denies.
    """
    if not card.denies:
        return any(denies_part(each, text) for each in wholes)
    return all(affirms_whole(each, text) or moves_denial(each, text) for each in card.references)


def _wholes(card: Card) -> tuple[str, ...]:
    """The references, and the points in a row where there are several."""
    joined = "; ".join(wordings[0] for wordings in card.wordings)
    return (*card.references, joined) if len(card.points) > 1 else card.references


def _contradicts(wordings: Sequence[str], pieces: Sequence[str]) -> bool:
    """Whether a clause says the contrary of the first wording of a point."""
    point = wordings[0]
    return any(
        denies_part(point, each) or affirms_part(point, each) or opposed_part(point, each)
        for each in pieces
    )


def opposed_part(point: str, clause: str) -> bool:
    """Whether a clause is a point but for one word, which stands as its opposite."""
    wanted, stems = _words(point)
    words = words_of(clause)
    if _COMPARES & {*wanted, *words}:
        return False
    if _denies(wanted) or _denies(words):
        return False
    said = {stem(word) for word in words if word not in PLAIN and word not in NEGATIONS}
    against = [
        word
        for word in dict.fromkeys(words)
        if stem(word) not in stems
        and any(stem(other) in stems - said for other in opposites_of(word))
    ]
    shared = len(said & stems)
    if len(against) != 1 or shared < _FEWEST_SHARED:
        return False
    return shared + 1 >= max(_OF_CLAUSE * len(said), _OF_POINT * len(stems))


def _denies(words: Sequence[str]) -> bool:
    return any(word in NEGATIONS and word != "without" for word in words)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[str, ...], Stems]:
    words = tuple(words_of(text))
    return words, frozenset(
        stem(word) for word in words if word not in PLAIN and word not in NEGATIONS
    )
