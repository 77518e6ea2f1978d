"""What the pages of the modes share: the event that a form names, and whose sitting it is.

A sitting has a page of its own, `/decks/DECK/MODE/SESSION`; what is done there is a POST that names
the turn and a key, and leads back to it. A form that replaces a sitting names the one it replaces,
so that sent twice it begins one.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from decks.cards import Deck
from decks.errors import CardwrightError, NotFound, Stale, WrongUsage
from decks.people import Person
from decks.sessions import Mode, SessionResult, StudySession
from service.studying.playing import Event, found, left_open
from service.wiring import App
from study.table import Standing, modes, shown
from web.asked import Learner, OneDeck, Owned
from web.failures import status_of
from web.render import page

PLACES = {
    Mode.FLASHCARDS: "flashcards",
    Mode.LEARN: "learn",
    Mode.TEST: "test",
    Mode.MATCHING: "matching",
}
"""The part of the address that stands for each mode."""
SURE = {0.3: "a guess", 0.6: "fairly sure", 0.9: "certain"}
"""What a student may say of an answer before the verdict, and what it is kept as."""
REFUSALS = (Stale, WrongUsage)
"""What a page shows as one sentence over the present state."""


def _event(
    session_id: str,
    turn: Annotated[int, Form(ge=0, le=1_000_000)],
    request_key: Annotated[str, Form(min_length=8, max_length=80)],
) -> Event:
    return Event(session_id, turn, request_key)


Sent = Annotated[Event, Depends(_event)]
"""The event of a form: the sitting of the path, its turn, and the form's own key."""
Replaced = Annotated[str, Form(max_length=80)]
"""The sitting that a form begins a new one in the place of; "" where none was open."""


def of_mode(mode: Mode) -> object:
    """Asks for the sitting of the path: the learner's, of this deck and mode; else 404."""

    def sitting(app: Owned, deck: OneDeck, learner: Learner, session_id: str) -> StudySession:
        return sitting_of(app, deck, learner, mode, session_id)

    return Depends(sitting)


def sitting_of(
    app: App, deck: Deck, learner: Person, mode: Mode | None, session_id: str
) -> StudySession:
    """A sitting as it stands, of a mode or any (None).

    Raises `NotFound` for one of another deck, mode or person.
    """
    sitting = found(app, learner, session_id)
    if sitting.deck_id != deck.id or mode not in (None, sitting.mode):
        raise NotFound("There is no such study session here.")
    return sitting


def replaces(app: App, deck: Deck, learner: Person, mode: Mode, instead_of: str) -> bool:
    """Whether the sitting to be replaced is still the one that is open."""
    sitting = left_open(app, deck, learner, mode)
    return sitting is not None and sitting.id == instead_of


def place(deck_id: str, sitting: StudySession) -> str:
    """The address of a sitting's page."""
    return f"/decks/{deck_id}/{PLACES[sitting.mode]}/{sitting.id}"


def to(deck: Deck, sitting: StudySession, query: str = "") -> Response:
    """Leads to a sitting's page."""
    return RedirectResponse(f"{place(deck.id, sitting)}{query}", 303)


def beginning(
    request: Request,
    deck: Deck,
    mode: Mode,
    error: CardwrightError | None = None,
    **values: Any,
) -> Response:
    """Where a sitting of a mode is begun; with what stood in the way."""
    return page(
        request,
        f"modes_begin_{PLACES[mode]}.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        sentence="" if error is None else str(error),
        **values,
    )


def standings(app: App, deck: Deck, learner: Person) -> dict[Mode, Standing]:
    """The learner's last and best result in each mode that has one."""
    with app.ledger.read() as unit:
        return modes(unit.sessions.results(deck.id, learner.id))


def in_short(result: SessionResult) -> str:
    """A result in a few characters, its credit to two decimals."""
    return shown(result.model_copy(update={"credit": round(result.credit, 2)}))
