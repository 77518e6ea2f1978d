"""An app on a data folder of the test's own, with a clock that the test turns."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from providers.hashing import HashingEmbedder
from service.settings import resolve
from service.wiring import App, opened
from tests.conftest import NOW


@dataclass
class TestClock:
    """A clock that stands still until it is turned."""

    __test__ = False
    time: datetime = field(default=NOW)

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **amount: float) -> None:
        """Moves on (or back) by a timedelta's arguments."""
        self.time += timedelta(**amount)


@pytest.fixture
def clock() -> TestClock:
    """The app's clock."""
    return TestClock()


@pytest.fixture
def app(tmp_path: Path, clock: TestClock, empty_folder: Path) -> Iterator[App]:
    """A fresh app without models, in a zone with summer time."""
    shutil.copytree(empty_folder, tmp_path / "data")
    resolved = resolve({"data": tmp_path / "data", "zone": "Europe/Berlin"}, {})
    with opened(resolved, clock=clock, environ={}) as made:
        yield made


@pytest.fixture
def hashed(app: App, monkeypatch: pytest.MonkeyPatch) -> App:
    """The app with vectors of hashed words: for real decks of a thousand cards, where what the
    cards mean is not asked and the model would take most of the time.
    """
    monkeypatch.setattr(app, "embedder", HashingEmbedder())
    return app
