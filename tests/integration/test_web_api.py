"""The API does what the command line does, by the same verbs, and once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from service.notes import ingest
from service.notes.drafting import go_on
from service.wiring import App, deck_named
from tests.integration.conftest import TestClock
from tests.steady_grader import steady
from tests.web_client import ORIGIN, site_over
from web.entry import Entry

API = "/api/v1"
ANSWER = "The smallest unit of a living thing."
KEY = {"Idempotency-Key": "one-answer"}
NOTES = """# Energy in cells

A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.

Ribosomes are the cellular structures responsible for protein synthesis.
"""


@pytest.fixture
def api(app: App) -> Iterator[TestClient]:
    """A program with the token."""
    steady(app)
    site = site_over(app, Entry("secret"))
    headers = {"authorization": "Bearer secret"}
    with TestClient(site, base_url=ORIGIN, headers=headers) as made:
        yield made


@pytest.fixture
def deck(api: TestClient) -> str:
    made = api.post(f"{API}/decks", json={"name": "Biology", "retention": 0.85})
    assert (made.status_code, made.json()["retention"]) == (201, 0.85)
    found: str = made.json()["id"]
    return found


@pytest.fixture
def card(api: TestClient, deck: str) -> str:
    body = {
        "question": "What is a cell?",
        "core_answer": ANSWER,
        "key_points": [{"text": "smallest unit of a living thing", "weight": 2}],
    }
    made = api.post(f"{API}/decks/{deck}/cards", json=body)
    assert made.status_code == 201
    found: str = made.json()["id"]
    return found


def asked(api: TestClient, card: str) -> dict[str, object]:
    """The body of an answer to the card's question, without its words."""
    question = api.get(f"{API}/cards/{card}/question").json()
    assert set(question) == {"card", "version_id", "question", "label", "state_token"}
    return {"version_id": question["version_id"], "state_token": question["state_token"]}


def test_a_deck_is_listed_with_its_cards_and_what_is_due(
    api: TestClient, deck: str, card: str
) -> None:
    (listed,) = api.get(f"{API}/decks").json()
    assert (listed["name"], listed["cards"]) == ("Biology", 1)
    (shown,) = api.get(f"{API}/decks/{deck}/cards").json()
    assert (shown["id"], shown["version"], shown["key_points"][0]["weight"]) == (card, 1, 2)
    assert api.get(f"{API}/decks/{deck}/cards", params={"offset": 1}).json() == []
    (due,) = api.get(f"{API}/decks/{deck}/due").json()
    assert set(due) == {"card", "question", "due", "expected_recall", "state"}
    stats = api.get(f"{API}/decks/{deck}/stats").json()
    assert (stats["cards"], stats["due_now"], len(stats["due_by_day"])) == (1, 1, 14)


def test_an_answer_sent_twice_is_one_answer_and_another_under_its_key_is_refused(
    api: TestClient, deck: str, card: str
) -> None:
    place, body = f"{API}/cards/{card}/answers", {**asked(api, card), "text": ANSWER, "seconds": 4}
    first = api.post(place, json=body, headers=KEY)
    again = api.post(place, json=body, headers=KEY)
    assert first.status_code == 200
    assert first.json() == again.json()
    assert first.json()["verdict"] == "correct"
    assert first.json()["moved"] is True
    assert api.get(f"{API}/decks/{deck}/stats").json()["reviews"] == 1
    for change in ({"text": "x"}, {"seconds": 5}, {"state_token": "1"}):
        assert api.post(place, json={**body, **change}, headers=KEY).status_code == 422
    assert api.post(place, json=body).status_code == 422
    assert api.post(place, json=body, headers={"Idempotency-Key": "short"}).status_code == 422


def test_a_double_tap_is_one_answer_though_both_come_at_once(
    api: TestClient, deck: str, card: str
) -> None:
    place, body = f"{API}/cards/{card}/answers", {**asked(api, card), "text": ANSWER}
    with ThreadPoolExecutor(8) as pool:
        replies = [pool.submit(api.post, place, json=body, headers=KEY).result for _ in range(8)]
        told = [reply() for reply in replies]
    assert {reply.status_code for reply in told} == {200}
    assert len({reply.json()["answer"] for reply in told}) == 1
    stats = api.get(f"{API}/decks/{deck}/stats").json()
    assert (stats["answers"], stats["reviews"]) == (1, 1)


