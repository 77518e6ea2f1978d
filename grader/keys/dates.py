"""Dates as exact keys: "8 May 1945", "May 8, 1945", "on the 8th of May in 1945", "1945-05-08".

Numbers alone (8/5/45) are read in no order, since writers differ in it; a year alone is a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_NAMES = "|".join(rf"{month[:3]}(?:{month[3:]})?" if month[3:] else month for month in _MONTHS)
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>\d{{4}})\b"
_DATE = re.compile(
    rf"(?:\b{_DAY.format('d1')}\s+(?:of\s+)?)?\b(?P<month>{_NAMES}|sept)\b\.?"
    rf"(?:\s+(?:the\s+)?{_DAY.format('d2')}\b(?!\d))?"
    rf"(?:,?\s+(?:(?:in|of)\s+(?:the\s+year\s+)?)?{_YEAR.format('y1')})?"
    rf"|\b{_YEAR.format('y2')}-(?P<m2>\d\d)-(?P<d3>\d\d)\b",
    re.I,
)
_LONE_YEAR = re.compile(r"\b[12]\d{3}\b")
_AROUND = re.compile(r"(?:\b(?:on|in|it|was|is|the|year|since|of|around|about)\b|[\s.,!])*", re.I)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is told: 0 stands for what is not."""

    year: int
    month: int
    day: int


def is_date(text: str) -> Date | None:
    """The date that a text is and nothing besides, with a month and one part more."""
    found = list(_DATE.finditer(text))
    if len(found) != 1:
        return None
    date = _read(found[0])
    rest = text[: found[0].start()] + " " + text[found[0].end() :]
    return date if (date.year or date.day) and _AROUND.fullmatch(rest) else None


def same_date(wanted: str, text: str) -> bool | None:
    """Whether an answer tells the date that a key is; None for no date, a vaguer one or several."""
    key = is_date(wanted)
    if key is None:
        return None
    found = list(_DATE.finditer(text))
    if not found:
        years = {int(each) for each in _LONE_YEAR.findall(text)}
        return False if key.year and years and key.year not in years else None
    told = {_read(each) for each in found}
    if len(told) > 1:
        return None
    date = told.pop()
    pairs = ((date.year, key.year), (date.month, key.month), (date.day, key.day))
    if any(one and other and one != other for one, other in pairs):
        return False
    return True if all(one for one, other in pairs if other) else None


def _read(match: re.Match[str]) -> Date:
    if match["m2"]:
        return Date(int(match["y2"]), int(match["m2"]), int(match["d3"]))
    month = next(
        place for place, name in enumerate(_MONTHS, start=1)
        if name.startswith(match["month"].lower()[:3])
    )  # fmt: skip
    return Date(int(match["y1"] or 0), month, int(match["d1"] or match["d2"] or 0))
