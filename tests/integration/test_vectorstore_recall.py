"""How much of the truth the approximate search finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.vectorstore_samples import clustered_vectors, entries, random_vectors, recall
from vectorstore.folder import open_folder
from vectorstore.port import IndexIdentity

COUNT, DIMENSION = 2500, 384
"""10,000 take half a minute to build; there it was measured within one
course as 1.0 of both kinds."""


@pytest.mark.parametrize("vectors", [random_vectors, clustered_vectors])
def test_of_the_ten_nearest_at_least_99_in_100_are_found(
    vectors: Callable[[int, int, int], NDArray[np.float32]], tmp_path: Path
) -> None:
    held = entries(vectors(COUNT, DIMENSION, 0))
    index = open_folder(tmp_path / "index", IndexIdentity("wide-384", "c" * 64, DIMENSION))
    index.upsert(held)
    assert recall(index, held, vectors(40, DIMENSION, 1)) >= 0.99
    index.close()
