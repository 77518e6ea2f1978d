"""Training: two small models on the evidence, from several sets at once.

*Said*: a logistic regression gives the probability that an answer says what a reference says. Human
scores between 0 and 1 enter as fractions: a row counts as right by its score and as wrong by the
rest. Each set has a total weight of its own (`SHARES`), so that a large one does not drown the
others. Sets of another leniency (`OWN_LEVEL`) get an intercept of their own while the slopes are
fitted, which does not ship; a last step with one slope and one intercept over all sets puts the cut
in the middle. The best of several references is the luckier the more there are: `log(count)` has a
coefficient of its own. Which reference is best is decided by the model itself, so training goes a
few rounds from a plain start.

*Contrary*: a small network tells right answers from the same with a negation, swapped roles, an
opposite or another number (`contrast`). Only where it is very sure does it count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evals.grading.data import SETS
from evals.grading.tables import Numbers, Table
from grader.features import FEATURES
from grader.weights import CLIP, Layer, WeightsFile

SHARES = {
    "scientsbank": 3.0,
    "beetle": 2.0,
    "mohler": 1.0,
    "saf-en": 0.7,
    "stita": 0.2,
    "scone": 0.2,
}
OWN_LEVEL = ("mohler", "saf-en", "stita", "scone")
ROUNDS = 3
STRENGTH = 0.01
"""Inverse of the regularisation, per row weight 1; chosen by cross-validation."""
CONTRARY_FROM = 0.7
CONTRARY_FACTOR = 0.4


@dataclass(frozen=True)
class Model:
    """A fitted regression: standardise, clip, one affine step, log-odds."""

    means: Numbers
    scales: Numbers
    coefficients: Numbers
    intercept: float
    per_reference: float = 0.0

    def start(self, lines: Numbers) -> Numbers:
        """The lines standardised and clipped."""
        return np.clip((lines - self.means) / self.scales, -CLIP, CLIP)

    def odds(self, lines: Numbers) -> Numbers:
        """The log-odds of each line of evidence, for a lone reference."""
        return np.asarray(self.start(lines) @ self.coefficients + self.intercept)

    def best_odds(self, table: Table) -> Numbers:
        """The log-odds of each row of a table: those of its best reference."""
        odds = self.odds(table.whole)
        return np.asarray(odds[table.best(odds)] + self.per_reference * luck(table))

    def scores(self, table: Table) -> Numbers:
        """The probability of each row of a table."""
        return chance(self.best_odds(table))


def chance(odds: Numbers) -> Numbers:
    """Log-odds as probability."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def luck(table: Table) -> Numbers:
    """The logarithm of the number of references of each row."""
    return np.log(np.bincount(table.owner, minlength=len(table.scores)))


def fit(
    tables: Mapping[str, Table],
    *,
    shares: Mapping[str, float] = SHARES,
    own_level: Sequence[str] = OWN_LEVEL,
    strength: float = STRENGTH,
) -> Model:
    """Fits one model of what is said to all these tables; deterministic."""
    model = _plain_start()
    for _ in range(ROUNDS):
        model = _round(tables, model, shares, own_level, strength)
    return _levelled(tables, model, shares)


def _plain_start() -> Model:
    coefficients = np.zeros(len(FEATURES))
    for name in ("cosine_demoted", "align_recall_new", "recall_new"):
        coefficients[FEATURES.index(name)] = 1.0
    return Model(np.zeros(len(FEATURES)), np.ones(len(FEATURES)), coefficients, 0.0)


def _round(
    tables: Mapping[str, Table],
    model: Model,
    shares: Mapping[str, float],
    own_level: Sequence[str],
    strength: float,
) -> Model:
    """One fit on the references that the last model found best."""
    lines, extra = [], []
    for name, table in tables.items():
        best = table.best(model.odds(table.whole))
        lines.append(table.whole[best])
        levels = [np.full(len(best), 5.0 * (name == each)) for each in own_level]
        extra.append(np.column_stack([luck(table), *levels]))
    targets, weights = _targets(tables, shares)
    stacked, columns = np.vstack(lines), np.vstack(extra)
    means = np.average(stacked, axis=0, weights=weights)
    scales = np.sqrt(np.average((stacked - means) ** 2, axis=0, weights=weights)) + 1e-6
    start = np.clip((stacked - means) / scales, -CLIP, CLIP)
    slopes, intercept = _regressed(np.hstack([start, columns]), targets, weights, strength)
    count = len(FEATURES)
    return Model(means, scales, slopes[:count], intercept, float(slopes[count]))


def _targets(tables: Mapping[str, Table], shares: Mapping[str, float]) -> tuple[Numbers, Numbers]:
    targets = np.concatenate([table.scores for table in tables.values()])
    weights = np.concatenate(
        [np.full(len(t.scores), shares[name] / len(t.scores)) for name, t in tables.items()]
    )
    return targets, weights * len(weights) / weights.sum()


def _regressed(
    columns: Numbers, targets: Numbers, weights: Numbers, strength: float
) -> tuple[Numbers, float]:
    """Slopes and intercept of a logistic regression on fractional targets."""
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(C=strength, max_iter=3000)
    regression.fit(
        np.vstack([columns, columns]),
        np.r_[np.ones(len(targets)), np.zeros(len(targets))],
        sample_weight=np.r_[weights * targets, weights * (1 - targets)],
    )
    return np.asarray(regression.coef_[0]), float(regression.intercept_[0])


def _levelled(tables: Mapping[str, Table], model: Model, shares: Mapping[str, float]) -> Model:
    """The same model with one slope and one intercept fitted over all graded sets."""
    graded = {name: table for name, table in tables.items() if name in SETS}
    odds = np.concatenate([model.best_odds(table) for table in graded.values()])
    targets, weights = _targets(graded, shares)
    slopes, intercept = _regressed(odds[:, None], targets, weights, 100.0)
    slope = float(slopes[0])
    return replace(
        model,
        coefficients=model.coefficients * slope,
        intercept=model.intercept * slope + intercept,
        per_reference=model.per_reference * slope,
    )


def as_file(
    model: Model, contrary: Sequence[Layer], *, name: str, about: str, **settings: float
) -> WeightsFile:
    """The models as the file that ships."""
    said = Layer(
        weights=[[round(float(each), 6)] for each in model.coefficients],
        biases=[round(model.intercept, 6)],
    )
    return WeightsFile(
        name=name,
        about=about,
        features=list(FEATURES),
        means=[round(float(each), 6) for each in model.means],
        scales=[round(float(each), 6) for each in model.scales],
        said=[said],
        contrary=list(contrary),
        contrary_from=CONTRARY_FROM,
        contrary_factor=CONTRARY_FACTOR,
        per_reference=round(model.per_reference, 6),
        **settings,
    )
