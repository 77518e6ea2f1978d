"""Analogies: their own review, apart from the cards."""

from __future__ import annotations

from fastapi import APIRouter

from service.reviewing import analogies, likening
from service.shapes import AnalogyShape
from web.api.bodies import AnalogyChanges, Reason, Suggest
from web.asked import OneDeck, Owned

router = APIRouter()
UNSAID = Reason()


@router.get("/decks/{deck_id}/analogies")
def listed(app: Owned, deck: OneDeck) -> list[AnalogyShape]:
    """The analogies of a deck's cards and waiting drafts."""
    return analogies.listed(app, deck.name)


@router.post("/decks/{deck_id}/analogies")
def suggested(app: Owned, deck: OneDeck, body: Suggest) -> list[AnalogyShape]:
    """Suggests one for a card or draft, or for all of the deck that have none; nothing is returned
    where no familiar scene fits soundly. Asked again for a card, it gives another.
    """
    if not body.subject:
        made = likening.suggest_for_deck(app, deck.name, body.most)
    else:
        found = likening.suggest(app, body.subject, deck)
        made = [] if found is None else [found]
    return [AnalogyShape.of(each) for each in made]


@router.patch("/analogies/{analogy_id}")
def edited(app: Owned, analogy_id: str, body: AnalogyChanges) -> AnalogyShape:
    """Changes the words; the analogy then waits again, as a new version."""
    return AnalogyShape.of(analogies.edit(app, analogy_id, body.given))


@router.post("/analogies/{analogy_id}/accept")
def accepted(app: Owned, analogy_id: str, body: Reason = UNSAID) -> AnalogyShape:
    """Shows it after attempts from now on; a blocking finding is overruled by a reason in words."""
    return AnalogyShape.of(analogies.accept(app, analogy_id, body.reason))


@router.post("/analogies/{analogy_id}/reject")
def rejected(app: Owned, analogy_id: str, body: Reason = UNSAID) -> AnalogyShape:
    """Drops it, with the reason."""
    return AnalogyShape.of(analogies.reject(app, analogy_id, body.reason))
