"""Notes in, drafts reviewed, cards out: by the command line and its published shapes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.acceptance.conftest import DECK, NOTES, Run


def ingested(run: Run, notes: Path) -> list[str]:
    """The ids of the drafts, in the queue's order."""
    assert run("ingest", notes, "--deck", DECK).code == 0
    return [draft["id"] for draft in run("drafts", "--json").json]


def test_ingest_gives_a_ledger_that_tiles_the_stored_text(run: Run, notes: Path) -> None:
    shape = run("ingest", notes, "--deck", DECK, "--json").json
    assert shape["deck"] == DECK
    assert shape["complete"] is True
    (source,) = shape["sources"]
    spans = source["spans"]
    assert spans[0]["start"] == 0
    assert spans[-1]["end"] == source["chars"] == len(NOTES)
    assert all(left["end"] == right["start"] for left, right in pairwise(spans))
    assert {span["state"] for span in spans} == {"carded", "skipped"}
    assert all(span.get("reason") for span in spans if span["state"] == "skipped")
    assert {draft for span in spans for draft in span["drafts"]} == {
        draft["id"] for draft in run("drafts", "--json").json
    }


def test_source_prints_the_stored_text_and_every_quote_is_a_slice_of_it(
    run: Run, notes: Path
) -> None:
    ingested(run, notes)
    drafts = run("drafts", "--deck", DECK, "--json").json
    assert drafts
    for draft in drafts:
        (citation,) = draft["citations"]
        text = run("source", citation["source"]).out
        assert text == NOTES
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_repeated_ingest_changes_nothing(run: Run, notes: Path) -> None:
    first = ingested(run, notes)
    again = run("ingest", notes, "--deck", DECK, "--json").json
    assert again["new_drafts"] == 0
    assert [draft["id"] for draft in run("drafts", "--json").json] == first


def test_no_draft_is_a_card_before_a_person_accepts_it(run: Run, notes: Path) -> None:
    first, *_ = ingested(run, notes)
    assert run("cards", DECK, "--json").json == []
    assert run("review", "accept", first).code == 0
    (card,) = run("cards", DECK, "--json").json
    assert card["version"] == 1
    assert first not in [draft["id"] for draft in run("drafts", "--json").json]


def test_a_rejected_draft_is_gone_and_an_undo_brings_it_back(run: Run, notes: Path) -> None:
    first, *_ = ingested(run, notes)
    assert run("review", "reject", first).code == 2
    assert run("review", "reject", first, "--reason", "too easy").code == 0
    assert first not in [draft["id"] for draft in run("drafts", "--json").json]
    refused = run("review", "accept", first)
    assert refused.code == 2
    assert "Undo first" in refused.err
    assert run("review", "undo").code == 0
    assert first in [draft["id"] for draft in run("drafts", "--json").json]


def test_an_undone_acceptance_withdraws_the_card(run: Run, notes: Path) -> None:
    first, *_ = ingested(run, notes)
    run("review", "accept", first)
    assert run("review", "undo", first).code == 0
    assert run("cards", DECK, "--json").json == []


def test_an_edit_keeps_the_draft_waiting_with_the_new_words(run: Run, notes: Path) -> None:
    first, *_ = ingested(run, notes)
    ran = run("review", "edit", first, "--answer", "It makes ATP.", "--point", "makes ATP")
    assert ran.code == 0
    (draft,) = [one for one in run("drafts", "--json").json if one["id"] == first]
    assert draft["core_answer"] == "It makes ATP."
    assert [point["text"] for point in draft["key_points"]] == ["makes ATP"]
    run("review", "undo", first)
    (draft,) = [one for one in run("drafts", "--json").json if one["id"] == first]
    assert draft["core_answer"] != "It makes ATP."


def test_a_card_by_hand_is_a_card_at_once(run: Run) -> None:
    made = run("card", "add", DECK, "--question", "What is ATP?", "--answer", "The energy carrier.")
    assert made.code == 0
    (card,) = run("cards", DECK, "--json").json
    assert card["core_answer"] == "The energy carrier."
    assert card["citations"] == []


def test_what_a_new_user_sees_first_says_what_to_do(run: Run) -> None:
    assert "cardwright ingest" in run("drafts").out
    assert "cardwright demo" in run("decks").out
    missing = run("cards", "Nowhere")
    assert missing.code == 4
    assert "There are none yet" in missing.err


class TestOneAfterTheOther:
    """`review` without ids: one key a draft."""

    def test_accept_reject_skip_and_undo_by_key(self, run: Run, notes: Path) -> None:
        count = len(ingested(run, notes))
        assert count == 3
        ran = run("review", typed="a\nr\ntoo easy\nu\na\ns\n")
        assert ran.code == 0
        assert len(run("cards", DECK, "--json").json) == 2
        assert len(run("drafts", "--json").json) == 1
        assert "2 decided" in ran.out

    def test_the_words_of_the_source_stand_beside_each_draft(self, run: Run, notes: Path) -> None:
        ingested(run, notes)
        shown = " ".join(run("review", typed="q\n").out.split())
        assert "cells.md, lines 5-6" in shown
        assert "makes adenosine triphosphate" in shown

    def test_an_input_that_ends_keeps_what_was_decided(self, run: Run, notes: Path) -> None:
        ingested(run, notes)
        assert run("review", typed="a\n").code == 0
        assert len(run("cards", DECK, "--json").json) == 1

    def test_undo_stays_within_the_sitting_and_a_slip_decides_nothing(
        self, run: Run, notes: Path
    ) -> None:
        first, *_ = ingested(run, notes)
        run("review", "accept", first)
        ran = run("review", typed="u\nx\nq\n")
        assert "Nothing was decided in this sitting" in ran.out
        assert "One of a, e, r" in ran.out
        assert "0 decided" in ran.out
        assert len(run("cards", DECK, "--json").json) == 1


def test_one_bad_id_costs_the_others_nothing(run: Run, notes: Path) -> None:
    first, second, _ = ingested(run, notes)
    ran = run("review", "accept", first, "drf_nope", second)
    assert ran.code == 4
    assert len(run("cards", DECK, "--json").json) == 2


def test_drafts_are_decided_by_a_filter_once_they_were_seen(run: Run, notes: Path) -> None:
    run("ingest", notes, "--deck", DECK)
    waiting = [each["id"] for each in run("drafts", "--json").json if not each["findings"]]
    assert run("review", "accept").code == 2
    assert run("review", "accept", "--where", "clean").code == 2
    assert run("review", "accept", waiting[0], "--deck", DECK, "--where", "clean").code == 2
    asked = run("review", "accept", "--deck", DECK, "--where", "clean", typed="n\n")
    assert all(each in asked.out for each in waiting)
    unasked = run("review", "accept", "--deck", DECK, "--where", "clean")
    assert (unasked.code, "--yes" in unasked.err) == (2, True)
    assert run("cards", DECK, "--json").json == []
    assert run("review", "accept", "--deck", DECK, "--where", "clean", "--yes").code == 0
    assert len(run("cards", DECK, "--json").json) == len(waiting)
