"""Cards as they are: listing them, writing one by hand, and the exact text of a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from decks.cards import (
    MAX_KEY_POINTS,
    Card,
    CardContent,
    CardState,
    CardVersion,
    Deck,
    DraftContent,
    KeyPoint,
)
from decks.errors import BadRecord, WrongUsage
from decks.ids import content_id, fresh_id
from decks.keypoints import key_points_of
from service.collection import indexing
from service.collection.wordings import completed
from service.shapes import CardShape
from service.wiring import deck_for, deck_named

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

T = TypeVar("T")


def cards(app: App, deck_name: str) -> list[CardShape]:
    """The live cards of a deck in order, as `cards --json` prints them."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        return [_shape(unit, card, deck) for card in unit.cards.list(deck.id)]


def some(
    app: App,
    deck_name: str,
    offset: int,
    limit: int,
    state: CardState | None = CardState.LIVE,
) -> list[CardShape]:
    """Some cards of a deck in order, from the one at `offset`; state None: withdrawn ones too."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        found = unit.cards.page(deck.id, offset, limit, state)
        return [_shape(unit, card, deck) for card in found]


def card(app: App, card_id: str) -> CardShape:
    """One card."""
    with app.ledger.read() as unit:
        found = unit.cards.get(card_id)
        return _shape(unit, found, unit.decks.get(found.deck_id))


def _shape(unit: Unit, card: Card, deck: Deck) -> CardShape:
    return CardShape.of(card, deck.name, unit.analogies.of(card.id))


def add(
    app: App,
    deck_name: str,
    question: str,
    core_answer: str,
    *,
    label: str = "",
    explanation: str = "",
    references: Sequence[str] = (),
    formulas: Sequence[str] = (),
    key_points: Sequence[str | KeyPoint] = (),
    tags: Sequence[str] = (),
    request_key: str | None = None,
) -> Card:
    """A card written by hand, in the deck at once: its author is the person who decides.

    Key points that are not given are drawn from the answer; the label from the question. The same
    `request_key` sent twice has the effect of once; with other words it is `WrongUsage`.
    """
    content = written(
        question,
        core_answer,
        label=label,
        explanation=explanation,
        references=references,
        formulas=formulas,
        key_points=key_points,
        tags=tags,
    )
    deck = deck_for(app, deck_name)
    card_id = content_id("crd", deck.id, request_key) if request_key else fresh_id("crd")
    version = CardVersion(
        id=fresh_id("cdv"),
        card_id=card_id,
        number=1,
        content=content,
        author_id=app.owner.id,
        created_at=app.now(),
    )
    return _kept(app, deck, version)


def _kept(app: App, deck: Deck, first: CardVersion) -> Card:
    """The card of this first version, made now unless the same request made it before."""
    with app.ledger.write() as unit:
        earlier = unit.cards.many([first.card_id])
        if earlier:
            if unit.cards.versions(first.card_id)[0].content != first.content:
                raise WrongUsage("This request was already sent with other words.")
            return earlier[0]
        position = unit.cards.next_position(deck.id)
        made = Card(id=first.card_id, deck_id=deck.id, position=position, version=first)
        unit.cards.add(made)
        indexing.put_card(unit, made)
    return made


def written(
    question: str,
    core_answer: str,
    *,
    label: str = "",
    explanation: str = "",
    references: Sequence[str] = (),
    formulas: Sequence[str] = (),
    key_points: Sequence[str | KeyPoint] = (),
    tags: Sequence[str] = (),
) -> CardContent:
    """The words of a card that a person wrote; `BadRecord` names what is missing or too much."""
    asked = question.strip()
    given = [KeyPoint(text=one) if isinstance(one, str) else one for one in _lines(key_points)]
    if not asked:
        raise BadRecord("A card needs: question.")
    if len(given) > MAX_KEY_POINTS:
        raise BadRecord(f"A card has at most {MAX_KEY_POINTS} key points.")
    return completed(
        DraftContent(
            question=asked,
            label=label.strip() or asked.rstrip("?.")[:60] or asked[:60],
            core_answer=core_answer.strip() or None,
            explanation=explanation.strip(),
            references=tuple(_lines(references)),
            formulas=tuple(_lines(formulas)),
            key_points=tuple(given) or key_points_of(core_answer, question)[:MAX_KEY_POINTS],
            tags=tuple(_lines(tags)),
        )
    )


def _lines(given: Sequence[T]) -> list[T]:
    """What was given without the blank ones."""
    return [one for one in given if not isinstance(one, str) or one.strip()]


def source_text(app: App, any_id: str) -> str:
    """The stored text, exactly: of a version, or of a source's latest version."""
    with app.ledger.read() as unit:
        return unit.sources.find_version(any_id).text
