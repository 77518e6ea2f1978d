"""A deck looked at: some of its cards in order, or what lies nearest to a few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decks.cards import Card, CardState
from service.collection.search import search
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.shapes import FoundShape
    from service.wiring import App
    from storage.ledger import Unit

SHEET = 50
"""Cards on one sheet."""
NEAREST = 20


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """Words of the notes near to the query, and where they stand."""

    deck_id: str
    version_id: str
    start: int
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Browsed:
    """One sheet of a deck's cards."""

    cards: tuple[Card, ...]
    sheet: int
    sheets: int


def browse(
    app: App,
    deck_name: str,
    total: int,
    *,
    sheet: int = 1,
    state: CardState = CardState.LIVE,
) -> Browsed:
    """A sheet of the `total` cards in this state; one beyond the last gives the last."""
    sheets = max(1, -(-total // SHEET))
    here = min(max(1, sheet), sheets)
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        cards = unit.cards.page(deck.id, (here - 1) * SHEET, SHEET, state)
    return Browsed(tuple(cards), here, sheets)


def seek(app: App, deck_name: str | None, query: str) -> tuple[Card | FoundPassage, ...]:
    """The cards and passages of a deck, or of all, found for a few words, best first."""
    near = search(app, query, deck_name, limit=NEAREST)
    with app.ledger.read() as unit:
        cards = {card.id: card for card in unit.cards.many([each.id for each in near])}
        decks = {deck.name: deck.id for deck in unit.decks.in_use()}
        return tuple(
            cards[each.id] if each.id in cards else _passage(unit, each, decks[each.deck])
            for each in near
            if each.kind == "passage" or each.id in cards
        )


def _passage(unit: Unit, found: FoundShape, deck_id: str) -> FoundPassage:
    passage = unit.sources.passage(found.id)
    label = found.locator.label if found.locator else ""
    where = " › ".join((*passage.headings, label))
    return FoundPassage(deck_id, passage.version_id, passage.start, found.text, where)
