"""The student's journey in a real browser: question, answer, verdict, date, one key to go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import (
    DESKTOP,
    PHONE,
    Watched,
    entered,
    followed,
    press,
    sound,
    started,
    turning,
    watching,
)
from tests.terminal import command

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

CARDS = (
    ("What is a cell?", "The smallest unit of a living thing."),
    (
        "What does $\\sigma$ stand for in $\\mathcal{N}(\\mu, \\sigma^2)$?",
        "The standard deviation.",
    ),
    ("Was ist eine Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau?", "Ein langes Wort."),
)
RIGHT = CARDS[0][1]


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("site")
    for question, answer in CARDS:
        command(data, "card", "add", "Biology", "--question", question, "--answer", answer)
    with started(data) as found:
        yield found


@pytest.fixture(scope="module")
def cookies(browser: Any, link: str) -> Any:
    """The cookie that the one-time link gave."""
    return entered(browser, link)


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def watched(
    browser: Any, link: str, cookies: Any, request: pytest.FixtureRequest
) -> Iterator[Watched]:
    with watching(browser, link, cookies, viewport=request.param) as found:
        yield found


def studied(page: Any) -> None:
    """Opens the first question, whose field takes the focus."""
    followed(page, page.get_by_role("link", name="Study"))
    page.locator("textarea:focus").wait_for()


def test_a_question_answered_by_keyboard_alone_gives_a_verdict_and_a_date(
    watched: Watched,
) -> None:
    page = watched.page
    sound(page)
    studied(page)
    sound(page)
    page.keyboard.type(RIGHT)
    with turning(page):
        press(page, "Control+Enter")
    page.get_by_role("heading", name="What you wrote").wait_for()
    status = page.get_by_role("status")
    assert "Comes back" in status.inner_text()
    sound(page)
    with turning(page):
        press(page, "g")
    page.get_by_text("You said you guessed").wait_for()
    sound(page)
    with turning(page):
        press(page, "u")
    page.get_by_role("heading", name="What you wrote").wait_for()
    assert page.get_by_role("button", name="Take that back").count() == 0
    with turning(page):
        press(page, "u")
    page.get_by_label("Your answer").wait_for()


def test_what_was_typed_survives_a_reload(watched: Watched) -> None:
    page = watched.page
    studied(page)
    page.get_by_label("Your answer").fill("half a thought")
    page.reload()
    assert page.get_by_label("Your answer").input_value() == "half a thought"


def test_the_answer_is_in_no_page_before_the_attempt(watched: Watched) -> None:
    page = watched.page
    studied(page)
    assert not any(answer in page.content() for _, answer in CARDS)


def test_i_do_not_know_sends_nothing_of_what_was_typed(watched: Watched) -> None:
    page = watched.page
    studied(page)
    page.get_by_label("Your answer").fill("a wild guess")
    followed(page, page.get_by_role("button", name="I don't know"))
    assert page.get_by_role("heading", name="Incorrect").is_visible()
    assert "a wild guess" not in page.content()
    with turning(page):
        press(page, "u")
    page.get_by_label("Your answer").wait_for()


def test_a_question_mark_in_the_empty_field_gives_a_hint_that_is_read_out(
    browser: Any, link: str, cookies: Any
) -> None:
    with watching(browser, link, cookies, viewport=PHONE) as watched:
        page = watched.page
        studied(page)
        page.get_by_label("Your answer").fill("")
        with turning(page):
            press(page, "?")
        hint = page.get_by_role("status")
        hint.wait_for()
        assert "The answer has one point:" in hint.inner_text()
        assert page.get_by_role("button", name="Hint").count() == 0
        sound(page)
        page.locator("textarea:focus").wait_for()
        page.keyboard.type("what?")
        assert page.get_by_label("Your answer").input_value() == "what?"


def test_a_question_can_be_answered_without_scripts(browser: Any, link: str, cookies: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(link.partition("/enter")[0])
    studied(page)
    page.get_by_label("Your answer").fill("The smallest unit of a living thing")
    followed(page, page.get_by_role("button", name="Answer"))
    assert page.get_by_role("heading", name="What you wrote").is_visible()
    followed(page, page.get_by_role("button", name="Undo"))
    assert page.get_by_label("Your answer").is_visible()
    context.close()


def test_a_stranger_sees_only_where_the_link_is(browser: Any, link: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(link.partition("/enter")[0])
    assert page.get_by_role("heading", name="Come in by the link").is_visible()
    sound(page)
    page.goto(link)
    assert page.get_by_text("used already").is_visible()
    context.close()
