"""The pages, one file a journey."""

from __future__ import annotations

from fastapi import FastAPI

from web.pages import (
    analogies,
    cards,
    decks,
    entrance,
    exchange,
    home,
    lecture,
    notes,
    review,
    settings,
    start,
    study,
)

JOURNEYS = (
    entrance,
    home,
    study,
    notes,
    lecture,
    review,
    analogies,
    start,
    decks,
    cards,
    exchange,
    settings,
)


def register(site: FastAPI) -> None:
    """Adds every page; none of them stands in the OpenAPI document."""
    for journey in JOURNEYS:
        site.include_router(journey.router, include_in_schema=False)
