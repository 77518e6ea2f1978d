"""Drafts: the queue, and what a person decides."""

from __future__ import annotations

from fastapi import APIRouter

from decks.drafts import DraftState
from service.collection import cards
from service.notes import briefs
from service.reviewing import drafts, review, reworking
from service.shapes import CardShape, DraftShape
from service.wiring import App
from web.api.bodies import Changes, More, Parts, Reason, Several, Wish
from web.asked import OneDeck, Owned

router = APIRouter()


@router.get("/decks/{deck_id}/drafts")
def listed(app: Owned, deck: OneDeck, state: DraftState = DraftState.PENDING) -> list[DraftShape]:
    """The drafts of a deck in lecture order."""
    return drafts.drafts(app, deck.name, state)


@router.post("/decks/{deck_id}/drafts/more")
def called_up(app: Owned, deck: OneDeck, body: More) -> list[DraftShape]:
    """Calls up the best of the drafts that are held back (state `held`)."""
    return [_shape(app, each) for each in briefs.call_up(app, deck, body.count)]


@router.get("/drafts/{draft_id}")
def one(app: Owned, draft_id: str) -> DraftShape:
    """One draft."""
    return _shape(app, draft_id)


@router.patch("/drafts/{draft_id}")
def edited(app: Owned, draft_id: str, body: Changes) -> DraftShape:
    """Changes a waiting draft and checks it again."""
    review.edit(app, draft_id, body.given)
    return _shape(app, draft_id)


@router.post("/drafts/{draft_id}/accept", status_code=201)
def accepted(app: Owned, draft_id: str, body: Reason) -> CardShape:
    """Makes the draft a card; a blocking finding is overruled by a reason in words."""
    return cards.card(app, review.accept(app, draft_id, reason=body.reason).id)


@router.post("/drafts/{draft_id}/reject")
def rejected(app: Owned, draft_id: str, body: Reason) -> DraftShape:
    """Drops a draft, with the reason."""
    review.reject(app, draft_id, body.reason)
    return _shape(app, draft_id)


@router.post("/drafts/{draft_id}/split", status_code=201)
def parted(app: Owned, draft_id: str, body: Parts) -> list[DraftShape]:
    """Makes several drafts of one; without parts, one of each key point."""
    parts = [part.model_dump() for part in body.parts]
    return [_shape(app, made.id) for made in reworking.split(app, draft_id, parts)]


@router.post("/drafts/merge", status_code=201)
def merged(app: Owned, body: Several) -> DraftShape:
    """Makes one draft of several; the first one's words stay, all citations come to it."""
    return _shape(app, reworking.merge(app, body.ids, body.changes).id)


@router.post("/drafts/{draft_id}/regenerate")
def regenerated(app: Owned, draft_id: str, body: Wish) -> DraftShape:
    """Has the author model write one part anew; 403 where no model is configured."""
    reworking.regenerate(app, draft_id, body.part, body.instruction)
    return _shape(app, draft_id)


@router.post("/drafts/{draft_id}/undo")
def undone(app: Owned, draft_id: str) -> DraftShape:
    """Takes the newest standing decision about this draft back."""
    review.undo(app, draft_id)
    return _shape(app, draft_id)


def _shape(app: App, draft_id: str) -> DraftShape:
    found = drafts.shown(app, draft_id)
    return DraftShape.of(found.draft, found.deck, list(found.analogies))
