"""Two sets of graded answers written for this project to measure by: cards, key points, ranges.

`own-2.jsonl` was written in one sitting by a reader who had not seen the grader's code, before any
run: 42 cards of many fields, most with key points, and for each answer the range [low, high] of the
scores that a fair teacher gives. Half A was looked at when rules were mended; of half B
only totals were, five times (the report says when). The third set, `heldout.txt`, is one of trying
answers (`evals.grading.written`), of which nothing but totals by kind was looked at. Neither was
ever trained on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from decks.cards import KeyPoint
from decks.grading import Overall, Scored
from evals.grading import metrics
from evals.grading.own import left_out, right_above_wrong
from evals.grading.written import HELD_OUT, cards_of
from grader.grader import Grader
from grader.task import GradingTask

FILE = Path(__file__).parent / "own-2.jsonl"
HALVES = {"A": "half A, looked at", "B": "half B, held out"}
THIRD = {"C": "held out"}
RIGHT = frozenset(
    (
        "verbatim", "reworded", "otherwords", "short", "long", "typos", "extra", "honestnot",
        "look-alike", "injected-right",
    )
)  # fmt: skip
PART = frozenset(("half", "contradicted", "extrawrong"))
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class RangedRow:
    """One answer of the set; `kind` says how it is made, `low` and `high` what is fair."""

    card: str
    half: str
    subject: str
    question: str
    references: tuple[str, ...]
    key_points: tuple[str, ...]
    answer: str
    low: float
    high: float
    kind: str

    @property
    def fair(self) -> float:
        """1 for a right answer, 0.5 for a part, 0 for a wrong one."""
        return 1.0 if self.kind in RIGHT else 0.5 if self.kind in PART else 0.0


@dataclass(frozen=True, slots=True)
class _Told:
    row: RangedRow
    score: float
    passes: bool
    confidence: float

    @property
    def inside(self) -> bool:
        return self.row.low - _CLOSE <= self.score <= self.row.high + _CLOSE


def ranged_rows() -> list[RangedRow]:
    """The rows of the set, in the order of the file."""
    rows = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        lists = {name: tuple(raw[name]) for name in ("references", "key_points")}
        rows.append(RangedRow(**{**raw, **lists}))
    return rows


def held_out_rows() -> list[RangedRow]:
    """The rows of the third set, in the order of the file."""
    return [
        RangedRow(
            card.name, "C", "", card.question, card.references, card.key_points,
            each.text, each.low, each.high, each.kind,
        )
        for card in cards_of(HELD_OUT)
        for each in card.answers
    ]  # fmt: skip


def second_table(grader: Grader) -> str:
    """Two tables: how good the grades are on each half, and what is inside and passes by kind."""
    return _tables(grader, ranged_rows(), HALVES)


def third_table(grader: Grader) -> str:
    """The same of the third set."""
    return _tables(grader, held_out_rows(), THIRD)


def _tables(grader: Grader, rows: Sequence[RangedRow], names: Mapping[str, str]) -> str:
    told = _told(grader, rows)
    halves = {name: [each for each in told if each.row.half == half]
              for half, name in names.items()}  # fmt: skip
    counts = " | ".join(f"{len(each)}" for each in halves.values())
    lines = [
        f"| figure | {' | '.join(halves)} |",
        f"| --- |{' ---: |' * len(halves)}",
        f"| answers | {counts} |",
    ]
    columns = [_figures(each) for each in halves.values()]
    lines += [
        f"| {name} | {' | '.join(f'{each[name]:.3f}' for each in columns)} |" for name in columns[0]
    ]
    missing = [sum(row.half == half for row in rows) - len(halves[name])
               for half, name in names.items()]  # fmt: skip
    lines += left_out(*missing).splitlines()
    return "\n".join([*lines, "", *_kinds(list(names), list(halves.values()))]) + "\n"


def _told(grader: Grader, rows: Sequence[RangedRow]) -> list[_Told]:
    tasks = [
        GradingTask(
            row.question, row.references, row.answer,
            tuple(KeyPoint(text=each) for each in row.key_points),
        )
        for row in rows
    ]  # fmt: skip
    found = []
    for row, graded in zip(rows, grader.grade_many(tasks, abstain=False), strict=True):
        result = graded.result
        if not isinstance(result, Scored):  # a judge that failed
            continue
        passes = result.overall is Overall.CORRECT
        found.append(_Told(row, result.score, passes, result.confidence))
    return found


def _figures(told: Sequence[_Told]) -> dict[str, float]:
    fair = np.array([each.row.fair for each in told])
    scores = np.array([each.score for each in told])
    whole = fair != 0.5
    passes = np.array([each.passes for each in told])
    right = (scores >= 0.5)[whole] == (fair[whole] == 1.0)
    sure = np.array([each.confidence for each in told])[whole]
    return {
        "inside the range of a fair teacher": float(np.mean([each.inside for each in told])),
        "accuracy, right against wrong": float(np.mean(right)),
        "calibration error": metrics.calibration_error(sure, right),
        "accuracy on the surest 80 %": metrics.risk_coverage(sure, right, 0.8),
        "right above wrong on the same card": right_above_wrong(
            fair, scores, [each.row.card for each in told]
        ),
        "right answers called correct": float(np.mean(passes[fair == 1.0])),
        "wrong answers called correct": float(np.mean(passes[fair == 0.0])),
    }


def _kinds(names: Sequence[str], halves: Sequence[Sequence[_Told]]) -> list[str]:
    inside = " | ".join(f"inside {name}" for name in names)
    correct = " | ".join(f"called correct {name}" for name in names)
    lines = [
        f"| kind | answers {', '.join(names)} | {inside} | {correct} |",
        f"| --- | ---: |{' ---: |' * (2 * len(names))}",
    ]
    for kind in dict.fromkeys(each.row.kind for half in halves for each in half):
        mine = [[each for each in half if each.row.kind == kind] for half in halves]
        within = [_share([each.inside for each in half]) for half in mine]
        passed = [_share([each.passes for each in half]) for half in mine]
        counts = ", ".join(str(len(half)) for half in mine)
        lines.append(f"| {kind} | {counts} | {' | '.join((*within, *passed))} |")
    return lines


def _share(found: Sequence[bool]) -> str:
    return f"{np.mean(found):.2f}" if found else ""
