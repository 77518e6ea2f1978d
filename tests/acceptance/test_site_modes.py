"""The modes in a real browser, at a phone's width: learnt, tested, matched by keyboard alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import (
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
from tests.mode_samples import DECK, FACTS
from tests.terminal import command

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

FORMULA = (
    r"What does $\sum_{i=1}^{K} \pi_i = 1$ say of a mixture with $\mu_i$ and $\sigma_i$?",
    r"That the weights $\pi_1, \dots, \pi_K$ are shares of a whole.",
)


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("site")
    lines = "\n".join(f"{question}\t{answer}" for question, answer in (*FACTS.items(), FORMULA))
    table = data.parent / "cards.tsv"
    table.write_text(f"question\tanswer\n{lines}\n", encoding="utf-8")
    command(data, "import", str(table), "--deck", DECK)
    with served(data) as found:
        yield found


@pytest.fixture(scope="module")
def cookies(browser: Any, link: str) -> Any:
    """The cookie that the one-time link gave."""
    return entered(browser, link)


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def watched(
    browser: Any, link: str, cookies: Any, request: pytest.FixtureRequest
) -> Iterator[Watched]:
    options = {"java_script_enabled": request.param, "reduced_motion": "reduce"}
    with watching(browser, link, cookies, viewport=PHONE, **options) as found:
        followed(found.page, found.page.get_by_role("link", name=DECK))
        yield found


@pytest.fixture
def scripted(watched: Watched, request: pytest.FixtureRequest) -> bool:
    return bool(request.node.callspec.params["watched"])


def looked(page: Any, scripted: bool, name: str = "") -> None:
    """Sound where scripts may run, which axe-core needs; a picture where wanted."""
    folder = os.environ.get("CARDWRIGHT_TEST_PICTURES")
    if folder and name:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
    if scripted:
        sound(page)


def begun(page: Any, mode: str, button: str, scripted: bool) -> None:
    followed(page, page.get_by_role("link", name=mode, exact=True))
    if page.url.count("/ses_"):
        anew = re.compile("Begin anew|Deal anew|Give up")
        followed(page, page.get_by_role("button", name=anew))
    else:
        looked(page, scripted, f"{mode}-begin")
        followed(page, page.get_by_role("button", name=button))
    assert "/ses_" in page.url


def test_flashcards_are_turned_and_leafed_by_key_or_by_button(
    watched: Watched, scripted: bool
) -> None:
    page = watched.page
    begun(page, "Flashcards", "Begin", scripted)
    question, answer = next(iter(FACTS.items()))
    page.get_by_text(question).wait_for()
    looked(page, scripted, "flashcards")
    assert answer not in page.content()
    with turning(page):
        if scripted:
            press(page, "Space")
        else:
            page.get_by_role("button", name="Flip").click()
    page.get_by_text(answer).wait_for()
    looked(page, scripted, "flashcards-answer")
    with turning(page):
        if scripted:
            press(page, "ArrowRight")
        else:
            page.get_by_role("button", name="Next").click()
    page.get_by_text("2 of 7").wait_for()
    followed(page, page.get_by_role("button", name="End"))
    page.get_by_role("heading", name="Leafed through").wait_for()
    looked(page, scripted, "flashcards-end")


def test_learn_to_a_right_answer(watched: Watched, scripted: bool) -> None:
    page = watched.page
    begun(page, "Learn", "Begin", scripted)
    looked(page, scripted, "learn-choice")
    right = FACTS[page.get_by_role("heading", level=1).inner_text()]
    options = page.locator("button[name=option]")
    place = next(n for n in range(options.count()) if right in options.nth(n).inner_text())
    with turning(page):
        if scripted:
            press(page, str(place + 1))
        else:
            options.nth(place).click()
    page.get_by_role("heading", name="Right", exact=True).wait_for()
    assert "Right" in page.get_by_role("status").inner_text()
    looked(page, scripted, "learn-right")
    while True:
        followed(page, page.get_by_role("link", name="Next"))
        page.locator("#question").wait_for()
        if page.get_by_label("Your answer").count():
            break
        question = page.get_by_role("heading", level=1).inner_text()
        followed(page, page.get_by_role("button", name=FACTS.get(question, FORMULA[1][:16])))
        page.get_by_role("status").wait_for()
    looked(page, scripted, "learn-typed")
    question = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("Your answer").fill(FACTS[question])
    followed(page, page.get_by_role("button", name="Answer", exact=False).first)
    page.get_by_text("You wrote:").wait_for()
    looked(page, scripted, "learn-verdict")


def test_a_test_is_handed_in_and_then_told(watched: Watched, scripted: bool) -> None:
    page = watched.page
    begun(page, "Test", "Begin the Test", scripted)
    number = 0
    while page.locator("input[name=number]").count():
        number += 1
        looked(page, scripted, f"test-{number}")
        onward = page.get_by_role("button", name="Keep and go on")
        if page.get_by_label("Your answer").count():
            page.get_by_label("Your answer").fill("It makes ATP")
            followed(page, onward)
        elif page.locator("select").count():
            page.locator("select").first.select_option("0")
            followed(page, onward)
        elif scripted:
            key = "t" if page.get_by_role("button", name="True").count() else "1"
            with turning(page):
                press(page, key)
        else:
            followed(page, page.locator("button[name=truth], button[name=option]").first)
        page.get_by_text(re.compile(rf"Question {number + 1} of|Nothing is told until")).wait_for()
    looked(page, scripted, "test-list")
    followed(page, page.get_by_role("button", name="Hand it in"))
    page.get_by_role("heading", name="By question").wait_for()
    looked(page, scripted, "test-result")
    followed(page, page.get_by_role("button", name="A new Test with the same settings"))
    page.get_by_text("Question 1 of").wait_for()


def test_matching_to_the_end_by_keyboard(watched: Watched, scripted: bool) -> None:
    page = watched.page
    begun(page, "Matching", "Deal the tiles", scripted)
    looked(page, scripted, "matching-begin")
    start = page.get_by_role("button", name="Start")
    start.focus()
    with turning(page):
        page.keyboard.press("Enter")
    tiles = page.locator("button[name=tile]")
    tiles.first.wait_for()
    looked(page, scripted, "matching")
    partner, found = 1, 0
    told = page.get_by_role("heading", name=re.compile("All . pairs"))
    while not told.count():
        taken = page.locator(f"button[value='{tiles.nth(0).get_attribute('value')}']")
        if scripted:  # the first of the two makes no new page
            press(page, str(taken.get_attribute("data-key")))
        else:
            with turning(page):
                taken.press("Enter")
        taken.and_(page.locator("[aria-pressed=true]")).wait_for()
        with turning(page):
            if scripted:
                press(page, str(tiles.nth(partner).get_attribute("data-key")))
            else:
                tiles.nth(partner).press("Enter")
        if page.get_by_text("Not a pair.").count():
            if partner == 1:
                looked(page, scripted, "matching-missed")
            partner += 1
        else:
            partner, found = 1, found + 1
    assert found >= 2
    assert re.search(r"\d s, \d+ wrong", page.get_by_role("status").inner_text())
    looked(page, scripted, "matching-end")
    followed(page, page.get_by_role("link", name="To the deck"))
    page.get_by_text("Mastery is the recall").wait_for()
    looked(page, scripted, "deck")
    followed(page, page.get_by_role("link", name="Progress"))
    looked(page, scripted, "progress")
    followed(page, page.get_by_role("link", name="day of an examination"))
    page.get_by_label("Its day").fill("2999-01-01")
    looked(page, scripted, "exam")
    followed(page, page.get_by_role("button", name="Save the day"))
    page.get_by_text("Examination on").wait_for()
    looked(page, scripted, "progress-exam")
    # The table behind a chart, for those who do not see it, adds nothing below the page's foot.
    end = "Math.max(innerHeight, document.querySelector('.foot').getBoundingClientRect().bottom)"
    assert page.evaluate(f"document.documentElement.scrollHeight - scrollY - {end}") <= 1
