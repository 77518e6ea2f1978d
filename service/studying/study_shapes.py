"""The published shapes of study: what is asked, and what is told after the attempt."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from decks.grading import PointVerdict, Scored, Unscored
from service.shapes import AnalogyShape, CitationShape, Shape
from service.studying.study import Question, Told
from service.trust.report_shapes import GraderShape


class QuestionShape(Shape):
    """A question before the attempt: nothing of the key, no citation, no analogy.

    `state_token` names the memory state that the date will be moved from; it goes back with the
    answer.
    """

    card: str
    version_id: str
    question: str
    label: str
    state_token: str

    @classmethod
    def of(cls, asked: Question) -> QuestionShape:
        """The shape of a question."""
        return cls(
            card=asked.card_id,
            version_id=asked.card_version_id,
            question=asked.question,
            label=asked.label,
            state_token=asked.state_token,
        )


class HintShape(Shape):
    """The shape of an answer, a line for each key point; empty where the card has no hint."""

    points: tuple[str, ...]


class VerdictShape(Shape):
    """The verdict on one key point, with the words of the answer that it rests on."""

    text: str
    verdict: str
    quote: str | None

    @classmethod
    def of(cls, verdict: PointVerdict) -> VerdictShape:
        """The shape of a verdict."""
        return cls(text=verdict.text, verdict=verdict.verdict, quote=verdict.quote)


class OwnClaimShape(Shape):
    """What became of a student's "I was right"; `reason` is the instructor's, once there is one."""

    state: Literal["open", "upheld", "declined", "withdrawn"]
    sentence: str
    reason: str


class ToldShape(Shape):
    """What a student is told after the attempt, and what became of the date.

    `score` is None, `verdict` "unscored" and `reason` given where the grader cannot tell; then the
    student's own word moves the date. `moved` says whether the date has moved, `stale` that the
    card was reviewed elsewhere since it was shown.
    """

    answer: str
    card: str
    version_id: str
    text: str | None
    verdict: str
    score: float | None
    confidence: float
    key_points: tuple[VerdictShape, ...]
    feedback: str
    reason: str | None
    flags: tuple[str, ...]
    grader: GraderShape
    moved: bool
    stale: bool
    due: datetime | None
    core_answer: str
    explanation: str
    citations: tuple[CitationShape, ...]
    analogies: tuple[AnalogyShape, ...]
    claim: OwnClaimShape | None = None

    @classmethod
    def of(cls, told: Told) -> ToldShape:
        """The shape of what is told."""
        result, content = told.grade.result, told.version.content
        scored = result if isinstance(result, Scored) else None
        return cls(
            answer=told.answer.id,
            card=told.answer.card_id,
            version_id=told.version.id,
            text=told.answer.text,
            verdict=scored.overall if scored else "unscored",
            score=scored.score if scored else None,
            confidence=result.confidence,
            key_points=tuple(map(VerdictShape.of, scored.verdicts)) if scored else (),
            feedback=scored.feedback if scored else "",
            reason=result.detail if isinstance(result, Unscored) else None,
            flags=result.flags,
            grader=GraderShape(
                name=told.grade.grader.name,
                version=told.grade.grader.version,
                model=told.grade.grader.model,
            ),
            moved=told.moved,
            stale=told.stale,
            due=told.state.due if told.state else None,
            core_answer=content.core_answer,
            explanation=content.explanation,
            citations=tuple(map(CitationShape.of, told.version.citations)),
            analogies=tuple(map(AnalogyShape.of, told.analogies)),
            claim=None
            if told.claim is None
            else OwnClaimShape(
                state=told.claim.state.value,
                sentence=told.claim.sentence,
                reason=told.ruling.reason if told.ruling else "",
            ),
        )
