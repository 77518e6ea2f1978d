"""Cards and answers that the grader's tests share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from decks.cards import KeyPoint
from decks.grading import Scored, Unscored
from grader.grader import Grader
from grader.normalise import normalise
from grader.reading import Reading, read
from grader.task import Graded, GradingTask
from providers.minilm import MiniLm

QUESTION = "What does the discriminator of a GAN do, and what is the generator trained to do?"
REFERENCE = (
    "The discriminator tells real samples from generated ones. "
    "The generator is trained to produce samples that the discriminator takes for real."
)
POINTS = (
    KeyPoint(text="The discriminator tells real samples from generated ones."),
    KeyPoint(text="The generator is trained to produce samples that fool the discriminator."),
)
RIGHT = (
    "The discriminator separates real samples from generated ones; the generator learns to fool it."
)
SKY = "Why is the sky blue?"
SKY_REFERENCE = "Air scatters blue light more strongly than red light."


@cache
def embedder() -> MiniLm:
    """The real local model, loaded once for all tests."""
    return MiniLm()


class Lenient(Grader):
    """A grader that scores every answer, unless it is told to abstain."""

    def grade(self, task: GradingTask, *, abstain: bool = False) -> Graded:
        """The grade of one answer."""
        return super().grade(task, abstain=abstain)

    def grade_many(self, tasks: Sequence[GradingTask], *, abstain: bool = False) -> list[Graded]:
        """The grades of many."""
        return super().grade_many(tasks, abstain=abstain)


@cache
def lenient() -> Lenient:
    """One for all tests."""
    return Lenient(embedder())


def reading_of(text: str) -> Reading:
    """A text as the evidence sees it."""
    folded = normalise(text)
    return read(folded, embedder().embed_tokens([folded])[0])


def task(answer: str, *, points: tuple[KeyPoint, ...] = ()) -> GradingTask:
    """An answer to the card above."""
    return GradingTask(QUESTION, (REFERENCE,), answer, points)


def sky(answer: str) -> GradingTask:
    """An answer to a card with one short statement."""
    return GradingTask(SKY, (SKY_REFERENCE,), answer)


def scored(graded: Graded) -> Scored:
    """The result, which must be a score."""
    assert isinstance(graded.result, Scored), graded.result
    return graded.result


def unscored(graded: Graded) -> Unscored:
    """The result, which must be none."""
    assert isinstance(graded.result, Unscored), graded.result
    return graded.result


def score_of(answer: str) -> float:
    """The score of an answer to the card above."""
    return scored(lenient().grade(task(answer))).score
