"""What a student said of an answer can be taken back: the state is as if it had never been said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from decks.errors import WrongTransition
from decks.grading import ClaimState
from decks.memory import Rating
from service.collection import cards
from service.disputes import claims
from service.studying import claiming, study
from service.studying.study import Told
from service.wiring import App, deck_named
from tests.steady_grader import steady
from tests.web_client import signed_in

NAME = "Biology"
QUESTION, ANSWER = "What is a cell?", "The smallest unit of a living thing."


@pytest.fixture
def told(app: App) -> Told:
    steady(app)
    card = cards.add(app, NAME, QUESTION, ANSWER)
    return study.answer(app, app.owner, study.ask(app, card.id, app.owner), "wrong")


@pytest.mark.parametrize("what", ["right", "guessed", "rated"])
def test_after_taking_back_the_grade_counts_as_if_nothing_had_been_said(
    app: App, told: Told, what: str
) -> None:
    said: dict[str, Callable[[], object]] = {
        "right": lambda: claiming.claim(app, told.answer.id),
        "guessed": lambda: study.guessed(app, told.answer.id),
        "rated": lambda: study.rate(app, told.answer.id, Rating.EASY),
    }
    with pytest.raises(WrongTransition, match="nothing to undo"):
        claiming.take_back(app, told.answer.id)
    for _ in range(2):
        said[what]()
        after = claiming.take_back(app, told.answer.id)
        assert (after.state, after.said, after.claim) == (told.state, None, None)
    assert claims.of_learner(app, app.owner) == []


def test_a_claim_taken_back_stays_on_record_and_can_be_made_again(app: App, told: Told) -> None:
    made, _ = claiming.claim(app, told.answer.id, "a synonym")
    claiming.take_back(app, told.answer.id)
    again, _ = claiming.claim(app, told.answer.id)
    with app.ledger.read() as unit:
        assert unit.claims.get(made.id).state is ClaimState.WITHDRAWN
        assert [each.id for each in unit.claims.of_answer(told.answer.id)] == [again.id]


def test_undo_withdraws_the_claim_that_nobody_has_ruled_on(app: App, told: Told) -> None:
    made, _ = claiming.claim(app, told.answer.id)
    study.undo(app, app.owner)
    with app.ledger.read() as unit:
        assert unit.claims.get(made.id).state is ClaimState.WITHDRAWN
        assert unit.claims.of_answer(told.answer.id) == []


def test_undo_on_the_site_takes_the_word_back_first_and_then_asks_again_with_the_words(
    app: App, told: Told
) -> None:
    deck = deck_named(app, NAME)
    place = f"/decks/{deck.id}/answers/{told.answer.id}"
    with signed_in(app) as client:
        assert "Take that back" not in client.get(place).text
        client.post(place, data={"said": "guessed"})
        page = client.get(place).text
        assert "Take that back" in page
        assert "The grader said:" in page
        client.post(place, data={"said": "take-back"})
        assert "Take that back" not in client.get(place).text
        asked = client.post("/study/undo").headers["location"]
        assert ">\nwrong</textarea>" in client.get(asked).text
        other = asked.replace(told.answer.card_id, "crd_none")
        assert client.get(other).status_code == 404


def test_nobody_is_shown_the_words_of_another(app: App, told: Told) -> None:
    friend = app.learner("friend")
    card_id = told.answer.card_id
    assert study.words_of(app, told.answer.id, card_id, app.owner) == "wrong"
    assert study.words_of(app, told.answer.id, card_id, friend) == ""
    assert study.words_of(app, told.answer.id, "crd_other", app.owner) == ""
