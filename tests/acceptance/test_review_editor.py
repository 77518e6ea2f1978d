"""`review --editor`: the queue as one Markdown file of keep / edit / drop lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.acceptance.conftest import DECK, Run


@pytest.fixture
def edited(run: Run, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a stand-in editor: `script.py` there changes the file it is given."""
    run("ingest", notes, "--deck", DECK)
    script = tmp_path / "script.py"
    script.write_text("", encoding="utf-8")
    editor = tmp_path / "editor.sh"
    editor.write_text(f'#!/bin/sh\nexec python3 "{script}" "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setenv("EDITOR", str(editor))
    return script


def changing(*changes: tuple[str, str]) -> str:
    """A script that replaces the first find of each pattern in the file."""
    lines = "".join(f"text = re.sub({one!r}, {other!r}, text, count=1)\n" for one, other in changes)
    return (
        "import re, sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n"
        f"text = file.read_text()\n{lines}file.write_text(text)\n"
    )


def test_each_line_does_what_it_says(run: Run, edited: Path) -> None:
    edited.write_text(
        changing(
            (r"do: wait", "do: keep"),
            (r"do: wait", "do: drop: too easy"),
            (r"do: wait", "do: edit"),
            (r"(?s)(do: edit.*?answer: )[^\n]*", r"\1A rigid coat."),
        ),
        encoding="utf-8",
    )
    ran = run("review", "--editor")
    assert ran.code == 0, ran.err
    assert "1 keep, 1 edit, 1 drop, 0 wait" in ran.out
    assert len(run("cards", DECK, "--json").json) == 1
    (left,) = run("drafts", "--json").json
    assert left["core_answer"] == "A rigid coat."


def test_a_file_left_as_it_was_changes_nothing(run: Run, edited: Path) -> None:
    assert "nothing changed" in run("review", "--editor").out
    assert len(run("drafts", "--json").json) == 3


@pytest.mark.parametrize("line", ["do: maybe", "do: drop"])
def test_a_line_that_cannot_be_carried_out_is_told_and_loses_nothing(
    run: Run, edited: Path, line: str
) -> None:
    edited.write_text(changing((r"do: wait", line)), encoding="utf-8")
    ran = run("review", "--editor")
    assert ran.code == 1
    assert re.search(r"drf_.*(none of keep|says why)", ran.err)
    assert len(run("drafts", "--json").json) == 3
    kept = re.search(r"review apply (\S+)", ran.err)
    assert kept is not None
    assert line in Path(kept[1]).read_text(encoding="utf-8")


def test_a_slip_costs_the_other_lines_nothing(run: Run, edited: Path) -> None:
    edited.write_text(
        changing((r"do: wait", "do: keep"), (r"do: wait", "do: kepe")), encoding="utf-8"
    )
    assert run("review", "--editor").code == 1
    assert len(run("cards", DECK, "--json").json) == 1


def test_an_editor_that_is_not_there_is_told(
    run: Run, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    ran = run("review", "--editor")
    assert ran.code == 2
    assert "set EDITOR" in ran.err


def test_a_file_without_drafts_is_no_review(run: Run, edited: Path) -> None:
    assert run("review", "apply", edited).code == 2


def test_other_right_answers_are_written_in_the_file_and_as_options(run: Run, edited: Path) -> None:
    edited.write_text(
        changing((r"do: wait", "do: keep"), (r"also: ", "also: One thing.\nA second thing.")),
        encoding="utf-8",
    )
    assert run("review", "--editor").code == 0
    (card,) = run("cards", DECK, "--json").json
    assert card["references"] == ["One thing.", "A second thing."]
    first = run("drafts", "--json").json[0]["id"]
    run("review", "edit", first, "--also", "Another.", "--also", "And one more.")
    assert run("drafts", "--json").json[0]["references"] == ["Another.", "And one more."]
    added = ("card", "add", DECK, "--question", "What now?", "--answer", "This.", "--also", "That.")
    assert run(*added).code == 0
    assert run("cards", DECK, "--json").json[-1]["references"] == ["That."]


def test_points_are_edited_one_a_line_and_a_draft_is_split_by_them(run: Run, edited: Path) -> None:
    edited.write_text(
        changing((r"do: wait", "do: split"), (r"points:\n- [^\n]*", "points:\n- one\n- two")),
        encoding="utf-8",
    )
    ran = run("review", "--editor")
    assert ran.code == 0, ran.err
    assert "1 split" in ran.out
    answers = [each["core_answer"] for each in run("drafts", "--json").json]
    assert answers[:2] == ["one", "two"]


def test_a_draft_is_merged_with_the_one_that_is_named(run: Run, edited: Path) -> None:
    first, second, _ = run("drafts", "--json").json
    edited.write_text(changing((r"do: wait", f"do: merge: {second['id']}")), encoding="utf-8")
    assert run("review", "--editor").code == 0
    merged = next(each for each in run("drafts", "--json").json if len(each["citations"]) == 2)
    assert merged["question"] == first["question"]
