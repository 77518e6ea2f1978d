"""Files become drafts: once, in order, with a ledger that says what became of every span."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.errors import EmptyFile, NotFound
from service.notes import ingest as verb
from service.notes.drafting import Step
from service.notes.ingest import ingest
from service.reviewing.drafts import drafts
from service.wiring import App

NOTES = """# Energy in cells

A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.

Ribosomes are the cellular structures responsible for protein synthesis.

## Exercises

1. Draw a cell.
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "cells.md"
    file.write_text(NOTES, encoding="utf-8")
    return file


def test_the_ledger_of_a_run_tiles_the_source_and_names_its_drafts(app: App, notes: Path) -> None:
    shape = ingest(app, [notes], "Biology")
    (source,) = shape.sources
    assert shape.complete
    assert source.chars == sum(span.end - span.start for span in source.spans) == len(NOTES)
    named = {draft for span in source.spans for draft in span.drafts}
    assert named == {draft.id for draft in drafts(app, "Biology")}
    assert shape.drafts == shape.new_drafts == len(named) == 2
    reasons = {span.reason for span in source.spans if span.state == "skipped"}
    assert reasons == {"heading", "exercise"}


def test_the_drafts_quote_the_stored_words_in_lecture_order(app: App, notes: Path) -> None:
    ingest(app, [notes], "Biology")
    waiting = drafts(app, "Biology")
    quotes = [draft.citations[0] for draft in waiting]
    assert [NOTES[quote.start : quote.end] for quote in quotes] == [quote.quote for quote in quotes]
    assert [quote.start for quote in quotes] == sorted(quote.start for quote in quotes)


def test_a_repeated_run_changes_nothing(app: App, notes: Path) -> None:
    first = ingest(app, [notes], "Biology")
    before = drafts(app, "Biology")
    again = ingest(app, [notes], "Biology")
    assert again.new_drafts == 0
    assert again.sources == first.sources
    assert drafts(app, "Biology") == before


def test_the_same_text_again_is_the_same_version(app: App, notes: Path) -> None:
    first = ingest(app, [notes], "Biology")
    notes.write_bytes(NOTES.replace("\n", "\r\n").encode("utf-8"))
    again = ingest(app, [notes], "Biology")
    assert [source.id for source in again.sources] == [source.id for source in first.sources]


def test_a_file_named_twice_in_one_run_counts_once(app: App, notes: Path) -> None:
    shape = ingest(app, [notes, notes], "Biology")
    assert len(shape.sources) == 1
    assert shape.drafts == shape.new_drafts == len(drafts(app, "Biology"))


def test_changed_text_under_the_same_name_is_a_new_version_of_the_source(
    app: App, notes: Path
) -> None:
    (first,) = ingest(app, [notes], "Biology").sources
    notes.write_text(
        NOTES + "\n## More\n\nA **lysosome** is an organelle that digests what is worn out.\n",
        encoding="utf-8",
    )
    (second,) = ingest(app, [notes], "Biology").sources
    assert second.source == first.source
    assert second.id != first.id
    assert "What is a lysosome?" in {draft.question for draft in drafts(app, "Biology")}


def test_a_bad_file_is_told_and_costs_the_others_nothing(
    app: App, notes: Path, tmp_path: Path
) -> None:
    bad, second = tmp_path / "bad.md", tmp_path / "organs.md"
    bad.write_bytes(b"")
    second.write_text("An **organ** is a group of tissues that work together.", encoding="utf-8")
    shape = ingest(app, [notes, bad, second], "Biology")
    assert [source.name for source in shape.sources] == ["cells.md", "organs.md"]
    assert [(each.name, each.kind) for each in shape.failed] == [("bad.md", "EmptyFile")]
    assert not shape.complete
    assert shape.drafts == 3


def test_one_bad_file_alone_raises_its_error_and_makes_no_deck(app: App, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"")
    with pytest.raises(EmptyFile, match="file is empty"):
        ingest(app, [bad], "Biology")
    with pytest.raises(NotFound):
        drafts(app, "Biology")


def test_where_every_file_is_bad_no_deck_is_made(app: App, tmp_path: Path) -> None:
    shape = ingest(app, [tmp_path / "one.md", tmp_path / "two.md"], "Biology")
    assert {each.kind for each in shape.failed} == {"NotFound"}
    assert not shape.complete
    with pytest.raises(NotFound):
        drafts(app, "Biology")


def test_progress_goes_up_to_the_whole_in_every_part(app: App, notes: Path) -> None:
    steps: list[Step] = []
    ingest(app, [notes], "Biology", steps.append)
    assert {step.what for step in steps} >= {"reading cells.md", "drafting", "indexing"}
    for what in ("drafting", "indexing"):
        done = [step.done for step in steps if step.what == what]
        assert done == sorted(done)
        assert done[-1] == [step.total for step in steps if step.what == what][-1]


def test_the_same_notes_in_another_deck_are_drafted_there_too(app: App, notes: Path) -> None:
    ingest(app, [notes], "Biology")
    other = ingest(app, [notes], "Cells")
    assert other.new_drafts == 2
    findings = [finding.rule for draft in drafts(app, "Cells") for finding in draft.findings]
    assert findings.count("C9") in (0, 2)


def test_the_ledger_can_be_asked_for_later(app: App, notes: Path) -> None:
    shape = ingest(app, [notes], "Biology")
    assert verb.coverage(app, "Biology").sources == shape.sources
