"""Decks in and out: JSONL without loss, the pasted page mended, nothing twice."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from providers.hashing import HashingEmbedder
from tests.acceptance.conftest import DECK, NOTES, Run, replaced, running

PAGE = """1/2
Cards
Name | Mastery | Learn | Test | Matching | Spaced |
---|
No study sessions yet.
What is a mixture written as?
The density is p(x) = \\sum{k=1}^K \\pik N(x). Analogy: A cocktail.
Describe the steps of training.
Analogy: Like cooking.
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a deck that has a card in two wordings, a rejected draft, an answer and a
    correction.
    """
    folder = tmp_path_factory.mktemp("filled")
    run, file = running(folder / "data"), folder / "cells.md"
    file.write_text(NOTES, encoding="utf-8")
    run("ingest", file, "--deck", DECK)
    first, second, _ = [draft["id"] for draft in run("drafts", "--json").json]
    run("review", "accept", first)
    run("review", "undo", first)
    run("review", "edit", first, "--question", "What does a mitochondrion do for the cell?")
    run("review", "accept", first)
    run("review", "reject", second, "--reason", "too easy")
    run("study", DECK, typed="it makes adenosine triphosphate from nutrients\ng\n")
    return folder / "data"


@pytest.fixture
def used(run: Run, tmp_path: Path, filled: Path) -> Path:
    """The folder of the test's files; the data folder in it is a copy of that one."""
    replaced(tmp_path / "data", filled)
    return tmp_path


def records(file: Path) -> list[dict[str, Any]]:
    """The lines without what an import may change: who bears which name here, in which course."""
    found = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for record in found:
        if record.get("type") == "person":
            record["name"] = record["role"] = ""
    return found


@pytest.mark.parametrize("learners", [[], ["--with-learners"]])
def test_what_goes_out_comes_in_and_goes_out_the_same(
    run: Run, used: Path, learners: list[str]
) -> None:
    one, two = used / "one.jsonl", used / "two.jsonl"
    assert run("export", DECK, "--out", one, *learners).code == 0
    assert run("--data", used / "other", "import", one, "--deck", DECK).code == 0
    assert run("--data", used / "other", "export", DECK, "--out", two, *learners).code == 0
    assert records(one) == records(two)
    run("--data", used / "other", "rebuild-index")
    assert run("--data", used / "other", "doctor").code == 0
    shown = [card["question"] for card in run("cards", DECK, "--json").json]
    there = run("--data", used / "other", "cards", DECK, "--json").json
    assert [card["question"] for card in there] == shown


def test_the_same_deck_twice_is_the_deck_once(run: Run, used: Path) -> None:
    run("export", DECK, "--out", used / "deck.jsonl")
    again = run("import", used / "deck.jsonl", "--deck", DECK, "--json").json
    assert (again["cards"], again["drafts"]) == (0, 0)
    assert len(run("cards", DECK, "--json").json) == 1


def test_an_import_gives_nobody_a_right(run: Run, used: Path) -> None:
    run("export", DECK, "--out", used / "deck.jsonl")
    run("--data", used / "other", "import", used / "deck.jsonl", "--deck", DECK)
    run("--data", used / "other", "export", DECK, "--out", used / "back.jsonl")
    lines = (used / "back.jsonl").read_text(encoding="utf-8").splitlines()
    people = [one for one in map(json.loads, lines) if one.get("type") == "person"]
    assert people
    assert {person["role"] for person in people} == {"student"}


def test_a_pasted_page_is_mended_in_the_open(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    shape = run("import", page, "--deck", DECK, "--json").json
    assert (shape["cards"], shape["drafts"], shape["analogies"]) == (1, 1, 2)
    assert any("\\sum_{k=1}^K" in repair for repair in shape["repairs"])
    (card,) = run("cards", DECK, "--json").json
    assert card["version"] == 2
    assert card["formulas"] == ["p(x) = \\sum_{k=1}^K \\pi_k N(x)"]
    (draft,) = run("drafts", "--json").json
    assert draft["core_answer"] is None
    assert run("review", "accept", draft["id"]).code == 2
    assert {one["state"] for one in run("analogies", "list", "--deck", DECK, "--json").json} == {
        "pending"
    }


def test_as_found_keeps_the_page_as_it_is(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert run("import", page, "--deck", DECK, "--as-found", "--json").json["repairs"] == []
    (card,) = run("cards", DECK, "--json").json
    assert "\\sum{k=1}^K" in card["core_answer"]


def test_the_seed_page_gives_its_thirteen_questions(run: Run, real_data: Path) -> None:
    page = real_data / "seed" / "generative-deep-learning-deck.txt"
    truth = json.loads((real_data / "seed" / "expected_cards.json").read_text("utf-8"))
    shape = run("import", page, "--deck", "Seed", "--json").json
    assert (shape["cards"], shape["drafts"]) == (12, 1)
    cards = {card["question"]: card for card in run("cards", "Seed", "--json").json}
    (draft,) = run("drafts", "--json").json
    assert len(truth["cards"]) == len(cards) + 1
    for expected in truth["cards"]:
        found = cards.get(expected["question"], draft)
        assert found["question"] == expected["question"]
        assert (found["core_answer"] is None) == (expected["answer"] is None)
        assert len(found["analogies"]) == 1


@pytest.mark.parametrize("name", ["cs-flash-cards-quizlet.tsv", "programming-basic.csv"])
def test_a_real_table_comes_in_and_goes_out_as_it_was(
    run: Run, real_data: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a thousand cards mean is not asked here, and the model would take most of the time.
    monkeypatch.setattr("providers.minilm.shared", HashingEmbedder)
    kind = name.rpartition(".")[2]
    first = run("import", real_data / "decks" / name, "--deck", DECK, "--json").json
    assert first["cards"] > 50
    ran = run("export", DECK, "--format", kind, "--out", tmp_path / f"out.{kind}")
    assert "stay behind" in ran.err
    again = run(
        "--data", tmp_path / "other", "import", tmp_path / f"out.{kind}", "--deck", DECK, "--json"
    ).json
    assert again["cards"] == first["cards"]
    here, there = (
        [
            (card["question"], card["core_answer"])
            for card in run(*data, "cards", DECK, "--json").json
        ]
        for data in ((), ("--data", str(tmp_path / "other")))
    )
    assert here == there


def test_a_decks_own_records_are_refused_under_another_name(run: Run, used: Path) -> None:
    run("export", DECK, "--out", used / "deck.jsonl")
    ran = run("import", used / "deck.jsonl", "--deck", "Other")
    assert ran.code == 3
    assert DECK in ran.err
    assert "Other" not in run("decks").out


def test_what_is_written_keeps_links_rights_and_pipes(run: Run, used: Path) -> None:
    real, link = used / "real.jsonl", used / "link.jsonl"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    assert run("export", DECK, "--out", link).code == 0
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert real.read_text(encoding="utf-8") != "old"
    answers = used / "answers.jsonl"
    run("export", DECK, "--out", answers, "--with-learners")
    assert answers.stat().st_mode & 0o777 == 0o600
    pipe = used / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        run("export", DECK, "--out", pipe)
        assert reader.stdout is not None
        assert reader.stdout.read() == real.read_bytes()
    assert pipe.is_fifo()
