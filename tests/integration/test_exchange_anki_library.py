"""The `anki` library says what a valid package is: it opens ours, and we read what it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from decks.exchange.anki.reading import read_apkg
from service.transfer.exchange import export_file, exported, import_bytes, import_file
from service.wiring import App
from tests.exchange_packages import PNG

pytest.importorskip("anki", reason="the anki library is not installed here")

Open = Callable[[Path | None], Any]


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Open]:
    """Opens a new collection of Anki's own, with a package taken in."""
    from anki.collection import (
        Collection,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )

    made: list[Any] = []

    def opened(file: Path | None = None) -> Any:
        folder = tmp_path / f"anki{len(made)}"
        folder.mkdir()
        collection = Collection(str(folder / "collection.anki2"))
        made.append(collection)
        if file is not None:
            take(collection, file)
        return collection

    def take(collection: Any, file: Path) -> None:
        options = ImportAnkiPackageOptions(with_scheduling=True)
        request = ImportAnkiPackageRequest(package_path=str(file), options=options)
        collection.import_anki_package(request)

    opened.take = take  # type: ignore[attr-defined]  # for a second import
    yield opened
    for collection in made:
        collection.close()


def notes(collection: Any) -> dict[str, Any]:
    found = (collection.get_note(each) for each in collection.find_notes(""))
    return {note.guid: note for note in found}


def dues(collection: Any) -> dict[str, tuple[int, int, int]]:
    """Kind, queue and days until due of each note's first card, by guid."""
    found = {}
    for guid, note in notes(collection).items():
        card = note.cards()[0]
        days = card.due - collection.sched.today if card.type == 2 else 0
        found[guid] = (card.type, card.queue, days)
    return found


def test_anki_opens_what_we_write_and_a_second_import_updates(
    app: App, anki: Open, tmp_path: Path
) -> None:
    from service.collection import cards

    cards.add(app, "Biology", "What is $x < 1$?", "A `cell`.", explanation="It *is*.", tags=["a b"])
    cards.add(app, "Biology", "Second?", "Two.\n\n- one\n- two")
    file = tmp_path / "ours.apkg"
    export_file(app, "Biology", file, format_name="apkg")
    collection = anki(file)
    first, second = (collection.get_note(each) for each in sorted(collection.find_notes("")))
    assert dict(first.items()) == {
        "Question": "What is \\(x &lt; 1\\)?",
        "Answer": "A <code>cell</code>.",
        "Explanation": "It <i>is</i>.",
        "Analogy": "",
        "Source": "",
    }
    assert first.tags == ["a_b"]
    assert second["Answer"] == "Two.<br><br>- one<br>- two"
    assert "\\(x &lt; 1\\)" in first.cards()[0].question()
    anki.take(collection, file)  # type: ignore[attr-defined]  # set by the fixture
    assert collection.note_count() == 2
    assert collection.fix_integrity()[1]


def test_we_read_what_anki_writes_in_its_oldest_and_newest_package(
    anki: Open, tmp_path: Path
) -> None:
    from anki.collection import ExportAnkiPackageOptions

    collection = anki(None)
    (tmp_path / "p.png").write_bytes(PNG)
    name = collection.media.add_file(str(tmp_path / "p.png"))
    basic = collection.models.by_name("Basic (and reversed card)")
    cloze = collection.models.by_name("Cloze")
    for model, fields in (
        (basic, (f"front <b>1</b> \\(x_1\\) <img src='{name}'>", "back &amp; more")),
        (cloze, ("{{c1::one}} and {{c2::two::hint}}", "extra")),
    ):
        note = collection.new_note(model)
        note["Front" if model is basic else "Text"], note.fields[1] = fields
        note.tags = ["t::u"]
        collection.add_note(note, collection.decks.id("Course::Part"))
    card = collection.get_note(sorted(collection.find_notes(""))[0]).cards()[0]
    collection.sched.set_due_date([card.id], "5")
    for legacy in (True, False):
        file = tmp_path / f"anki-{legacy}.apkg"
        collection.export_anki_package(
            out_path=str(file),
            options=ExportAnkiPackageOptions(
                with_scheduling=True, with_media=True, legacy=legacy, with_deck_configs=False
            ),
            limit=None,
        )
        loaded = read_apkg(file.read_bytes())
        assert [(c.content.question, c.content.core_answer) for c in loaded.plain] == [
            ("front **1** $x_1$ ![](media:p.png)", "back & more"),
            ("back & more", "front **1** $x_1$ ![](media:p.png)"),
            ("[...] and two", "one"),
            ("one and [hint]", "two"),
        ]
        assert [medium.data for medium in loaded.media] == [PNG]
        assert loaded.plain[0].content.tags == ("t::u",)
        assert loaded.plain[0].studied is not None
        assert loaded.plain[1].studied is None


def test_a_real_deck_keeps_notes_reviews_and_dates_on_its_way_through(
    hashed: App, anki: Open, real_data: Path, tmp_path: Path
) -> None:
    source = real_data / "decks" / "french-cloze-with-reviews.apkg"
    import_file(hashed, source, "French")
    file = tmp_path / "french.apkg"
    export_file(hashed, "French", file, format_name="apkg")
    assert all(exported(hashed, "French", name).data for name in ("jsonl", "markdown", "qti"))
    before, after = anki(source), anki(file)
    there, here = dues(before), dues(after)
    assert set(there) == set(here)
    for guid, (kind, queue, days) in there.items():
        assert here[guid][:2] == (kind, queue)
        assert abs(here[guid][2] - days) <= 1
    assert {g: n.tags for g, n in notes(before).items()} == {
        g: n.tags for g, n in notes(after).items()
    }
    counted = "select count() from revlog"
    assert before.db.scalar(counted) == after.db.scalar(counted)
    assert import_bytes(hashed, "again.apkg", file.read_bytes(), "French").unchanged == 1_639
