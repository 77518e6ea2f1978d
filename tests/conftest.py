"""What every test shares: the data folder of real files, and time that does not run."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A fixed aware time."""
    return NOW


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real notes, decks and graded answers that `CARDWRIGHT_TEST_DATA` names."""
    place = os.environ.get("CARDWRIGHT_TEST_DATA")
    if not place:
        pytest.skip("CARDWRIGHT_TEST_DATA is not set: the real notes and decks are not here")
    return Path(place)
