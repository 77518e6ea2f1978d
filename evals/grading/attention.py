"""Training of the attention network (`grader.attention`): what token vectors add to the columns.

The log-odds by the columns stay as they are; the network is fitted to what they leave, with dropout
and few passes, and what it says is then shrunk (`SHRINK`): on unseen questions half of it is worth
more than all (`grader/data/model-card.md`, "Tried"). As with the columns every question has an
intercept of its own while it is fitted. Forward and backward pass stand here in the same order;
`grader.attention` has the forward pass for one answer, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.grading.networks import Descent
from evals.grading.tokens import Pairs, Side
from grader.attention import NUMBERS, SHARPNESS, SMALL, AttentionFile, Layer

Floats = NDArray[np.float32]
REDUCED, UNITS = 32, 32
"""Dimensions that tokens are compared in, and units of each comparing layer."""
PASSES, BATCH, RATE = 4, 128, 0.003
DROPOUT = 0.35
DECAY = 1.0
SHRINK = 0.45
_WARM = 0.3
"""The share of the passes in which the rate rises; then it falls to zero."""


@dataclass(frozen=True)
class Values:
    """All that is learnt, in the order of the slopes."""

    onto: Floats
    text: Floats
    text_biases: Floats
    answer: Floats
    answer_biases: Floats
    last: Floats
    bias: Floats

    def all(self) -> list[Floats]:
        """The arrays, which training changes in place."""
        return list(vars(self).values())


@dataclass(frozen=True)
class _Compared:
    """What the backward pass needs of the forward pass over the tokens of one side."""

    own: Floats
    partner: Floats
    inputs: Floats
    units: Floats
    kept: Floats


def start(dimension: int, dice: np.random.Generator) -> Values:
    """Values drawn by the rule of Glorot and Bengio (2010)."""

    def drawn(inputs: int, outputs: int) -> Floats:
        wide = np.sqrt(6 / (inputs + outputs))
        return dice.uniform(-wide, wide, (inputs, outputs)).astype(np.float32)

    inputs = 4 * REDUCED + len(NUMBERS)
    none = np.zeros(UNITS, dtype=np.float32)
    return Values(
        drawn(dimension, REDUCED), drawn(inputs, UNITS), none.copy(), drawn(inputs, UNITS), none,
        drawn(6 * UNITS, 1)[:, 0], np.zeros(1, dtype=np.float32),
    )  # fmt: skip


def fitted(
    pairs: Pairs,
    targets: NDArray[np.float64],
    weights: NDArray[np.float64],
    offsets: NDArray[np.float64],
    groups: NDArray[np.int64],
    seed: int = 0,
) -> Values:
    """The network that explains best what the log-odds `offsets` leave of the targets."""
    dice = np.random.default_rng(seed)
    values = start(pairs.dimension, dice)
    levels = np.zeros(int(groups.max()) + 1, dtype=np.float32)
    learnt = [*values.all(), levels]
    decay = np.float32(DECAY / len(targets))
    descent = Descent(learnt)
    steps = PASSES * (len(targets) // BATCH + 1)
    for step, drawn in enumerate(_batches(pairs, dice)):
        batch = _Batch(pairs, drawn, values, dice)
        chance = 1 / (1 + np.exp(-(batch.odds + offsets[drawn] + levels[groups[drawn]])))
        error = (weights[drawn] * (chance - targets[drawn]) / len(drawn)).astype(np.float32)
        own = np.bincount(groups[drawn], error, len(levels)).astype(np.float32)
        slopes = [*batch.slopes(error), own]
        descent.step(
            [each + decay * value for each, value in zip(slopes, learnt, strict=True)],
            RATE * _rate(step / steps),
        )
    return values


def _rate(done: float) -> float:
    """The share of the full rate when this share of the steps is done (Smith and Topin 2018)."""
    return done / _WARM if done < _WARM else max(0.0, (1 - done) / (1 - _WARM))


def _batches(pairs: Pairs, dice: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Rows of about one length together, in another order each pass."""
    for _ in range(PASSES):
        length = np.round(pairs.answers.sizes / 4) + 3 * dice.random(len(pairs))
        order = np.argsort(length, kind="stable")
        batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
        for place in dice.permutation(len(batches)):
            yield batches[place]


def odds_of(values: Values, pairs: Pairs) -> NDArray[np.float64]:
    """The log-odds of each pair, nothing dropped; 0 where either text has no tokens."""
    found = np.zeros(len(pairs))
    there = np.flatnonzero((pairs.answers.sizes > 0) & (pairs.texts.sizes > 0))
    order = there[np.argsort(pairs.answers.sizes[there], kind="stable")]
    for first in range(0, len(order), BATCH):
        drawn = order[first : first + BATCH]
        found[drawn] = _Batch(pairs, drawn, values).odds
    return found


