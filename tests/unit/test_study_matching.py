"""Matching: tiles of both sides, wrong guesses, and a clock that stands while it is paused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.errors import WrongTransition, WrongUsage
from study.items import Side
from study.matching import MOST_PAIRS, MatchingGame
from tests.scheduler_samples import NOW
from tests.study_samples import dice, items


def game(pairs: int = 3) -> MatchingGame:
    return MatchingGame.dealt(items(pairs), dice())


def tiles_of(played: MatchingGame, card_id: str) -> tuple[int, int]:
    one, other = (tile.number for tile in played.tiles if tile.card_id == card_id)
    return one, other


def test_both_sides_of_every_card_lie_on_the_table_by_label_and_core_answer() -> None:
    dealt = game()
    assert dealt == game()
    assert [tile.number for tile in dealt.tiles] == list(range(6))
    texts = {(tile.side, tile.text) for tile in dealt.tiles}
    assert (Side.QUESTION, "Alpha") in texts
    assert (Side.ANSWER, "the alpha of the matter") in texts
    assert not dealt.finished


def test_a_pair_leaves_the_table_and_a_wrong_pair_counts_and_stays() -> None:
    played = game().started(NOW)
    a, b = tiles_of(played, "crd_0")
    c, _ = tiles_of(played, "crd_1")
    played = played.tried(a, c, NOW + timedelta(seconds=2))
    assert (played.wrong, len(played.left), played.missed) == (1, 6, frozenset({"crd_0", "crd_1"}))
    played = played.tried(a, b, NOW + timedelta(seconds=4))
    assert (played.wrong, len(played.left)) == (1, 4)
    for gone in ((a, c), (c, c), (c, 99)):
        with pytest.raises(WrongTransition):
            played.tried(*gone, NOW)


def test_the_clock_stands_when_all_are_found() -> None:
    played = game(2).started(NOW)
    for number, card in enumerate(("crd_1", "crd_0"), 1):
        played = played.tried(*tiles_of(played, card), NOW + timedelta(seconds=5 * number))
    assert played.finished
    assert played.seconds(NOW + timedelta(hours=1)) == 10
    assert played.started(NOW) == played


def test_a_pause_costs_no_time_and_neither_does_a_clock_that_goes_back() -> None:
    played = game().started(NOW).paused(NOW + timedelta(seconds=7))
    assert played.seconds(NOW + timedelta(hours=9)) == 7
    later = NOW + timedelta(hours=9)
    assert played.started(later).seconds(later + timedelta(seconds=3)) == 10
    assert game().started(NOW).seconds(NOW - timedelta(hours=1)) == 0
    assert game().seconds(NOW) == 0


def test_one_card_is_no_game_and_there_are_at_most_ten_pairs() -> None:
    with pytest.raises(WrongUsage):
        game(1)
    assert game(14).pairs == MOST_PAIRS


@given(st.integers(2, 6), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40))
def test_whatever_is_tried_tiles_leave_in_pairs_and_the_game_resumes_from_json(
    pairs: int, tries: list[tuple[int, int]]
) -> None:
    played = game(pairs)
    for number, (one, other) in enumerate(tries):
        at = NOW + timedelta(seconds=number)
        before = played
        try:
            played = played.tried(one, other, at)
        except WrongTransition:
            continue
        found = len(played.found) - len(before.found)
        assert found + (played.wrong - before.wrong) == 1
        assert len(played.left) == 2 * (pairs - len(played.found))
        assert played.finished == (not played.left)
        assert MatchingGame.model_validate_json(played.model_dump_json()) == played
