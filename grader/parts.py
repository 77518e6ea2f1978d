"""Evidence on the pieces of two texts: neighbouring words, and clauses instead of the whole.

A right answer may hide in one clause of a long one, and a reference may have a clause that the
answer leaves out; whole-text vectors average both away.
"""

from __future__ import annotations

import numpy as np

from grader.alignment import harmonic
from grader.reading import Reading


def parts(reference: Reading, answer: Reading) -> dict[str, float]:
    """The columns of the evidence on bigrams and clauses."""
    return {
        "bigrams": _bigrams(reference, answer),
        "clause_best": _best_clause(reference, answer),
        "clause_worst": _worst_clause(reference, answer),
    }


def _bigrams(reference: Reading, answer: Reading) -> float:
    """F1 of the pairs of neighbouring stems, words of grammar included."""
    one, other = reference.bigrams, answer.bigrams
    both = len(one & other)
    return harmonic(both / max(len(one), 1), both / max(len(other), 1))


def _best_clause(reference: Reading, answer: Reading) -> float:
    """The largest cosine of a clause of the answer with the whole reference."""
    if not len(answer.tokens):
        return 0.0
    return float((answer.clause_means @ reference.sentence).max())


def _worst_clause(reference: Reading, answer: Reading) -> float:
    """How well the least covered clause of the reference is covered, word by word."""
    if not len(answer.tokens) or not len(reference.tokens):
        return 0.0
    nearest = (reference.tokens @ answer.tokens.T).max(axis=1)
    nearest = np.maximum(nearest, 0.0)
    found = []
    for own in reference.clauses:
        weights = reference.weights[own]
        total = float(weights.sum())
        if total > 1e-9:
            found.append(float(nearest[own] @ weights) / total)
    return min(found, default=0.0)
