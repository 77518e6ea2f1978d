"""The published shapes of claims, rulings, regrades and notices."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from decks.grading import ClaimState
from decks.rulings import Notice
from service.disputes.claims import Claimed, Cluster
from service.disputes.regrade import Regrade
from service.disputes.regrading import Change
from service.disputes.reversals import TakenBack
from service.disputes.rulings import Plan
from service.disputes.standards import Proposal
from service.shapes import Shape
from service.trust.answered import score_of, verdict_of
from service.trust.report_shapes import GraderShape, StandardShape


class ClaimShape(Shape):
    """One claim: `text` is the answer it is about, None after erasure.

    `verdict` and `score` are of the grade that counts now; `reason` and `ruled` come from the
    ruling, where there is one.
    """

    id: str
    answer: str
    learner: str
    text: str | None
    sentence: str
    state: Literal["open", "upheld", "declined", "withdrawn"]
    verdict: str | None
    score: float | None
    ruling: str | None
    ruled: Literal["variant", "point", "fault", "no"] | None
    reason: str
    at: datetime

    @classmethod
    def of(cls, claimed: Claimed) -> ClaimShape:
        """The shape of a claim."""
        ruling = claimed.ruling
        return cls(
            id=claimed.claim.id,
            answer=claimed.answer.id,
            learner=claimed.learner.name,
            text=claimed.answer.text,
            sentence=claimed.claim.sentence,
            state=claimed.claim.state.value,
            verdict=verdict_of(claimed.grade),
            score=score_of(claimed.grade),
            ruling=ruling.id if ruling else None,
            ruled=ruling.kind.value if ruling else None,
            reason=ruling.reason if ruling else "",
            at=claimed.claim.at,
        )


class ClusterShape(Shape):
    """Open claims whose answers say the same; the first speaks for all of them."""

    deck: str
    card: str
    question: str
    core_answer: str
    key_points: tuple[str, ...]
    text: str | None
    size: int
    claims: tuple[ClaimShape, ...]

    @classmethod
    def of(cls, cluster: Cluster) -> ClusterShape:
        """The shape of a cluster."""
        content = cluster.version.content
        return cls(
            deck=cluster.deck.name,
            card=cluster.card.id,
            question=content.question,
            core_answer=content.core_answer,
            key_points=tuple(point.text for point in content.key_points),
            text=cluster.members[0].answer.text,
            size=len(cluster.members),
            claims=tuple(map(ClaimShape.of, cluster.members)),
        )


class ChangeShape(Shape):
    """What becomes of one answer. `due` is the date of its learner's card."""

    answer: str
    card: str
    learner: str
    text: str | None
    verdict_before: str | None
    verdict_after: str | None
    score_before: float | None
    score_after: float | None
    due_before: datetime | None
    due_after: datetime | None

    @classmethod
    def of(cls, change: Change) -> ChangeShape:
        """The shape of a change."""
        return cls(
            answer=change.answer.id,
            card=change.answer.card_id,
            learner=change.learner.name,
            text=change.answer.text,
            verdict_before=verdict_of(change.before),
            verdict_after=verdict_of(change.after),
            score_before=score_of(change.before),
            score_after=score_of(change.after),
            due_before=change.due_before,
            due_after=change.due_after,
        )


class RulingShape(Shape):
    """A ruling, planned or done, with all that it changes.

    `point` counts from 1, None for a wording of the whole answer. `settled` counts the claims,
    `kept` the grades that would have fallen and stay, `short` the upheld answers that are not
    correct all the same, `told` the students who get a notice. `seen` goes back with the request
    that carries it out. A repeated request shows no changes.
    """

    id: str
    done: bool
    kind: Literal["variant", "point", "fault", "no"]
    card: str
    question: str
    point: int | None
    words: str
    reason: str
    claims: tuple[str, ...]
    settled: int
    kept: int
    short: int
    told: int
    changes: tuple[ChangeShape, ...]
    seen: str

    @classmethod
    def of(cls, plan: Plan) -> RulingShape:
        """The shape of a plan."""
        ruling = plan.ruling
        return cls(
            id=ruling.id,
            done=plan.done,
            kind=ruling.kind.value,
            card=ruling.card_id,
            question=plan.content.question,
            point=None if ruling.point is None else ruling.point + 1,
            words=ruling.words,
            reason=ruling.reason,
            claims=ruling.claims,
            settled=len(plan.claims),
            kept=plan.kept,
            short=plan.short,
            told=len(plan.notices),
            changes=tuple(map(ChangeShape.of, plan.changes)),
            seen=plan.stamp,
        )


