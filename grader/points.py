"""The local grade of one answer: evidence on the whole and on each key point, brought together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decks.cards import KeyPoint
from decks.grading import PointVerdict, UnscoredReason
from grader.evidence import PointReadings, best, contradicts, quote_for, verdict
from grader.features import FEATURES
from grader.normalise import AnswerText, normalise
from grader.reading import Reading
from grader.score import level, score
from grader.shortcuts import keyword_list
from grader.task import GradingTask
from grader.weights import Weights

LIST_CEILING = 0.4
"""The most credit for key words that state nothing: below the cut of a correct answer."""


@dataclass(frozen=True)
class Prepared:
    """A task with every text folded, ready for evidence."""

    question: str
    references: tuple[str, ...]
    points: tuple[KeyPoint, ...]
    wordings: tuple[tuple[str, ...], ...]
    wrong: tuple[tuple[str, ...], ...]
    answer: AnswerText
    flags: tuple[str, ...]

    @classmethod
    def of(
        cls,
        task: GradingTask,
        points: Sequence[KeyPoint],
        answer: AnswerText,
        flags: tuple[str, ...],
    ) -> Prepared:
        """Folds the texts of a task."""
        return cls(
            question=normalise(task.question),
            references=_folded(task.references),
            points=tuple(points),
            wordings=tuple(_folded((point.text, *point.variants)) for point in points),
            wrong=tuple(_folded(point.wrong_ideas) for point in points),
            answer=answer,
            flags=flags,
        )

    @property
    def texts(self) -> list[str]:
        """Every folded text that evidence needs a reading of."""
        several = [text for group in (*self.wordings, *self.wrong) for text in group]
        return [self.question, *self.references, *several, self.answer.text]


@dataclass(frozen=True)
class LocalGrade:
    """Verdicts, the confidence in the score they give, and what they rest on.

    `doubt` is the reason to give where the confidence is too low for a score.
    """

    verdicts: tuple[PointVerdict, ...]
    confidence: float
    flags: tuple[str, ...]
    evidence: dict[str, float]
    doubt: UnscoredReason = UnscoredReason.UNSURE


def weigh(weights: Weights, readings: Mapping[str, Reading], prepared: Prepared) -> LocalGrade:
    """The grade by evidence alone (see `grader.score` for how whole and points combine)."""
    question = readings.get(prepared.question)
    answer = readings[prepared.answer.text]
    wholes = [readings[text] for text in prepared.references]
    whole = best(weights, question, wholes, answer, references=len(wholes))
    subjects = [
        PointReadings(
            point,
            tuple(readings[text] for text in wordings),
            tuple(readings[text] for text in wrong),
        )
        for point, wordings, wrong in zip(
            prepared.points, prepared.wordings, prepared.wrong, strict=True
        )
    ]
    found = [best(weights, question, each.wordings, answer) for each in subjects]
    credits_ = level(
        [point.weight for point in prepared.points],
        [each.chance for each in found],
        whole.chance,
        weights.file.whole_share,
    )
    flags = list(prepared.flags)
    if keyword_list(prepared.answer.text, prepared.question, prepared.references[0]):
        flags.append("keyword list")
        credits_ = tuple(min(LIST_CEILING, each) for each in credits_)
    verdicts = tuple(
        verdict(
            index,
            subject.point,
            credit,
            contradicts(weights, question, subject, answer, each),
            quote_for(subject.wordings[0], answer, prepared.answer),
        )
        for index, (subject, each, credit) in enumerate(zip(subjects, found, credits_, strict=True))
    )
    reached = score(prepared.points, verdicts)
    evidence = dict(zip(FEATURES, (round(float(value), 6) for value in whole.row), strict=True))
    evidence |= {"whole": round(whole.chance, 6)}
    evidence |= {f"point_{index}": round(each.chance, 6) for index, each in enumerate(found)}
    return LocalGrade(verdicts, weights.confidence(reached), tuple(flags), evidence)


def _folded(texts: Sequence[str]) -> tuple[str, ...]:
    folded = dict.fromkeys(normalise(text) for text in texts)
    return tuple(text for text in folded if text)
