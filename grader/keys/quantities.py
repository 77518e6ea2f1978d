"""Numbers with their units as they stand in a text: "300,000 km/s", "forty-six", "1 h 30 min",
"1100 to 1200 °C". How two of them agree is told by `agree`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from grader.keys.numbers import Number, numbers_in
from grader.keys.units import DEGREES, PLAIN_NUMBER, Unit, unit_at

_STUCK = re.compile(r"[\w(^*/+=]")
_DECADE = re.compile(r"'?s\b")
_NEARLY = r"about|approximately|approx\.?|around|roughly|circa|ca\.?|some|nearly|almost|etwa|rund"
_ABOUT = re.compile(rf"(?:\b(?:{_NEARLY}|ungefähr|zirka|more or less)|~=?)\s?(?:an?\s)?$", re.I)
_ABOUT_AFTER = re.compile(r"\s(?:or so|approximately|approx|roughly|or thereabouts)\b", re.I)
_REACH = 16
_RANGE = re.compile(r"\s?(?:-|to|up to|until|bis)\s?", re.I)
_BETWEEN = re.compile(r"\b(?:between|zwischen)\s$", re.I)
_AND = re.compile(r"\s(?:and|und)\s", re.I)
_JOINT = re.compile(r"\s?|\s(?:and|und)\s")
_EXACT = 1e-6
_CLOSE = 1e-9
ROUNDED = 0.025
"""How far a decimal, or a number called approximate, may be from what it rounds."""
CONVERTED = 0.01
"""How far a whole number in another unit, or a power of ten, may be from what it rounds."""
FINER = 0.01
"""How far a number with more decimals than the key may be from it, if it rounds to it."""
WHOLE = 0.001
"""The same of two whole numbers of one unit: 299,792 km/s and 300,000 km/s."""
WITHOUT_DECIMALS = 0.005
"""How far a whole number may be from a decimal of its unit that it rounds: 42 km, 42.195 km."""
ABOUT = (0.01, 0.03)
"""Least and most distance from a key that is called approximate; between, half its last digit."""
_FEWEST_DIGITS = 2
_FIRST_YEAR, _LAST_YEAR, _CENTURY = 1000, 2200, 100
_MOST = 200
"""Numbers that are read of a text: no short answer has as many."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, or a range of numbers up to `upper`: its value, the places, digits and
    zeros that it shows, its unit where it has a known one, whether it is called approximate, and
    its place [start, end) in the text.
    """

    value: float
    places: int
    digits: int
    zeros: int
    unit: Unit | None
    about: bool
    start: int
    end: int
    upper: float | None = None
    large: float = 1.0

    def equals(self, wanted: Quantity) -> bool:
        """Whether it says the same as a wanted one, as far as both are written; see `agree`."""
        return agree(self, wanted)


def quantities(text: str, *, comma: bool = False) -> tuple[Quantity, ...]:
    """The quantities of a folded text, in order; `comma` where that is the decimal mark."""
    return _quantities(text, comma)


@lru_cache(maxsize=1024)
def _quantities(text: str, comma: bool) -> tuple[Quantity, ...]:
    found: list[Quantity] = []
    for number in islice(numbers_in(text, comma=comma), _MOST):
        within = found and number.start < found[-1].end  # the -2 of "m s^-2"
        each = None if within else _quantity(text, number)
        if each is None:
            continue
        last = found[-1] if found else None
        joined = _joined(text, last, each) if last else None
        if joined:
            found[-1] = joined
        else:
            found.append(each)
    return tuple(found)


def _quantity(text: str, number: Number) -> Quantity | None:
    """A number with its unit; None for the 2 of "2x" and for the decade of "1940s"."""
    if number.zeros and _DECADE.match(text, number.end):
        return None
    unit, end = unit_at(text, number.end)
    if _STUCK.match(text, end):
        return None
    about = _ABOUT.search(text, max(0, number.start - _REACH), number.start)
    return Quantity(
        number.value,
        number.places,
        number.digits,
        number.zeros,
        unit,
        bool(about or _ABOUT_AFTER.match(text, end)),
        number.start,
        end,
        large=number.large,
    )


def _joined(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    """Two neighbours as one range ("5 to 10 m") or one sum ("1 h 30 min"); None for others."""
    between = text[one.end : other.start]
    if other.value < 0 and not between.strip() and not text[other.start + 1].isspace():
        other = replace(other, value=-other.value)  # the sign is the dash of a range
        between += "-"
    elif other.value < 0 and not between.strip():
        other, between = replace(other, value=-other.value), "-"
    dash = _RANGE.fullmatch(between)
    spoken = _AND.fullmatch(between) and _BETWEEN.search(
        text[max(0, one.start - _REACH) : one.start]
    )
    if one.upper is None and (dash or spoken):
        return _range(one, other)
    a, b = one.unit, other.unit
    if not (a and b and a.dimension == b.dimension and _JOINT.fullmatch(between)):
        return None
    if a.origin or b.origin or other.value < 0 or other.value * b.size >= a.size * _one(one):
        return None
    value = one.value + other.value * b.size / a.size
    return replace(one, value=value, places=max(one.places, 6), digits=9, zeros=0, end=other.end)


def _one(quantity: Quantity) -> float:
    """The step of a quantity that another may fill up: one of its unit, if it is a whole number."""
    return 1.0 if quantity.value == int(quantity.value) else 0.0


def _range(one: Quantity, other: Quantity) -> Quantity | None:
    """The range from one to the other, in the unit of the other."""
    low = one.value
    if one.unit is None and one.large == 1.0 and other.large > 1.0:
        low *= other.large
    if one.unit and other.unit:
        if one.unit.dimension != other.unit.dimension:
            return None
        low = in_unit(low, one.unit, other.unit)
    elif one.unit:
        other = replace(other, unit=one.unit)
    high = other.value
    if years(one) and other.unit is None and other.digits == _FEWEST_DIGITS and high < _CENTURY:
        high += low // _CENTURY * _CENTURY  # 1914-18
    if low >= high:
        return None
    return replace(other, value=low, upper=high, about=one.about or other.about, start=one.start)


def in_unit(value: float, unit: Unit, wanted: Unit) -> float:
    """A value in one unit as a value in another of the same dimension."""
    if unit == wanted:
        return value
    return (value * unit.size + unit.origin - wanted.origin) / wanted.size


def agree(said: Quantity, wanted: Quantity) -> bool:
    """Whether two quantities agree in one unit of the same dimension, as far as both are written.

    A unit that just one of them gives is taken to be the other's, and degrees of no scale to be
    those of a temperature. What is said may be the wanted value rounded, or a finer value that
    rounds to it; a wanted value called approximate leaves a few hundredths. What lies in a wanted
    range agrees with it; of years both ends must agree.
    """
    said, wanted = _alike(said, wanted)
    if said.unit and wanted.unit and said.unit.dimension != wanted.unit.dimension:
        return False
    ends = [_near(_at(said, one), _at(wanted, other)) for one, other in _pairs(said, wanted)]
    return all(ends) or _inside(said, wanted)


def _pairs(said: Quantity, wanted: Quantity) -> list[tuple[float, float]]:
    uppers = (
        said.value if said.upper is None else said.upper,
        wanted.value if wanted.upper is None else wanted.upper,
    )
    return [(said.value, wanted.value), uppers]


def _at(quantity: Quantity, value: float) -> Quantity:
    return replace(quantity, value=value, upper=None)


def _alike(said: Quantity, wanted: Quantity) -> tuple[Quantity, Quantity]:
    """The same with degrees read as the temperature of the other, and shares as plain numbers."""
    if said.unit == DEGREES and wanted.unit and _temperature(wanted.unit):
        said = replace(said, unit=wanted.unit)
    elif wanted.unit == DEGREES and said.unit and _temperature(said.unit):
        wanted = replace(wanted, unit=said.unit)
    if said.unit is None and wanted.unit and wanted.unit.dimension == () and abs(said.value) <= 1:
        said = replace(said, unit=PLAIN_NUMBER)
    return said, wanted


def _temperature(unit: Unit) -> bool:
    return unit.dimension == (("temperature", 1),)


def _inside(said: Quantity, wanted: Quantity) -> bool:
    """Whether all that is said lies in a wanted range."""
    if wanted.upper is None or years(wanted):
        return False
    low, high = wanted.value, wanted.upper
    if said.unit and wanted.unit:
        low, high = (in_unit(each, wanted.unit, said.unit) for each in (low, high))
    upper = said.value if said.upper is None else said.upper
    return low <= said.value <= upper <= high


def years(quantity: Quantity) -> bool:
    """Whether a number, or the ends of a range, may be years."""
    ends = (quantity.value, quantity.value if quantity.upper is None else quantity.upper)
    return quantity.unit is None and all(
        each == int(each) and _FIRST_YEAR <= each <= _LAST_YEAR for each in ends
    )


def _near(said: Quantity, wanted: Quantity) -> bool:
    """Whether two single values agree; their dimensions are the same."""
    units = (said.unit, wanted.unit)
    goal = wanted.value
    back = said.value
    if said.unit and wanted.unit:
        goal = in_unit(goal, wanted.unit, said.unit)
        back = in_unit(back, said.unit, wanted.unit)
    if math.isclose(said.value, goal, rel_tol=_EXACT, abs_tol=_CLOSE):
        return True
    if goal == 0 or said.value * goal <= 0:
        return False
    error = abs(said.value - goal) / abs(goal)
    converted = None not in units and units[0] != units[1]
    if error > ROUNDED and error > ABOUT[1]:
        return False
    return (
        error <= _rounding(said, wanted, goal, converted)
        or error <= _refining(wanted, back)
        or (wanted.about and error <= _leeway(wanted))
    )


def _rounding(said: Quantity, wanted: Quantity, goal: float, converted: bool) -> float:
    """How far what is said may be from a value that it rounds; 0 where it is no rounding of it."""
    lasts = {said.places, said.places - said.zeros}
    if not any(math.isclose(_round(goal, last), said.value, rel_tol=1e-9) for last in lasts):
        return 0.0
    if said.places > 0 and said.digits >= _FEWEST_DIGITS:
        return ROUNDED
    if wanted.unit is None and not wanted.about and said.places >= 0:
        return 0.0
    if (said.about or wanted.about) and said.digits >= _FEWEST_DIGITS:
        return ROUNDED
    if converted or said.places < 0:
        return CONVERTED
    return WITHOUT_DECIMALS if wanted.places > 0 and said.digits >= _FEWEST_DIGITS else WHOLE


def _refining(wanted: Quantity, back: float) -> float:
    """How far a value (in the wanted unit) may be off if the wanted one is its rounding, else 0."""
    half = 0.5 * 10.0 ** -(wanted.places - wanted.zeros)
    if abs(back - wanted.value) > half * (1 + _EXACT):
        return 0.0
    if wanted.places > 0:
        return FINER
    return WHOLE if wanted.unit else 0.0


def _leeway(wanted: Quantity) -> float:
    least, most = ABOUT
    half = 0.5 * 10.0 ** -(wanted.places - wanted.zeros) / abs(wanted.value)
    return min(most, max(least, half))


def _round(value: float, places: int) -> float:
    if places >= 0:
        return round(value, min(places, 300))
    step = 10.0 ** min(-places, 300)
    return round(value / step) * step


def bare_rest(text: str, found: Sequence[Quantity]) -> str:
    """A text without its quantities."""
    kept, last = [], 0
    for each in found:
        kept.append(text[last : each.start])
        last = each.end
    return " ".join((*kept, text[last:]))
