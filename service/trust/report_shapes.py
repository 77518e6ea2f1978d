"""The published shapes of a report card, of answers to label, and of standards."""

from __future__ import annotations

from typing import Literal

from service.shapes import Shape
from service.trust.interview import Probe
from service.trust.labels import ToLabel
from service.trust.report_card import Agreement, Canaries, ReportCard, Share


class GraderShape(Shape):
    """Who graded."""

    name: str
    version: str
    model: str | None


class ShareShape(Shape):
    """`hits` of `of`, with Wilson's 95 % interval; `share` is None of nothing."""

    hits: int
    of: int
    share: float | None
    low: float
    high: float

    @classmethod
    def of_share(cls, share: Share) -> ShareShape:
        """The shape of a share."""
        low, high = share.range
        return cls(hits=share.hits, of=share.of, share=share.value, low=low, high=high)


class AgreementShape(Shape):
    """`same` of three verdicts, `strict` errors below the person's, `lenient` above, `passes` the
    same on right or not."""

    same: ShareShape
    strict: ShareShape
    lenient: ShareShape
    passes: ShareShape

    @classmethod
    def of(cls, found: Agreement) -> AgreementShape:
        """The shape of an agreement."""
        return cls(
            same=ShareShape.of_share(found.same),
            strict=ShareShape.of_share(found.strict),
            lenient=ShareShape.of_share(found.lenient),
            passes=ShareShape.of_share(found.passes),
        )


class PartShape(Shape):
    """Agreement on one part of the labelled answers."""

    name: str
    agreement: AgreementShape


class PointShape(Shape):
    """Agreement had answers been correct from this score on."""

    cut: float
    agreement: AgreementShape


class CanaryShape(Shape):
    """Known answers of one kind, and some that were misjudged as question and answer."""

    made: str
    right: bool
    share: ShareShape
    unscored: int
    failures: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, found: Canaries) -> CanaryShape:
        """The shape of canaries."""
        return cls(
            made=found.made.value,
            right=found.right,
            share=ShareShape.of_share(found.share),
            unscored=found.unscored,
            failures=found.failures,
        )


class StandardShape(Shape):
    """How strictly a deck is judged: see `Standard`."""

    cut: float
    slope: float
    offset: float
    learned_from: int


class ReportCardShape(Shape):
    """Whether the grader can be trusted on a deck.

    `agreement`, the parts and the points are over the fair sample of the labelled answers; `near`
    over the others, which the grader is least sure of.
    """

    deck: str
    grader: GraderShape
    standard: StandardShape | None
    answers: int
    abstained: ShareShape
    labels: int
    agreement: AgreementShape
    near: AgreementShape
    by_length: tuple[PartShape, ...]
    by_confidence: tuple[PartShape, ...]
    points: tuple[PointShape, ...]
    canaries: tuple[CanaryShape, ...]
    claims: dict[Literal["open", "upheld", "declined"], int]

    @classmethod
    def of(cls, card: ReportCard) -> ReportCardShape:
        """The shape of a report card."""
        standard = card.standard
        return cls(
            deck=card.deck.name,
            grader=GraderShape(
                name=card.grader.name, version=card.grader.version, model=card.grader.model
            ),
            standard=None
            if standard is None
            else StandardShape(
                cut=standard.cut,
                slope=standard.slope,
                offset=standard.offset,
                learned_from=standard.learned_from,
            ),
            answers=card.answers,
            abstained=ShareShape.of_share(card.abstained),
            labels=card.labels,
            agreement=AgreementShape.of(card.agreement),
            near=AgreementShape.of(card.near),
            by_length=_parts(card.by_length),
            by_confidence=_parts(card.by_sureness),
            points=tuple(
                PointShape(cut=cut, agreement=AgreementShape.of(each)) for cut, each in card.points
            ),
            canaries=tuple(map(CanaryShape.of, card.canaries)),
            claims={state.value: count for state, count in card.claims.items()},
        )


def _parts(parts: list[tuple[str, Agreement]]) -> tuple[PartShape, ...]:
    return tuple(PartShape(name=name, agreement=AgreementShape.of(each)) for name, each in parts)


class ToLabelShape(Shape):
    """An answer to mark: nothing of its grade. `stratum` goes back with the mark."""

    answer: str
    stratum: Literal["random", "near"]
    question: str
    core_answer: str
    key_points: tuple[str, ...]
    text: str
    done: int
    left: int

    @classmethod
    def of(cls, found: ToLabel) -> ToLabelShape:
        """The shape of an answer to label."""
        content = found.given.version.content
        return cls(
            answer=found.given.answer.id,
            stratum=found.stratum.value,
            question=content.question,
            core_answer=content.core_answer,
            key_points=tuple(point.text for point in content.key_points),
            text=found.given.answer.text or "",
            done=found.done,
            left=found.left,
        )


class ProbeShape(Shape):
    """An answer to a draft, made by rule, of which a person is to say whether it passes."""

    id: str
    made: str
    text: str

    @classmethod
    def of(cls, probe: Probe) -> ProbeShape:
        """The shape of a probe."""
        return cls(id=probe.id, made=probe.known.made.value, text=probe.known.text)
