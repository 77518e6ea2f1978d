"""Formulas are compared as mathematics: golden pairs, where they differ, what cannot be read."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from grader.mathematics.compare import Outcome, compare
from grader.mathematics.finding import formulas_in
from grader.mathematics.judging import Said, verdicts_on
from grader.mathematics.tree import Unreadable
from tests.formula_pairs import EQUAL, UNEQUAL, pairs


@pytest.mark.parametrize(("reference", "answer"), pairs(EQUAL))
def test_equal_formulas_are_equal_however_they_are_written(reference: str, answer: str) -> None:
    assert compare(reference, answer).outcome is Outcome.EQUAL


@pytest.mark.parametrize(("reference", "answer"), pairs(UNEQUAL))
def test_unequal_formulas_are_unequal_and_say_where(reference: str, answer: str) -> None:
    found = compare(reference, answer)
    assert found.outcome is Outcome.UNEQUAL
    assert found.where


ELBO = r"\mathbb{E}_{q(z|x)}[\log p(x|z)] - D_{KL}(q(z|x) \| p(z))"


@pytest.mark.parametrize(
    ("reference", "answer", "where"),
    [
        (ELBO, "E_q[log p(x|z)] - KL(p(z) || q(z|x))", "the order of what stands in KL"),
        (ELBO, "E_q[log p(x|z)] + KL(q||p)", "the sign of KL"),
        (ELBO, "E_q[log p(x|z)]", "a term is missing"),
        ("E = mc^2", "E = mc^3", "the exponent of c"),
        (r"\frac{TP}{TP+FN}", "TP/(TP+FP)", "below the line: FP"),
        ("p(x|z)", "p(z|x)", "the order of what stands in p(z|x)"),
        (r"a \le b", "a >= b", "the sign >="),
        (r"\frac{1}{2} m v^2", "m v^2", "the factor of"),
        (r"\mu + \sigma\epsilon", "mu + sigma", "a factor is missing in sigma"),
        (r"\mathrm{Var}(X) = E[X^2] - E[X]^2", "E[X^2] + E[X]^2", "the sign of"),
        (r"\sum_j x_j^2", "sum_j x_j^3", "in the sum, the exponent of x_j"),
    ],
)
def test_the_difference_is_named_in_the_answers_own_signs(
    reference: str, answer: str, where: str
) -> None:
    assert compare(reference, answer).where.startswith(where)


@pytest.mark.parametrize(
    ("reference", "answer"),
    [
        ("y = wx + b", "y = mx + c"),
        (r"D_{KL}(q\|p)", "E_q[log(q/p)]"),
        ("E = mc^2", "a + b"),
        ("p(z|x) = p(x|z)p(z)/p(x)", "p(z|x) = p(z|x)"),
        ("a^2 + b^2 = c^2", "a^2 + b^2"),
    ],
)
def test_what_cannot_be_compared_is_neither_equal_nor_unequal(reference: str, answer: str) -> None:
    assert compare(reference, answer).outcome is Outcome.UNLIKE


def test_a_comma_parts_in_parentheses_and_groups_thousands_outside() -> None:
    assert compare(r"x \sim \mathcal{N}(0, 1)", "x ~ N(0,1)").outcome is Outcome.EQUAL
    assert compare("x = 1000", "x = 1,000").outcome is Outcome.EQUAL
    with pytest.raises(Unreadable, match="two ways"):
        compare("x = 0.014", "x = 0,014")


def test_the_left_side_of_an_equation_alone_is_not_the_equation() -> None:
    bayes = "p(z|x) = p(x|z) p(z) / p(x)"
    assert compare(bayes, "p(z|x)").outcome is not Outcome.EQUAL


@pytest.mark.parametrize("letters", [(one, other) for one in "nNmMKTH" for other in "nNmMKTH"])
def test_two_counts_are_never_taken_for_one(letters: tuple[str, str]) -> None:
    one, other = letters
    same = compare(f"{one} + 1", f"{other} + 1").outcome is Outcome.EQUAL
    assert same == (one == other)


@pytest.mark.parametrize(
    "broken",
    [
        "x +",
        r"\frac{a}{b",
        "(a + b",
        r"\foo(x)",
        "a ^ ^ b",
        "1.2.3",
        "x = = y",
        r"\int f(x)",
        "a # b",
    ],
)
def test_a_broken_formula_is_unreadable_with_a_reason(broken: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        compare("x = y", broken)
    assert str(refusal.value)


HOSTILE = {
    "deep braces": "{" * 5000 + "x" + "}" * 5000,
    "deep parentheses": "(" * 400 + "x" + ")" * 400,
    "deep fractions": r"\frac{" * 200 + "x" + "}{2}" * 200,
    "deep powers": "x" + "^{2" * 300 + "}" * 300,
    "a tower": "10^10^10",
    "a taller tower": "9^9^9^9^9^9^9^9",
    "a huge exponent": "x^999999999999",
    "a long number": "9" * 5000,
    "a hundred kilobytes": "x + " * 25_000 + "x",
    "a long sum": "x + " * 370 + "x",
    "nested sums": r"\sum_{i=1}^{8} \sum_{j=1}^{8} \sum_{k=1}^{8} \sum_{l=1}^{8} \sum_{m=1}^{8} x",
    "nested integrals": r"\int_0^1" * 6 + " xyz dx dy dz dx dy dz",
    "a long factorial": "99999999! + x",
    "many bars": "|" * 300,
    "many scripts": "x" + "_1^2" * 200,
    "code": "__import__('os').system('true')",
    "attributes": "x.__class__.__mro__",
    "many functions": "log " * 300 + "x",
    "many signs": "-" * 400 + "x",
    "division by nothing": "1/(x - x)",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("theirs", [False, True], ids=["answer", "both"])
def test_a_hostile_formula_takes_less_than_a_second(text: str, theirs: bool) -> None:
    start = time.process_time()
    with suppress(Unreadable):
        compare(text if theirs else "x + y = z", text + " + 1" if theirs else text)
    formulas_in(text)
    assert time.process_time() - start < 4.0


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The ELBO is E_q[log p(x|z)] - KL(q||p), maximised.", ["E_q[log p(x|z)] - KL(q||p)"]),
        ("It is precision = TP / (TP + FP) I think", ["precision = TP / (TP + FP)"]),
        ("Use $p(x|z)$ and then a KL term", ["p(x|z)"]),
        (r"so \(a+b\) and \[c = d\]", ["a+b", "c = d"]),
        ("P(ill|positive) = P(positive|ill)P(ill)/P(positive)",) * 2,
        ("E = mc^2 is Einstein's formula", ["E = mc^2"]),
        ("Force equals mass times acceleration.", []),
        ("It costs $5 and $6.", []),
        ("the well-known zero-sum game and/or (see above) a - well - plan", []),
        ("The generator G minimizes what D maximizes; I agree.", []),
    ],
)
def test_formulas_are_found_in_prose_and_prose_is_none(text: str, formulas: object) -> None:
    wanted = [formulas] if isinstance(formulas, str) else formulas
    assert [each.tex for each in formulas_in(text)] == wanted


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("UDP includes the length (data + header) and TCP the offset.", "It has (header - data)."),
        ("In slow start (cwnd < limit) the window grows by one for each reply.", "cwnd > limit"),
        ("The well-known method halves the interval 3-4 times.", "It is n^2 - 1."),
    ],
)
def test_what_only_looks_like_a_formula_in_prose_decides_nothing(point: str, answer: str) -> None:
    assert verdicts_on([[point]], answer) == (None,)


def test_a_step_of_a_solution_is_not_taken_for_its_result() -> None:
    answer = "P(A) = 0 and P(S) = 1, so P(A or S) = 1"
    found = verdicts_on([["The axioms hold: $P(S) = 1$ for the whole sample space."]], answer)
    assert found[0] is not None
    assert found[0].said is Said.EQUAL
