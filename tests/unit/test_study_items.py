"""What is asked by label and what by question; distractors that look right and never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.distractors import distinct_pairs, mixed, near_misses
from study.items import Item, Shape, plain, shape_of
from tests.study_samples import dice, item, items, never


def wrong(asked: Item, text: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("label", "answer", "by_label"),
    [
        ("Mitochondrion", "makes ATP", True),
        ("", "makes ATP", False),
        ("Paris, the capital", "Paris", False),
        ("Paris", "Paris.", False),
        ("KL divergence", "KL", False),
        ("What can be done with the…", "makes ATP", False),
        ("Klein", "KL", True),
        ("???", "makes ATP", False),
    ],
)
def test_the_label_stands_for_the_card_unless_it_gives_the_answer_away(
    label: str, answer: str, by_label: bool
) -> None:
    made = Item(card_id="c", version_id="v", question="Which?", label=label, answer=answer)
    assert made.term == (label if by_label else "Which?")


@pytest.mark.parametrize(
    ("answer", "shape"),
    [
        ("42", Shape.NUMBER),
        ("No, they are hard to train.", Shape.YES_OR_NO),
        ("Yes.", Shape.YES_OR_NO),
        ("No longer", Shape.TERM),
        ("Noise", Shape.TERM),
        ("about 1,200 km", Shape.TERM),
        ("≈ 1,200 km", Shape.NUMBER),
        ("3.5 %", Shape.NUMBER),
        (r"\frac{a}{b}", Shape.FORMULA),
        ("$x$", Shape.FORMULA),
        ("a mixture of Gaussians", Shape.TERM),
        ("It learns to tell real samples from made ones.", Shape.STATEMENT),
    ],
)
def test_an_answer_is_a_number_a_formula_a_term_or_a_statement(answer: str, shape: Shape) -> None:
    assert shape_of(answer) is shape


def test_options_of_the_same_shape_and_length_come_before_nearer_ones() -> None:
    asked = item(0, answer="1945")
    candidates = ["It ended in the spring of that year.", "1939", "the war", "1918", "1815"]
    assert near_misses(asked, candidates, wrong) == ("1939", "1918", "1815")


def test_what_would_be_right_is_no_option_and_neither_is_the_same_said_twice() -> None:
    asked = item(0, answer="the cell membrane")
    found = near_misses(
        asked,
        ["The cell membrane!", "the plasma membrane", "the cell wall", "The Cell  Wall.", " ", "a"],
        lambda _, text: "plasma" in text,
    )
    assert found == ("the cell wall", "a")


def test_a_deck_too_small_gives_fewer_options_and_not_worse_ones() -> None:
    assert near_misses(item(0), [], wrong) == ()
    assert near_misses(item(0), ["one"], wrong) == ("one",)


def test_the_check_is_asked_no_more_often_than_needed() -> None:
    asked: list[str] = []

    def counted(_: Item, text: str) -> bool:
        asked.append(text)
        return False

    near_misses(item(0), [f"option {n}" for n in range(100)], counted)
    assert len(asked) == 3


TEXTS = st.lists(st.sampled_from(["one", "One.", "two", "2", "three of them", "$x$", "", "four"]))


@given(TEXTS, st.frozensets(st.sampled_from(["one", "two", "2"])), st.integers(0, 9))
def test_there_is_never_a_second_right_answer_nor_two_options_alike(
    candidates: list[str], right: frozenset[str], seed: int
) -> None:
    asked = item(0, answer="zero")
    found = near_misses(asked, candidates, lambda _, text: plain(text) in right)
    assert not {plain(text) for text in found} & (right | {"zero", ""})
    assert len({plain(text) for text in found}) == len(found)
    options, place = mixed(asked.answer, found, dice(seed))
    assert options[place] == "zero"
    assert sorted(options) == sorted([*found, "zero"])


def test_pairs_share_no_side_and_none_would_be_right_for_another() -> None:
    same_answer = item(1, answer=item(0).answer)
    same_label = item(2, label=item(0).label)
    blank = item(3, label="x", answer="x")
    blank = blank.model_copy(update={"question": "x"})
    pool = [item(0), same_answer, same_label, blank, item(4), item(5)]
    assert distinct_pairs(pool, 9, never) == (item(0), item(4), item(5))
    assert distinct_pairs(pool, 2, never) == (item(0), item(4))

    def right_for_five(one: Item, other: Item) -> bool:
        return {one.card_id, other.card_id} == {"crd_4", "crd_5"}

    assert distinct_pairs(pool, 9, right_for_five) == (item(0), item(4))
    assert distinct_pairs(items(12), 10, never) == tuple(items(10))
