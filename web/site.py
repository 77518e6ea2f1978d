"""The site: one FastAPI application over one `App`.

Pages live in `pages`, one file a journey; programs use `api`. Endpoints are plain functions on
FastAPI's thread pool: each parses, calls one verb of `service`, and renders.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from decks.people import Person
from service.wiring import App
from web import answers
from web.background import Background
from web.entry import COOKIE, Entry
from web.guard import Guard

MAX_BODY = 1_000_000
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Site:
    """What every endpoint works with."""

    app: App
    entry: Entry
    background: Background


class NotSignedIn(Exception):
    """Nobody came in yet: pages show the way, the API answers 401."""


def site_of(request: Request) -> Site:
    """The site that serves this request."""
    found: Site = request.app.state.site
    return found


def owner_of(request: Request) -> App:
    """The app, for whoever is signed in; raises `NotSignedIn`."""
    site = site_of(request)
    given = request.headers.get("authorization")
    if given is not None:
        scheme, _, token = given.partition(" ")
        if scheme.lower() == "bearer" and site.entry.knows_token(token.strip()):
            return site.app
        raise NotSignedIn
    cookie = request.cookies.get(COOKIE)
    if cookie is None or not site.entry.holds(cookie, site.app.now()):
        raise NotSignedIn
    return site.app


def learner_of(app: Annotated[App, Depends(owner_of)]) -> Person:
    """Who studies: on this site the owner of the data folder."""
    return app.owner


class _Guarded(FastAPI):
    """The guard stands outside of all: its headers are on errors too, and on a body cut off."""

    def build_middleware_stack(self) -> ASGIApp:
        """The framework's own layers inside the guard."""
        hosts: tuple[str, ...] = self.state.hosts
        return Guard(super().build_middleware_stack(), hosts)


def create_site(
    app: App, entry: Entry, *, hosts: tuple[str, ...] = LOOPBACK, clean: bool = True
) -> FastAPI:
    """The application; `hosts` are the names it answers to. `clean` runs the background thread."""
    from web import api, pages

    site = Site(app, entry, Background(app))
    made = _Guarded(
        title="Cardwright",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_lifespan(site) if clean else None,
        max_body_size=MAX_BODY,
    )
    made.state.site = site
    made.state.hosts = hosts
    answers.register(made, NotSignedIn)
    pages.register(made)
    api.register(made)
    made.mount("/static", StaticFiles(directory=str(files("web") / "static")), name="static")
    return made


def _lifespan(site: Site) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        site.background.start()
        yield
        site.background.stop()

    return lifespan
