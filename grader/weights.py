"""The trained numbers of the local grader, out of the JSON data file that ships.

Columns of evidence are standardised with `means` and `scales` and clipped. Three networks read
them: `said` gives the probability that the answer says what the reference says, `contrary` that it
says the contrary in nearly the same words, `empty` that it states nothing (key words in a row, a
flood of other matter). Layers are affine with a rectifier between them. Made by
`python -m evals.grading train`; the file names its origin.
"""

from __future__ import annotations

import hashlib
import math
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from decks.errors import DataDamaged
from grader.attention import Attention, AttentionFile, Layer
from grader.features import FEATURES

Matrix = NDArray[np.float64]
SHIPPED = "local-5"
CLIP = 5.0
CONTRARY_SURE = 1.0
"""The log-odds from which on a likely contrary weighs against what is said."""
BY_RULE = [FEATURES.index(name) for name in ("order_exchanged", "turned_alone")]
"""Otherwise the same words, but roles exchanged, a negation more or other numbers: the contrary by
rule.
"""


class WeightsFile(BaseModel):
    """What the JSON file holds.

    The log-odds of `attention` are added to those of `said`, and
    `contrary_pull` times the log-odds of a contrary, as far as they are above `CONTRARY_SURE`, are
    taken off.
    From a probability of `contrary_from` on the answer counts as contrary to a whole reference, and
    every credit is multiplied by `contrary_factor`; from a probability of `empty_from` on no credit
    is more than partial. `per_reference` times the logarithm of the
    number of whole references is added to the log-odds of the best one, which is the luckier the
    more there are. `confidence_slope` and `confidence_offset` turn the distance of the score from
    the cut (in log-odds) into the probability that the verdict is right; below `abstain_below` the
    grader abstains. `whole_share`: how much of the score the whole reference decides
    (`grader.score`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    about: str
    features: list[str]
    means: list[float]
    scales: list[float]
    said: tuple[Layer, Layer]
    attention: AttentionFile
    contrary: tuple[Layer, Layer]
    contrary_pull: float
    contrary_from: float
    contrary_factor: float
    empty: tuple[Layer, Layer]
    empty_from: float
    per_reference: float
    whole_share: float
    confidence_slope: float
    confidence_offset: float
    abstain_below: float


class Weights:
    """The shipped model: rows of evidence in, probabilities out. Immutable once made."""

    def __init__(self, file: WeightsFile, sha256: str) -> None:
        if tuple(file.features) != FEATURES:
            raise DataDamaged("The grader's weights are for other features: reinstall Cardwright.")
        self.file = file
        self.sha256 = sha256
        self.attention = Attention(file.attention)
        self._means, self._scales = np.array(file.means), np.array(file.scales)
        networks = [file.said, file.contrary, file.empty]
        self._first = np.hstack([np.array(first.weights) for first, _ in networks])
        self._first_biases = np.concatenate([first.biases for first, _ in networks])
        self._last = _side_by_side([np.array(last.weights) for _, last in networks])
        self._last_biases = np.concatenate([last.biases for _, last in networks])

    @property
    def version(self) -> str:
        """Number and content hash: another file is another grader."""
        return f"{self.file.name.removeprefix('local-')}-{self.sha256[:8]}"

    def judge(
        self, rows: Matrix, heard: Matrix
    ) -> tuple[list[float], list[float], list[bool], list[bool]]:
        """For rows of one answer's evidence, one for each text it is compared with, and for what
        `attention` adds to each: the log-odds that it says the text, the same before a likely
        contrary is taken off, whether it says the contrary, and whether it states nothing.
        """
        start = np.minimum(np.maximum((rows - self._means) / self._scales, -CLIP), CLIP)
        odds = np.maximum(start @ self._first + self._first_biases, 0.0) @ self._last
        odds += self._last_biases
        odds[:, 0] += heard
        plain = odds[:, 0].tolist()
        odds[:, 0] -= self.file.contrary_pull * np.maximum(odds[:, 1] - CONTRARY_SURE, 0.0)
        chances = _chance(odds)
        contrary = chances[:, 1] >= self.file.contrary_from
        return (
            odds[:, 0].tolist(),
            plain,
            (contrary | rows[:, BY_RULE].any(axis=1)).tolist(),
            (chances[:, 2] >= self.file.empty_from).tolist(),
        )

    def chance(self, odds: float, references: int = 1) -> float:
        """Log-odds as probability; `references` is the number of whole references that the best
        was chosen from.
        """
        return 1 / (1 + math.exp(-odds - self.file.per_reference * math.log(references)))

    def confidence(self, chance: float) -> float:
        """The probability that the verdict at this score is the one a fair teacher gives."""
        safe = min(1 - 1e-6, max(1e-6, chance))
        distance = abs(np.log(safe / (1 - safe)))
        slope, offset = self.file.confidence_slope, self.file.confidence_offset
        return float(_chance(np.array(slope * float(distance) + offset)))


def _side_by_side(columns: list[Matrix]) -> Matrix:
    """The last layers of several networks as one: each reads its own units alone."""
    out = np.zeros((sum(len(each) for each in columns), len(columns)))
    first = 0
    for place, each in enumerate(columns):
        out[first : first + len(each), place] = each[:, 0]
        first += len(each)
    return out


def _chance(odds: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-odds)))


def parse(data: bytes) -> Weights:
    """Weights out of the bytes of a JSON file; `DataDamaged` where they do not fit the features."""
    return Weights(WeightsFile.model_validate_json(data), hashlib.sha256(data).hexdigest())


@cache
def shipped() -> Weights:
    """The weights that ship with the program."""
    return parse(files("grader").joinpath(f"data/{SHIPPED}.json").read_bytes())
