"""Token vectors of many texts below one another, and pairs of texts out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grader.reading import View

Places = NDArray[np.int64]
LONGEST = 64
"""Tokens of a text that are read while the network is trained; the median has twenty."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of texts, each in the light of a question: unit vectors without its direction
    (float16), and two numbers each, how telling it is and how telling what is new.

    Text i has the rows from `starts[i]` to `starts[i + 1]`.
    """

    vectors: NDArray[np.float16]
    scalars: NDArray[np.float32]
    starts: Places

    def __len__(self) -> int:
        return len(self.starts) - 1


def together(several: Sequence[Tokens]) -> Tokens:
    """The texts of all of them, in order."""
    rows = np.cumsum([0, *(len(each.vectors) for each in several)])
    starts = [each.starts[1:] + row for each, row in zip(several, rows, strict=False)]
    return Tokens(
        np.concatenate([each.vectors for each in several]),
        np.concatenate([each.scalars for each in several]),
        np.concatenate([[0], *starts]),
    )


def tokens_of(views: Sequence[View]) -> Tokens:
    """The tokens of these texts."""
    sizes = [min(len(each.tokens), LONGEST) for each in views]
    return Tokens(
        np.concatenate([each.tokens[:LONGEST] for each in views]).astype(np.float16),
        np.concatenate([each.scalars[:LONGEST] for each in views]),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
    )


@dataclass(frozen=True)
class Side:
    """One text of each pair, filled up to the longest: `tokens` (pairs, tokens, dimension)."""

    tokens: NDArray[np.float32]
    scalars: NDArray[np.float32]
    there: NDArray[np.bool_]

    @cached_property
    def shares(self) -> NDArray[np.float32]:
        """Both weights of each token as shares of their sum; zeros where there is none."""
        sums = self.scalars.sum(axis=1, keepdims=True)
        return np.asarray(self.scalars / np.where(sums > 1e-9, sums, np.inf), dtype=np.float32)


@dataclass(frozen=True)
class Chosen:
    """A text for each pair."""

    tokens: Tokens
    places: Places

    @cached_property
    def sizes(self) -> Places:
        """How many tokens each has."""
        return np.diff(self.tokens.starts)[self.places]

    def padded(self, drawn: NDArray[np.intp]) -> Side:
        """The texts of these pairs."""
        sizes, begins = self.sizes[drawn], self.tokens.starts[self.places[drawn]]
        steps = np.arange(max(1, int(sizes.max())))
        there = steps < sizes[:, None]
        rows = np.where(there, begins[:, None] + steps, 0)
        vectors = self.tokens.vectors[rows].astype(np.float32) * there[..., None]
        return Side(vectors, self.tokens.scalars[rows] * there[..., None], there)


@dataclass(frozen=True)
class Pairs:
    """Texts, and the answer beside each."""

    texts: Chosen
    answers: Chosen

    def __len__(self) -> int:
        return len(self.answers.places)

    @property
    def dimension(self) -> int:
        """Of the token vectors."""
        return int(self.answers.tokens.vectors.shape[1])


def pairs_of(tokens: Tokens, places: Places) -> Pairs:
    """The pairs whose places (text, answer) these are, one row each."""
    return Pairs(Chosen(tokens, places[:, 0]), Chosen(tokens, places[:, 1]))


def joined(several: Sequence[Pairs]) -> Pairs:
    """The pairs of all of them, in order."""
    tokens = [each.answers.tokens for each in several]
    every, firsts = together(tokens), np.cumsum([0, *map(len, tokens)])
    sides = zip(*((each.texts.places, each.answers.places) for each in several), strict=True)
    moved = [
        np.concatenate([places + first for places, first in zip(side, firsts, strict=False)])
        for side in sides
    ]
    return Pairs(*(Chosen(every, side) for side in moved))
