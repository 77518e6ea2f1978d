"""Fitting FSRS-6's parameters to one learner's past, and keeping them only where they are better.

The likelier rating of each review counts; a review whose posterior is in doubt is in the history of
later ones, and is not predicted itself. Reviews of the same day are not predicted either: FSRS says
nothing reliable of them. The parameters are fitted on the earlier reviews and held against the
defaults on the later ones, in log loss; only if they win are they fitted anew on all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from scheduler.fsrs import Fsrs6
from scheduler.port import Memory

ENOUGH = 400
"""Predicted reviews below which nothing is fitted: the defaults then know more."""
EARLIER = 0.8
"""The share of reviews, in order of time, that is fitted on for the comparison."""
DOUBT = (0.2, 0.8)
"""Posteriors between these say too little of what was recalled."""


class Seen(NamedTuple):
    """One review: its time in seconds, its learner's day counted from anywhere, its rating 1..4.

    `sure` is False where it is in doubt what was recalled.
    """

    at: float
    day: int
    rating: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Fit:
    """What came of fitting. Log losses are of the later reviews, each by the earlier parameters.

    `parameters` are to be used instead of the defaults where `kept`; else they are None.
    """

    predicted: int
    default_loss: float | None
    fitted_loss: float | None
    parameters: tuple[float, ...] | None

    @property
    def kept(self) -> bool:
        """Whether the fitted parameters are better than the defaults."""
        return self.parameters is not None


def in_doubt(posterior: float | None) -> bool:
    """Whether a posterior leaves open what was recalled."""
    return posterior is not None and DOUBT[0] < posterior < DOUBT[1]


def fitted(histories: Sequence[Sequence[Seen]]) -> Fit:
    """Parameters for these histories of cards, each in order of time.

    Deterministic; at 100,000 reviews within a second of CPU time.
    """
    import fsrs_rs_python

    items = sorted(_items(histories), key=lambda item: item[:2])
    count = len(items)
    if count < ENOUGH:
        return Fit(count, None, None, None)
    begin = items[int(count * EARLIER)][0]
    early = [item for item in items if item[0] < begin]
    if not early:
        return Fit(count, None, None, None)
    defaults = list(fsrs_rs_python.DEFAULT_PARAMETERS)
    default_loss = log_loss(histories, defaults, since=begin)
    fitted_loss = log_loss(histories, _computed(defaults, early), since=begin)
    if default_loss is None or fitted_loss is None or not fitted_loss < default_loss:
        return Fit(count, default_loss, fitted_loss, None)
    return Fit(count, default_loss, fitted_loss, tuple(_computed(defaults, items)))


def log_loss(
    histories: Sequence[Sequence[Seen]], parameters: Sequence[float], *, since: float = -math.inf
) -> float | None:
    """The mean log loss, in nats, of predicting each review that can be, from a time on.

    None where none can be. Reviews in doubt and those of the same day as the one before are not
    predicted.
    """
    import fsrs_rs_python

    past = [history for history in histories if len(history) > 1]
    if not past:
        return None
    library = fsrs_rs_python.FSRS(list(parameters))
    states = library.historical_memory_state_batch(
        [fsrs_rs_python.FSRSItem(_reviews(history)) for history in past]
    )
    model = Fsrs6(parameters)
    losses = [
        _loss(model.recall(Memory(state.stability, state.difficulty), days), seen.rating)
        for history, after in zip(past, states, strict=True)
        for state, before, seen in zip(after, history, history[1:], strict=False)
        if (days := seen.day - before.day) > 0 and seen.sure and seen.at >= since
    ]
    return sum(losses) / len(losses) if losses else None


def _loss(recall: float, rating: int) -> float:
    held = min(max(recall, 1e-7), 1 - 1e-7)
    return -math.log(held if rating > 1 else 1 - held)


def _reviews(history: Sequence[Seen]) -> list[Any]:
    """A history as the library reads it: ratings, and days since the last review."""
    import fsrs_rs_python

    days = [0, *(max(0, after.day - before.day) for before, after in pairwise(history))]
    return [
        fsrs_rs_python.FSRSReview(seen.rating, each)
        for seen, each in zip(history, days, strict=True)
    ]


def _items(histories: Sequence[Sequence[Seen]]) -> list[tuple[float, int, Any]]:
    """Each review to be predicted, with its past: (time, card, item of the library)."""
    import fsrs_rs_python

    made: list[tuple[float, int, Any]] = []
    for card, history in enumerate(histories):
        reviews = _reviews(history)
        for place in range(1, len(history)):
            seen = history[place]
            if seen.sure and seen.day > history[place - 1].day:
                made.append((seen.at, card, fsrs_rs_python.FSRSItem(reviews[: place + 1])))
    return made


def _computed(defaults: list[float], items: Sequence[tuple[float, int, Any]]) -> list[float]:
    import fsrs_rs_python

    found = fsrs_rs_python.FSRS(defaults).compute_parameters(
        [item for _, _, item in items], card_ids=[card for _, card, _ in items]
    )
    return [float(each) for each in found]
