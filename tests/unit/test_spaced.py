"""The spaced sitting: what is asked next, what comes back, undo, and resuming."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from decks.memory import Stage
from study.spaced import SpacedSession
from tests.scheduler_samples import NOW, standing

DONE = standing(Stage.REVIEW)
SOON = standing(Stage.LEARNING, due=NOW + timedelta(minutes=10))
LATER = NOW + timedelta(minutes=11)
CARDS = st.lists(st.sampled_from("abcdef"), max_size=8)


def begun(*cards: str) -> SpacedSession:
    return SpacedSession.begun(cards)


def test_cards_are_asked_in_the_order_of_the_queue_and_each_once() -> None:
    session = begun("b", "a", "b")
    assert session.to_go == 2
    assert session.next_card(NOW) == "b"
    session = session.moved("b", DONE)
    assert session.next_card(NOW) == "a"
    session = session.moved("a", DONE)
    assert (session.next_card(NOW), session.finished, session.answered) == (None, True, 2)


def test_a_card_in_its_steps_comes_back_when_it_is_due_and_before_the_queue() -> None:
    session = begun("a", "b", "c").moved("a", SOON)
    assert session.next_card(NOW) == "b"
    assert session.next_card(LATER) == "a"
    assert session.to_go == 3


def test_when_only_waiting_cards_are_left_the_soonest_is_asked_at_once() -> None:
    later = standing(Stage.RELEARNING, due=NOW + timedelta(minutes=20))
    session = begun("a", "b").moved("a", later).moved("b", SOON)
    assert session.next_card(NOW) == "b"


def test_a_card_answered_in_its_steps_waits_once() -> None:
    session = begun("a").moved("a", SOON).moved("a", SOON)
    assert (session.to_go, session.answered) == (1, 2)


def test_a_card_whose_state_did_not_move_is_not_asked_again() -> None:
    assert begun("a").moved("a", None).finished


def test_the_card_taken_back_is_asked_next_though_a_step_is_due() -> None:
    session = begun("a", "b", "c").moved("a", SOON).moved("b", DONE).undone("b")
    assert session.next_card(LATER) == "b"
    assert session.answered == 1
    session = session.moved("b", DONE)
    assert session.next_card(LATER) == "a"


def test_of_several_taken_back_the_newest_is_asked_first() -> None:
    session = begun("a", "b").moved("a", DONE).moved("b", SOON).undone("b").undone("a")
    assert session.next_card(LATER) == "a"
    session = session.moved("a", DONE)
    assert session.next_card(LATER) == "b"
    assert session.to_go == 1


def test_taking_back_what_another_sitting_asked_brings_it_into_this_one() -> None:
    session = begun().undone("x")
    assert (session.next_card(NOW), session.answered) == ("x", 0)


@given(CARDS, st.lists(st.sampled_from(["done", "soon", "nothing", "undo"]), max_size=20))
def test_a_sitting_holds_no_card_twice_and_resumes_from_json(
    cards: list[str], turns: list[str]
) -> None:
    session, now = SpacedSession.begun(cards), NOW
    asked: list[str] = []
    for turn in turns:
        now += timedelta(minutes=3)
        card = session.next_card(now)
        if turn == "undo" and asked:
            last = asked.pop()
            session = session.undone(last)
            assert session.next_card(now) == last
        elif card is not None:
            state = {"done": DONE, "soon": SOON}.get(turn)
            session = session.moved(card, state)
            asked.append(card)
        held = [*session.first, *session.queue, *(each.card_id for each in session.again)]
        assert len(held) == len(set(held)) == session.to_go
        assert set(held) <= set(cards)
        assert SpacedSession.model_validate_json(session.model_dump_json()) == session
        assert (session.next_card(now) is None) == session.finished


@given(CARDS)
def test_a_sitting_in_which_everything_is_known_asks_every_card_exactly_once(
    cards: list[str],
) -> None:
    session = SpacedSession.begun(cards)
    asked: list[str] = []
    while (card := session.next_card(NOW)) is not None:
        asked.append(card)
        session = session.moved(card, DONE)
    assert asked == list(dict.fromkeys(cards))
    assert session.answered == len(asked)
