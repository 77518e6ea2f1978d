"""`cardwright demo`: the whole loop, with no key and no network, in a folder that goes away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.acceptance.conftest import Run

SECONDS = 60.0
KINDS = (
    "right, in other words",
    "half of it",
    "roles swapped",
    "negated",
    "blank",
    "an injection",
    "wrong",
    "right, with typos",
)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the demo prints into a pipe."""
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "HOME": str(home), "OPENAI_API_KEY": "canary-key"}
    environment.pop("CARDWRIGHT_DATA", None)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "demo"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=environment,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < SECONDS
    assert done.stderr == ""
    assert list(home.iterdir()) == []
    return done.stdout


def verdict(shown: str, kind: str) -> str:
    """What the table says of one kind of answer."""
    (row,) = re.findall(rf"^{re.escape(kind)}\s{{2,}}(cannot tell|\w+)\b.*$", shown, re.MULTILINE)
    return str(row)


def test_every_kind_of_answer_is_tried_and_gets_a_date(shown: str) -> None:
    for kind in KINDS:
        (row,) = re.findall(rf"^{re.escape(kind)}\s{{2,}}.*$", shown, re.MULTILINE)
        assert re.search(r"\d\d \w{3} \d{4} \d\d:\d\d$", row.rstrip()), row


@pytest.mark.parametrize("kind", ["roles swapped", "negated", "blank", "an injection", "wrong"])
def test_what_is_not_right_does_not_pass(shown: str, kind: str) -> None:
    assert verdict(shown, kind) in {"incorrect", "contradictory", "cannot tell"}


def test_what_is_right_is_not_failed(shown: str) -> None:
    assert verdict(shown, "right, in other words") in {"correct", "partial", "cannot tell"}
    assert verdict(shown, "right, with typos") == "correct"


def test_half_of_it_is_half(shown: str) -> None:
    assert verdict(shown, "half of it") in {"partial", "cannot tell"}


def test_the_ledger_the_repairs_and_the_doctor_are_shown(shown: str) -> None:
    assert "what became of the words" in shown
    assert "underscore put back" in shown
    assert shown.count("  ok   ") == 5
    assert "ingest YOUR-NOTES.md" in shown


def test_a_pipe_gets_plain_words_and_no_secret(shown: str) -> None:
    assert "\x1b" not in shown
    assert "canary-key" not in shown


def test_a_terminal_gets_colour_and_may_type_an_answer(tmp_path: Path) -> None:
    import pexpect

    environment = {**os.environ, "TERM": "xterm-256color", "HOME": str(tmp_path)}
    environment.pop("NO_COLOR", None)
    child = pexpect.spawn(
        sys.executable, ["-m", "cli.main", "demo"], env=environment, timeout=60, encoding="utf-8"
    )
    child.expect("Your turn")
    child.expect("> ")
    assert "\x1b[" in child.before
    child.sendline("a neural network that copies its input through a bottleneck")
    child.expect("Next:")
    child.expect("What to try next")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_the_lecture_is_as_long_as_a_lecture(run: Run) -> None:
    from importlib.resources import files

    lecture = (files("service") / "samples" / "generative-deep-learning.md").read_text("utf-8")
    assert 1200 <= len(lecture.split()) <= 2000
    assert lecture.count("$$") >= 2
