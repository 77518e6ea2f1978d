"""The local grade of one answer: evidence on the whole and on each key point, brought together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decks.cards import KeyPoint
from decks.grading import PointVerdict, UnscoredReason
from decks.keypoints import parts_of
from grader.evidence import Evidence, Found, verdict
from grader.features import FEATURES, flooded
from grader.normalise import AnswerText, normalise
from grader.reading import Reading
from grader.score import PRESENT_CUT, level, score
from grader.shortcuts import keyword_list
from grader.task import GradingTask
from grader.weights import Weights

LIST_CEILING = 0.4
"""The most credit for key words that state nothing: below the cut of a correct answer."""
HALF_CEILING = 0.4
"""The most credit for a point of which a part is not said: it is partial."""
PART_SAID = 0.35
"""Below this probability a part of a point counts as not said."""


@dataclass(frozen=True)
class Prepared:
    """A task with every text folded, ready for evidence; `written` are the points' own wordings."""

    question: str
    references: tuple[str, ...]
    points: tuple[KeyPoint, ...]
    wordings: tuple[tuple[str, ...], ...]
    parts: tuple[tuple[str, ...], ...]
    wrong: tuple[tuple[str, ...], ...]
    written: tuple[tuple[str, ...], ...]
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
            wordings=tuple(
                _folded((point.text, *point.variants)) or _folded(task.references[:1])
                for point in points
            ),
            parts=tuple(_folded(parts_of(point.text)) for point in points),
            wrong=tuple(_folded(point.wrong_ideas) for point in points),
            written=as_written(task, points),
            answer=answer,
            flags=flags,
        )

    @property
    def texts(self) -> list[str]:
        """Every folded text that evidence needs a reading of."""
        several = [text for group in (*self.wordings, *self.parts, *self.wrong) for text in group]
        return [self.question, *self.references, *several, self.answer.text]


@dataclass(frozen=True)
class LocalGrade:
    """Verdicts, the confidence in the score they give, and what they rest on.

    `doubt` is the reason to give where the confidence is too low for a score, and `detail` the
    sentence on it. `remarks` are for the student; the points in `settled` were settled by their
    formulas.
    """

    verdicts: tuple[PointVerdict, ...]
    confidence: float
    flags: tuple[str, ...]
    evidence: dict[str, float]
    doubt: UnscoredReason = UnscoredReason.UNSURE
    detail: str = "The grader cannot tell: compare your answer with the reference yourself."
    remarks: tuple[str, ...] = ()
    settled: frozenset[int] = frozenset()


def weigh(weights: Weights, readings: Mapping[str, Reading], prepared: Prepared) -> LocalGrade:
    """The grade by evidence alone (see `grader.score` for how whole and points combine)."""
    seen = Evidence(weights, readings, prepared.question, prepared.answer.text)
    whole = seen.best(prepared.references, references=len(prepared.references))
    found = [seen.best(wordings) for wordings in prepared.wordings]
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
    if flooded(whole.row):
        flags.append("flood")
        credits_ = tuple(min(LIST_CEILING, each) for each in credits_)
    credits_ = tuple(
        min(HALF_CEILING, credit) if _half(seen, parts, each) else credit
        for credit, parts, each in zip(credits_, prepared.parts, found, strict=True)
    )
    if whole.contrary:
        credits_ = tuple(weights.file.contrary_factor * each for each in credits_)
    against = _against(whole, found)
    verdicts = tuple(
        verdict(
            index,
            point,
            credits_[index],
            against[index] or seen.mistakes(found[index], prepared.wrong[index]),
            seen.quote(prepared.wordings[index][0], prepared.answer),
        )
        for index, point in enumerate(prepared.points)
    )
    return LocalGrade(
        verdicts,
        weights.confidence(score(prepared.points, verdicts)),
        tuple(flags),
        _named(whole, found),
    )


def as_written(task: GradingTask, points: Sequence[KeyPoint]) -> tuple[tuple[str, ...], ...]:
    """The wordings of each point as the card has them; of a lone point the references with them."""
    lone = task.references if len(points) == 1 else ()
    return tuple((point.text, *point.variants, *lone) for point in points)


def _half(seen: Evidence, parts: Sequence[str], found: Found) -> bool:
    """Whether the answer says one part of a point, and another part surely not.

    A point that holds several statements is present only if each of them is; a variant that is said
    as a whole needs no parts.
    """
    if len(parts) < 2:
        return False
    chances = [seen.best((part,)).chance for part in parts]
    return min(chances) < PART_SAID and max(chances) >= PRESENT_CUT and max(chances) > found.chance


def _against(whole: Found, found: Sequence[Found]) -> list[bool]:
    """The points that a contrary answer contradicts: those that show it, or all."""
    alone = [whole.contrary and each.contrary for each in found]
    return alone if any(alone) else [whole.contrary] * len(found)


def _named(whole: Found, found: Sequence[Found]) -> dict[str, float]:
    """The numbers that the grade rests on, by name."""
    rows = {name: round(float(each), 6) for name, each in zip(FEATURES, whole.row, strict=True)}
    points = {f"point_{index}": round(each.chance, 6) for index, each in enumerate(found)}
    return {**rows, "whole": round(whole.chance, 6), **points}


def _folded(texts: Sequence[str]) -> tuple[str, ...]:
    folded = dict.fromkeys(normalise(text) for text in texts)
    return tuple(text for text in folded if text)
