"""The texts that an answer is compared with, their tokens below one another.

A card's reference and key points are compared with every answer; laid in one matrix they are
compared at once. What depends on the card alone is worked out once and kept with the stack.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from grader.reading import Row, View
from providers.embedding import Vectors

Places = NDArray[np.intp]
Mask = NDArray[np.bool_]
Made = TypeVar("Made")
_SMALLEST = 1e-9


@dataclass(frozen=True)
class Stack:
    """Views of texts in the light of one question. Rows of its matrices are tokens of all texts,
    in the order of `views`; `owner` says whose a row is.
    """

    views: tuple[View, ...]

    @cached_property
    def sizes(self) -> Places:
        """How many tokens each text has."""
        return np.array([len(each.tokens) for each in self.views], dtype=np.intp)

    @cached_property
    def told_of(self) -> Places:
        """The places of the texts that have tokens."""
        return np.flatnonzero(self.sizes)

    @cached_property
    def starts(self) -> Places:
        """The first row of each text that has tokens."""
        return (np.cumsum(self.sizes) - self.sizes)[self.told_of]

    @cached_property
    def owner(self) -> Places:
        """For each token the place of its text among those that have tokens."""
        return np.repeat(np.arange(len(self.told_of)), self.sizes[self.told_of])

    @cached_property
    def tokens(self) -> Vectors:
        """Token vectors without the direction of the question."""
        return np.concatenate([each.tokens for each in self.views])

    @cached_property
    def raw_tokens(self) -> Vectors:
        """Token vectors as they are."""
        return np.concatenate([each.reading.tokens for each in self.views])

    @cached_property
    def sentences(self) -> Row:
        """One column a text: its vector."""
        return np.array([each.reading.sentence for each in self.views], dtype=float).T

    @cached_property
    def demoted(self) -> Row:
        """One column a text: its vector without the direction of the question."""
        return np.array([each.demoted for each in self.views], dtype=float).T

    @cached_property
    def weights(self) -> Row:
        """How telling each token is."""
        return np.concatenate([each.weights for each in self.views])

    @cached_property
    def scalars(self) -> Vectors:
        """Two columns a token (see `View.scalars`)."""
        return np.concatenate([each.scalars for each in self.views])

    def kept(self, reader: object, make: Callable[[Stack], Made]) -> Made:
        """What a reader makes of the texts, once; kept for the last one that asked."""
        kept: tuple[object, Made] | None = self.__dict__.get("_kept")
        if kept is None or kept[0] is not reader:
            kept = (reader, make(self))
            self.__dict__["_kept"] = kept
        return kept[1]

    @cached_property
    def silent(self) -> Mask:
        """A column: which tokens tell nothing."""
        return (self.weights <= 0)[:, None]

    @cached_property
    def counted_ids(self) -> NDArray[np.int64]:
        """A column: numbers of the stems (see `Reading.counted_ids`)."""
        return np.concatenate([each.reading.counted_ids for each in self.views])

    @cached_property
    def shares(self) -> Row:
        """Two rows a text (see `View.shares`), with zeros under the tokens of the others."""
        return _blocks([each.shares for each in self.views])

    @cached_property
    def weights_of(self) -> Row:
        """One row a text: the weights of its tokens."""
        return _blocks([each.weights[None, :] for each in self.views])

    @cached_property
    def most_telling(self) -> Mask:
        """The tokens that tell at least half as much as the one of their text that tells most."""
        return np.concatenate([_marked(each.most_telling, each) for each in self.views])

    @cached_property
    def most_new(self) -> Mask:
        """The same by what is new."""
        return np.concatenate([_marked(each.most_new, each) for each in self.views])

    @cached_property
    def clause_shares(self) -> Row:
        """One row a clause that tells anything: the shares of its tokens in what it tells."""
        return _blocks([_clauses(each) for each in self.views])

    @cached_property
    def clause_counts(self) -> Places:
        """How many clauses that tell anything each text has."""
        return np.array([len(_clauses(each)) for each in self.views], dtype=np.intp)


def stacked(views: Sequence[View]) -> Stack:
    """The views of one or more texts as a stack."""
    return Stack(tuple(views))


def _marked(places: Places, view: View) -> Mask:
    out = np.zeros(len(view.tokens), dtype=bool)
    out[places] = True
    return out


def _clauses(view: View) -> Row:
    found: list[Row] = []
    for own in view.reading.clauses:
        total = float(view.weights[own].sum())
        if total > _SMALLEST:
            row = np.zeros(len(view.tokens))
            row[own] = view.weights[own] / total
            found.append(row)
    return np.array(found).reshape(len(found), len(view.tokens))


def _blocks(parts: Sequence[Row]) -> Row:
    """Matrices along the diagonal of a larger one."""
    out = np.zeros((sum(len(each) for each in parts), sum(each.shape[1] for each in parts)))
    row = column = 0
    for each in parts:
        out[row : row + len(each), column : column + each.shape[1]] = each
        row, column = row + len(each), column + each.shape[1]
    return out
