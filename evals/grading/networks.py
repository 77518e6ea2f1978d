"""Small networks, several of them averaged into one: training, evaluation, and their layers."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.grading.tables import Numbers
from grader.weights import Layer

Step = tuple[Numbers, Numbers]
"""One affine step: weights (inputs, outputs) and biases."""


@dataclass(frozen=True)
class Shape:
    """Hidden units of each network, how many networks, weight decay, passes over the data."""

    hidden: int
    seeds: int
    decay: float
    epochs: int


def averaged(columns: Numbers, targets: Numbers, weights: Numbers, shape: Shape) -> list[Step]:
    """Networks of one hidden layer from several seeds as one network: the mean of their log-odds.

    The same input gives the same bits: seeds, order and number of passes are fixed.
    """
    found = [_network(columns, targets, weights, shape, seed) for seed in range(shape.seeds)]
    hidden = np.hstack([first for (first, _), _ in found])
    hidden_biases = np.concatenate([bias for (_, bias), _ in found])
    last = np.vstack([second for _, (second, _) in found]) / shape.seeds
    last_bias = np.mean([bias for _, (_, bias) in found], axis=0)
    return [(hidden, hidden_biases), (last, np.asarray(last_bias))]


def _network(
    columns: Numbers, targets: Numbers, weights: Numbers, shape: Shape, seed: int
) -> tuple[Step, Step]:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier(
        (shape.hidden,), alpha=shape.decay, max_iter=shape.epochs, tol=0.0, random_state=seed,
        batch_size=512, learning_rate_init=0.003,
    )  # fmt: skip
    with warnings.catch_warnings():
        # A fixed number of passes is wanted: that they do not converge is no news.
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(columns, targets, sample_weight=weights)
    (first, second), (one, two) = network.coefs_, network.intercepts_
    return (first, one), (second, two)


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
