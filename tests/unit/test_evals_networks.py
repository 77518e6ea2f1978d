"""The small networks of the grader: what they learn, and that they come out again."""

from __future__ import annotations

import numpy as np

from evals.grading.networks import Shape, as_layers, averaged, output

SMALL = Shape(hidden=8, seeds=2, decay=0.1, epochs=300, own_level=0.3)


def chances(odds: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-odds)))


def test_a_network_learns_what_no_line_can() -> None:
    dice = np.random.default_rng(1)
    columns = dice.normal(size=(800, 2))
    targets = (columns[:, 0] * columns[:, 1] > 0).astype(float)
    network = averaged(columns, targets, np.ones(800), SMALL)
    assert np.mean((output(network, columns) > 0) == (targets > 0.5)) > 0.9


def test_the_same_rows_give_the_same_bits() -> None:
    columns = np.random.default_rng(2).normal(size=(100, 3))
    targets = (columns[:, 0] > 0).astype(float)
    one, other = (averaged(columns, targets, np.ones(100), SMALL) for _ in range(2))
    assert all(
        (a == b).all() for x, y in zip(one, other, strict=True) for a, b in zip(x, y, strict=True)
    )


def test_how_lenient_each_group_was_does_not_blur_what_answers_are_worth() -> None:
    dice = np.random.default_rng(3)
    places = np.repeat(np.arange(60), 30)
    signal = dice.normal(size=len(places))
    lenient = 2 * dice.normal(size=60)
    targets = (dice.random(len(places)) < chances(2 * signal + lenient[places])).astype(float)
    weights, columns = np.ones(len(places)), signal[:, None]

    def slope(groups: np.ndarray | None) -> float:
        network = averaged(columns, targets, weights, SMALL, groups)
        low, high = output(network, np.array([[-1.0], [1.0]]))
        return float(high - low) / 2

    assert slope(None) < 1.6
    assert 1.6 < slope(places) < 2.4


def test_fractions_are_met_on_the_mean() -> None:
    columns, targets = np.zeros((400, 1)), np.full(400, 0.3)
    network = averaged(columns, targets, np.ones(400), SMALL)
    assert abs(float(chances(output(network, columns[:1]))[0]) - 0.3) < 0.02


def test_what_is_written_to_the_file_is_the_network_to_four_digits() -> None:
    columns = np.random.default_rng(4).normal(size=(50, 3))
    network = averaged(columns, (columns[:, 0] > 0).astype(float), np.ones(50), SMALL)
    first, last = as_layers(network)
    assert np.allclose(first.weights, network[0][0], atol=1e-4)
    assert np.allclose(last.biases, network[1][1], atol=1e-4)
