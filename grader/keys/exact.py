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
from functools import lru_cache

from decks.grading import PointVerdict, Verdict
from grader.card import Card
from grader.keys.dates import Date, is_date, same_date
from grader.keys.directions import same_direction
from grader.keys.growth import same_growth
from grader.keys.items import items_said
from grader.keys.measured import Measure, measure_of, measured
from grader.keys.quantities import quantities
from grader.keys.said import HALVES, Said
from grader.normalise import normalise
from grader.points import LocalGrade, Prepared
from grader.spelling import OPPOSED
from grader.words import NEGATIONS, PLAIN, opposites_of, stem, words_of

RIGHT = 0.97
"""Credit of a point whose exact key was given."""
RIGHT_AMONG_WORDS = 0.75
"""The least credit where it was given among words, and only a formula was held against it."""
HALF = 0.45
"""Credit of a number without its unit and of a date without all its parts: partial."""
WRONG = 0.05
"""The most credit of a point whose exact key was given otherwise."""
SURE = 0.95
"""Confidence in a point that its exact key settled."""
REMARKS = {Said.NO_UNIT: "Say the unit too.", Said.VAGUE: "Say the whole date."}
"""What the student is told of a half."""
_MOST_WORDS = 6
_MOST_SAID = 25
_SHORTEST_REST = 4
_YES = frozenset("yes yep yeah yea y true t correct right indeed certainly".split())
_NO = frozenset("no nope nah n false f incorrect wrong untrue".split())
_SIGNS = {"-": -1, "minus": -1, "negative": -1, "+": 1, "plus": 1, "positive": 1}
_SYMBOL = re.compile(r"[^\s,;:!?\"']*\d[^\s,;:!?\"']*|\b[A-Za-zΘΩ]\s?\([^)]{1,20}\)")
_COMMA_LANGUAGES = frozenset("de fr es it pt nl pl cs sv da fi nb no ru tr uk".split())
"""Languages in which the comma is the decimal mark."""


@dataclass(frozen=True)
class _Key:
    """An exact wording of a point. One of the kinds is there, or none of them for no exact key."""

    text: str = ""
    sign: int = 0
    date: Date | None = None
    measure: Measure | None = None
    answer: int = 0
    symbol: str = ""
    term: tuple[str, ...] = ()

    @property
    def stronger(self) -> bool:
        """Whether its rule knows more than one on formulas: units and dates are none."""
        return self.date is not None or bool(self.measure and self.measure.quantity.unit)


def with_exact(prepared: Prepared, local: LocalGrade) -> LocalGrade:
    """The local grade with what the answer makes of the exact keys of its points."""
    found = _on(prepared.card, prepared.answer.text)
    settled = {
        place: said
        for place, (said, stronger) in enumerate(found)
        if _settles(said, stronger, place in local.settled)
    }
    if not settled:
        return local
    quote = prepared.answer.quote(prepared.answer.clauses[0])
    verdicts = tuple(
        _point(verdict, settled[place], quote) if place in settled else verdict
        for place, verdict in enumerate(local.verdicts)
    )
    share = sum(prepared.points[place].weight for place in settled)
    share /= sum(point.weight for point in prepared.points)
    halves = (REMARKS[each] for each in settled.values() if each in HALVES)
    remarks = () if local.settled <= settled.keys() else local.remarks
    flags = local.flags
    if len(settled) == len(verdicts):  # no formula is left to be in doubt about
        flags = tuple(each for each in flags if each != "formula")
    return replace(
        local,
        verdicts=verdicts,
        confidence=share * SURE + (1 - share) * local.confidence,
        flags=flags,
        remarks=tuple(dict.fromkeys((*remarks, *halves))),
        settled=local.settled | settled.keys(),
    )


def _settles(said: Said, stronger: bool, formula: bool) -> bool:
    """Whether an exact key settles a point, that a formula may have settled before."""
    if formula:
        return stronger and said is not Said.OPEN
    return said not in (Said.OPEN, Said.AMONG_WORDS)


def _point(verdict: PointVerdict, said: Said, quote: str) -> PointVerdict:
    """The verdict on a point that its exact key settled."""
    if said in HALVES:
        kind, credit = Verdict.PARTIAL, HALF
    elif said is Said.MISSING:
        gone = {"verdict": Verdict.ABSENT, "credit": min(WRONG, verdict.credit), "quote": None}
        return verdict.model_copy(update=gone)
    elif said is Said.WRONG:
        kind, credit = Verdict.CONTRADICTED, min(WRONG, verdict.credit)
    else:
        kind = Verdict.PRESENT
        credit = RIGHT if said is Said.RIGHT else max(RIGHT_AMONG_WORDS, verdict.credit)
    return verdict.model_copy(
        update={"verdict": kind, "credit": credit, "quote": verdict.quote or quote}
    )


