"""JSON under `/api/v1`, over the same verbs as the pages and the command line.

The person of this site is both sides: `cards`, `drafts`, `search`, `sources` and exports show the
key. What asks a question (`due`, `question`) shows nothing of it.
"""

from __future__ import annotations

from typing import Any

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi.security import APIKeyCookie, HTTPBearer

from service.shapes import ErrorShape
from web.api import (
    analogies,
    cards,
    decks,
    drafts,
    exchange,
    modes,
    operate,
    reports,
    rulings,
    sources,
    study,
)
from web.entry import COOKIE

PREFIX = "/api/v1"
PARTS = (
    decks,
    cards,
    drafts,
    analogies,
    sources,
    study,
    modes,
    rulings,
    reports,
    exchange,
    operate,
)
REPLIES: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorShape, "description": "The request could not be read."},
    401: {"model": ErrorShape, "description": "Nobody is signed in."},
    403: {"model": ErrorShape, "description": "Understood, and not done."},
    404: {"model": ErrorShape, "description": "There is no such thing."},
    409: {"model": ErrorShape, "description": "Its state does not allow it, or it has changed."},
    413: {"model": ErrorShape, "description": "Over a stated limit of size."},
    422: {"model": ErrorShape, "description": "Something in the request does not fit."},
    503: {"model": ErrorShape, "description": "Held by another: try again later."},
}


def register(site: FastAPI) -> None:
    """Adds every route; the schemes only tell the OpenAPI document how programs sign in."""
    bearer = HTTPBearer(auto_error=False, description="`cardwright config --token` prints it.")
    cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="Of a signed-in browser.")
    for part in PARTS:
        site.include_router(
            part.router,
            prefix=PREFIX,
            tags=[part.__name__.rpartition(".")[2]],
            dependencies=[Depends(bearer), Depends(cookie)],
            responses=REPLIES,
            generate_unique_id_function=_named,
        )


def _named(route: APIRoute) -> str:
    return f"{route.tags[0]!s}_{route.name}"
