"""Flashcards: a pile to leaf through; the other side comes with the flip, not before."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from decks.cards import Deck
from decks.errors import CardwrightError, WrongUsage
from decks.ids import fresh_id
from decks.sessions import Mode, StudySession
from service.studying import leafing
from service.studying.leafing import Leaf
from service.studying.mode_shapes import flashcards_shape
from service.studying.playing import left_open, state_of
from service.wiring import App
from study.flashcards import FlashcardsSession
from web.asked import Learner, OneDeck, Owned
from web.failures import status_of
from web.render import page
from web.sittings import REFUSALS, Replaced, Sent, beginning, of_mode, replaces, sitting_of, to

router = APIRouter()
Pile = Annotated[StudySession, of_mode(Mode.FLASHCARDS)]


@router.get("/decks/{deck_id}/flashcards")
def enter(request: Request, app: Owned, deck: OneDeck, learner: Learner) -> Response:
    """The pile the learner stopped in, or the way to begin."""
    sitting = left_open(app, deck, learner, Mode.FLASHCARDS)
    if sitting is not None:
        return to(deck, sitting)
    return beginning(request, deck, Mode.FLASHCARDS)


@router.post("/decks/{deck_id}/flashcards")
def begin(
    request: Request, app: Owned, deck: OneDeck, learner: Learner, instead_of: Replaced = ""
) -> Response:
    """A new pile, in the place of the one named."""
    fresh = replaces(app, deck, learner, Mode.FLASHCARDS, instead_of)
    try:
        return to(deck, leafing.open_flashcards(app, deck.name, learner, fresh=fresh))
    except WrongUsage as error:
        return beginning(request, deck, Mode.FLASHCARDS, error)


@router.get("/decks/{deck_id}/flashcards/{session_id}")
def pile(request: Request, app: Owned, deck: OneDeck, sitting: Pile) -> Response:
    """The card on top."""
    return _shown(request, app, deck, sitting)


@router.post("/decks/{deck_id}/flashcards/{session_id}")
def leaf(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    sitting: Pile,
    sent: Sent,
    act: Annotated[Leaf, Form()],
) -> Response:
    """One thing done with the pile."""
    try:
        return to(deck, leafing.leaf(app, learner, sent, act))
    except REFUSALS as error:
        now = sitting_of(app, deck, learner, Mode.FLASHCARDS, sitting.id)
        return _shown(request, app, deck, now, error)


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    sitting: StudySession,
    error: CardwrightError | None = None,
) -> Response:
    state = state_of(sitting, FlashcardsSession)
    return page(
        request,
        "modes_flashcards.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        pile=flashcards_shape(app, sitting),
        first=state.first.value,
        shuffled=state.order != state.pile,
        request_key=fresh_id("ans"),
        sentence="" if error is None else str(error),
    )
