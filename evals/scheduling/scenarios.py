"""What is simulated: graders, memories, and how many cards of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from evals.scheduling.graders import SimulatedGrader
from evals.scheduling.pilot import learnt
from evals.scheduling.rules import RULES, Cut, Likelier
from evals.scheduling.simulate import Tally, year
from scheduler.policy import Policy

SEEDS = (1, 2, 3)
MAIN_CARDS, SIDE_CARDS = 1500, 300
GOOD, WEAK = SimulatedGrader(0.92), SimulatedGrader(0.80)


@dataclass(frozen=True)
class Scenario:
    """A grader and a kind of memory."""

    name: str
    grader: SimulatedGrader
    misfit: float = 0.0
    strength: float = 1.0

    def run(self, policy: Policy, seed: int, cards: int = SIDE_CARDS) -> Tally:
        """A year under a policy."""
        return year(
            self.grader,
            policy,
            cards=cards,
            seed=seed,
            misfit=self.misfit,
            strength=self.strength,
        )

    def fitted(self, seed: int) -> Policy:
        """Our policy with the base rate learnt from the log."""
        return Policy(
            likelihood=learnt(self.grader, seed=seed, misfit=self.misfit, strength=self.strength)
        )


MAIN = Scenario("AUC 0.92, calibrated", GOOD)
SCENARIOS = (
    Scenario("AUC 0.80, calibrated", WEAK),
    Scenario("AUC 0.92, lenient (base rate 0.8)", SimulatedGrader(0.92, base=0.8)),
    Scenario("AUC 0.92, strict (base rate 0.2)", SimulatedGrader(0.92, base=0.2)),
    Scenario("AUC 0.80, lenient (base rate 0.7)", SimulatedGrader(0.80, base=0.7)),
    Scenario("AUC 0.92, twice too sure", SimulatedGrader(0.92, sharpness=2.0)),
    Scenario("AUC 0.92, cards unlike the model (sigma 0.5)", GOOD, misfit=0.5),
    Scenario("AUC 0.92, class forgets twice as fast", GOOD, strength=0.5),
)
SIDE_RULES = {name: rule for name, rule in RULES.items() if name != "blend by raw score"}

SAME_WORK = 16.0
"""Answers a card and year at which rules are compared."""
SWEEPS: dict[str, tuple[type[Policy], tuple[float, ...]]] = {
    "cut at 0.5": (Cut, (0.6, 0.7, 0.8, 0.85)),
    "likelier rating": (Likelier, (0.85, 0.9, 0.94, 0.97)),
    "posterior blend (ours)": (Policy, (0.8, 0.85, 0.9, 0.94)),
}


def at_same_work(grader: SimulatedGrader, name: str, seed: int) -> tuple[float, float]:
    """Recall over time and the dim share at the same work, between two desired retentions.

    Raises ValueError where the sweep does not reach the work on both sides.
    """
    rule, retentions = SWEEPS[name]
    runs = [Scenario(name, grader).run(rule(retention=each), seed) for each in retentions]
    for less, more in pairwise(runs):
        if less.reviews <= SAME_WORK <= more.reviews:
            share = (SAME_WORK - less.reviews) / (more.reviews - less.reviews)
            return (
                less.over_time + share * (more.over_time - less.over_time),
                less.dimmed + share * (more.dimmed - less.dimmed),
            )
    raise ValueError(f"{name} does not come to {SAME_WORK} answers.")
