"""The tutorial is carried out: every command of it, in order, with what it says is typed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.conftest import Run

ROOT = Path(__file__).parents[2]


def steps(page: Path) -> Iterator[tuple[list[str], str]]:
    """The commands of a page's console blocks, each with what is typed into it."""
    inside = False
    command: list[str] = []
    typed: list[str] = []
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ cardwright "):
            if command:
                yield command, "".join(typed)
            command, typed = shlex.split(line)[2:], []
        elif inside and line.startswith("< "):
            typed.append(f"{line[2:]}\n")
    yield command, "".join(typed)


def test_every_command_of_the_tutorial_does_its_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "service").symlink_to(ROOT / "service")
    ran = [(command, run(*command, typed=typed)) for command, typed in steps(_page())]
    assert len(ran) >= 10
    assert [(command, one.err) for command, one in ran if one.code != 0] == []
    (stats,) = [one for command, one in ran if command[0] == "stats"]
    assert "1 review, 1 answer," in stats.out


def _page() -> Path:
    return ROOT / "docs" / "tutorial.md"
