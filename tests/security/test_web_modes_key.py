"""No mode tells the key before the attempt is over, and none runs what a card says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from decks.cards import Deck
from service.collection import cards
from service.wiring import App, deck_named
from tests.security.test_web_words import PAYLOADS, harm
from tests.steady_grader import steady
from tests.web_client import signed_in

DECK = "Biology"
WORDS = ("amber", "birch", "cobalt", "dune", "ember", "fjord")
UNTOLD = ("canaryexplanation", "canarypoint")
ANSWER = "canaryanswer"


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    steady(app)
    for word in WORDS:
        cards.add(
            app,
            DECK,
            f"What is the {word}?",
            f"The {ANSWER} {word * 2} of {word[::-1]}.",
            label=word,
            explanation=f"canaryexplanation {word}",
            key_points=[f"canarypoint {word}"],
        )
    with signed_in(app) as made:
        yield made


@pytest.fixture
def deck(app: App, client: TestClient) -> Deck:
    return deck_named(app, DECK)


def begun(client: TestClient, deck: Deck, mode: str, **fields: object) -> str:
    reply = client.post(f"/decks/{deck.id}/{mode}", data=fields)
    assert reply.status_code == 303, reply.text
    return str(reply.headers["location"]).partition("?")[0]


def sent(client: TestClient, place: str, shown: str, **fields: object) -> str:
    """The page that an event leads to."""
    turn = re.search(r'name="turn" value="(\d+)"', shown)
    key = re.search(r'name="request_key" value="([^"]+)"', shown)
    assert turn
    assert key
    data = {"turn": turn[1], "request_key": key[1], **fields}
    reply = client.post(place, data=data)
    if reply.status_code == 303:
        reply = client.get(reply.headers["location"])
    return reply.text


def said(text: str, *more: str) -> set[str]:
    return {canary for canary in (*UNTOLD, *more) if canary in text}


def told_apart(text: str, name: str) -> set[str]:
    """The buttons of a choice without their words and places: one shape if none is marked."""
    buttons = re.findall(rf'<button name="{name}".*?</button>', text, re.DOTALL)
    assert len(buttons) > 1
    bare = (re.sub(r"<span.*?</span>", "", each, flags=re.DOTALL) for each in buttons)
    return {re.sub(r'value="\d+"|data-key="\w+"|<kbd>\w+</kbd>', "", each) for each in bare}


def test_flashcards_tell_the_other_side_after_the_flip_alone(
    client: TestClient, deck: Deck
) -> None:
    place = begun(client, deck, "flashcards")
    shown = client.get(place).text
    for act in ("next", "back", "star", "known", "shuffle", "only_starred", "all", "x"):
        assert said(shown, ANSWER) == set(), act
        after = sent(client, place, shown, act=act)
        shown = client.get(place).text
        assert said(after, ANSWER) == set(), act
    assert said(sent(client, place, shown, act="flip"), ANSWER) == {ANSWER, "canaryexplanation"}


def test_learn_marks_no_option_and_shows_no_answer_that_is_to_be_typed(
    client: TestClient, app: App, deck: Deck
) -> None:
    place, typed = begun(client, deck, "learn"), 0
    while typed < 3:
        shown = client.get(place).text
        assert said(shown) == set()
        if 'name="option"' in shown:
            assert len(told_apart(shown, "option")) == 1
            assert said(sent(client, place, shown, act="choose", option=99)) == set()
            with app.ledger.read() as unit:
                open_one = unit.sessions.get(place.rpartition("/")[2])
            after = sent(
                client, place, shown, act="choose", option=open_one.state["offer"]["right"]
            )
        else:
            typed += 1
            assert said(shown, ANSWER) == set()
            stale = client.post(
                place, data={"turn": 0, "request_key": "x" * 8, "act": "write", "typed": "x"}
            )
            assert (stale.status_code, said(stale.text, ANSWER)) == (409, set())
            after = sent(client, place, shown, act="write", typed="no idea")
        assert ANSWER in after, "the attempt is over"


def test_a_test_tells_nothing_of_its_key_until_it_is_handed_in(
    client: TestClient, deck: Deck
) -> None:
    kinds = ["true_false", "choice", "matching", "written"]
    place = begun(client, deck, "test", questions=6, kinds=kinds)
    pages = [f"{place}?q={number}" for number in range(1, 6)]
    for number, page in enumerate(pages):
        shown = client.get(page).text
        fields: dict[str, object] = {"act": "answer", "number": number}
        if 'name="option"' in shown:
            assert len(told_apart(shown, "option")) == 1
            fields["option"] = 0
        elif 'name="truth"' in shown:
            assert shown.count('aria-pressed="false"') == 2
            fields["truth"] = "true"
        elif 'name="pairs"' in shown:
            fields["pairs"] = ["0", "1"] if shown.count("<select") == 2 else ["0"] + [""] * 8
        else:
            assert ANSWER not in shown
            fields["typed"] = "no idea"
        replies = [shown, sent(client, place, shown, **fields), client.get(place).text]
        replies += [sent(client, place, shown, **{**fields, "option": 99})]
        assert all(said(reply) == set() for reply in replies)
    after = sent(client, place, client.get(place).text, act="hand_in")
    assert {ANSWER, "canaryexplanation"} <= said(after, ANSWER)


def test_tiles_tell_nothing_of_what_they_belong_to(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "matching")
    begin = client.get(place).text
    assert said(begin, ANSWER) == set(), "nothing is shown before the clock runs"
    shown = sent(client, place, begin, act="start")
    for page in (shown, client.get(f"{place}?one=0").text):
        assert said(page) == set()
        assert len(told_apart(page.replace('pressed="true"', 'pressed="false"'), "tile")) == 1
        with app.ledger.read() as unit:
            assert not any(card in page for card in unit.cards.ids(deck.id))


@pytest.mark.parametrize("mode", ["flashcards", "learn", "test", "matching"])
def test_no_mode_runs_what_a_card_says(client: TestClient, app: App, mode: str) -> None:
    for number, payload in enumerate(PAYLOADS[::7]):
        name = f"{'abcdefghijklmno'[number] * 6}"
        cards.add(app, "Hostile", f"{name} {payload}", f"{name[::-1]}x {payload}", label=name)
    deck = deck_named(app, "Hostile")
    place = begun(client, deck, mode, kinds=["choice", "true_false", "written", "matching"])
    pages = [client.get(f"{place}?q={number}").text for number in range(1, 9)]
    assert all(harm(page) == [] for page in pages)
    acts = {"flashcards": "flip", "learn": "choose", "test": "hand_in", "matching": "start"}
    after = sent(client, place, pages[0], act=acts[mode], option=0)
    assert "pwn" in after
    assert harm(after) == []
