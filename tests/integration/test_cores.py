"""Many answers on every core: the same grades as in this process, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from decks.errors import WorkFailed
from decks.rulings import Standard
from grader.task import GradingTask
from service.trust import cores
from service.trust.cores import Child, graded_parts
from service.trust.judging import judged_anew
from service.wiring import App
from tests.grader_samples import POINTS, QUESTION, REFERENCE, RIGHT

TEXTS = (RIGHT, "", "It paints.", "A critic")
TASKS = [GradingTask(QUESTION, (REFERENCE,), text, POINTS) for text in TEXTS]


def test_children_say_what_this_process_says_in_the_order_of_the_parts(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "WORTH_A_CHILD", 1)
    monkeypatch.setattr(cores, "usable", lambda: 2)
    strict = Standard(id="std_a", deck_id="dck_a", cut=0.7, by="per_a", at=app.now())
    found = list(graded_parts(app, strict, [[each] for each in TASKS]))
    assert found == [judged_anew(app, strict, [each]) for each in TASKS]


def test_a_child_that_ends_is_told_in_a_sentence() -> None:
    with Child(None) as child:
        child._process.kill()
        with pytest.raises(WorkFailed, match="run this again"):
            child.grade(TASKS)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_children_end_with_a_process_that_was_killed() -> None:
    script = (
        "from service.trust.cores import Child\n"
        "child = Child(None)\n"
        "print(child._process.pid, flush=True)\n"
        "input()\n"
    )
    root = Path(cores.__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    for _ in range(300):
        if not _alive(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    raise AssertionError("the child outlived its parent")


def _alive(pid: int) -> bool:
    """Whether a process runs; one that ended and that nobody waited for does not."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.exists():
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc").exists()
