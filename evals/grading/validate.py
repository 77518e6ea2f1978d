"""Predictions for answers to questions that were never seen: by folds, and by leaving sets out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.grading.contrary import fit_contrary, fit_empty, says_contrary, says_nothing
from evals.grading.contrast import contrasts
from evals.grading.data import (
    PEERS,
    SETS,
    STRANGERS,
    Row,
    peers_of,
    right_of,
    rows_of,
    strangers_of,
)
from evals.grading.fit import CONTRARY_FACTOR, Model, chance, fit, levelled
from evals.grading.networks import Step
from evals.grading.tables import Numbers, Table, table_of
from evals.grading.written import (
    CONTRARY,
    EMPTY,
    POINTS,
    WRITTEN,
    WRITTEN_CONTRARY,
    WRITTEN_EMPTY,
    point_rows,
    written_rows,
)
from grader.points import LIST_CEILING
from providers.embedding import Embedder

FOLDS = 5
WHOLE_SHARES = (1.0, 0.85, 0.7, 0.5, 0.3, 0.0)


@dataclass(frozen=True)
class Trained:
    """The models of one training; that of contraries is a part of `said`."""

    said: Model
    empty: list[Step]

    def scores(self, table: Table, share: float) -> Numbers:
        """The score of each row: the whole, or whole and key points brought together."""
        scores = self.said.scores(table)
        if share < 1.0 and len(table.points):
            scores = self._with_points(table, scores, share)
        nothing = says_nothing(self.said, self.empty, table)
        scores = np.where(nothing, np.minimum(scores, LIST_CEILING), scores)
        against = says_contrary(self.said, table)
        return np.asarray(scores * np.where(against, CONTRARY_FACTOR, 1.0))

    def _with_points(self, table: Table, whole: Numbers, share: float) -> Numbers:
        chances = chance(self.said.point_odds(table))
        weights = table.point_weights
        count = len(whole)
        totals = np.bincount(table.point_owner, weights, count)
        gained = np.bincount(table.point_owner, weights * chances, count)
        several = totals > 0
        means = gained / np.where(several, totals, 1.0)
        # `grader.score.level` moves the credits to this mean exactly.
        return np.where(several, share * whole + (1 - share) * means, whole)


def all_tables(embedder: Embedder) -> dict[str, Table]:
    """The evidence of every set, of what is made of them, and of the contrasts by kind."""
    rows: dict[str, list[Row]] = {name: rows_of(name) for name in SETS}
    rows |= {name: written_rows(name) for name in WRITTEN}
    rows |= {f"{name}{POINTS}": point_rows(name) for name in WRITTEN}
    for made, kinds in ((WRITTEN_CONTRARY, CONTRARY), (WRITTEN_EMPTY, EMPTY)):
        rows[made] = [row for name in WRITTEN for row in written_rows(name, kinds)]
    rows |= {f"{name}{PEERS}": peers_of(rows[name]) for name in (*SETS, *WRITTEN)}
    anywhere = [row for name in (*SETS, *WRITTEN) for row in right_of(rows[name])]
    rows |= {
        f"{name}{STRANGERS}": strangers_of(rows[name], anywhere)
        for name in ("scientsbank", "beetle", "saf-en", *WRITTEN)
    }
    asked = [row for name in SETS if name != "stita" for row in rows[name]]
    for row in contrasts(asked):
        rows.setdefault(row.dataset, []).append(row)
    return {name: table_of(name, of, embedder) for name, of in rows.items()}


def train(tables: Mapping[str, Table]) -> Trained:
    """The models on these tables."""
    said = fit(tables)
    said = levelled(tables, replace(said, contrary=fit_contrary(said, tables)))
    return Trained(said, fit_empty(said, tables))


def folds_of(table: Table) -> NDArray[np.int64]:
    """The fold of each row; all rows of a question fall into the same, whatever the table."""
    return np.array([fold_of(str(each)) for each in table.groups])


def fold_of(question_id: str) -> int:
    """The fold of a question, by the hash of its id."""
    return int(hashlib.sha256(question_id.encode()).hexdigest(), 16) % FOLDS


@dataclass(frozen=True)
class Unseen:
    """Models that have not seen something of these tables, trained when they are first asked for:
    those without the questions of each fold, and those without each set.
    """

    tables: Mapping[str, Table]

    @cached_property
    def folds(self) -> list[Trained]:
        """For each fold, the models that never saw its questions."""
        return _each(_without_fold, self.tables, range(FOLDS))

    @cached_property
    def sets(self) -> list[Trained]:
        """For each set, the models that never saw it, nor contrasts made of it."""
        return _each(_without_set, self.tables, SETS)

    def by_folds(self, share: float) -> dict[str, Numbers]:
        """Scores of every graded and written row by models that never saw its question."""
        graded = {name: self.tables[name] for name in (*SETS, *WRITTEN)}
        found = {name: np.zeros(len(table.scores)) for name, table in graded.items()}
        for name, table in graded.items():
            own = folds_of(table)
            for fold, trained in enumerate(self.folds):
                mine = own == fold
                if mine.any():
                    found[name][mine] = trained.scores(table.only(mine), share)
        return found

    def by_sets(self, share: float) -> dict[str, Numbers]:
        """Scores of every graded set by models that never saw the set."""
        told = zip(SETS, self.sets, strict=True)
        return {name: trained.scores(self.tables[name], share) for name, trained in told}


def _without_fold(tables: Mapping[str, Table], fold: int) -> Trained:
    return train({name: table.only(folds_of(table) != fold) for name, table in tables.items()})


def _without_set(tables: Mapping[str, Table], left_out: str) -> Trained:
    return train(
        {
            name: table.only(~np.char.startswith(table.groups, f"{left_out}:"))
            for name, table in tables.items()
            if name.removesuffix(PEERS).removesuffix(STRANGERS) != left_out
        }
    )


def _each(
    step: Callable[[Mapping[str, Table], Any], Trained],
    tables: Mapping[str, Table],
    left_out: Iterable[int | str],
) -> list[Trained]:
    """The models of several trainings, one a core at a time."""
    from sklearn.utils.parallel import Parallel, delayed

    return list(Parallel(n_jobs=os.cpu_count())(delayed(step)(tables, each) for each in left_out))
