"""Cards whose key is a number, a yes, a symbol or a term with an opposite: right or wrong."""

from __future__ import annotations

import pytest

from decks.cards import KeyPoint
from decks.grading import Overall, Scored
from decks.keypoints import key_points_of
from grader.grader import Grader
from grader.keys.exact import HALF
from grader.keys.growth import same_growth
from grader.keys.quantities import quantities
from grader.task import GradingTask
from tests.grader_samples import embedder, scored

PH = "What is the pH of pure water?"
CELL = "How many chromosomes does a human body cell have?"
PLANTS = "Is the mitochondrion found in plant cells?"
FISH = "True or false: whales are fish."
WALL = "In which year did the Berlin Wall fall?"
LIGHT = "How fast does light travel in vacuum?"
BOILS = "What is the boiling point of water at sea level?"
FALLS = "What is the acceleration of free fall at the Earth's surface?"
MELTS = "At what temperature does basaltic magma erupt?"
ENDS = "When did the Second World War end in Europe?"
ENERGY = "What is the kinetic energy?"
MOTION = r"$\frac12 mv^2$"
STATES = "Name the three states of matter."
FLOW = "What are the temperature and the speed of a pyroclastic flow?"
WAR = "When did the First World War begin and end?"


def verdict(question: str, reference: str, answer: str) -> Overall:
    result = Grader(embedder()).grade(GradingTask(question, (reference,), answer)).result
    return result.overall if isinstance(result, Scored) else Overall.UNSCORED


@pytest.mark.parametrize(
    ("question", "reference", "answer"),
    [
        (CELL, "46", "48"),
        (CELL, "46", "It has 48 chromosomes."),
        (CELL, "46", "forty-eight"),
        (WALL, "1989", "1990"),
        (WALL, "1989", "It fell in 1990"),
        (PH, "7", "9"),
        (PH, "pH 7", "It has pH 9"),
        ("What is 7 times 8?", "56", "7 times 8 is 54"),
        ("What percentage of air is nitrogen?", "78%", "87 %"),
        (LIGHT, "300,000 km/s", "300,000 m/s"),
        ("How long is a day on Earth?", "24 hours", "24 minutes"),
        (BOILS, "100 °C", "-100 °C"),
        (BOILS, "100 °C", "100 °F"),
        (PH, "7", "more than 7"),
        (CELL, "46", "fewer than 46"),
        ("When did the Bastille fall?", "14 July 1789", "14 June 1789"),
        ("What is the voltage?", "230 mV", "230 V"),
        (FALLS, "About 9.81 m/s².", "9.81 km/h"),
        (FALLS, "About 9.81 m/s².", "9.81 N"),
        (FALLS, "About 9.81 m/s².", "9 m/s²"),
        (MELTS, "At 1100 to 1200 °C.", "1100 to 1200 °F"),
        (ENDS, "8 May 1945", "1939, 1940, 1941, 1945"),
        (BOILS, "100 °C", "80, 90, 100 °C"),
    ],
)
def test_another_number_or_unit_is_never_correct(
    question: str, reference: str, answer: str
) -> None:
    assert verdict(question, reference, answer) is Overall.CONTRADICTORY


@pytest.mark.parametrize(
    ("question", "reference", "answer"),
    [
        (CELL, "46", "46 chromosomes"),
        (CELL, "46", "it has forty-six"),
        (WALL, "1989", "in the year 1989"),
        (PH, "7", "pH 7.0"),
        (PH, "pH 7", "seven"),
        ("What is 7 times 8?", "56", "7 times 8 is 56"),
        (LIGHT, "300,000 km/s", "about 300000 km/s"),
        (LIGHT, "300,000 km/s", "3*10^8 m/s"),
        ("How long is a day on Earth?", "24 hours", "24h"),
        (BOILS, "100 °C", "100 degrees celsius"),
        (BOILS, "100 °C", "It boils at 100 degrees"),
        (BOILS, "100 °C", "212 °F"),
        (BOILS, "100 °C", "373 K"),
        (FALLS, "About 9.81 m/s².", "9.8 m/s^2"),
        (FALLS, "About 9.81 m/s².", "about ten metres per second squared"),
        (FALLS, "About 9.81 m/s².", "9.81 N/kg"),
        (LIGHT, "About 300,000 km/s.", "299792458 m/s"),
        (LIGHT, "About 300,000 km/s.", "roughly three hundred thousand kilometres a second"),
        (MELTS, "At 1100 to 1200 °C.", "1150 °C"),
        (MELTS, "At 1100 to 1200 °C.", "1.1 to 1.2 thousand degrees C"),
        (ENDS, "8 May 1945", "8.5.45"),
        (ENDS, "8 May 1945", "the eighth of May nineteen forty-five"),
        ("What percentage of air is nitrogen?", "78%", "78 percent"),
        ("How many people live there?", "300", "just over 300"),
        ("When did the Bastille fall?", "14 July 1789", "July 14th, 1789"),
        ("What is the voltage?", "230 mV", "0.23 V"),
    ],
)
def test_the_same_number_is_correct_however_it_is_written(
    question: str, reference: str, answer: str
) -> None:
    assert verdict(question, reference, answer) is Overall.CORRECT


