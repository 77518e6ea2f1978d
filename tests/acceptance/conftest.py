"""Running the command as a user does, arguments in, exit code and two streams out; a browser."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.browser import browsing


@dataclass(frozen=True)
class Ran:
    """What one run of the command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)


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


@pytest.fixture
def run(
    tmp_path: Path,
    empty_folder: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Runs `cardwright` in this process on a data folder of the test's own, with what is typed."""
    shutil.copytree(empty_folder, tmp_path / "data")
    monkeypatch.setenv("CARDWRIGHT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CARDWRIGHT_ZONE", "Europe/Berlin")
    for name in ("CARDWRIGHT_AUTHOR_MODEL", "CARDWRIGHT_GRADER_MODEL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path, typed: str = "") -> Ran:
        capfd.readouterr()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run
