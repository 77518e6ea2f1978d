"""Running the command as a user does, arguments in, exit code and two streams out; a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import browsing
from tests.terminal import Ran, ran

Run = Callable[..., Ran]

NOTES = """# Energy in cells

## Organelles

A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.
Ribosomes are the cellular structures responsible for protein synthesis.

The cell wall is a rigid covering that protects the plant cell.

## Exercises

1. Draw a cell.
"""
DECK = "Biology"
MODELS = ("CARDWRIGHT_AUTHOR_MODEL", "CARDWRIGHT_GRADER_MODEL", "OPENAI_API_KEY")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a screen, for the tests of one file."""
    with browsing() as opened:
        yield opened


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A short lecture that gives a few drafts."""
    file = tmp_path / "cells.md"
    file.write_text(NOTES, encoding="utf-8")
    return file


def running(data: Path) -> Run:
    """Runs `cardwright` on this data folder: for one that many tests begin with a copy of."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(MODELS)}
    around |= {"CARDWRIGHT_DATA": str(data), "CARDWRIGHT_ZONE": "Europe/Berlin"}

    def run(*arguments: str | Path, typed: str = "") -> Ran:
        return ran(*map(str, arguments), typed=typed, environ=around)

    return run


def replaced(data: Path, by: Path) -> Path:
    """The data folder, which is now a copy of the other."""
    shutil.rmtree(data)
    shutil.copytree(by, data)
    return data


@pytest.fixture
def run(tmp_path: Path, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `cardwright` in this process on a data folder of the test's own, with what is typed."""
    shutil.copytree(empty_folder, tmp_path / "data")
    monkeypatch.setenv("CARDWRIGHT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CARDWRIGHT_ZONE", "Europe/Berlin")
    for name in MODELS:
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path, typed: str = "") -> Ran:
        return ran(*map(str, arguments), typed=typed)

    return run
