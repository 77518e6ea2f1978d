"""A newcomer's first minute: a bundled lecture to review, a small bundled deck to study."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service import beginning
from web.asked import Owned, site_of

router = APIRouter()


@router.post("/start")
def start(request: Request, app: Owned) -> Response:
    """Brings both in and shows how drafting goes on."""
    lecture, _ = beginning.begin(app)
    site_of(request).background.wake()
    return RedirectResponse(f"/decks/{lecture.id}/notes?new=1", 303)
