"""Cards whose key is a formula or holds one: words and mathematics, by the whole grader."""

from __future__ import annotations

import pytest

from decks.cards import KeyPoint
from decks.grading import Overall, UnscoredReason, Verdict
from grader.grader import Grader
from grader.task import Graded, GradingTask
from tests.grader_samples import embedder, lenient, scored, unscored

ELBO = r"$\mathbb{E}_{q_\phi(z|x)}[\log p_\theta(x|z)] - D_{KL}(q_\phi(z|x) \| p(z))$"
PRECISION = (
    r"Precision is the share of found items that are relevant: $\frac{\text{TP}}{\text{TP+FP}}$."
)


def graded(question: str, reference: str, answer: str, *points: KeyPoint) -> Graded:
    return Grader(embedder()).grade(GradingTask(question, (reference,), answer, points))


@pytest.mark.parametrize(
    ("question", "reference", "answer"),
    [
        ("What is the ELBO?", ELBO, "E_q[log p(x|z)] - KL(q||p)"),
        ("What is the ELBO?", ELBO, "it is E_{z~q(z|x)}[log p(x|z)] - KL(q(z|x) || p(z))"),
        ("State Newton's second law.", "F = ma", "a = F/m"),
        ("What is precision?", PRECISION, "precision = TP/(TP+FP)"),
        ("What is p(x)?", r"$p(x) = \int p(x|z)p(z)\,dz$", "p(x) = int p(z) p(x|z) dz"),
        ("What is the entropy of p?", r"$-\sum_i p_i \log p_i$", "−Σ_i p_i log p_i"),
    ],
)
def test_an_equal_formula_is_present_with_the_students_own_words(
    question: str, reference: str, answer: str
) -> None:
    result = scored(graded(question, reference, answer))
    assert result.overall is Overall.CORRECT
    assert result.verdicts[0].quote is not None
    assert result.verdicts[0].quote in answer


@pytest.mark.parametrize(
    ("question", "reference", "answer", "where"),
    [
        ("What is the ELBO?", ELBO, "E_q[log p(x|z)] + KL(q||p)", "the sign of KL(q || p)"),
        ("What is the ELBO?", ELBO, "E_q[log p(x|z)] - KL(p||q)", "the order of what stands"),
        ("State Newton's second law.", "F = ma", "F = m/a", "a"),
        ("What is the line?", "y = a x", "y = x", "a factor is missing"),
        ("What is precision?", PRECISION, "It is TP/(TP+FN)", "below the line: FN"),
    ],
)
def test_an_unequal_formula_contradicts_and_the_feedback_says_where(
    question: str, reference: str, answer: str, where: str
) -> None:
    result = scored(graded(question, reference, answer))
    assert result.overall is Overall.CONTRADICTORY
    assert result.verdicts[0].verdict is Verdict.CONTRADICTED
    assert where in result.feedback


@pytest.mark.parametrize("answer", ["E_q[log p(x|z)] - KL(q|", r"\foo{x}^2 = 3", "y = 3 t^2"])
def test_a_formula_that_cannot_be_compared_is_unscored_and_never_wrong(answer: str) -> None:
    result = unscored(graded("What is the ELBO?", ELBO, answer))
    assert result.reason is UnscoredReason.FORMULA


def test_a_prose_answer_to_a_formula_card_is_judged_by_its_words() -> None:
    task = GradingTask("What is precision?", (PRECISION,), "the share of found items that matter")
    assert not [flag for flag in scored(lenient().grade(task)).flags if flag == "formula"]


def test_one_wrong_formula_of_two_loses_its_own_point_alone() -> None:
    points = (KeyPoint(text=r"$\mu = E[X]$"), KeyPoint(text=r"$\sigma^2 = E[X^2] - E[X]^2$"))
    answer = "mu = E[X] and sigma^2 = E[X^2] + E[X]^2"
    result = scored(graded("Give mean and variance.", ELBO, answer, *points))
    assert [each.verdict for each in result.verdicts] == [Verdict.PRESENT, Verdict.CONTRADICTED]


def test_feedback_names_no_letters_of_the_reference_formula() -> None:
    result = scored(graded("What is the ELBO?", ELBO, "E_q[log p(x|z)] + KL(q||p)"))
    assert "mathbb" not in result.feedback
    assert "phi" not in result.feedback
