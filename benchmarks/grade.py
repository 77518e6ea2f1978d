"""One graded answer against one bare forward pass of the embedder."""

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


def comparisons() -> list[Comparison]:
    """Each answer is new, the card is the same: a class answers one question."""
    embedder, numbers = MiniLm(), count()
    grader = Grader(embedder)

    def graded() -> None:
        grader.grade(GradingTask(QUESTION, (REFERENCE,), ANSWER.format(next(numbers))))

    def embedded() -> None:
        embedder.embed([ANSWER.format(next(numbers))])

    names = ("one answer graded, nothing configured", "one forward pass")
    return [compared(names, graded, embedded, counts=(10, 10))]
