"""Units as they are written after a number: "km/s", "metres per second squared", "degrees C".

A unit is a dimension, a size and, for temperatures, an origin. Units known by name stand in
`data/units.txt`; the others are their products and quotients. A word that is none ends the unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from grader.words import lines

Dimension = tuple[tuple[str, int], ...]
"""The powers of its base dimensions, by name; empty for a plain number."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one of it is in SI units: `value * size + origin`."""

    dimension: Dimension
    size: float
    origin: float = 0.0


DEGREES = Unit((("angle", 1),), 1.0)
"""Degrees of an angle, or of whatever temperature is spoken of."""
PLAIN_NUMBER = Unit((), 1.0)
_SIGN_PREFIXES = {
    "m": 1e-3, "k": 1e3, "c": 1e-2, "M": 1e6, "G": 1e9, "T": 1e12, "d": 0.1, "h": 100.0,
    "µ": 1e-6, "μ": 1e-6, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15,
}  # fmt: skip
_WORD_PREFIXES = {
    "milli": 1e-3, "kilo": 1e3, "centi": 1e-2, "mega": 1e6, "giga": 1e9, "tera": 1e12, "deci": 0.1,
    "hecto": 100.0, "micro": 1e-6, "nano": 1e-9, "pico": 1e-12, "femto": 1e-15,
    "zenti": 1e-2, "mikro": 1e-6, "piko": 1e-12,
}  # fmt: skip
_LONGEST_SIGN = 3
_MOST_FACTORS = 6
_NO_UNITS = frozenset({"a"})
"""Words that are units in capitals alone: "100 a second"."""
_TEMPERATURE = re.compile(
    r"(?:degrees?|degs?\.?|°|grad)\s?(?:(?P<sign>[CFK])\b|(?P<name>celsius|fahrenheit|kelvin"
    r"|centigrade)\b)",
    re.I,
)
_DEGREES = re.compile(r"°|degrees?\b|degs?\b|grad\b", re.I)
_FACTOR = re.compile(
    r"(?P<before>(?:square|sq|cubic|cu)\.?\s)?(?P<name>[%‰]|[^\W\d_]+)"
    r"(?P<power>\^\s?\(?-?\d\)?|-\^?\d|[23](?!\d)|\s(?:squared|cubed)\b)?",
    re.I,
)
_PER = re.compile(r"\s?/\s?(?P<open>\()?|\s(?:per|an?|each|every|pro|je)\s", re.I)
_TIMES = re.compile(r"\s?\*\s?|[\s-]")
_SECOND_WORD = re.compile(r"[\s-]([^\W\d_]{4,12})\b")
_LAST_SIGN = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,3}(?:\^?-?\^?\d)?$")
_SPACE = re.compile(r"\s?-?")


def unit_at(text: str, start: int) -> tuple[Unit | None, int]:
    """The unit that a folded text has at a place, or after one space, and its end."""
    space = _SPACE.match(text, start)
    place = space.end() if space else start
    degrees = _TEMPERATURE.match(text, place)
    if degrees:
        return known(degrees["name"] or degrees["sign"].upper()), degrees.end()
    angle = _DEGREES.match(text, place)
    if angle:
        return DEGREES, angle.end()
    first = _factor(text, place)
    if first is None:
        return None, start
    return _compound(text, *first)


@cache
def _tables() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Units by name as written, and by name in small letters: the first of a name stands."""
    made: dict[str, Dimension] = {"number": ()}
    exact: dict[str, Unit] = {}
    later: dict[str, Unit] = {}
    for line in lines("units"):
        kind, *rest = line.split()
        if kind == "=":
            made[rest[0]] = tuple(
                sorted((rest[at], int(rest[at + 1])) for at in range(1, len(rest), 2))
            )
            continue
        origin = 0.0
        if kind == "+":
            kind, size, below, *names = rest
            origin = float(below)
        else:
            size, *names = rest
        unit = Unit(made.get(kind, ((kind, 1),)), float(size), origin)
        for name in names:
            exact[name.removeprefix("*")] = unit
            if name.startswith("*"):
                later |= _prefixed(name[1:], unit)
    exact = {**later, **exact}
    folded: dict[str, Unit] = {}
    for name in (*(each for each in exact if each not in later), *later):
        folded.setdefault(name.lower(), exact[name])
    return exact, {**folded, **{name: exact[name] for name in exact if name.islower()}}


def _prefixed(name: str, unit: Unit) -> dict[str, Unit]:
    prefixes = _SIGN_PREFIXES if len(name) <= _LONGEST_SIGN else _WORD_PREFIXES
    return {
        prefix + name: Unit(unit.dimension, unit.size * factor)
        for prefix, factor in prefixes.items()
    }


def known(name: str) -> Unit | None:
    """The unit of a name alone: as it is written, else in any case."""
    exact, folded = _tables()
    found = exact.get(name)
    if found is None and name not in _NO_UNITS:
        found = folded.get(name.lower())
    return found


def _factor(text: str, place: int) -> tuple[Unit, int] | None:
    """One unit with its power at a place, and its end."""
    found = _FACTOR.match(text, place)
    if found is None:
        return None
    name, power = found["name"], _power(found["before"], found["power"])
    if len(name) > _LONGEST_SIGN:
        after = _SECOND_WORD.match(text, found.end("name"))
        joined = known(name + after[1]) if after else None
        if after and joined:
            return joined, after.end()
    if name == "ms" and power < 0:  # who writes "ms^-1" means metres
        return _product(
            known("m") or PLAIN_NUMBER, _raised(known("s") or PLAIN_NUMBER, power)
        ), found.end()
    unit = known(name)
    return (unit if power == 1 else _raised(unit, power), found.end()) if unit else None


def _power(before: str | None, after: str | None) -> int:
    if after:
        digits = re.sub(r"[^\d-]", "", after)
        return int(digits) if digits.strip("-") else 2 if "squ" in after.lower() else 3
    if before:
        return 2 if before[0] in "sS" else 3
    return 1


def _compound(text: str, unit: Unit, end: int) -> tuple[Unit, int]:
    """A unit with all that divides or multiplies it, and where it ends."""
    below = False
    for _ in range(_MOST_FACTORS):
        per = _PER.match(text, end)
        step = per or _TIMES.match(text, end)
        found = _factor(text, step.end()) if step else None
        if step is None or found is None:
            break
        factor, after = found
        if per and "/" not in per.group() and factor.dimension == unit.dimension:
            break  # "7 days a week" are days
        if not per and not _multiplies(text, end, step.end(), after):
            break
        unit = _product(unit, _raised(factor, -1) if per or below else factor)
        below = below or bool(per and per["open"])
        end = after
        if below and text.startswith(")", end):
            below, end = False, end + 1
    return unit, end


def _multiplies(text: str, before: int, start: int, end: int) -> bool:
    """Whether the unit at [start, end) is a factor: after a star, or a sign after another sign."""
    if "*" in text[before:start]:
        return True
    signs = _LAST_SIGN.search(text[max(0, before - 2 * _LONGEST_SIGN) : before])
    name = re.match(r"[^\W\d_]*", text[start:end])
    return bool(signs and name and len(name.group()) <= 2 and name.group() in _tables()[0])


def _raised(unit: Unit, power: int) -> Unit:
    return Unit(tuple((name, each * power) for name, each in unit.dimension), unit.size**power)


def _product(one: Unit, other: Unit) -> Unit:
    powers = dict(one.dimension)
    for name, power in other.dimension:
        powers[name] = powers.get(name, 0) + power
    left = ((name, power) for name, power in powers.items() if power)
    return Unit(tuple(sorted(left)), one.size * other.size)
