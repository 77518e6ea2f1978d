"""What is simulated: graders, memories, and how many cards of each."""

from __future__ import annotations

from dataclasses import dataclass

from evals.scheduling.pilot import learnt
from scheduler.policy import Policy
from scheduler.simulation.graders import SimulatedGrader
from scheduler.simulation.rules import RULES
from scheduler.simulation.year import Tally, year

SEEDS = (1, 2, 3)
MAIN_CARDS, SIDE_CARDS = 1500, 300
GOOD, WEAK = SimulatedGrader(0.92), SimulatedGrader(0.80)
LENIENT = SimulatedGrader(0.92, base=0.8)


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
    Scenario("AUC 0.92, lenient (base rate 0.8)", LENIENT),
    Scenario("AUC 0.92, strict (base rate 0.2)", SimulatedGrader(0.92, base=0.2)),
    Scenario("AUC 0.80, lenient (base rate 0.7)", SimulatedGrader(0.80, base=0.7)),
    Scenario("AUC 0.92, twice too sure", SimulatedGrader(0.92, sharpness=2.0)),
    Scenario("AUC 0.92, cards unlike the model (sigma 0.5)", GOOD, misfit=0.5),
    Scenario("AUC 0.92, class forgets twice as fast", GOOD, strength=0.5),
)
SIDE_RULES = {name: rule for name, rule in RULES.items() if name != "blend by raw score"}

SAME_WORK = 16.0
"""Answers a card and year at which rules are compared."""
RETENTIONS = (0.6, 0.7, 0.8, 0.85, 0.9, 0.94, 0.96, 0.98)
GRADERS = {"AUC 0.92": GOOD, "AUC 0.80": WEAK, "AUC 0.92, lenient": LENIENT}


def at_same_work(grader: SimulatedGrader, rule: type[Policy], seed: int) -> tuple[float, float]:
    """Recall over time and the dim share at the same work, between two desired retentions.

    Raises ValueError where no desired retention leads to so much work.
    """
    less: Tally | None = None
    for retention in RETENTIONS:
        more = Scenario("", grader).run(rule(retention=retention), seed)
        if less is not None and more.reviews >= SAME_WORK:
            share = (SAME_WORK - less.reviews) / (more.reviews - less.reviews)
            return (
                less.over_time + share * (more.over_time - less.over_time),
                less.dimmed + share * (more.dimmed - less.dimmed),
            )
        less = more
    raise ValueError(f"No retention leads to {SAME_WORK} answers.")
