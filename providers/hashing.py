"""HashingEmbedder: a deterministic stand-in for an embedding model, published beside the port.

It knows no meaning: texts are near one another when they share words or runs of letters. It loads
nothing and is fast, so tests of everything above the port use it. It passes the contract suite of
every `Embedder`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from providers.embedding import EmbedderIdentity, TokenVectors, Vectors

_WORD = re.compile(r"\w+|[^\w\s]")
_GRAM = 3
_GRAM_WEIGHT = 0.3


class HashingEmbedder:
    """A bag of hashed words and letter trigrams, of unit length; thread-safe."""

    def __init__(self, dimension: int = 64) -> None:
        if dimension < 1:
            raise ValueError("a vector has at least one number")
        self._identity = EmbedderIdentity(
            model="hashing",
            sha256=hashlib.sha256(f"hashing words and trigrams, {dimension}".encode()).hexdigest(),
            dimension=dimension,
        )

    @property
    def identity(self) -> EmbedderIdentity:
        """The name "hashing", and a hash of the recipe in place of one of weights."""
        return self._identity

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row per text; texts that share more words are nearer."""
        rows = [self._sentence(self._tokens(text)[0]) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self._identity.dimension)

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """A vector per word or mark; unlike a model's, it does not depend on its neighbours."""
        return [self._token_vectors(text) for text in texts]

    def _token_vectors(self, text: str) -> TokenVectors:
        vectors, spans = self._tokens(text)
        return TokenVectors(vectors, spans, self._sentence(vectors))

    def _tokens(self, text: str) -> tuple[Vectors, tuple[tuple[int, int], ...]]:
        found = list(_WORD.finditer(text))
        rows = [self._word(match.group().lower()) for match in found]
        vectors = np.array(rows, dtype=np.float32).reshape(len(rows), self._identity.dimension)
        return vectors, tuple(match.span() for match in found)

    def _word(self, word: str) -> Vectors:
        row = np.zeros(self._identity.dimension, dtype=np.float32)
        self._add(row, word, 1.0)
        padded = f"<{word}>"
        for start in range(len(padded) - _GRAM + 1):
            self._add(row, padded[start : start + _GRAM], _GRAM_WEIGHT)
        return self._unit(row)

    def _add(self, row: Vectors, feature: str, weight: float) -> None:
        data = feature.encode("utf-8", "surrogatepass")
        number = int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")
        row[number % row.size] += weight if number >> 63 else -weight

    def _sentence(self, vectors: Vectors) -> Vectors:
        return self._unit(vectors.sum(axis=0, dtype=np.float32))

    @staticmethod
    def _unit(row: Vectors) -> Vectors:
        length = float(np.linalg.norm(row))
        if length == 0.0:  # no words, or features that cancel out: any fixed direction will do
            row = np.zeros_like(row)
            row[0] = length = 1.0
        return (row / np.float32(length)).astype(np.float32)
