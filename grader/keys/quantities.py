"""Numbers with their units as they stand in a text: "300,000 km/s", "forty-six", "3*10^8 m/s".

A unit is known by its dimension and its size (`data/units.txt`); a word that is none is no unit.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from grader.words import lines

_ONES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_LARGE = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SPELT = "|".join((*_ONES, *_TENS, *_LARGE))
_NUMBER = re.compile(
    r"(?<![\w.,^])(?P<sign>-\s?)?"
    r"(?P<digits>\d{1,3}(?:[ ,]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:\s?(?:\*|x)\s?10\s?\^\s?\(?(?P<power>-?\d+)\)?)?"
    rf"(?:\s(?P<large>{'|'.join(_LARGE)})\b)?"
    rf"|\b(?P<spelt>(?:{_SPELT})(?:(?:[\s-]|\sand\s)(?:{_SPELT}))*)\b",
    re.I,
)
_UNIT = re.compile(r"\s*(?P<unit>(?:°\s?[cfk]?|%|[^\W\d_]+)(?:\s?(?:/|per)\s?[^\W\d_]+)?)", re.I)
_DEGREES = re.compile(r"\s*degrees?\s+(?=[cfk]\b|celsius|fahrenheit|kelvin|centigrade)", re.I)
_STUCK = re.compile(r"[\w(^*/+=]")
_CLOSE = 1e-9
_FEWEST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its value, how many decimals it shows, its unit's dimension and size,
    where it has a known one, and its place [start, end) in the text.
    """

    value: float
    decimals: int
    dimension: str
    size: float
    start: int
    end: int

    def equals(self, wanted: Quantity) -> bool:
        """Whether it says the same as a wanted one, or the same rounded to its own decimals.

        A unit that just one of them gives is taken to be the other's.
        """
        if self.dimension and wanted.dimension:
            if self.dimension != wanted.dimension:
                return False
            goal = wanted.value * wanted.size / self.size
        else:
            goal = wanted.value
        if math.isclose(self.value, goal, rel_tol=1e-6, abs_tol=_CLOSE):
            return True
        shown = len(f"{abs(self.value):.{self.decimals}f}".replace(".", "").lstrip("0"))
        rounded = round(goal, self.decimals)
        return self.decimals > 0 and shown >= _FEWEST_DIGITS and abs(rounded - self.value) < _CLOSE


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a folded text, in order."""
    found = []
    for match in _NUMBER.finditer(text):
        value, decimals = _value(match)
        dimension, size, end = _unit_after(text, match.end())
        if _STUCK.match(text, end):
            continue  # the 2 of "2x" is no quantity
        found.append(Quantity(value, decimals, dimension, size, match.start(), end))
    return tuple(found)


def _value(match: re.Match[str]) -> tuple[float, int]:
    if match["spelt"]:
        return _spelt(re.split(r"[\s-]+", match["spelt"].lower())), 0
    digits = match["digits"].replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    value = float(digits) * 10.0 ** max(-300, min(300, int(match["power"] or 0)))
    value *= _LARGE[match["large"].lower()] if match["large"] else 1.0
    return (-value if match["sign"] else value), len(digits.partition(".")[2])


def _spelt(words: list[str]) -> float:
    total = part = 0.0
    for word in words:
        if word in _LARGE:
            part = max(part, 1.0) * _LARGE[word]
            if _LARGE[word] > _LARGE["hundred"]:
                total, part = total + part, 0.0
        else:
            part += _ONES.get(word, 0) + _TENS.get(word, 0)
    return total + part


def _unit_after(text: str, end: int) -> tuple[str, float, int]:
    """Dimension, size and end of the unit that follows a number; without one ("", 1, end)."""
    degrees = _DEGREES.match(text, end)
    found = _UNIT.match(text, degrees.end() if degrees else end)
    if found:
        upper, slash, lower = re.sub(
            r"\s", "", found["unit"].lower().replace(" per ", "/")
        ).partition("/")
        units = _units()
        if upper in units:
            dimension, size = units[upper]
            if slash and lower in units:
                below, divisor = units[lower]
                return f"{dimension}/{below}", size / divisor, found.end()
            return dimension, size, found.start("unit") + len(upper)
    return "", 1.0, end


@cache
def _units() -> dict[str, tuple[str, float]]:
    known = {}
    for line in lines("units"):
        dimension, size, *names = line.split()
        known.update({name: (dimension, float(size)) for name in names})
    return known
