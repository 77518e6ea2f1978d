"""Short exact keys: a number, a yes or a no, a sign, a symbol, an order of growth, a date, a
direction, a term that has an opposite.

"48" is no near miss of "46", nor "no" of "yes": vectors hold such texts for nearly the same, so a
key of a few words that is exact is compared by rule. What the rule does not settle is left to the
evidence. Of points drawn from a longer reference nothing is settled: nobody asked for each number
in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from decks.grading import Verdict
from grader.card import Card
from grader.keys.dates import same_date
from grader.keys.directions import same_direction
from grader.keys.growth import same_growth
from grader.keys.quantities import Quantity, quantities
from grader.normalise import normalise
from grader.points import LocalGrade, Prepared
from grader.spelling import OPPOSED
from grader.words import NEGATIONS, PLAIN, opposites_of, stem, words_of

RIGHT = 0.97
"""Credit of a point whose exact key was given."""
WRONG = 0.05
"""The most credit of a point whose exact key was given otherwise."""
SURE = 0.95
"""Confidence in a point that its exact key settled."""
_MOST_WORDS = 6
_MOST_SAID = 25
_SHORTEST_REST = 4
_YES = frozenset("yes yep yeah yea y true t correct right indeed certainly".split())
_NO = frozenset("no nope nah n false f incorrect wrong untrue".split())
_SIGNS = {"-": -1, "minus": -1, "negative": -1, "+": 1, "plus": 1, "positive": 1}
_SYMBOL = re.compile(r"[^\s,;:!?\"']*\d[^\s,;:!?\"']*|\b[A-Za-zΘΩ]\s?\([^)]{1,20}\)")
_BOUND = re.compile(
    r"(?:below|under|above|over|(?:less|more|fewer|greater|higher|lower) than)\s*$", re.I
)
_NEARLY = re.compile(r"\b(?:just|slightly|a (?:little|bit)|nearly)\b", re.I)
_AROUND = frozenset("about approximately around roughly circa year ph value number".split())


class Said(StrEnum):
    """What an answer does with an exact key."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"


@dataclass(frozen=True)
class _Key:
    """An exact wording of a point. One of the kinds is there, or none of them for no exact key."""

    quantity: Quantity | None = None
    before: str = ""
    bare: bool = False
    stems: frozenset[str] = frozenset()
    answer: int = 0
    symbol: str = ""
    term: tuple[str, ...] = ()


def with_exact(prepared: Prepared, local: LocalGrade) -> LocalGrade:
    """The local grade with what the answer makes of the exact keys of its points."""
    found = _on(prepared.card, prepared.answer.text)
    places = frozenset(
        place
        for place, each in enumerate(found)
        if each is not Said.OPEN and place not in local.settled
    )
    if not places:
        return local
    quote = prepared.answer.quote(prepared.answer.clauses[0])
    verdicts = tuple(
        verdict.model_copy(
            update={"verdict": Verdict.PRESENT, "credit": RIGHT, "quote": verdict.quote or quote}
            if found[place] is Said.RIGHT
            else {
                "verdict": Verdict.CONTRADICTED,
                "credit": min(WRONG, verdict.credit),
                "quote": verdict.quote or quote,
            }
        )
        if place in places
        else verdict
        for place, verdict in enumerate(local.verdicts)
    )
    share = sum(prepared.points[place].weight for place in places)
    share /= sum(point.weight for point in prepared.points)
    return replace(
        local,
        verdicts=verdicts,
        confidence=share * SURE + (1 - share) * local.confidence,
        settled=local.settled | places,
    )


def exact(card: Card, text: str) -> bool:
    """Whether a folded answer settles an exact key of the card, whatever a rule on words says."""
    return any(each is not Said.OPEN for each in _on(card, text))


def _on(card: Card, text: str) -> list[Said]:
    if len(words_of(text)) > _MOST_SAID:
        return [Said.OPEN] * len(card.points)
    lone = len(card.points) == 1
    return [
        _said(card.question, wordings, text) if lone or point.required else Said.OPEN
        for point, wordings in zip(card.points, card.written, strict=True)
    ]


def _said(question: str, wordings: Sequence[str], text: str) -> Said:
    """The best that any wording of a point makes of the answer; wrong only where all agree."""
    told = {_told(question, wording, text) for wording in wordings}
    if Said.RIGHT in told:
        return Said.RIGHT
    return Said.WRONG if told == {Said.WRONG} else Said.OPEN


def _told(question: str, wording: str, text: str) -> Said:
    """What an answer does with one wording: signs, orders of growth, dates and directions first."""
    folded = normalise(wording)
    signs = _sign(folded), _sign(text)
    alike = signs[0] == signs[1] if all(signs) else same_growth(folded, text)
    if alike is None and not _denied(words_of(text)):
        alike = same_date(folded, text)
        alike = same_direction(question, folded, text) if alike is None else alike
    if alike is None:
        return _compared(_key(question, wording), question, text)
    return Said.RIGHT if alike else Said.WRONG


