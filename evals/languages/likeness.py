"""How like an answer is its reference, in numbers that any language has.

Stems shared with the reference, with and without the question's; character n-grams; words that
hold one another (German compounds); numbers; lengths; and the cosine of the English
encoder, which still sees shared pieces of words. Marks for points in the reference, "(0.5 P)", are
no part of it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from grader.tongues import Tongue
from providers.embedding import Vectors

FEATURES = (
    "recall_demoted", "precision_demoted", "grams_demoted", "grams_precision", "grams_recall",
    "held_precision", "held_recall", "cosine", "cosine_demoted", "numbers",
    "length", "length_ratio",
)  # fmt: skip
GRAM = 4
STEMMERS = {"de": "german"}
_MARKS = re.compile(r"\(\s*\d+(?:[.,]\d+)?\s*(?:P|Pkt|Punkte?|pts?|points?)\.?\s*\)", re.I)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LONG = 4


def without_marks(text: str) -> str:
    """The text without marks for points."""
    return _MARKS.sub("", text)


@lru_cache(maxsize=4096)
def _stems(tongue: Tongue, text: str) -> frozenset[str]:
    """The stems of the words that are neither of grammar nor of denial."""
    import snowballstemmer

    stemmer = snowballstemmer.stemmer(STEMMERS[tongue.code])
    empty = tongue.plain | tongue.negations
    telling = {word for word in tongue.words(without_marks(text)) if word not in empty}
    return frozenset(str(stemmer.stemWord(word)) for word in telling)


@lru_cache(maxsize=4096)
def _grams(text: str) -> Counter[str]:
    flat = " ".join(["", *re.findall(r"[^\W_]+", text.lower()), ""])
    return Counter(flat[place : place + GRAM] for place in range(len(flat) - GRAM + 1))


def likeness(
    tongue: Tongue, question: str, reference: str, answer: str, vectors: dict[str, Vectors]
) -> NDArray[np.float64]:
    """One row of numbers in the order of `FEATURES`; `vectors` are of the texts as given."""
    asked, wanted, said = (_stems(tongue, text) for text in (question, reference, answer))
    new, wanted_new = said - asked, wanted - asked
    mine, theirs, known = (_grams(without_marks(text)) for text in (answer, reference, question))
    shared = sum(min(count, theirs[gram]) for gram, count in mine.items())
    figures = set(_NUMBER.findall(without_marks(reference)))
    lengths = [math.log1p(len(tongue.words(without_marks(text)))) for text in (answer, reference)]
    cosine, demoted = _cosines(vectors.get(question), vectors[reference], vectors[answer])
    return np.array([
        len(new & wanted_new) / max(1, len(wanted_new)),
        len(new & wanted_new) / max(1, len(new)),
        _cosine(_beyond(mine, known), _beyond(theirs, known)),
        shared / max(1, mine.total()),
        shared / max(1, theirs.total()),
        _held(said, wanted),
        _held(wanted, said),
        cosine,
        demoted,
        len(figures & set(_NUMBER.findall(answer))) / len(figures) if figures else 0.5,
        lengths[0],
        lengths[0] - lengths[1],
    ])  # fmt: skip


def _beyond(grams: Counter[str], known: Counter[str]) -> Counter[str]:
    return Counter({gram: count for gram, count in grams.items() if gram not in known})


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    dot = sum(count * other[gram] for gram, count in one.items())
    size = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return dot / size if size else 0.0


def _held(words: Collection[str], others: Collection[str]) -> float:
    """The share of words that hold, or stand in, a long word of the others."""
    long_ones = [other for other in others if len(other) >= _LONG]
    held = sum(
        any(word == other or (len(word) >= _LONG and (word in other or other in word))
            for other in long_ones)
        for word in words
    )  # fmt: skip
    return held / max(1, len(words))


def _cosines(question: Vectors | None, reference: Vectors, answer: Vectors) -> tuple[float, float]:
    """The cosine of the unit vectors, and the one with the question's direction taken out."""
    cosine = float(answer @ reference)
    if question is None:
        return cosine, cosine
    one = answer - (answer @ question) * question
    other = reference - (reference @ question) * question
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return cosine, float(one @ other) / size if size > 1e-9 else 0.0
