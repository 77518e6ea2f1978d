"""Drafts that ask the same: one of two is told, and that follows what becomes of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from decks.cards import Deck
from decks.drafts import Draft
from decks.errors import WrongTransition
from service.collection.cards import cards
from service.notes.drafting import draft_all
from service.notes.ingest import take_in
from service.reviewing import drafts as reading
from service.reviewing import queue, review, reworking, twins
from service.wiring import App, deck_for
from tests.web_client import signed_in

NOTES = (
    "# Cells\n\n"
    "A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.\n"
)


@pytest.fixture
def deck(app: App) -> Deck:
    return deck_for(app, "Biology")


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with signed_in(app) as made:
        yield made


@pytest.fixture
def pair(app: App, deck: Deck) -> tuple[Draft, Draft]:
    """The same drafted from two files that overlap: the first is free, the second blocked."""
    for name in ("monday.md", "tuesday.md"):
        version = take_in(app, name, NOTES.encode(), deck.name)
        draft_all(app, deck, [version])
    free = [draft for draft in queue.listed(app, deck) if not draft.blocks]
    told = [draft for draft in queue.listed(app, deck) if draft.blocks]
    first = next(draft for draft in free if any(draft.id in twins.about(each) for each in told))
    return first, next(each for each in told if first.id in twins.about(each))


def now(app: App, draft: Draft) -> Draft:
    return reading.shown(app, draft.id).draft


def test_of_two_that_wait_the_later_alone_is_blocked(app: App, pair: tuple[Draft, Draft]) -> None:
    first, second = pair
    assert not first.blocks
    review.edit(app, first.id, {"explanation": "It has two membranes."})
    assert not now(app, first).blocks
    assert now(app, second).blocks


def test_the_block_goes_with_the_one_it_is_about(app: App, pair: tuple[Draft, Draft]) -> None:
    first, second = pair
    review.reject(app, first.id, "Duplicate")
    assert not now(app, second).blocks
    review.accept(app, second.id)


def test_who_comes_back_by_undo_is_blocked_by_who_stayed(
    app: App, pair: tuple[Draft, Draft]
) -> None:
    first, second = pair
    review.reject(app, first.id, "Duplicate")
    review.accept(app, second.id)
    assert review.undo(app, first.id).blocks
    with pytest.raises(WrongTransition):
        review.accept(app, first.id)


def test_a_block_stays_where_the_other_became_a_card(app: App, pair: tuple[Draft, Draft]) -> None:
    first, second = pair
    review.accept(app, first.id)
    assert now(app, second).blocks
    assert len(cards(app, "Biology")) == 1


def test_an_edit_of_the_first_frees_the_second_and_undo_blocks_it_again(
    app: App, pair: tuple[Draft, Draft]
) -> None:
    first, second = pair
    words = {"question": "Where is wheat grown?", "core_answer": "On wide and dry plains."}
    review.edit(app, first.id, words)
    assert not now(app, second).blocks
    review.undo(app, first.id)
    assert bool(now(app, first).blocks) != bool(now(app, second).blocks)


def test_merging_leaves_no_block_behind(
    app: App, pair: tuple[Draft, Draft], client: TestClient, deck: Deck
) -> None:
    first, second = pair
    page = client.get(f"/decks/{deck.id}/review/{second.id}").text
    told = re.search(r'<li class="block">.*?</li>', page, re.S)
    assert told is not None
    assert f'href="/decks/{deck.id}/review/{first.id}"' in told[0]
    assert not re.search(r">[^<]*(drf|crd)_\w+", told[0])
    sent = client.post(f"/decks/{deck.id}/review/{second.id}/merge", data={"other": first.id})
    assert sent.status_code == 303
    made = sent.headers["location"].rsplit("/", 1)[1]
    assert not reading.shown(app, made).draft.blocks
    review.undo(app, second.id)
    assert [bool(now(app, each).blocks) for each in pair].count(True) == 1


def test_a_split_of_the_first_frees_the_second_only_where_no_part_says_the_same(
    app: App, pair: tuple[Draft, Draft]
) -> None:
    first, second = pair
    parts = [
        {"question": "Where is wheat grown?", "core_answer": "On wide and dry plains."},
        {"question": "Where is rice grown?", "core_answer": "In fields under water."},
    ]
    reworking.split(app, first.id, parts)
    assert not now(app, second).blocks
