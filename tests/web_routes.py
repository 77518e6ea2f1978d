"""Every route of the site, from the site's own table, with its gaps filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi.routing import APIRoute

from web import api, pages

SAFE = frozenset({"GET", "HEAD"})


def routes() -> list[tuple[str, str]]:
    """Method and path of each route; paths keep the names of their gaps."""
    parts = [("", journey.router) for journey in pages.JOURNEYS]
    parts += [(api.PREFIX, part.router) for part in api.PARTS]
    return [
        (method, prefix + route.path)
        for prefix, router in parts
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]


def filled(path: str, known: Mapping[str, str]) -> str:
    """The path with its gaps filled; a gap that nobody knows is filled with "x"."""
    return re.sub(r"\{(\w+)\}", lambda gap: known.get(gap[1], "x"), path)
