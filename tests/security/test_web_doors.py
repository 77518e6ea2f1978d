"""Every route is shut to strangers, to pages of other sites, and under any other name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.api_token import api_token
from service.wiring import App
from tests.integration.conftest import TestClock
from tests.web_client import ORIGIN, site_over
from tests.web_routes import SAFE, filled, routes
from web.entry import COOKIE, IDLE, LONGEST, Entry
from web.guard import HEADERS

ROUTES = routes()
UNSAFE = [route for route in ROUTES if route[0] not in SAFE]
OPEN = {("GET", "/enter"), ("POST", "/leave")}
"""Coming in, and leaving, which leads back to the way in."""
SECRET = "canary-token-vNq81"


@pytest.fixture
def entry() -> Entry:
    return Entry(SECRET)


@pytest.fixture
def stranger(app: App, entry: Entry) -> Iterator[TestClient]:
    """A browser on this machine that nobody signed in."""
    site = site_over(app, entry)
    headers = {"Sec-Fetch-Site": "same-origin"}
    with TestClient(site, base_url=ORIGIN, headers=headers, follow_redirects=False) as made:
        yield made


@pytest.fixture
def owner(stranger: TestClient, entry: Entry) -> TestClient:
    stranger.get("/enter", params={"token": entry.link()})
    return stranger


def test_the_table_has_the_pages_and_the_api() -> None:
    assert len(ROUTES) > 60
    assert {"/", "/decks/{deck_id}/cards/new", "/api/v1/cards/{card_id}/answers"} <= {
        path for _, path in ROUTES
    }


def test_a_stranger_is_shown_the_way_in_or_told_401(stranger: TestClient) -> None:
    for method, path in ROUTES:
        reply = stranger.request(method, filled(path, {}), json={})
        if path.startswith("/api/"):
            assert reply.status_code == 401, path
            assert reply.headers["www-authenticate"] == "Bearer"
        elif (method, path) == ("GET", "/enter"):
            assert reply.status_code == 401
        else:
            assert (reply.status_code, reply.headers["location"]) == (303, "/enter"), path


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", None])
def test_no_unsafe_route_hears_a_page_of_another_site(owner: TestClient, site: str | None) -> None:
    headers = {"origin": "https://evil.example"} if site is None else {"sec-fetch-site": site}
    if site is None:
        del owner.headers["sec-fetch-site"]
    for method, path in UNSAFE:
        reply = owner.request(method, filled(path, {}), headers=headers)
        assert reply.status_code == 403, path


@pytest.mark.parametrize("given", ["", "x", "Bearer", "Bearer ", "Basic eDp4", "Bearer wrong"])
def test_a_header_that_is_no_token_is_no_way_around_the_cookie_or_the_origin(
    owner: TestClient, given: str
) -> None:
    headers = {"authorization": given, "sec-fetch-site": "cross-site"}
    for method, path in UNSAFE:
        reply = owner.request(method, filled(path, {}), headers=headers)
        assert reply.status_code == (303 if not path.startswith("/api/") else 401), path
        assert reply.headers.get("location", "/enter") == "/enter"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[::1", "localhost@evil.example", "0"]
)
def test_another_name_is_not_answered_to(owner: TestClient, host: str) -> None:
    for path in ("/", "/static/site.css", "/api/v1/decks"):
        assert owner.get(path, headers={"host": host}).status_code == 400


def test_the_token_opens_the_api_and_nothing_else_does(stranger: TestClient) -> None:
    good = {"authorization": f"bearer {SECRET}", "sec-fetch-site": "cross-site"}
    assert stranger.get("/api/v1/decks", headers=good).status_code == 200
    assert stranger.post("/api/v1/decks", headers=good, json={"name": "A"}).status_code == 201
    stranger.cookies.set(COOKIE, SECRET)
    assert stranger.get("/api/v1/decks").status_code == 401


def test_the_link_works_once_and_leaving_ends_the_session(
    stranger: TestClient, entry: Entry
) -> None:
    link = entry.link()
    came = stranger.get("/enter", params={"token": link})
    given = came.headers["set-cookie"].lower()
    assert "httponly" in given
    assert "samesite=lax" in given
    assert "path=/" in given
    assert stranger.get("/").status_code == 200
    assert stranger.get("/enter", params={"token": link}).status_code == 403
    cookie = stranger.cookies[COOKIE]
    stranger.post("/leave")
    stranger.cookies.set(COOKIE, cookie)
    assert stranger.get("/").status_code == 303


def test_a_session_ends_with_time(stranger: TestClient, entry: Entry, clock: TestClock) -> None:
    stranger.get("/enter", params={"token": entry.link()})
    clock.turn(days=IDLE.days - 1)
    assert stranger.get("/").status_code == 200
    clock.turn(days=IDLE.days, seconds=1)
    assert stranger.get("/").status_code == 303


def test_a_session_that_is_used_ends_all_the_same(
    stranger: TestClient, entry: Entry, clock: TestClock
) -> None:
    stranger.get("/enter", params={"token": entry.link()})
    began = clock()
    while clock() - began + timedelta(days=5) <= LONGEST:
        clock.turn(days=5)
        assert stranger.get("/").status_code == 200
    clock.turn(days=5)
    assert stranger.get("/").status_code == 303


def test_every_reply_carries_the_guards_headers(app: App, entry: Entry) -> None:
    site = site_over(app, entry)
    app.__dict__["owner"] = None
    with TestClient(
        site, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False
    ) as client:
        bearer = {"authorization": f"Bearer {SECRET}"}
        replies = {
            "a stranger": client.get("/"),
            "the way in": client.get("/enter"),
            "a page": client.get("/settings", headers=bearer),
            "static": client.get("/static/site.css"),
            "no page": client.get("/nowhere"),
            "no static": client.get("/static/nowhere.js"),
            "wrong method": client.delete("/"),
            "wrong host": client.get("/", headers={"host": "evil.example"}),
            "wrong origin": client.post("/leave"),
            "too large": client.post("/api/v1/decks", content=b"x" * 1_100_000, headers=bearer),
            "unforeseen": client.post("/study/undo", headers=bearer),
            "unforeseen in the api": client.post("/api/v1/undo", headers=bearer),
            "openapi": client.get("/api/v1/openapi.json"),
        }
    statuses = {name: reply.status_code for name, reply in replies.items()}
    assert statuses["unforeseen"] == statuses["unforeseen in the api"] == 500
    assert statuses["too large"] == 413
    for name, reply in replies.items():
        for header, value in HEADERS.items():
            assert reply.headers.get(header) == value, (name, header)
        assert "cache-control" in reply.headers, name
        assert "Traceback" not in reply.text
        assert "AttributeError" not in reply.text


def test_the_token_is_in_no_reply(
    owner: TestClient, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    token = api_token(app.settings.data)
    assert (app.settings.data / "api-token").read_text() == token
    for method, path in ROUTES:
        if (method, path) in OPEN:
            continue
        for secret in (SECRET, token):
            reply = owner.request(method, filled(path, {}), json={"token": secret})
            assert secret not in reply.text
            assert secret not in json.dumps(dict(reply.headers))
    assert SECRET not in caplog.text
    assert token not in caplog.text


def test_the_token_is_in_no_file_but_its_own(app: App, owner: TestClient, tmp_path: Path) -> None:
    token = api_token(app.settings.data)
    owner.post("/api/v1/decks", json={"name": "A"})
    found = [
        file.name
        for file in tmp_path.rglob("*")
        if file.is_file() and token.encode() in file.read_bytes()
    ]
    assert found == ["api-token"]


def test_no_two_routes_answer_to_the_same_name() -> None:
    """Of two, the later one would be there and never be reached."""
    table = routes()
    assert sorted(each for each in set(table) if table.count(each) > 1) == []
