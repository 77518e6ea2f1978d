"""`python -m docs.pictures`: screenshots of the site with the bundled lecture, as the README shows.

Needs Chromium; the pictures are kept in `docs/pictures` and made again after the pages change.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from tests.browser import DESKTOP, PHONE, browsing, served

FOLDER = Path(__file__).parent / "pictures"
QUESTION = "What is an autoencoder?"
ANSWER = "A network that squeezes its input through a narrow layer and learns to rebuild it."


def main() -> None:
    """Walks through the loop once and takes a picture at each stop."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as link,
        browsing() as browser,
    ):
        context = browser.new_context(viewport=DESKTOP, color_scheme="light")
        page = context.new_page()
        page.goto(link)
        shot(page, "welcome")
        page.get_by_role("button", name="Try it with a bundled lecture").click()
        page.get_by_role("link", name=re.compile("^Review [0-9]+ draft")).wait_for(timeout=120_000)
        deck = page.url.rpartition("/")[0]
        _instruct(page, deck)
        _study(browser, context.cookies(), f"{deck}/study?card={_card(page, deck)}")
        page.goto(deck)
        shot(page, "deck")


def _instruct(page: Any, deck: str) -> None:
    page.goto(f"{deck}/notes")
    page.get_by_role("link", name="generative-deep-learning").first.click()
    shot(page, "map")
    page.goto(f"{deck}/review")
    shot(page, "review")
    for _ in range(8):
        before = page.url
        page.keyboard.press("a")
        page.wait_for_url(lambda url, before=before: url != before)


def _card(page: Any, deck: str) -> str:
    """The id of the card that is asked in the picture."""
    page.goto(deck)
    address: str = page.get_by_role("link", name=QUESTION).first.get_attribute("href")
    return address.rpartition("/")[2]


def _study(browser: Any, cookies: Any, address: str) -> None:
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, color_scheme="light")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Your answer").fill(ANSWER)
    shot(page, "question")
    page.get_by_role("button", name="Answer").click()
    page.get_by_role("heading", name="What you wrote").wait_for()
    shot(page, "verdict")
    context.close()


def shot(page: Any, name: str) -> None:
    """One picture of what the window shows."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
