"""Cards whose words changed in the notes: the difference, and what a person makes of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from decks.errors import CardwrightError, NotFound
from service.notes import revision
from web.asked import OneDeck, Owned
from web.failures import status_of
from web.render import page

router = APIRouter()


@router.get("/decks/{deck_id}/changed")
def changed(request: Request, app: Owned, deck: OneDeck) -> Response:
    """The old words beside the new ones."""
    found = revision.changed(app, deck)
    return page(request, "changed.html", deck=deck, changes=found, sentence="")


@router.post("/decks/{deck_id}/changed/{card_id}")
def keep(request: Request, app: Owned, deck: OneDeck, card_id: str) -> Response:
    """The card still holds: it cites what stands there now."""
    found = revision.changed(app, deck)
    if card_id not in {each.card.id for each in found}:
        raise NotFound("The words of this card stand in the notes: somebody looked at it before.")
    try:
        revision.keep(app, card_id)
    except CardwrightError as error:
        return page(
            request,
            "changed.html",
            status=status_of(error),
            deck=deck,
            changes=found,
            sentence=str(error),
        )
    return RedirectResponse(f"/decks/{deck.id}/changed", 303)
