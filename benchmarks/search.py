"""A search among 10,000 vectors: every one looked at, against Chroma's folder."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.timing import Comparison, compared
from vectorstore.exact import ExactIndex
from vectorstore.folder import open_folder
from vectorstore.port import Entry, IndexIdentity

COUNT, DIMENSION = 10_000, 384


def comparisons() -> list[Comparison]:
    """The ten nearest of a course."""
    rows = np.random.default_rng(1).normal(size=(COUNT + 100, DIMENSION))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    entries = [
        Entry(f"crd_{n}", vector, "crs_a", "dck_a", "card")
        for n, vector in enumerate(vectors[:COUNT])
    ]
    asked = cycle(vectors[COUNT:])
    exact = ExactIndex()
    exact.upsert(entries)
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = open_folder(Path(place) / "index", IndexIdentity("bench", "0" * 64, DIMENSION))
        try:
            folder.rebuild(entries)
            return [
                compared(
                    ("search 10,000 vectors, exact", "Chroma folder"),
                    lambda: exact.search(next(asked), limit=10, course_id="crs_a"),
                    lambda: folder.search(next(asked), limit=10, course_id="crs_a"),
                    counts=(20, 20),
                )
            ]
        finally:
            folder.close()
