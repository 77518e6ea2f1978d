"""`study --mode learn|test`, `table`, `mastery`, `plan`, `history`, `undo`, `simulate`, `fit`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.acceptance.conftest import Run, replaced, running
from tests.mode_samples import DECK, FACTS


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a deck of cells."""
    data = tmp_path_factory.mktemp("cells") / "data"
    for question, answer in FACTS.items():
        running(data)("card", "add", DECK, "--question", question, "--answer", answer)
    return data


@pytest.fixture
def run(run: Run, tmp_path: Path, cells: Path) -> Run:
    """A command on a copy of it."""
    replaced(tmp_path / "data", cells)
    return run


def test_learn_asks_by_choice_and_goes_on_at_the_same_question(run: Run) -> None:
    first = run("study", DECK, "--mode", "learn")
    assert first.code == 0
    assert "Round 1: 0 of 6 mastered" in first.out
    assert "goes on here" in first.out
    question, *options = first.out.split("unseen\n")[1].strip().splitlines()[:5]
    again = run("study", DECK, "--mode", "learn")
    assert "\n".join((question, *options)) in again.out
    place = [option.split("  ", 1)[1][3:] for option in options].index(FACTS[question]) + 1
    ran = run("study", DECK, "--mode", "learn", typed=f"9\n{place}\n")
    assert "A number from 1 to 4" in ran.out
    assert "Right." in ran.out
    fresh = run("study", DECK, "--mode", "learn", "--new")
    assert "0 familiar, 6 unseen" in fresh.out


def test_learn_tells_what_was_right_and_takes_an_override(run: Run) -> None:
    first = run("study", DECK, "--mode", "learn")
    question, *options = first.out.split("unseen\n")[1].strip().splitlines()[:5]
    texts = [option.split("  ", 1)[1][3:] for option in options]
    wrong = next(n for n, text in enumerate(texts, 1) if text != FACTS[question])
    ran = run("study", DECK, "--mode", "learn", typed=f"{wrong}\nr\n")
    assert f"Right is: {FACTS[question]}" in ran.out
    assert "Counted as right." in ran.out


def test_a_test_tells_nothing_until_it_is_handed_in(run: Run) -> None:
    args = ("study", DECK, "--mode", "test", "--questions", "3", "--types", "written")
    stopped = run(*args, typed="It makes ATP from nutrients.\n")
    assert stopped.code == 0
    assert "Nothing is told yet" in stopped.out
    assert not any(answer in stopped.out for answer in FACTS.values())
    done = run("study", DECK, "--mode", "test", typed="x\nno idea\ny\n")
    assert "Total:" in done.out
    assert "of 3" in done.out
    assert sum(answer in done.out for answer in FACTS.values()) == 3
    stats = run("table", DECK, "--json").json
    assert stats["empty"] is None
    assert stats["rows"][0]["Test last"].endswith("/3")


def test_a_wrong_mode_type_or_number_is_wrong_usage(run: Run) -> None:
    assert run("study", DECK, "--mode", "magic").code == 2
    assert run("study", DECK, "--mode", "test", "--types", "essay").code == 2
    assert run("study", DECK, "--mode", "test", "--questions", "0").code == 2


def test_the_table_says_that_nobody_studied_and_is_exported(run: Run) -> None:
    assert run("table", DECK).out.strip() == "No study sessions yet."
    assert run("table", DECK, "--json").json["empty"] == "No study sessions yet."
    run("study", DECK, typed="It makes ATP from nutrients.\nq\n")
    (row,) = csv.DictReader(io.StringIO(run("table", DECK, "--csv").out))
    assert row["Name"] == "me"
    assert row["Spaced last"] == "1/1"
    assert "Mastery" in run("table", DECK).out
    assert run("table", DECK, "--as", "me").out.startswith("No sitting in a mode of its own yet")


def test_mastery_is_told_for_a_day_to_come(run: Run) -> None:
    run("study", DECK, typed="It makes ATP from nutrients.\nq\n")
    now = run("mastery", DECK, "--json").json
    later = run("mastery", DECK, "--on", "2099-01-31", "--json").json
    assert later["recall"] < now["recall"]
    assert now["evidence"]["typed"] == 1
    assert "Expected recall" in run("mastery", DECK).out
    assert run("mastery", DECK, "--on", "soon").code == 2


def test_the_plan_shows_the_work_ahead_and_the_examination(run: Run, tmp_path: Path) -> None:
    svg = tmp_path / "plan.svg"
    ran = run("plan", DECK, "--exam", "2099-01-31", "--svg", svg)
    assert ran.code == 0
    assert "Examination on 2099-01-31" in ran.out
    assert "█" in ran.out
    assert ElementTree.parse(svg).getroot().tag.endswith("svg")
    shape = run("plan", DECK, "--exam", "none", "--days", "3", "--json").json
    assert shape["forecast"] is None
    assert [day["new"] for day in shape["days"]] == [6, 0, 0]
    assert run("plan", DECK, "--exam", "31.1.2099").code == 2


def test_a_review_is_undone_by_its_id_and_a_card_suspended_by_its_own(run: Run) -> None:
    run("study", DECK, typed="It makes ATP from nutrients.\nq\n")
    (row,) = run("history", DECK, "--json").json
    assert run("undo", row["id"]).out.startswith("Undone")
    assert run("history", DECK, "--json").json[0]["undone"]
    assert "(undone)" in run("history", DECK).out
    assert run("undo", row["id"]).code == 2
    assert len(run("due", DECK, "--json").json) == 6
    run("suspend", row["card"])
    assert len(run("due", DECK, "--json").json) == 5
    run("suspend", row["card"], "--lift")
    assert len(run("due", DECK, "--json").json) == 6


def test_policies_are_compared_by_simulation(run: Run, tmp_path: Path) -> None:
    svg = tmp_path / "points.svg"
    ran = run("simulate", "--cards", "4", "--auc", "0.92", "--svg", svg)
    assert "retention" in ran.out
    rows = run("simulate", "--cards", "4", "--auc", "0.92", "--json").json
    assert [row["policy"] for row in rows] == ["any", "cut at 0.5", "raw blend", "posterior"]
    assert ElementTree.parse(svg).getroot().tag.endswith("svg")
    assert run("simulate", "--cards", "0").code == 2
    assert run("simulate", "--auc", "1.5").code == 2


def test_a_short_log_is_not_fitted(run: Run) -> None:
    assert "too few" in run("fit").out
    assert json.loads(run("fit", "--json").out)["kept"] is False
