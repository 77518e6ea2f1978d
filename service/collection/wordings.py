"""A card changes: a new wording is a new version, and a card goes out of study and back.

Reviews and answers point to the version they were about, so nothing of what was said is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from decks import lifecycle
from decks.analogies import Analogy
from decks.cards import Card, CardContent, CardState, CardVersion, Deck, DraftContent
from decks.drafts import DraftState
from decks.errors import BadRecord, Stale, WrongTransition, WrongUsage
from decks.ids import fresh_id
from service.collection import indexing
from service.collection.contents import EDITABLE, edited

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a card, and the name of who wrote it."""

    version: CardVersion
    author: str


@dataclass(frozen=True, slots=True)
class History:
    """A card with every wording, the newest first, and its analogies in every state."""

    card: Card
    deck: Deck
    wordings: tuple[Wording, ...]
    analogies: tuple[Analogy, ...]
    waits: bool
    """Whether its draft was taken back to be reviewed again."""


def history(app: App, card_id: str) -> History:
    """Everything that is known of a card."""
    with app.ledger.read() as unit:
        card = unit.cards.get(card_id)
        names = {person.id: person.name for person in unit.people.list()}
        wordings = tuple(
            Wording(version, names.get(version.author_id, version.author_id))
            for version in reversed(unit.cards.versions(card_id))
        )
        return History(
            card,
            unit.decks.get(card.deck_id),
            wordings,
            tuple(unit.analogies.of(card_id)),
            _waits(unit, card),
        )


def edit(app: App, card_id: str, changes: Mapping[str, Any], *, seen: str | None = None) -> Card:
    """The card with these parts changed, as a new version; without a change the card as it is.

    A new core answer without new key points has them drawn from it. Citations stay with the card.
    Raises `BadRecord` for a value that does not fit, `WrongUsage` for a part that cannot be
    edited, and `Stale` where `seen` names a version that is no longer the newest.
    """
    unknown = sorted(set(changes) - set(EDITABLE))
    if unknown:
        raise WrongUsage(f"Only these can be edited: {', '.join(EDITABLE)}.")
    with app.ledger.write() as unit:
        card = unit.cards.get(card_id)
        if seen is not None and seen != card.version.id:
            raise Stale("This card was edited meanwhile: look at it again, then repeat.")
        content = completed(edited(card.version.content, changes))
        if content == card.version.content:
            return card
        unit.cards.add_version(
            card.version.model_copy(
                update={
                    "id": fresh_id("cdv"),
                    "number": card.version.number + 1,
                    "content": content,
                    "author_id": app.owner.id,
                    "created_at": app.now(),
                }
            )
        )
        after = unit.cards.get(card_id)
        if after.state is CardState.LIVE:
            indexing.put_card(unit, after)
    return after


def completed(content: DraftContent) -> CardContent:
    """The words as a card's; `BadRecord` names what is missing."""
    try:
        return lifecycle.complete(content)
    except ValidationError:
        missing = ", ".join(content.missing) or "core answer"
        raise BadRecord(f"A card needs: {missing}.") from None


def withdraw(app: App, card_id: str) -> Card:
    """Takes a card out of study; what was answered and learned stays. Again changes nothing."""
    with app.ledger.write() as unit:
        unit.cards.set_state(card_id, CardState.WITHDRAWN)
        unit.index.drop([card_id])
        return unit.cards.get(card_id)


def bring_back(app: App, card_id: str) -> Card:
    """Studies a withdrawn card again.

    `WrongTransition` where its draft was taken back: then the review decides.
    """
    with app.ledger.write() as unit:
        if _waits(unit, unit.cards.get(card_id)):
            raise WrongTransition("Its draft was taken back: accept the draft in the review.")
        unit.cards.set_state(card_id, CardState.LIVE)
        card = unit.cards.get(card_id)
        indexing.put_card(unit, card)
    return card


def _waits(unit: Unit, card: Card) -> bool:
    if card.draft_id is None:
        return False
    return unit.drafts.get(card.draft_id).state is not DraftState.ACCEPTED
