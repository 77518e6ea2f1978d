"""What is in force, what leaves the machine, how programs sign in; nothing is changed here."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.api_token import TOKEN_FILE
from service.configuration import configuration
from web.asked import Owned
from web.render import page

router = APIRouter()


@router.get("/settings")
def settings(request: Request, app: Owned) -> Response:
    """Every setting with its origin; secrets only as given or not."""
    return page(
        request,
        "settings.html",
        shape=configuration(app.resolved, app.environ),
        token=app.settings.data / TOKEN_FILE,
    )
