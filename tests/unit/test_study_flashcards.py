"""Flashcards: flip, next and back, shuffle, side first, star, known or learning, n/N."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from study.flashcards import FlashcardsSession
from study.items import Side
from tests.study_samples import dice


def begun(*cards: str) -> FlashcardsSession:
    return FlashcardsSession.begun(cards)


def test_leafing_goes_card_by_card_and_stops_at_both_ends() -> None:
    pile = begun("a", "b", "c")
    assert (pile.card, pile.position) == ("a", (1, 3))
    assert pile.back() == pile
    last = pile.next().next()
    assert (last.card, last.position, last.next()) == ("c", (3, 3), last)
    assert last.back().card == "b"


def test_a_flip_shows_the_other_side_and_the_next_card_lies_first_side_up() -> None:
    pile = begun("a", "b")
    assert (pile.side, pile.flip().side, pile.flip().flip()) == (Side.QUESTION, Side.ANSWER, pile)
    assert pile.flip().next().side is Side.QUESTION
    back = pile.facing(Side.ANSWER)
    assert (back.side, back.flip().side, back.next().side) == (
        Side.ANSWER,
        Side.QUESTION,
        Side.ANSWER,
    )


def test_the_same_dice_shuffle_the_same_and_the_order_of_the_deck_comes_back() -> None:
    pile = begun(*"abcdefgh")
    mixed = pile.shuffled(dice(3))
    assert mixed == pile.shuffled(dice(3))
    assert mixed.order != pile.order
    assert sorted(mixed.order) == sorted(pile.order)
    assert mixed.in_order() == pile


def test_only_starred_cards_are_leafed_through_and_the_star_of_the_top_card_can_go() -> None:
    pile = begun("a", "b", "c").star("a").star("c").only(True)
    assert (pile.card, pile.position) == ("a", (1, 2))
    without = pile.star("a")
    assert (without.card, without.position) == ("c", (1, 1))
    nothing = without.star("c")
    assert (nothing.card, nothing.position, nothing.flip(), nothing.next()) == (
        None,
        (0, 0),
        nothing,
        nothing,
    )
    assert nothing.only(False).position == (1, 3)


def test_the_card_on_top_stays_there_when_the_filter_is_set_or_lifted() -> None:
    pile = begun("a", "b", "c").star("c").next().next()
    assert pile.only(True).card == "c"
    assert pile.only(True).only(False).card == "c"


def test_known_takes_the_place_of_still_learning_and_goes_on() -> None:
    pile = begun("a", "b").said("a", known=False)
    assert (pile.card, pile.learning, pile.known) == ("b", frozenset("a"), frozenset())
    pile = pile.back().said("a", known=True)
    assert (pile.learning, pile.known) == (frozenset(), frozenset("a"))
    assert pile.said("of another deck", known=True) == pile
    assert pile.star("of another deck") == pile


def test_stars_are_brought_along_for_cards_of_the_pile_only() -> None:
    assert FlashcardsSession.begun(["a", "a"], ["a", "x"]).starred == {"a"}
    assert FlashcardsSession.begun(["a", "a"]).pile == ("a",)
    assert FlashcardsSession.begun([]).card is None


EVENTS = st.sampled_from(
    ["flip", "next", "back", "shuffle", "order", "star", "only", "all", "know", "learn", "face"]
)


def done(pile: FlashcardsSession, event: str, number: int) -> FlashcardsSession:
    top = pile.card or "?"
    acts: dict[str, Callable[[], FlashcardsSession]] = {
        "flip": pile.flip,
        "next": pile.next,
        "back": pile.back,
        "shuffle": lambda: pile.shuffled(dice(number)),
        "order": pile.in_order,
        "star": lambda: pile.star(top),
        "only": lambda: pile.only(True),
        "all": lambda: pile.only(False),
        "know": lambda: pile.said(top, True),
        "learn": lambda: pile.said(top, False),
        "face": lambda: pile.facing(Side.ANSWER),
    }
    return acts[event]()


@given(st.lists(st.sampled_from("abcde"), max_size=6), st.lists(EVENTS, max_size=25))
def test_whatever_is_done_the_top_card_is_one_that_is_shown_and_the_pile_resumes_from_json(
    cards: list[str], events: list[str]
) -> None:
    pile = FlashcardsSession.begun(cards)
    for number, event in enumerate(events):
        pile = done(pile, event, number)
        n, of = pile.position
        assert 0 <= n <= of <= len(pile.pile)
        assert (pile.card in pile.shown) == bool(pile.shown)
        assert sorted(pile.order) == sorted(pile.pile)
        assert not pile.known & pile.learning
        assert FlashcardsSession.model_validate_json(pile.model_dump_json()) == pile
