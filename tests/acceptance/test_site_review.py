"""The instructor's journey in a real browser: notes in, drafts reviewed by keyboard, the map."""

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
from tests.terminal import command

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
REVIEW = re.compile(r"^Review \d+ drafts?$")
WIDE = r"\sum_{i=1}^{N} x_i + \sum_{j=1}^{M} y_j + \sum_{k=1}^{K} z_k + \alpha + \beta + \gamma"
NOTES = f"""# Cells and {WORD}

A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.

A **ribosome** is a cellular structure that is responsible for protein synthesis.

The **cell wall** is a rigid covering that protects the plant cell.

A **vacuole** is a space in a cell that is filled with fluid.

الخلية هي الوحدة الأساسية للحياة.

$$
{WIDE}
$$

| a | b |
| --- | --- |
| {"1" * 80} | 2 |
"""


DECK = "Cells"
READ = pytest.mark.parametrize("folder", ["read"], indirect=True)
"""For a test that begins where the notes are drafted from."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a deck whose drafts wait."""
    folder = tmp_path_factory.mktemp("read")
    file = folder / "cells.md"
    file.write_text(NOTES, encoding="utf-8")
    command(folder / "data", "ingest", str(file), "--deck", DECK)
    return folder / "data"


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Path:
    """What the server's data folder is a copy of: nothing, unless a test asks for `READ`."""
    found: Path = request.getfixturevalue(getattr(request, "param", "empty_folder"))
    return found


@pytest.fixture
def link(tmp_path: Path, folder: Path) -> Iterator[str]:
    shutil.copytree(folder, tmp_path / "site")
    with served(tmp_path / "site") as found:
        yield found


@pytest.fixture
def cookies(browser: Any, link: str) -> Any:
    """The cookie that the one-time link gave."""
    return entered(browser, link)


@pytest.fixture(params=[(PHONE, "dark"), (DESKTOP, "light")], ids=["phone-dark", "desktop"])
def watched(
    browser: Any, link: str, cookies: Any, request: pytest.FixtureRequest
) -> Iterator[Watched]:
    viewport, scheme = request.param
    with watching(browser, link, cookies, viewport=viewport, color_scheme=scheme) as found:
        yield found


def sent(page: Any, tmp_path: Path) -> str:
    """Uploads the notes into a new deck and waits until they are drafted; gives its address."""
    file = tmp_path / "cells.md"
    file.write_text(NOTES, encoding="utf-8")
    page.goto(page.url.rstrip("/") + "/notes")
    sound(page)
    page.get_by_label("Drop files here").set_input_files(file)
    page.get_by_role("listitem").filter(has_text="cells.md").wait_for()
    page.get_by_label("Name of a new deck").fill(DECK)
    followed(page, page.get_by_role("button", name="Read the notes"))
    page.locator("summary", has_text="Or paste text").click()
    page.get_by_label("Text of the notes").fill("typed while the others are read")
    page.get_by_role("link", name=REVIEW).wait_for(timeout=60_000)
    page.reload()
    assert page.get_by_label("Text of the notes").input_value().startswith("typed while")
    sound(page)
    page.get_by_label("Text of the notes").fill("")
    page.reload()
    address: str = page.url.partition("/notes")[0]
    return address


def deck_of(page: Any) -> str:
    """Opens the deck that was read before, and gives its address."""
    followed(page, page.get_by_role("link", name=DECK).first)
    address: str = page.url
    return address


