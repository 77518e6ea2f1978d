"""Bad input: one clear sentence with what to do, the documented exit code, nothing lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.conftest import DECK, Run
from tests.terminal import Ran


def one_sentence(ran: Ran, code: int) -> None:
    """A failure as people and programs may rely on it."""
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err + ran.out
    (line,) = [line for line in ran.err.splitlines() if line.strip()]
    assert line.endswith((".", "?"))
    assert "unforeseen" not in line


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("empty.md", b"", 1, "empty"),
        ("blank.txt", b" \n\n\t \n", 1, "nothing to make cards from"),
        ("empty.pdf", b"", 1, "empty"),
        ("broken.pdf", b"%PDF-1.7\nnothing that follows makes sense", 1, "damaged"),
        ("notes.docx", b"%PDF-1.7\n", 1, "damaged"),
        ("notes.xyz", b"some text", 2, "Markdown"),
        ("binary.md", bytes(range(256)) * 20, 1, ""),
    ],
)
def test_a_file_that_gives_no_text(
    run: Run, tmp_path: Path, name: str, content: bytes, code: int, says: str
) -> None:
    ran = run("ingest", written(tmp_path / name, content), "--deck", DECK)
    one_sentence(ran, code)
    assert name in ran.err
    assert says in ran.err
    assert run("decks").out.startswith("No decks yet")


def test_a_missing_file_and_a_folder(run: Run, tmp_path: Path) -> None:
    one_sentence(run("ingest", tmp_path / "none.md", "--deck", DECK), 4)
    one_sentence(run("ingest", tmp_path, "--deck", DECK), 2)


def test_a_bad_file_among_good_ones_costs_them_nothing(
    run: Run, notes: Path, tmp_path: Path
) -> None:
    bad = written(tmp_path / "broken.pdf", b"%PDF-")
    ran = run("ingest", notes, bad, "--deck", DECK, "--json")
    assert ran.code == 1
    assert ran.json["complete"] is False
    assert ran.json["drafts"] == 3
    (failed,) = ran.json["failed"]
    assert failed["name"] == "broken.pdf"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("cards", "Nowhere"), 4),
        (("due", "Nowhere"), 4),
        (("study", "Nowhere"), 4),
        (("export", "Nowhere", "--out", "x.jsonl"), 4),
        (("source", "ver_nothing"), 4),
        (("review", "accept", "drf_nothing"), 4),
        (("review", "show", "drf_nothing"), 4),
        (("review", "undo"), 2),
        (("analogies", "accept", "ana_nothing"), 4),
        (("import", "none.jsonl", "--deck", DECK), 4),
        (("restore", "none.zip"), 4),
        (("grade", "none.jsonl", "--out", "x.jsonl"), 4),
        (("search", "  "), 2),
    ],
)
def test_what_is_not_there(run: Run, arguments: tuple[str, ...], code: int) -> None:
    one_sentence(run(*arguments), code)


def test_with_json_an_error_is_one_document_on_standard_output(run: Run) -> None:
    ran = run("cards", "Nowhere", "--json")
    assert ran.code == 4
    assert ran.json["kind"] == "NotFound"
    assert ran.err == ""


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("CARDWRIGHT_RETENTION", "2", "CARDWRIGHT_RETENTION"),
        ("CARDWRIGHT_ZONE", "Mars/Olympus", "Mars/Olympus"),
        ("CARDWRIGHT_AUTHOR_MODEL", "no-colon", "openai:"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(
    run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str
) -> None:
    monkeypatch.setenv(variable, value)
    ran = run("ingest", notes, "--deck", DECK)
    one_sentence(ran, 2)
    assert says in ran.err


def test_a_key_in_the_settings_file_is_refused_and_not_repeated(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    written(tmp_path / "data" / "config.toml", b'openai_api_key = "canary"\n')
    ran = run("decks")
    assert ran.code == 2
    assert "environment" in ran.err
    assert "canary" not in ran.err


def test_a_database_of_a_later_version_is_left_alone(run: Run, tmp_path: Path) -> None:
    run("card", "add", DECK, "--question", "Q?", "--answer", "An answer.")
    database = tmp_path / "data" / "cardwright.db"
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("update alembic_version set version_num = '9999'")
        opened.commit()
    before = database.read_bytes()
    ran = run("decks")
    one_sentence(ran, 3)
    assert "later version" in ran.err
    assert database.read_bytes() == before


def test_a_file_that_is_no_database_is_told_and_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    file = written(tmp_path / "data" / "cardwright.db", b"shopping list" * 100)
    one_sentence(run("decks"), 1)
    assert file.read_bytes() == b"shopping list" * 100


def test_a_bad_line_of_a_deck_stops_the_import_before_anything_is_stored(
    run: Run, tmp_path: Path
) -> None:
    good = json.dumps({"question": "What is a cell?", "answer": "The smallest unit of life."})
    deck = written(tmp_path / "deck.jsonl", f"{good}\n{{broken\n".encode())
    ran = run("import", deck, "--deck", DECK)
    one_sentence(ran, 2)
    assert "Line 2" in ran.err
    assert run("cards", DECK).code == 4


def test_terminal_escapes_of_a_source_are_shown_and_not_obeyed(run: Run, tmp_path: Path) -> None:
    evil = "A \x1b[31mribosome\x1b[0m is an organelle that makes \u202eproteins out of acids.\n"
    run("ingest", written(tmp_path / "evil.md", evil.encode()), "--deck", DECK)
    for ran in (run("drafts"), run("review", typed="q\n"), run("search", "organelle")):
        assert "\x1b" not in ran.out + ran.err
        assert "\u202e" not in ran.out + ran.err


def test_a_file_that_is_no_text_is_refused_in_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n\x00\x01" * 900)
    ran = run("grade", tmp_path / "a.pdf", "--out", tmp_path / "out.jsonl")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "is no text" in ran.err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_misspelt_variable_and_a_missing_key_are_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARDWRIGHT_AUTHOR_MODLE", "openai:x")
    monkeypatch.setenv("CARDWRIGHT_GRADER_MODEL", "openai:x")
    told = run("config", "--json").json
    assert told["unknown"] == ["CARDWRIGHT_AUTHOR_MODLE"]
    assert "once OPENAI_API_KEY is set" in told["destinations"][0]
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    assert "once" not in run("config", "--json").json["destinations"][0]
