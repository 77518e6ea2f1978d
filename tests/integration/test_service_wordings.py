"""A card's wordings: each edit is a version, nothing that pointed to an earlier one changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.cards import Card, CardState
from decks.errors import BadRecord, Stale, WrongTransition, WrongUsage
from service.api_token import TOKEN_FILE, api_token
from service.collection import cards, shelf, wordings
from service.collection.search import search
from service.reviewing import review
from service.studying import study
from service.transfer import exchange
from service.wiring import App

ANSWER = "The smallest unit of a living thing."


@pytest.fixture
def card(app: App) -> Card:
    return cards.add(app, "Biology", "What is a cell?", ANSWER)


def test_an_edit_is_a_new_version_with_key_points_of_its_own(app: App, card: Card) -> None:
    after = wordings.edit(app, card.id, {"core_answer": "A membrane around living matter."})
    assert after.version.number == 2
    assert after.version.content.key_points != card.version.content.key_points
    told = wordings.history(app, card.id)
    assert [each.version.number for each in told.wordings] == [2, 1]
    assert told.wordings[1].version == card.version
    assert told.wordings[0].author == app.owner.name


def test_an_edit_that_changes_nothing_is_no_version(app: App, card: Card) -> None:
    assert wordings.edit(app, card.id, {"core_answer": ANSWER}).version == card.version


def test_an_edit_of_a_version_that_is_no_longer_the_newest_is_refused(app: App, card: Card) -> None:
    wordings.edit(app, card.id, {"question": "What is a living cell?"}, seen=card.version.id)
    with pytest.raises(Stale):
        wordings.edit(app, card.id, {"question": "What are cells?"}, seen=card.version.id)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"question": " "}, BadRecord),
        ({"core_answer": ""}, BadRecord),
        ({"key_points": []}, BadRecord),
        ({"key_points": [{"text": "a", "weight": float("nan")}]}, BadRecord),
        ({"citations": []}, WrongUsage),
    ],
)
def test_an_edit_that_does_not_fit_changes_nothing(
    app: App, card: Card, changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        wordings.edit(app, card.id, changes)
    assert wordings.history(app, card.id).card == card


def test_what_is_found_by_meaning_follows_the_wording(app: App, card: Card) -> None:
    wordings.edit(app, card.id, {"question": "What is a volcano?", "core_answer": "A vent."})
    (found,) = search(app, "volcano", "Biology")
    assert "vent" in found.text
    wordings.withdraw(app, card.id)
    assert search(app, "volcano", "Biology") == []
    wordings.bring_back(app, card.id)
    assert [each.id for each in search(app, "volcano", "Biology")] == [card.id]


def test_a_withdrawn_card_is_not_asked_until_it_is_brought_back(app: App, card: Card) -> None:
    assert wordings.withdraw(app, card.id).state is CardState.WITHDRAWN
    assert study.due(app, "Biology", app.owner) == []
    assert wordings.bring_back(app, card.id).state is CardState.LIVE
    assert [row.card for row in study.due(app, "Biology", app.owner)] == [card.id]


def test_a_card_whose_draft_was_taken_back_comes_back_by_review_alone(app: App) -> None:
    exchange.import_bytes(app, "a.csv", b"question,answer\nWhat is a cell?,A unit.\n", "Biology")
    (made,) = cards.cards(app, "Biology")
    review.undo(app)
    with pytest.raises(WrongTransition):
        wordings.bring_back(app, made.id)


def test_the_same_hand_written_card_sent_twice_is_one(app: App) -> None:
    first = cards.add(app, "Biology", "What is a cell?", ANSWER, request_key="abc")
    again = cards.add(app, "Biology", "What is a cell?", ANSWER, request_key="abc")
    assert first == again
    with pytest.raises(WrongUsage):
        cards.add(app, "Biology", "What is a cell?", "Another.", request_key="abc")


def test_a_deck_is_made_once_and_has_a_name(app: App) -> None:
    assert shelf.new_deck(app, "  Cell \t biology ").name == "Cell biology"
    for name in ("Cell biology", "", " ", "a\x00b", "x" * 201):
        with pytest.raises(WrongUsage):
            shelf.new_deck(app, name)


def test_the_token_of_the_api_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    token = api_token(tmp_path)
    assert len(token) >= 40
    assert api_token(tmp_path) == token
    assert (tmp_path / TOKEN_FILE).stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.iterdir()] == [TOKEN_FILE]
