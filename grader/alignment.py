"""Alignment of words in context: how well each word of one text is covered by the other.

Every token finds its best partner by the contextual vectors of the encoder, out of which the
question's direction is taken: all words of an answer lean towards the topic that the question sets,
and that leaning says nothing. Measured by question-grouped cross-validation this raises the area
under the curve of the weighted recall from .765 to .772 (SciEntsBank) and .876 to .883 (Mohler).
"""

from __future__ import annotations

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
    pairs *= answer.told
    covered = _unit_range(pairs.max(axis=1))
    backed = _unit_range((pairs * reference.told[:, None]).max(axis=0))
    strong = (covered > STRONG).astype(float)
    means = reference.shares @ np.stack([covered, covered**3, strong], axis=1)
    (recall, _, _), (recall_new, cubed, strong_new) = means.tolist()
    precision, precision_new = (answer.shares @ backed).tolist()
    telling_ones = covered[reference.most_telling]
    new_ones = covered[reference.most_new]
    return {
        "align_recall": recall,
        "align_precision": precision,
        "align_f1": harmonic(recall, precision),
        "align_worst": float(telling_ones.min()) if len(telling_ones) else 0.0,
        "align_low_quarter": _low_quarter(telling_ones),
        "align_recall_new": recall_new,
        "align_precision_new": precision_new,
        "align_f1_new": harmonic(recall_new, precision_new),
        "align_worst_new": float(new_ones.min()) if len(new_ones) else 0.0,
        "align_cubed": cubed,
        "align_strong": strong_new,
        **same,
        "align_question": 1.0 - answer.share_new,
        "align_answer_beyond_question": answer.beyond,
    }


def _same_words(pairs: Row, reference: Reading, answer: Reading) -> dict[str, float]:
    """How alike in context the same words are: words in other roles differ.

    The weighted mean, the least of the telling ones, and by how much the best exchange of two words
    would bring their contexts nearer.
    """
    none = {"align_same_word": 0.0, "align_same_worst": 0.0, "align_exchange": 0.0}
    same = reference.counted_ids == answer.stem_ids
    shared = np.flatnonzero(same.any(axis=1))
    if not len(shared):
        return none
    partner = np.where(same[shared], pairs[shared], -1.0).argmax(axis=1)
    cross = pairs[shared[:, None], partner]
    nearest = cross.diagonal()
    weights = reference.weights[shared]
    gain = (cross + cross.T) / 2 - (nearest[:, None] + nearest) / 2
    ids = reference.stem_ids[shared]
    gain[ids[:, None] == ids] = -1.0
    return {
        "align_same_word": float(nearest @ weights) / max(float(weights.sum()), 1e-9),
        "align_same_worst": float(nearest[weights >= 0.5 * weights.max()].min()),
        "align_exchange": float(gain.max()),
    }


def _unit_range(values: Row) -> Row:
    return np.minimum(np.maximum(values, 0.0), 1.0)


def _low_quarter(covered: Row) -> float:
    """Mean cover of the worst covered quarter of the telling tokens."""
    if not len(covered):
        return 0.0
    return float(np.sort(covered)[: max(1, len(covered) // 4)].mean())
