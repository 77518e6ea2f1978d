"""Things that notes set side by side, and what a property amounts to: what is asked of them."""

from __future__ import annotations

import pytest

from tests.authoring_samples import asked

LEAD = "The notes of the week are about how the parts of a body work and what they are for.\n\n"
HAIRS = (
    "## Oars and Brushes\n\n**Oars** are long, thin threads that move the whole cell. When "
    "**brushes** are present, many of them cover the surface. They are short, thin threads that "
    "sweep the surface.\n"
)


def test_two_terms_of_one_heading_are_told_apart_by_their_definitions() -> None:
    cards = asked(LEAD + HAIRS)
    assert cards["How do oars and brushes differ?"] == (
        "Oars are long thin threads that move the whole cell, whereas brushes are short thin "
        "threads that sweep the surface."
    )


def test_an_objective_says_which_terms_belong_together() -> None:
    text = (
        "By the end you will be able to:\n\n* Compare and contrast veins and arteries\n\n"
        "**Veins** are vessels that lead to the heart.\n\n**Arteries** are tubes that lead from it "
        "to the organs.\n"
    )
    assert "How do veins and arteries differ?" in asked(LEAD + text)


def test_two_definitions_that_nothing_sets_side_by_side_stay_apart() -> None:
    text = (
        "**Veins** are vessels that lead to the heart.\n\n**Bones** are organs that hold calcium."
    )
    assert not any("differ" in question for question in asked(LEAD + text))


TABLE = "| Feature | DNA | RNA |\n| --- | --- | --- |\n| Sugar | deoxyribose | ribose |\n"
ROWS = (
    TABLE
    + "| Location | stays in the nucleus | leaves the nucleus |\n| Base | adenine | adenine |\n"
)
LINES = (
    "Features of DNA and RNA\n\nDNA\n\nRNA\n\nSugar\n\nDeoxyribose\n\nRibose\n\nLocation\n\n"
    "Remains in the nucleus\n\nLeaves the nucleus\n\nThat is all that the week has to say of it.\n"
)


@pytest.mark.parametrize("text", [ROWS, LINES])
def test_a_table_of_two_things_asks_how_they_differ_in_each_row(text: str) -> None:
    cards = asked(LEAD + text)
    assert cards["How do DNA and RNA differ in their sugar?"] == "DNA: deoxyribose; RNA: ribose."
    assert "How do DNA and RNA differ in their location?" in cards
    assert not any("base" in question for question in cards)


def test_lines_that_are_no_table_are_left_alone() -> None:
    short = "Features of DNA and RNA\n\nDNA\n\nRNA\n\nSugar\n\nDeoxyribose\n"
    assert not any("differ" in question for question in asked(LEAD + short))


SAID = {
    "what is told of two respectively": (
        "Starch and glycogen, kinds of sugar, store glucose in plants and animals, respectively.",
        "How do starch and glycogen differ?",
        "Starch and glycogen store glucose in plants and animals, respectively.",
    ),
    "what a property means": (
        "Large molecules of life are organic, meaning that they contain carbon.",
        "What does it mean that large molecules of life are organic?",
        "They contain carbon.",
    ),
    "for what something is done": (
        "Hydrogen gas is bubbled through oils to solidify the oils for many kinds of food.",
        "Why is hydrogen gas bubbled through oils?",
        "To solidify the oils for many kinds of food.",
    ),
    "an effect that will come": (
        "A change in the sequence will lead to a different acid being added to the chain, causing "
        "a change in structure.",
        "What will a change in the sequence lead to?",
        "A different acid being added to the chain.",
    ),
}


@pytest.mark.parametrize(("text", "question", "answer"), SAID.values(), ids=SAID)
def test_what_a_sentence_says_is_asked(text: str, question: str, answer: str) -> None:
    assert asked(LEAD + text).get(question) == answer


@pytest.mark.parametrize(
    "text",
    [
        "The country had no plan in place to help the poor of the large towns.",
        "Sums are done on the mean vectors and the result goes to the reader to make the picture.",
        "Old oils are considered to spoil the taste of the food.",
    ],
)
def test_to_do_is_no_purpose_where_a_noun_or_a_second_deed_takes_it(text: str) -> None:
    assert not any(question.startswith("Why") for question in asked(LEAD + text))