def test_a_stale_answer_is_kept_and_moves_nothing(api: TestClient, card: str) -> None:
    place, body = f"{API}/cards/{card}/answers", {**asked(api, card), "text": ANSWER}
    api.post(place, json=body, headers=KEY)
    late = api.post(place, json=body, headers={"Idempotency-Key": "another-tab"}).json()
    assert (late["moved"], late["stale"]) == (False, True)


def test_a_version_of_another_card_is_refused(api: TestClient, deck: str, card: str) -> None:
    body = {"question": "What is a wall?", "core_answer": "A cover."}
    other = api.post(f"{API}/decks/{deck}/cards", json=body).json()["id"]
    sent = {**asked(api, other), "text": "x"}
    assert api.post(f"{API}/cards/{card}/answers", json=sent, headers=KEY).status_code == 422


def test_what_the_student_says_is_heard_and_undone(api: TestClient, card: str) -> None:
    place, body = f"{API}/cards/{card}/answers", {**asked(api, card), "text": "wrong"}
    told = api.post(place, json=body, headers=KEY).json()
    answer = f"{API}/answers/{told['answer']}"
    assert api.get(answer).json() == told
    claimed = api.post(f"{answer}/claim", json={"sentence": "I meant that"})
    assert claimed.json()["due"] > told["due"]
    assert api.post(f"{answer}/claim", json={}).status_code == 409
    assert api.post(f"{answer}/guess").json()["due"] <= claimed.json()["due"]
    assert api.post(f"{answer}/self", json={"had_it": True}).status_code == 409
    assert api.post(f"{answer}/rating", json={"rating": 3}).status_code == 422
    assert api.post(f"{API}/undo").json()["card"] == card
    assert api.post(f"{API}/undo").status_code == 409


def test_a_clients_own_time_is_not_taken(api: TestClient, card: str, clock: TestClock) -> None:
    body = {**asked(api, card), "text": ANSWER}
    place = f"{API}/cards/{card}/answers"
    for extra in ({"at": "2030-01-01T00:00:00"}, {"seconds": 1e9}, {"seconds": -1}):
        assert api.post(place, json={**body, **extra}, headers=KEY).status_code == 422


def test_a_card_is_edited_withdrawn_and_brought_back(api: TestClient, deck: str, card: str) -> None:
    place = f"{API}/cards/{card}"
    seen = api.get(place).json()["version_id"]
    edited = api.patch(place, json={"core_answer": "A living brick.", "seen": seen})
    assert (edited.json()["version"], edited.json()["core_answer"]) == (2, "A living brick.")
    assert api.patch(place, json={"label": "x", "seen": seen}).status_code == 409
    assert api.patch(place, json={"question": ""}).status_code == 422
    assert api.post(f"{place}/withdraw").json()["state"] == "withdrawn"
    listed = {
        state: len(api.get(f"{API}/decks/{deck}/cards", params={"state": state}).json())
        for state in ("live", "withdrawn", "all")
    }
    assert listed == {"live": 0, "withdrawn": 1, "all": 1}
    assert api.post(f"{place}/bring-back").json()["state"] == "live"


def test_the_same_card_under_one_key_is_one(api: TestClient, deck: str) -> None:
    place, body = f"{API}/decks/{deck}/cards", {"question": "What?", "core_answer": "That thing."}
    ids = {api.post(place, json=body, headers=KEY).json()["id"] for _ in range(2)}
    assert len(ids) == 1
    other = {**body, "core_answer": "Another."}
    assert api.post(place, json=other, headers=KEY).status_code == 422


