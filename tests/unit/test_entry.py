"""Who may come in, and for how long; the times are given."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from web.entry import IDLE, LONGEST, MOST_SESSIONS, Entry

SECOND = timedelta(seconds=1)


@pytest.fixture
def entry() -> Entry:
    return Entry("the token")


def opened(entry: Entry) -> str:
    cookie = entry.enter(entry.link(), NOW)
    assert cookie is not None
    return cookie


def test_a_link_gives_one_cookie(entry: Entry) -> None:
    link = entry.link()
    assert entry.enter(link, NOW) is not None
    assert entry.enter(link, NOW) is None
    assert entry.enter("", NOW) is None
    assert entry.enter("the token", NOW) is None


def test_a_cookie_that_nobody_gave_opens_nothing(entry: Entry) -> None:
    for cookie in ("", "x", "the token", entry.link(), "\ud800"):
        assert not entry.holds(cookie, NOW)


def test_idleness_ends_a_session_and_use_begins_it_anew(entry: Entry) -> None:
    cookie = opened(entry)
    assert entry.holds(cookie, NOW + IDLE)
    assert entry.holds(cookie, NOW + 2 * IDLE)
    assert not entry.holds(cookie, NOW + 3 * IDLE + SECOND)
    assert not entry.holds(cookie, NOW + 2 * IDLE)


def test_no_session_outlives_the_longest_time(entry: Entry) -> None:
    cookie = opened(entry)
    at = NOW
    while at + IDLE <= NOW + LONGEST:
        at += IDLE
        assert entry.holds(cookie, at)
    assert entry.holds(cookie, NOW + LONGEST)
    assert not entry.holds(cookie, NOW + LONGEST + SECOND)


def test_leaving_ends_one_session_alone(entry: Entry) -> None:
    mine, other = opened(entry), opened(entry)
    entry.leave(mine)
    entry.leave("never given")
    assert not entry.holds(mine, NOW)
    assert entry.holds(other, NOW)


def test_the_oldest_session_gives_way_when_there_are_too_many(entry: Entry) -> None:
    cookies = [opened(entry) for _ in range(MOST_SESSIONS + 1)]
    assert not entry.holds(cookies[0], NOW)
    assert all(entry.holds(cookie, NOW) for cookie in cookies[1:])


def test_no_secret_is_held_as_it_is(entry: Entry) -> None:
    link, cookie = entry.link(), opened(entry)
    held = repr(vars(entry))
    assert not any(secret in held for secret in (link, cookie, "the token"))


def test_only_the_token_is_the_token(entry: Entry) -> None:
    assert entry.knows_token("the token")
    for wrong in ("", "the toke", "the token ", "\ud800", "the tok\u00e9n"):
        assert not entry.knows_token(wrong)
