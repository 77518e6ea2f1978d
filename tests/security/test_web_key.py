"""Before the attempt is over the key is in no reply, but in those of whoever writes the cards."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from starlette.testclient import TestClient

from decks.analogies import Analogy, AnalogyContent, AnalogyOrigin, AnalogyState
from decks.cards import Card, CardContent, CardVersion, KeyPoint
from decks.drafts import Draft, Origin, Provenance
from decks.ids import fresh_id
from service.collection import indexing
from service.notes import ingest
from service.wiring import App, deck_named
from tests.web_routes import filled, routes

NOTES = "# Cells\n\nThe canaryquote word is in the notes.\n"
CANARIES = (
    "canaryanswer",
    "canarypoint",
    "canaryvariant",
    "canarywrong",
    "canaryreference",
    "canaryexplanation",
    "canaryquote",
    "canaryanalogy",
    "canarylimit",
)
WRITERS = {
    "/decks/{deck_id}/cards/{card_id}",
    "/decks/{deck_id}/review",
    "/decks/{deck_id}/review/{draft_id}",
    "/decks/{deck_id}/review/{draft_id}/split",
    "/decks/{deck_id}/review/{draft_id}/merge",
    "/decks/{deck_id}/review/{draft_id}/rewrite",
    "/decks/{deck_id}/drafts",
    "/decks/{deck_id}/changed",
    "/api/v1/decks/{deck_id}/export/lost",
    "/api/v1/drafts/{draft_id}/split",
    "/api/v1/drafts/merge",
    "/api/v1/drafts/{draft_id}/regenerate",
    "/decks/{deck_id}/analogies",
    "/decks/{deck_id}/analogies/{analogy_id}",
    "/decks/{deck_id}/sources/{version_id}",
    "/decks/{deck_id}/sources/{version_id}/card",
    "/decks/{deck_id}/export",
    "/api/v1/decks/{deck_id}/cards",
    "/api/v1/cards/{card_id}",
    "/api/v1/cards/{card_id}/withdraw",
    "/api/v1/cards/{card_id}/bring-back",
    "/api/v1/decks/{deck_id}/drafts",
    "/api/v1/drafts/{draft_id}",
    "/api/v1/drafts/{draft_id}/accept",
    "/api/v1/drafts/{draft_id}/reject",
    "/api/v1/drafts/{draft_id}/undo",
    "/api/v1/decks/{deck_id}/analogies",
    "/api/v1/analogies/{analogy_id}",
    "/api/v1/analogies/{analogy_id}/accept",
    "/api/v1/analogies/{analogy_id}/reject",
    "/api/v1/sources/{any_id}/text",
    "/api/v1/decks/{deck_id}/export",
    "/api/v1/search",
    "/decks/{deck_id}/review/{draft_id}/key",
    "/decks/{deck_id}/report-card",
    "/api/v1/decks/{deck_id}/report-card",
    "/api/v1/drafts/{draft_id}/interview",
}
"""What shows the key on purpose: the one person of this site writes the cards as well."""
ASKING = {
    "/decks/{deck_id}/study",
    "/api/v1/cards/{card_id}/question",
    "/api/v1/decks/{deck_id}/due",
}


@pytest.fixture
def known(app: App) -> Mapping[str, str]:
    """A deck with one card whose key holds words that stand nowhere else, by the routes' names."""
    version = ingest.take_in(app, "cells.md", NOTES.encode(), "Biology")
    deck = deck_named(app, "Biology")
    start = NOTES.index("The canaryquote")
    citation = version.cite(start, start + len("The canaryquote word"))
    content = CardContent(
        question="What is a cell?",
        label="cell",
        core_answer="The canaryanswer of life.",
        explanation="More canaryexplanation.",
        references=("Also canaryreference.",),
        key_points=(
            KeyPoint(text="canarypoint", variants=("canaryvariant",), wrong_ideas=("canarywrong",)),
        ),
    )
    card_id, draft_id, analogy_id = fresh_id("crd"), fresh_id("drf"), fresh_id("ana")
    card = Card(
        id=card_id,
        deck_id=deck.id,
        version=CardVersion(
            id=fresh_id("cdv"),
            card_id=card_id,
            number=1,
            content=content,
            citations=(citation,),
            author_id=app.owner.id,
            created_at=app.now(),
        ),
    )
    draft = Draft(
        id=draft_id,
        deck_id=deck.id,
        proposed=content,
        content=content,
        citations=(citation,),
        provenance=Provenance(origin=Origin.RULES, drafter="rules/1"),
        created_at=app.now(),
    )
    analogy = Analogy(
        id=analogy_id,
        subject_id=card_id,
        content=AnalogyContent(
            text="Like a canaryanalogy.", roles=(("a", "b"), ("c", "d")), limits=("canarylimit",)
        ),
        origin=AnalogyOrigin.PERSON,
        state=AnalogyState.ACCEPTED,
        created_at=app.now(),
    )
    with app.ledger.write() as unit:
        unit.cards.add(card)
        unit.drafts.add([draft])
        unit.analogies.add([analogy])
        indexing.put_card(unit, card)
    return {
        "deck_id": deck.id,
        "card_id": card_id,
        "draft_id": draft_id,
        "analogy_id": analogy_id,
        "version_id": version.id,
        "any_id": version.id,
    }


