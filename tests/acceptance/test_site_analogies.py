"""Analogies in a real browser: suggested on a card, a role filled in as one sees it, decided."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.collection.cards import add
from service.settings import resolve
from service.wiring import opened
from tests.browser import (
    DESKTOP,
    PHONE,
    entered,
    followed,
    press,
    served,
    sound,
    turning,
    watching,
)

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data folder to copy, and the ids of a card with a whole relation, one with half of one,
    and one with none.
    """
    texts = {
        "whole": ("What does transfer RNA carry?", "The amino acid to the ribosome."),
        "half": ("What do fimbriae attach?", "It, to the host."),
        "none": ("When was it found?", "On a Sunday in May."),
    }
    data = tmp_path_factory.mktemp("made") / "data"
    with opened(resolve({"data": data}, {}), environ={}) as app:
        return data, {name: add(app, "Biology", *words).id for name, words in texts.items()}


@pytest.fixture
def cards(made: tuple[Path, dict[str, str]]) -> dict[str, str]:
    return made[1]


@pytest.fixture
def link(made: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[str]:
    shutil.copytree(made[0], tmp_path / "site")
    with served(tmp_path / "site") as found:
        yield found


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_analogy_is_suggested_filled_in_and_decided_about(
    browser: Any, link: str, cards: dict[str, str], viewport: dict[str, int]
) -> None:
    with watching(browser, link, entered(browser, link), viewport=viewport) as watched:
        page = watched.page
        followed(page, page.get_by_role("link", name="Biology").first)
        deck = page.url
        page.goto(f"{deck}/analogies")
        sound(page)
        followed(page, page.get_by_role("button", name="Suggest for this deck"))
        page.get_by_text("from the bank").wait_for()
        sound(page)
        with turning(page):
            press(page, "a")
        page.get_by_text("Accepted: ").wait_for()
        sound(page)

        page.goto(f"{deck}/cards/{cards['none']}")
        followed(page, page.get_by_role("button", name="Suggest an analogy"))
        page.get_by_text("No familiar scene fits soundly").wait_for()
        sound(page)

        page.goto(f"{deck}/cards/{cards['half']}")
        sound(page)
        followed(page, page.get_by_role("button", name="Suggest an analogy"))
        page.get_by_text("still open").wait_for()
        told = page.get_by_role("heading", level=1)
        page.locator("[name=there]").nth(1).fill("the host")
        told.filter(has_text="of the host as").wait_for()
        sound(page)
        with turning(page):
            press(page, "Control+Enter")
        assert "of the host as" in told.inner_text()
        assert page.get_by_text("still open").count() == 0
        press(page, "r")
        page.get_by_role("button", name="Maps looks").wait_for()
        sound(page)
        with turning(page):
            press(page, "2")
        page.get_by_text("Rejected: ").wait_for()
        sound(page)
