"""Bulk grading without a deck: JSON lines in, JSON lines out, in order.

A bad row gives one line with an `error` and does not stop the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from decks.cards import MAX_KEY_POINTS, KeyPoint
from decks.errors import BadRecord, CardwrightError
from decks.grading import Scored
from decks.keypoints import key_points_of
from grader.task import Graded, GradingTask
from service.shapes import Shape

if TYPE_CHECKING:
    from grader.grader import Grader
    from service.wiring import App

BATCH = 64
MAX_LINE = 2_000_000


class PointIn(BaseModel):
    """A key point as a bulk row may give it."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    text: str = Field(min_length=1)
    weight: float = Field(default=1.0, gt=0, le=100)
    required: bool = True
    variants: tuple[str, ...] = ()


class RowIn(BaseModel):
    """One line of bulk input."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    id: JsonValue = None
    question: str
    reference: str
    answer: str
    references: tuple[str, ...] = ()
    key_points: tuple[str | PointIn, ...] = Field(default=(), max_length=MAX_KEY_POINTS)
    lang: str | None = None


class PointOut(Shape):
    """The verdict on one key point, with the words of the answer that it rests on."""

    text: str
    verdict: Literal["present", "partial", "absent", "contradicted"]
    quote: str | None


class GraderOut(Shape):
    """Which grader, in which version."""

    name: str
    version: str


class RowOut(Shape):
    """One line of bulk output."""

    id: Any
    score: float | None
    verdict: Literal["correct", "partial", "incorrect", "contradictory", "unscored"]
    confidence: float
    reason: str | None = None
    key_points: tuple[PointOut, ...]
    feedback: str
    flags: tuple[str, ...]
    grader: GraderOut


class RowError(Shape):
    """One line of bulk output for a row that could not be read or graded."""

    id: Any
    error: str


def grade_lines(
    app: App,
    lines: Iterable[str],
    *,
    abstain: bool = True,
    report: Callable[[int], None] = lambda done: None,
) -> Iterator[RowOut | RowError]:
    """Grades every row, in order; blank lines are passed over."""
    done = 0
    rows = _rows(lines)
    while batch := tuple(islice(rows, BATCH)):
        yield from _graded(app.grader, batch, abstain)
        done += len(batch)
        report(done)


def _rows(lines: Iterable[str]) -> Iterator[RowIn | RowError]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, number)


def _row(line: str, number: int) -> RowIn | RowError:
    record: Any = None
    try:
        record = _object(line, number)
        return RowIn.model_validate(record)
    except BadRecord as error:
        return RowError(id=None, error=str(error))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        return RowError(id=_plain(record), error=f"Line {number}, {name}: {first['msg']}.")


def _object(line: str, number: int) -> dict[str, Any]:
    if len(line) > MAX_LINE:
        raise BadRecord(f"Line {number} is longer than {MAX_LINE:,} characters.")
    try:
        record = json.loads(line)
        json.dumps(record, allow_nan=False, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        what = "a lone surrogate" if isinstance(error, UnicodeEncodeError) else "no valid JSON"
        raise BadRecord(f"Line {number} holds {what}.") from None
    if not isinstance(record, dict):
        raise BadRecord(f"Line {number} is no JSON object.")
    return record


def _plain(record: Any) -> Any:
    return record.get("id") if isinstance(record, dict) else None


def _graded(
    grader: Grader, batch: tuple[RowIn | RowError, ...], abstain: bool
) -> Iterator[RowOut | RowError]:
    rows = [row for row in batch if isinstance(row, RowIn)]
    results = iter(_results(grader, rows, abstain))
    for row in batch:
        yield row if isinstance(row, RowError) else next(results)


def _results(grader: Grader, rows: list[RowIn], abstain: bool) -> list[RowOut | RowError]:
    tasks: list[GradingTask | RowError] = [_task(row) for row in rows]
    gradable = [task for task in tasks if isinstance(task, GradingTask)]
    try:
        graded: Iterator[Graded | RowError] = iter(grader.grade_many(gradable, abstain=abstain))
    except CardwrightError as error:
        message = str(error)
        graded = iter([RowError(id=None, error=message) for _ in gradable])
    return [
        _out(row, task if isinstance(task, RowError) else next(graded))
        for row, task in zip(rows, tasks, strict=True)
    ]


def _task(row: RowIn) -> GradingTask | RowError:
    references = tuple(
        dict.fromkeys(text for text in (row.reference, *row.references) if text.strip())
    )
    points = tuple(
        KeyPoint(text=point) if isinstance(point, str) else KeyPoint(**point.model_dump())
        for point in row.key_points
        if not isinstance(point, str) or point.strip()
    )
    if not references:
        return RowError(id=row.id, error="reference: there are no words to grade against.")
    return GradingTask(
        question=row.question,
        references=references,
        key_points=points or key_points_of(references[0], row.question),
        answer=row.answer,
        language=row.lang,
    )


GUESS = 0.5
"""The most that a score is worth in a language that the built-in grader does not read."""


def unread(flags: Sequence[str]) -> bool:
    """Whether an answer or its card is in a language that the built-in grader does not read."""
    return any(each.startswith("language") for each in flags)


def _worth(graded: Graded, result: Scored) -> float:
    guessed = graded.identity.model is None and not graded.certain and unread(result.flags)
    return min(GUESS, result.confidence) if guessed else result.confidence


def _out(row: RowIn, graded: Graded | RowError) -> RowOut | RowError:
    if isinstance(graded, RowError):
        return RowError(id=row.id, error=graded.error)
    result = graded.result
    grader = GraderOut(name=graded.identity.name, version=graded.identity.version)
    if not isinstance(result, Scored):
        return RowOut(
            id=row.id,
            score=None,
            verdict="unscored",
            confidence=round(result.confidence, 6),
            reason=f"{result.reason}: {result.detail}",
            key_points=(),
            feedback="",
            flags=result.flags,
            grader=grader,
        )
    return RowOut(
        id=row.id,
        score=round(result.score, 6),
        verdict=result.overall.value,
        confidence=round(_worth(graded, result), 6),
        key_points=tuple(
            PointOut(text=point.text, verdict=point.verdict.value, quote=point.quote)
            for point in result.verdicts
        ),
        feedback=result.feedback,
        flags=result.flags,
        grader=grader,
    )
