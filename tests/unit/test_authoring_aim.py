"""Questions with one right answer, that say where they belong, and no fact twice."""

from __future__ import annotations

import re

import pytest

from tests.authoring_samples import asked

LEAD = "The notes of the week are about how the parts of a thing work and what they are for.\n\n"

AIMED = {
    "a count with its two kinds": (
        "**Lichens** fall into one of two growth forms: crusty and leafy.",
        "Into which two growth forms do lichens fall?",
        "Crusty and leafy.",
    ),
    "an idea that is relied on": (
        "**Bagging** relies on the idea that errors of many weak learners average out.",
        "What idea does bagging rely on?",
        "Errors of many weak learners average out.",
    ),
    "what a thing is seen as": (
        "**Stochastic finance** models the price of a share over a day as a random walk.",
        "As what does stochastic finance model the price of a share over a day?",
        "A random walk.",
    ),
    "a comparison": (
        "**Steel ropes** provide higher strength, less stretch and longer life than hemp ropes.",
        "How do steel ropes compare with hemp ropes?",
        "They provide higher strength, less stretch and longer life than hemp ropes.",
    ),
    "a measure": (
        "The **Gini index** gives a measure of the inequality of incomes in a country.",
        "What does the Gini index measure?",
        "The inequality of incomes in a country.",
    ),
    "where something is carried": (
        "A **xylem vessel** carries the dissolved minerals to the leaves of the plant.",
        "What does a xylem vessel carry to the leaves of the plant?",
        "The dissolved minerals.",
    ),
    "the kind of thing": (
        "**Boosting** performs a greedy search in the space of all weak learners.",
        "What kind of search does boosting perform?",
        "A greedy search in the space of all weak learners.",
    ),
    "both halves of a contrast": (
        "Unlike tuples, which are immutable, lists are mutable.",
        "How do lists differ from tuples?",
        "Lists are mutable, whereas tuples are immutable.",
    ),
}


@pytest.mark.parametrize("name", AIMED)
def test_an_aimless_question_is_aimed_by_its_own_sentence(name: str) -> None:
    text, question, answer = AIMED[name]
    assert asked(LEAD + text) == {question: answer}


SILENCE = {
    "up or down": "Both rents and wages dropped in the winter after the flood.",
    "what a thing represents": "**Starch** represents the winter store of the potato plant.",
    "a creed that is no law": "The **spirit of thrift** says that work brings its own reward.",
    "different from what": "The **Zeta search** uses a different space of sizes and channels.",
    "only what it is not": "**Tempering** is a treatment of steel, different from plain hardening.",
    "signposting": "Once the model of the data is understood, the orders can be better understood.",
    "a name of somebody's code": "One keeps batch_size at two in order to plot the final image.",
    "a remark on a program": "We use Momentum to smooth the training process.",
    "a witness in passing": "Ada Brown, a painter who lived on the square, wrote of the cold.",
    "a cut comparison": (
        "The **valve** outputs a scalar pressure, such as one on a dial, and then applies a lid."
    ),
    "an end told by a formula": (
        "The sender hides the noise from the guard via minimizing the loss, i.e., $\\min L(x)$."
    ),
}


@pytest.mark.parametrize("name", SILENCE)
def test_what_cannot_be_aimed_is_left_alone(name: str) -> None:
    told = SILENCE[name]
    term = re.search(r"\*\*(.+)\*\*", told)
    title = f"# {term[1]}\n\n" if term else ""
    assert asked(title + LEAD + told.replace("**", "")) == {}


def test_a_common_subject_is_asked_for_with_its_topic() -> None:
    told = "The **decoder** is a network that maps codes back to images."
    assert list(asked(f"# Autoencoders\n\n{LEAD}{told}")) == [
        "In autoencoders, what is the decoder?"
    ]


def test_a_topic_that_the_question_or_the_answer_tells_is_not_added() -> None:
    told = "The **decoder** is a network that maps codes back to images."
    for title in ("The decoder", "Codes", "Overview"):
        assert list(asked(f"# {title}\n\n{LEAD}{told}")) == ["What is the decoder?"]


def test_a_specific_subject_stands_alone() -> None:
    told = "A **chloroplast** is an organelle that turns light into sugar."
    assert list(asked(f"# Plant organs\n\n{LEAD}{told}")) == ["What is a chloroplast?"]


def test_people_without_names_are_asked_for_with_the_nearest_dated_heading() -> None:
    told = "Farmers burned their corn because coal was dearer than food was."
    title = "# The Panic of 1893\n\n## Hard years\n\nIt was cold. There was no work.\n\n"
    assert list(asked(title + told)) == [
        "During the Panic of 1893, why did farmers burn their corn?"
    ]


def test_an_optimisation_problem_is_not_called_the_formula_for_the_loss() -> None:
    text = "We train the critic to minimize the squared loss, i.e.,\n\n$$\\min_C (y - C(x))^2.$$\n"
    assert list(asked(f"# Actor-critic networks\n\n{LEAD}{text}")) == [
        "In actor-critic networks, which objective is minimized to train the critic?"
    ]
    bare = "We minimize the squared loss:\n\n$$\\min_C (y - C(x))^2.$$\n"
    assert asked(LEAD + bare) == {}


def test_two_formulas_of_one_name_are_both_left_alone() -> None:
    one = "We define the hinge margin as\n\n$$m = y f(x).$$\n\n"
    other = "We define the hinge margin as\n\n$$m = 1 - y f(x).$$\n\n"
    assert len(asked(LEAD + one)) == 1
    assert len(asked(LEAD + one + "Other words.\n\n" + one)) == 1
    assert asked(LEAD + one + "Other words.\n\n" + other) == {}


def test_a_long_chain_of_equations_is_asked_for_without_its_last_step() -> None:
    chain = (
        "$$\\nabla F = \\sum_{s \\in S} w(s) \\sum_{a \\in A} q(s, a) = \\mathbb{E} Q(s, A).$$\n"
    )
    answers = asked(f"{LEAD}The loss gradient is then\n\n{chain}").values()
    assert list(answers) == ["$\\nabla F = \\sum_{s \\in S} w(s) \\sum_{a \\in A} q(s, a)$"]


def test_the_same_said_twice_of_one_thing_gives_one_card() -> None:
    one = (
        "The goal of the **forger network** is to fool the inspector into passing the picture.\n\n"
    )
    other = "The **forger network** attempts to fool the inspector.\n\n"
    assert len(asked(LEAD + one)) == len(asked(LEAD + other)) == 1
    assert len(asked(LEAD + one + "Other words.\n\n" + other)) == 1


def test_the_same_words_on_two_things_give_two_cards() -> None:
    one = "A **rake** is a tool of the garden that is used by hand.\n\n"
    other = "A **hoe** is a tool of the garden that is used by hand.\n\n"
    assert len(asked(LEAD + one + other)) == 2
