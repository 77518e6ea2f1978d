"""Words that point one way or the other: the list itself, and what it tells of two texts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.contrary import POINTED, pointed
from grader.features import evidence
from grader.poles import pointers
from grader.reading import Reading, view
from grader.stack import stacked
from grader.words import lines, stem, words_of
from tests.grader_samples import reading_of

SENTENCES = [
    "The pressure rises when the gas is heated.",
    "Demand falls because the price goes up.",
    "Arteries carry blood away from the heart.",
    "Nothing of that is known.",
    "It is not hot.",
]


def signs(text: str) -> dict[int, int]:
    return {each.axis: each.sign for each in pointers(words_of(text))}


def against(reference: str, answer: str) -> dict[str, float]:
    one, other = reading_of(reference), reading_of(answer)
    near = (one.tokens @ other.tokens.T).astype(float)
    return dict(zip(POINTED, pointed(one, other, near), strict=True))


def test_no_word_stands_at_both_poles_of_a_line_and_no_pole_is_empty() -> None:
    for line in lines("poles"):
        one, other = (
            {tuple(stem(word) for word in words_of(each)) for each in side.split(",")}
            for side in line.split("|")
        )
        assert () not in one | other, line
        assert not one & other, line


def test_a_negation_shortly_before_turns_a_word_to_the_other_pole() -> None:
    plain, denied = signs("it is hot"), signs("it is not hot")
    assert plain
    assert denied == {axis: -sign for axis, sign in plain.items()}


def test_a_phrase_counts_rather_than_the_word_it_begins_with() -> None:
    assert signs("the price goes up") == {
        axis: -sign for axis, sign in signs("the price goes down").items()
    }


@pytest.mark.parametrize(
    ("reference", "answer"),
    [
        ("The gas gets hotter.", "The gas becomes cool."),
        ("Water enters the cell.", "Water goes out of the cell."),
        ("The current increases.", "The current does not increase."),
    ],
)
def test_what_points_the_other_way_is_seen_and_the_reference_itself_is_not(
    reference: str, answer: str
) -> None:
    assert against(reference, answer)["poles_turned"] >= 0.5
    assert against(reference, reference)["poles_against"] == 0.0


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_shares_are_shares_and_a_text_never_points_against_itself(one: str, other: str) -> None:
    found = against(one, other)
    assert all(0.0 <= value <= 1.0 for value in found.values())
    assert found["poles_against_share"] + found["poles_with_share"] <= 1.0 + 1e-9
    assert against(one, one)["poles_turned"] == 0.0


def test_texts_without_tokens_point_nowhere() -> None:
    nothing = reading_of("it")
    empty = Reading("", (), nothing.stems, nothing.tokens[:0], nothing.weights[:0], (), (),
                    nothing.sentence)  # fmt: skip
    rows = evidence(stacked([view(empty, None)]), view(reading_of("It is hot."), None))
    assert np.isfinite(rows).all()
