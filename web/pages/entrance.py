"""Coming in by the one-time link, and leaving."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from web.asked import site_of
from web.entry import COOKIE, LONGEST
from web.render import page

router = APIRouter()


@router.get("/enter")
def enter(request: Request, token: str = "") -> Response:
    """Spends the link and sets the cookie; without a good one, says where to find it."""
    site = site_of(request)
    if not token:
        return page(request, "enter.html", status=401, sentence="This site is for its owner.")
    cookie = site.entry.enter(token, site.app.now())
    if cookie is None:
        used = "This link was used already, or is not one of this server's."
        return page(request, "enter.html", status=403, sentence=used)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/leave")
def leave(request: Request) -> Response:
    """Ends the session."""
    site_of(request).entry.leave(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/enter", 303)
    answer.delete_cookie(COOKIE)
    return answer
