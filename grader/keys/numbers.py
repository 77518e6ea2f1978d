"""Numbers as they are written: "300,000", "3e8", "3*10^8", "1/2", "two million", "nineteen ninety".

In languages whose decimal mark is the comma ("9,81"), a full stop parts thousands ("300.000").
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
          "trillion": 10**12, "tausend": 1000, "millionen": 10**6, "milliarden": 10**9}  # fmt: skip
_PARTS = {
    word: number
    for number, word in enumerate(
        "half third quarter fifth sixth seventh eighth ninth tenth".split(), start=2
    )
} | {"halve": 2, "fourth": 4, "hundredth": 100, "thousandth": 1000}
_SPELT = "|".join((*_ONES, *_TENS, *_LARGE))
_TEN = r"10\s?(?P<{0}neg>-)?(?:\^|\*\*)\s?\(?(?P<{0}>[+-]?\d{{1,9}})\)?(?!\d)"
_NUMBERS = {
    comma: re.compile(
        r"(?<![\w.,^/])(?P<sign>-\s?|(?:minus|negative)\s)?(?:"
        + _TEN.format("alone")
        + rf"|(?P<digits>\d{{1,3}}(?:[ '{stop}]\d{{3}})+(?!\d)(?:{mark}\d+)?|\d+(?:[.,]\d+)?)"
        r"(?:[eE](?P<exponent>[+-]?\d{1,9})(?!\w)|\s?(?:\*|x)\s?"
        + _TEN.format("power")
        + r"|/(?P<below>\d+)(?![\d./,]))?"
        rf"(?:\s(?P<large>{'|'.join(_LARGE)})\b)?)"
        rf"|\b(?P<spelt>(?:an?\s(?=hundred|thousand|million|billion))?(?:{_SPELT})"
        rf"(?:(?:[\s-]|\sand\s)(?:{_SPELT}))*)(?P<point>\spoint(?:\s(?:{'|'.join(_ONES)}))+)?"
        rf"(?:[\s-](?P<part>{'|'.join(_PARTS)})s?)?\b",
        re.I,
    )
    for comma, (stop, mark) in {False: (",", "[.]"), True: (".", ",")}.items()
}
_WORD = re.compile(rf"\b(?:{_SPELT})\b", re.I)
_TWO_DIGITS = 10
_MOST_DIGITS = 40
_MOST_POWER = 300


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text and its place there.

    `places` are its decimals (negative for powers of ten), `digits` those that it shows, `zeros`
    how many zeros end it, `large` the word that multiplies it.
    """

    value: float
    places: int
    digits: int
    zeros: int
    large: float
    start: int
    end: int


def numbers_in(text: str, *, comma: bool = False) -> Iterator[Number]:
    """The numbers of a folded text, in order; what no reader takes in is passed over:
    more than 40 digits, a power of ten beyond 300."""
    for match in _NUMBERS[comma].finditer(text):
        if match["spelt"]:
            yield from _spelt(match)
        elif len(match["digits"] or "") <= _MOST_DIGITS and len(match["below"] or "") <= 9:
            number = _written(match, comma)
            if number:
                yield number


def _written(match: re.Match[str], comma: bool) -> Number | None:
    negative = bool(match["sign"])
    if match["alone"]:
        power = int(match["alone"]) * (-1 if match["aloneneg"] else 1)
        if abs(power) > _MOST_POWER:
            return None
        value = 10.0**power
        return Number(-value if negative else value, -power, 1, 0, 1.0, *match.span())
    digits = _plain(match["digits"], comma)
    whole, _, decimals = digits.partition(".")
    power = int(match["power"] or match["exponent"] or 0) * (-1 if match["powerneg"] else 1)
    if abs(power) > _MOST_POWER:
        return None
    value = float(digits) * 10.0**power
    if match["below"]:
        if not int(match["below"]):
            return None
        value /= int(match["below"])
    large = float(_LARGE[match["large"].lower()]) if match["large"] else 1.0
    value *= large
    if math.isinf(value):
        return None
    zeros = 0 if decimals else len(whole) - len(whole.rstrip("0"))
    shown = len((whole + decimals).lstrip("0"))
    places = len(decimals) - power - (len(f"{large:.0f}") - 1)
    return Number(-value if negative else value, places, shown, zeros, large, *match.span())


def _plain(digits: str, comma: bool) -> str:
    """Digits with a full stop as decimal mark and nothing between the thousands."""
    digits = digits.replace(" ", "").replace("'", "")
    stop = "." if comma else ","
    if re.fullmatch(rf"\d{{1,3}}(?:[{stop}]\d{{3}})+(?:[.,]\d+)?", digits):
        digits = digits.replace(stop, "")
    return digits.replace(",", ".")


def _spelt(match: re.Match[str]) -> Iterator[Number]:
    """The numbers of a row of number words: "nineteen ninety" is one, "two three" are two."""
    total = part = 0
    begin = last = match.start("spelt")
    for found in _WORD.finditer(match["spelt"]):
        word = found.group().lower()
        place = match.start("spelt") + found.start()
        if word in _LARGE:
            if part >= _LARGE[word]:
                yield _whole(total + part, begin, last)
                total, part, begin = 0, 0, place
            part = max(part, 1) * _LARGE[word]
            if _LARGE[word] > _LARGE["hundred"]:
                total, part = total + part, 0
        else:
            step = _ONES.get(word, 0) + _TENS.get(word, 0)
            grown = _grown(total, part, step) if last > begin else step
            if grown is None:
                yield _whole(total + part, begin, last)
                total, grown, begin = 0, step, place
            part = grown
        last = place + len(word)
    if match["point"]:
        decimals = "".join(str(_ONES[word]) for word in match["point"].lower().split()[1:])
        spoken = float(f"{total + part}.{decimals[:_MOST_DIGITS]}")
        yield Number(spoken, len(decimals), len(decimals) + 1, 0, 1.0, begin, match.end())
    elif match["part"] and total + part < _TWO_DIGITS:  # "three quarters", but no "twenty third"
        value = (total + part) / _PARTS[match["part"].lower()]
        yield Number(value, 0, 1, 0, 1.0, begin, match.end())
    else:
        yield _whole(total + part, begin, match.end("spelt"))


def _grown(total: int, part: int, value: int) -> int | None:
    """A number below a thousand with the word after it; None where that begins another number."""
    if value == 0:
        return None
    if part % 100 == 0 or (
        part % 10 == 0 and part % 100 >= _TENS["twenty"] and value < _TWO_DIGITS
    ):
        return part + value
    if _TWO_DIGITS <= part < _LARGE["hundred"] and value >= _TWO_DIGITS and not total:
        return part * 100 + value  # a year: "nineteen ninety"
    return None


def _whole(value: int, start: int, end: int) -> Number:
    shown = str(value)
    return Number(float(value), 0, len(shown), len(shown) - len(shown.rstrip("0")), 1.0, start, end)
