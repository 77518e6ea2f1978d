"""Dates as exact keys: "8 May 1945", "May 8, 1945", "the eighth of May '45", "8.5.45".

Numbers alone are day, month, year; with slashes or dashes they may be month, day, year as well, and
where both orders make a date, one that is right only in that order is left open. A year of two
digits is in the century of the key. A year alone is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from grader.keys.numbers import numbers_in
from grader.keys.said import Said
from grader.words import PLAIN, words_of

_STARTS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPELLINGS = {"mär": "mar", "mae": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
_MONTH = (
    r"jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|maerz|apr(?:il)?|may|mai|june?|juni|july?"
    r"|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|dez(?:ember)?"
)
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th|\.)?(?!\d)"
_YEAR = r"(?P<{0}>\d{{3,4}}|'?\d{{2}})(?!\d)"
_DATE = re.compile(
    rf"(?:(?<![\d.,]){_DAY.format('d1')}(?:\s|-)?(?:of\s+)?)?\b(?P<month>{_MONTH})\b\.?"
    rf"(?(d1)|(?:\s+(?:the\s+)?{_DAY.format('d2')}(?!\s*[:%°])\b)?)"
    rf"(?:(?:,?\s+|-|\s*,)(?:(?:in|of)\s+(?:the\s+year\s+)?)?{_YEAR.format('y1')})?"
    r"|(?<![\d.,/-])(?P<y2>\d{4})[-/.](?P<m2>\d{1,2})[-/.](?P<d3>\d{1,2})(?![\d/-])"
    rf"|(?<![\d.,/-])(?P<one>\d{{1,2}})(?P<mark>[./-])\s?(?P<two>\d{{1,2}})(?P=mark)\s?"
    rf"{_YEAR.format('y3')}(?![/-])",
    re.I,
)
_LONE_YEAR = re.compile(r"(?<![\w.,])[12]\d{3}(?![\d.,]\d|\w)|(?<!\w)'\d{2}(?!\d)")
_AROUND = re.compile(
    r"(?:\b(?:on|in|it|was|is|the|day|year|since|of|around|about|am|im|jahr|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day)\b|[\s.,!])*",
    re.I,
)
_LISTING = re.compile(r"[^\w']|\b(?:and|or|maybe|perhaps|either|und|oder)\b", re.I)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}
_ORDINAL = re.compile(
    rf"\b(?:(?P<tens>twenty|thirty)[\s-])?(?P<word>{'|'.join(_ORDINALS)})\b", re.I
)
_TENS = {"twenty": 20, "thirty": 30}
_MOST_YEARS = 12
_MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is told: 0 stands for what is not. A year below 100 has no century."""

    year: int
    month: int
    day: int


def is_date(text: str) -> Date | None:
    """The date that a text is and nothing besides, with a month and one part more."""
    text = _in_digits(text)
    found = list(_DATE.finditer(text))
    if len(found) != 1:
        return None
    date = _readings(found[0])[0]
    rest = text[: found[0].start()] + " " + text[found[0].end() :]
    return date if (date.year or date.day) and _AROUND.fullmatch(rest) else None


def same_date(key: Date, text: str, others: Iterable[Date] = ()) -> Said:
    """What a folded answer does with a date; `others` are those that other points want.

    Half of it is said by what leaves parts of it out and is right in the others; who lists several
    dates or years has chosen none.
    """
    text = _in_digits(text)
    found = [each for each in _DATE.finditer(text) if not _verb(each)]
    if not found:
        return _by_year(key, text)
    told = [[_within(key, each) for each in _readings(match)] for match in found]
    if others:
        told = [each for each in told if _one(key, each[0]) is Said.RIGHT or each[0] not in others]
    if not told:
        return Said.MISSING
    said = {_compared(key, readings) for readings in told}
    if said <= {Said.RIGHT, Said.VAGUE}:
        return Said.RIGHT if Said.RIGHT in said else Said.VAGUE
    if len({readings[0] for readings in told}) == 1 or said == {Said.WRONG}:
        return said.pop()
    return Said.WRONG if _only_lists(_DATE.sub(" ", text)) else Said.OPEN


def _verb(match: re.Match[str]) -> bool:
    """Whether what looks like a month is a verb: "it may be", "they march"."""
    word = match["month"] or ""
    return word in ("may", "march", "mar") and not (match["d1"] or match["d2"] or match["y1"])


def _by_year(key: Date, text: str) -> Said:
    """What an answer without a month does with a date."""
    years = {_century(key, int(each.strip("'"))) for each in _LONE_YEAR.findall(text)[:_MOST_YEARS]}
    if not years or not key.year:
        return Said.OPEN
    if key.year not in years:
        return Said.WRONG
    if len(years) == 1:
        return Said.VAGUE
    return Said.WRONG if _only_lists(_LONE_YEAR.sub(" ", text)) else Said.OPEN


def _only_lists(rest: str) -> bool:
    """Whether what is left of an answer without its dates only joins them."""
    return all(word in PLAIN for word in words_of(_LISTING.sub(" ", rest)))


def _compared(key: Date, readings: Iterable[Date]) -> Said:
    """What a date does that may be read in several orders, the usual one first."""
    usual, *others = [_one(key, each) for each in readings]
    if usual is Said.WRONG and any(each is not Said.WRONG for each in others):
        return Said.OPEN
    return usual


def _one(key: Date, date: Date) -> Said:
    pairs = ((date.year, key.year), (date.month, key.month), (date.day, key.day))
    if any(one and other and one != other for one, other in pairs):
        return Said.WRONG
    return Said.RIGHT if all(one for one, other in pairs if other) else Said.VAGUE


def _within(key: Date, date: Date) -> Date:
    return Date(_century(key, date.year), date.month, date.day)


def _century(key: Date, year: int) -> int:
    """A year of two digits in the century of the key."""
    return year + key.year // 100 * 100 if 0 < year < 100 and key.year >= 100 else year


def _readings(match: re.Match[str]) -> list[Date]:
    """The dates that a match may be, the usual order first; at least one."""
    if match["y2"]:
        return [Date(int(match["y2"]), int(match["m2"]), int(match["d3"]))]
    if match["one"]:
        one, two = int(match["one"]), int(match["two"])
        year = int(match["y3"].strip("'"))
        usual, other = Date(year, two, one), Date(year, one, two)
        if two > 12:
            return [other]
        return [usual] if one > 12 or match["mark"] == "." or one == two else [usual, other]
    start = match["month"].lower()[:3]
    month = _STARTS.index(_SPELLINGS.get(start, start)) + 1
    day = int(match["d1"] or match["d2"] or 0)
    year = int((match["y1"] or "0").strip("'"))
    if day > _MOST_DAYS and not year:
        day, year = 0, day
    return [Date(year, month, day)]


def _in_digits(text: str) -> str:
    """A text with its ordinals and spelt years in digits: "the 8th of May 1945"."""
    if not any(each.isalpha() for each in text):
        return text
    text = _ORDINAL.sub(
        lambda found: (
            str(_TENS.get((found["tens"] or "").lower(), 0) + _ORDINALS[found["word"].lower()])
            + "th"
        ),
        text,
    )
    kept, last = [], 0
    for number in numbers_in(text):
        if text[number.start].isalpha() and number.value == int(number.value):
            kept += [text[last : number.start], f"{number.value:.0f}"]
            last = number.end
    return "".join((*kept, text[last:]))
