"""What endpoints ask for by name: the site, the app for whoever came in, the deck of the path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from decks.cards import Deck
from decks.people import Person
from service.wiring import App
from web.background import Background
from web.entry import COOKIE, Entry


@dataclass(frozen=True)
class Site:
    """What every endpoint works with."""

    app: App
    entry: Entry
    background: Background


class NotSignedIn(Exception):
    """Nobody came in yet: pages show the way, the API answers 401."""


def site_of(request: Request) -> Site:
    """The site that serves this request."""
    found: Site = request.app.state.site
    return found


def owner_of(request: Request) -> App:
    """The app, for whoever is signed in; raises `NotSignedIn`."""
    site = site_of(request)
    given = request.headers.get("authorization")
    if given is not None:
        scheme, _, token = given.partition(" ")
        if scheme.lower() == "bearer" and site.entry.knows_token(token.strip()):
            return site.app
        raise NotSignedIn
    cookie = request.cookies.get(COOKIE)
    if cookie is None or not site.entry.holds(cookie, site.app.now()):
        raise NotSignedIn
    return site.app


def learner_of(app: Annotated[App, Depends(owner_of)]) -> Person:
    """Who studies: on this site the owner of the data folder."""
    return app.owner


def _deck(deck_id: str, app: Annotated[App, Depends(owner_of)]) -> Deck:
    with app.ledger.read() as unit:
        return unit.decks.get(deck_id)


Owned = Annotated[App, Depends(owner_of)]
"""The app, for whoever is signed in."""
OneDeck = Annotated[Deck, Depends(_deck)]
"""The deck that the path names; 404 where there is none."""
Learner = Annotated[Person, Depends(learner_of)]
"""Who studies."""
