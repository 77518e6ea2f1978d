"""Analogies: their own review, apart from the cards."""

from __future__ import annotations

from fastapi import APIRouter

from service.reviewing import analogies
from service.shapes import AnalogyShape
from web.api.bodies import AnalogyChanges
from web.asked import OneDeck, Owned

router = APIRouter()


@router.get("/decks/{deck_id}/analogies")
def listed(app: Owned, deck: OneDeck) -> list[AnalogyShape]:
    """The analogies of a deck's cards and waiting drafts."""
    return analogies.listed(app, deck.name)


@router.patch("/analogies/{analogy_id}")
def edited(app: Owned, analogy_id: str, body: AnalogyChanges) -> AnalogyShape:
    """Changes the words; the analogy then waits again, as a new version."""
    return AnalogyShape.of(analogies.edit(app, analogy_id, body.given))


@router.post("/analogies/{analogy_id}/accept")
def accepted(app: Owned, analogy_id: str) -> AnalogyShape:
    """Shows it after attempts from now on; it needs two role pairs and a limit."""
    return AnalogyShape.of(analogies.accept(app, analogy_id))


@router.post("/analogies/{analogy_id}/reject")
def rejected(app: Owned, analogy_id: str) -> AnalogyShape:
    """Drops it."""
    return AnalogyShape.of(analogies.reject(app, analogy_id))
