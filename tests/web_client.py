"""The site without a server: a signed-in client, as a browser on this machine would send."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from html.parser import HTMLParser

from fastapi import FastAPI
from starlette.testclient import TestClient

from service.wiring import App
from web.asked import Site
from web.background import Background
from web.entry import Entry
from web.site import _lifespan, create_site

ORIGIN = "http://127.0.0.1"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[a](javascript:alert(1))",
    "{{ 7 * 7 }}{% raw %}",
    "$\\text{<script>alert(1)</script>}$",
    "**<b onclick=alert(1)>x</b>** `<i>`",
    "\u202etxt.exe\u202c </textarea></details>",
)
FOREIGN = {"img", "b", "i", "iframe", "object", "embed", "base", "style", "audio", "video"}


_made: list[FastAPI] = []


def site_over(app: App, entry: Entry, *, works: bool = False) -> FastAPI:
    """The site, with its threads where it `works`; the routes, which take over a second, are made
    once in a process.

    So there is one at a time: the newest call says over which app and entry.
    """
    if not _made:
        _made.append(create_site(app, entry, works=False))
    made = _made[0]
    made.state.site = Site(app, entry, Background(app))
    made.router.lifespan_context = _lifespan(made.state.site) if works else _idle
    return made


@asynccontextmanager
async def _idle(_: FastAPI) -> AsyncIterator[None]:
    yield


@contextmanager
def signed_in(app: App) -> Iterator[TestClient]:
    """A client with the owner's cookie; no background thread runs, so tests draft themselves.

    Redirects are not followed, and what goes wrong unforeseen is raised.
    """
    entry = Entry("token")
    headers = {"Sec-Fetch-Site": "same-origin"}
    with TestClient(
        site_over(app, entry), base_url=ORIGIN, headers=headers, follow_redirects=False
    ) as client:
        assert client.get("/enter", params={"token": entry.link()}).status_code == 303
        yield client


class _Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(page: str) -> None:
    """No element of a payload, no handler, no script or style of others, nothing evaluated."""
    reader = _Elements()
    reader.feed(page)
    for tag, attributes in reader.found:
        assert tag not in FOREIGN
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag == "script":
            assert (attributes["src"] or "").startswith("/static/")
        for name in ("href", "src", "action", "formaction"):
            assert (attributes.get(name) or "/").startswith(("/", "#"))
    assert "49" not in page.replace("{{ 7 * 7 }}", "").split("<main", 1)[-1] or "7 * 7" in page
