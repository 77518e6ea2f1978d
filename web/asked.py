"""What endpoints ask for by name: the app, the deck of the path, who studies."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from decks.cards import Deck
from decks.people import Person
from service.wiring import App
from web.site import learner_of, owner_of


def _deck(deck_id: str, app: Annotated[App, Depends(owner_of)]) -> Deck:
    with app.ledger.read() as unit:
        return unit.decks.get(deck_id)


Owned = Annotated[App, Depends(owner_of)]
"""The app, for whoever is signed in."""
OneDeck = Annotated[Deck, Depends(_deck)]
"""The deck that the path names; 404 where there is none."""
Learner = Annotated[Person, Depends(learner_of)]
"""Who studies."""
