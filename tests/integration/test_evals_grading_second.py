"""The second set of graded answers: what it holds, and what its table tells."""

from __future__ import annotations

from evals.grading.own import own_rows
from evals.grading.own_second import HALVES, ranged_rows, second_table
from tests.grader_samples import embedder


def test_ranges_are_ranges_and_every_card_is_in_one_half() -> None:
    rows = ranged_rows()
    assert len(rows) >= 300
    assert all(0.0 <= row.low <= row.high <= 1.0 for row in rows)
    assert all(row.low >= 0.5 for row in rows if row.fair == 1.0)
    assert all(row.high <= 0.7 for row in rows if row.fair == 0.0)
    halves = {(row.card, row.half) for row in rows}
    assert len(halves) == len({row.card for row in rows})
    assert {half for _, half in halves} == set(HALVES)


def test_every_card_has_right_and_wrong_answers_and_none_is_in_the_first_set() -> None:
    rows = ranged_rows()
    cards = {row.card for row in rows}
    for fair in (0.0, 1.0):
        assert {row.card for row in rows if row.fair == fair} == cards
    assert not {row.card for row in own_rows()} & cards


def test_the_table_names_every_kind_and_keeps_what_was_reached() -> None:
    table = second_table(embedder())
    assert all(f"| {row.kind} |" in table for row in ranged_rows())
    figures = {
        name: [float(each) for each in cells]
        for line in table.splitlines()
        if line.startswith("| ") and line.count("|") == 4
        for name, *cells in [[each.strip() for each in line.strip("| ").split("|")]]
        if name not in ("figure",) and cells[0] != "---:"
    }
    assert min(figures["right above wrong on the same card"]) >= 0.85
    assert min(figures["inside the range of a fair teacher"]) >= 0.70
