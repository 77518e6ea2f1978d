"""Ratios of two works in one run: taken in turn, so that a busy machine slows both."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Comparison:
    """What is compared with what, how long each took each time, in seconds of `clock`."""

    ours: str
    peer: str
    clock: str
    pairs: tuple[tuple[float, float], ...]

    @property
    def ratios(self) -> list[float]:
        """Ours by the peer's, sorted."""
        return sorted(ours / peer for ours, peer in self.pairs)

    def row(self) -> str:
        """One line of the table."""
        ratios = self.ratios
        took, theirs = (1000 * median(pair[place] for pair in self.pairs) for place in (0, 1))
        return (
            f"{self.ours:<42} {took:>9.3f} {self.peer:<34} {theirs:>9.3f} {self.clock:<5}"
            f"{ratios[0]:>7.2f} {median(ratios):>7.2f} {ratios[-1]:>7.2f}"
        )


HEAD = (
    f"{'ours':<42} {'ms':>9} {'peer or floor':<34} {'ms':>9} {'clock':<5}"
    f"{'min':>7} {'median':>7} {'max':>7}"
)


def taken(work: Callable[[], object], clock: Callable[[], float], count: int) -> float:
    """Seconds for one of `count` works."""
    started = clock()
    for _ in range(count):
        work()
    return (clock() - started) / count


def compared(
    names: tuple[str, str],
    ours: Callable[[], object],
    peer: Callable[[], object],
    *,
    counts: tuple[int, int] = (1, 1),
    repeats: int = 7,
    wall: bool = False,
) -> Comparison:
    """Both works in turn, after one of each that does not count.

    The clock is this process's CPU time on all its threads; `wall` is for works that wait for a
    disk.
    """
    clock = time.perf_counter if wall else time.process_time
    ours(), peer()
    pairs = tuple(
        (taken(ours, clock, counts[0]), taken(peer, clock, counts[1])) for _ in range(repeats)
    )
    return Comparison(*names, "wall" if wall else "cpu", pairs)
