"""Policies compared over graders of several strengths: work against what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.policy import Policy
from scheduler.simulation.graders import PerfectGrader, SimulatedGrader
from scheduler.simulation.rules import Cut, RawBlend
from scheduler.simulation.year import year

AUCS = (0.80, 0.92, 0.97)
COMPARED: dict[str, type[Policy]] = {
    "cut at 0.5": Cut,
    "raw blend": RawBlend,
    "posterior": Policy,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One policy under one grader, over a year from the first sight of each card.

    `reviews` and `steps` are answers a card and year, `retention` the true recall when asked on the
    long schedule, `over_time` that over all cards and days, `dim` the share of card-days below 0.7.
    """

    grader: str
    policy: str
    reviews: float
    steps: float
    retention: float
    over_time: float
    dim: float


def compared(
    *,
    cards: int,
    seed: int,
    retention: float = 0.9,
    aucs: Sequence[float] = AUCS,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Compared]:
    """A perfect grader first, then every policy under a calibrated grader of each AUC.

    The same arguments give the same rows.
    """
    runs: list[tuple[str, str, SimulatedGrader, Policy]] = [
        ("perfect", "any", PerfectGrader(0.99), Cut(retention=retention))
    ]
    for auc in aucs:
        for name, rule in COMPARED.items():
            runs.append((f"AUC {auc:g}", name, SimulatedGrader(auc), rule(retention=retention)))
    for number, (grader_name, rule_name, grader, policy) in enumerate(runs, 1):
        tally = year(grader, policy, cards=cards, seed=seed)
        yield Compared(
            grader=grader_name,
            policy=rule_name,
            reviews=tally.reviews,
            steps=tally.steps,
            retention=tally.at_review,
            over_time=tally.over_time,
            dim=tally.dimmed,
        )
        if progress is not None:
            progress(number, len(runs))
