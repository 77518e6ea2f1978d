"""Training of what is said: the probability that an answer says what a reference says.

Several small networks from different seeds, averaged in log-odds, which makes one wider network.
Human scores between 0 and 1 enter as fractions: a row counts as right by its score and as wrong by
the rest. Each set has a total weight of its own (`SHARES`), so that a large one does not drown the
others. Sets of another leniency (`OWN_LEVEL`) get inputs of their own while the model is fitted,
and so does every question, as a random effect; neither ships. What the network of contraries
(`evals.grading.contrary`) sees is taken off. A last step with one slope, one
intercept and one coefficient for the luck of
the best of several references puts the cut in the middle. Which reference is best is first decided
by a logistic regression, fitted a few times on its own choice. That regression stays a part of the
model: on sets never seen it ranks better, on questions never seen the networks do, and the mean of
their log-odds is still one network (a line is the difference of two rectified units).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from evals.grading.attention import SHRINK, Values, attention_layers, fitted, odds_of
from evals.grading.data import PEERS, SETS, STRANGERS
from evals.grading.networks import Groups, Shape, Step, as_layers, averaged, output
from evals.grading.tables import Numbers, Table
from evals.grading.tokens import Places, Tokens, joined, pairs_of
from evals.grading.written import CLASSES, POINTS, TRICKY, WRITTEN
from grader.features import FEATURES
from grader.weights import CLIP, CONTRARY_SURE, WeightsFile

SHARES = {
    "scientsbank": 3.0,
    "beetle": 2.0,
    "mohler": 1.0,
    "saf-en": 0.7,
    "stita": 0.2,
    CLASSES: 3.0,
    TRICKY: 2.25,
    f"{CLASSES}{POINTS}": 1.0,
    f"{TRICKY}{POINTS}": 0.75,
    f"scientsbank{STRANGERS}": 0.15,
    f"beetle{STRANGERS}": 0.1,
    f"saf-en{STRANGERS}": 0.1,
    f"{CLASSES}{STRANGERS}": 0.2,
    f"{TRICKY}{STRANGERS}": 0.15,
}
PEER_SHARE = 0.4
"""How much of a set's weight its rows with a peer's answer as reference take over."""
OWN_LEVEL = (
    "mohler", "saf-en", "stita",
    "scientsbank-peers", "beetle-peers", "mohler-peers", "saf-en-peers", "stita-peers",
    f"{CLASSES}{PEERS}", f"{TRICKY}{PEERS}",
)  # fmt: skip
ROUNDS = 2
STRENGTH = 0.01
"""Inverse of the regression's regularisation, per row weight 1; chosen by cross-validation."""
SHAPE = Shape(hidden=16, seeds=5, decay=2.0, epochs=25)
"""By cross-validation, but for the passes: those that a training may take."""
LINE = 0.3
"""The share of the regression in the log-odds."""
CONTRARY_PULL = 0.6
CONTRARY_FROM = 0.97
CONTRARY_FACTOR = 0.4
EMPTY_FROM = 0.7
"""What `WeightsFile` tells of; chosen by cross-validation beside the trying answers."""


@dataclass(frozen=True, eq=False)
class Model:
    """A fitted model: standardise, clip, a network (one layer is a regression), log-odds.

    `heed` times the log-odds of the network `attention` are added. Where the network `contrary`
    gives log-odds above `CONTRARY_SURE`, `pull` times what is above is taken off.
    """

    means: Numbers
    scales: Numbers
    network: list[Step]
    per_reference: float = 0.0
    contrary: list[Step] = field(default_factory=list)
    pull: float = CONTRARY_PULL
    attention: Values | None = None
    heed: float = SHRINK

    def start(self, lines: Numbers) -> Numbers:
        """The lines standardised and clipped."""
        return np.clip((lines - self.means) / self.scales, -CLIP, CLIP)

    def odds(self, table: Table) -> Numbers:
        """The log-odds of each line of a table, for a lone reference."""
        return _odds(self, table)

    def point_odds(self, table: Table) -> Numbers:
        """The log-odds of each point line of a table."""
        return self.odds_of(table.points, table.tokens, table.point_pairs)

    def odds_of(self, lines: Numbers, tokens: Tokens, pairs: Places) -> Numbers:
        """The log-odds of lines of evidence, whose texts are these pairs."""
        start = self.start(lines)
        said = output(self.network, start)
        if self.attention is not None:
            said = said + self.heed * odds_of(self.attention, pairs_of(tokens, pairs))
        if not self.contrary:
            return said
        return np.asarray(
            said - self.pull * np.maximum(output(self.contrary, start) - CONTRARY_SURE, 0.0)
        )

    def best_odds(self, table: Table) -> Numbers:
        """The log-odds of each row of a table: those of its best reference."""
        odds = self.odds(table)
        return np.asarray(odds[table.best(odds)] + self.per_reference * luck(table))

    def scores(self, table: Table) -> Numbers:
        """The probability of each row of a table."""
        return chance(self.best_odds(table))


