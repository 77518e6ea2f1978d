"""The attention network: slopes by differences, one forward pass in two places, what it learns."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from evals.grading import attention
from evals.grading.attention import Values, attention_layers, fitted, odds_of, start
from evals.grading.tokens import Pairs, joined, pairs_of, tokens_of
from grader.attention import Attention
from grader.reading import Reading, View
from grader.stack import stacked

DIMENSION = 16


def view_of(vectors: NDArray[np.float64], dice: np.random.Generator) -> View:
    """A text with these token vectors, without a question; what is new weighs less."""
    count = len(vectors)
    tokens = (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(
        np.float32
    )
    weights = np.round(3 * dice.random(count), 3)
    spans = tuple((place, place + 1) for place in range(count))
    stems = ("",) * count
    sentence = np.zeros(DIMENSION, dtype=np.float32)
    reading = Reading("", (), Counter(), tokens, weights, stems, spans, sentence)
    return View(reading, None, tokens, weights, weights * np.round(dice.random(count), 3))


def views(dice: np.random.Generator, sizes: list[int]) -> list[View]:
    return [view_of(dice.normal(size=(size, DIMENSION)), dice) for size in sizes]


def wide(values: Values, dice: np.random.Generator) -> Values:
    """In double precision and off its start, so that differences tell the slope."""
    moved: list[NDArray[Any]] = [
        each + 0.05 * dice.normal(size=each.shape) for each in values.all()
    ]
    return Values(*moved)


class Dropping:
    """Drops the same numbers each time."""

    def random(self, shape: tuple[int, ...], dtype: object = None) -> NDArray[np.float64]:
        return np.random.default_rng(5).random(shape)


def test_slopes_are_those_of_the_loss() -> None:
    dice = np.random.default_rng(0)
    tokens = tokens_of(views(dice, [3, 0, 5, 1, 4, 2, 6]))
    pairs = pairs_of(tokens, dice.integers(0, 7, (9, 2)))
    values, targets, rows = wide(start(DIMENSION, dice), dice), dice.random(9), np.arange(9)

    def batch() -> attention._Batch:
        return attention._Batch(pairs, rows, values, Dropping())  # type: ignore[arg-type]

    def loss() -> float:
        odds = batch().odds
        return float(np.sum(np.log1p(np.exp(odds)) - targets * odds))

    now = batch()
    error: NDArray[Any] = 1 / (1 + np.exp(-now.odds)) - targets
    slopes = now.slopes(error)
    for each, slope in zip(values.all(), slopes, strict=True):
        assert slope.shape == each.shape
        for _ in range(8):
            place = tuple(int(dice.integers(0, size)) for size in each.shape)
            kept = each[place]
            each[place] = kept + 1e-6
            above = loss()
            each[place] = kept - 1e-6
            below = loss()
            each[place] = kept
            assert slope[place] == pytest.approx((above - below) / 2e-6, rel=1e-3, abs=1e-4)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(0, 9), st.integers(0, 2**32)
)
def test_the_grader_has_the_same_forward_pass(sizes: list[int], said: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    texts, answer = views(dice, sizes), views(dice, [said])[0]
    values = Values(*(each.astype(np.float32) for each in wide(start(DIMENSION, dice), dice).all()))
    tokens = tokens_of([*texts, answer])
    places = np.array([(place, len(texts)) for place in range(len(texts))])
    trained = 0.7 * odds_of(values, pairs_of(tokens, places))
    shipped = Attention(attention_layers(values, 0.7)).odds(stacked(texts), answer)
    assert shipped == pytest.approx(trained, abs=0.02)
    assert np.all((shipped != 0) == ((np.array(sizes) > 0) & (said > 0)))


def test_it_learns_what_a_word_beside_a_word_means_and_leaves_the_rest_alone() -> None:
    pairs, contrary = opposed_pairs(np.random.default_rng(1), 400)
    unseen, told = opposed_pairs(np.random.default_rng(2), 200)
    rows = len(contrary)
    values = fitted(
        pairs, 1.0 - contrary, np.ones(rows), np.zeros(rows), np.arange(rows, dtype=np.int64)
    )
    odds = odds_of(values, unseen)
    assert np.mean(odds[told == 0]) > np.mean(odds[told == 1]) + 0.5
    again = fitted(
        pairs, 1.0 - contrary, np.ones(rows), np.zeros(rows), np.arange(rows, dtype=np.int64)
    )
    assert all(np.array_equal(*each) for each in zip(values.all(), again.all(), strict=True))


def opposed_pairs(dice: np.random.Generator, count: int) -> tuple[Pairs, NDArray[np.float64]]:
    """Texts of four tokens; contrary answers have one of two axes turned round in one token."""
    told: list[View] = []
    contrary = (np.arange(count) % 2).astype(float)
    for turned in contrary:
        text = dice.normal(size=(4, DIMENSION))
        text[:, 0] = 0.0
        text[1, 0] = 3.0
        answer = text + 0.2 * dice.normal(size=text.shape)
        answer[1, 0] = -3.0 if turned else 3.0
        told += [view_of(text, dice), view_of(answer, dice)]
    places = np.arange(2 * count, dtype=np.int64).reshape(-1, 2)
    return pairs_of(tokens_of(told), places), contrary


def test_pairs_of_several_tables_are_the_same_pairs() -> None:
    dice = np.random.default_rng(3)
    values = start(DIMENSION, dice)
    each = [
        pairs_of(tokens_of(views(dice, [2, 3, 4])), np.array([(0, 1), (2, 1)])),
        pairs_of(tokens_of(views(dice, [5, 1])), np.array([(0, 1)])),
    ]
    apart = np.concatenate([odds_of(values, one) for one in each])
    assert odds_of(values, joined(each)) == pytest.approx(apart, abs=1e-5)