@pytest.mark.parametrize(
    ("question", "reference", "answer", "told"),
    [
        (BOILS, "100 °C", "It boils at 100", "unit"),
        (FALLS, "About 9.81 m/s².", "9.81", "unit"),
        (ENDS, "8 May 1945", "1945", "date"),
        (ENDS, "8 May 1945", "May 1945", "date"),
    ],
)
def test_half_of_an_exact_key_is_partial_and_the_student_told_what_lacks(
    question: str, reference: str, answer: str, told: str
) -> None:
    found = scored(Grader(embedder()).grade(GradingTask(question, (reference,), answer)))
    assert (found.overall, found.score) == (Overall.PARTIAL, HALF)
    assert told in found.feedback


@pytest.mark.parametrize(
    ("question", "reference", "answer", "overall", "share"),
    [
        (STATES, "Solid, liquid and gas.", "gas, liquid, solid", Overall.CORRECT, 1),
        (STATES, "Solid, liquid and gas.", "solid and liquid", Overall.PARTIAL, 2 / 3),
        (STATES, "Solid, liquid and gas.", "Solid.", Overall.PARTIAL, 1 / 3),
        (FLOW, "700 °C and 700 km/h", "700 km/h and 700 °C", Overall.CORRECT, 1),
        (FLOW, "700 °C and 700 km/h", "700 km/h", Overall.PARTIAL, 1 / 2),
        (WAR, "1914 and 1918", "1914-1918", Overall.CORRECT, 1),
        (WAR, "1914 and 1918", "1914", Overall.PARTIAL, 1 / 2),
        (WAR, "28 July 1914 and 11 November 1918", "28.7.14 and 11.11.18", Overall.CORRECT, 1),
    ],
)
def test_each_item_of_a_list_is_worth_its_part(
    question: str, reference: str, answer: str, overall: Overall, share: float
) -> None:
    points = key_points_of(reference, question)
    found = scored(Grader(embedder()).grade(GradingTask(question, (reference,), answer, points)))
    assert found.overall is overall
    assert found.score == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize(
    ("question", "reference", "answer", "right"),
    [
        (PLANTS, "Yes.", "No.", False),
        (PLANTS, "Yes.", "nope", False),
        (PLANTS, "Yes.", "No, it is not", False),
        (PLANTS, "Yes.", "yep", True),
        (PLANTS, "Yes.", "yes it is", True),
        (FISH, "False", "true", False),
        (FISH, "False", "It's true.", False),
        (FISH, "False", "it's false", True),
        (FISH, "False", "not true", True),
        ("True or false: whales are mammals.", "True", "yes", True),
        ("True or false: whales are mammals.", "True", "This is not true", False),
    ],
)
def test_a_yes_is_no_no_and_a_true_no_false(
    question: str, reference: str, answer: str, right: bool
) -> None:
    wanted = Overall.CORRECT if right else Overall.CONTRADICTORY
    assert verdict(question, reference, answer) is wanted


@pytest.mark.parametrize(
    ("question", "reference", "answer"),
    [
        ("What is the formula of water?", "H2O", "H2O2"),
        ("What is the formula of water?", "H2O", "It is HO2"),
        ("What is the capital of the United Kingdom?", "London", "Paris"),
        ("What charge does an electron have?", "Negative", "a positive charge"),
        ("Which gas do plants take in?", "Carbon dioxide", "carbon monoxide"),
        ("What is the time complexity of binary search?", "O(log n)", "O(n)"),
        ("What is the derivative of sin x?", r"$\cos x$", r"$-\cos x$"),
        ("What is the derivative of x^2?", "2x", "2x^2"),
        ("State Ohm's law.", "V=IR", "V=I/R"),
        (ENERGY, MOTION, "mv^2"),
        (ENERGY, MOTION, "it is not mv^2/2"),
        (ENERGY, MOTION, "half the mass times the velocity"),
        ("State Ohm's law.", "V=IR", "voltage is current divided by resistance"),
        (CELL, "46", "46 or 48"),
        ("What is the time complexity of binary search?", "O(log n)", "O(log n) or O(n)"),
        ("What is the time complexity of binary search?", "O(log n)", "n log n"),
        ("What happens to the pitch of a string that is tightened?", "It rises.", "it falls"),
        (
            "What happens to the pitch of a string that is tightened?",
            "It rises.",
            "it falls or rises",
        ),
    ],
)
def test_another_symbol_or_term_is_never_correct(
    question: str, reference: str, answer: str
) -> None:
    assert verdict(question, reference, answer) is not Overall.CORRECT


