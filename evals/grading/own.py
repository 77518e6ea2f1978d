"""The graded answers written for this project: read, graded by the shipped grader, told as tables.

`own.jsonl` holds cards of several subjects with about ten answers each, written for this project
(licence of the project) and never trained on, so that a clone without any other data reproduces a
table. `score` is what a fair teacher gives: 1, 0.5 for a part, 0; `kind` says how the answer is
made.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from decks.grading import Overall, Scored
from evals.grading import metrics
from evals.grading.metrics import Numbers
from grader.grader import Grader
from grader.task import Graded, GradingTask

FILE = Path(__file__).parent / "own.jsonl"
FAIR = {1.0: (0.5, 1.0), 0.5: (0.2, 0.8), 0.0: (0.0, 0.4999)}
"""The range of scores that a fair teacher would accept for each score."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One answer of the set."""

    card: str
    subject: str
    question: str
    references: tuple[str, ...]
    answer: str
    score: float
    kind: str


def own_rows() -> list[OwnRow]:
    """The rows of the set, in the order of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [OwnRow(**{**(raw := json.loads(each)), "references": tuple(raw["references"])})
            for each in lines]  # fmt: skip


def graded(grader: Grader, rows: Sequence[OwnRow]) -> list[Graded]:
    """Each answer as a grader grades it, with abstention off."""
    tasks = [GradingTask(row.question, row.references, row.answer) for row in rows]
    return grader.grade_many(tasks, abstain=False)


def own_table(grader: Grader) -> str:
    """Two tables: how good the grades are, and what passes by kind.

    What gets no grade all the same (a judge that failed) is counted and left out.
    """
    every = own_rows()
    told = zip(every, graded(grader, every), strict=True)
    pairs = [(row, each.result) for row, each in told if isinstance(each.result, Scored)]
    rows, scored = [row for row, _ in pairs], [result for _, result in pairs]
    human = np.array([row.score for row in rows])
    machine = np.array([each.score for each in scored])
    confidence = np.array([each.confidence for each in scored])
    cards = np.array([row.card for row in rows])
    figures = _figures(human, machine, confidence, cards) + left_out(len(every) - len(rows))
    return figures + "\n" + _kinds(rows, scored)


def left_out(*missing: int) -> str:
    """A table's row on answers without a grade, one number a column; empty where all have one."""
    if not any(missing):
        return ""
    return f"| without a grade, left out | {' | '.join(map(str, missing))} |\n"


def right_above_wrong(human: Numbers, machine: Numbers, cards: Sequence[str]) -> float:
    """Of the pairs of a right and a wrong answer to one card, the share in the right order."""
    own = np.array(cards)
    found = [
        float(machine[one] > machine[other])
        for one in np.flatnonzero(human == 1.0)
        for other in np.flatnonzero((human == 0.0) & (own == own[one]))
    ]
    return float(np.mean(found))


def _figures(human: Numbers, machine: Numbers, confidence: Numbers, cards: Numbers) -> str:
    whole = human != 0.5
    right = (human >= 0.5) == (machine >= 0.5)
    inside = [
        FAIR[one][0] <= other <= FAIR[one][1] for one, other in zip(human, machine, strict=True)
    ]
    figures = {
        "accuracy, right against wrong": metrics.accuracy(human[whole], machine[whole]),
        "macro-F1, right against wrong": metrics.macro_f1(human[whole], machine[whole]),
        "AUC, right against wrong": metrics.auc(human[whole], machine[whole]),
        "Pearson, all": metrics.pearson(human, machine),
        "RMSE, all": metrics.rmse(human, machine),
        "inside a fair teacher's range, all": float(np.mean(inside)),
        "right above wrong on the same card": right_above_wrong(human, machine, cards.tolist()),
        "calibration error": metrics.calibration_error(confidence[whole], right[whole]),
        "accuracy on the surest 80 %": metrics.risk_coverage(confidence[whole], right[whole], 0.8),
    }
    lines = [f"| {name} | {value:.3f} |" for name, value in figures.items()]
    return "\n".join(["| figure | value |", "| --- | ---: |", *lines]) + "\n"


def _kinds(rows: Sequence[OwnRow], scored: Sequence[Scored]) -> str:
    lines = ["| kind | a fair teacher | answers | called correct | mean score |",
             "| --- | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for kind in dict.fromkeys(row.kind for row in rows):
        mine = [place for place, row in enumerate(rows) if row.kind == kind]
        passed = np.mean([scored[place].overall is Overall.CORRECT for place in mine])
        mean = np.mean([scored[place].score for place in mine])
        fair = rows[mine[0]].score
        lines.append(f"| {kind} | {fair:g} | {len(mine)} | {passed:.2f} | {mean:.2f} |")
    return "\n".join(lines) + "\n"