@lru_cache(maxsize=4096)
def _key(question: str, wording: str) -> _Key:
    text = normalise(wording).strip(" .!")
    words = words_of(text)
    if not words or len(words) > _MOST_WORDS:
        return _Key()
    polarity = _polarity(words)
    if len(words) == 1 and polarity:
        return _Key(answer=polarity)
    if re.fullmatch(_SYMBOL, text) and re.search(r"[A-Za-z(]", text) and not quantities(text):
        return _Key(symbol=_compact(text))
    found = quantities(text)
    if len(found) == 1:
        rest = words_of(text[: found[0].start] + " " + text[found[0].end :])
        asked = {stem(word) for word in words_of(question)}
        bare = all(w in PLAIN or w in _AROUND or stem(w) in asked for w in rest)
        stems, before = frozenset(map(stem, words)) | asked, text[: found[0].start]
        return _Key(quantity=found[0], bare=bare, stems=stems, before=before)
    telling = tuple(word for word in words if word not in PLAIN)
    return _Key(term=telling) if not found and len(telling) <= 2 else _Key()


def _compared(key: _Key, question: str, text: str) -> Said:
    words = words_of(text)
    if key.answer:
        polarity = _polarity(words)
        if not polarity:
            return Said.OPEN
        return Said.RIGHT if polarity == key.answer else Said.WRONG
    if key.quantity:
        return _quantity(key, key.quantity, question, text)
    if key.symbol:
        return _symbol(key.symbol, text, words)
    return _term(key.term, words)


def _symbol(wanted: str, text: str, words: Sequence[str]) -> Said:
    said = {_compact(each) for each in _SYMBOL.findall(text)}
    if wanted.lower() in {each.lower() for each in (*said, _compact(text))}:
        return Said.OPEN if len(said) > 1 or _denied(words) else Said.RIGHT
    # "x2" may be "2x": only with capitals is the order of the signs surely another thing.
    same_signs = wanted.islower() and any(sorted(each) == sorted(wanted) for each in said)
    return Said.WRONG if said and not same_signs else Said.OPEN


def _quantity(key: _Key, wanted: Quantity, question: str, text: str) -> Said:
    asked = quantities(question)
    said = [
        each
        for each in quantities(text)
        if each.equals(wanted) or not any(each.equals(other) for other in asked)
    ]
    right = [each for each in said if each.equals(wanted)]
    if said and not right:
        return Said.WRONG
    if right and _bounded(text[: right[0].start]) and not _bounded(key.before):
        return Said.WRONG
    if not right or len(said) > len(right) or not key.bare:
        return Said.OPEN
    rest = words_of(text[: right[0].start] + " " + text[right[0].end :])
    told = all(word in PLAIN or word in _AROUND or stem(word) in key.stems for word in rest)
    return Said.RIGHT if told and not _denied(rest) else Said.OPEN


def _bounded(before: str) -> bool:
    """Whether a number comes after words that make it a bound: "below 7" is not 7."""
    return bool(_BOUND.search(before)) and not _NEARLY.search(before)


def _term(wanted: Sequence[str], words: Sequence[str]) -> Said:
    """Wrong where a word of the key is said as its opposite, and not itself."""
    said = {stem(word) for word in words}
    if not wanted or _denied(words) or any(word in NEGATIONS for word in wanted):
        return Said.OPEN
    for word in wanted:
        against = any(other in opposites_of(word) or _turned(other, word) for other in words)
        if against and stem(word) not in said:
            return Said.WRONG
    return Said.OPEN


def _turned(word: str, other: str) -> bool:
    """Whether two words differ by opposed beginnings alone: "monoxide" and "dioxide"."""
    return any(
        word[len(a) :] == other[len(b) :] and len(word) - len(a) >= _SHORTEST_REST
        for one, two in OPPOSED
        for a, b in ((one, two), (two, one))
        if word.startswith(a) and other.startswith(b)
    )


def _polarity(words: Sequence[str]) -> int:
    """1 for a yes, -1 for a no, 0 for neither: by its first word, or where it says little else."""
    if not words:
        return 0
    flipped = -1 if any(word in ("not", "isn't", "never") for word in words) else 1
    first = words[0]
    if first in ("yes", "no", "yep", "yeah", "nope", "yea", "nah"):
        return 1 if first in _YES else -1
    words = [word.removesuffix("'s") for word in words]
    rest = [word for word in words if word not in PLAIN or word in _YES | _NO]
    rest = [word for word in rest if word not in NEGATIONS or word in _NO]
    rest = [word for word in rest if word not in ("statement", "answer")]
    if len(rest) != 1 or rest[0] not in _YES | _NO:
        return 0
    return flipped * (1 if rest[0] in _YES else -1)


def _denied(words: Sequence[str]) -> bool:
    return any(word in NEGATIONS for word in words)


def _sign(text: str) -> int:
    """1 for a plus, -1 for a minus, in signs or words; 0 for anything else."""
    return _SIGNS.get(text.strip(" .!'\"").lower(), 0)


def _compact(text: str) -> str:
    return re.sub(r"[\s_*{}]|\.$", "", text)
