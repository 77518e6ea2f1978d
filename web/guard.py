"""What every request passes and every reply carries: host, origin, and what a page may do.

A cookie alone is no proof that the owner meant a request: unsafe ones must come from this site's
own pages, by `Sec-Fetch-Site` or `Origin` (ASVS 3.5.1). The Host header must name this server, or
another site's name could be pointed at it. Pages may load, run and send nothing but their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """The middleware; `hosts` are the names, without port, that this server answers to."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 400 or 403 itself, or hands the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            status, sentence = refusal
            await _refused(scope["path"], status, sentence)(scope, receive, send)
            return

        too_large = False

        async def dressed(message: Message) -> None:
            nonlocal too_large
            if too_large:
                return
            if _is_plain_413(message):
                # The framework cut the body off before any handler of ours could answer.
                too_large = True
                await _cut_off(scope)(scope, receive, send)
                return
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return 400, "This server does not answer to that name."
        if scope["method"] in SAFE or "authorization" in headers:
            # A page of another site cannot send that header here, and with it no cookie counts.
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            same = site == "same-origin"
        else:
            same = origin is not None and urlsplit(origin).netloc.lower() == host.lower()
        return None if same else (403, "This request did not come from a page of this site.")


def _is_plain_413(message: Message) -> bool:
    if message["type"] != "http.response.start" or message["status"] != 413:
        return False
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/plain")


def _refused(path: str, status: int, sentence: str) -> Response:
    headers = {**HEADERS, "cache-control": "no-store"}
    if path.startswith("/api/"):
        return JSONResponse({"error": sentence, "kind": "Refused"}, status, headers)
    return PlainTextResponse(sentence, status, headers)


def _cut_off(scope: Scope) -> Response:
    """What is said of a body that is too large: a page like any other, with what to do."""
    from web.answers import TOO_LARGE, told

    return told(Request(scope), 413, TOO_LARGE, "TooLarge", HEADERS | {"cache-control": "no-store"})


def _name(host: str) -> str:
    """The host without its port, in lower case; "" where it cannot be read."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
