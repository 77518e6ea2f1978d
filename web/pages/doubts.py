"""Cards that the answers of a class speak against, with the evidence, and the way back."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.trust import doubts
from study.doubtful import FEWEST
from web.asked import OneDeck, Owned
from web.render import page

router = APIRouter()


@router.get("/decks/{deck_id}/doubts")
def listed(request: Request, app: Owned, deck: OneDeck) -> Response:
    """The doubtful cards, those in study first."""
    found = doubts.doubts(app, deck.name)
    return page(
        request,
        "doubts.html",
        deck=deck,
        studied=[each for each in found if each.state == "live"],
        sent_back=[each for each in found if each.state != "live"],
        fewest=FEWEST,
    )


@router.post("/decks/{deck_id}/doubts/{card_id}")
def send_back(app: Owned, deck: OneDeck, card_id: str) -> Response:
    """Takes the card out of study until somebody has looked at it."""
    doubts.send_back(app, deck.name, card_id)
    return RedirectResponse(f"/decks/{deck.id}/doubts", 303)