@lru_cache(maxsize=4)  # scores, contraries and emptiness of a table rest on the same log-odds
def _odds(model: Model, table: Table) -> Numbers:
    return model.odds_of(table.whole, table.tokens, table.pairs)


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
    """Fits one model of what is said to all these tables, not yet `levelled`; deterministic."""
    shares = _with_peers(shares, tables)
    used = {name: table for name, table in tables.items() if name in shares}
    model = _plain_start()
    for _ in range(ROUNDS):
        model = _round(used, model, shares, own_level, strength)
    return _attentive(used, _widened(used, model, shares, own_level), shares)


def _with_peers(shares: Mapping[str, float], tables: Mapping[str, Table]) -> dict[str, float]:
    """The weights of the sets, part of each given over to its rows with a peer's answer."""
    found = dict(shares)
    for name, share in shares.items():
        if f"{name}{PEERS}" in tables:
            found |= {name: share * (1 - PEER_SHARE), f"{name}{PEERS}": share * PEER_SHARE}
    return found


def _plain_start() -> Model:
    coefficients = np.zeros(len(FEATURES))
    for name in ("cosine_demoted", "align_recall_new", "recall_new"):
        coefficients[FEATURES.index(name)] = 1.0
    return Model(np.zeros(len(FEATURES)), np.ones(len(FEATURES)), _single(coefficients, 0.0))


def _single(coefficients: Numbers, intercept: float) -> list[Step]:
    return [(coefficients[:, None], np.array([intercept]))]


def _round(
    tables: Mapping[str, Table],
    model: Model,
    shares: Mapping[str, float],
    own_level: Sequence[str],
    strength: float,
) -> Model:
    """One regression on the references that the last model found best."""
    stacked, extra = _chosen(tables, model, own_level)
    targets, weights = _targets(tables, shares)
    means = np.average(stacked, axis=0, weights=weights)
    scales = np.sqrt(np.average((stacked - means) ** 2, axis=0, weights=weights)) + 1e-6
    start = np.clip((stacked - means) / scales, -CLIP, CLIP)
    slopes, intercept = _regressed(np.hstack([start, 5 * extra]), targets, weights, strength)
    return Model(means, scales, _single(slopes[: len(FEATURES)], intercept))


def _chosen(
    tables: Mapping[str, Table], model: Model, own_level: Sequence[str]
) -> tuple[Numbers, Numbers]:
    """The line of each row's best reference, and the columns that mark sets of another level."""
    lines, extra = [], []
    for name, table in tables.items():
        best = table.best(model.odds(table))
        lines.append(table.whole[best])
        extra.append(np.tile([float(name == each) for each in own_level], (len(best), 1)))
    return np.vstack(lines), np.vstack(extra)


def _widened(
    tables: Mapping[str, Table], model: Model, shares: Mapping[str, float], own_level: Sequence[str]
) -> Model:
    """The regression and, on the references that it found best, the networks: as one."""
    stacked, extra = _chosen(tables, model, own_level)
    targets, weights = _targets(tables, shares)
    columns = np.hstack([model.start(stacked), extra])
    network = averaged(columns, targets, weights, SHAPE, _questions(tables))
    (first, biases), (last, bias) = network
    line, offset = model.network[0]
    both = np.array([[LINE], [-LINE]])
    return replace(
        model,
        network=[
            (np.hstack([first[: len(FEATURES)], line, -line]), np.r_[biases, offset, -offset]),
            (np.vstack([(1 - LINE) * last, both]), (1 - LINE) * bias),
        ],
    )


