"""Alignment of words in context: how well each word of one text is covered by the other.

Every token finds its best partner by the contextual vectors of the encoder, out of which the
question's direction is taken: all words of an answer lean towards the topic that the question sets,
and that leaning says nothing. Measured by question-grouped cross-validation this raises the area
under the curve of the weighted recall from .765 to .772 (SciEntsBank) and .876 to .883 (Mohler).
"""

from __future__ import annotations

import math

import numpy as np

from grader.reading import Reading, Row
from providers.embedding import Vectors

STRONG = 0.65


def harmonic(one: float, other: float) -> float:
    """The harmonic mean of two shares; 0 where both are."""
    return 2 * one * other / (one + other) if one + other > 1e-9 else 0.0


def alignment(question: Reading | None, reference: Reading, answer: Reading) -> dict[str, float]:
    """The `align_` columns of the evidence."""
    wanted, said = _demoted(reference.tokens, question), _demoted(answer.tokens, question)
    pairs = (wanted @ said.T).astype(float)
    same = same_words(pairs, reference, answer)
    pairs[:, answer.weights == 0] = 0.0
    covered = np.clip(pairs.max(axis=1, initial=0.0), 0.0, 1.0)
    pairs[reference.weights == 0, :] = 0.0
    backed = np.clip(pairs.max(axis=0, initial=0.0), 0.0, 1.0)
    new_wanted = reference.weights * _novelty(question, reference, wanted)
    new_said = answer.weights * _novelty(question, answer, said)
    recall, precision = _mean(covered, reference.weights), _mean(backed, answer.weights)
    recall_new, precision_new = _mean(covered, new_wanted), _mean(backed, new_said)
    return {
        "align_recall": recall,
        "align_precision": precision,
        "align_f1": harmonic(recall, precision),
        "align_worst": _worst(covered, reference.weights),
        "align_low_quarter": _low_quarter(covered, reference.weights),
        "align_recall_new": recall_new,
        "align_precision_new": precision_new,
        "align_f1_new": harmonic(recall_new, precision_new),
        "align_worst_new": _worst(covered, new_wanted),
        "align_cubed": _mean(covered**3, new_wanted),
        "align_strong": _mean((covered > STRONG).astype(float), new_wanted),
        **same,
        "align_question": 1.0 - _mean(new_said / np.maximum(answer.weights, 1e-9), answer.weights),
        "align_answer_beyond_question": math.log1p(float(new_said.sum())),
    }


def _demoted(tokens: Vectors, question: Reading | None) -> Vectors:
    """Unit token vectors without the direction of the question's sentence."""
    if question is None or not len(tokens):
        return tokens
    rest = tokens - np.outer(tokens @ question.sentence, question.sentence)
    return np.asarray(rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9))


def same_words(pairs: Row, reference: Reading, answer: Reading) -> dict[str, float]:
    """How alike in context the same words are: words in other roles differ.

    The weighted mean, the least of the telling ones, and by how much the best exchange of two words
    would bring their contexts nearer.
    """
    none = {"align_same_word": 0.0, "align_same_worst": 0.0, "align_exchange": 0.0}
    one, other = np.array(reference.token_stems), np.array(answer.token_stems)
    if not len(one) or not len(other):
        return none
    same = (one[:, None] == other[None, :]) & (reference.weights > 0)[:, None]
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


def _novelty(question: Reading | None, reading: Reading, tokens: Vectors) -> Row:
    """One entry a token: how little the question says it, 0 (says it) to 1."""
    if question is None or not len(question.tokens) or not len(tokens):
        return np.ones(len(tokens))
    asked = _demoted(question.tokens, question)
    near = np.clip((tokens @ asked.T).max(axis=1).astype(float), 0.0, 1.0)
    said = np.array([each in question.stems for each in reading.token_stems], dtype=bool)
    return np.where(said, 0.0, 1.0 - near**2)


def _mean(values: Row, weights: Row) -> float:
    total = float(weights.sum())
    return float(values @ weights) / total if total > 1e-9 else 0.0


def _worst(covered: Row, weights: Row) -> float:
    """How well the worst covered telling token is covered; telling: half the largest weight."""
    if not weights.any():
        return 0.0
    return float(covered[weights >= 0.5 * weights.max()].min())


def _low_quarter(covered: Row, weights: Row) -> float:
    """Mean cover of the worst covered quarter of the telling tokens."""
    telling_ones = np.sort(covered[weights >= 0.5 * weights.max()])
    return float(telling_ones[: max(1, len(telling_ones) // 4)].mean())
