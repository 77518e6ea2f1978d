"""Fitting FSRS-6's parameters to one learner's past, and keeping them only where they are better.

The likelier rating of each review counts; a review whose posterior is in doubt is in the history of
later ones, and is not predicted itself. Reviews of the same day are not predicted either: FSRS says
nothing reliable of them. The parameters are fitted on the earlier reviews and held against the
defaults on the later ones, in log loss; only if they win are they fitted anew on all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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
    cut = int(count * EARLIER)
    defaults = list(fsrs_rs_python.DEFAULT_PARAMETERS)
    early = _computed(defaults, items[:cut])
    later = [item for _, _, item in items[cut:]]
    default_loss = float(fsrs_rs_python.FSRS(defaults).evaluate(later).log_loss)
    fitted_loss = float(fsrs_rs_python.FSRS(early).evaluate(later).log_loss)
    if not fitted_loss < default_loss:
        return Fit(count, default_loss, fitted_loss, None)
    return Fit(count, default_loss, fitted_loss, tuple(_computed(defaults, items)))


def log_loss(histories: Sequence[Sequence[Seen]], parameters: Sequence[float]) -> float | None:
    """The mean log loss, in nats, of predicting each review that can be; None where none can."""
    import fsrs_rs_python

    items = [item for _, _, item in _items(histories)]
    if not items:
        return None
    return float(fsrs_rs_python.FSRS(list(parameters)).evaluate(items).log_loss)


def _items(histories: Sequence[Sequence[Seen]]) -> list[tuple[float, int, Any]]:
    """Each review to be predicted, with its past: (time, card, item of the library)."""
    import fsrs_rs_python

    made: list[tuple[float, int, Any]] = []
    for card, history in enumerate(histories):
        reviews: list[Any] = []
        last = history[0].day if history else 0
        for seen in history:
            days = max(0, seen.day - last)
            reviews.append(fsrs_rs_python.FSRSReview(seen.rating, days))
            last = seen.day
            if days and seen.sure:
                made.append((seen.at, card, fsrs_rs_python.FSRSItem(reviews[:])))
    return made


def _computed(defaults: list[float], items: Sequence[tuple[float, int, Any]]) -> list[float]:
    import fsrs_rs_python

    found = fsrs_rs_python.FSRS(defaults).compute_parameters(
        [item for _, _, item in items], card_ids=[card for _, card, _ in items]
    )
    return [float(each) for each in found]
