"""`cardwright eval drafting`: what is measured of one file, and that nothing of it is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import main
from service.notes.ingest import ingest
from service.notes.measuring import DraftingShape, measure
from service.wiring import App

NOTES = """# Energy in cells

A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.

Ribosomes are the cellular structures responsible for protein synthesis.

## Exercises

1. Draw a cell.
"""
GOLD = [
    {"kind": "glossary", "question": "mitochondrion", "answer": "organelle that makes ATP"},
    {"kind": "review", "question": "What is a cell wall?", "answer": "a rigid cover"},
    {"kind": "exercise", "question": "Draw a cell.", "answer": None},
]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "cells.md"
    file.write_text(NOTES, encoding="utf-8")
    return file


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(map(json.dumps, GOLD)), encoding="utf-8")
    return file


def test_what_is_measured_adds_up(app: App, notes: Path, gold: Path) -> None:
    shape = measure(app, notes, gold)
    assert {each.kind: (each.covered, each.questions) for each in shape.coverage} == {
        "glossary": (1, 1),
        "review": (0, 1),
    }
    assert shape.drafts == shape.quotes_verified == 2
    assert shape.spans == shape.spans_accounted
    left = sum(shape.skipped.values()) + shape.chars_not_selected
    assert shape.chars_carded + left == shape.chars == len(NOTES)
    assert "exercise" in shape.skipped
    assert shape.cost == 0


def test_a_stored_draft_says_which_rule_made_it(app: App, notes: Path) -> None:
    ingest(app, [notes], "Cells")
    with app.ledger.read() as unit:
        made = {draft.content.question: draft.provenance.rule for draft in unit.drafts.list()}
    assert made == {"What is a mitochondrion?": "definition", "What are ribosomes?": "definition"}


def test_notes_without_gold_are_measured_too(app: App, notes: Path) -> None:
    shape = measure(app, notes, None)
    assert (shape.coverage, shape.questions, shape.gold) == ((), (), None)


def test_the_command_prints_one_document_and_keeps_nothing(
    notes: Path,
    gold: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CARDWRIGHT_DATA", str(tmp_path / "mine"))
    command = ["eval", "drafting", "--notes", str(notes), "--gold", str(gold), "--json"]
    with pytest.raises(SystemExit) as stop:
        main(command)
    assert stop.value.code in (0, None)
    assert DraftingShape.model_validate_json(capsys.readouterr().out).drafts == 2
    assert not (tmp_path / "mine").exists()
