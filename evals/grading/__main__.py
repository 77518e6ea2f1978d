"""`python -m evals.grading train|report`: make the weights that ship, or the report on them."""

from __future__ import annotations

import os
import sys

# One thread, set before numpy loads: many small products only get in each other's way.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


def main(arguments: list[str]) -> int:
    """Runs the named step; 2 for wrong usage, with one sentence."""
    from decks.errors import CardwrightError
    from evals.grading import report, training

    steps = {"train": training.main, "report": report.main}
    if len(arguments) != 1 or arguments[0] not in steps:
        print("Usage: python -m evals.grading train|report", file=sys.stderr)
        return 2
    try:
        steps[arguments[0]]()
    except CardwrightError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
