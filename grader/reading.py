"""A text as the evidence sees it: words, stems, and one weighted vector a token."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.words import NEGATIONS, PLAIN, WORD, stem, telling
from providers.embedding import TokenVectors, Vectors

Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text as the evidence sees it.

    `words` are lower-case; `stems` count content words; `weights` has one entry a token: how
    telling its word is, 0 for punctuation.
    """

    text: str
    words: tuple[str, ...]
    stems: Counter[str]
    tokens: Vectors
    weights: Row
    token_stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentence: Vectors


def read(text: str, vectors: TokenVectors) -> Reading:
    """A text with its vectors, prepared for comparison."""
    found = [(word.start(), word.end(), word.group().lower()) for word in WORD.finditer(text)]
    words = tuple(word for _, _, word in found)
    weights = np.zeros(len(vectors.spans))
    owners: list[str] = []
    place = 0
    for index, (start, _) in enumerate(vectors.spans):
        while place < len(found) and found[place][1] <= start:
            place += 1
        inside = place < len(found) and found[place][0] <= start
        word = found[place][2] if inside else ""
        weights[index] = telling(word) if word else 0.0
        owners.append(stem(word) if word else "")
    return Reading(
        text=text,
        words=words,
        stems=content_stems(words),
        tokens=vectors.vectors,
        weights=weights,
        token_stems=tuple(owners),
        spans=vectors.spans,
        sentence=vectors.sentence,
    )


def content_stems(words: Collection[str]) -> Counter[str]:
    """The stems of the words that are neither grammar nor negation, counted."""
    return Counter(stem(word) for word in words if word not in PLAIN and word not in NEGATIONS)
