"""Policies compared by simulation, in the published shape; no data folder is needed."""

from __future__ import annotations

from collections.abc import Sequence

from decks.errors import WrongUsage
from scheduler.simulation.comparison import AUCS, compared
from service.calendar.plots import Point
from service.shapes import Shape

MOST_CARDS = 5_000


class SimulationShape(Shape):
    """One row of `simulate --json`: a policy under a grader, a year from each card's first sight.

    `reviews` and `steps` are answers a card and year; `retention` is the true recall when asked on
    the long schedule, `over_time` over all cards and days, `dim` the share of days below 0.7.
    """

    grader: str
    policy: str
    reviews: float
    steps: float
    retention: float
    over_time: float
    dim: float


def simulated(
    *, cards: int, seed: int, retention: float, aucs: Sequence[float] | None = None
) -> list[SimulationShape]:
    """The rows; `WrongUsage` for numbers that cannot be simulated."""
    strengths = tuple(aucs) if aucs else AUCS
    if not 1 <= cards <= MOST_CARDS:
        raise WrongUsage(f"A simulation has 1 to {MOST_CARDS:,} cards.")
    if not 0.7 <= retention <= 0.99:
        raise WrongUsage("A retention to aim at lies between 0.7 and 0.99.")
    if not all(0.5 < each < 1 for each in strengths):
        raise WrongUsage("The strength of a grader (AUC) lies between 0.5 and 1.")
    rows = compared(cards=cards, seed=seed, retention=retention, aucs=strengths)
    return [
        SimulationShape(
            grader=row.grader,
            policy=row.policy,
            reviews=round(row.reviews, 2),
            steps=round(row.steps, 2),
            retention=round(row.retention, 4),
            over_time=round(row.over_time, 4),
            dim=round(row.dim, 4),
        )
        for row in rows
    ]


def simulation_points(rows: Sequence[SimulationShape]) -> list[Point]:
    """Work against retention, by policy."""
    return [
        Point(
            "perfect" if row.grader == "perfect" else row.policy,
            row.grader,
            row.reviews,
            row.retention,
        )
        for row in rows
    ]
