"""Progress: the table of all learners, the examination ahead, hard cards, and every sitting."""

from __future__ import annotations

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from service.calendar import planning, standings
from service.calendar.planning import PlanShape
from study.table import COLUMNS
from web.asked import Learner, OneDeck, Owned
from web.attachment import attachment
from web.charts import bars
from web.render import page
from web.sittings import in_short

router = APIRouter()
NEWEST = 50
"""Sittings that are listed."""


@router.get("/decks/{deck_id}/progress")
def progress(request: Request, app: Owned, deck: OneDeck, learner: Learner) -> Response:
    """How everybody stands with a deck, and what lies ahead of the learner."""
    plan = planning.plan(app, deck.name, learner)
    sittings = standings.sessions_of(app, deck.name, learner)
    return page(
        request,
        "progress.html",
        deck=deck,
        rows=standings.table(app, deck.name),
        columns=COLUMNS,
        shown=in_short,
        plan=plan,
        ahead=_ahead(plan),
        mastery=standings.mastery_of(app, deck.name, learner),
        sittings=sittings[:NEWEST],
        older=max(0, len(sittings) - NEWEST),
        zone=learner.zone,
    )


@router.get("/decks/{deck_id}/table.csv")
def table(app: Owned, deck: OneDeck) -> Response:
    """The table as a file; a byte-order mark tells spreadsheets the encoding."""
    data = standings.table_csv(app, deck.name).encode("utf-8-sig")
    return attachment(data, f"{deck.name} results", "csv")


def _ahead(plan: PlanShape) -> Markup | None:
    """The cards expected to be asked on each day ahead; None where there are none."""
    values = [
        (f"{each.day.day} {each.day:%b}", each.due + each.returns + each.new + each.last_pass)
        for each in plan.days
    ]
    if not any(count for _, count in values):
        return None
    return bars(values, title=f"Expected in the next {len(values)} days", unit="cards")
