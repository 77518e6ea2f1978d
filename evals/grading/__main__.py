"""`python -m evals.grading train`, `report` or both: the weights that ship, and the report on them.

Both rest on the same trainings without some questions or a set; named together they share them.
`judge` prints the report's tables on the project's own answers with the configured model as judge.
"""

from __future__ import annotations

import os
import sys

# One thread, set before numpy loads: many small products only get in each other's way.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


def main(arguments: list[str]) -> int:
    """Runs the named steps; 2 for wrong usage, with one sentence."""
    from decks.errors import CardwrightError
    from evals.grading import judged, report, training
    from evals.grading.validate import Unseen, all_tables
    from evals.grading.vectors import KeptVectors
    from providers.minilm import MiniLm

    steps = {"train": training.main, "report": report.main}
    if arguments != ["judge"] and (not arguments or not set(arguments) <= steps.keys()):
        print("Usage: python -m evals.grading train|report|train report|judge", file=sys.stderr)
        return 2
    try:
        if arguments == ["judge"]:
            judged.main()
            return 0
        if arguments == ["report"] and not os.environ.get("CARDWRIGHT_TEST_DATA"):
            print(report.own_tables())
            print("For the other tables set CARDWRIGHT_TEST_DATA (see evals.grading.data).")
            return 0
        unseen = Unseen(all_tables(KeptVectors(MiniLm())))
        for name in arguments:
            steps[name](unseen)
    except CardwrightError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
