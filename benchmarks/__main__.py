"""`python -m benchmarks`: speed against a peer or a floor, as ratios of one run."""

from __future__ import annotations

from importlib import import_module

from benchmarks.timing import HEAD

PARTS = ("help_cost", "review", "replay", "answer", "search", "grade", "regrade")


def main() -> None:
    """Prints a row a comparison; below 1 is faster than the peer."""
    print(HEAD)
    for part in PARTS:
        for comparison in import_module(f"benchmarks.{part}").comparisons():
            print(comparison.row(), flush=True)


if __name__ == "__main__":
    main()
