"""Formats by the command: what stays behind is told apart from what is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.conftest import DECK, Run
from tests.exchange_packages import PNG, Note, database, package


@pytest.fixture
def anki(tmp_path: Path) -> Path:
    """A small package with mathematics, a picture and a script."""
    note = Note(("What is \\(x_1\\)?<img src='p.png'><script>x()</script>", "It is <b>one</b>."))
    file = tmp_path / "deck.apkg"
    file.write_bytes(package({"collection.anki2": database([note])}, {"p.png": PNG}))
    return file


def test_a_package_comes_in_and_goes_out_with_its_loss_told(
    run: Run, anki: Path, tmp_path: Path
) -> None:
    shape = run("import", anki, "--deck", DECK, "--json").json
    assert (shape["cards"], shape["media"]) == (1, 1)
    assert [loss["what"] for loss in shape["lost"]] == ["script"]
    assert "1 were here already" in run("import", anki, "--deck", DECK).out
    (card,) = run("cards", DECK, "--json").json
    assert card["question"] == "What is $x_1$?![](media:p.png)"
    out = tmp_path / "out.apkg"
    report = run("export", DECK, "--format", "apkg", "--out", out, "--json")
    assert report.json["format"] == "apkg"
    assert report.json["bytes"] == out.stat().st_size
    assert {loss["what"] for loss in report.json["lost"]} == {"label", "key point"}
    assert "cannot carry" in report.err
    again = run("--data", tmp_path / "other", "import", out, "--deck", DECK, "--json").json
    assert (again["cards"], again["lost"]) == (1, [])
    assert (
        run("--data", tmp_path / "other", "cards", DECK, "--json").json[0]["question"]
        == card["question"]
    )


@pytest.mark.parametrize("format_name", ["markdown", "quizlet", "gift", "moodle", "qti"])
def test_a_deck_goes_out_on_standard_output(run: Run, anki: Path, format_name: str) -> None:
    run("import", anki, "--deck", DECK)
    ran = run("export", DECK, "--format", format_name, "--out", "-")
    assert ran.code == 0
    assert "x_1" in ran.out
    assert "stay behind" in ran.err
    assert "stay behind" not in ran.out


def test_a_hostile_package_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    trap = "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END"
    file = tmp_path / "trap.apkg"
    file.write_bytes(package({"collection.anki2": database([Note(("a", "b"))], further=trap)}))
    ran = run("import", file, "--deck", DECK)
    assert ran.code == 1
    assert "trigger" in ran.err
    assert DECK not in run("decks").out


def test_formats_that_are_not_read_or_written_are_named(run: Run, anki: Path) -> None:
    run("import", anki, "--deck", DECK)
    ran = run("export", DECK, "--format", "docx", "--out", "-")
    assert ran.code == 2
    assert "qti" in ran.err
    assert run("import", anki, "--deck", DECK, "--format", "gift").code == 2
