"""Key points out of a reference."""

from __future__ import annotations

import time

import pytest

from decks.keypoints import asks_for_items, key_points_of, parts_of


def texts(reference: str, question: str = "") -> list[str]:
    return [point.text for point in key_points_of(reference, question)]


def test_each_sentence_is_a_point() -> None:
    assert texts("Cells have walls. Membranes let water pass.") == [
        "Cells have walls.",
        "Membranes let water pass.",
    ]


def test_each_list_item_is_a_point_and_its_lead_is_none() -> None:
    listed = "IPv6 has these goals:\n- more addresses\n- better security\n* mobility"
    assert texts(listed) == ["more addresses", "better security", "mobility"]


def test_numbers_within_a_line_make_a_list() -> None:
    assert texts("1) encode the input 2) sample a code 3) decode it") == [
        "encode the input",
        "sample a code",
        "decode it",
    ]


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    text = "Use a norm, e.g. The Euclidean one, with weight 0.5 and more."
    assert texts(text) == [text]


def test_a_fragment_goes_with_the_sentence_after_it() -> None:
    assert texts("Yes. The current stays the same everywhere.") == [
        "Yes. The current stays the same everywhere."
    ]


def test_long_main_clauses_are_points_of_their_own() -> None:
    text = "The encoder maps inputs to a code, while the decoder maps codes to outputs."
    assert len(texts(text)) == 2


def test_a_statement_that_only_repeats_the_question_is_no_point() -> None:
    found = texts("A GAN has two networks. One is the critic.", "Which two networks has a GAN?")
    assert found == ["One is the critic."]


def test_there_are_at_most_seven_points_and_no_word_is_lost() -> None:
    listed = "\n".join(f"- goal number{n}" for n in range(12))
    found = texts(listed)
    assert len(found) == 7
    assert all(f"number{n}" in " ".join(found) for n in range(12))


def test_longer_statements_weigh_more_within_bounds() -> None:
    points = key_points_of(
        "Cells divide. Mitochondria release energy from glucose by oxidising it step by step."
    )
    weights = [point.weight for point in points]
    assert weights == sorted(weights)
    assert all(0.5 <= weight <= 2.0 for weight in weights)


@pytest.mark.parametrize("blank", ["", "  \n "])
def test_blank_text_gives_no_point(blank: str) -> None:
    assert key_points_of(blank) == ()


@pytest.mark.parametrize("odd", ["x", "???", "- ", "1.", "$a^2$", "\n-\n-\n"])
def test_other_text_gives_at_least_one(odd: str) -> None:
    assert key_points_of(odd)


def test_no_formula_is_cut() -> None:
    bound = r"$\mathcal{L}(\theta, \phi; x) = \mathbb{E}[a; b] - D. And$"
    reference = f"The VAE maximises {bound}; the second term keeps the codes close to the prior."
    points = key_points_of(reference, "What does the VAE maximise?")
    assert [point.text.count("$") % 2 for point in points] == [0] * len(points)
    assert any(bound in point.text for point in points)


def test_a_statement_of_two_relative_clauses_has_two_parts() -> None:
    whole = "A model whose encoder gives a distribution and whose training keeps it near a prior"
    assert parts_of(whole) == (
        "A model whose encoder gives a distribution",
        "whose training keeps it near a prior",
    )


@pytest.mark.parametrize(
    "whole", ["The network that turns noise into a sample.", "It shrinks weights, which helps.", ""]
)
def test_a_statement_without_several_full_parts_is_its_own_part(whole: str) -> None:
    assert parts_of(whole) == (whole,)


STATES = "Name the three states of matter."


@pytest.mark.parametrize(
    ("question", "reference", "items"),
    [
        (STATES, "Solid, liquid and gas.", "Solid|liquid|gas"),
        (STATES, "The three states are solid, liquid, and gas.", "solid|liquid|gas"),
        (STATES, "solid; liquid; gas", "solid|liquid|gas"),
        ("What are the products?", "Glucose and oxygen.", "Glucose|oxygen"),
        ("Which gases make up most of the air?", "nitrogen and oxygen", "nitrogen|oxygen"),
        ("How hot and how fast is it?", "700 °C and 700 km/h", "700 °C|700 km/h"),
        ("When did it begin and end?", "1914 and 1918", "1914|1918"),
        ("Nenne die Aggregatzustände.", "fest, flüssig und gasförmig", "fest|flüssig|gasförmig"),
    ],
)
def test_a_row_of_items_that_is_asked_for_is_a_list_of_equal_weights(
    question: str, reference: str, items: str
) -> None:
    assert texts(reference, question) == items.split("|")
    assert {each.weight for each in key_points_of(reference, question)} == {1.0}


@pytest.mark.parametrize(
    ("question", "reference"),
    [
        ("What does a baker do?", "Mixes flour, water and salt into dough."),
        ("What are enzymes?", "Proteins, catalysts and tools."),
        ("Why does rock wear away?", "wind, rain and snow"),
        ("Which enzyme does it?", "It binds, cuts and joins DNA."),
        ("Which is it?", "red or blue"),
        ("Name the planets in order.", "Mercury, Venus and Earth"),
        ("Which values?", "between 7 and 9"),
        ("How long is it?", "2 hours and 30 minutes"),
        ("Which light is scattered?", "Blue, which is short, and violet."),
        ("Explain which forces act.", "weight, lift and drag"),
        ("Which force acts?", "The pull of the Earth on the whole body, and friction"),
    ],
)
def test_a_row_within_a_statement_is_one_point(question: str, reference: str) -> None:
    assert texts(reference, question) == [reference]


def test_questions_for_items_are_told_from_others() -> None:
    assert asks_for_items("In which organs is it made?")
    assert not asks_for_items("How does an organ in which it is made work?")


def test_a_long_or_odd_row_is_read_in_linear_time() -> None:
    began = time.process_time()
    for odd in ("a, ", "and ", "a: ", ", ", " ", "are ", "what and "):
        key_points_of(odd * 20_000 + "x", "Name them: " + odd * 5_000)
    assert time.process_time() - began < 5
