"""A claim, a ruling, labels and the key interview in a real browser: no script, both widths."""

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
    served,
    sound,
    turning,
    watching,
)
from tests.terminal import command

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

NOTES = "# Cells\n\nA **mitochondrion** is an organelle that makes adenosine triphosphate.\n"
SAYS = {
    "Ann": ("The powerhouse that makes ATP", "It is what we call it."),
    "Ben": ("the powerhouse, it makes ATP", ""),
    "Cem": ("It stores the genes of the cell.", "Genes are in there too."),
}


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("site")
    notes = tmp_path_factory.mktemp("notes") / "cells.md"
    notes.write_text(NOTES, encoding="utf-8")
    question = ("--question", "What does a mitochondrion do?")
    command(
        data, "card", "add", "Biology", *question, "--answer", "It releases energy in the cell."
    )
    command(data, "ingest", str(notes), "--deck", "Biology")
    for name, (text, sentence) in SAYS.items():
        command(data, "study", "Biology", "--as", name, typed=f"{text}\nn\nr\n{sentence}\nq\n")
    with served(data) as found:
        yield found


@pytest.fixture(scope="module")
def cookies(browser: Any, link: str) -> Any:
    return entered(browser, link)


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def watched(
    browser: Any, link: str, cookies: Any, request: pytest.FixtureRequest
) -> Iterator[Watched]:
    with watching(browser, link, cookies, viewport=request.param) as found:
        yield found


def test_a_claim_is_read_and_what_a_ruling_changes_is_shown(watched: Watched) -> None:
    page = watched.page
    followed(page, page.get_by_role("link", name="3 claims"))
    sound(page)
    followed(page, page.get_by_role("link", name="What does a mitochondrion do?").first)
    assert page.get_by_text("powerhouse").first.is_visible()
    sound(page)
    page.get_by_label("The wording or the new key point").fill("the powerhouse that makes ATP")
    followed(page, page.get_by_role("button", name="Show what changes"))
    page.get_by_role("heading", name="What this changes").wait_for()
    assert page.get_by_text("correct").first.is_visible()
    sound(page)


def test_labels_are_given_by_keyboard_and_the_card_counts_them(watched: Watched) -> None:
    page = watched.page
    followed(page, page.get_by_role("link", name="Biology").first)
    followed(page, page.get_by_role("link", name="Report card"))
    sound(page)
    followed(page, page.get_by_role("link", name="Label answers"))
    for key in ("1", "3"):
        if page.get_by_role("heading", name="Nothing is left").is_visible():
            break
        sound(page)
        before = page.locator(".typed").inner_text()
        with turning(page):
            press(page, key)
        assert before not in page.locator(".typed").all_inner_texts()
    page.goto(page.url.partition("/label")[0])
    page.get_by_text("Agrees with your labels").first.wait_for()
    sound(page)


def test_the_key_is_tried_before_a_draft_is_accepted(watched: Watched) -> None:
    page = watched.page
    followed(page, page.get_by_role("link", name="Review").first)
    followed(page, page.get_by_role("link", name="Try the key"))
    sound(page)
    with turning(page):
        press(page, "s")
    assert "said=" in page.url
    sound(page)
    followed(page, page.get_by_role("link", name="Back to the draft"))
    page.get_by_role("button", name="Accept").wait_for()


def test_a_ruling_needs_no_script(browser: Any, link: str, cookies: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{link.partition('/enter')[0]}/claims")
    followed(page, page.locator("li.card", has_text="genes").get_by_role("link").first)
    page.get_by_label("The grade stands").check()
    followed(page, page.get_by_role("button", name="Show what changes"))
    assert page.get_by_role("alert").inner_text().startswith("Say why ")
    page.get_by_label("Why, which the students read").fill("The genes are in the nucleus.")
    followed(page, page.get_by_role("button", name="Show what changes"))
    followed(page, page.get_by_role("button", name="Rule so"))
    page.get_by_text("Ruled: the grade stands").wait_for()
    assert page.get_by_text("The genes are in the nucleus.").is_visible()
    context.close()
