"""Rules for maths and slides: formulas with their names, symbols, bullets under a title, lists."""

from __future__ import annotations

import pytest

from authoring.rules.formula import stated
from authoring.rules.impersonal import impersonal
from tests.authoring_samples import asked, notes, proposals

LEAD = "The notes of the week are about how the parts of a model work and what they are for.\n\n"

CARDS = {
    "a formula in brackets on a line of its own": (
        "We have the data likelihood:\n\n\\( p(x) = \\int p(x, z) dz \\)",
        "What is the formula for the data likelihood?",
        "$p(x) = \\int p(x, z) dz$",
    ),
    "what a function is called before its formula": (
        "The difference $q - v$ is also called the **advantage** function"
        "\n\n$$a(s) = q(s) - v(s)$$",
        "What is the formula for the advantage function?",
        "$a(s) = q(s) - v(s)$",
    ),
    "a symbol of the clause behind a formula": (
        "# Weighted networks\n\nThe sum is\n\n$$s = \\sum_i w_i x_i$$\n\n"
        "where $w_i$ is the weight of an input line of the net and $x_i$ is the input itself.",
        "In weighted networks, what does $w_i$ stand for?",
        "The weight of an input line of the net.",
    ),
    "a formula is one word of a sentence": (
        "A **return** $G = r_1 + r_2, r_3 : 4$ is the sum of all the rewards of an episode.",
        "What is a return?",
        "The sum of all the rewards of an episode.",
    ),
    "a relation that holds for a reason": (
        "Because the divergence is never negative, $L \\le \\log p(x)$.",
        "Why does $L \\le \\log p(x)$ hold?",
        "Because the divergence is never negative.",
    ),
    "a reason told with as": (
        "Pixel models are slow as the process is sequential.",
        "Why are pixel models slow?",
        "Because the process is sequential.",
    ),
    "we inside a sentence is one": (
        "The normal distribution is used because we can sample from the normal law quickly.",
        "Why is the normal distribution used?",
        "Because one can sample from the normal law quickly.",
    ),
    "an answer points back at what it names": (
        "A **variational model** is a model whose encoder outputs a distribution over codes and "
        "whose training keeps these distributions close to a prior.",
        "What is a variational model?",
        "A model whose encoder outputs a distribution over codes and whose training keeps these "
        "distributions close to a prior.",
    ),
    "what is neither is no part of the thing": (
        "Unlike an autoencoder, a critic network neither has an encoder nor draws from a prior.",
        "How does a critic network differ from an autoencoder?",
        "A critic network neither has an encoder nor draws from a prior.",
    ),
    "a purpose of a loss": (
        "The **sparsity loss** encourages the encoder to switch most units off.",
        "What does the sparsity loss encourage the encoder to do?",
        "Switch most units off.",
    ),
    "what was trained to do": (
        "The **critic** is trained to tell real images from false ones.",
        "What is the critic trained to do?",
        "Tell real images from false ones.",
    ),
    "a bullet goes on from its title": (
        "# Replay buffer\n\n- **fast** to fill\n- allows the agent to learn from old steps",
        "What does the replay buffer allow the agent to do?",
        "Learn from old steps.",
    ),
    "every symbol of the clause beside its formula": (
        "# Momentum method\n\nThe velocity of the step is\n\n$$v = m u - g$$\n\n"
        "where $m$ is the momentum coefficient and $g$ "
        "denotes the gradient of the loss of one step.",
        "In a momentum method, what does $g$ stand for?",
        "The gradient of the loss of one step.",
    ),
    "a property of two words": (
        "A matrix $A$ is called positive definite if $x^T A x > 0$ for all non-zero $x$.",
        "When is a matrix $A$ positive definite?",
        "If $x^T A x > 0$ for all non-zero $x$.",
    ),
    "what we say is said": (
        "We say that a set is convex if the line between any two points lies above its border.",
        "When is a set convex?",
        "If the line between any two points lies above its border.",
    ),
    "a named quantity with its symbol": (
        "The Hessian matrix $H$ is defined as $H = \\partial f / \\partial x$.",
        "What is the formula for the Hessian matrix?",
        "$H = \\partial f / \\partial x$",
    ),
    "how a thing can be seen": (
        "# Dropout\n\nDropout can be seen as training many networks with shared weights.",
        "What can dropout be seen as?",
        "Training many networks with shared weights.",
    ),
    "a label under a title": (
        "# Normalizing flows\n\n- Goal: estimate the density of the data without a bound",
        "What is the goal of normalizing flows?",
        "To estimate the density of the data without a bound.",
    ),
    "a definition list": (
        "bank run\n: the withdrawal of money from a bank by many people at once",
        "What is meant by “bank run”?",
        "The withdrawal of money from a bank by many people at once.",
    ),
    "a glossary with bold terms and no mark behind them": (
        "## Key Terms\n\n**bank run** the withdrawal of money from a bank by many people at once",
        "What is meant by “bank run”?",
        "The withdrawal of money from a bank by many people at once.",
    ),
    "a term told by which are": (
        "# Flow models\n\nIn this part we study flow models, which are a class of models that are "
        "invertible.",
        "What are flow models?",
        "A class of models that are invertible.",
    ),
}


@pytest.mark.parametrize(("text", "question", "answer"), CARDS.values(), ids=CARDS)
def test_maths_and_slides_give_this_card(text: str, question: str, answer: str) -> None:
    found = asked(LEAD + text)
    assert question in found, found
    assert found[question] == answer


def test_a_list_that_says_how_many_gives_a_gap_for_each_item() -> None:
    told = "The three parts of a flower are the root leaf, the green stem and the bloom."
    found = asked(LEAD + told)
    assert sorted(found.values()) == ["The bloom.", "The green stem.", "The root leaf."]
    assert all(question.count("____") == 1 for question in found)


def test_a_list_under_a_line_that_names_it_gives_a_gap_for_each_item() -> None:
    told = "The main components of a cell culture:\n\n- nutrient broth\n- glass flask\n- warm air"
    found = asked(LEAD + told)
    assert sorted(found.values()) == ["Glass flask.", "Nutrient broth.", "Warm air."]


@pytest.mark.parametrize(
    "text",
    [
        "Parts of a cell culture are the broth, the flask and so on.",
        "The three parts of a flower are the root or the leaf, the stem, and the bloom or fruit.",
        "The process changes the search in three ways.",
        "The **loss** is minimized by\n\n$$L = x + y$$",
        "# Show\n\n- see the next page\n- thanks to all",
    ],
)
def test_a_list_that_is_open_and_half_a_sentence_give_no_card(text: str) -> None:
    assert asked(LEAD + text) == {}


def test_a_derivation_states_its_first_line() -> None:
    assert stated("v(s) &= E[G] \\\\ &= E[r + v]") == "v(s) = E[G]"
    assert stated("a &= b \\\\ c &= d") == "a &= b \\\\ c &= d"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("It works because we can sample", "It works because one can sample"),
        ("This allows us to train", "This allows one to train"),
        ("We can sample", "We can sample"),
        ("If x is known, we cannot go on", "If x is known, one cannot go on"),
    ],
)
def test_who_speaks_inside_a_sentence_is_anybody(words: str, told: str) -> None:
    assert impersonal(words) == told


def test_gaps_of_one_list_stand_beside_one_another_and_no_other_draft_of_it() -> None:
    told = "The three classes of cells are **erythrocytes**, **leukocytes** and **platelets**."
    drafts = proposals(notes(LEAD + told))
    assert len(drafts) == 3
    assert len({each.content.question for each in drafts}) == len(drafts)
