"""Home: what is due, what waits; and for a newcomer, how to begin."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from decks.grading import ClaimState
from service.collection import shelf
from service.disputes import notices
from service.studying.sitting import sitting
from web.asked import Learner, Owned
from web.render import page

router = APIRouter()


@router.get("/")
def home(request: Request, app: Owned, learner: Learner) -> Response:
    """The decks with what is to do in each."""
    decks = shelf.decks(app)
    sittings = {deck.id: sitting(app, deck.name, learner) for deck in decks}
    away = len(shelf.decks(app, archived=True))
    told = notices.waiting(app, learner)
    with app.ledger.read() as unit:
        cards = unit.cards.many([notice.card_id for notice in told])
        claims_open = len(unit.claims.list(ClaimState.OPEN))
    return page(
        request,
        "home.html",
        decks=decks,
        sittings=sittings,
        archived=away,
        notices=told,
        notice_decks={card.id: card.deck_id for card in cards},
        claims_open=claims_open,
    )
