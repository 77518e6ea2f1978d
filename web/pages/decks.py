"""A deck: what waits, how it stands, its cards in order or by meaning; and a new one."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from decks.cards import CardState
from decks.errors import WrongUsage
from service import cards
from service.browsing import browse
from service.overview import STEPS, Overview
from service.search import MAX_QUERY
from web.asked import Learner, OneDeck, Owned
from web.charts import bars
from web.render import page

router = APIRouter()


@router.get("/decks/new")
def name(request: Request, app: Owned) -> Response:
    """Where a new deck is named."""
    return page(request, "deck_new.html", name="", sentence="")


@router.post("/decks/new")
def make(
    request: Request, app: Owned, name: Annotated[str, Form(max_length=2_000)] = ""
) -> Response:
    """Makes an empty deck."""
    try:
        made = cards.new_deck(app, name)
    except WrongUsage as error:
        return page(request, "deck_new.html", status=422, name=name, sentence=str(error))
    return RedirectResponse(f"/decks/{made.id}", 303)


@router.get("/decks/{deck_id}")
def deck(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    q: Annotated[str, Query(max_length=MAX_QUERY)] = "",
    sheet: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    state: CardState = CardState.LIVE,
) -> Response:
    """The deck with one sheet of its cards, or what lies nearest to `q`."""
    found = browse(app, deck.name, learner, sheet=sheet, state=state, query=q)
    seen = found.overview
    return page(
        request,
        "deck.html",
        deck=deck,
        learner=learner,
        seen=seen,
        browsed=found,
        query=q.strip(),
        state=state,
        recall=_recall(seen),
        workload=_workload(seen),
        zone=learner.zone,
        now=app.now(),
    )


def _recall(seen: Overview) -> Markup:
    """The cards met, by the recall that is expected of them now; a bar is named by its start."""
    width = 100 // STEPS
    values = [(f"{step * width}+", count) for step, count in enumerate(seen.recall)]
    return bars(values, title="Recall expected now, in percent", unit="cards")


def _workload(seen: Overview) -> Markup:
    """The reviews of the days ahead."""
    values = [
        (_day(day, number), count) for number, (day, count) in enumerate(seen.due_by_day.items())
    ]
    return bars(values, title=f"Reviews in the next {len(values)} days", unit="reviews")


def _day(day: date, ahead: int) -> str:
    return "Today" if ahead == 0 else f"{day:%a} {day.day}"
