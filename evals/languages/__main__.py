"""`python -m evals.languages report`: German answers to German references (SAF, MIT).

A logistic regression on numbers that any language has (`evals.languages.likeness`), six questions
in all, so everything is said of questions left out whole. It writes the table beside this module,
which is why the default grader abstains outside English.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from decks.errors import CardwrightError
from evals.grading.data import Row, rows_of

SETS = {"de": "saf-de"}
STRENGTH = 0.03
"""Inverse of the ridge penalty; from 0.003 to 0.05 the figures move by a hundredth."""
HEAD = "| question | rows | right | macro-F1 | accuracy | AUC | Pearson | calibration error |"
RISK = '| graded | macro-F1 | accuracy | always "right" |'
REPORT = Path(__file__).with_name("report.md")


def likenesses(rows: list[Row], code: str) -> Any:
    """One row of features an answer."""
    from evals.languages.likeness import likeness
    from grader.normalise import normalise
    from grader.tongues import tongue
    from providers.minilm import MiniLm

    spoken = tongue(code)
    assert spoken is not None
    texts = [
        (normalise(row.question), normalise(row.references[0]), normalise(row.answer))
        for row in rows
    ]
    distinct = list(dict.fromkeys(text for group in texts for text in group if text))
    embedder = MiniLm()
    vectors = {}
    for start in range(0, len(distinct), 64):
        batch = distinct[start : start + 64]
        for text, found in zip(batch, embedder.embed_tokens(batch), strict=True):
            vectors[text] = found.sentence
    return np.array([likeness(spoken, q, wanted, said, vectors) for q, wanted, said in texts])


def fitted(features: Any, scores: Any, *, even: bool) -> dict[str, Any]:
    """Means, scales, weights and bias; a score between 0 and 1 counts on both sides.

    With `even`, right and wrong weigh the same in all: that four in five answers of this set are
    right says nothing of another course.
    """
    from sklearn.linear_model import LogisticRegression

    share = scores.mean() if even else 0.5
    means, scales = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = (features - means) / scales
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(
        np.r_[scaled, scaled],
        np.r_[np.ones(len(scores)), np.zeros(len(scores))],
        sample_weight=np.r_[scores / share, (1 - scores) / (1 - share)] / 2,
    )
    return {
        "means": means.tolist(),
        "scales": scales.tolist(),
        "weights": model.coef_[0].tolist(),
        "bias": float(model.intercept_[0]),
    }


def chances(model: dict[str, Any], features: Any) -> Any:
    """The probability that each answer is right."""
    scaled = (features - np.array(model["means"])) / np.array(model["scales"])
    return 1 / (1 + np.exp(-(scaled @ np.array(model["weights"]) + model["bias"])))


def left_out(features: Any, scores: Any, groups: Any, *, even: bool) -> Any:
    """Probabilities by models that never saw the question."""
    found = np.zeros(len(scores))
    for group in sorted(set(groups)):
        seen = groups != group
        found[~seen] = chances(fitted(features[seen], scores[seen], even=even), features[~seen])
    return found


def report() -> None:
    """Writes the table of what questions left out whole come to."""
    rows = [row for row in rows_of(SETS["de"]) if row.answer.strip()]
    scores = np.array([row.score for row in rows])
    groups = np.array([row.question_id for row in rows])
    features = likenesses(rows, "de")
    empty = sum(row.answer.strip().lower().startswith("no response") for row in rows)
    lines = [
        "# German answers to German references",
        "",
        "Made by `python -m evals.languages report`: SAF, German, train and dev, each question",
        f"graded by a model of the other five. {empty} of {len(rows):,} rows are fillers.",
    ]
    for even, title in ((False, "as often right as in the set"), (True, "right and wrong evenly")):
        found = left_out(features, scores, groups, even=even)
        lines += ["", f"## Fitted {title}", "", HEAD, "| --- |" + " ---: |" * 7]
        lines += [_line("all", scores, found)]
        lines += [_line(g, scores[groups == g], found[groups == g]) for g in sorted(set(groups))]
        lines += [
            "",
            '| graded | macro-F1 | accuracy | always "right" |',
            "| --- |" + " ---: |" * 3,
        ]
        lines += _risk(scores, found)
    REPORT.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _line(name: str, scores: Any, found: Any) -> str:
    from sklearn.metrics import roc_auc_score

    right, said = scores >= 0.5, found >= 0.5
    figures = (right.mean(), _f1(right, said), (right == said).mean(),
               roc_auc_score(right, found), np.corrcoef(scores, found)[0, 1],
               _calibration(right, found))  # fmt: skip
    return f"| {name} | {len(scores):,} | " + " | ".join(f"{each:.3f}" for each in figures) + " |"


def _f1(right: Any, said: Any) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(right, said, average="macro", zero_division=0))


def _calibration(right: Any, found: Any) -> float:
    sure, hit = np.maximum(found, 1 - found), (found >= 0.5) == right
    bins = np.minimum((sure * 20).astype(int), 19)
    return float(
        sum(
            (bins == each).mean() * abs(sure[bins == each].mean() - hit[bins == each].mean())
            for each in set(bins)
        )
    )


def _risk(scores: Any, found: Any) -> list[str]:
    right, said, sure = scores >= 0.5, found >= 0.5, np.maximum(found, 1 - found)
    order = np.argsort(-sure)
    cuts = [(f"surest {share:.0%}", order[: int(share * len(order))]) for share in (1, 0.8, 0.5)]
    for band in (0.65, 0.75):
        kept = np.flatnonzero(sure >= band)
        cuts.append((f"confidence from {band} ({len(kept) / len(sure):.0%})", kept))
    return [
        f"| {name} | {_f1(right[k], said[k]):.3f} | {(right == said)[k].mean():.3f} "
        f"| {right[k].mean():.3f} |"
        for name, k in cuts
    ]


def main(arguments: list[str]) -> int:
    """Runs the named step; 2 for wrong usage."""
    steps = {"report": report}
    if len(arguments) != 1 or arguments[0] not in steps:
        print("Usage: python -m evals.languages report", file=sys.stderr)
        return 2
    try:
        steps[arguments[0]]()
    except CardwrightError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