class ReversalShape(Shape):
    """A ruling taken back, planned or done, with all that this changes.

    `waits` counts the claims that are open again, `told` the students who get a notice, `later` the
    answers judged by the ruling's key since, which only grading anew changes. `revives` says that
    the card comes back into study. A repeated request shows no changes.
    """

    ruling: str
    done: bool
    kind: Literal["variant", "point", "fault", "no"]
    card: str
    question: str
    words: str
    reason: str
    waits: int
    told: int
    later: int
    revives: bool
    changes: tuple[ChangeShape, ...]
    seen: str

    @classmethod
    def of(cls, plan: TakenBack) -> ReversalShape:
        """The shape of a reversal."""
        return cls(
            ruling=plan.ruling.id,
            done=plan.done,
            kind=plan.ruling.kind.value,
            card=plan.ruling.card_id,
            question=plan.content.question,
            words=plan.ruling.words,
            reason=plan.reversal.reason,
            waits=sum(claim.state is ClaimState.OPEN for claim in plan.claims),
            told=len(plan.notices),
            later=plan.later,
            revives=plan.revives,
            changes=tuple(map(ChangeShape.of, plan.changes)),
            seen=plan.stamp,
        )


class FlipShape(Shape):
    """How many verdicts became another; `before` is None where there was no grade."""

    before: str | None
    after: str | None
    count: int


def _flips(done: Regrade) -> tuple[FlipShape, ...]:
    return tuple(
        FlipShape(before=before, after=after, count=count)
        for (before, after), count in done.flips.most_common()
    )


class RegradeShape(Shape):
    """What a regrade changes, or changed.

    Of `answers`, `current` had a grade by this grader and key already, `protected` were decided by
    people, `stands` keep their grade since this grader cannot tell, `gone` were erased or judged
    meanwhile. `moved` counts due dates, `left` the answers that are for another run: a part was
    asked for, or the model failed.
    """

    deck: str
    grader: GraderShape
    applied: bool
    answers: int
    current: int
    protected: int
    stands: int
    gone: int
    left: int
    changed: int
    moved: int
    flips: tuple[FlipShape, ...]
    changes: tuple[ChangeShape, ...]

    @classmethod
    def of(cls, done: Regrade) -> RegradeShape:
        """The shape of a regrade; of its changes those that can be seen: verdicts and dates."""
        seen = [change for change in done.changes if change.flips or change.moves]
        return cls(
            deck=done.deck.name,
            grader=GraderShape(
                name=done.grader.name, version=done.grader.version, model=done.grader.model
            ),
            applied=done.applied,
            answers=done.answers,
            current=done.current,
            protected=done.protected,
            stands=done.stands,
            gone=done.gone,
            left=done.left,
            changed=len(done.changes),
            moved=done.moved,
            flips=_flips(done),
            changes=tuple(map(ChangeShape.of, seen)),
        )


class ProposalShape(Shape):
    """A standard that may take the place of the one in force, with what would change.

    Of the `looked_at` newest answers `flips` and `moved` are what `regrade` would change
    then; `stands` keep their grade since the grader cannot tell at this strictness, `protected`
    were decided by people. `loss` is the mean cross-entropy, in nats, on the labels and rulings it
    was learned from. `kept` says that it is in force.
    """

    deck: str
    kept: bool
    before: StandardShape | None
    after: StandardShape
    looked_at: int
    flips: tuple[FlipShape, ...]
    moved: int
    stands: int
    protected: int
    loss_before: float
    loss_after: float

    @classmethod
    def of(cls, found: Proposal) -> ProposalShape:
        """The shape of a proposal."""
        names = set(StandardShape.model_fields)
        before = found.before.model_dump(include=names) if found.before else None
        return cls(
            deck=found.deck.name,
            kept=found.kept,
            before=None if before is None else StandardShape(**before),
            after=StandardShape(**found.after.model_dump(include=names)),
            looked_at=found.foreseen.answers,
            flips=_flips(found.foreseen),
            moved=found.foreseen.moved,
            stands=found.foreseen.stands,
            protected=found.foreseen.protected,
            loss_before=found.loss_before,
            loss_after=found.loss_after,
        )


class NoticeShape(Shape):
    """One sentence for a student."""

    id: str
    card: str
    answer: str | None
    sentence: str
    at: datetime

    @classmethod
    def of(cls, notice: Notice) -> NoticeShape:
        """The shape of a notice."""
        return cls(
            id=notice.id,
            card=notice.card_id,
            answer=notice.answer_id,
            sentence=notice.sentence,
            at=notice.at,
        )
