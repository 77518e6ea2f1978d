"""Learn: the ladder, what comes again, the order of rounds, overrides, resuming, the end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.errors import WrongTransition
from study.learn import LearnSession, Offer, Rung, Standing, precedence


def begun(*cards: str, size: int = 7) -> LearnSession:
    return LearnSession.begun(cards, size)


def rungs(session: LearnSession) -> dict[str, Rung]:
    return {each.card_id: each.rung for each in session.cards}


def test_a_card_is_chosen_then_typed_then_mastered() -> None:
    session = begun("a")
    assert (session.card, session.typed, session.round) == ("a", False, 1)
    session = session.answered(True)
    assert rungs(session) == {"a": Rung.FAMILIAR}
    assert (session.card, session.typed, session.round) == ("a", True, 2)
    session = session.answered(True)
    assert rungs(session) == {"a": Rung.MASTERED}
    assert (session.finished, session.card, session.asked, session.missed) == (True, None, 2, 0)
    with pytest.raises(WrongTransition):
        session.answered(True)


def test_typed_right_masters_a_card_that_could_not_be_asked_as_a_choice() -> None:
    assert begun("a").answered(True, typed=True).finished


def test_what_was_wrong_is_asked_again_at_the_end_of_its_round() -> None:
    session = begun("a", "b", "c").answered(False)
    assert session.queue == ("b", "c", "a")
    session = session.answered(True).answered(True)
    assert (session.card, session.round) == ("a", 1)
    assert session.answered(True).round == 2


def test_wrong_twice_in_a_round_opens_the_next_one_on_the_rung_where_it_was() -> None:
    session = begun("a", "b", size=2).answered(True).answered(False).answered(False)
    assert (session.round, session.card, session.typed) == (2, "b", False)
    session = session.answered(True)
    assert session.card == "a"
    session = session.answered(False).answered(False)
    assert session.standing("a").rung is Rung.FAMILIAR


def test_rounds_take_wrong_then_rested_familiar_then_unseen_then_other_familiar() -> None:
    def standing(card: str, rung: Rung, asked_in: int, wrong: bool = False) -> Standing:
        return Standing(card_id=card, rung=rung, asked_in=asked_in, wrong=wrong)

    classes = [
        standing("wrong", Rung.FAMILIAR, 4, True),
        standing("rested", Rung.FAMILIAR, 2),
        standing("unseen", Rung.UNSEEN, 0),
        standing("lately", Rung.FAMILIAR, 3),
    ]
    assert [precedence(each, 5) for each in classes] == [0, 1, 2, 3]


def test_a_familiar_card_waits_while_there_are_unseen_ones_and_comes_after_two_rounds() -> None:
    session = begun("a", "b", "c", "d", "e", size=1)
    asked = []
    while not session.finished:
        asked.append(session.card)
        session = session.answered(True)
    assert asked == ["a", "b", "c", "a", "b", "c", "d", "e", "d", "e"]


def test_an_override_settles_a_wrong_verdict_as_if_it_had_been_right() -> None:
    session = begun("a", "b", size=2)
    assert session.answered(False).overridden() == session.answered(True).model_copy(
        update={"last": session.answered(False).overridden().last}
    )
    twice = session.answered(True).answered(False).answered(False)
    assert twice.round == 2
    settled = twice.overridden()
    assert (settled.standing("b").rung, settled.missed) == (Rung.FAMILIAR, 1)
    for none in (session, session.answered(True), settled):
        with pytest.raises(WrongTransition):
            none.overridden()


def test_an_offer_stays_until_it_is_answered_and_is_of_the_card_that_is_asked() -> None:
    session = begun("a", "b")
    offer = Offer(card_id="a", version_id="v", options=("x", "y"), right=1)
    kept = session.offered(offer)
    assert kept.offered(offer.model_copy(update={"right": 0})).offer == offer
    assert kept.answered(True).offer is None
    with pytest.raises(WrongTransition):
        session.offered(offer.model_copy(update={"card_id": "b"}))


def test_cards_that_are_withdrawn_meanwhile_leave_the_sitting() -> None:
    session = begun("a", "b", "c", size=2).answered(False)
    left = session.without(frozenset("ab"))
    assert (left.card, left.round) == ("c", 2)
    assert session.without(frozenset("abc")).finished
    assert session.without(frozenset("xyz")) == session


CARDS = st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=12)
SIZES = st.integers(1, 8)


def check(before: LearnSession, after: LearnSession) -> None:
    """The laws of a round that was formed between two sittings."""
    if after.round == before.round:
        return
    number = after.round
    standing = {each.card_id: each for each in after.cards}
    taken = [precedence(standing[card], number) for card in after.queue]
    left = [
        precedence(each, number)
        for each in after.cards
        if each.rung is not Rung.MASTERED and each.card_id not in after.queue
    ]
    assert taken == sorted(taken)
    assert not left or max(taken) <= min(left)
    assert len(after.queue) == min(after.size, len(taken) + len(left))


@settings(max_examples=60)
@given(CARDS, SIZES, st.lists(st.sampled_from(["right", "wrong", "override"]), max_size=60))
def test_rounds_are_in_order_nobody_is_asked_a_mastered_card_and_a_sitting_resumes(
    cards: list[str], size: int, events: list[str]
) -> None:
    session = LearnSession.begun(cards, size)
    for event in events:
        if session.finished:
            break
        before = session
        if event == "override":
            if session.last is None or session.last.right:
                continue
            session = session.overridden()
        else:
            session = session.answered(event == "right")
            check(before, session)
        assert all(session.standing(card).rung is not Rung.MASTERED for card in session.queue)
        assert len(session.queue) == len(set(session.queue)) <= size
        assert session.finished == all(each.rung is Rung.MASTERED for each in session.cards)
        assert 0 <= session.missed <= session.asked
        assert LearnSession.model_validate_json(session.model_dump_json()) == session


@settings(max_examples=60)
@given(CARDS, SIZES, st.integers(0, 4), st.randoms(use_true_random=False))
def test_learn_ends_for_everybody_who_is_right_on_a_card_at_least_now_and_then(
    cards: list[str], size: int, stubborn: int, dice: object
) -> None:
    """Each card may be missed up to `stubborn` times on each rung, in any order."""
    session = LearnSession.begun(cards, size)
    missed: dict[tuple[str, Rung], int] = {}
    bound = len(session.cards) * 2 * (stubborn + 1)
    for _ in range(bound):
        card = session.card
        if card is None:
            break
        key = (card, session.standing(card).rung)
        miss = missed.get(key, 0) < stubborn and dice.random() < 0.7  # type: ignore[attr-defined]
        missed[key] = missed.get(key, 0) + miss
        session = session.answered(not miss)
    assert session.finished


@given(CARDS, SIZES)
def test_who_knows_everything_is_asked_every_card_twice(cards: list[str], size: int) -> None:
    session = LearnSession.begun(cards, size)
    while not session.finished:
        session = session.answered(True)
    assert session.asked == 2 * len(set(cards))