@pytest.mark.parametrize(
    ("question", "reference", "answer"),
    [
        ("What is the formula of water?", "H2O", "it is h2o"),
        ("What is the formula of water?", "H2O", "H₂O"),
        ("What is the capital of the United Kingdom?", "London", "londn"),
        ("What charge does an electron have?", "Negative", "It is negative"),
        ("Which gas do plants take in?", "Carbon dioxide", "They take in carbn dioxide"),
        ("What is the time complexity of binary search?", "O(log n)", "it is O( log n )"),
        ("What is the derivative of sin x?", r"$\cos x$", "cos(x)"),
        ("State Ohm's law.", "V=IR", "Ohm's law says V = I R"),
        (ENERGY, MOTION, "mv^2/2"),
    ],
)
def test_the_same_symbol_or_term_is_correct(question: str, reference: str, answer: str) -> None:
    assert verdict(question, reference, answer) is Overall.CORRECT


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (MOTION, "half m v squared"),
        (MOTION, "one half of m times v squared"),
        ("(1/2)mv^2", "1/2 m v squared"),
        ("E = mc^2", "m c squared"),
        ("E = mc^2", "E equals m c squared"),
        ("$a^2 + b^2 = c^2$", "a squared plus b squared is c squared"),
        ("$x^3$", "x to the power of 3"),
        ("$\\sqrt{x}$", "the square root of x"),
        ("$F = ma$", "F equals m times a"),
        ("$1/x$", "one over x"),
        (MOTION, "half of the mass times the speed squared"),
        ("V = I R", "voltage equals current times resistance"),
        ("V = I R", "the resistance is the voltage divided by the current"),
        ("O(n^3)", "n cubed"),
    ],
)
def test_a_formula_said_in_words_is_the_formula(key: str, answer: str) -> None:
    assert verdict("What is the formula?", key, answer) is Overall.CORRECT


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (MOTION, "half m v cubed"),
        (MOTION, "m v squared"),
        (MOTION, "one third m v squared"),
        (MOTION, "half m v"),
        ("E = mc^2", "E equals m c cubed"),
        ("$1/x$", "one over x squared"),
    ],
)
def test_another_formula_said_in_words_is_never_correct(key: str, answer: str) -> None:
    assert verdict("What is the formula?", key, answer) is not Overall.CORRECT


@pytest.mark.parametrize(
    ("key", "answer", "wanted"),
    [
        ("O(log n)", "logarithmic", Overall.CORRECT),
        ("O(log n)", "it is logarithmic time", Overall.CORRECT),
        ("$O(n \\log n)$", "linearithmic", Overall.CORRECT),
        ("Θ(N^2)", "quadratic", Overall.CORRECT),
        ("linear time", "O(n)", Overall.CORRECT),
        ("constant", "O(1)", Overall.CORRECT),
        ("O(log n)", "linear", Overall.CONTRADICTORY),
        ("O(n)", "quadratic time", Overall.CONTRADICTORY),
        ("quadratic", "O(n)", Overall.CONTRADICTORY),
        ("-", "minus", Overall.CORRECT),
        ("negative", "-", Overall.CORRECT),
        ("positive", "+", Overall.CORRECT),
        ("negative", "+", Overall.CONTRADICTORY),
        ("-", "positive", Overall.CONTRADICTORY),
    ],
)
def test_an_order_or_a_sign_counts_by_name_as_in_signs(
    key: str, answer: str, wanted: Overall
) -> None:
    assert verdict("What is it?", key, answer) is wanted


@pytest.mark.parametrize("answer", ["-", "+", "...", "!?", "\u2014"])
def test_a_sign_alone_is_wrong_where_none_is_asked_for(answer: str) -> None:
    for key in ("O(log n)", "London", "x - y", "Yes."):
        found = Grader(embedder()).grade(GradingTask("What is it?", (key,), answer)).result
        assert isinstance(found, Scored)
        assert (found.score, "no words" in found.flags) == (0.0, True)


@pytest.mark.parametrize("one", ["O(n + m)", "O(2^n)", "O(sqrt n)", "exponential", "not linear"])
def test_an_order_that_no_name_has_alone_is_left_to_the_evidence(one: str) -> None:
    for other in ("linear", "quadratic", "O(n)", "O(n^2)"):
        assert same_growth(one, other) is None


def test_of_several_required_numbers_each_is_settled_alone() -> None:
    points = (KeyPoint(text="46 chromosomes"), KeyPoint(text="23 pairs"))
    task = GradingTask(CELL, ("46 chromosomes in 23 pairs",), "46 chromosomes", points)
    found = Grader(embedder()).grade(task, abstain=False).result
    assert isinstance(found, Scored)
    assert found.overall is not Overall.CORRECT


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one hundred and five", 105),
        ("two million", 2e6),
        ("3,5", 3.5),
        ("1,000,000", 1e6),
        ("12 500", 12500),
        ("6.02*10^23", 6.02e23),
        ("-4", -4),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, value: float) -> None:
    assert [each.value for each in quantities(text)] == pytest.approx([value])


@pytest.mark.parametrize("text", ["2x", "H2O", "x^2", "R2D2"])
def test_a_number_inside_a_word_is_no_quantity(text: str) -> None:
    assert quantities(text) == ()
