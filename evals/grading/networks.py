"""Small networks, several of them averaged into one: training, evaluation, and their layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.grading.tables import Numbers
from grader.attention import Layer

Step = tuple[Numbers, Numbers]
"""One affine step: weights (inputs, outputs) and biases."""
Groups = NDArray[np.int64]
BATCH, RATE = 512, 0.003
_FIRST_MOMENT, _SECOND_MOMENT, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class Shape:
    """Hidden units of each network, how many networks, weight decay, passes over the data.

    `own_level` is the decay of a group's own intercept.
    """

    hidden: int
    seeds: int
    decay: float
    epochs: int
    own_level: float = 1.0


def averaged(
    columns: Numbers,
    targets: Numbers,
    weights: Numbers,
    shape: Shape,
    groups: Groups | None = None,
) -> list[Step]:
    """Networks of one hidden layer from several seeds as one network: the mean of their log-odds.

    `targets` are probabilities. With `groups` (a number from 0 on for each row) every group has an
    intercept of its own while the network is fitted, drawn to zero by its decay and then left out,
    as a random effect: how lenient the teacher of one question was is not learnt as a property of
    answers. The same input gives the same bits: seeds, order and number of passes are fixed.
    """
    found = [
        _network(columns, targets, weights, shape, groups, seed) for seed in range(shape.seeds)
    ]
    hidden = np.hstack([first for (first, _), _ in found])
    hidden_biases = np.concatenate([bias for (_, bias), _ in found])
    last = np.vstack([second for _, (second, _) in found]) / shape.seeds
    last_bias = np.mean([bias for _, (_, bias) in found], axis=0)
    return [(hidden, hidden_biases), (last, np.asarray(last_bias))]


def _network(
    columns: Numbers,
    targets: Numbers,
    weights: Numbers,
    shape: Shape,
    groups: Groups | None,
    seed: int,
) -> tuple[Step, Step]:
    """One network by stochastic gradient descent on the log loss (Adam: Kingma and Ba 2015)."""
    dice = np.random.default_rng(seed)
    rows = len(columns)
    places = np.zeros(rows, dtype=np.int64) if groups is None else groups
    values = [*_start(columns.shape[1], shape.hidden, dice), np.zeros(int(places.max()) + 1)]
    decays = [shape.decay, 0.0, shape.decay, 0.0, shape.own_level]
    descent = Descent(values)
    for _ in range(shape.epochs):
        order = dice.permutation(rows)
        for first in range(0, rows, BATCH):
            drawn = order[first : first + BATCH]
            slopes = _slopes(values, columns[drawn], targets[drawn], weights[drawn], places[drawn])
            if groups is None:
                slopes[-1][:] = 0.0
            descent.step(
                [each + decay * value / rows
                 for each, decay, value in zip(slopes, decays, values, strict=True)]
            )  # fmt: skip
    hidden, biases, last, bias, _ = values
    return (hidden, biases), (last[:, None], bias)


def _start(inputs: int, hidden: int, dice: np.random.Generator) -> list[Numbers]:
    """Weights and biases of both steps drawn by the rule of Glorot and Bengio (2010)."""
    wide, narrow = np.sqrt(6 / (inputs + hidden)), np.sqrt(6 / (hidden + 1))
    return [
        dice.uniform(-wide, wide, (inputs, hidden)), dice.uniform(-wide, wide, hidden),
        dice.uniform(-narrow, narrow, hidden), dice.uniform(-narrow, narrow, 1),
    ]  # fmt: skip


def _slopes(
    values: Sequence[Numbers], columns: Numbers, targets: Numbers, weights: Numbers, places: Groups
) -> list[Numbers]:
    """The gradient of the mean log loss of these rows, one entry for each of `values`."""
    hidden, biases, last, bias, levels = values
    units = np.maximum(columns @ hidden + biases, 0.0)
    odds = units @ last + bias + levels[places]
    error = weights * (1 / (1 + np.exp(-odds)) - targets) / len(columns)
    back = np.outer(error, last) * (units > 0)
    own = np.bincount(places, error, len(levels))
    return [columns.T @ back, back.sum(axis=0), units.T @ error, error.sum(keepdims=True), own]


class Descent:
    """Adam's running moments; changes the values that it was made with."""

    def __init__(self, values: Sequence[NDArray[Any]]) -> None:
        self._values = values
        self._means = [np.zeros_like(each) for each in values]
        self._squares = [np.zeros_like(each) for each in values]
        self._steps = 0

    def step(self, slopes: Sequence[NDArray[Any]], rate: float = RATE) -> None:
        """One step down these slopes, one entry for each of the values."""
        self._steps += 1
        unbiased = np.sqrt(1 - _SECOND_MOMENT**self._steps) / (1 - _FIRST_MOMENT**self._steps)
        for value, mean, square, slope in zip(
            self._values, self._means, self._squares, slopes, strict=True
        ):
            mean += (1 - _FIRST_MOMENT) * (slope - mean)
            square += (1 - _SECOND_MOMENT) * (slope**2 - square)
            value -= rate * unbiased * mean / (np.sqrt(square) + _TINY)


def output(network: Sequence[Step], values: Numbers) -> Numbers:
    """The log-odds of each standardised row, with a rectifier between the steps."""
    for depth, (weights, biases) in enumerate(network):
        values = (np.maximum(values, 0.0) if depth else values) @ weights + biases
    return np.asarray(values[:, 0])


def as_layers(network: Sequence[Step]) -> tuple[Layer, Layer]:
    """A network of one hidden layer as it is written to the file that ships, to four digits."""
    first, last = (
        Layer(
            weights=[[round(float(each), 4) for each in row] for row in weights],
            biases=[round(float(each), 4) for each in biases],
        )
        for weights, biases in network
    )
    return first, last
