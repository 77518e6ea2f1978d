"""`cardwright grade`: rows in, rows out, in order; a bad row costs no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Run

GOOD = {
    "id": 7,
    "question": "What is a cell?",
    "reference": "The smallest unit of a living thing.",
    "answer": "the smallest unit of a living thing",
}


def write(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_row_has_the_published_shape(run: Run, tmp_path: Path) -> None:
    ran = run("grade", write(tmp_path / "in.jsonl", GOOD), "--out", tmp_path / "out.jsonl")
    assert ran.code == 0
    (row,) = read(tmp_path / "out.jsonl")
    assert row["id"] == 7
    assert row["verdict"] == "correct"
    assert row["score"] == 1.0
    assert 0 <= row["confidence"] <= 1
    assert set(row) >= {"key_points", "feedback", "flags", "grader"}
    assert set(row["key_points"][0]) == {"text", "verdict", "quote"}
    assert set(row["grader"]) == {"name", "version"}


def test_a_bad_row_gives_one_line_with_an_error_and_stops_nothing(run: Run, tmp_path: Path) -> None:
    bad = [
        "not json",
        "[1, 2]",
        '{"id": 1, "question": "q", "reference": "r", "answer": NaN}',
        {"id": "x", "question": "q", "answer": "a"},
        {"id": {"deep": [1]}, "question": "q", "reference": "  ", "answer": "a"},
        '{"id": 2, "question": "q", "reference": "r", "answer": "\\ud800"}',
        '{"id": 3, "question": "q", "reference": "r", "answer": "a", "key_points": '
        + json.dumps(["p"] * 8)
        + "}",
        "[" * 100_000,
    ]
    ran = run("grade", write(tmp_path / "in.jsonl", GOOD, *bad, GOOD), "--out", tmp_path / "o")
    rows = read(tmp_path / "o")
    assert ran.code == 1
    assert len(rows) == len(bad) + 2
    assert [("error" in row) for row in rows] == [False, *([True] * len(bad)), False]
    assert rows[4]["id"] == "x"
    assert rows[5]["id"] == {"deep": [1]}
    assert "Traceback" not in ran.err


def test_rows_come_out_in_order_whatever_they_are(run: Run, tmp_path: Path) -> None:
    rows: list[object] = [
        {**GOOD, "id": number, "answer": "" if number % 3 else "living " * number}
        for number in range(150)
    ]
    rows[70] = "{"
    run("grade", write(tmp_path / "in.jsonl", *rows), "--out", tmp_path / "o")
    ids = [row["id"] for row in read(tmp_path / "o")]
    assert ids == [None if number == 70 else number for number in range(150)]


def test_no_abstain_scores_every_row(run: Run, tmp_path: Path) -> None:
    german = {
        **GOOD,
        "reference": "Die kleinste Einheit eines Lebewesens, die selbst lebt.",
        "answer": "Das ist die kleinste Einheit, aus der ein Lebewesen besteht, wie gesagt.",
    }
    source = write(tmp_path / "in.jsonl", german)
    run("grade", source, "--out", tmp_path / "o")
    (abstained,) = read(tmp_path / "o")
    assert (abstained["score"], abstained["verdict"]) == (None, "unscored")
    assert abstained["reason"]
    run("grade", source, "--out", tmp_path / "o", "--no-abstain")
    (scored,) = read(tmp_path / "o")
    assert isinstance(scored["score"], float)
    assert scored["verdict"] != "unscored"


def test_key_points_and_further_references_count(run: Run, tmp_path: Path) -> None:
    row = {
        **GOOD,
        "reference": "Osmosis is the diffusion of water through a membrane.",
        "references": ["Water moves through a membrane."],
        "key_points": ["water", {"text": "through a membrane", "variants": ["across a wall"]}],
        "answer": "Water moves through a membrane.",
    }
    run("grade", write(tmp_path / "in.jsonl", row), "--out", tmp_path / "o")
    (out,) = read(tmp_path / "o")
    assert out["score"] == 1.0
    assert len(out["key_points"]) == 2


def test_a_missing_file_is_told_in_one_sentence(run: Run, tmp_path: Path) -> None:
    ran = run("grade", tmp_path / "none.jsonl", "--out", tmp_path / "o")
    assert ran.code == 4
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "o").exists()


def test_standard_output_holds_rows_and_nothing_else(run: Run, tmp_path: Path) -> None:
    ran = run("grade", write(tmp_path / "in.jsonl", GOOD, GOOD), "--out", "-")
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == [7, 7]


def test_the_output_appears_only_when_it_is_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "o").write_text("earlier")

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("grader.grader.Grader.grade_many", fail)
    ran = run("grade", write(tmp_path / "in.jsonl", GOOD), "--out", tmp_path / "o")
    assert ran.code == 1
    assert (tmp_path / "o").read_text() == "earlier"


def test_a_score_in_a_language_that_is_not_read_is_called_a_guess(run: Run, tmp_path: Path) -> None:
    row = {
        "id": 1,
        "question": "Warum gibt es auf der Erde Jahreszeiten?",
        "reference": "Weil die Erdachse geneigt ist und die Sonne anders steht.",
        "answer": "Weil die Erde im Sommer viel näher an der Sonne ist als im Winter.",
    }
    source = write(tmp_path / "in.jsonl", row, GOOD)
    ran = run("grade", source, "--out", tmp_path / "o", "--no-abstain")
    foreign, english = read(tmp_path / "o")
    assert foreign["score"] is not None
    assert foreign["confidence"] <= 0.5 < english["confidence"]
    assert "1 in a language that the built-in grader does not read" in ran.err
    assert "guesses" not in run("grade", source, "--out", tmp_path / "o").err
