"""Home: what is due, what waits; and for a newcomer, how to begin."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import shelf
from service.sitting import sitting
from web.asked import Learner, Owned
from web.render import page

router = APIRouter()


@router.get("/")
def home(request: Request, app: Owned, learner: Learner) -> Response:
    """The decks with what is to do in each."""
    decks = shelf.decks(app)
    sittings = {deck.id: sitting(app, deck.name, learner) for deck in decks}
    away = len(shelf.decks(app, archived=True))
    return page(request, "home.html", decks=decks, sittings=sittings, archived=away)