def _attentive(tables: Mapping[str, Table], model: Model, shares: Mapping[str, float]) -> Model:
    """The model with the attention network fitted to what its columns leave."""
    heard = {
        name: table for name, table in tables.items()
        if name in (*SETS, *WRITTEN) or name.endswith(POINTS)
    }  # fmt: skip
    odds = {name: model.odds(table) for name, table in heard.items()}
    best = {name: table.best(odds[name]) for name, table in heard.items()}
    targets, weights = _targets(heard, shares)
    found = fitted(
        joined([pairs_of(table.tokens, table.pairs[best[name]]) for name, table in heard.items()]),
        targets,
        weights,
        np.concatenate([odds[name][best[name]] for name in heard]),
        _questions(heard),
    )
    return replace(model, attention=found)


def _questions(tables: Mapping[str, Table]) -> Groups:
    """A number for the question of each row, other ones for each table; strangers to a question
    are rows of it.
    """
    names = np.concatenate(
        [
            np.char.add(f"{name.removesuffix(STRANGERS)} ", table.groups)
            for name, table in tables.items()
        ]
    )
    return np.unique(names, return_inverse=True)[1].astype(np.int64)


def _targets(tables: Mapping[str, Table], shares: Mapping[str, float]) -> tuple[Numbers, Numbers]:
    targets = np.concatenate([table.scores for table in tables.values()])
    weights = np.concatenate(
        [np.full(len(t.scores), shares[name] / len(t.scores)) for name, t in tables.items()]
    )
    return targets, weights * len(weights) / weights.sum()


def _in_two(
    columns: Numbers, targets: Numbers, weights: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Fractional targets as rows of a right and of a wrong answer, weighted by the fraction."""
    right, wrong = weights * targets, weights * (1 - targets)
    one, other = right > 0, wrong > 0
    return (
        np.vstack([columns[one], columns[other]]),
        np.r_[np.ones(one.sum()), np.zeros(other.sum())],
        np.r_[right[one], wrong[other]],
    )


def _regressed(
    columns: Numbers, targets: Numbers, weights: Numbers, strength: float
) -> tuple[Numbers, float]:
    """Slopes and intercept of a logistic regression on fractional targets."""
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(C=strength, max_iter=3000)
    rows, kinds, sizes = _in_two(columns, targets, weights)
    regression.fit(rows, kinds, sample_weight=sizes)
    return np.asarray(regression.coef_[0]), float(regression.intercept_[0])


def levelled(
    tables: Mapping[str, Table], model: Model, *, shares: Mapping[str, float] = SHARES
) -> Model:
    """The same model with one slope and one intercept fitted over all graded sets.

    Each set counts a second time with a peer's answer as one more reference, so that the luck of
    the best of several is told whatever sets there are.
    """
    shares = _with_peers(shares, tables)
    graded = {name: table for name, table in tables.items() if name in (*SETS, *WRITTEN)}
    for name, table in tuple(graded.items()):
        peers = tables.get(f"{name}{PEERS}")
        if peers is not None and len(peers.scores) == len(table.scores):
            graded[f"{name}{PEERS}"] = table.beside(peers)
    odds = np.concatenate([model.best_odds(table) for table in graded.values()])
    several = np.concatenate([luck(table) for table in graded.values()])
    targets, weights = _targets(graded, shares)
    slopes, intercept = _regressed(np.column_stack([odds, several]), targets, weights, 100.0)
    slope = float(slopes[0])
    *before, (last, bias) = model.network
    return replace(
        model,
        network=[*before, (last * slope, bias * slope + intercept)],
        pull=model.pull * slope,
        heed=model.heed * slope,
        per_reference=float(slopes[1]),
    )


def as_file(
    model: Model,
    empty: Sequence[Step],
    *,
    name: str,
    about: str,
    **settings: float,
) -> WeightsFile:
    """The models as the file that ships."""
    assert model.attention is not None
    return WeightsFile(
        name=name,
        about=about,
        features=list(FEATURES),
        means=[round(float(each), 5) for each in model.means],
        scales=[round(float(each), 5) for each in model.scales],
        said=as_layers(model.network),
        attention=attention_layers(model.attention, model.heed),
        contrary=as_layers(model.contrary),
        contrary_pull=round(model.pull, 5),
        contrary_from=CONTRARY_FROM,
        contrary_factor=CONTRARY_FACTOR,
        empty=as_layers(empty),
        empty_from=EMPTY_FROM,
        per_reference=round(model.per_reference, 5),
        **settings,
    )
