"""Decks: listing, making, and how the learner stands."""

from __future__ import annotations

from fastapi import APIRouter

from service.calendar import stats
from service.collection import shelf
from service.shapes import DeckShape, DueShape, StatsShape
from service.studying import study
from web.api.bodies import DeckChanges, DeckIn
from web.asked import Learner, OneDeck, Owned

router = APIRouter()


@router.get("/decks")
def listed(app: Owned) -> list[DeckShape]:
    """Every deck in use, by name."""
    return shelf.decks(app)


@router.get("/decks/archived")
def archived(app: Owned) -> list[DeckShape]:
    """Every deck that was put away, by name."""
    return shelf.decks(app, archived=True)


@router.post("/decks", status_code=201)
def made(app: Owned, body: DeckIn) -> DeckShape:
    """An empty deck; 422 where the name is taken."""
    return shelf.new_deck(app, body.name, retention=body.retention)


@router.get("/decks/{deck_id}")
def one(app: Owned, deck: OneDeck) -> DeckShape:
    """One deck."""
    return shelf.deck(app, deck.id)


@router.patch("/decks/{deck_id}")
def changed(app: Owned, deck: OneDeck, body: DeckChanges) -> DeckShape:
    """Another name, another recall to aim at, put away or brought back."""
    if body.archived is not None:
        (shelf.archive if body.archived else shelf.bring_back)(app, deck.name)
    return shelf.change(app, deck.name, name=body.name, retention=body.retention)


@router.get("/decks/{deck_id}/due")
def due(app: Owned, deck: OneDeck, learner: Learner) -> list[DueShape]:
    """The cards to study now, in order; their questions, and nothing of their keys."""
    return study.due(app, deck.name, learner)


@router.get("/decks/{deck_id}/stats")
def standing(app: Owned, deck: OneDeck, learner: Learner) -> StatsShape:
    """Counts, mastery and the days ahead."""
    return stats.stats(app, deck.name, learner)
