"""The answers written to train on and those held out: that they can be read and do not mix."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.errors import BadRecord
from evals.grading.data import peers_of, right_of, strangers_of
from evals.grading.own import own_rows
from evals.grading.ranged import held_out_rows, ranged_rows
from evals.grading.written import (
    CONTRARY,
    EMPTY,
    WRITTEN,
    Answer,
    cards_of,
    written_cards,
    written_rows,
)
from grader.turns.choice import _OR, leaves_open
from grader.turns.traded import traded


@pytest.mark.parametrize("name", WRITTEN)
def test_every_card_can_be_read_and_has_right_and_wrong_answers(name: str) -> None:
    cards = written_cards(name)
    assert len(cards) >= 400
    for card in cards:
        assert card.question, card.name
        assert card.references, card.name
        fair = [each.fair for each in card.answers]
        assert max(fair) >= 0.5 > min(fair), card.name
        assert all(0.0 <= each.low <= each.high <= 1.0 for each in card.answers), card.name


def test_nothing_that_is_measured_by_is_trained_on() -> None:
    trained = {card.question.lower() for name in WRITTEN for card in written_cards(name)}
    measured = {row.question.lower() for row in own_rows()}
    measured |= {row.question.lower() for row in (*ranged_rows(), *held_out_rows())}
    assert not trained & measured


def test_a_question_is_asked_once() -> None:
    asked = [card.question for name in WRITTEN for card in written_cards(name)]
    assert len(asked) == len(set(asked))


def test_contraries_and_empty_answers_are_among_the_rows() -> None:
    for kinds in (CONTRARY, EMPTY):
        rows = [row for name in WRITTEN for row in written_rows(name, kinds)]
        assert len(rows) > 100
        assert all(row.score < 0.5 for row in rows)


@pytest.mark.parametrize(
    ("low", "high", "fair"), [(0.9, 1.0, 1.0), (0.8, 1.0, 1.0), (0.0, 0.2, 0.0), (0.4, 0.6, 0.5)]
)
def test_the_ends_of_the_range_are_full_marks_and_none(
    low: float, high: float, fair: float
) -> None:
    assert Answer("reworded", low, high, "x").fair == pytest.approx(fair)


def test_a_line_that_is_no_answer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cards.txt"
    path.write_text("Q: Why?\nR: So.\nreworded | 0.9-1 | so\nand this\n", encoding="utf-8")
    with pytest.raises(BadRecord, match="and this"):
        cards_of(path)


def test_strangers_answer_another_question_and_peers_the_same() -> None:
    rows = [row for name in WRITTEN for row in written_rows(name)]
    answers = {(row.question_id, row.answer) for row in rows}
    strangers = strangers_of(rows, right_of(rows))
    assert len(strangers) > len({row.question_id for row in rows})
    assert all(row.score == 0.0 for row in strangers)
    assert not {(row.question_id, row.answer) for row in strangers} & answers
    assert all((row.question_id, row.references[0]) in answers for row in peers_of(rows))


def test_answers_that_leave_a_choice_in_so_many_words_are_never_right_ones() -> None:
    found = [
        (each.kind, each.fair)
        for name in WRITTEN
        for card in written_cards(name)
        for each in card.answers
        if leaves_open(each.text) and not any(_OR.search(text) for text in card.references)
    ]
    assert len(found) > 40
    assert all(fair < 0.75 for _, fair in found)
    assert sum(kind == "hedged" for kind, _ in found) > 0.8 * len(found)


def test_hardly_a_right_answer_trades_parts_and_many_swapped_ones_do() -> None:
    right: list[bool] = []
    swapped: list[bool] = []
    for card in (card for name in WRITTEN for card in written_cards(name)):
        for each in card.answers:
            if each.fair >= 0.75 or each.kind == "swapped":
                told = traded(card.question, card.references, each.text)
                (swapped if each.kind == "swapped" else right).append(told)
    assert sum(right) < 0.001 * len(right)
    assert sum(swapped) > 0.08 * len(swapped)
