"""The grader's report card of a deck, labels given blind, and how strictly it judges."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from decks.cards import Deck
from decks.errors import CardwrightError
from decks.rulings import Mark, Stratum
from service.disputes import standards
from service.disputes.regrade import regrade
from service.disputes.standards import Proposal
from service.trust import labels
from service.trust.report_card import ReportCard, report_card
from service.wiring import App
from web.asked import OneDeck, Owned
from web.failures import status_of
from web.interval_charts import Row, curves, intervals
from web.render import page
from web.typed import Words

router = APIRouter()


@router.get("/decks/{deck_id}/report-card")
def card(request: Request, app: Owned, deck: OneDeck) -> Response:
    """The report card."""
    return _shown(request, app, deck)


def _shown(
    request: Request,
    app: App,
    deck: Deck,
    proposal: Proposal | None = None,
    error: CardwrightError | None = None,
    asked: str = "",
) -> Response:
    found = report_card(app, deck.name)
    cut = found.standard.cut if found.standard else 0.5
    return page(
        request,
        "report_card.html",
        status=200 if error is None else status_of(error),
        deck=deck,
        card=found,
        cut=cut,
        points=standards.POINTS,
        proposal=proposal,
        asked=asked,
        enough=labels.ENOUGH,
        agreement=_agreement(found),
        curve=_curve(found, cut),
        sentence=str(error) if error else "",
    )


def _agreement(found: ReportCard) -> Markup:
    """Agreement with its interval, whole and in parts."""
    named = [
        ("All", found.agreement),
        *found.by_length,
        *((f"{name} sure", each) for name, each in found.by_sureness),
    ]
    rows = [
        Row(name, each.same.value or 0.0, *each.same.range, each.same.of)
        for name, each in named
        if each.same.of
    ]
    return intervals(rows, title="Agrees with your labels")


def _curve(found: ReportCard, cut: float) -> Markup:
    """Both kinds of error over the score from which an answer is correct."""
    strict = [(at, each.strict.value or 0.0) for at, each in found.points]
    lenient = [(at, each.lenient.value or 0.0) for at, each in found.points]
    return curves(
        {"too strict": strict, "too lenient": lenient},
        title="Errors, by the score from which an answer is correct",
        mark=cut,
    )


@router.post("/decks/{deck_id}/report-card")
def judge(
    request: Request,
    app: Owned,
    deck: OneDeck,
    point: Annotated[str, Form(max_length=10)] = "even",
    act: Annotated[Literal["preview", "keep"], Form()] = "preview",
) -> Response:
    """Shows what another operating point, or what was learned, would change; or keeps it."""
    try:
        if point == "learn":
            proposal = standards.learned(app, deck.name)
        else:
            proposal = standards.at_point(app, deck.name, standards.cut_of(point))
        if act == "keep":
            standards.keep(app, proposal)
            return RedirectResponse(f"/decks/{deck.id}/report-card", 303)
    except CardwrightError as error:
        return _shown(request, app, deck, error=error)
    return _shown(request, app, deck, proposal, asked=point)


A_PART = 500
"""Answers that one request grades anew."""


@router.post("/decks/{deck_id}/report-card/regrade")
def anew(
    request: Request,
    app: Owned,
    deck: OneDeck,
    act: Annotated[Literal["preview", "apply"], Form()] = "preview",
) -> Response:
    """Shows what grading the deck's answers anew would change, or does it, a part at a time."""
    found = regrade(app, deck.name, most=A_PART, apply=act == "apply")
    return page(
        request,
        "regrade.html",
        deck=deck,
        found=found,
        flips=[(str(one or "no grade"), str(other), n) for (one, other), n in found.flips.items()],
    )


Skipped = Annotated[list[Words] | None, Query(max_length=200)]


@router.get("/decks/{deck_id}/report-card/label")
def asked(request: Request, app: Owned, deck: OneDeck, skip: Skipped = None) -> Response:
    """One answer to mark, without its grade."""
    skipped = skip or []
    return page(
        request,
        "label.html",
        deck=deck,
        asked=labels.next_to_label(app, deck.name, skipped=skipped),
        skipped=skipped,
        enough=labels.ENOUGH,
    )


@router.post("/decks/{deck_id}/report-card/label")
def marked(
    app: Owned,
    deck: OneDeck,
    answer_id: Annotated[Words, Form(max_length=200)],
    stratum: Annotated[Stratum, Form()],
    mark: Annotated[Mark, Form()],
) -> Response:
    """Keeps a mark and goes on."""
    labels.label(app, answer_id, mark, stratum)
    return RedirectResponse(f"/decks/{deck.id}/report-card/label", 303)
