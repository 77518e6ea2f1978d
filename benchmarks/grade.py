"""Graded answers against bare forward passes of the embedder on the same texts."""

from __future__ import annotations

from itertools import count

from benchmarks.timing import Comparison, compared
from grader.grader import Grader
from grader.task import GradingTask
from providers.minilm import MiniLm

QUESTION = "What does the discriminator of a generative adversarial network do?"
REFERENCE = (
    "It receives real samples and samples made by the generator. It learns to tell them apart. "
    "Its judgement is the signal from which the generator learns."
)
ANSWER = "It looks at examples, number {} of them, and says which are real and which were made up."
MANY = 64


def comparisons() -> list[Comparison]:
    """Each answer is new, the card is the same: a class answers one question."""
    embedder, numbers = MiniLm(), count()
    grader = Grader(embedder)

    def graded() -> None:
        grader.grade(GradingTask(QUESTION, (REFERENCE,), ANSWER.format(next(numbers))))

    def embedded() -> None:
        embedder.embed([ANSWER.format(next(numbers))])

    def fresh() -> list[str]:
        return [ANSWER.format(next(numbers)) for _ in range(MANY)]

    def many_graded() -> None:
        grader.grade_many([GradingTask(QUESTION, (REFERENCE,), each) for each in fresh()])

    def many_embedded() -> None:
        embedder.embed(fresh())

    one = ("one answer graded, nothing configured", "one forward pass")
    many = (f"{MANY} answers graded together", "their forward passes")
    return [
        compared(one, graded, embedded, counts=(10, 10)),
        compared(many, many_graded, many_embedded),
    ]
