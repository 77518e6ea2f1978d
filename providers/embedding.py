"""The Embedder port: texts to vectors of meaning, and to one vector a token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """Which model made a vector: name, hash of its weights, and the length of its vectors.

    Vectors of different identities are never compared or stored together.
    """

    model: str
    sha256: str
    dimension: int

    @property
    def key(self) -> str:
        """A short name for keys and collection names; different identities have different keys."""
        return f"{self.model}-{self.sha256[:12]}-{self.dimension}"


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The contextual word vectors of one text.

    `vectors` has one unit-length row per token (special tokens left out); `spans[i]` is the
    [start, end) of token i in the text. `sentence` is the unit-length vector of the whole text.
    """

    vectors: Vectors
    spans: tuple[tuple[int, int], ...]
    sentence: Vectors


class Embedder(Protocol):
    """Turns texts into vectors; thread-safe. A text gives the same bits alone or in a batch."""

    @property
    def identity(self) -> EmbedderIdentity:
        """Which model this is; costs no loading."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit-length float32 row of `identity.dimension` per text, in order.

        An empty sequence gives shape (0, dimension). An empty text is embedded like any other.
        """
        ...

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The contextual word vectors of each text, in order, from one forward pass each."""
        ...
