"""The drafts of a deck as a list: waiting or decided, filtered, and many decided about at once."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from decks.cards import Deck
from decks.drafts import DraftState
from service.notes import briefs
from service.reviewing import bulk, critic, queue, turns
from service.reviewing.queue import Order
from service.wiring import App
from web.asked import OneDeck, Owned
from web.render import page
from web.typed import Typed

router = APIRouter()
A_LIST = 200
"""Drafts on one page of the list."""
Where = Literal["", "clean", "flagged", "blocked"]


@router.get("/decks/{deck_id}/drafts")
def listed(
    request: Request,
    app: Owned,
    deck: OneDeck,
    order: Order = "lecture",
    state: DraftState = DraftState.PENDING,
    where: Where = "",
    sheet: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """The whole queue, some of it by a filter, or what was decided."""
    return _shown(request, app, deck, order, state, where, sheet)


@router.post("/decks/{deck_id}/drafts/more")
def more(app: Owned, deck: OneDeck) -> Response:
    """Calls up the best of the drafts that are held back."""
    came = briefs.call_up(app, deck)
    return RedirectResponse(f"/decks/{deck.id}/drafts" + ("" if came else "?state=held"), 303)


@router.post("/decks/{deck_id}/drafts")
def decide(
    request: Request,
    app: Owned,
    deck: OneDeck,
    choice: Annotated[Literal["accept", "reject"], Form()],
    chosen: Annotated[list[str] | None, Form()] = None,
    reason: Typed = "",
    order: Annotated[Order, Form()] = "lecture",
    where: Annotated[Where, Form()] = "",
) -> Response:
    """Accepts or rejects those that were ticked; tells which could not be."""
    ids = [turns.held(app, deck, each).id for each in (chosen or [])[:A_LIST]]
    outcome = bulk.decide(app, ids, choice, reason)
    if outcome.failed:
        return _shown(
            request, app, deck, order, DraftState.PENDING, where, 1, outcome=outcome, status=422
        )
    return RedirectResponse(f"/decks/{deck.id}/drafts?order={order}&where={where}", 303)


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    order: Order,
    state: DraftState,
    where: Where,
    sheet: int,
    *,
    outcome: bulk.Outcome | None = None,
    status: int = 200,
) -> Response:
    found = queue.listed(app, deck, order, state)
    if where and state is DraftState.PENDING:
        wanted = {draft.id for draft in bulk.chosen(app, deck, [where])}
        found = [draft for draft in found if draft.id in wanted]
    first = (sheet - 1) * A_LIST
    with app.ledger.read() as unit:
        held = briefs.count_held(unit, deck)
    shown = found[first : first + A_LIST]
    open_ones = state in (DraftState.PENDING, DraftState.HELD)
    return page(
        request,
        "drafts.html",
        status=status,
        deck=deck,
        order=order,
        state=state,
        where=where,
        drafts=shown,
        held=held,
        opinions=critic.opinions(app, deck, shown) if open_ones else {},
        record=critic.record(app, deck) if state is DraftState.PENDING else None,
        total=len(found),
        sheet=sheet,
        sheets=max(1, -(-len(found) // A_LIST)),
        outcome=outcome,
    )
