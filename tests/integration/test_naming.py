"""Which source a text is a version of: its name alone never decides against its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring.revision import likeness
from decks.errors import NotFound, SayWhich, WrongUsage
from service.notes.ingest import coverage, ingest
from service.wiring import App

CELLS = "A **cell** is the smallest unit of life that can make copies of itself. " * 2
OTHER = "The **Treaty of Trianon** was signed in 1920 and drew new borders for Hungary. " * 2


def file(folder: Path, text: str, name: str = "lecture.md") -> Path:
    folder.mkdir(exist_ok=True)
    place = folder / name
    place.write_text(text, encoding="utf-8")
    return place


def test_another_text_of_the_same_name_is_never_a_version_by_itself(
    app: App, tmp_path: Path
) -> None:
    (first,) = ingest(app, [file(tmp_path / "bio", CELLS)], "Course").sources
    other = file(tmp_path / "history", OTHER)
    with pytest.raises(SayWhich, match=r"--new .* --source"):
        ingest(app, [other], "Course")
    assert [each.id for each in coverage(app, "Course").sources] == [first.id]


def test_said_to_be_new_it_is_a_source_of_its_own_however_often_it_is_read(
    app: App, tmp_path: Path
) -> None:
    ingest(app, [file(tmp_path / "bio", CELLS)], "Course")
    other = file(tmp_path / "history", OTHER)
    (made,) = ingest(app, [other], "Course", place="new").sources
    (again,) = ingest(app, [other], "Course", place="new").sources
    assert (made.id, made.name) == (again.id, "lecture (2).md")
    assert {each.name for each in coverage(app, "Course").sources} == {
        "lecture.md",
        "lecture (2).md",
    }


def test_said_to_be_a_newer_version_it_is_one_whatever_it_is_called(
    app: App, tmp_path: Path
) -> None:
    (first,) = ingest(app, [file(tmp_path / "bio", CELLS)], "Course").sources
    other = file(tmp_path / "new", OTHER, "renamed.md")
    (by_id,) = ingest(app, [other], "Course", place=first.source).sources
    assert by_id.source == first.source
    (by_name,) = ingest(app, [file(tmp_path / "bio", CELLS)], "Course", place="lecture.md").sources
    assert by_name.id == first.id
    with pytest.raises(NotFound):
        ingest(app, [other], "Course", place="no-such.md")


def test_a_newer_version_is_told_with_what_it_shares(app: App, tmp_path: Path) -> None:
    ingest(app, [file(tmp_path / "bio", CELLS)], "Course")
    assert app.notices == []
    ingest(app, [file(tmp_path / "bio", CELLS + "It has a membrane.")], "Course")
    [notice] = app.notices
    assert "counts as a newer version" in notice
    assert "--new" in notice


def test_of_several_files_the_one_in_doubt_costs_the_others_nothing(
    app: App, tmp_path: Path
) -> None:
    ingest(app, [file(tmp_path / "bio", CELLS)], "Course")
    both = [file(tmp_path / "history", OTHER), file(tmp_path / "history", OTHER, "second.md")]
    shape = ingest(app, both, "Course")
    assert [each.name for each in shape.sources] == ["second.md"]
    assert [each.kind for each in shape.failed] == ["SayWhich"]
    assert not shape.complete


def test_texts_are_alike_by_the_runs_of_words_they_share() -> None:
    assert likeness(CELLS, CELLS) == 1
    assert likeness(CELLS, CELLS + OTHER) == 1
    assert likeness(CELLS, OTHER) < 0.05
    assert likeness("细胞是生命的基本单位", "细胞是生命的基本单位。它有膜") == 1
    assert likeness("", "") == 1


def test_source_goes_with_one_file_only() -> None:
    from cli.ingesting import _place

    with pytest.raises(WrongUsage):
        _place([Path("a.md"), Path("b.md")], "src_1", False)
    with pytest.raises(WrongUsage):
        _place([Path("a.md")], "src_1", True)
