"""A card that a class's answers speak against goes back to its instructor, with the evidence."""

from __future__ import annotations

import json

import pytest

from decks.errors import NotFound
from service.collection import cards, wordings
from service.studying import study
from service.studying.claiming import claim
from service.trust.doubts import doubts, send_back
from service.wiring import App, deck_named
from tests.integration.conftest import TestClock
from tests.mode_samples import DECK, FACTS, filled
from tests.steady_grader import steady
from tests.web_client import HOSTILE, assert_harmless, signed_in


def a_class_misses(app: App, card_id: str, words: str = "Something else {0}") -> None:
    """Six students know every card but one, and say so of that one."""
    answers = dict(zip(filled(app), FACTS.values(), strict=True)) if words else {}
    for number in range(6):
        learner = app.learner(f"student {number}")
        for each, right in {**answers, card_id: words.format(number)}.items():
            told = study.answer(app, learner, study.ask(app, each, learner), right)
            if each == card_id:
                claim(app, told.answer.id)


def test_a_card_that_those_miss_who_know_the_rest_is_told_with_its_evidence(app: App) -> None:
    steady(app)
    odd = cards.add(app, DECK, "What is it?", "The thing that was meant.").id
    a_class_misses(app, odd)
    found = doubts(app, DECK)
    assert [each.card for each in found] == [odd]
    assert {sign.sign for sign in found[0].signs} == {"claimed", "missed by the able"}
    assert all((sign.count, sign.of) == (6, 6) for sign in found[0].signs)


def test_sent_back_it_is_asked_no_more_and_every_schedule_of_it_stays(
    app: App, clock: TestClock
) -> None:
    steady(app)
    odd = cards.add(app, DECK, "What is it?", "The thing that was meant.").id
    a_class_misses(app, odd)
    learner = app.learner("student 0")
    with app.ledger.read() as unit:
        before = unit.reviews.state(learner.id, odd), unit.reviews.log(learner.id, odd)
    send_back(app, DECK, odd)
    send_back(app, DECK, odd)
    clock.turn(days=400)
    assert odd not in {row.card for row in study.due(app, DECK, learner)}
    assert [each.state for each in doubts(app, DECK)] == ["withdrawn"]
    with app.ledger.read() as unit:
        assert (unit.reviews.state(learner.id, odd), unit.reviews.log(learner.id, odd)) == before
    wordings.edit(app, odd, {"question": "What is meant by the thing?"})
    wordings.bring_back(app, odd)
    assert doubts(app, DECK) == []
    assert odd in {row.card for row in study.due(app, DECK, learner)}


def test_a_card_that_nothing_speaks_against_is_not_sent_back(app: App) -> None:
    sound = filled(app, 2)[0]
    with pytest.raises(NotFound):
        send_back(app, DECK, sound)


def test_the_page_shows_hostile_words_as_words_and_sends_the_card_back(app: App) -> None:
    steady(app)
    odd = cards.add(app, DECK, f"What is it? {' '.join(HOSTILE)}", "The thing.").id
    with signed_in(app) as client:
        deck = deck_named(app, DECK)
        assert "No card is in doubt" in client.get(f"/decks/{deck.id}/doubts").text
        a_class_misses(app, odd)
        page = client.get(f"/decks/{deck.id}/doubts").text
        assert "6 of 6 students who know the rest of the deck miss this card" in page
        assert_harmless(page)
        assert client.post(f"/decks/{deck.id}/doubts/{odd}").status_code == 303
        assert "Sent back" in client.get(f"/decks/{deck.id}/doubts").text
        assert client.post(f"/decks/{deck.id}/doubts/crd_none").status_code == 404
    assert json.loads(doubts(app, DECK)[0].model_dump_json())["state"] == "withdrawn"
