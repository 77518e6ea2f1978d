"""The pages, one file a journey."""

from __future__ import annotations

from fastapi import FastAPI

from web.pages import (
    analogies,
    cards,
    changes,
    claims,
    decks,
    doubts,
    drafts,
    entrance,
    exchange,
    flashcards,
    home,
    interview,
    learn,
    lecture,
    matching,
    notes,
    progress,
    report,
    review,
    search,
    settings,
    start,
    study,
    testing,
)

JOURNEYS = (
    entrance,
    home,
    study,
    flashcards,
    learn,
    testing,
    matching,
    progress,
    notes,
    changes,
    lecture,
    review,
    drafts,
    interview,
    analogies,
    claims,
    report,
    doubts,
    start,
    decks,
    search,
    cards,
    exchange,
    settings,
)


def register(site: FastAPI) -> None:
    """Adds every page; none of them stands in the OpenAPI document."""
    for journey in JOURNEYS:
        site.include_router(journey.router, include_in_schema=False)
