"""The trained numbers of the local grader, out of the JSON data file that ships.

A small network per file: columns are standardised with `means` and `scales`, layers are affine with
a rectifier between them (a single layer is a logistic regression), and the log-odds of all networks
are averaged. Made by `python -m evals.grading train`; licence and origin stand in the file.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from decks.errors import DataDamaged
from grader.features import FEATURES

Matrix = NDArray[np.float64]
SHIPPED = "local-1"


class Layer(BaseModel):
    """One affine step: `weights` is (inputs, outputs)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    weights: list[list[float]]
    biases: list[float]


class WeightsFile(BaseModel):
    """What the JSON file holds.

    `confidence_slope` and `confidence_offset` turn the distance of the score from the cut (in log-odds) into
    the probability that the verdict is right; below `abstain_below` the grader abstains.
    `whole_share` is the share of the whole-reference probability in the score (`grader.score`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    about: str
    features: list[str]
    means: list[float]
    scales: list[float]
    networks: list[list[Layer]]
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
        self._means, self._scales = np.array(file.means), np.array(file.scales)
        self._networks = [
            [(np.array(layer.weights), np.array(layer.biases)) for layer in network]
            for network in file.networks
        ]

    @property
    def version(self) -> str:
        """Number and content hash: another file is another grader."""
        return f"{self.file.name.removeprefix('local-')}-{self.sha256[:8]}"

    def probabilities(self, rows: Matrix) -> list[float]:
        """The probability that each row's answer says what its reference says.

        Rows are computed one by one, so that a row gives the same bits alone or among others.
        """
        return [self._probability(row) for row in rows]

    def _probability(self, row: Matrix) -> float:
        start = np.clip((row - self._means) / self._scales, -5.0, 5.0)
        odds = []
        for network in self._networks:
            values = start
            for depth, (weights, biases) in enumerate(network):
                values = values @ weights + biases
                if depth + 1 < len(network):
                    values = np.maximum(values, 0.0)
            odds.append(float(values[0]))
        return float(1 / (1 + np.exp(-np.mean(odds))))

    def confidence(self, chance: float) -> float:
        """The probability that the verdict at this score is the one a fair teacher gives."""
        safe = min(1 - 1e-6, max(1e-6, chance))
        distance = abs(np.log(safe / (1 - safe)))
        slope, offset = self.file.confidence_slope, self.file.confidence_offset
        return float(1 / (1 + np.exp(-(slope * distance + offset))))


def parse(data: bytes) -> Weights:
    """Weights out of the bytes of a JSON file; `DataDamaged` where they do not fit the features."""
    return Weights(WeightsFile.model_validate_json(data), hashlib.sha256(data).hexdigest())


@cache
def shipped() -> Weights:
    """The weights that ship with the program."""
    return parse(files("grader").joinpath(f"data/{SHIPPED}.json").read_bytes())
