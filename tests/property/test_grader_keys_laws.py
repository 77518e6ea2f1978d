"""Laws of exact keys, for any value, unit, spelling and date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decks.keypoints import key_points_of
from grader.keys.dates import is_date, same_date
from grader.keys.measured import measure_of, measured
from grader.keys.quantities import agree, in_unit, quantities
from grader.keys.said import Said

FAMILIES = (
    ("m", "km", "cm", "mm", "miles", "feet", "inches"),
    ("s", "ms", "minutes", "hours", "days"),
    ("kg", "g", "mg", "pounds", "tonnes"),
    ("m/s", "km/h", "mph", "knots", "metres per second"),
    ("J", "kJ", "kWh", "kcal", "newton metres"),
    ("K", "°C", "°F"),
)
FAMILY = st.sampled_from(FAMILIES)
VALUE = st.decimals("0.01", "99999", places=2).map(float)
DAY = st.dates(date(1000, 1, 1), date(2099, 12, 31))
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen".split()
)
TENS = ". . twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelt(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {spelt(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    large, name = (10**6, "million") if number >= 10**6 else (1000, "thousand")
    rest = f" {spelt(number % large)}" if number % large else ""
    return f"{spelt(number // large)} {name}{rest}"


def said(key: str, answer: str) -> Said:
    measure = measure_of("", key)
    assert measure is not None
    return measured(measure, "", answer)


@given(FAMILY, VALUE, st.data())
def test_a_value_is_the_same_in_every_unit_of_its_dimension(
    family: tuple[str, ...], value: float, data: st.DataObject
) -> None:
    one, other = (data.draw(st.sampled_from(family)) for _ in range(2))
    (key,) = quantities(f"{value} {one}")
    (target,) = quantities(f"1 {other}")
    assert key.unit
    assert target.unit
    told = in_unit(value, key.unit, target.unit)
    assume(abs(told) > 1e-3)
    assert said(f"{value} {one}", f"{told:.9g} {other}") is Said.RIGHT


@given(st.lists(FAMILY, min_size=2, max_size=2, unique=True), VALUE, st.data())
def test_another_dimension_is_never_right(
    families: list[tuple[str, ...]], value: float, data: st.DataObject
) -> None:
    one, other = (data.draw(st.sampled_from(each)) for each in families)
    assert said(f"{value} {one}", f"{value} {other}") is Said.WRONG


@given(FAMILY, VALUE, st.floats(1.05, 100), st.booleans(), st.booleans(), st.data())
def test_another_value_is_never_right_however_it_is_hedged(
    family: tuple[str, ...], value: float, factor: float, up: bool, about: bool, data: st.DataObject
) -> None:
    unit = data.draw(st.sampled_from(family))
    other = value * factor if up else value / factor
    assume(f"{other:.4f}" != f"{0:.4f}")
    word = "about " if about else ""
    assert said(f"{word}{value} {unit}", f"about {other:.4f} {unit}") is Said.WRONG


@given(FAMILY, VALUE, st.data())
def test_the_number_alone_is_half(
    family: tuple[str, ...], value: float, data: st.DataObject
) -> None:
    assert said(f"{value} {data.draw(st.sampled_from(family))}", f"{value}") is Said.NO_UNIT


@given(st.integers(2, 999_999_999))
def test_a_number_is_the_same_in_digits_thousands_and_words(number: int) -> None:
    for spelling in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), spelt(number)):
        assert [each.value for each in quantities(spelling)] == [number]


@given(st.integers(1100, 1999).filter(lambda year: year % 100 >= 10))
def test_a_year_is_the_same_spelt_in_pairs(year: int) -> None:
    assert [each.value for each in quantities(f"{spelt(year // 100)} {spelt(year % 100)}")] == [
        year
    ]


@given(st.integers(1, 9999), st.integers(-40, 40))
def test_scientific_notation_has_many_forms(digits: int, power: int) -> None:
    forms = (f"{digits}e{power}", f"{digits}*10^{power}", f"{digits} x 10^({power})")
    values = [each.value for form in forms for each in quantities(form)]
    assert values == pytest.approx([digits * 10.0**power] * 3)


@given(st.integers(1, 5000), st.integers(1, 500), st.floats(0, 1))
def test_a_range_holds_what_lies_in_it_and_nothing_else(low: int, width: int, share: float) -> None:
    key = f"{low} to {low + width} m"
    assert said(key, f"{low + share * width:.6f} m") is Said.RIGHT
    assert said(key, f"{(low + width) * 1.1:.6f} m") is Said.WRONG
    assert said(key, f"{low * 0.9:.6f} m") is Said.WRONG


FORMS = (
    "{d} {month} {y}", "{month} {d}, {y}", "{y}-{m:02}-{d:02}", "{d}.{m}.{y}", "{d}.{m}.{yy}",
    "{d:02}/{m:02}/{y}", "the {d} of {month} in {y}", "{d} {short}. {y}", "{d} {month} '{yy}",
)  # fmt: skip


def written(form: str, day: date) -> str:
    month = day.strftime("%B")
    return form.format(d=day.day, m=day.month, y=day.year, yy=f"{day.year % 100:02}", month=month,
                       short=month[:3])  # fmt: skip


@given(DAY.filter(lambda day: day.year % 100 > 0), st.sampled_from(FORMS))
def test_a_date_is_the_same_in_every_form(day: date, form: str) -> None:
    key = is_date(written(FORMS[0], day))
    assert key is not None
    assert same_date(key, written(form, day)) is Said.RIGHT


@given(DAY, DAY, st.sampled_from(FORMS))
def test_another_date_is_never_right(day: date, other: date, form: str) -> None:
    same = (day.month, day.day, day.year % 100) == (other.month, other.day, other.year % 100)
    assume(not same)
    key = is_date(written(FORMS[0], day))
    assert key is not None
    assert same_date(key, written(form, other)) in (Said.WRONG, Said.OPEN)


@given(DAY)
def test_a_part_of_a_date_is_half_of_it(day: date) -> None:
    key = is_date(written(FORMS[0], day))
    assert key is not None
    for form in ("{y}", "{month} {y}", "{d} {month}", "in the year {y}"):
        assert same_date(key, written(form, day)) is Said.VAGUE


@given(st.text("0123456789.,-+/*^e °CKms()'aordn ", max_size=60), st.booleans())
def test_any_row_of_signs_is_read_without_harm(text: str, comma: bool) -> None:
    (wanted,) = quantities("75 km/h")
    key = is_date("8 May 1945")
    assert key is not None
    for each in quantities(text, comma=comma):
        assert text[each.start : each.end]
        agree(each, wanted)
    same_date(key, text)


ITEM = st.text("abcdefghijkl", min_size=3, max_size=9).filter(
    lambda word: word not in ("and", "can", "did", "had", "each")
)


@given(st.lists(ITEM, min_size=2, max_size=7, unique=True))
def test_each_item_of_a_row_is_a_point(items: list[str]) -> None:
    row = f"{', '.join(items[:-1])} and {items[-1]}."
    found = key_points_of(row, "Name the things that are needed.")
    assert [point.text for point in found] == items