def test_notes_are_reviewed_by_keyboard_alone(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    deck = sent(page, tmp_path)
    with turning(page):
        press(page, "Enter")
    page.get_by_text(re.compile(r"drafts? to go$")).wait_for()
    sound(page)
    question = page.get_by_role("heading", level=1).inner_text()

    press(page, "e")
    page.locator("#question:focus").wait_for()
    press(page, "Control+End")
    page.keyboard.type(" With $x^2$?")
    page.locator("#shown-question math").wait_for()
    sound(page)
    with turning(page):
        press(page, "Control+Enter")
    page.get_by_role("button", name="Undo").wait_for()
    assert page.get_by_role("heading", level=1).inner_text() != question

    first = page.url
    with turning(page):
        press(page, "a")
    second = page.url
    assert second != first
    press(page, "1")  # the reasons are closed: nothing is rejected
    press(page, "r")
    page.get_by_role("button", name="Not worth a card").wait_for()
    sound(page)
    assert page.url == second
    with turning(page):
        press(page, "1")
    assert page.url != second
    with turning(page):
        press(page, "u")
    assert page.url == second
    page.goto(deck)
    with turning(page):
        press(page, "s")
    page.locator("textarea:focus").wait_for()
    page.keyboard.type("It makes ATP out of nutrients.")
    with turning(page):
        press(page, "Control+Enter")
    page.get_by_role("heading", name="What you wrote").wait_for()
    if (asked := page.get_by_role("button", name="I had it")).count():
        followed(page, asked)
    page.get_by_text("Comes back").wait_for()
    sound(page)

    page.goto(f"{deck}/drafts?state=accepted")
    assert page.get_by_role("listitem").count() == 1
    sound(page)


@READ
def test_the_map_opens_a_span_and_a_card_is_made_from_it(watched: Watched) -> None:
    page = watched.page
    deck = deck_of(page)
    page.goto(f"{deck}/notes")
    followed(page, page.get_by_role("link", name="cells.md"))
    sound(page)
    followed(page, page.get_by_role("link", name=re.compile("^Skipped")))
    assert page.locator(".span").count() > 0
    assert page.locator(".span.carded").count() == 0
    followed(page, page.get_by_role("link", name=re.compile("^All")))
    arabic = page.locator(".span", has_text="الخلية")
    arabic.locator("summary").click()
    sound(page)
    followed(page, arabic.get_by_role("link", name="Write a card"))
    page.get_by_label("Question").fill("What is a cell, in $one$ phrase?")
    page.get_by_label("Answer, the core of it").fill("The smallest unit of life.")
    page.locator("#shown-question math").wait_for()
    sound(page)
    followed(page, page.get_by_role("button", name="Make the card"))
    opened = page.locator(".span.carded", has_text="الخلية")
    opened.get_by_role("link", name=re.compile("What is a cell")).wait_for()
    sound(page)
    at = re.search(r"#at-(\d+)$", page.url)
    assert at is not None
    page.goto(f"{page.url.partition('?')[0]}#at-{int(at[1]) + 3}")
    page.reload()
    page.get_by_role("link", name=re.compile("What is a cell")).wait_for()
    page.goto(deck)


@READ
def test_a_twin_is_accepted_with_a_reason_by_enter_alone(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    deck = deck_of(page)
    page.goto(f"{deck}/notes")
    again = tmp_path / "more.md"
    again.write_text(NOTES.partition("$$")[0], encoding="utf-8")
    page.get_by_label("Drop files here").set_input_files(again)
    followed(page, page.get_by_role("button", name="Read the notes"))
    page.get_by_role("link", name="more.md").wait_for(timeout=60_000)
    page.get_by_role("link", name=REVIEW).wait_for(timeout=60_000)  # not before all is drafted
    page.goto(f"{deck}/drafts?where=blocked")
    sound(page)
    followed(page, page.get_by_role("listitem").get_by_role("link").first)
    page.get_by_role("button", name="Merge them into this one").wait_for()
    sound(page)
    with turning(page):
        press(page, "a")
    page.get_by_role("alert").wait_for()
    sound(page)
    assert "drf_" not in page.get_by_role("main").inner_text()
    page.locator("#why-accept:focus").wait_for()
    page.keyboard.type("Both are asked.")
    first = page.url
    with turning(page):
        page.keyboard.press("Enter")
    assert page.url != first
    page.goto(f"{deck}/drafts?state=accepted")
    assert page.get_by_role("listitem").count() == 1
    assert watched.complaints.pop().endswith("409 (Conflict)")


@READ
def test_an_edit_that_was_not_saved_is_there_again(watched: Watched) -> None:
    page = watched.page
    deck = deck_of(page)
    page.goto(f"{deck}/review")
    press(page, "e")
    page.locator("#question:focus").wait_for()
    page.keyboard.type("Say: ")
    here = page.url
    page.goto(deck)
    page.goto(here)
    field = page.get_by_label("Question", exact=True)
    assert field.input_value().startswith("Say: ")
    with turning(page):
        field.press("Control+Enter")
    followed(page, page.get_by_role("button", name="Undo"))
    assert page.get_by_role("button", name="Undo").count() == 0
    assert not page.get_by_role("heading", level=1).inner_text().startswith("Say: ")


def test_notes_can_be_pasted_and_reviewed_without_scripts(
    browser: Any, link: str, cookies: Any
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(link.partition("/enter")[0] + "/notes")
    page.get_by_text("Or paste text").click()
    page.get_by_label("Text of the notes").fill(NOTES)
    page.get_by_label("Name of a new deck").fill("Pasted")
    followed(page, page.get_by_role("button", name="Read the notes"))
    for _ in range(120):
        if page.get_by_role("link", name=REVIEW).count():
            break
        page.wait_for_timeout(250)
        followed(page, page.get_by_role("link", name="Look again"))
    followed(page, page.get_by_role("link", name=REVIEW))
    followed(page, page.get_by_role("button", name="Accept"))
    page.get_by_text("Reject", exact=False).first.click()
    followed(page, page.get_by_role("button", name="Unclear question"))
    followed(page, page.get_by_role("button", name="Undo"))
    page.get_by_text(re.compile(r"drafts? to go$")).wait_for()
    context.close()


def test_a_newcomer_gets_decks_and_decides_about_an_analogy(watched: Watched) -> None:
    page = watched.page
    page.goto(page.url.rstrip("/") + "/notes")
    with turning(page):
        page.evaluate(
            """() => {
                const form = document.createElement('form');
                form.method = 'post';
                form.action = '/start';
                document.body.append(form);
                form.submit();
            }"""
        )
    page.get_by_role("link", name="answered").wait_for()
    page.get_by_role("link", name=REVIEW).wait_for(timeout=60_000)
    followed(page, page.get_by_role("link", name="answered"))
    followed(page, page.get_by_role("link", name="How learning works"))
    page.goto(f"{page.url}/analogies")
    sound(page)
    press(page, "e")
    page.get_by_role("button", name="Add a pair").click()
    sound(page)
    press(page, "Escape")
    before = page.get_by_role("heading", level=1).inner_text()
    press(page, "r")
    page.get_by_role("button", name="Reject the analogy").wait_for()
    sound(page)
    with turning(page):
        press(page, "1")
    page.get_by_text(re.compile("^Rejected: ")).wait_for()
    sound(page)
    with turning(page):
        press(page, "u")
    page.get_by_role("heading", level=1, name=before).wait_for()
