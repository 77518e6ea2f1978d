"""The second and third set of graded answers: what they hold, and what their tables tell."""

from __future__ import annotations

from evals.grading.own import own_rows
from evals.grading.ranged import (
    HALVES,
    held_out_rows,
    ranged_rows,
    second_table,
    third_table,
)
from grader.grader import Grader
from grader.task import GradingTask
from tests.grader_samples import embedder, scored


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


def figures(table: str) -> dict[str, list[float]]:
    """The first of the two tables, by name."""
    lines = table.split("\n\n")[0].splitlines()[2:]
    cells = [[each.strip() for each in line.strip("| ").split("|")] for line in lines]
    return {name: [float(each) for each in rest] for name, *rest in cells}


ELSEWHERE = (
    "My weekend was great, we went to the lake and had pizza, and then my brother broke his "
    "skateboard, so we watched a film about dinosaurs.",
    "I like football and my dog is called Rex.",
    "The French Revolution began in 1789 with the storming of the Bastille.",
    "Photosynthesis turns light, water and carbon dioxide into sugar and oxygen.",
    "It depends on many things in the real world and people do it every day.",
)


def test_talk_of_something_else_is_no_answer_to_any_card() -> None:
    cards = {row.card: row for row in held_out_rows()}.values()
    tasks = [
        GradingTask(card.question, card.references, each) for card in cards for each in ELSEWHERE
    ]
    scores = [scored(each).score for each in Grader(embedder()).grade_many(tasks, abstain=False)]
    assert sum(each >= 0.5 for each in scores) <= 0.02 * len(scores)
    assert sum(scores) < 0.1 * len(scores)


def test_the_third_set_keeps_what_was_reached() -> None:
    table = third_table(Grader(embedder()))
    assert all(f"| {row.kind} |" in table for row in held_out_rows())
    found = figures(table)
    assert found["right above wrong on the same card"][0] >= 0.88
    assert found["accuracy, right against wrong"][0] >= 0.75
    assert found["calibration error"][0] <= 0.1


def test_the_table_names_every_kind_and_keeps_what_was_reached() -> None:
    table = second_table(Grader(embedder()))
    assert all(f"| {row.kind} |" in table for row in ranged_rows())
    found = figures(table)
    assert min(found["right above wrong on the same card"]) >= 0.88
    assert min(found["inside the range of a fair teacher"]) >= 0.70
