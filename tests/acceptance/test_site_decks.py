"""A deck in a real browser: made, written to, looked through, brought in and out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import (
    DESKTOP,
    PHONE,
    Watched,
    entered,
    followed,
    press,
    served,
    sound,
    turning,
    watching,
)

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
WIDE = r"$\sum_{i=1}^{N} x_i + \sum_{j=1}^{M} y_j + \sum_{k=1}^{K} z_k + \alpha + \beta + \gamma$"
ARABIC = "ما هي الخلية؟"
PAGE = f"""What is {WORD}?
A long word. Analogy: A train of many waggons.
{ARABIC}
الخلية هي أصغر وحدة في الكائن الحي. Analogy: A brick.
What is the sum?
It is {WIDE} and no more. Analogy: A bill.
"""


@pytest.fixture
def link(tmp_path: Path, empty_folder: Path) -> Iterator[str]:
    shutil.copytree(empty_folder, tmp_path / "site")
    with served(tmp_path / "site") as found:
        yield found


@pytest.fixture
def cookies(browser: Any, link: str) -> Any:
    return entered(browser, link)


@pytest.fixture(params=[(PHONE, "dark"), (DESKTOP, "light")], ids=["phone-dark", "desktop"])
def watched(
    browser: Any, link: str, cookies: Any, request: pytest.FixtureRequest
) -> Iterator[Watched]:
    viewport, scheme = request.param
    with watching(browser, link, cookies, viewport=viewport, color_scheme=scheme) as found:
        yield found


def at(page: Any, path: str) -> None:
    page.goto(re.sub(r"(//[^/]+).*", r"\1", page.url) + path)


def test_decks_side_by_side_begin_at_one_height(watched: Watched) -> None:
    page = watched.page
    for name in ("Biology", "History"):
        at(page, "/decks/new")
        page.locator("input:focus").wait_for()
        page.keyboard.type(name)
        with turning(page):
            press(page, "Enter")
        page.get_by_role("heading", name="This deck is empty").wait_for()
    at(page, "/")
    first, second = (each.bounding_box() for each in page.locator(".grid > li").all())
    assert first["y"] == second["y"] or first["y"] + first["height"] < second["y"]


def test_a_deck_is_made_and_a_card_written_by_keyboard(watched: Watched) -> None:
    page = watched.page
    at(page, "/decks/new")
    sound(page)
    page.locator("input:focus").wait_for()
    page.keyboard.type("Cell biology")
    with turning(page):
        press(page, "Enter")
    page.get_by_role("heading", name="This deck is empty").wait_for()
    sound(page)
    with turning(page):
        press(page, "n")
    assert page.url.endswith("/cards/new")
    page.get_by_label("Question").fill("What is $x^2$ of a cell?")
    page.locator("#shown-question math").wait_for()
    sound(page)
    page.get_by_label("Answer, the core of it").fill("The square of its size.")
    with turning(page):
        press(page, "Control+Enter")
    assert "/cards/crd_" in page.url
    sound(page)
    press(page, "e")
    page.get_by_label("Answer, the core of it").fill(f"The square {WIDE} of its size.")
    sound(page)
    followed(page, page.get_by_role("button", name="Save as version 2"))
    page.get_by_text("Version 2, in force").click()
    sound(page)
    followed(page, page.get_by_role("button", name="Withdraw from study"))
    page.get_by_text("This card is withdrawn").wait_for()
    sound(page)
    followed(page, page.get_by_role("button", name="Bring back"))
    page.get_by_role("button", name="Withdraw from study").wait_for()


def test_a_page_comes_in_is_looked_through_and_goes_out(watched: Watched) -> None:
    page = watched.page
    at(page, "/import")
    sound(page)
    page.get_by_label("Or the text of a page, pasted").fill(PAGE)
    page.get_by_label("Name of a new deck").fill(WORD)
    followed(page, page.get_by_role("button", name="Import"))
    page.get_by_role("heading", name="Imported").wait_for()
    sound(page)
    with turning(page):
        press(page, "Enter")
    page.get_by_text("No study sessions yet.").wait_for()
    sound(page)
    deck = page.url
    followed(page, page.get_by_role("link", name=ARABIC))
    sound(page)
    page.goto(deck)
    page.get_by_label("Search this deck by words or meaning").fill("word")
    with turning(page):
        press(page, "Enter")
    page.get_by_role("heading", name="Found").wait_for()
    sound(page)
    followed(page, page.get_by_role("link", name=re.compile("Donau.*[?]")))
    sound(page)
    page.goto(f"{deck}/export")
    sound(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name=re.compile("Save as CSV")).click()
    assert kept.value.suggested_filename.endswith(".csv")


def test_settings_are_shown_and_leaving_ends_the_session(watched: Watched) -> None:
    page = watched.page
    followed(page, page.get_by_role("link", name="Settings"))
    page.get_by_text("No text leaves this machine").wait_for()
    sound(page)
    followed(page, page.get_by_role("button", name="Sign out"))
    page.get_by_role("heading", name="Come in by the link").wait_for()
    watched.complaints.clear()


def test_a_card_is_written_and_looked_at_without_scripts(browser: Any, link: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(link)
    at(page, "/decks/new")
    page.get_by_label("Name").fill("Biology")
    followed(page, page.get_by_role("button", name="Make the deck"))
    followed(page, page.get_by_role("link", name="Write a card"))
    page.get_by_label("Question").fill("What is $x^2$?")
    page.get_by_label("Answer, the core of it").fill("A square.")
    followed(page, page.get_by_role("button", name="Look at it"))
    page.locator("#shown-question math").wait_for()
    followed(page, page.get_by_role("button", name="Add the card"))
    page.get_by_role("heading", name="Every wording").wait_for()
    context.close()
