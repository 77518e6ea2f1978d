"""The site: one FastAPI application over one `App`.

Pages live in `pages`, one file a journey; programs use `api`. Endpoints are plain functions on
FastAPI's thread pool: each parses, calls one verb of `service`, and renders.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from service.wiring import App
from web import answers, api, pages
from web.asked import NotSignedIn, Site
from web.background import Background
from web.entry import Entry
from web.guard import Guard

MAX_BODY = 1_000_000
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class _Guarded(FastAPI):
    """The guard stands outside of all: its headers are on errors too, and on a body cut off."""

    def build_middleware_stack(self) -> ASGIApp:
        """The framework's own layers inside the guard."""
        hosts: tuple[str, ...] = self.state.hosts
        return Guard(super().build_middleware_stack(), hosts)


def create_site(
    app: App, entry: Entry, *, hosts: tuple[str, ...] = LOOPBACK, works: bool = True
) -> FastAPI:
    """The application; `hosts` are the names it answers to, `works` says whether it drafts."""
    site = Site(app, entry, Background(app))
    made = _Guarded(
        title="Cardwright",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_lifespan(site) if works else None,
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
