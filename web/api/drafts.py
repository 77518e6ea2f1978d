"""Drafts: the queue, and what a person decides."""

from __future__ import annotations

from fastapi import APIRouter

from decks.drafts import DraftState
from service import cards, review
from service.shapes import CardShape, DraftShape
from service.wiring import App
from web.api.bodies import Changes, Reason
from web.asked import OneDeck, Owned

router = APIRouter()


@router.get("/decks/{deck_id}/drafts")
def listed(app: Owned, deck: OneDeck, state: DraftState = DraftState.PENDING) -> list[DraftShape]:
    """The drafts of a deck in lecture order."""
    return review.drafts(app, deck.name, state)


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


@router.post("/drafts/{draft_id}/undo")
def undone(app: Owned, draft_id: str) -> DraftShape:
    """Takes the newest standing decision about this draft back."""
    review.undo(app, draft_id)
    return _shape(app, draft_id)


def _shape(app: App, draft_id: str) -> DraftShape:
    found = review.shown(app, draft_id)
    return DraftShape.of(found.draft, found.deck, list(found.analogies))
