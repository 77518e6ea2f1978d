"""Plain systems in the same folds, trained on the set itself: what the grader has to beat.

Cosine and word overlap get the best cut of the training folds. The regression has the 19 columns of
meaning, overlap, TF-IDF, 4-grams, negations and lengths; the model of this project is trained once
on the set alone and once, as it ships, on all sets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from evals.grading.fit import Model, fit
from evals.grading.metrics import CUT, macro_f1
from evals.grading.tables import Numbers, Table
from evals.grading.validate import FOLDS, folds_of
from grader.features import FEATURES

SETS_COMPARED = ("scientsbank", "beetle")
COLUMNS = (
    "cosine", "cosine_demoted", "cosine_question_answer", "cosine_question_reference", "recall",
    "precision", "overlap_f1", "recall_new", "precision_new", "overlap_f1_new", "tfidf", "grams",
    "negations_answer", "negations_reference", "negation_mismatch", "length_answer",
    "length_reference", "length_ratio", "one_word",
)  # fmt: skip
Fitted = Callable[[Table], Numbers]


def baselines(tables: Mapping[str, Table], name: str) -> dict[str, Numbers]:
    """Scores of each row of a set by each plain system that never saw its question."""
    systems: dict[str, Callable[[Table], Fitted]] = {
        "MiniLM cosine, best cut": lambda seen: _cut(seen, "cosine"),
        "the same, question's direction removed": lambda seen: _cut(seen, "cosine_demoted"),
        "word overlap, best cut": lambda seen: _cut(seen, "overlap_f1"),
        "logistic regression, 19 columns, on the set": _regression,
        "this model, on the set alone": _alone,
    }
    table = tables[name]
    own = folds_of(table)
    found = {system: np.zeros(len(table.scores)) for system in systems}
    for fold in range(FOLDS):
        mine = own == fold
        for system, fitted in systems.items():
            found[system][mine] = fitted(table.only(~mine))(table.only(mine))
    return found


def _best(table: Table, column: str) -> Numbers:
    values = table.whole[:, FEATURES.index(column)]
    return np.asarray(values[table.best(values)])


def _cut(seen: Table, column: str) -> Fitted:
    values = _best(seen, column)
    cuts = np.quantile(values, np.linspace(0.02, 0.98, 97))
    best = max(cuts, key=lambda cut: macro_f1(seen.scores, (values >= cut).astype(float)))
    return lambda table: np.asarray((_best(table, column) >= best).astype(float))


def _chosen(table: Table) -> Numbers:
    """The 19 columns of the reference that shares most words with the answer."""
    best = table.best(table.whole[:, FEATURES.index("overlap_f1")])
    columns = np.array([FEATURES.index(column) for column in COLUMNS])
    return np.asarray(table.whole[best][:, columns])


def _regression(seen: Table) -> Fitted:
    from sklearn.linear_model import LogisticRegression

    lines = _chosen(seen)
    means, scales = lines.mean(axis=0), lines.std(axis=0) + 1e-6
    regression = LogisticRegression(C=0.1, max_iter=2000, class_weight="balanced")
    regression.fit((lines - means) / scales, seen.scores >= CUT)
    return lambda table: np.asarray(
        regression.predict_proba((_chosen(table) - means) / scales)[:, 1]
    )


def _alone(seen: Table) -> Fitted:
    model: Model = fit({seen.name: seen}, shares={seen.name: 1.0}, own_level=())
    return model.scores
