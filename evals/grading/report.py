"""The step that writes `evals/grading/report.md`: what was reached on questions never seen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from evals.grading import metrics
from evals.grading.contrast import CONTRAST
from evals.grading.data import SETS
from evals.grading.metrics import CUT, Metric, Numbers
from evals.grading.tables import Table
from evals.grading.training import WHOLE_SHARE, band_of
from evals.grading.validate import WHOLE_SHARES, all_tables, by_folds, by_sets
from evals.grading.vectors import KeptVectors
from providers.minilm import MiniLm

_MEASURES: dict[str, Metric] = {
    "macro-F1": metrics.macro_f1,
    "accuracy": metrics.accuracy,
    "AUC": metrics.auc,
    "Pearson": metrics.pearson,
    "RMSE": metrics.rmse,
}
_HEAD = """# Grading without a language model: what was reached

Made by `python -m evals.grading report` (train and dev parts; one regression for all sets, as it
ships). Blank answers are left out here: a rule settles them. Ranges are 95 % intervals when whole
questions are drawn again. "Right" is a human score of at least 0.5.
"""


def main() -> None:
    """Validates in both ways and writes the report beside this module."""
    tables = all_tables(KeptVectors(MiniLm()))
    folds = by_folds(tables, WHOLE_SHARE)
    strange = by_sets(tables, WHOLE_SHARE)
    shares = {share: by_folds(tables, share) for share in WHOLE_SHARES}
    parts = [
        _HEAD,
        "## Questions never seen (5 folds by question)\n",
        _table(tables, folds),
        "## Sets never seen (trained without the set)\n",
        _table(tables, strange),
        "## Answers made by rule, on questions never seen: the share that passes\n",
        _contrasts(tables, folds),
        "## Confidence and abstention, fitted on the other sets\n",
        _confidence(tables, folds, strange),
        "## The share of the whole reference in the score\n",
        _shares(tables, shares),
    ]
    place = Path(__file__).parent / "report.md"
    place.write_text("\n".join(parts), encoding="utf-8")
    print(place.read_text(encoding="utf-8"))


def _table(tables: Mapping[str, Table], scores: Mapping[str, Numbers]) -> str:
    lines = [
        f"| set | rows | questions | {' | '.join(_MEASURES)} |",
        f"| --- | ---: | ---: |{' --- |' * len(_MEASURES)}",
    ]
    for name in SETS:
        table, machine = tables[name], scores[name]
        cells = []
        for measure in _MEASURES.values():
            low, high = metrics.interval(measure, table.scores, machine, table.groups)
            value = measure(table.scores, machine)
            cells.append(f"{value:.3f} ({low:.3f} to {high:.3f})")
        questions = len(np.unique(table.groups))
        lines.append(f"| {name} | {len(machine):,} | {questions} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _contrasts(tables: Mapping[str, Table], scores: Mapping[str, Numbers]) -> str:
    lines = ["| kind | answers | a fair teacher | pass |", "| --- | ---: | --- | ---: |"]
    for name, table in sorted(tables.items()):
        if name.startswith(CONTRAST):
            fair = "right" if table.scores.mean() > CUT else "wrong"
            passed = float(np.mean(scores[name] >= CUT))
            kind = name.removeprefix(f"{CONTRAST}-")
            lines.append(f"| {kind} | {len(table.scores):,} | {fair} | {passed:.2f} |")
    return "\n".join(lines) + "\n\nKeyword lists are stopped by a rule before this (`shortcuts`).\n"


def _confidence(
    tables: Mapping[str, Table], folds: Mapping[str, Numbers], strange: Mapping[str, Numbers]
) -> str:
    """For each set, with confidence and band fitted on the other sets alone."""
    lines = [
        "| set | seen in training | calibration error | all | surest 80 % | surest 50 % "
        "| abstains | accuracy of the rest |",
        "| --- | --- |" + " ---: |" * 6,
    ]
    for seen, scores in (("other questions", folds), ("never", strange)):
        for name in SETS:
            others = [each for each in SETS if each != name]
            band = band_of(tables, folds, strange, others)
            confidence = band.confidence(scores[name])
            right = (tables[name].scores >= CUT) == (scores[name] >= CUT)
            kept = confidence >= band.abstain_below
            lines.append(
                f"| {name} | {seen} | {metrics.calibration_error(confidence, right):.3f} "
                f"| {right.mean():.3f} | {metrics.risk_coverage(confidence, right, 0.8):.3f} "
                f"| {metrics.risk_coverage(confidence, right, 0.5):.3f} "
                f"| {1 - kept.mean():.2f} | {right[kept].mean():.3f} |"
            )
    return "\n".join(lines) + "\n"


def _shares(tables: Mapping[str, Table], shares: Mapping[float, Mapping[str, Numbers]]) -> str:
    """Answers whose reference gives several key points, by the share of the whole."""
    lines = [
        "| set | rows | share | Pearson | RMSE | macro-F1 |",
        "| --- | ---: | ---: |" + " ---: |" * 3,
    ]
    for name in SETS:
        table = tables[name]
        several = np.isin(np.arange(len(table.scores)), table.point_owner)
        for share, scores in shares.items():
            human, machine = table.scores[several], scores[name][several]
            lines.append(
                f"| {name} | {several.sum():,} | {share:.2f} "
                f"| {metrics.pearson(human, machine):.3f} "
                f"| {metrics.rmse(human, machine):.3f} | {metrics.macro_f1(human, machine):.3f} |"
            )
    return "\n".join(lines) + "\n"
