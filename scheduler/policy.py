"""How a score becomes evidence, and the steps and bounds of the calendar.

A grader's score s is an expectation of how much of the answer was right. Where it is calibrated on
answers of which a share b was right, Bayes' rule gives the likelihood ratio of "recalled" against
"not recalled" as odds(s) / odds(b). The posterior is then the predicted recall, weighed by it:

    logit(posterior) = logit(recall) + slope (logit(s) - logit(b))

with s held inside [floor, 1 - floor], since no grader is ever that sure. See
docs/why/score-as-evidence.md for what this does to a schedule.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

RULES, VERSION = "posterior", 4
PACED_FROM, HINTS_FROM = 3, 4
"""The versions from which the time that an answer took, and that a hint was shown, weigh in."""
CUT = 0.5
"""The score from which an answer passes where no prediction can be relied on."""
NEW_CARD_PRIOR = 0.5
"""The recall assumed of a card never seen: the answer itself has to say."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What a grader's scores are worth as evidence: base rate, slope and floor, as above."""

    base: float = 0.5
    slope: float = 1.0
    floor: float = 0.02

    def log_ratio(self, score: float) -> float:
        """The log likelihood ratio of "recalled", in nats."""
        held = min(max(score, self.floor), 1 - self.floor)
        return self.slope * (logit(held) - logit(self.base))


@dataclass(frozen=True, slots=True)
class Policy:
    """The scheduling policy of one deck. `version` is part of every log entry."""

    retention: float = 0.9
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    likelihood: Likelihood = Likelihood()
    likelihoods: Mapping[str, Likelihood] = field(default_factory=dict)
    """The likelihood of each grader that has its own, by name and version or by name alone."""
    maximum_interval: int = 36_500
    fuzz: bool = True
    balance: bool = True
    """Whether a day within the fuzz is the likelier the less is due on it."""
    bury_siblings: bool = True
    """Whether cards on the same words of the notes are kept for another day once one was asked."""
    leech_lapses: int = 8
    """Failures on the long schedule that make a card a leech, as in Anki."""

    @property
    def version(self) -> str:
        """The name and version of the rules in this room."""
        return f"{RULES}/{VERSION}"

    def posterior(self, recall: float, score: float, grader: str = "") -> float:
        """The probability of recall, given what was predicted and the score of a grader."""
        return sigmoid(logit(recall) + self.likelihood_of(grader).log_ratio(score))

    def likelihood_of(self, grader: str) -> Likelihood:
        """What the scores of a grader, as "name/version", are worth."""
        name = grader.partition("/")[0]
        return self.likelihoods.get(grader) or self.likelihoods.get(name) or self.likelihood


def heeds_pace(version: str) -> bool:
    """Whether a review that was made by these rules weighs its time, then and in every replay."""
    return _is_from(version, PACED_FROM)


def heeds_hints(version: str) -> bool:
    """Whether a review that was made by these rules weighs that a hint was shown."""
    return _is_from(version, HINTS_FROM)


def _is_from(version: str, first: int) -> bool:
    rules, _, number = version.partition("/")
    return rules == RULES and number.isdecimal() and int(number) >= first


def logit(probability: float) -> float:
    """The log-odds of a probability, finite at 0 and 1."""
    held = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(held / (1 - held))


def sigmoid(value: float) -> float:
    """The probability of log-odds."""
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    raised = math.exp(value)
    return raised / (1 + raised)
