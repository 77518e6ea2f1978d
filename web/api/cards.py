"""Cards with their keys: for whoever writes and reviews them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query

from decks.cards import CardState, KeyPoint
from service.collection import cards, wordings
from service.shapes import CardShape
from web.api.bodies import CardChanges, CardIn
from web.asked import OneDeck, Owned

router = APIRouter()
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{8,80}$",
        description="The same key with the same body makes one card; another body is 422.",
    ),
]
ANY: dict[str, CardState | None] = {
    "live": CardState.LIVE,
    "withdrawn": CardState.WITHDRAWN,
    "all": None,
}


@router.get("/decks/{deck_id}/cards")
def listed(
    app: Owned,
    deck: OneDeck,
    state: Literal["live", "withdrawn", "all"] = "live",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[CardShape]:
    """Some cards of a deck, in order."""
    return cards.some(app, deck.name, offset, limit, ANY[state])


@router.post("/decks/{deck_id}/cards", status_code=201)
def made(app: Owned, deck: OneDeck, body: CardIn, key: Key = None) -> CardShape:
    """A card written by hand, in the deck at once."""
    points = [KeyPoint.model_validate(point.model_dump()) for point in body.key_points]
    card = cards.add(
        app,
        deck.name,
        body.question,
        body.core_answer,
        label=body.label,
        explanation=body.explanation,
        references=body.references,
        formulas=body.formulas,
        key_points=points,
        tags=body.tags,
        request_key=key,
    )
    return cards.card(app, card.id)


@router.get("/cards/{card_id}")
def one(app: Owned, card_id: str) -> CardShape:
    """One card, with its key."""
    return cards.card(app, card_id)


@router.patch("/cards/{card_id}")
def edited(app: Owned, card_id: str, body: CardChanges) -> CardShape:
    """Makes a new version; answers and reviews keep pointing to the earlier ones."""
    changes = {name: value for name, value in body.given.items() if name != "seen"}
    wordings.edit(app, card_id, changes, seen=body.seen)
    return cards.card(app, card_id)


@router.post("/cards/{card_id}/withdraw")
def withdrawn(app: Owned, card_id: str) -> CardShape:
    """Takes a card out of study; what was learned of it stays."""
    wordings.withdraw(app, card_id)
    return cards.card(app, card_id)


@router.post("/cards/{card_id}/bring-back")
def brought_back(app: Owned, card_id: str) -> CardShape:
    """Studies a withdrawn card again."""
    wordings.bring_back(app, card_id)
    return cards.card(app, card_id)
