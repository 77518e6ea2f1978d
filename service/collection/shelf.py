"""Decks on the shelf: which there are, a new one, another name, and putting one away.

An archived deck is not listed, not due, not searched and not drafted for; nothing of it is lost,
and it can be brought back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from decks.cards import Deck
from decks.drafts import DraftState
from decks.errors import WrongUsage
from decks.ids import fresh_id
from service.shapes import DeckShape
from service.wiring import COURSE_ID, checked_name, deck_named

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

RETENTIONS = (0.7, 0.99)
"""The least and the most recall that a schedule may aim at."""


def decks(app: App, *, archived: bool = False) -> list[DeckShape]:
    """Every deck in use, or every archived one, by name, with how much is in it."""
    with app.ledger.read() as unit:
        every = sorted(unit.decks.list(), key=lambda deck: deck.name)
        wanted = (deck for deck in every if (deck.archived_at is not None) == archived)
        return [_shape(unit, deck) for deck in wanted]


def deck(app: App, deck_id: str) -> DeckShape:
    """One deck, with how much is in it."""
    with app.ledger.read() as unit:
        return _shape(unit, unit.decks.get(deck_id))


def new_deck(app: App, name: str, *, retention: float | None = None) -> DeckShape:
    """An empty deck; `WrongUsage` where the name is taken or is none."""
    made = Deck(
        id=fresh_id("dck"),
        course_id=COURSE_ID,
        name=_tidy(name),
        retention=app.settings.retention if retention is None else _aim(retention),
        created_at=app.now(),
    )
    with app.ledger.write() as unit:
        _free(unit, made.name)
        unit.decks.add(made)
        return _shape(unit, made)


def change(
    app: App, deck_name: str, *, name: str | None = None, retention: float | None = None
) -> DeckShape:
    """Another name, or another recall to aim at from the next answer on; None leaves it."""
    found = deck_named(app, deck_name)
    with app.ledger.write() as unit:
        deck = unit.decks.get(found.id)
        if name is not None and _tidy(name) != deck.name:
            _free(unit, _tidy(name))
            deck = deck.model_copy(update={"name": _tidy(name)})
        if retention is not None:
            deck = deck.model_copy(update={"retention": _aim(retention)})
        unit.decks.save(deck)
        return _shape(unit, deck)


def archive(app: App, deck_name: str) -> DeckShape:
    """Puts a deck away; one that is away stays as it is."""
    return _move(app, deck_name, away=True)


def bring_back(app: App, deck_name: str) -> DeckShape:
    """Takes a deck into use again."""
    return _move(app, deck_name, away=False)


def _move(app: App, deck_name: str, *, away: bool) -> DeckShape:
    found = deck_named(app, deck_name)
    with app.ledger.write() as unit:
        deck = unit.decks.get(found.id)
        if (deck.archived_at is not None) != away:
            deck = deck.model_copy(update={"archived_at": app.now() if away else None})
            unit.decks.save(deck)
        return _shape(unit, deck)


def _tidy(name: str) -> str:
    return checked_name(" ".join(name.split()))


def _free(unit: Unit, name: str) -> None:
    other = unit.decks.by_name(name)
    if other is not None:
        where = "an archived deck" if other.archived_at else "a deck"
        raise WrongUsage(f"There is {where} of this name already: choose another.")


def _aim(retention: float) -> float:
    least, most = RETENTIONS
    if not least <= retention <= most:
        raise WrongUsage(f"The recall to aim at lies between {least} and {most}.")
    return retention


def _shape(unit: Unit, deck: Deck) -> DeckShape:
    return DeckShape(
        id=deck.id,
        name=deck.name,
        cards=unit.standing.cards(deck.id),
        drafts_waiting=unit.drafts.count(deck.id, DraftState.PENDING),
        retention=deck.retention,
        archived=deck.archived_at is not None,
    )
