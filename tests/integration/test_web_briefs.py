"""On the site: how many drafts, on what, and what is left out; held drafts, set-aside words."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from decks.drafts import DraftState
from decks.sources import UploadState
from service.notes.drafting import go_on
from service.notes.ingest import coverage
from service.notes.uploading import read_waiting, received
from service.reviewing.drafts import drafts
from service.wiring import App, deck_for, deck_named
from tests.integration.test_briefs import NOTES, WATER
from tests.web_client import signed_in

DECK = "Biology"


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with signed_in(app) as made:
        yield made


def send(app: App, client: TestClient, text: str = NOTES, **form: str) -> str:
    """Sends notes and waits for their drafts; gives the address of the deck."""
    files = [("files", ("cells.md", text.encode()))]
    reply = client.post("/notes", files=files, data={"deck_name": DECK, **form})
    assert reply.status_code == 303
    read_waiting(app)
    go_on(app)
    return f"/decks/{deck_named(app, DECK).id}"


def test_what_is_asked_with_the_upload_holds_for_its_drafts(app: App, client: TestClient) -> None:
    deck = send(app, client, target="2", objectives=f"{WATER}\n", skip="Exercises\nslide 99")
    waiting = drafts(app, DECK)
    assert len(waiting) == 2
    assert WATER in {each.objective for each in waiting}
    assert "set aside by me" in {span.reason for span in coverage(app, DECK).sources[0].spans}
    page = client.get(f"{deck}/notes").text
    assert "“slide 99” was to be left out and is nowhere" in page
    assert "more drafts lie beyond" in page
    assert f"Serves “{WATER}”" in client.get(f"{deck}/drafts").text


def test_drafts_that_are_held_back_are_called_up_and_decided_about_like_others(
    app: App, client: TestClient
) -> None:
    deck = send(app, client, target="1")
    held = drafts(app, DECK, DraftState.HELD)
    assert "Call them up" in client.get(f"{deck}/drafts").text
    shown = client.get(f"{deck}/review/{held[0].id}").text
    assert 'value="accept"' in shown
    assert client.post(f"{deck}/review/{held[0].id}", data={"choice": "accept"}).status_code == 303
    assert client.post(f"{deck}/drafts/more").headers["location"] == f"{deck}/drafts"
    assert drafts(app, DECK, DraftState.HELD) == []
    assert client.post(f"{deck}/drafts/more").headers["location"].endswith("?state=held")


@pytest.mark.parametrize("target", ["0", "-1", "many", "1e9"])
def test_a_number_of_drafts_that_is_none_is_told_and_what_was_typed_stays(
    client: TestClient, target: str
) -> None:
    reply = client.post("/notes", data={"pasted": "words", "target": target, "skip": "page 7"})
    assert reply.status_code == 422
    assert "The number of drafts is 1 or more" in reply.text
    assert "page 7</textarea>" in reply.text


def test_on_the_map_words_are_set_aside_taken_back_and_drafted_from(
    app: App, client: TestClient
) -> None:
    deck = send(app, client)
    (source,) = coverage(app, DECK).sources
    place = f"{deck}/sources/{source.id}"

    def act(words: str, what: str) -> str:
        start = NOTES.index(words)
        form = {"start": start, "end": start + len(words), "act": what}
        return client.post(f"{place}/span", data=form).headers["location"]

    act("Ribosomes are", "aside")
    assert "skipped: set aside by me" in client.get(place).text
    act("## Membranes", "section")
    assert {each.question for each in drafts(app, DECK)} == {
        "What is a mitochondrion?",
        "What is a lysosome?",
    }
    act("## Membranes", "section-back")
    act("Ribosomes are", "back")
    assert len(drafts(app, DECK)) == 5
    assert "/review/drf_" in act("1. A chloroplast", "draft")
    assert "What is a chloroplast?" in {each.question for each in drafts(app, DECK)}


@pytest.mark.parametrize(("place", "names"), [("new", 2), ("newer", 1)])
def test_a_file_that_is_only_called_alike_is_asked_about(
    app: App, client: TestClient, place: str, names: int
) -> None:
    deck = send(app, client)
    other = "The **Treaty of Trianon** is the agreement that drew new borders for Hungary."
    send(app, client, other)
    [upload] = received(app, deck_named(app, DECK))
    assert upload.state is UploadState.ASKED
    assert "Another document</button>" in client.get(f"{deck}/notes").text
    form = {"upload_id": upload.id, "place": place}
    assert client.post(f"{deck}/notes/answer", data=form).status_code == 303
    read_waiting(app)
    assert received(app, deck_named(app, DECK)) == []
    assert len(coverage(app, DECK).sources) == names
    assert client.post(f"{deck}/notes/answer", data=form).status_code == 404


def test_a_body_that_is_too_large_is_told_on_a_page_that_says_what_to_do(
    client: TestClient,
) -> None:
    reply = client.post("/notes", content=b"x", headers={"content-length": "90000000"})
    assert reply.status_code == 413
    assert "send less" in reply.text
    assert "<html" in reply.text
    assert reply.headers["content-security-policy"]


def test_programs_ask_for_the_same_through_the_api(app: App, client: TestClient) -> None:
    deck = deck_for(app, DECK)
    base = f"/api/v1/decks/{deck.id}"
    wish = {"target": 1, "objectives": [WATER], "skip": ["Exercises"]}
    sent = client.post(f"{base}/sources", json={"name": "a.md", "text": NOTES, "wish": wish})
    assert sent.status_code == 202
    go_on(app)
    [first] = client.get(f"{base}/drafts").json()
    assert first["objective"] == WATER
    assert len(client.get(f"{base}/drafts?state=held").json()) == 4
    assert len(client.post(f"{base}/drafts/more", json={"count": 2}).json()) == 2
    place = f"{base}/sources/{sent.json()['id']}"
    start = NOTES.index("Ribosomes are")
    words = {"start": start, "end": start + 13}

    def reasons(source: dict[str, list[dict[str, str]]]) -> list[str]:
        return [span["reason"] for span in source["spans"] if span["reason"]]

    before = reasons(client.get(f"{base}/sources").json()["sources"][0])
    aside = reasons(client.post(f"{place}/aside", json=words).json())
    assert aside.count("set aside by me") == before.count("set aside by me") + 1
    assert reasons(client.delete(f"{place}/aside", params=words).json()) == before
    [made] = client.post(f"{place}/drafts", json=words).json()
    assert "ibosome" in made["question"]
    for wrong in ({"target": 0}, {"skip": ["\ud800"]}, {"objectives": ["a\x00"]}):
        body = json.dumps({"name": "b.md", "text": NOTES, "wish": wrong})
        assert client.post(f"{base}/sources", content=body).status_code == 422
    for far in ({"start": 10**9, "end": 10**9}, {"start": 7, "end": 3}, {"start": 0, "end": 10**9}):
        assert client.post(f"{place}/drafts", json=far).status_code == 422
        assert client.post(f"{place}/aside", json=far).status_code == 200
        assert client.delete(f"{place}/aside", params=far).status_code == 200
    assert client.delete(f"{place}/aside", params={"start": -(10**30), "end": 1}).status_code == 422
    assert client.post(f"{base}/sources/ver_none/drafts", json=words).status_code == 404
    assert client.post(f"{base}/sources/ver_none/aside", json=words).status_code == 404
    source = sent.json()["source"]
    assert client.post(f"{base}/sources/{source}/aside", json=words).status_code == 404
