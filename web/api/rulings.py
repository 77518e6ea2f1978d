"""Claims and rulings, notices, and grading anew: over the same verbs as the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from decks.rulings import RulingKind
from service.disputes import claims, notices, reversals, rulings
from service.disputes.regrade import regrade
from service.disputes.ruling_shapes import (
    ClaimShape,
    ClusterShape,
    NoticeShape,
    RegradeShape,
    ReversalShape,
    RulingShape,
)
from service.disputes.rulings import Wish
from service.studying import claiming
from service.studying.study_shapes import ToldShape
from web.api.bodies import MOST, Body, Sentence
from web.asked import Learner, OneDeck, Owned
from web.typed import Words

router = APIRouter()
A_PART = 500
"""Answers that one request grades anew."""

Id = Annotated[Words, Field(max_length=200)]
Ids = Annotated[list[Id], Field(min_length=1, max_length=500)]


class RulingIn(Body):
    """A ruling on claims of one card; `point` counts from 1, without words the first answer's."""

    kind: RulingKind
    claims: Ids
    point: Annotated[int, Field(ge=1, le=100)] | None = None
    words: Annotated[Words, Field(max_length=1_000)] = ""
    reason: Annotated[Words, Field(max_length=2_000)] = ""

    @property
    def wish(self) -> Wish:
        """What is to be ruled."""
        point = None if self.point is None else self.point - 1
        return Wish(self.kind, tuple(self.claims), point, self.words, self.reason)


class RulingDone(RulingIn):
    """A ruling to carry out; `seen` comes from its preview: 409 where something changed since."""

    seen: Annotated[Words, Field(max_length=64)] | None = None


class ReversalIn(Body):
    """Why a ruling is taken back: the students read it."""

    reason: Annotated[Words, Field(max_length=2_000)] = ""


class ReversalDone(ReversalIn):
    """A reversal to carry out; `seen` comes from its preview: 409 where something changed since."""

    seen: Annotated[Words, Field(max_length=64)] | None = None


class Seen(Body):
    """Notices that were read."""

    ids: Annotated[list[Id], Field(max_length=MOST)]


class Anew(Body):
    """Which answers to grade anew: of one card, or all."""

    card: Id | None = None


class Count(Body):
    """How many."""

    count: int


@router.get("/decks/{deck_id}/claims")
def clusters(app: Owned, deck: OneDeck) -> list[ClusterShape]:
    """The open claims of a deck, those that say the same together."""
    return [ClusterShape.of(each) for each in claims.clusters(app, deck.name)]


@router.get("/claims")
def own(app: Owned, learner: Learner) -> list[ClaimShape]:
    """What the learner claimed, the newest first, with what became of it."""
    return [ClaimShape.of(each) for each in claims.of_learner(app, learner)]


@router.put("/answers/{answer_id}/claim")
def explained(app: Owned, answer_id: str, body: Sentence) -> ToldShape:
    """The sentence of a claim that nobody ruled on yet."""
    return ToldShape.of(claiming.explain(app, answer_id, body.sentence))


@router.post("/rulings/preview")
def shown(app: Owned, body: RulingIn) -> RulingShape:
    """All that a ruling would change; nothing is written."""
    return RulingShape.of(rulings.plan(app, body.wish))


@router.post("/rulings")
def ruled(app: Owned, body: RulingDone) -> RulingShape:
    """Carries a ruling out; the same one sent twice has the effect of once."""
    return RulingShape.of(rulings.rule(app, body.wish, seen=body.seen))


@router.post("/rulings/{ruling_id}/reversal/preview")
def reversal_shown(app: Owned, ruling_id: str, body: ReversalIn) -> ReversalShape:
    """All that taking a ruling back would change; nothing is written."""
    return ReversalShape.of(reversals.plan(app, ruling_id, body.reason))


@router.post("/rulings/{ruling_id}/reversal")
def reversed_(app: Owned, ruling_id: str, body: ReversalDone) -> ReversalShape:
    """Takes a ruling back; the same one sent twice has the effect of once."""
    return ReversalShape.of(reversals.take_back(app, ruling_id, body.reason, seen=body.seen))


@router.get("/notices")
def waiting(app: Owned, learner: Learner) -> list[NoticeShape]:
    """What the learner has not been told yet."""
    return [NoticeShape.of(each) for each in notices.waiting(app, learner)]


@router.post("/notices/seen")
def seen(app: Owned, learner: Learner, body: Seen) -> Count:
    """Notes that these were read."""
    return Count(count=notices.seen(app, learner, body.ids))


@router.post("/decks/{deck_id}/regrade/preview")
def foreseen(app: Owned, deck: OneDeck, body: Anew) -> RegradeShape:
    """What grading anew would change, for the first 500 answers that need it."""
    return RegradeShape.of(regrade(app, deck.name, card_id=body.card, most=A_PART))


@router.post("/decks/{deck_id}/regrade")
def anew(app: Owned, deck: OneDeck, body: Anew) -> RegradeShape:
    """Grades up to 500 answers anew; again until `left` is 0."""
    found = regrade(app, deck.name, card_id=body.card, most=A_PART, apply=True)
    return RegradeShape.of(found)
