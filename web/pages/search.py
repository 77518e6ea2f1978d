"""Search over all decks at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.collection import shelf
from service.collection.browsing import seek
from service.collection.search import MAX_QUERY
from web.asked import Owned
from web.render import page

router = APIRouter()


@router.get("/search")
def found(
    request: Request, app: Owned, q: Annotated[str, Query(max_length=MAX_QUERY)] = ""
) -> Response:
    """The cards and passages of every deck in use that are found for these words."""
    return page(
        request,
        "found.html",
        deck=None,
        found=seek(app, None, q) if q.strip() else (),
        names={deck.id: deck.name for deck in shelf.decks(app)},
        query=q.strip(),
    )
