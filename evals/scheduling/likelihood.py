"""`python -m evals.scheduling.likelihood`: what the local grader's scores are worth (minutes).

The grader was trained on these sets, so its own scores on them would flatter it. Its recipe is
trained anew instead, by folds of questions and with whole sets left out (`evals.grading.validate`),
and every row is scored by a model that never saw its question, or its set. A row counts as right
from a human score of one half on. What ships is the mean over sets of both, for what people study
lies between the two (`scheduler.likelihood.SHIPPED`); what it costs is told beside others, in nats
an answer: the log loss of "right" where each set's share of right answers is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from evals.grading.data import SETS
from evals.grading.tables import Numbers
from evals.grading.training import WHOLE_SHARE
from evals.grading.validate import Unseen, all_tables
from evals.grading.vectors import KeptVectors
from providers.minilm import MiniLm
from scheduler.likelihood import SHIPPED, fitted
from scheduler.policy import Likelihood, logit, sigmoid

ROWS = 4000
"""Rows a set at most, evenly drawn."""
TRAINED = Likelihood(base=0.53, slope=0.84)
"""What the shipped grader's scores give on the rows that it was trained on (four sets)."""
Judged = Sequence[tuple[float, bool]]


def main() -> None:
    """Prints the likelihood of each set, their mean, and what candidates for shipping cost."""
    tables = all_tables(KeptVectors(MiniLm()))
    human = {name: tables[name].scores for name in SETS}
    unseen = Unseen(tables)
    folds = unseen.by_folds(WHOLE_SHARE)
    settings = {
        **{f"{name}, unseen questions": _judged(folds[name], human[name]) for name in SETS},
        **{
            f"{name}, unseen set": _judged(scores, human[name])
            for name, scores in unseen.by_sets(WHOLE_SHARE).items()
        },
    }
    found = {name: fitted(judged, Likelihood()) for name, judged in settings.items()}
    for name, judged in settings.items():
        print(f"{name:32} {len(judged):5} {_share(judged):.2f} right  {_told(found[name])}")
    mean = _mean(list(found.values()))
    print(f"{'mean':32} {_told(mean)}")
    others = {
        "shipped": SHIPPED["local"],
        "neutral": Likelihood(),
        "trained": TRAINED,
        "mean": mean,
    }
    for name, each in others.items():
        print(f"{name:10} {_told(each)}  costs {_cost(settings, each):.4f} nats an answer")
    print(f"each its own                costs {_own(settings, found):.4f} nats an answer")


def _judged(scores: Numbers, human: Numbers) -> Judged:
    places = np.unique(np.linspace(0, len(scores) - 1, ROWS).astype(int))
    return [(float(scores[at]), bool(human[at] >= 0.5)) for at in places]


def _share(judged: Judged) -> float:
    return sum(right for _, right in judged) / len(judged)


def _mean(found: Sequence[Likelihood]) -> Likelihood:
    """The mean of the bases in log-odds, and of the slopes."""
    base = sigmoid(sum(logit(each.base) for each in found) / len(found))
    return Likelihood(base=base, slope=sum(each.slope for each in found) / len(found))


def _cost(settings: Mapping[str, Judged], given: Likelihood) -> float:
    return sum(_loss(judged, given) for judged in settings.values()) / len(settings)


def _own(settings: Mapping[str, Judged], found: Mapping[str, Likelihood]) -> float:
    return sum(_loss(settings[name], found[name]) for name in settings) / len(settings)


def _loss(judged: Judged, given: Likelihood) -> float:
    prior = logit(_share(judged))
    odds = [(prior + given.log_ratio(score), right) for score, right in judged]
    return -sum(float(np.log(sigmoid(o if right else -o))) for o, right in odds) / len(odds)


def _told(given: Likelihood) -> str:
    return f"base {given.base:.2f}, slope {given.slope:.2f}"


if __name__ == "__main__":
    main()
