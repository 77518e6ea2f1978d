"""An ingest that is killed anywhere goes on with the same command: nothing lost, nothing twice."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from service.collection import indexing
from service.reviewing.drafts import drafts
from service.settings import resolve
from service.wiring import opened
from tests.terminal import ran

ROOT = Path(__file__).parents[2]
KILLED = """
import importlib, os, signal, sys
module, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
when = sys.argv[4]
owner = importlib.import_module(module)
*classes, attribute = name.split(".")
for each in classes:
    owner = getattr(owner, each)
real, calls = getattr(owner, attribute), 0

def dying(*arguments, **named):
    global calls
    calls += 1
    if calls == count and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    given = real(*arguments, **named)
    if calls == count and when == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return given

setattr(owner, attribute, dying)
from cli.main import main
main(sys.argv[5:])
"""
POINTS = {
    "after the file was read": ("service.notes.ingest", "_read", 1, "after"),
    "after the source was stored": ("service.notes.ingest", "store", 1, "after"),
    "after the first passage": ("service.notes.drafting", "_keep", 1, "after"),
    "before the third passage": ("service.notes.drafting", "_keep", 3, "before"),
    "before the vectors go to the index": ("service.collection.indexing", "_drain", 1, "before"),
    "between index and SQL": ("vectorstore.chroma", "ChromaIndex.upsert", 1, "after"),
}


def lecture(path: Path) -> Path:
    """A lecture of several passages, each with a card."""
    parts = [
        f"# Part {number}\n\nThe **organ{number}** is a part of the body that does task {number} "
        f"for all of it.\n\n{'It is told at length in the course of the whole week. ' * 12}\n"
        for number in range(4)
    ]
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def wanted(data: Path, notes: Path) -> list[str]:
    """The arguments of the command."""
    return ["--data", str(data), "ingest", str(notes), "--deck", "Body", "--json"]


def finished(data: Path, notes: Path) -> Any:
    """What the command says when nobody kills it."""
    done = ran(*wanted(data, notes))
    assert done.code == 0, done.err
    return json.loads(done.out)


def held(data: Path) -> list[tuple[str, str, str, int]]:
    """The drafts in a data folder; and its index holds what SQL wants it to."""
    with opened(resolve({"data": data}, {}), environ={}) as app:
        assert indexing.difference(app) == (frozenset(), frozenset())
        return [
            (draft.id, draft.question, draft.core_answer or "", draft.citations[0].start)
            for draft in drafts(app)
        ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[list[object]]:
    """What a run that nobody killed gives."""
    folder = tmp_path_factory.mktemp("whole")
    finished(folder / "data", lecture(folder / "body.md"))
    return [told for _, *told in held(folder / "data")]


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_ingest_goes_on_where_it_stopped(
    point: str, tmp_path: Path, whole: list[list[object]]
) -> None:
    module, name, count, when = POINTS[point]
    data, notes = tmp_path / "data", lecture(tmp_path / "body.md")
    dead = subprocess.run(
        [sys.executable, "-c", KILLED, module, name, str(count), when, *wanted(data, notes)],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert dead.returncode == -signal.SIGKILL, dead.stderr.decode()
    again = finished(data, notes)
    assert again["complete"]
    assert len(again["sources"]) == 1
    found = held(data)
    assert [told for _, *told in found] == whole
    assert len({draft_id for draft_id, *_ in found}) == len(found) == 4
