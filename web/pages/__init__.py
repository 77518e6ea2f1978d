"""The pages, one file a journey."""

from __future__ import annotations

from fastapi import FastAPI

from web.pages import entrance, home, study


def register(site: FastAPI) -> None:
    """Adds every page; none of them stands in the OpenAPI document."""
    for journey in (entrance, home, study):
        site.include_router(journey.router, include_in_schema=False)
