"""`review` in the terminal: every act by a key, all of them taken back; history and difference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import DECK, Run
from tests.terminal import Ran

Typed = Callable[..., Ran]


@pytest.fixture
def sit(run: Run, notes: Path) -> Typed:
    """A sitting at three drafts, in which these lines are typed."""
    run("ingest", notes, "--deck", DECK)

    def typed(*lines: str) -> Ran:
        return run("review", "--deck", DECK, typed="\n".join(lines) + "\n")

    return typed


def questions(run: Run) -> list[str]:
    return [each["question"] for each in run("drafts", "--json").json]


def test_two_drafts_are_merged_by_a_key_and_undo_brings_both_back(run: Run, sit: Typed) -> None:
    before = questions(run)
    assert "Merged with the next one" in sit("m", "y", "q").out
    assert len(questions(run)) == len(before) - 1
    assert "Taken back" in sit("m", "y", "u", "q").out
    assert len(questions(run)) == len(before) - 1
    assert "They stay apart" in sit("m", "n", "q").out


def test_an_edit_is_told_in_the_history_with_its_difference(run: Run, sit: Typed) -> None:
    ran = sit("e", "Which organelle makes ATP?", "", "", "", "h", "q")
    assert "+ Which organelle makes ATP?" in ran.out
    draft = run("drafts", "--json").json[0]["id"]
    shown = run("review", "show", draft).out
    assert "drafted by rules/5 (rule: definition)" in shown
    assert "- What is a mitochondrion?" in shown
    assert "→ Which organelle makes ATP?" in shown
    assert "Taken back" in sit("e", "Why?", "", "", "", "u", "q").out
    assert questions(run)[0] == "Which organelle makes ATP?"


def test_what_cannot_be_done_is_told_and_the_sitting_goes_on(run: Run, sit: Typed) -> None:
    ran = sit("p", "g", "question", "shorter", "a", "q")
    assert "it has one key point only" in ran.out
    assert "CARDWRIGHT_AUTHOR_MODEL" in ran.out
    assert "1 decided" in ran.out


def test_of_several_that_fail_each_is_told_with_its_id(run: Run, sit: Typed) -> None:
    ids = [each["id"] for each in run("drafts", "--json").json]
    run("review", "accept", ids[0])
    ran = run("review", "accept", ids[0], ids[1], "drf_none")
    assert ran.code == 2
    assert f"{ids[1]} is card" in ran.out
    assert f"{ids[0]}: " in ran.err
    assert "drf_none: There is no draft" in ran.err
