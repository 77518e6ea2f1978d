"""A key that is one quantity, and what an answer does with it: "75 km/h", "About 9.81 m/s^2", "46".

Right is the value in whatever unit of its dimension; half of it the number alone, unless the
question names the unit. Another dimension, another value, a bound ("below 7") and a list of values
that leaves the choice are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.keys.quantities import Quantity, agree, bare_rest, quantities, years
from grader.keys.said import Said
from grader.keys.units import Unit, unit_at
from grader.words import NEGATIONS, PLAIN, stem, words_of

_MOST_WORDS = 6
_MOST_BARE_WORDS = 8
_MOST_IN_LIST = 40
_AROUND = frozenset(
    "about approximately approx around roughly circa ca nearly almost some or so year ph value "
    "number equals equal between from etwa ungefähr rund zirka bei von zwischen".split()
)
_BOUND = re.compile(
    r"(?:below|under|above|over|(?:less|more|fewer|greater|higher|lower) than)\s*$", re.I
)
_NEARLY = re.compile(r"\b(?:just|slightly|a (?:little|bit)|nearly)\b", re.I)
_NAME = re.compile(r"(?<![\w*/^])[^\W\d_]{1,2}\s?(?:=|~)")
_ASKS_UNIT = re.compile(r"\b(?:in|how many|number of|wie viele|what)\s(?:the\s)?", re.I)
_LONG_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity as a key.

    `bare` says that the key is nothing besides, `named` that the question names its unit; `stems`
    are those of key and question, `bounded` that the key itself is a bound.
    """

    quantity: Quantity
    bare: bool
    named: bool
    stems: frozenset[str]
    bounded: bool


def measure_of(question: str, text: str, *, comma: bool = False) -> Measure | None:
    """The quantity that a folded key of a few words is; None for others."""
    words = words_of(text)
    found = quantities(text, comma=comma)
    if len(found) != 1 or len(words) > _MOST_BARE_WORDS:
        return None
    quantity = found[0]
    asked = {stem(word) for word in words_of(question)}
    rest = words_of(bare_rest(text, found))
    bare = all(w in PLAIN or w in _AROUND or stem(w) in asked for w in rest)
    if not bare and len(words) > _MOST_WORDS:
        return None
    named = _units_asked(question)
    if quantity.unit is None and len(named) == 1 and not years(quantity):
        quantity = replace(quantity, unit=named[0])
    return Measure(
        quantity,
        bare,
        quantity.unit in named,
        frozenset(map(stem, words)) | asked,
        _bounded(text, quantity),
    )


def measured(
    key: Measure, question: str, text: str, others: Sequence[Quantity] = (), *, comma: bool = False
) -> Said:
    """What a folded answer does with such a key; `others` are what other points want."""
    asked = quantities(question, comma=comma)
    found = quantities(text, comma=comma)
    if others:
        found = tuple(end for each in found for end in _ends(each, key.quantity))
    said = [
        each
        for each in found[:_MOST_IN_LIST]
        if not _article(each, text, found)
        and (agree(each, key.quantity) or not any(agree(each, other) for other in asked))
    ]
    right = [each for each in said if agree(each, key.quantity)]
    theirs = [each for each in said if any(agree(each, other) for other in others)]
    if theirs and not right and len(theirs) == len(said):
        return Said.MISSING
    said = [each for each in said if each in right or each not in theirs]
    if said and not right:
        return _years_said(key, said)
    if right and not key.bounded and _bounded(text, right[0]):
        return Said.WRONG
    if not right or not key.bare:
        return Said.OPEN
    rest = words_of(_NAME.sub(" ", bare_rest(text, found)))
    if any(word in NEGATIONS for word in rest):
        return Said.OPEN
    told = all(w in PLAIN or w in _AROUND or stem(w) in key.stems for w in rest)
    rivals = [each for each in said if each not in right]
    if rivals:
        listed = told and "=" not in text and all(_rival(each, key.quantity) for each in rivals)
        return Said.WRONG if listed else Said.OPEN
    if not told:
        return Said.AMONG_WORDS if _with_unit(key, right) else Said.OPEN
    return Said.RIGHT if _with_unit(key, right) else Said.NO_UNIT


def _years_said(key: Measure, said: Sequence[Quantity]) -> Said:
    """What other values do: wrong, but for the years that a range of years begins and ends with."""
    wanted = key.quantity
    if wanted.upper is None or not years(wanted) or not key.bare:
        return Said.WRONG
    told = {each.value for each in said if each.upper is None}
    if len(told) < len(said) or not told <= {wanted.value, wanted.upper}:
        return Said.WRONG
    return Said.OPEN if len(told) > 1 else Said.VAGUE


def _with_unit(key: Measure, right: Sequence[Quantity]) -> bool:
    """Whether a right value has its unit, or needs none: the question names it, "0.78" for 78 %."""
    unit = key.quantity.unit
    if unit is None or key.named or any(each.unit for each in right):
        return True
    return unit.dimension == () and abs(right[0].value) <= 1


def _ends(said: Quantity, wanted: Quantity) -> tuple[Quantity, ...]:
    """The ends of a range where a single value is wanted: "1914-1918" tells two years."""
    if said.upper is None or wanted.upper is not None:
        return (said,)
    return replace(said, upper=None), replace(said, value=said.upper, upper=None)


def _rival(said: Quantity, wanted: Quantity) -> bool:
    """Whether another value may be meant for the wanted one: no unit, or one of its dimension."""
    if said.unit is None or wanted.unit is None:
        return True
    return said.unit.dimension == wanted.unit.dimension


def _article(quantity: Quantity, text: str, found: Sequence[Quantity]) -> bool:
    """Whether a "one" among words is no number."""
    said = text[quantity.start : quantity.end].lower()
    return said == "one" and (len(found) > 1 or len(words_of(text)) > 3)


def _units_asked(question: str) -> tuple[Unit, ...]:
    """The units that a folded question asks for: "in km/h", "how many hours", "percentage"."""
    named = []
    for match in _ASKS_UNIT.finditer(question):
        unit, _ = unit_at(question, match.end())
        if unit:
            named.append(unit)
    if re.search(r"\bpercent", question, re.I):
        named.append(Unit((), 0.01))
    return tuple(dict.fromkeys(named))


def _bounded(text: str, quantity: Quantity) -> bool:
    """Whether a number comes after words that make it a bound: "below 7" is not 7."""
    before = text[max(0, quantity.start - _LONG_BEFORE) : quantity.start]
    return bool(_BOUND.search(before)) and not _NEARLY.search(before)
