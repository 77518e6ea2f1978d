"""What is asked of a lecture's drafts: a target, objectives, places to skip; all reversible."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.briefs import Wish
from decks.drafts import DraftState
from decks.errors import WrongUsage
from service.notes import asides, briefs
from service.notes.by_hand import NO_QUESTION, draft_from
from service.notes.ingest import coverage, ingest
from service.notes.setting_aside import at_places
from service.reviewing import review
from service.reviewing.drafts import drafts
from service.wiring import App, deck_named

NOTES = """# Energy in cells

A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.

Ribosomes are the cellular structures responsible for protein synthesis.

A **lysosome** is a vesicle that digests what is worn out.

## Membranes

A **membrane** is a thin layer of lipids that separates the cell from its surroundings.

**Osmosis** is the diffusion of water across a membrane.

## Exercises

1. A chloroplast is an organelle that makes sugar from light: draw one.
"""
WATER = "Explain how water crosses a membrane"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "cells.md"
    file.write_text(NOTES, encoding="utf-8")
    return file


def asked(app: App, state: DraftState | None = DraftState.PENDING) -> set[str]:
    return {each.question for each in drafts(app, "Bio", state)}


def test_drafts_beyond_the_target_are_held_back_and_the_ledger_says_so(
    app: App, notes: Path
) -> None:
    shape = ingest(app, [notes], "Bio", wish=Wish(target=2))
    assert (shape.drafts, shape.new_drafts, shape.held) == (2, 5, 3)
    assert shape.complete
    waiting = {each.id for each in drafts(app, "Bio")}
    held = {each.id for each in drafts(app, "Bio", DraftState.HELD)}
    assert (len(waiting), len(held)) == (2, 3)
    by_state = {"carded": set[str](), "skipped": set[str]()}
    for span in shape.sources[0].spans:
        by_state[span.state] |= set(span.drafts)
    assert by_state == {"carded": waiting, "skipped": held}


def test_the_same_target_again_changes_nothing_and_a_larger_one_calls_more_up(
    app: App, notes: Path
) -> None:
    ingest(app, [notes], "Bio", wish=Wish(target=2))
    before = asked(app)
    ingest(app, [notes], "Bio", wish=Wish(target=2))
    ingest(app, [notes], "Bio")
    assert asked(app) == before
    ingest(app, [notes], "Bio", wish=Wish(target=4))
    assert before < asked(app)
    assert len(asked(app)) == 4
    ingest(app, [notes], "Bio", wish=Wish(target=1))
    assert len(asked(app)) == 1


def test_what_a_person_decided_or_reworded_is_never_held_back(app: App, notes: Path) -> None:
    ingest(app, [notes], "Bio")
    kept, reworded = drafts(app, "Bio")[:2]
    review.accept(app, kept.id, reason="good")
    review.edit(app, reworded.id, {"question": "What does a ribosome make in the cell?"})
    shape = ingest(app, [notes], "Bio", wish=Wish(target=1))
    assert shape.drafts == 2
    assert asked(app) == {"What does a ribosome make in the cell?"}


def test_called_up_drafts_are_the_best_and_stay_when_the_file_is_read_again(
    app: App, notes: Path
) -> None:
    ingest(app, [notes], "Bio", wish=Wish(target=2))
    deck = deck_named(app, "Bio")
    best = briefs.held(app, deck)[0].id
    assert briefs.call_up(app, deck, 1) == [best]
    ingest(app, [notes], "Bio")
    assert best in {each.id for each in drafts(app, "Bio")}
    assert len(briefs.call_up(app, deck, 10)) == 2
    assert briefs.call_up(app, deck, 10) == []
    with pytest.raises(WrongUsage):
        briefs.call_up(app, deck, 0)


def test_a_draft_that_serves_an_objective_goes_before_others_and_names_it(
    app: App, notes: Path
) -> None:
    ingest(app, [notes], "Bio", wish=Wish(target=1, objectives=(WATER,)))
    [first] = drafts(app, "Bio")
    assert first.objective == WATER
    others = drafts(app, "Bio", DraftState.HELD)
    assert "What is a lysosome?" in {each.question for each in others if not each.objective}


def test_a_skipped_place_gives_no_draft_until_it_is_taken_back(app: App, notes: Path) -> None:
    shape = ingest(app, [notes], "Bio", wish=Wish(skip=("Membranes",)))
    reasons = [span.reason for span in shape.sources[0].spans]
    assert reasons.count("set aside by me") == 3
    assert shape.complete
    assert "What is osmosis?" not in asked(app, None)
    again = at_places(app, deck_named(app, "Bio"), ["Membranes"], back=True)
    assert again.complete
    assert "set aside by me" not in {span.reason for span in again.sources[0].spans}
    assert {"What is osmosis?", "What is a membrane?"} <= asked(app)


def test_setting_aside_holds_what_waits_and_leaves_what_is_a_card(app: App, notes: Path) -> None:
    ingest(app, [notes], "Bio")
    deck = deck_named(app, "Bio")
    osmosis, membrane = (
        next(each for each in drafts(app, "Bio") if each.question == question)
        for question in ("What is osmosis?", "What is a membrane?")
    )
    review.accept(app, membrane.id, reason="good")
    at_places(app, deck, ["Membranes"])
    assert osmosis.id not in {each.id for each in drafts(app, "Bio")}
    assert briefs.held(app, deck) == []
    states = {
        draft: span.state for span in coverage(app, "Bio").sources[0].spans for draft in span.drafts
    }
    assert states[membrane.id] == "carded"
    at_places(app, deck, ["Membranes"], back=True)
    assert osmosis in drafts(app, "Bio")


def test_what_is_set_aside_stays_so_where_the_words_stayed(app: App, notes: Path) -> None:
    ingest(app, [notes], "Bio", wish=Wish(skip=("Membranes",)))
    notes.write_text(NOTES.replace("# Energy in cells", "# Cells\n\nMore on them."), "utf-8")
    shape = ingest(app, [notes], "Bio")
    assert [span.reason for span in shape.sources[0].spans].count("set aside by me") == 3


def test_a_place_that_is_nowhere_is_told_before_anything_is_stored(app: App, notes: Path) -> None:
    with pytest.raises(WrongUsage, match="slide 99"):
        ingest(app, [notes], "Bio", wish=Wish(skip=("slide 99",)))
    with app.ledger.read() as unit:
        assert unit.decks.by_name("Bio") is None


def test_a_draft_is_made_of_any_span_also_of_one_that_was_skipped(app: App, notes: Path) -> None:
    (source,) = ingest(app, [notes], "Bio").sources
    span = next(
        each
        for each in source.spans
        if each.reason == "exercise" and "1." in NOTES[each.start : each.end]
    )
    [made] = draft_from(app, source.id, (span.start, span.end))
    assert made.content.question == "What is a chloroplast?"
    assert made.state is DraftState.PENDING
    assert draft_from(app, source.id, (span.start, span.end)) == [made]
    carded = {id for each in coverage(app, "Bio").sources[0].spans for id in each.drafts}
    assert made.id in carded


def test_words_that_no_rule_understands_wait_for_a_persons_question(app: App, notes: Path) -> None:
    (source,) = ingest(app, [notes], "Bio").sources
    start = NOTES.index("digests what is worn out")
    [made] = draft_from(app, source.id, (start, start + 23), question="What do lysosomes digest?")
    assert made.content.missing
    heading = NOTES.index("# Energy")
    [bare] = draft_from(app, source.id, (heading, heading + 17))
    assert bare.content.question == NO_QUESTION
    assert bare.blocks
    for wrong in ((5, 5), (0, 10_000), (17, 19)):
        with pytest.raises(WrongUsage):
            draft_from(app, source.id, wrong)


def test_an_unchanged_file_embeds_nothing(
    app: App, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = Wish(target=2, objectives=(WATER,), skip=("Exercises",))
    ingest(app, [notes], "Bio", wish=wish)
    embedded: list[object] = []
    monkeypatch.setattr(app.embedder, "embed", embedded.append)
    ingest(app, [notes], "Bio", wish=wish)
    assert embedded == []


def test_two_files_of_one_lecture_share_its_target(app: App, notes: Path, tmp_path: Path) -> None:
    second = tmp_path / "organs.md"
    second.write_text("An **organ** is a group of tissues that work together.\n", "utf-8")
    assert ingest(app, [notes, second], "Bio", wish=Wish(target=3)).drafts == 3


def test_only_spans_of_the_deck_that_set_them_aside_are(app: App, notes: Path) -> None:
    ingest(app, [notes], "Bio", wish=Wish(skip=("Membranes",)))
    other = ingest(app, [notes], "Other")
    assert "set aside by me" not in {span.reason for span in other.sources[0].spans}
    with app.ledger.read() as unit:
        version = unit.sources.version(other.sources[0].id)
        assert asides.seen(unit, deck_named(app, "Other"), version) is version
