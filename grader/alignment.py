"""Alignment of words in context: how well each word of one text is covered by the other.

Every token finds its best partner by the contextual vectors of the encoder, out of which the
question's direction is taken: all words of an answer lean towards the topic that the question sets,
and that leaning says nothing. Measured by question-grouped cross-validation this raises the area
under the curve of the weighted recall from .765 to .772 (SciEntsBank) and .876 to .883 (Mohler).
"""

from __future__ import annotations

import math

import numpy as np

from grader.reading import Reading, Row, View

STRONG = 0.65
_COLUMNS = (
    "align_recall", "align_precision", "align_f1", "align_worst", "align_low_quarter",
    "align_recall_new", "align_precision_new", "align_f1_new", "align_worst_new", "align_cubed",
    "align_strong", "align_same_word", "align_same_worst", "align_exchange", "align_question",
    "align_answer_beyond_question",
)  # fmt: skip


def harmonic(one: float, other: float) -> float:
    """The harmonic mean of two shares; 0 where both are."""
    return 2 * one * other / (one + other) if one + other > 1e-9 else 0.0


def alignment(reference: View, answer: View) -> dict[str, float]:
    """The `align_` columns of the evidence."""
    if not len(reference.tokens) or not len(answer.tokens):
        return dict.fromkeys(_COLUMNS, 0.0)
    pairs = (reference.tokens @ answer.tokens.T).astype(float)
    same = _same_words(pairs, reference.reading, answer.reading)
    covered = _unit_range((pairs * answer.told).max(axis=1))
    backed = _unit_range((pairs * (reference.told[:, None] * answer.told)).max(axis=0))
    recall, precision = _mean(covered, reference.weights), _mean(backed, answer.weights)
    recall_new, precision_new = _mean(covered, reference.new), _mean(backed, answer.new)
    telling_ones = covered[reference.weights >= 0.5 * max(float(reference.weights.max()), 1e-9)]
    return {
        "align_recall": recall,
        "align_precision": precision,
        "align_f1": harmonic(recall, precision),
        "align_worst": float(telling_ones.min()) if len(telling_ones) else 0.0,
        "align_low_quarter": _low_quarter(telling_ones),
        "align_recall_new": recall_new,
        "align_precision_new": precision_new,
        "align_f1_new": harmonic(recall_new, precision_new),
        "align_worst_new": _worst(covered, reference.new),
        "align_cubed": _mean(covered**3, reference.new),
        "align_strong": _mean((covered > STRONG).astype(float), reference.new),
        **same,
        "align_question": 1.0 - answer.share_new,
        "align_answer_beyond_question": math.log1p(float(answer.new.sum())),
    }


def _same_words(pairs: Row, reference: Reading, answer: Reading) -> dict[str, float]:
    """How alike in context the same words are: words in other roles differ.

    The weighted mean, the least of the telling ones, and by how much the best exchange of two words
    would bring their contexts nearer.
    """
    none = {"align_same_word": 0.0, "align_same_worst": 0.0, "align_exchange": 0.0}
    one = reference.stem_ids
    same = (one[:, None] == answer.stem_ids[None, :]) & (reference.weights > 0)[:, None]
    shared = np.flatnonzero(same.any(axis=1))
    if not len(shared):
        return none
    partner = np.where(same, pairs, -1.0).argmax(axis=1)[shared]
    cross = pairs[np.ix_(shared, partner)]
    nearest = np.diag(cross)
    weights = reference.weights[shared]
    gain = (cross + cross.T - nearest[:, None] - nearest[None, :]) / 2
    different = one[shared][:, None] != one[shared][None, :]
    return {
        "align_same_word": _mean(nearest, weights),
        "align_same_worst": _worst(nearest, weights),
        "align_exchange": float(np.where(different, gain, -1.0).max()),
    }


def _unit_range(values: Row) -> Row:
    return np.minimum(np.maximum(values, 0.0), 1.0)


def _mean(values: Row, weights: Row) -> float:
    total = float(weights.sum())
    return float(values @ weights) / total if total > 1e-9 else 0.0


def _worst(covered: Row, weights: Row) -> float:
    """How well the worst covered telling token is covered; telling: half the largest weight."""
    if not weights.any():
        return 0.0
    return float(covered[weights >= 0.5 * weights.max()].min())


def _low_quarter(covered: Row) -> float:
    """Mean cover of the worst covered quarter of the telling tokens."""
    if not len(covered):
        return 0.0
    return float(np.sort(covered)[: max(1, len(covered) // 4)].mean())
