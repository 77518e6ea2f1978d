"""A real browser on the real server: Chromium without a screen, the site on loopback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

if TYPE_CHECKING:
    from fastapi import FastAPI

    from service.wiring import App
    from web.entry import Entry

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 850}
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
"""All of axe-core's rules; of what they find to be in order no nodes are told, which is quicker."""


def chromium() -> str:
    """The browser's program; the test is skipped with a reason where there is none."""
    found = os.environ.get("CARDWRIGHT_TEST_CHROMIUM") or shutil.which("chromium")
    if found is None:
        pytest.skip("there is no chromium here: install it or name it in CARDWRIGHT_TEST_CHROMIUM")
    return found


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The one-time link of a server on this data folder, in a thread, which ends with the block."""
    from service.settings import resolve
    from service.wiring import opened
    from tests.web_client import site_over
    from web import serving

    def made(app: App, entry: Entry, *, hosts: tuple[str, ...]) -> FastAPI:
        assert "127.0.0.1" in hosts
        return site_over(app, entry, works=True)

    environment = {**os.environ, "CARDWRIGHT_ZONE": "Europe/Berlin"}
    with opened(resolve({"data": data}, environment)) as app:
        listening = serving.listen("127.0.0.1", 0)
        with mock.patch.object(serving, "create_site", made):
            server, link = serving.serving(app, listening, "127.0.0.1")
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield link
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def started(data: Path) -> Iterator[str]:
    """The same by the command that people type, in a process of its own."""
    environment = {**os.environ, "CARDWRIGHT_ZONE": "Europe/Berlin"}
    command = [sys.executable, "-m", "cli.main", "--data", str(data), "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, bufsize=1
    ) as server:
        assert server.stdout is not None
        try:
            link = None
            while link is None and (line := server.stdout.readline()):
                link = re.search(r"http://\S+", line)
            assert link is not None, "the server printed no link"
            yield link[0]
        finally:
            server.terminate()


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser to open contexts in."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page whose complaints and foreign requests are gathered."""

    def __init__(self, page: Any, origin: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request, origin))

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Any, origin: str) -> None:
        if not request.url.startswith((origin, "data:", "blob:")):
            self.complaints.append(f"asked elsewhere: {request.url}")


def entered(browser: Any, link: str) -> Any:
    """The cookies that the one-time link gives, so that more than one window may come in.

    Asked for without a window: opening one takes longer than many a test.
    """
    context = browser.new_context()
    context.request.get(link, max_redirects=0)
    cookies = context.cookies()
    context.close()
    return cookies


@contextmanager
def watching(browser: Any, link: str, cookies: Any, **options: Any) -> Iterator[Watched]:
    """A window at the site's first page; at the end nothing must have been complained of."""
    origin = link.partition("/enter")[0]
    context = browser.new_context(**options)
    context.add_cookies(cookies)
    found = Watched(context.new_page(), origin)
    found.page.goto(origin)
    yield found
    assert found.complaints == []
    context.close()


@contextmanager
def turning(page: Any) -> Iterator[None]:
    """What is done inside leads to another page, which is there as a whole when the block ends.

    What is counted or read at once after a click may else be of the page that is left, or of none.
    """
    with page.expect_navigation():
        yield


def followed(page: Any, to: Any) -> None:
    """A click on what leads to another page; that one is there afterwards."""
    with turning(page):
        to.click()


def press(page: Any, key: str) -> None:
    """One key, once the page's scripts listen: what is shown may be there before them."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def sound(page: Any) -> None:
    """Nothing sticks out to the right, and axe-core finds nothing: else an AssertionError."""
    page.wait_for_load_state()  # a heading may be there before the style is
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        raise AssertionError(f"{page.url} is {wide} pixels wider than the window")
    if found := violations(page):
        raise AssertionError("\n".join([page.url, *found]))


def violations(page: Any) -> list[str]:
    """What axe-core finds wrong with the page as it stands, a line each."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS)
    return [
        f"{one['id']} ({one['impact']}): {one['help']} at {node['target']} {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
    ]
