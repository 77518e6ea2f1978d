"""What an answer turns round, told by rule: the whole reference, or single key points of it.

The networks see a contrary in the words of the whole reference. Beside them stand an exchange of
two terms (`exchange`), the parts of two things traded (`traded`), a part denied in the reference's
own words (`denial`), and what a single clause says of a single point: its negation, its affirmation
where the point denies, or one opposite in it ("sugar gets too low" where it gets too high).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.card import Card
from grader.reading import content_stems
from grader.turns.denial import affirms_part, affirms_whole, denies_part, moves_denial
from grader.turns.exchange import exchanged
from grader.turns.traded import traded
from grader.words import NEGATIONS, PLAIN, opposed, opposites_of, stem, words_of

CEILING = 0.2
"""The most credit of a point whose contrary is said."""
_CUT = re.compile(
    r"[.!?;:,](?:\s+|$)|\s+(?=(?:because|but|whereas|while|although|though|and|so)\b)", re.I
)
_MOST_PIECES = 12
_FEWEST_SHARED = 2
_OF_CLAUSE, _OF_POINT = 0.75, 0.6
_CONDITIONS = frozenset("if when whereas while unless".split())
_SHORTEST_COMPARATIVE = 5


@dataclass(frozen=True)
class Turned:
    """Whether the answer is the whole turned round, and which points it contradicts by itself.

    `alone`: the clauses that contradict points hold every negation and opposite of the answer.
    """

    whole: bool
    points: tuple[bool, ...]
    alone: bool = False


def turned(card: Card, text: str) -> Turned:
    """What a folded answer turns round of a card; points that were only drawn are never tried."""
    wholes = _wholes(card)
    changed = any(exchanged(each, text) for each in wholes)
    changed = changed or traded(card.question, wholes, text)
    pieces = [each for each in _CUT.split(text)[:_MOST_PIECES] if each and each.strip()]
    given = len(card.points) > 1 and bool(pieces)
    points = tuple(
        given and point.required and _contradicts(wordings, pieces)
        for point, wordings in zip(card.points, card.wordings, strict=True)
    )
    if not changed and len(card.points) == 1:
        changed = all(opposed_part(each, text) for each in card.references)
    if not changed and not any(points):
        changed = _denial_turned(card, wholes, text)
    return Turned(changed, points, any(points) and _alone(card, pieces, sum(points)))


def _alone(card: Card, pieces: Sequence[str], contradicted: int) -> bool:
    """Whether so many contradicted points are all that the pieces of an answer deny or turn."""
    rest = [
        each
        for each in pieces
        if not any(_contradicts(wordings, (each,)) for wordings in card.wordings)
    ]
    if not card.denies and any(_denies(words_of(each)) for each in rest):
        return False
    said = content_stems([word for each in pieces for word in words_of(each)])
    wanted = content_stems(words_of(" ".join(each[0] for each in card.wordings)))
    return opposed(said, wanted) <= contradicted


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
    """Whether a clause is a point but for one word, which stands as its opposite.

    "Faster" is the opposite of "slows" as well, and "denser" of "less dense". What is compared has
    to stand in the same order: "A is less than B" and "B is more than A" say the same.
    """
    if _denies(words_of(point)) or _denies(words_of(clause)):
        return False
    wanted = _expanded(words_of(point), words_of(clause))
    words = _expanded(words_of(clause), words_of(point))
    if _CONDITIONS & {*wanted, *words} or ("than" in words) != ("than" in wanted):
        return False
    told, asked = _content(words), _content(wanted)
    said, stems = set(told), set(asked)
    against = [
        word
        for word in dict.fromkeys(words)
        if stem(word) not in stems and _against(word) & (stems - said)
    ]
    shared = said & stems
    if len(against) != 1 or len(shared) < _FEWEST_SHARED:
        return False
    if "than" in words and [each for each in told if each in shared] != [
        each for each in asked if each in shared
    ]:
        return False
    return len(shared) + 1 >= max(_OF_CLAUSE * len(said), _OF_POINT * len(stems))


def _content(words: Sequence[str]) -> list[str]:
    return [stem(word) for word in words if word not in PLAIN and word not in NEGATIONS]


def _expanded(words: Sequence[str], beside: Sequence[str]) -> list[str]:
    """The words with "denser" as "more dense" where the other text has "dense"."""
    known = set(beside)
    found: list[str] = []
    for word in words:
        base = next((each for each in _bases(word) if each in known), None)
        found += [word] if base is None else ["more", base]
    return found


def _bases(word: str) -> tuple[str, ...]:
    """What a comparative may be one of: "bigger" of "big", "denser" of "dense"."""
    if len(word) < _SHORTEST_COMPARATIVE or not word.endswith("er"):
        return ()
    bare = word[:-2]
    return (bare, f"{bare}e", bare[:-1] if bare[-1] == bare[-2] else bare, f"{bare[:-1]}y")


@lru_cache(maxsize=4096)
def _against(word: str) -> frozenset[str]:
    """The stems of the opposites of a word, and of what it is a comparative of."""
    forms = (word, stem(word), *_bases(word))
    others = {other for form in forms for other in opposites_of(form)}
    return frozenset(stem(other) for other in others)


def _denies(words: Sequence[str]) -> bool:
    return any(word in NEGATIONS and word != "without" for word in words)