@pytest.mark.parametrize("as_file", [True, False], ids=["file", "text"])
def test_notes_come_in_and_every_span_is_told(
    api: TestClient, app: App, deck: str, as_file: bool
) -> None:
    place = f"{API}/decks/{deck}/sources"
    if as_file:
        sent = api.post(f"{place}/file", files={"file": ("cells.md", NOTES.encode())})
    else:
        sent = api.post(place, json={"name": "cells.md", "text": NOTES})
    assert sent.status_code == 202
    spans = sent.json()["spans"]
    assert (spans[0]["start"], spans[-1]["end"]) == (0, len(NOTES))
    stored = api.get(f"{API}/sources/{sent.json()['id']}/text").json()
    assert stored["text"] == NOTES
    covered = api.get(place).json()
    assert (covered["complete"], covered["sources"][0]["id"]) == (False, sent.json()["id"])


def test_drafts_are_decided_one_by_one(api: TestClient, app: App, deck: str) -> None:
    ingest.take_in(app, "cells.md", NOTES.encode(), deck_named(app, "Biology").name)
    go_on(app)
    drafts = api.get(f"{API}/decks/{deck}/drafts").json()
    place = f"{API}/drafts/{drafts[0]['id']}"
    edited = api.patch(
        place, json={"question": "What makes ATP?", "core_answer": "A mitochondrion."}
    )
    assert edited.json()["question"] == "What makes ATP?"
    assert api.post(f"{place}/reject", json={}).status_code == 422
    card = api.post(f"{place}/accept", json={"reason": "it is right"})
    assert (card.status_code, card.json()["citations"] != []) == (201, True)
    assert api.post(f"{place}/accept", json={"reason": "again"}).status_code == 409
    assert api.post(f"{place}/undo").json()["state"] == "pending"
    rejected = api.post(f"{place}/reject", json={"reason": "not worth a card"})
    assert rejected.json()["state"] == "rejected"


def test_an_analogy_has_a_review_of_its_own(api: TestClient, deck: str) -> None:
    page = "What is a cell?\nThe unit of life. Analogy: a brick in a wall.\n"
    came = api.post(f"{API}/decks/{deck}/import", json={"text": page, "format": "page"}).json()
    assert (came["cards"], came["analogies"]) == (1, 1)
    (analogy,) = api.get(f"{API}/decks/{deck}/analogies").json()
    place = f"{API}/analogies/{analogy['id']}"
    assert api.post(f"{place}/accept").status_code == 409
    parts = {
        "roles": [["brick", "cell"], ["wall", "the unit of life"]],
        "limits": ["bricks do not divide"],
    }
    assert api.patch(place, json=parts).json()["missing"] == []
    assert api.post(f"{place}/accept").json()["state"] == "accepted"
    assert api.post(f"{place}/reject").json()["state"] == "rejected"


def test_a_deck_goes_out_and_comes_in_the_same(api: TestClient, deck: str, card: str) -> None:
    out = api.get(f"{API}/decks/{deck}/export")
    assert out.headers["content-type"].startswith("application/x-ndjson")
    place = f"{API}/decks/{deck}/import/file"
    back = api.post(place, files={"file": ("deck.jsonl", out.content)}).json()
    assert (back["cards"], back["unchanged"]) == (0, 1)
    assert api.get(f"{API}/decks/{deck}/export", params={"format": "csv"}).text.startswith(
        "question"
    )


def test_search_and_soundness_and_mathematics(api: TestClient, deck: str, card: str) -> None:
    found = api.get(f"{API}/search", params={"q": "unit of life", "deck_id": deck}).json()
    assert [each["id"] for each in found] == [card]
    assert api.get(f"{API}/search", params={"q": " "}).status_code == 422
    assert api.get(f"{API}/search", params={"q": "x", "deck_id": "none"}).status_code == 404
    assert api.get(f"{API}/doctor").json()["ok"] is True
    assert api.get(f"{API}/config").json()["destinations"]
    shown = api.post(f"{API}/math", json={"tex": "x^2"}).json()
    assert (shown["readable"], "<msup>" in shown["html"]) == (True, True)
    assert api.post(f"{API}/math", json={"tex": "\\evil"}).json()["readable"] is False
