"""Matching by drag in a real browser, by mouse and by finger, beside tap and keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser import DESKTOP, PHONE, entered, followed, served, sound, turning, watching
from tests.mode_samples import DECK, FACTS
from tests.terminal import command

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

Drag = Callable[[Any, Any, Any], None]
MOTION = ["no-preference", "reduce"]


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("site")
    table = data.parent / "cards.tsv"
    lines = "\n".join(f"{question}\t{answer}" for question, answer in FACTS.items())
    table.write_text(f"question\tanswer\n{lines}\n", encoding="utf-8")
    command(data, "import", str(table), "--deck", DECK)
    with served(data) as found:
        yield found


@pytest.fixture(scope="module")
def cookies(browser: Any, link: str) -> Any:
    return entered(browser, link)


def middle(tile: Any) -> tuple[float, float]:
    tile.scroll_into_view_if_needed()
    box = tile.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def by_mouse(page: Any, one: Any, other: Any) -> None:
    page.mouse.move(*middle(one))
    page.mouse.down()
    page.mouse.move(*middle(other), steps=5)
    page.locator("button.dragged").wait_for()
    page.mouse.up()


def by_finger(page: Any, one: Any, other: Any) -> None:
    """A finger that rests on a tile until it is held, then moves: real touches, not events."""
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    (x, y), (to_x, to_y) = middle(one), middle(other)
    touch("touchStart", (x, y))
    page.locator("button.dragged").wait_for()
    for part in (0.25, 0.5, 0.75, 1.0):
        touch("touchMove", (x + part * (to_x - x), y + part * (to_y - y)))
    touch("touchEnd")
    finger.detach()


def dealt(page: Any) -> None:
    followed(page, page.get_by_role("link", name=DECK))
    followed(page, page.get_by_role("link", name="Matching", exact=True))
    if page.url.count("/ses_"):
        followed(page, page.get_by_role("button", name="Deal anew"))
    else:
        page.get_by_text("or drag one onto the other").wait_for()
        followed(page, page.get_by_role("button", name="Deal the tiles"))
    followed(page, page.get_by_role("button", name="Start"))
    page.locator("button[name=tile]").first.wait_for()


def partners(page: Any) -> tuple[Any, Any, Any]:
    """A tile, its partner, and a tile that is not."""
    tiles = {tile.locator("span").inner_text(): tile for tile in page.locator("[name=tile]").all()}
    question, answer = next(pair for pair in FACTS.items() if pair[1] in tiles)
    thing = question.split()[-2]
    term = next(text for text in tiles if thing in text)
    wrong = next(text for text in tiles if text not in (term, answer))
    return tiles[term], tiles[answer], tiles[wrong]


@pytest.mark.parametrize("motion", MOTION)
@pytest.mark.parametrize(
    ("drag", "options"),
    [(by_mouse, {"viewport": DESKTOP}), (by_finger, {"viewport": PHONE, "has_touch": True})],
    ids=["mouse", "finger"],
)
def test_a_tile_dropped_on_its_partner_is_a_pair_and_on_another_a_wrong_guess(
    browser: Any, link: str, cookies: Any, drag: Drag, options: dict[str, Any], motion: str
) -> None:
    with watching(browser, link, cookies, reduced_motion=motion, **options) as watched:
        page = watched.page
        dealt(page)
        one, _, wrong = partners(page)
        with turning(page):
            drag(page, one, wrong)
        page.get_by_text("Not a pair.").wait_for()
        sound(page)
        one, other, _ = partners(page)
        with turning(page):
            drag(page, one, other)
        page.get_by_text(re.compile("A pair. 1 of . pairs found, 1 wrong guess")).wait_for()
        sound(page)


def test_a_tile_dropped_beside_the_others_goes_back_and_tapping_still_works(
    browser: Any, link: str, cookies: Any
) -> None:
    with watching(browser, link, cookies, viewport=DESKTOP) as watched:
        page = watched.page
        dealt(page)
        one, other, _ = partners(page)
        one.scroll_into_view_if_needed()
        page.mouse.move(*middle(one))
        page.mouse.down()
        page.mouse.move(5, 5, steps=4)
        page.mouse.up()
        page.get_by_text("Put back.").wait_for()
        assert page.locator("button.dragged, button[aria-pressed=true]").count() == 0
        page.mouse.move(*middle(one))
        page.mouse.down()
        page.mouse.move(*middle(other), steps=4)
        page.keyboard.press("Escape")
        page.mouse.up()
        assert page.locator("button.dragged, button.over, button[aria-pressed=true]").count() == 0
        one.click()
        page.get_by_text("Now its partner.").wait_for()
        followed(page, other)
        page.get_by_text(re.compile("A pair. 1 of . pairs found, 0 wrong guesses")).wait_for()


def test_a_finger_up_and_down_scrolls_and_takes_no_tile(
    browser: Any, link: str, cookies: Any
) -> None:
    short = {"width": 360, "height": 420}
    with watching(browser, link, cookies, viewport=short, has_touch=True) as watched:
        page = watched.page
        dealt(page)
        x, y = middle(page.locator("button[name=tile]").nth(4))
        before = page.evaluate("scrollY")
        finger = page.context.new_cdp_session(page)
        swipe = {"x": x, "y": y, "yDistance": -150, "speed": 1200}
        finger.send("Input.synthesizeScrollGesture", swipe)
        page.wait_for_function(f"scrollY > {before + 50}")
        assert page.locator("button.dragged, button[aria-pressed=true]").count() == 0
        assert "0 wrong guesses" in page.content()
