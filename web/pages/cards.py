"""A card: its words and where they come from, every wording, editing, withdrawing; and a new one.

What was typed stays on the page where it could not be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from decks.cards import Card, CardContent, Deck
from decks.errors import CardwrightError, NotFound
from decks.ids import fresh_id
from service.calendar import marking
from service.collection import cards, wordings
from service.wiring import App
from web.asked import Learner, OneDeck, Owned
from web.failures import status_of
from web.render import page
from web.typed import EMPTY, LONGEST, CardFields, lines

router = APIRouter()
Act = Annotated[Literal["save", "look", "another"], Form()]
Key = Annotated[str, Form(min_length=8, max_length=80)]


@router.get("/decks/{deck_id}/cards/new")
def write(
    request: Request,
    app: Owned,
    deck: OneDeck,
    added: Annotated[str | None, Query(max_length=80)] = None,
) -> Response:
    """Where a card is written by hand; `added` is the one before it."""
    before = None if added is None else _of(app, deck, added).card
    return _writing(request, deck, EMPTY, fresh_id("crd"), added=before)


@router.post("/decks/{deck_id}/cards/new")
def add(
    request: Request,
    app: Owned,
    deck: OneDeck,
    request_key: Key,
    typed: CardFields,
    act: Act = "save",
) -> Response:
    """Keeps the card, and shows it or asks for `another`; `look` only shows how it will read."""
    if act == "look":
        return _writing(request, deck, typed, request_key, looked=True)
    try:
        made = cards.add(
            app,
            deck.name,
            typed["question"],
            typed["core_answer"],
            label=typed["label"],
            explanation=typed["explanation"],
            references=lines(typed["references"]),
            formulas=lines(typed["formulas"]),
            key_points=lines(typed["key_points"]),
            tags=lines(typed["tags"]),
            request_key=request_key,
        )
    except CardwrightError as error:
        return _writing(request, deck, typed, request_key, error=error)
    if act == "another":
        return RedirectResponse(f"/decks/{deck.id}/cards/new?added={made.id}", 303)
    return RedirectResponse(f"/decks/{deck.id}/cards/{made.id}?added=1", 303)


@router.get("/decks/{deck_id}/cards/{card_id}")
def card(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    card_id: str,
    added: bool = False,
) -> Response:
    """The card with everything that is known of it; `added` says that it is new."""
    return _shown(request, app, deck, card_id, zone=learner.zone, added=added)


@router.post("/decks/{deck_id}/cards/{card_id}")
def edit(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    card_id: str,
    seen: Annotated[str, Form(max_length=200)],
    typed: CardFields,
    act: Act = "save",
) -> Response:
    """Keeps what was changed as a new version; `look` only shows how it will read."""
    found = _of(app, deck, card_id)
    if act == "look":
        return _shown(request, app, deck, card_id, zone=learner.zone, typed=typed)
    try:
        changes = _changes(found.card.version.content, typed)
        wordings.edit(app, card_id, changes, seen=seen)
    except CardwrightError as error:
        return _shown(request, app, deck, card_id, zone=learner.zone, typed=typed, error=error)
    return _to(deck, card_id)


@router.post("/decks/{deck_id}/cards/{card_id}/withdraw")
def withdraw(app: Owned, deck: OneDeck, card_id: str) -> Response:
    """Takes the card out of study."""
    _of(app, deck, card_id)
    wordings.withdraw(app, card_id)
    return _to(deck, card_id)


@router.post("/decks/{deck_id}/cards/{card_id}/bring-back")
def bring_back(app: Owned, deck: OneDeck, card_id: str) -> Response:
    """Studies the card again."""
    _of(app, deck, card_id)
    wordings.bring_back(app, card_id)
    return _to(deck, card_id)


@router.post("/decks/{deck_id}/cards/{card_id}/suspend")
def suspend(
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    card_id: str,
    suspended: Annotated[bool, Form()] = True,
) -> Response:
    """Keeps the card out of the learner's queue and modes, or asks it again."""
    _of(app, deck, card_id)
    marking.suspend(app, learner, card_id, suspended=suspended)
    return _to(deck, card_id)


def _suspended(app: App, card_id: str) -> bool:
    with app.ledger.read() as unit:
        return unit.marks.get(app.owner.id, card_id).suspended


def _to(deck: Deck, card_id: str) -> Response:
    return RedirectResponse(f"/decks/{deck.id}/cards/{card_id}", 303)


def _of(app: App, deck: Deck, card_id: str) -> wordings.History:
    """The card, which must be of this deck."""
    found = wordings.history(app, card_id)
    if found.deck.id != deck.id:
        raise NotFound("There is no such card in this deck.")
    return found


def _fields(content: CardContent) -> dict[str, str]:
    """The parts of a card as they are typed: lists one a line."""
    return {
        "question": content.question,
        "core_answer": content.core_answer,
        "references": "\n".join(content.references),
        "label": content.label,
        "explanation": content.explanation,
        "formulas": "\n".join(content.formulas),
        "key_points": "\n".join(point.text for point in content.key_points),
        "tags": "\n".join(content.tags),
    }


def _changes(content: CardContent, typed: Mapping[str, str]) -> dict[str, Any]:
    """What differs from the card; a key point that stays keeps its weight and variants."""
    before = _fields(content)
    changed = {name: text.strip() for name, text in typed.items() if text.strip() != before[name]}
    parsed: dict[str, Any] = {
        name: lines(text) if name in ("formulas", "references", "tags") else text
        for name, text in changed.items()
        if name != "key_points"
    }
    points = lines(changed.get("key_points", ""))
    if points:
        known = {point.text: point.model_dump() for point in content.key_points}
        parsed["key_points"] = [known.get(text, {"text": text}) for text in points]
    return parsed


def _writing(
    request: Request,
    deck: Deck,
    typed: Mapping[str, str],
    request_key: str,
    *,
    added: Card | None = None,
    looked: bool = False,
    error: CardwrightError | None = None,
) -> Response:
    return page(
        request,
        "card_new.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        typed=typed,
        request_key=request_key,
        added=added,
        looked=looked,
        longest=LONGEST,
        sentence="" if error is None else str(error),
    )


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    card_id: str,
    *,
    zone: str,
    added: bool = False,
    typed: Mapping[str, str] | None = None,
    error: CardwrightError | None = None,
) -> Response:
    found = _of(app, deck, card_id)
    return page(
        request,
        "card.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        card=found.card,
        content=found.card.version.content,
        history=found,
        suspended=_suspended(app, card_id),
        added=added,
        typed=_fields(found.card.version.content) if typed is None else typed,
        editing=typed is not None,
        longest=LONGEST,
        zone=zone,
        sentence="" if error is None else str(error),
    )
