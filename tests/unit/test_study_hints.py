"""The shape of an answer, as a learner is shown it."""

from __future__ import annotations

import pytest

from decks.cards import CardContent, KeyPoint
from study.hints import hint_of


def hint(answer: str, *points: str, question: str = "What is asked?") -> tuple[str, ...]:
    keys = tuple(KeyPoint(text=text) for text in points or (answer,))
    return hint_of(
        CardContent(question=question, label="A card", core_answer=answer, key_points=keys)
    )


def test_words_are_shown_by_their_first_letter_and_grammar_as_it_stands() -> None:
    assert hint("It encodes the input into a low-dimensional code.") == (
        "It e___ the i___ into a l___-d___ c___.",
    )


def test_each_point_has_its_line() -> None:
    assert hint("Two gates.", "a forget gate", "an input gate") == ("a f___ g___", "an i___ g___")


@pytest.mark.parametrize("key", ["42", "1,200 km", "Yes, it does.", "no", "on", "x", "into the"])
def test_where_nothing_would_be_left_to_recall_there_is_no_hint(key: str) -> None:
    assert hint(key) == ()


def test_numbers_negations_and_single_letters_are_blank_alone() -> None:
    assert hint("It is not group A of three, made in 1945.") == (
        "It is ___ g___ ___ of ___, m___ in ___.",
    )


def test_a_word_that_the_question_has_is_blank_alone() -> None:
    assert hint("larger", question="Is it larger or smaller?") == ()
    assert hint("The larger planet", question="Larger or smaller?") == ("The ___ p___",)


def test_capitals_are_names_and_no_grammar() -> None:
    assert hint("the WHO and IT") == ("the W___ and I___",)


def test_a_formula_is_shown_by_its_left_side() -> None:
    assert hint(r"The loss is $L(\theta) = \sum_i l_i$.") == (r"The l___ is $L(\theta)$ = ___.",)


@pytest.mark.parametrize(
    "formula", [r"$\text{ELBO} = a$", "$p_1 = 2$", "$q(z|x)$", "$= x$", "$f(x = 1)$"]
)
def test_a_left_side_with_a_word_or_a_number_is_not_shown(formula: str) -> None:
    assert hint(f"the loss {formula}") == ("the l___ ___",)


def test_a_left_side_with_words_of_the_question_is_shown() -> None:
    assert hint(r"$\text{ELBO}(q) = a$", question="What is the ELBO?") == (
        r"$\text{ELBO}(q)$ = ___",
    )
