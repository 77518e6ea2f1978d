"""A deck: what waits, how it stands, its cards in order or by meaning; and a new one."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from decks.cards import CardState, Deck
from decks.errors import WrongUsage
from service.calendar import planning
from service.calendar.overview import STEPS, Overview, overview
from service.collection import shelf
from service.collection.browsing import browse, seek
from service.collection.search import MAX_QUERY
from web.asked import Learner, OneDeck, Owned
from web.charts import bars
from web.render import page
from web.sittings import in_short, standings

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
        made = shelf.new_deck(app, name)
    except WrongUsage as error:
        return page(request, "deck_new.html", status=422, name=name, sentence=str(error))
    return RedirectResponse(f"/decks/{made.id}", 303)


@router.get("/decks/archived")
def archived(request: Request, app: Owned) -> Response:
    """The decks that were put away, each with a way back."""
    return page(request, "archived.html", decks=shelf.decks(app, archived=True))


@router.get("/decks/{deck_id}/settings")
def settings(request: Request, app: Owned, deck: OneDeck) -> Response:
    """A deck's name, the recall it aims at, and putting it away."""
    return _settings(request, deck, name=deck.name, retention=deck.retention)


@router.post("/decks/{deck_id}/settings")
def change(
    request: Request,
    app: Owned,
    deck: OneDeck,
    name: Annotated[str, Form(max_length=2_000)] = "",
    retention: Annotated[float | None, Form(ge=0, le=1)] = None,
) -> Response:
    """Changes them."""
    try:
        shelf.change(app, deck.name, name=name, retention=retention)
    except WrongUsage as error:
        return _settings(request, deck, name=name, retention=retention, sentence=str(error))
    return RedirectResponse(f"/decks/{deck.id}", 303)


@router.post("/decks/{deck_id}/exam")
def set_exam(
    request: Request,
    app: Owned,
    deck: OneDeck,
    exam_on: Annotated[date | None, Form()] = None,
) -> Response:
    """Sets the day of an examination, or takes it away where none is given."""
    try:
        planning.set_exam(app, deck.name, exam_on)
    except WrongUsage as error:
        return _settings(
            request, deck, name=deck.name, retention=deck.retention, sentence=str(error)
        )
    return RedirectResponse(f"/decks/{deck.id}/progress", 303)


@router.post("/decks/{deck_id}/archive")
def archive(app: Owned, deck: OneDeck) -> Response:
    """Puts the deck away."""
    shelf.archive(app, deck.name)
    return RedirectResponse("/", 303)


@router.post("/decks/{deck_id}/bring-back")
def bring_back(app: Owned, deck: OneDeck) -> Response:
    """Takes it into use again."""
    shelf.bring_back(app, deck.name)
    return RedirectResponse(f"/decks/{deck.id}", 303)


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
    if q.strip():
        found = seek(app, deck.name, q)
        return page(request, "found.html", deck=deck, found=found, query=q.strip())
    seen = overview(app, deck.name, learner)
    total = seen.cards if state is CardState.LIVE else seen.withdrawn
    browsed = browse(app, deck.name, total, sheet=sheet, state=state)
    return page(
        request,
        "deck.html",
        deck=deck,
        learner=learner,
        seen=seen,
        browsed=browsed,
        state=state,
        modes=standings(app, deck, learner),
        shown=in_short,
        recall=_recall(seen),
        workload=_workload(seen),
        zone=learner.zone,
        now=app.now(),
    )


def _settings(
    request: Request, deck: Deck, *, name: str, retention: float | None, sentence: str = ""
) -> Response:
    return page(
        request,
        "deck_settings.html",
        status=422 if sentence else 200,
        deck=deck,
        name=name,
        retention=retention,
        retentions=shelf.RETENTIONS,
        sentence=sentence,
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