class _Batch:
    """The forward pass of some pairs at once, and the slopes of its loss."""

    def __init__(
        self,
        pairs: Pairs,
        drawn: NDArray[np.intp],
        values: Values,
        dice: np.random.Generator | None = None,
    ) -> None:
        self._values, self._dice = values, dice
        self._text, self._answer = pairs.texts.padded(drawn), pairs.answers.padded(drawn)
        near = self._text.tokens @ self._answer.tokens.transpose(0, 2, 1)
        near = np.where(self._text.there[:, :, None] & self._answer.there[:, None, :], near, -1.0)
        self._to_answer, nearest = _attended(near, self._answer.there)
        self._to_text, nearest_text = _attended(near.transpose(0, 2, 1), self._text.there)
        wanted, said = self._text.tokens @ values.onto, self._answer.tokens @ values.onto
        self._of_text = self._compare(
            wanted, self._to_answer @ said, self._text, nearest, values.text, values.text_biases
        )
        self._of_answer = self._compare(
            said, self._to_text @ wanted, self._answer, nearest_text,
            values.answer, values.answer_biases,
        )  # fmt: skip
        pools = np.hstack(
            [_pooled(self._text, self._of_text), _pooled(self._answer, self._of_answer)]
        )
        self._kept = self._drop(pools.shape)
        self._pools = pools * self._kept
        self.odds = self._pools @ values.last + values.bias

    def _drop(self, shape: tuple[int, ...]) -> Floats:
        """What each number is multiplied with: 0 for the dropped ones, in training."""
        if self._dice is None:
            return np.ones(shape, dtype=np.float32)
        kept = self._dice.random(shape, dtype=np.float32) >= DROPOUT
        return kept.astype(np.float32) / np.float32(1 - DROPOUT)

    def _compare(
        self,
        own: Floats,
        partner: Floats,
        side: Side,
        nearest: Floats,
        weights: Floats,
        biases: Floats,
    ) -> _Compared:
        read = np.concatenate([own, partner, own * partner, np.abs(own - partner)], axis=-1)
        kept = self._drop(read.shape)
        inputs = np.concatenate([read * kept, side.scalars * SMALL, nearest[..., None]], axis=-1)
        units = np.maximum(inputs @ weights + biases, 0.0) * side.there[..., None]
        return _Compared(own, partner, inputs, units, kept)

    def slopes(self, error: Floats) -> list[Floats]:
        """The gradient of the loss by each of the values; `error` is that by the log-odds."""
        values = self._values
        back = np.outer(error, values.last) * self._kept
        half = back.shape[1] // 2
        text, text_biases, own, partner = _back(
            self._text, self._of_text, back[:, :half], values.text
        )
        answer, answer_biases, own_said, partner_said = _back(
            self._answer, self._of_answer, back[:, half:], values.answer
        )
        wanted = own + self._to_text.transpose(0, 2, 1) @ partner_said
        said = own_said + self._to_answer.transpose(0, 2, 1) @ partner
        onto = _flat(self._text.tokens).T @ _flat(wanted)
        onto += _flat(self._answer.tokens).T @ _flat(said)
        last = self._pools.T @ error
        return [onto, text, text_biases, answer, answer_biases, last, error.sum(keepdims=True)]


def _attended(near: Floats, partners: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """For each token the weights of its partners, and how near the nearest is."""
    pull = np.exp(SHARPNESS * (near - 1.0)) * partners[:, None, :]
    sums = pull.sum(axis=2, keepdims=True)
    return pull / np.maximum(sums, np.float32(1e-30)), near.max(axis=2)


def _pooled(side: Side, compared: _Compared) -> Floats:
    """Means by both weights, and the maximum, of the units of each text's tokens."""
    means = side.shares.transpose(0, 2, 1) @ compared.units
    return np.hstack([means.reshape(len(means), -1), compared.units.max(axis=1)])


def _back(
    side: Side, compared: _Compared, back: Floats, weights: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Slopes of a comparing layer's weights and biases, of the tokens and of their partners."""
    units = compared.units
    by_weight, by_new, by_most = np.split(back, 3, axis=1)
    means = np.stack([by_weight, by_new], axis=1)
    slopes = side.shares @ means
    most = units.argmax(axis=1)[:, None, :]
    np.put_along_axis(
        slopes, most, np.take_along_axis(slopes, most, axis=1) + by_most[:, None, :], axis=1
    )
    slopes *= units > 0
    flat = _flat(slopes)
    read = (flat @ weights[: -len(NUMBERS)].T).reshape(compared.kept.shape) * compared.kept
    own, partner, product, distance = np.split(read, 4, axis=2)
    sign = distance * np.sign(compared.own - compared.partner)
    return (
        _flat(compared.inputs).T @ flat,
        flat.sum(axis=0),
        own + product * compared.partner + sign,
        partner + product * compared.own - sign,
    )


def _flat(values: Floats) -> Floats:
    return values.reshape(-1, values.shape[-1])


def attention_layers(values: Values, scale: float = 1.0) -> AttentionFile:
    """The network as it is written to the file that ships, to four digits; its log-odds scaled."""
    return AttentionFile(
        onto=_rounded(values.onto),
        text=Layer(weights=_rounded(values.text), biases=_rounded(values.text_biases[None])[0]),
        answer=Layer(
            weights=_rounded(values.answer), biases=_rounded(values.answer_biases[None])[0]
        ),
        last=Layer(
            weights=_rounded(scale * values.last[:, None]),
            biases=_rounded(scale * values.bias[None])[0],
        ),
    )


def _rounded(values: Sequence[Sequence[float]] | NDArray[np.floating]) -> list[list[float]]:
    return [[round(float(each), 4) for each in row] for row in values]
