"""A small network over the words of an answer and of a text, each seen in the light of the other.

Decomposable attention (Parikh et al. 2016, equations 1 to 5) on the contextual token vectors of the
encoder, out of which the question's direction is taken. *Attend*: beside every token stands the
mean of the other text's tokens, weighted by how near they are. *Compare*: one layer reads the two
in a space of fewer dimensions, their products and their distances, with how telling the token is,
how new beside the question, and how near its best partner. *Aggregate*: means by both weights and
the maximum over all tokens of either text give one number, log-odds to add to those of the columns.
The columns count what happens to words; this sees which words they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from pydantic import BaseModel, ConfigDict

from grader.reading import Row, View
from grader.stack import Stack
from providers.embedding import Vectors

SHARPNESS = 10.0
"""The weight of a partner is exp(sharpness x cosine), over the sum of all weights."""
SMALL = 0.2
"""Weights of tokens are scaled by this, to be about as large as the other inputs."""
NUMBERS = ("telling", "new", "nearest")
"""What the comparing layers read of a token besides vectors, in order, after them."""


class Layer(BaseModel):
    """One affine step: `weights` is (inputs, outputs)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    weights: list[list[float]]
    biases: list[float]


class AttentionFile(BaseModel):
    """The layers: `onto` projects token vectors (dimension, reduced), `text` and `answer` compare
    the tokens of either side (4 reduced + 3 inputs), `last` weighs the three pools of both sides.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    onto: list[list[float]]
    text: Layer
    answer: Layer
    last: Layer


class _Compare:
    """A comparing layer and the weights of its pools, cut by what they read."""

    def __init__(self, layer: Layer, pools: Vectors) -> None:
        weights = _array(layer.weights)
        reduced = (len(weights) - len(NUMBERS)) // 4
        self._own, self._beside = weights[:reduced], weights[reduced : 4 * reduced]
        self._scalars, self._nearest = SMALL * weights[4 * reduced : -1], weights[-1]
        self._biases = _array(layer.biases)
        self.means, self.most = np.stack(np.split(pools, 3)[:2], axis=1), np.split(pools, 3)[2]

    def alone(self, own: Vectors, scalars: Vectors) -> Vectors:
        """What the layer reads of the tokens themselves."""
        return own @ self._own + scalars @ self._scalars + self._biases

    def units(self, alone: Vectors, own: Vectors, partner: Vectors, nearest: Vectors) -> Vectors:
        """The units of tokens beside their partners."""
        width = own.shape[-1]
        beside = np.empty((*partner.shape[:-1], 3 * width), dtype=np.float32)
        beside[..., :width] = partner
        np.multiply(own, partner, out=beside[..., width : 2 * width])
        distance = beside[..., 2 * width :]
        np.abs(np.subtract(own, partner, out=distance), out=distance)
        read = (beside.reshape(-1, 3 * width) @ self._beside).reshape(*partner.shape[:-1], -1)
        read += alone
        read += nearest[..., None] * self._nearest
        return np.maximum(read, 0.0, out=read)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What depends on the texts alone: their tokens projected, what is read of them alone, their
    shares, and from where to where the tokens of each text are.
    """

    tokens: Vectors
    alone: Vectors
    shares: Vectors
    bounds: list[tuple[int, int]]


class Attention:
    """The network. Immutable once made."""

    def __init__(self, file: AttentionFile) -> None:
        self._onto = _array(file.onto)
        of_text, of_answer = np.split(_array(file.last.weights)[:, 0], 2)
        self._text, self._answer = _Compare(file.text, of_text), _Compare(file.answer, of_answer)
        self._bias = file.last.biases[0]

    def odds(self, texts: Stack, answer: View) -> Row:
        """Log-odds to add for each text; 0 where it or the answer has no tokens."""
        found = np.zeros(len(texts.views))
        if not len(texts.told_of) or not len(answer.tokens):
            return found
        wanted = texts.kept(self, self._wanted)
        said = answer.tokens @ self._onto
        near = texts.tokens @ answer.tokens.T
        pull = np.exp(SHARPNESS * (near - 1.0))
        odds = self._of_texts(texts, wanted, near, pull, said)
        odds += self._of_answer(texts, wanted, near, pull, said, answer)
        found[texts.told_of] = odds + self._bias
        return found

    def _wanted(self, texts: Stack) -> _Wanted:
        tokens = texts.tokens @ self._onto
        shares = np.concatenate([each.shares.T for each in texts.views]).astype(np.float32)
        bounds = list(pairwise([*texts.starts.tolist(), len(tokens)]))
        return _Wanted(tokens, self._text.alone(tokens, texts.scalars), shares, bounds)

    def _of_texts(
        self, texts: Stack, wanted: _Wanted, near: Vectors, pull: Vectors, said: Vectors
    ) -> Vectors:
        """What the tokens of each text add beside the answer."""
        partner = (pull / pull.sum(axis=1, keepdims=True)) @ said
        units = self._text.units(wanted.alone, wanted.tokens, partner, near.max(axis=1))
        means = np.add.reduceat(((units @ self._text.means) * wanted.shares).sum(1), texts.starts)
        return np.asarray(means + np.maximum.reduceat(units, texts.starts) @ self._text.most)

    def _of_answer(
        self,
        texts: Stack,
        wanted: _Wanted,
        near: Vectors,
        pull: Vectors,
        said: Vectors,
        answer: View,
    ) -> Vectors:
        """What the tokens of the answer add beside each text."""
        sums = np.add.reduceat(pull, texts.starts)
        weights = (pull / sums[texts.owner]).T
        partner = np.empty((len(sums), *said.shape), dtype=np.float32)
        for place, (first, end) in enumerate(wanted.bounds):
            np.matmul(weights[:, first:end], wanted.tokens[first:end], out=partner[place])
        nearest = np.maximum.reduceat(near, texts.starts)
        units = self._answer.units(self._answer.alone(said, answer.scalars), said, partner, nearest)
        means = ((units @ self._answer.means) * answer.shares.T).sum(axis=(1, 2))
        return np.asarray(means + units.max(axis=1) @ self._answer.most)


def _array(values: list[list[float]] | list[float]) -> Vectors:
    return np.array(values, dtype=np.float32)
