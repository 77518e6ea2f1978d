"""Training of the two small networks beside what is said.

`contrary` tells a statement from its contrary in the same words, `empty` tells answers that state
nothing (key words, a flood of other matter, the question) from answers that are right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evals.grading.contrast import CONTRAST
from evals.grading.data import SETS
from evals.grading.fit import CONTRARY_FROM, EMPTY_FROM, Model, chance
from evals.grading.networks import Shape, Step, averaged, output
from evals.grading.tables import Numbers, Table
from evals.grading.written import WRITTEN, WRITTEN_CONTRARY, WRITTEN_EMPTY
from grader.weights import BY_RULE

WRONG = ("negated", "swapped", "opposite", "number")
EMPTY = ("keywords", "flood", "echo")
RIGHT = ("typos", "untouched", "dropped")
SHAPE = Shape(hidden=16, seeds=3, decay=1.0, epochs=60)
_RIGHT_FROM = 0.75
_WRITTEN_WRONG = {WRONG: WRITTEN_CONTRARY, EMPTY: WRITTEN_EMPTY}
_RIGHT_SHARE = {WRONG: 2.0, EMPTY: 3.0}
_MADE_WRONG_SHARE, _MADE_RIGHT_SHARE, _WRITTEN_SHARE = 3.0, 1.0, 3.0


def lines_of(model: Model, table: Table) -> Numbers:
    """The evidence of each row against its best reference."""
    return np.asarray(table.whole[table.best(model.odds(table))])


def fit_contrary(model: Model, tables: Mapping[str, Table]) -> list[Step]:
    """Right answers of every set against right statements turned round (`contrast`)."""
    return _fit_against(model, tables, WRONG)


def fit_empty(model: Model, tables: Mapping[str, Table]) -> list[Step]:
    """Right answers of every set against answers that state nothing."""
    return _fit_against(model, tables, EMPTY)


def _fit_against(model: Model, tables: Mapping[str, Table], wrong: tuple[str, ...]) -> list[Step]:
    lines, targets, weights = [], [], []
    for name, table in tables.items():
        kind = name.removeprefix(f"{CONTRAST}-")
        own = lines_of(model, table)
        if name in (*SETS, *WRITTEN):
            own, target, share = own[table.scores >= _RIGHT_FROM], 0.0, _RIGHT_SHARE[wrong]
        elif name == _WRITTEN_WRONG[wrong]:
            target, share = 1.0, _WRITTEN_SHARE
        elif kind in wrong:
            target, share = 1.0, _MADE_WRONG_SHARE * len(own) / _rows(tables, wrong)
        elif kind in RIGHT:
            target, share = 0.0, _MADE_RIGHT_SHARE * len(own) / _rows(tables, RIGHT)
        else:
            continue
        lines.append(own)
        targets.append(np.full(len(own), target))
        weights.append(np.full(len(own), share / max(len(own), 1)))
    weight = np.concatenate(weights)
    return averaged(
        model.start(np.vstack(lines)),
        np.concatenate(targets),
        weight * len(weight) / weight.sum(),
        SHAPE,
    )


def _rows(tables: Mapping[str, Table], kinds: Sequence[str]) -> int:
    return sum(len(tables[f"{CONTRAST}-{kind}"].scores) for kind in kinds)


def says_contrary(model: Model, table: Table) -> NDArray[np.bool_]:
    """Which rows count as contrary to their best reference, as `Weights.judge` has it."""
    lines = lines_of(model, table)
    by_network = chance(output(model.contrary, model.start(lines))) >= CONTRARY_FROM
    by_rule = lines[:, BY_RULE].any(axis=1)
    return np.asarray(by_network | by_rule)


def says_nothing(model: Model, empty: Sequence[Step], table: Table) -> NDArray[np.bool_]:
    """Which rows count as empty beside their best reference."""
    return np.asarray(chance(output(empty, model.start(lines_of(model, table)))) >= EMPTY_FROM)
