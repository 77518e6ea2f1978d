"""Vectors, entries and identities for the tests of the vector index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.exact import ExactIndex
from vectorstore.port import Entry, IndexIdentity, NeighbourIndex

DIMENSION = 8
IDENTITY = IndexIdentity(key="sample-model-8", sha256="a" * 64, dimension=DIMENSION)
COURSE = "crs_one"


def unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    """The rows at length 1."""
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


def random_vectors(count: int, dimension: int = DIMENSION, seed: int = 0) -> NDArray[np.float32]:
    """Directions spread evenly."""
    return unit(np.random.default_rng(seed).normal(size=(count, dimension)))


def clustered_vectors(count: int, dimension: int, seed: int = 0) -> NDArray[np.float32]:
    """Directions in 100 tight bundles, as the passages of 100 topics are."""
    dice = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(100, dimension))
    return unit(centres[dice.integers(0, 100, count)] + 0.15 * dice.normal(size=(count, dimension)))


def entry(
    name: str,
    vector: NDArray[np.float32],
    course: str = COURSE,
    deck: str = "dck_one",
    kind: str = "card",
) -> Entry:
    """An entry with the usual course, deck and kind."""
    return Entry(id=name, vector=vector, course_id=course, deck_id=deck, kind=kind)


def entries(vectors: Iterable[NDArray[np.float32]], prefix: str = "crd") -> list[Entry]:
    """An entry for each vector, named by its place."""
    return [entry(f"{prefix}_{place:05d}", vector) for place, vector in enumerate(vectors)]


def recall(index: NeighbourIndex, held: Sequence[Entry], queries: NDArray[np.float32]) -> float:
    """The share of the ten exactly nearest entries that the index finds."""
    exact = ExactIndex()
    exact.upsert(held)
    hits = 0
    for query in queries:
        wanted = {found.id for found in exact.search(query, limit=10, course_id=COURSE)}
        hits += len(
            wanted & {found.id for found in index.search(query, limit=10, course_id=COURSE)}
        )
    return hits / (10 * len(queries))
