"""Evidence on the pieces of two texts: neighbouring words, and clauses instead of the whole.

A right answer may hide in one clause of a long one, and a reference may have a clause that the
answer leaves out; whole-text vectors average both away.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from grader.alignment import harmonic
from grader.reading import Reading
from grader.words import stem
from providers.embedding import Vectors

_BREAK = re.compile(
    r"[.!?;:,]\s+|\s+(?=(?:and|but|because|so that|which|whose|while|whereas)\b)", re.I
)
_FEWEST_TOKENS = 3


def parts(reference: Reading, answer: Reading) -> dict[str, float]:
    """The columns of the evidence on bigrams and clauses."""
    return {
        "bigrams": _bigrams(reference, answer),
        "clause_best": _best_clause(reference, answer),
        "clause_worst": _worst_clause(reference, answer),
    }


def _bigrams(reference: Reading, answer: Reading) -> float:
    """F1 of the pairs of neighbouring stems, words of grammar included."""
    one = set(pairwise(stem(word) for word in reference.words))
    other = set(pairwise(stem(word) for word in answer.words))
    both = len(one & other)
    return harmonic(both / max(len(one), 1), both / max(len(other), 1))


def _best_clause(reference: Reading, answer: Reading) -> float:
    """The largest cosine of a clause of the answer with the whole reference."""
    means = [_unit(answer.tokens[own].mean(axis=0)) for own in _clauses(answer)]
    return max((float(mean @ reference.sentence) for mean in means), default=0.0)


def _worst_clause(reference: Reading, answer: Reading) -> float:
    """How well the least covered clause of the reference is covered, word by word."""
    if not len(answer.tokens):
        return 0.0
    nearest = (reference.tokens @ answer.tokens.T).max(axis=1, initial=0.0)
    found = []
    for own in _clauses(reference):
        weights = reference.weights[own]
        if weights.sum() > 1e-9:
            found.append(float(nearest[own] @ weights / weights.sum()))
    return min(found, default=0.0)


def _clauses(reading: Reading) -> list[NDArray[np.intp]]:
    """For each clause of a few tokens and more, which tokens are in it; at least one clause."""
    breaks = np.array([found.end() for found in _BREAK.finditer(reading.text)], dtype=float)
    begins = np.array([start for start, _ in reading.spans], dtype=float)
    owner = np.searchsorted(breaks, begins, side="right")
    groups = [np.flatnonzero(owner == each) for each in np.unique(owner)]
    long = [own for own in groups if len(own) >= _FEWEST_TOKENS]
    return long or ([np.arange(len(begins))] if len(begins) else [])


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9))
