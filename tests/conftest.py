"""What every test shares: the data folder of real files, time that does not run, no skips in CI."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from service.settings import resolve
from service.wiring import opened

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_skipped: list[str] = []
settings.register_profile("cardwright", deadline=None)  # laws of time have tests of their own
settings.load_profile("cardwright")


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


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with nothing in it, to copy: making its tables takes a fifth of a second."""
    place = tmp_path_factory.mktemp("empty") / "data"
    with opened(resolve({"data": place}, {}), environ={}):
        return place


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Notes what was skipped."""
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fails a run that skipped anything where skips are forbidden."""
    if os.environ.get("CARDWRIGHT_FORBID_SKIPS") and _skipped and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says which skips were forbidden."""
    if os.environ.get("CARDWRIGHT_FORBID_SKIPS"):
        for nodeid in _skipped:
            terminalreporter.write_line(
                f"skipped, and skips are forbidden here: {nodeid}", red=True
            )
