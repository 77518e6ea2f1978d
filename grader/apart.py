"""Which point of several an answer means, where the points share words.

"Red blood cells" is two thirds of "white blood cells", and no word of it is white. A point is not
said by the words it shares with another point that is said, if none of its own words is there and
no piece of the answer is left over that might say it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.card import Card
from grader.reading import content_stems
from grader.words import NEGATIONS, words_of

CEILING = 0.2
"""The most credit of a point that only shares words with another."""
_PIECE = re.compile(r"[,;:.!?/\n](?:\s|$)|\s(?:and|or|but|while|whereas|plus)\s", re.I)
_SAME_BEGINNING = 5


def borrowed(card: Card, text: str) -> tuple[bool, ...]:
    """For each point, whether all that the answer has of it belongs to another point.

    Points that were only drawn from a reference are never tried: they overlap as prose does. An
    answer that denies may say one point by denying another ("does not lose" for "keeps").
    """
    given = len(card.points) > 1 and all(point.required for point in card.points)
    if not given or not NEGATIONS.isdisjoint(words_of(text)):
        return (False,) * len(card.points)
    stems = [set(content_stems(words_of(" ".join(each)))) for each in card.wordings]
    asked = set(content_stems(words_of(card.question)))
    own = [
        each - asked - set().union(*(other for other in stems if other is not each))
        for each in stems
    ]
    pieces = [set(content_stems(words_of(each))) - asked for each in _PIECE.split(text)]
    pieces = [each for each in pieces if each]
    said = [any(_meets(each, piece) for piece in pieces) for each in own]
    over = any(not any(_meets(each, piece) for each in own) for piece in pieces)
    every = set().union(*pieces) if pieces else set()
    return tuple(
        bool(mine) and not said[place] and not over and _shares(place, stems, said, every)
        for place, mine in enumerate(own)
    )


def _shares(place: int, stems: Sequence[set[str]], said: Sequence[bool], answer: set[str]) -> bool:
    """Whether the answer has words of a point that it took from another, which is said."""
    return any(
        said[other] and stems[place] & stems[other] & answer
        for other in range(len(stems))
        if other != place
    )


def _meets(own: set[str], piece: set[str]) -> bool:
    """Whether a piece has a word of these, or one that begins like it."""
    beginnings = {each[:_SAME_BEGINNING] for each in own}
    return any(each[:_SAME_BEGINNING] in beginnings for each in piece)
