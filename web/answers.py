"""What the site answers when something is off: one sentence, the right status, nothing echoed."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from decks.errors import CardwrightError
from web.failures import headers_of, status_of
from web.render import page

API = "/api/"
TOO_LARGE = (
    "That is too large to be taken at once: go back and send less, a long file in parts, several "
    "files one after the other."
)
SENTENCES = {
    404: "There is nothing here.",
    405: "That cannot be done here.",
    413: TOO_LARGE,
}


def register(site: FastAPI, not_signed_in: type[Exception]) -> None:
    """Adds the handlers."""
    site.add_exception_handler(CardwrightError, _ours)
    site.add_exception_handler(RequestValidationError, _invalid)
    site.add_exception_handler(HTTPException, _http)
    site.add_exception_handler(not_signed_in, _stranger)
    site.add_exception_handler(Exception, _unforeseen)


def told(
    request: Request,
    status: int,
    sentence: str,
    kind: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The sentence as a page, or as JSON to programs."""
    if request.url.path.startswith(API):
        return JSONResponse({"error": sentence, "kind": kind}, status, headers)
    return page(request, "told.html", status=status, headers=headers, sentence=sentence)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, CardwrightError)
    return told(request, status_of(error), str(error), type(error).__name__, headers_of(error))


def _invalid(request: Request, error: Exception) -> Response:
    """Names the first part that does not fit; never what was sent, be it a field's name."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ")
    places = [str(part) for part in first["loc"] if part not in ("body", "query", "path", "header")]
    if first["type"] == "json_invalid":
        sentence = "The request is not JSON."
    elif first["type"] == "extra_forbidden":
        sentence = "There is a field that does not belong here."
    else:
        sentence = f"{'.'.join(places) or 'The request'}: {message}."
    return told(request, 422, sentence, "BadRecord")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = SENTENCES.get(error.status_code, "The request could not be read.")
    return told(request, error.status_code, sentence, "HTTP", error.headers)


def _stranger(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse(
            {"error": "Sign in, or send the API's token.", "kind": "NotSignedIn"},
            401,
            {"www-authenticate": "Bearer"},
        )
    return RedirectResponse("/enter", 303)


def _unforeseen(request: Request, error: Exception) -> Response:
    sentence = "Something unforeseen went wrong; what was stored is kept. Try again."
    return told(request, 500, sentence, "Unforeseen")
