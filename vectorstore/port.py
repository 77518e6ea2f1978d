"""The NeighbourIndex port: vectors by stable id, found by nearness within one course.

The index is a cache: SQL holds every vector it holds, and results are checked against SQL by the
caller. Vectors are unit-length float32, scores are cosines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class IndexIdentity:
    """Which embedding model made the vectors of an index: short name, hash of its weights, length.

    Vectors of different identities never share an index.
    """

    key: str
    sha256: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One indexed text: a passage or card by its id, the course and deck it belongs to."""

    id: str
    vector: NDArray[np.float32]
    course_id: str
    deck_id: str
    kind: str
    """"card" or "passage"."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A found entry; `score` is the exact cosine, at most 1."""

    id: str
    score: float


class NeighbourIndex(Protocol):
    """Upsert, remove, search. Repeating an upsert or a removal changes nothing."""

    def upsert(self, entries: Sequence[Entry]) -> None:
        """Adds or replaces entries by id."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Removes entries; unknown ids are no error."""
        ...

    def search(
        self,
        vector: NDArray[np.float32],
        *,
        limit: int,
        course_id: str,
        deck_id: str | None = None,
        kind: str | None = None,
    ) -> list[Neighbour]:
        """The nearest entries of the course, best first, ties by id; at most `limit`."""
        ...

    def ids(self) -> frozenset[str]:
        """Every id held: what `doctor` compares with SQL."""
        ...

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replaces everything by these entries and returns how many there are."""
        ...

    def close(self) -> None:
        """Lets go of folder and lock; the index is not used afterwards."""
        ...
