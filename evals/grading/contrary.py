"""Training of the small network that tells a statement from its contrary in the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evals.grading.contrast import CONTRAST
from evals.grading.data import SETS
from evals.grading.fit import CONTRARY_FROM, Model, chance
from evals.grading.tables import Numbers, Table
from grader.weights import Layer

WRONG = ("negated", "swapped", "opposite", "number")
HIDDEN = 12
SEED = 0
_RIGHT_FROM = 0.75
_SHARES = {"right": 1.5, "wrong": 3.0, "typos": 1.0}


def lines_of(model: Model, table: Table) -> Numbers:
    """The evidence of each row against its best reference, standardised."""
    return model.start(table.whole[table.best(model.odds(table.whole))])


def fit_contrary(model: Model, tables: Mapping[str, Table]) -> list[Layer]:
    """Right answers of every set against right statements turned round (`contrast`)."""
    from sklearn.neural_network import MLPClassifier

    lines, targets, weights = [], [], []
    for name, table in tables.items():
        if name in SETS:
            right = table.scores >= _RIGHT_FROM
            group, target, share = lines_of(model, table)[right], 0.0, _SHARES["right"]
        elif name.removeprefix(f"{CONTRAST}-") in WRONG:
            group, target = lines_of(model, table), 1.0
            share = _SHARES["wrong"] * len(group) / _wrong_rows(tables)
        elif name == f"{CONTRAST}-typos":
            group, target, share = lines_of(model, table), 0.0, _SHARES["typos"]
        else:
            continue
        lines.append(group)
        targets.append(np.full(len(group), target))
        weights.append(np.full(len(group), share / max(len(group), 1)))
    weight = np.concatenate(weights)
    network = MLPClassifier((HIDDEN,), alpha=0.5, max_iter=60, tol=0.0, random_state=SEED)
    _fit_quietly(
        network, np.vstack(lines), np.concatenate(targets), weight * len(weight) / weight.sum()
    )
    return [
        Layer(weights=_rounded(matrix), biases=[round(float(each), 6) for each in biases])
        for matrix, biases in zip(network.coefs_, network.intercepts_, strict=True)
    ]


def _wrong_rows(tables: Mapping[str, Table]) -> int:
    return sum(len(tables[f"{CONTRAST}-{kind}"].scores) for kind in WRONG)


def _fit_quietly(network: object, lines: Numbers, targets: Numbers, weights: Numbers) -> None:
    """A fixed number of rounds is wanted: that they do not converge is no news."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(lines, targets, sample_weight=weights)  # type: ignore[attr-defined]  # sklearn has no types


def _rounded(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    return [[round(float(each), 6) for each in row] for row in matrix]


def says_contrary(model: Model, contrary: Sequence[Layer], table: Table) -> NDArray[np.bool_]:
    """Which rows count as contrary to their best reference."""
    values = lines_of(model, table)
    for depth, layer in enumerate(contrary):
        values = (np.maximum(values, 0.0) if depth else values) @ np.array(layer.weights)
        values = values + np.array(layer.biases)
    return np.asarray(chance(values[:, 0]) >= CONTRARY_FROM)
