"""What is known of an answer beside its score, as weak evidence: its time, or a hint.

Who is shown a hint and is then right may have recalled with its help, and who asks for one could
not recall at once. No log of ours says yet by how much, so little is taken: `HINT` nats toward
"not recalled", odds by 1.65. The time of such an answer went into reading the hint and says
nothing more. Either moves the blend alone: the rating is what the score and the prediction make.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from scheduler.pace import BOUND, log_ratio
from scheduler.policy import heeds_hints, heeds_pace, logit, sigmoid

HINT = 0.5
"""Nats by which a hint speaks against recall."""
_BELOW = math.nextafter(0.5, 0)


def beside(policy: str, seconds: float | None, hinted: bool, earlier: Sequence[float]) -> float:
    """The log likelihood ratio of "recalled", in nats, as the rules of a version weigh it.

    `earlier` are the seconds of the learner's earlier answers to the card.
    """
    if hinted and heeds_hints(policy):
        return -HINT
    return log_ratio(seconds, earlier) if heeds_pace(policy) else 0.0


def nudged(posterior: float, nats: float, *, passed: bool) -> float:
    """The posterior with it weighed in; it stays on its side of one half.

    A quick answer supports recall only where its score passed: who does not know says so quickly.
    """
    if nats == 0 or (nats > 0 and not passed):
        return posterior
    held = min(BOUND, max(-HINT, nats))
    moved = sigmoid(logit(posterior) + held)
    return max(0.5, moved) if posterior >= 0.5 else min(_BELOW, moved)
