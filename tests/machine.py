"""How slow the machine that runs the tests is now: laws in seconds are told for a plain one."""

from __future__ import annotations

import time


def slowness() -> float:
    """By how much it is slower now than a machine that adds a million squares in 0.05 s; never
    below 1. A machine that is lent to others at times stretches everything by half and more.
    """
    began = time.process_time()
    sum(number * number for number in range(1_000_000))
    return max(1.0, (time.process_time() - began) / 0.05)
