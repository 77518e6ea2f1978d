"""`doctor`, `backup`, `restore`, `rebuild-index`, `search`, `config`: a data folder kept sound."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from tests.acceptance.conftest import DECK, NOTES, Run, replaced, running


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a lecture, a card and an answer in it."""
    folder = tmp_path_factory.mktemp("used")
    run, file = running(folder / "data"), folder / "cells.md"
    file.write_text(NOTES, encoding="utf-8")
    run("ingest", file, "--deck", DECK)
    first, *_ = [draft["id"] for draft in run("drafts", "--json").json]
    run("review", "accept", first)
    (card,) = run("cards", DECK, "--json").json
    run("study", DECK, typed=f"{card['core_answer']}\nq\n")
    return folder / "data"


@pytest.fixture
def data(tmp_path: Path, run: Run, used: Path) -> Path:
    """A copy of it, which `run` is on."""
    return replaced(tmp_path / "data", used)


def test_doctor_finds_a_used_folder_sound(run: Run, data: Path) -> None:
    run("rebuild-index")
    shape = run("doctor", "--json").json
    assert shape["ok"] is True
    assert [check["name"] for check in shape["checks"]] == [
        "database",
        "citations",
        "replay",
        "embedder",
        "index",
    ]


def test_an_index_that_another_process_uses_is_no_damage(run: Run, data: Path) -> None:
    run("rebuild-index")
    with FileLock(data / "index.lock"):
        ran = run("doctor", "--json")
    assert ran.code == 0
    (index,) = (check for check in ran.json["checks"] if check["name"] == "index")
    assert index["ok"]
    assert "in use by another process" in index["detail"]


def test_doctor_finds_a_quote_that_was_tampered_with(run: Run, data: Path) -> None:
    with closing(sqlite3.connect(data / "cardwright.db")) as database:
        for (trigger,) in database.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            database.execute(f'drop trigger "{trigger}"')
        database.execute("update card_citations set quote = 'Y' || substr(quote, 2)")
        database.commit()
    ran = run("doctor", "--json")
    assert ran.code == 1
    (citations,) = [check for check in ran.json["checks"] if check["name"] == "citations"]
    assert citations["ok"] is False


def test_doctor_finds_a_state_that_its_log_does_not_give(run: Run, data: Path) -> None:
    with closing(sqlite3.connect(data / "cardwright.db")) as database:
        changed = database.execute("update memory_states set stability = stability * 2").rowcount
        database.commit()
    assert changed == 1
    ran = run("doctor", "--json")
    assert ran.code == 1
    assert [check["name"] for check in ran.json["checks"] if not check["ok"]] == ["replay"]


def test_a_lost_index_is_found_and_made_anew(run: Run, data: Path) -> None:
    before = run("search", "energy", "--json").json
    shutil.rmtree(data / "index")
    assert run("doctor").code == 1
    assert "entries" in run("rebuild-index").out
    assert run("doctor").code == 0
    assert run("search", "energy", "--json").json == before


def test_a_backup_restores_everything_and_keeps_what_was_there(
    run: Run, data: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.zip"
    assert run("backup", saved).code == 0
    cards = run("cards", DECK, "--json").json
    stats = run("stats", DECK, "--json").json
    run("card", "add", DECK, "--question", "Later?", "--answer", "Yes, later.")
    ran = run("restore", saved)
    assert ran.code == 0
    assert run("cards", DECK, "--json").json == cards
    assert run("stats", DECK, "--json").json == stats
    (kept,) = data.glob("before-restore-*.zip")
    assert run("restore", kept).code == 0
    assert len(run("cards", DECK, "--json").json) == len(cards) + 1
    run("search", "later")
    assert run("doctor").code == 0


def test_what_a_restored_backup_does_not_know_leaves_the_index(
    run: Run, data: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.zip"
    run("backup", saved)
    run("card", "add", DECK, "--question", "Later?", "--answer", "Yes, later.")
    run("search", "later")
    assert run("restore", saved).code == 0
    assert run("search", "energy", "--json").json
    checks = run("doctor")
    assert checks.code == 0, checks.out


def test_a_backup_restores_on_an_empty_machine(run: Run, data: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.zip"
    run("backup", saved)
    cards = run("cards", DECK, "--json").json
    elsewhere = tmp_path / "elsewhere"
    assert run("--data", elsewhere, "restore", saved).code == 0
    assert run("--data", elsewhere, "cards", DECK, "--json").json == cards
    assert run("--data", elsewhere, "search", "energy", "--json").json
    assert run("--data", elsewhere, "doctor").code == 0


@pytest.mark.parametrize("damage", ["cut", "changed", "other"])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    run: Run, data: Path, tmp_path: Path, damage: str
) -> None:
    saved = tmp_path / "saved.zip"
    run("backup", saved)
    content = saved.read_bytes()
    if damage == "cut":
        saved.write_bytes(content[: len(content) // 2])
    elif damage == "changed":
        with zipfile.ZipFile(saved) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["cardwright.db"] = parts["cardwright.db"][:-1] + b"!"
        with zipfile.ZipFile(saved, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
    else:
        saved.write_text("no backup", encoding="utf-8")
    before = run("cards", DECK, "--json").json
    ran = run("restore", saved)
    assert ran.code == 1
    assert "nothing was changed" in ran.err
    assert run("cards", DECK, "--json").json == before


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Another process that holds the index's lock."""
    code = (
        "import sys\nfrom filelock import FileLock\n"
        f"lock = FileLock({str(lock)!r})\nlock.acquire()\n"
        "print('held', flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        try:
            yield
        finally:
            holder.stdin.close()


def test_search_goes_on_exactly_while_another_process_holds_the_index(
    run: Run, data: Path, notes: Path
) -> None:
    before = run("search", "protein synthesis", "--json").json
    with held(data / "index.lock"):
        ran = run("search", "protein synthesis", "--json")
        assert ran.code == 0
        assert [row["id"] for row in ran.json] == [row["id"] for row in before]
        assert "exactly meanwhile" in ran.err
        run("card", "add", DECK, "--question", "What makes proteins?", "--answer", "Ribosomes do.")
        found = run("search", "What makes proteins?", "--json").json
        assert any(row["text"].startswith("What makes proteins?") for row in found)
    assert run("search", "What makes proteins?", "--json").err == ""
    assert run("doctor").code == 0


def test_config_says_where_each_value_came_from_and_what_leaves(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "config.toml").write_text("new_cards = 7\n", encoding="utf-8")
    monkeypatch.setenv("CARDWRIGHT_RETENTION", "0.85")
    monkeypatch.setenv("OPENAI_API_KEY", "canary-key")
    ran = run("config", "--json")
    origins = {value["name"]: (value["value"], value["origin"]) for value in ran.json["settings"]}
    assert origins["new_cards"] == ("7", "config.toml")
    assert origins["retention"] == ("0.85", "environment")
    assert origins["learner"] == ("me", "default")
    assert ran.json["destinations"] == ["No text leaves this machine: no model is configured."]
    assert "canary-key" not in ran.out + ran.err + run("config").out
