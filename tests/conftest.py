"""What every test shares: the data folder of real files, time that does not run, no skips in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import available_timezones

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

import service.settings
from authoring import reading
from service.settings import resolve
from service.wiring import opened

LONG = (
    "test_site_review.py",
    "test_site_modes.py",
    "test_site_decks.py",
    "test_model_misbehaves.py",
    "test_web_openapi.py",
    "test_ingest_killed.py",
    "test_web_words.py",
    "test_authoring_laws.py",
    "test_read_hostile.py",
    "test_site_analogies.py",
    "test_site_study.py",
    "test_site_claims.py",
    "test_site_matching_drag.py",
    "test_demo.py",
    "test_notes_hostile.py",
    "test_web_notes.py",
    "test_exchange_service.py",
    "test_vectorstore_folder.py",
    "test_exchange_anki_library.py",
    "test_web_bodies.py",
    "test_rulings_laws.py",
)
"""The files that take longest, the longest first; what stands here changes the order alone."""
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_skipped: list[str] = []
settings.register_profile("cardwright", deadline=None)  # laws of time have tests of their own
settings.load_profile("cardwright")


class _Statements(LRUCache[Any, Any]):
    """Compiled SQL by all of its key but the dialect object, of which every engine has its own.

    A program has one engine, the tests one each: compiling the same statements for every one of
    them would take a quarter of their time.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: tuple[Any, ...], value: Any) -> None:
        super().__setitem__(key[1:], value)


_statements = _Statements(2_000)
# The zones of this machine are looked for on its disk: once a command, not once a test.
vars(service.settings)["available_timezones"] = cache(available_timezones)


@event.listens_for(Engine, "engine_connect")
def _share_statements(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.engine._compiled_cache = _statements


@pytest.fixture
def now() -> datetime:
    """A fixed aware time."""
    return NOW


_read_once = cache(reading._in_child)


@pytest.fixture(autouse=True, scope="module")
def _each_file_is_read_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the reading child said of some bytes is kept, but in the tests of attacks on it: many
    tests begin with the same notes, and starting a child takes a third of a second.
    """
    if "security" in request.path.parts:
        yield
        return
    with mock.patch.object(reading, "_in_child", _read_once):
        yield


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


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only what is timed is wanted, files without it are not even read: that takes longer
    than all timed tests.
    """
    if config.option.markexpr != "timed" or not collection_path.name.startswith("test_"):
        return None
    return "mark.timed" not in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first, so that at the end no worker is left with one alone."""
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONG)))


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
