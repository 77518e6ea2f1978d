"""Decks: listing, making, and how the learner stands."""

from __future__ import annotations

from fastapi import APIRouter

from service import cards, stats, study
from service.shapes import DeckShape, DueShape, StatsShape
from web.api.bodies import DeckIn
from web.asked import Learner, OneDeck, Owned

router = APIRouter()


@router.get("/decks")
def listed(app: Owned) -> list[DeckShape]:
    """Every deck, by name."""
    return cards.decks(app)


@router.post("/decks", status_code=201)
def made(app: Owned, body: DeckIn) -> DeckShape:
    """An empty deck; 422 where the name is taken."""
    return cards.new_deck(app, body.name, retention=body.retention)


@router.get("/decks/{deck_id}")
def one(app: Owned, deck: OneDeck) -> DeckShape:
    """One deck."""
    return cards.deck(app, deck.id)


@router.get("/decks/{deck_id}/due")
def due(app: Owned, deck: OneDeck, learner: Learner) -> list[DueShape]:
    """The cards to study now, in order; their questions, and nothing of their keys."""
    return study.due(app, deck.name, learner)


@router.get("/decks/{deck_id}/stats")
def standing(app: Owned, deck: OneDeck, learner: Learner) -> StatsShape:
    """Counts, mastery and the days ahead."""
    return stats.stats(app, deck.name, learner)
