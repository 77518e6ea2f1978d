"""A newer file of the same name: words move, what is new is drafted from, cards are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.errors import WrongTransition
from decks.sources import SourceVersion
from service.collection.cards import cards
from service.notes import revision
from service.notes.drafting import go_on
from service.notes.ingest import coverage, take_in
from service.reviewing import drafts, review
from service.wiring import App, deck_named
from tests.integration.conftest import TestClock
from tests.web_client import assert_harmless, signed_in

NAME = "Biology"
NOTES = """# Cells

A **mitochondrion** is an organelle that makes energy from nutrients.

The **cell wall** is a rigid covering that protects the plant cell.

# Leaves

A **stoma** is a small pore in a leaf that lets gas in and out.
"""
NEW = "A **vacuole** is a sac that stores water in the plant cell.\n\n"


def read(app: App, text: str) -> SourceVersion:
    version = take_in(app, "cells.md", text.encode(), NAME)
    go_on(app)
    return version


def questions(app: App) -> list[str]:
    return [item.draft.content.question for item in drafts.queue(app, NAME)]


@pytest.fixture
def first(app: App) -> SourceVersion:
    return read(app, NOTES)


def test_the_same_file_again_drafts_nothing_and_embeds_nothing(
    app: App, first: SourceVersion
) -> None:
    before = drafts.queue(app, NAME, None)
    app.embedder = None  # type: ignore[assignment]  # any use of it would fail
    assert take_in(app, "cells.md", NOTES.encode(), NAME).id == first.id
    assert drafts.queue(app, NAME, None) == before


def test_only_new_words_are_drafted_from_and_the_drafts_of_the_others_move(
    app: App, first: SourceVersion
) -> None:
    before = {item.draft.id: item.draft for item in drafts.queue(app, NAME)}
    assert len(before) == 3
    second = read(app, NOTES.replace("# Leaves", NEW + "# Leaves"))
    after = {item.draft.id: item.draft for item in drafts.queue(app, NAME)}
    assert set(before) < set(after)
    [new] = set(after) - set(before)
    assert "vacuole" in after[new].content.question
    for draft in after.values():
        for citation in draft.citations:
            assert citation.version_id == second.id
            assert second.text[citation.start : citation.end] == citation.quote
    assert all(after[each].content == before[each].content for each in before)
    [source] = coverage(app, NAME).sources
    assert (source.id, coverage(app, NAME).complete) == (second.id, True)
    assert sum(span.state == "carded" for span in source.spans) == 4


def test_a_waiting_draft_whose_words_are_gone_is_blocked_and_freed_when_they_come_back(
    app: App, first: SourceVersion
) -> None:
    read(app, NOTES.replace("a rigid covering that protects", "a soft covering that surrounds"))
    [blocked] = [
        item.draft for item in drafts.queue(app, NAME) if revision.GONE in item.draft.findings
    ]
    assert "cell wall" in blocked.content.question
    with pytest.raises(WrongTransition, match="is blocked"):
        review.accept(app, blocked.id)
    read(app, NOTES)
    assert revision.GONE not in drafts.shown(app, blocked.id).draft.findings


def test_a_card_whose_words_changed_is_told_and_a_person_keeps_it(
    app: App, first: SourceVersion, clock: TestClock
) -> None:
    for item in drafts.queue(app, NAME):
        review.accept(app, item.draft.id, reason="fine")
    deck = deck_named(app, NAME)
    before = cards(app, NAME)
    assert revision.changed(app, deck) == []
    second = read(app, NOTES.replace("a rigid covering", "a stiff layer"))
    [found] = revision.changed(app, deck)
    assert "rigid covering" in found.before
    assert "stiff layer" in found.after
    assert [card.id for card in cards(app, NAME)] == [card.id for card in before]
    kept = revision.keep(app, found.card.id)
    assert kept.version.content == found.card.version.content
    assert kept.version.number == found.card.version.number + 1
    assert all(each.version_id == second.id for each in kept.version.citations)
    assert "stiff layer" in kept.version.citations[0].quote
    assert revision.changed(app, deck) == []
    with pytest.raises(WrongTransition, match="as they did"):
        revision.keep(app, found.card.id)


def test_a_card_of_words_that_were_taken_out_can_not_be_kept(
    app: App, first: SourceVersion
) -> None:
    for item in drafts.queue(app, NAME):
        review.accept(app, item.draft.id, reason="fine")
    gone = "\n\n# Leaves\n\nA **stoma** is a small pore in a leaf that lets gas in and out.\n"
    read(app, NOTES.replace(gone, "\n"))
    [found] = revision.changed(app, deck_named(app, NAME))
    assert found.after == ""
    with pytest.raises(WrongTransition, match="withdraw it"):
        revision.keep(app, found.card.id)


def test_the_newest_place_of_a_citation_is_found(app: App, first: SourceVersion) -> None:
    citation = drafts.queue(app, NAME)[0].draft.citations[0]
    second = read(app, "A new beginning.\n\n" + NOTES)
    moved = revision.current(app, citation)
    assert (moved.version_id, moved.quote) == (second.id, citation.quote)


def test_a_real_lecture_with_one_paragraph_more_keeps_all_its_drafts(
    app: App, real_data: Path
) -> None:
    text = (real_data / "notes" / "missing-semester-version-control.md").read_text(encoding="utf-8")
    read(app, text)
    before = {item.draft.id for item in drafts.queue(app, NAME)}
    middle = text.index("\n\n", len(text) // 2) + 2
    read(app, text[:middle] + NEW + text[middle:])
    after = drafts.queue(app, NAME)
    assert before < {item.draft.id for item in after}
    assert not any(revision.GONE in item.draft.findings for item in after)
    assert len(after) - len(before) <= 2


def test_the_pages_and_commands_show_the_difference_and_keep(
    app: App, first: SourceVersion
) -> None:
    for item in drafts.queue(app, NAME):
        review.accept(app, item.draft.id, reason="fine")
    read(app, NOTES.replace("a rigid covering", "a stiff <b>layer</b>"))
    deck = deck_named(app, NAME)
    [found] = revision.changed(app, deck)
    assert coverage(app, NAME).changed == 1
    with signed_in(app) as client:
        assert "1 card</a>: the notes now say" in client.get(f"/decks/{deck.id}/notes").text
        page = client.get(f"/decks/{deck.id}/changed").text
        assert_harmless(page)
        assert "stiff &lt;b&gt;layer&lt;/b&gt;" in page
        place = f"/decks/{deck.id}/changed/{found.card.id}"
        assert client.post(place).status_code == 303
        assert client.post(place).status_code == 404
        assert "Every card rests on words" in client.get(f"/decks/{deck.id}/changed").text


def test_a_newer_version_of_the_drafter_drafts_nothing_twice(
    app: App, first: SourceVersion
) -> None:
    before = [item.draft.id for item in drafts.queue(app, NAME)]
    older = app.drafter.name

    class Newer:
        """The same rules under the name of a later version."""

        name = "rules/999"
        provenance = app.drafter.provenance
        draft = staticmethod(app.drafter.draft)

    app.__dict__["drafter"] = Newer()
    assert older != app.drafter.name
    read(app, NOTES)
    assert [item.draft.id for item in drafts.queue(app, NAME)] == before
    read(app, NOTES.replace("# Leaves", NEW + "# Leaves"))
    assert len(drafts.queue(app, NAME)) == len(before) + 1
