"""Evidence on the pieces of two texts: neighbouring words, and clauses instead of the whole.

A right answer may hide in one clause of a long one, and a reference may have a clause that the
answer leaves out; whole-text vectors average both away.
"""

from __future__ import annotations

import numpy as np

from grader.alignment import harmonic
from grader.reading import Reading, Row, View
from grader.stack import Stack


def bigrams(reference: Reading, answer: Reading) -> float:
    """F1 of the pairs of neighbouring stems, words of grammar included."""
    one, other = reference.bigrams, answer.bigrams
    both = len(one & other)
    return harmonic(both / max(len(one), 1), both / max(len(other), 1))


def best_clause(texts: Stack, answer: View) -> list[float]:
    """The largest cosine of a clause of the answer with each whole text."""
    if not len(answer.tokens):
        return [0.0] * len(texts.views)
    best: list[float] = (answer.reading.clause_means @ texts.sentences).max(axis=0).tolist()
    return best


def worst_clause(texts: Stack, near: Row) -> list[float]:
    """How well the least covered clause of each text is covered, word by word.

    `near` has the cosines of the texts' tokens (rows) and the answer's.
    """
    if not near.size:
        return [0.0] * len(texts.views)
    means = (texts.clause_shares @ np.maximum(near.max(axis=1), 0.0)).tolist()
    found, first = [], 0
    for count in texts.clause_counts.tolist():
        found.append(min(means[first : first + count], default=0.0))
        first += count
    return found
