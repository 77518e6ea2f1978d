"""`python -m evals.scheduling.likelihood`: what the local grader's scores are worth.

Rows of the graded sets, evenly drawn; the grader was trained on them, so slopes err to the steep
side, while the base rate hardly moves. A row counts as right from a human score of one half on.
"""

from __future__ import annotations

import sys

from decks.grading import Scored
from evals.grading.data import SETS, rows_of
from grader.grader import Grader
from grader.task import GradingTask
from providers.minilm import MiniLm
from scheduler.likelihood import fitted
from scheduler.policy import Likelihood

ROWS = 400
"""Rows a set."""


def main() -> None:
    """Prints the likelihood of each set, and of all together."""
    grader = Grader(MiniLm())
    together: list[tuple[float, bool]] = []
    for name in SETS:
        rows = [row for row in rows_of(name, limit=ROWS) if row.answer.strip()]
        tasks = [GradingTask(row.question, row.references, row.answer) for row in rows]
        graded = grader.grade_many(tasks)
        judged = [
            (one.result.score, row.score >= 0.5)
            for row, one in zip(rows, graded, strict=True)
            if isinstance(one.result, Scored) and not one.certain
        ]
        together += judged
        _told(name, judged)
    _told("all", together)
    print(f"grader {grader.identity.name}/{grader.identity.version}", file=sys.stderr)


def _told(name: str, judged: list[tuple[float, bool]]) -> None:
    right = sum(truth for _, truth in judged)
    found = fitted(judged, Likelihood())
    print(f"{name:12} {len(judged):5} {right / max(1, len(judged)):.2f} right  {found}")


if __name__ == "__main__":
    main()