def said(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text.lower()]


def test_no_route_tells_the_key_before_the_attempt(
    client: TestClient, known: Mapping[str, str]
) -> None:
    table = routes()
    assert {path for _, path in table} >= WRITERS | ASKING
    telling = set()
    for method, path in table:
        if path in ("/leave", "/start") or (path in WRITERS and method != "GET"):
            continue
        reply = client.request(method, filled(path, known), json={})
        assert reply.status_code < 500
        assert path in WRITERS or said(reply.text + str(reply.headers)) == [], path
        if said(reply.text):
            telling.add(path)
    assert telling, "the canaries would have been seen"


@pytest.mark.parametrize(
    "query", ["?q=unit of life", "?q=canaryanswer", "?state=withdrawn", "?sheet=9"]
)
def test_the_deck_page_tells_no_answer_however_it_is_asked(
    client: TestClient, known: Mapping[str, str], query: str
) -> None:
    shown = client.get(f"/decks/{known['deck_id']}{query}").text.replace(f'"{query[3:]}"', "")
    assert set(said(shown)) <= {"canaryquote"}, "the notes that were found, and nothing of the card"


def test_errors_of_the_asking_routes_tell_nothing(
    client: TestClient, known: Mapping[str, str]
) -> None:
    card = known["card_id"]
    asked = client.get(f"/api/v1/cards/{card}/question").json()
    good = {"version_id": asked["version_id"], "state_token": "0", "text": "x"}
    place = f"/api/v1/cards/{card}/answers"
    key = {"Idempotency-Key": "abcdefgh"}
    for body, headers in (
        (good, {}),
        ({**good, "state_token": "x"}, key),
        ({**good, "version_id": "cdv_x"}, key),
        ({**good, "text": "\x00"}, key),
        ({**good, "reference": 1}, key),
        ({}, key),
    ):
        reply = client.post(place, json=body, headers=headers)
        assert 400 <= reply.status_code < 500
        assert said(reply.text) == []
    assert said(client.post(place, json=good, headers=key).text) != []


def test_the_attempt_over_the_key_is_told(client: TestClient, known: Mapping[str, str]) -> None:
    place = f"/decks/{known['deck_id']}/study"
    asked = client.get(f"/api/v1/cards/{known['card_id']}/question").json()
    form = {
        "card_id": asked["card"],
        "card_version_id": asked["version_id"],
        "state_token": asked["state_token"],
        "request_key": "abcdefgh",
        "typed": "no idea",
    }
    answered = client.post(place, data=form)
    told = client.get(answered.headers["location"]).text
    assert {"canaryanswer", "canaryexplanation", "canaryquote", "canaryanalogy"} <= set(said(told))
