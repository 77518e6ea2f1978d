"""Cards as they are: listing them, writing one by hand, and the exact text of a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from decks.cards import Card, CardContent, CardState, CardVersion, KeyPoint
from decks.drafts import DraftState
from decks.errors import BadRecord
from decks.ids import fresh_id
from decks.keypoints import key_points_of
from service import indexing
from service.shapes import CardShape, DeckShape
from service.wiring import deck_for, deck_named

if TYPE_CHECKING:
    from service.wiring import App


def decks(app: App) -> list[DeckShape]:
    """Every deck, by name, with how much is in it."""
    with app.ledger.read() as unit:
        return [
            DeckShape(
                id=deck.id,
                name=deck.name,
                cards=unit.standing.cards(deck.id),
                drafts_waiting=unit.drafts.count(deck.id, DraftState.PENDING),
                retention=deck.retention,
            )
            for deck in sorted(unit.decks.list(), key=lambda deck: deck.name)
        ]


def cards(app: App, deck_name: str) -> list[CardShape]:
    """The live cards of a deck in order, as `cards --json` prints them."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        return [
            CardShape.of(card, deck.name, unit.analogies.of(card.id))
            for card in unit.cards.list(deck.id, state=CardState.LIVE)
        ]


def add(
    app: App,
    deck_name: str,
    question: str,
    core_answer: str,
    *,
    label: str = "",
    explanation: str = "",
    key_points: Sequence[str] = (),
) -> Card:
    """A card written by hand, in the deck at once: its author is the person who decides.

    Key points that are not given are drawn from the answer; the label from the question.
    """
    points = tuple(KeyPoint(text=point) for point in key_points if point.strip())
    try:
        content = CardContent(
            question=question.strip(),
            label=label.strip() or question.strip().rstrip("?.")[:60],
            core_answer=core_answer.strip(),
            explanation=explanation.strip(),
            key_points=points or key_points_of(core_answer, question),
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadRecord(first["msg"].removeprefix("Value error, ") + ".") from None
    deck = deck_for(app, deck_name)
    card_id = fresh_id("crd")
    with app.ledger.write() as unit:
        card = Card(
            id=card_id,
            deck_id=deck.id,
            position=unit.cards.next_position(deck.id),
            version=CardVersion(
                id=fresh_id("cdv"),
                card_id=card_id,
                number=1,
                content=content,
                author_id=app.owner.id,
                created_at=app.now(),
            ),
        )
        unit.cards.add(card)
        indexing.put_card(unit, card)
    return card


def source_text(app: App, any_id: str) -> str:
    """The stored text, exactly: of a version, or of a source's latest version."""
    with app.ledger.read() as unit:
        return unit.sources.find_version(any_id).text