def exact(card: Card, text: str) -> bool:
    """Whether a folded answer settles an exact key of the card, whatever a rule on words says."""
    return any(_settles(said, stronger, False) for said, stronger in _on(card, text))


def _on(card: Card, text: str) -> list[tuple[Said, bool]]:
    """What an answer does with each point, and whether the rule that says so is the stronger."""
    if len(words_of(text)) > _MOST_SAID:
        return []
    comma = card.language in _COMMA_LANGUAGES
    keys = [
        [_key(card.question, wording, comma) for wording in wordings]
        if len(card.points) == 1 or point.required
        else []
        for point, wordings in zip(card.points, card.written, strict=True)
    ]
    told = [
        _said(card.question, each, [key for other in keys if other is not each for key in other],
              text, comma)
        for each in keys
    ]  # fmt: skip
    if len(keys) == 1 or not all(keys):
        return told
    items = items_said(card.question, card.written, text)
    return [
        (item, False) if item is not Said.OPEN else each
        for each, item in zip(told, items, strict=True)
    ]


def _said(
    question: str, keys: Sequence[_Key], others: Sequence[_Key], text: str, comma: bool
) -> tuple[Said, bool]:
    """The best that any wording of a point makes of the answer; wrong only where all agree."""
    told = {_told(question, key, others, text, comma) for key in keys}
    stronger = any(key.stronger for key in keys)
    for best in (Said.RIGHT, Said.NO_UNIT, Said.VAGUE, Said.AMONG_WORDS):
        if best in told:
            return best, stronger
    return (told.pop() if len(told) == 1 else Said.OPEN), stronger


def _told(question: str, key: _Key, others: Sequence[_Key], text: str, comma: bool) -> Said:
    """What an answer does with one wording: signs, orders of growth, dates and directions first."""
    sign = _sign(text) if key.sign else 0
    alike = key.sign == sign if sign else same_growth(key.text, text)
    if alike is None and not _denied(words_of(text)):
        if key.date:
            return same_date(key.date, text, [each.date for each in others if each.date])
        alike = same_direction(question, key.text, text)
    if alike is not None:
        return Said.RIGHT if alike else Said.WRONG
    words = words_of(text)
    if key.answer:
        polarity = _polarity(words)
        if not polarity:
            return Said.OPEN
        return Said.RIGHT if polarity == key.answer else Said.WRONG
    if key.measure:
        wanted = [each.measure.quantity for each in others if each.measure]
        return measured(key.measure, question, text, wanted, comma=comma)
    if key.symbol:
        return _symbol(key.symbol, text, words)
    known = {word for each in others for word in each.term}
    return _term(key.term, [word for word in words if word not in known])


@lru_cache(maxsize=4096)
def _key(question: str, wording: str, comma: bool) -> _Key:
    folded = normalise(wording)
    base = _Key(text=folded, sign=_sign(folded), date=is_date(folded))
    text = folded.strip(" .!")
    words = words_of(text)
    measure = measure_of(question, text, comma=comma) if words and not base.date else None
    if measure:
        return replace(base, measure=measure)
    if not words or len(words) > _MOST_WORDS:
        return base
    polarity = _polarity(words)
    if len(words) == 1 and polarity:
        return replace(base, answer=polarity)
    found = quantities(text, comma=comma)
    if re.fullmatch(_SYMBOL, text) and re.search(r"[A-Za-z(]", text) and not found:
        return replace(base, symbol=_compact(text))
    telling = tuple(word for word in words if word not in PLAIN)
    return replace(base, term=telling) if not found and len(telling) <= 2 else base


def _symbol(wanted: str, text: str, words: Sequence[str]) -> Said:
    said = {_compact(each) for each in _SYMBOL.findall(text)}
    if wanted.lower() in {each.lower() for each in (*said, _compact(text))}:
        return Said.OPEN if len(said) > 1 or _denied(words) else Said.RIGHT
    # "x2" may be "2x": only with capitals is the order of the signs surely another thing.
    same_signs = wanted.islower() and any(sorted(each) == sorted(wanted) for each in said)
    return Said.WRONG if said and not same_signs else Said.OPEN


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
