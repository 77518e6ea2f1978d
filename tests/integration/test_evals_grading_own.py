"""The project's own graded answers: what the set holds, and what the grader does with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from decks.errors import WrongUsage
from decks.grading import Overall, Scored, Unscored, UnscoredReason
from evals.grading import judged
from evals.grading.own import OwnRow, graded, own_rows, own_table
from evals.grading.ranged import held_out_rows, third_table
from grader.grader import Grader
from grader.task import Graded, GradingTask
from tests.grader_samples import embedder


@cache
def results() -> tuple[tuple[OwnRow, Scored], ...]:
    rows = own_rows()
    found = [each.result for each in graded(Grader(embedder()), rows)]
    return tuple((row, each) for row, each in zip(rows, found, strict=True)
                 if isinstance(each, Scored))  # fmt: skip


def passed(kind: str) -> float:
    mine = [each.overall is Overall.CORRECT for row, each in results() if row.kind == kind]
    return sum(mine) / len(mine)


def test_the_set_is_large_and_every_card_has_right_and_wrong_answers() -> None:
    rows = own_rows()
    cards = {row.card for row in rows}
    assert len(rows) >= 200
    assert len(cards) >= 20
    assert len({(row.card, row.answer) for row in rows}) == len(rows)
    assert {row.score for row in rows} == {0.0, 0.5, 1.0}
    for score in (0.0, 1.0):
        assert {row.card for row in rows if row.score == score} == cards
    assert min(Counter(row.kind for row in rows).values()) >= 5


def test_every_answer_is_scored() -> None:
    assert len(results()) == len(own_rows())


def test_honest_answers_near_the_reference_pass() -> None:
    assert passed("paraphrase") >= 0.85
    assert passed("other words") >= 0.5
    assert passed("typos") >= 0.95
    assert passed("look-alike") >= 0.95


def test_what_says_nothing_does_not_pass() -> None:
    assert passed("injection") == 0.0
    assert passed("echo") == 0.0
    assert passed("keywords") <= 0.15


def test_the_table_names_every_kind() -> None:
    table = own_table(Grader(embedder()))
    assert all(f"| {row.kind} |" in table for row in own_rows())


class Halting(Grader):
    """A grader whose judge fails on every fifth answer."""

    def grade_many(self, tasks: Sequence[GradingTask], *, abstain: bool = True) -> list[Graded]:
        lost = Unscored(reason=UnscoredReason.UNSURE, detail="The model did not answer.")
        told = super().grade_many(tasks, abstain=abstain)
        return [replace(each, result=lost) if place % 5 == 0 else each
                for place, each in enumerate(told)]  # fmt: skip


def test_answers_without_a_grade_are_counted_and_left_out() -> None:
    halting = Halting(embedder())
    assert f"| without a grade, left out | {-(-len(own_rows()) // 5)} |" in own_table(halting)
    missing = -(-len(held_out_rows()) // 5)
    assert f"| without a grade, left out | {missing} |" in third_table(halting)
    assert "without a grade" not in own_table(Grader(embedder()))


def test_without_a_model_there_is_no_judge_to_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARDWRIGHT_GRADER_MODEL", raising=False)
    with pytest.raises(WrongUsage, match="CARDWRIGHT_GRADER_MODEL"):
        judged.main()
