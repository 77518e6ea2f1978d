"""The measuring itself: metrics on cases done by hand, contrasts, and what to set."""

from __future__ import annotations

import random

import numpy as np
import pytest

from decks.errors import WrongUsage
from evals.grading import metrics
from evals.grading.contrast import keywords, negated, opposite, renumbered, swapped
from evals.grading.data import data_folder
from evals.grading.fit import luck
from evals.grading.tables import Table
from evals.grading.tokens import Tokens
from grader.features import FEATURES

HUMAN = np.array([1.0, 1.0, 0.0, 0.0])


def test_macro_f1_is_the_mean_over_both_kinds() -> None:
    assert metrics.macro_f1(HUMAN, HUMAN) == 1.0
    assert metrics.macro_f1(HUMAN, np.ones(4)) == pytest.approx((2 / 3 + 0) / 2)


def test_auc_counts_ties_half() -> None:
    assert metrics.auc(HUMAN, np.array([0.9, 0.5, 0.5, 0.1])) == pytest.approx(0.875)
    assert metrics.auc(HUMAN, np.full(4, 0.3)) == 0.5


def test_calibration_error_is_zero_where_confidence_is_accuracy() -> None:
    right = np.array([True] * 8 + [False] * 2)
    assert metrics.calibration_error(np.full(10, 0.8), right, bins=1) == pytest.approx(0.0)
    assert metrics.calibration_error(np.full(10, 1.0), right, bins=1) == pytest.approx(0.2)


def test_the_surest_answers_come_first() -> None:
    confidence = np.array([0.9, 0.8, 0.2, 0.1])
    assert metrics.risk_coverage(confidence, np.array([True, True, False, False]), 0.5) == 1.0


def test_an_interval_holds_the_value_and_comes_out_again() -> None:
    dice = np.random.default_rng(0)
    human = (dice.random(200) > 0.5).astype(float)
    machine = np.clip(human * 0.4 + dice.random(200) * 0.6, 0, 1)
    groups = np.array([f"q{n % 20}" for n in range(200)])
    low, high = metrics.interval(metrics.accuracy, human, machine, groups, rounds=100)
    assert low <= metrics.accuracy(human, machine) <= high
    assert (low, high) == metrics.interval(metrics.accuracy, human, machine, groups, rounds=100)


def test_contrasts_change_what_they_are_named_after() -> None:
    text = "The encoder increases the 3 weights of the decoder."
    assert negated("Cells are alive.") == "Cells are not alive."
    assert negated("Cells are not alive.") == "Cells are alive."
    assert opposite(text) == "The encoder decreases the 3 weights of the decoder." or opposite(text)
    assert renumbered(text) == "The encoder increases the 9 weights of the decoder."
    exchanged = swapped(text, random.Random(1))
    assert exchanged is not None
    assert sorted(exchanged.lower().split()) != text.lower().split()
    assert "the" not in (keywords(text, random.Random(1)) or "the").split(", ")


def test_without_the_data_it_is_said_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARDWRIGHT_TEST_DATA", raising=False)
    with pytest.raises(WrongUsage, match="CARDWRIGHT_TEST_DATA"):
        data_folder()


def table(*first_columns: float) -> Table:
    """Two answers, a reference each, told apart by the first column of their evidence."""
    whole = np.zeros((2, len(FEATURES)))
    whole[:, 0] = first_columns
    nothing = np.zeros((0, len(FEATURES)))
    names = np.array(["q1", "q2"])
    none = np.zeros(0, dtype=np.int64)
    scores = np.array([1.0, 0.0])
    tokens = Tokens(
        np.zeros((2, 1), dtype=np.float16), np.ones((2, 2), dtype=np.float32), np.arange(3)
    )
    pairs, no_pairs = np.zeros((2, 2), dtype=np.int64), np.zeros((0, 2), dtype=np.int64)
    return Table(
        "set", scores, names, whole, np.arange(2), nothing, none, np.zeros(0), tokens, pairs,
        no_pairs,
    )  # fmt: skip


def test_tables_of_the_same_answers_side_by_side_have_the_better_reference_of_both() -> None:
    both = table(0.9, 0.1).beside(table(0.2, 0.4))
    best = both.whole[both.best(both.whole[:, 0]), 0]
    assert best.tolist() == [0.9, 0.4]
    assert luck(both) == pytest.approx(np.log([2, 2]))
    assert both.only(np.array([False, True])).whole[:, 0].tolist() == [0.1, 0.4]
    assert len(both.tokens) == 4
    assert both.pairs[:, 0].tolist() == [0, 0, 2, 2]
