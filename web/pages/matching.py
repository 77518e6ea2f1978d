"""Matching: two tiles pressed one after the other; the first stands in the address, `?one=N`."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from decks.cards import Deck
from decks.errors import CardwrightError, WrongUsage
from decks.ids import fresh_id
from decks.sessions import Mode, StudySession
from service.studying import matching
from service.studying.mode_shapes import matching_shape
from service.studying.playing import left_open
from service.wiring import App
from study.matching import MOST_PAIRS, PAIRS
from web.asked import Learner, OneDeck, Owned
from web.failures import status_of
from web.render import page
from web.sittings import (
    REFUSALS,
    Replaced,
    Sent,
    beginning,
    in_short,
    of_mode,
    replaces,
    sitting_of,
    standings,
    to,
)

router = APIRouter()
Game = Annotated[StudySession, of_mode(Mode.MATCHING)]
Tile = Annotated[int | None, Query(ge=0, lt=2 * MOST_PAIRS)]


@router.get("/decks/{deck_id}/matching")
def enter(request: Request, app: Owned, deck: OneDeck, learner: Learner) -> Response:
    """The game the learner stopped in, or the way to begin."""
    sitting = left_open(app, deck, learner, Mode.MATCHING)
    if sitting is not None:
        return to(deck, sitting)
    return beginning(request, deck, Mode.MATCHING, pairs=PAIRS, most=MOST_PAIRS)


@router.post("/decks/{deck_id}/matching")
def begin(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    pairs: Annotated[int, Form(ge=2, le=MOST_PAIRS)] = PAIRS,
    instead_of: Replaced = "",
) -> Response:
    """A new game, in the place of the one named."""
    fresh = replaces(app, deck, learner, Mode.MATCHING, instead_of)
    try:
        return to(deck, matching.open_matching(app, deck.name, learner, pairs=pairs, fresh=fresh))
    except WrongUsage as error:
        return beginning(request, deck, Mode.MATCHING, error, pairs=pairs, most=MOST_PAIRS)


@router.get("/decks/{deck_id}/matching/{session_id}")
def game(
    request: Request,
    app: Owned,
    deck: OneDeck,
    sitting: Game,
    one: Tile = None,
    missed: Tile = None,
    with_: Annotated[int | None, Query(alias="with", ge=0, lt=2 * MOST_PAIRS)] = None,
    pair: bool = False,
) -> Response:
    """The tiles left. `one` is taken up; `missed` and `with` were no pair, `pair` says one was."""
    flashing = tuple(each for each in (missed, with_) if each is not None)
    return _shown(request, app, deck, sitting, one=one, missed=flashing, pair=pair)


@router.post("/decks/{deck_id}/matching/{session_id}")
def put(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    sitting: Game,
    sent: Sent,
    act: Annotated[Literal["start", "pause", "match"], Form()] = "match",
    tile: Annotated[int, Form(ge=0, lt=2 * MOST_PAIRS)] = 0,
    one: Annotated[Literal[""] | int, Form()] = "",
) -> Response:
    """Starts or stops the clock, takes a tile up or back, or puts the second to the first."""
    try:
        if act != "match":
            return to(deck, matching.run_clock(app, learner, sent, running=act == "start"))
        if one == "":
            return to(deck, sitting, f"?one={tile}")
        if one == tile:
            return to(deck, sitting)
        after = matching.match(app, learner, sent, int(one), tile)
    except REFUSALS as error:
        now = sitting_of(app, deck, learner, Mode.MATCHING, sitting.id)
        return _shown(request, app, deck, now, error=error)
    left = {each.number for each in matching_shape(after, app.now()).tiles}
    if tile in left:
        return to(deck, after, f"?missed={one}&with={tile}")
    return to(deck, after, "?pair=1")


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    sitting: StudySession,
    *,
    one: int | None = None,
    missed: tuple[int, ...] = (),
    pair: bool = False,
    error: CardwrightError | None = None,
) -> Response:
    best = standings(app, deck, app.owner).get(Mode.MATCHING) if sitting.ended_at else None
    return page(
        request,
        "modes_matching.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        game=matching_shape(sitting, app.now()),
        one=one,
        missed=missed,
        pair=pair,
        best="" if best is None else in_short(best.best.result),
        request_key=fresh_id("ans"),
        sentence="" if error is None else str(error),
    )
