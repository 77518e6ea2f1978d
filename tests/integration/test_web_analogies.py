"""Analogies as a step of their own, and a newcomer's first minute."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from decks.analogies import Analogy, AnalogyContent, AnalogyOrigin, AnalogyState
from decks.cards import Deck
from decks.ids import fresh_id
from service import beginning
from service.collection.cards import add, cards
from service.collection.shelf import decks
from service.notes.ingest import coverage
from service.notes.uploading import standing
from service.reviewing.analogies import listed as analogies
from service.wiring import App, deck_named
from tests.web_client import HOSTILE, assert_harmless, signed_in

WHOLE = {
    "text": "A cell is like a workshop.",
    "familiar": "a workshop",
    "roles": (("bench", "ribosome"), ("power line", "mitochondrion")),
    "relation": "parts with a task each",
    "limits": ("A workshop does not divide.",),
}


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with signed_in(app) as made:
        yield made


@pytest.fixture
def deck(app: App) -> Deck:
    add(app, "Biology", "What is a cell?", "What holds the ribosome and the mitochondrion.")
    return deck_named(app, "Biology")


def attached(app: App, deck: Deck, **content: object) -> str:
    [card] = cards(app, deck.name)
    made = Analogy(
        id=fresh_id("ana"),
        subject_id=card.id,
        content=AnalogyContent.model_validate(WHOLE | content),
        origin=AnalogyOrigin.PERSON,
        created_at=app.now(),
    )
    with app.ledger.write() as unit:
        unit.analogies.add([made])
    return made.id


def stored(app: App, analogy_id: str) -> Analogy:
    with app.ledger.read() as unit:
        return unit.analogies.get(analogy_id)


def decide(
    client: TestClient, deck: Deck, analogy_id: str, **data: str | list[str]
) -> tuple[int, str]:
    reply = client.post(f"/decks/{deck.id}/analogies/{analogy_id}", data=data)
    return reply.status_code, reply.headers.get("location", reply.text)


def test_an_analogy_is_shown_with_its_mapping_its_limits_and_its_card(
    app: App, client: TestClient, deck: Deck
) -> None:
    attached(app, deck)
    page = client.get(f"/decks/{deck.id}/analogies").text
    for words in ("bench", "ribosome", "A workshop does not divide.", "What is a cell?"):
        assert words in page


def test_accepting_twice_accepts_once_and_looking_never_does(
    app: App, client: TestClient, deck: Deck
) -> None:
    first, second = attached(app, deck), attached(app, deck)
    client.get(f"/decks/{deck.id}/analogies/{first}")
    assert stored(app, first).state is AnalogyState.PENDING
    for _ in range(2):
        status, place = decide(client, deck, first, choice="accept")
        assert (status, place) == (303, f"/decks/{deck.id}/analogies/{second}?decided={first}")
    assert stored(app, first).state is AnalogyState.ACCEPTED
    assert "Accepted: " in client.get(place).text
    place = decide(client, deck, second, choice="reject")[1]
    assert place == f"/decks/{deck.id}/analogies?decided={second}"
    page = client.get(place).text
    assert "No analogy waits" in page
    assert "Rejected: " in page
    undo = re.search(r'action="([^"]+)"><button[^>]+value="reopen"', page)
    assert undo is not None
    client.post(undo[1], data={"choice": "reopen"})
    assert stored(app, second).state is AnalogyState.PENDING
    assert 'value="reopen"' not in client.get(place).text


def test_what_is_missing_is_told_and_can_be_filled_in_with_the_acceptance(
    app: App, client: TestClient, deck: Deck
) -> None:
    analogy_id = attached(app, deck, roles=(), limits=())
    assert "lacks two role pairs and a limit" in client.get(f"/decks/{deck.id}/analogies").text
    assert decide(client, deck, analogy_id, choice="accept")[0] == 409
    form: dict[str, str | list[str]] = {
        "here": ["bench", "power line", "", "half"],
        "there": ["ribosome", "mitochondrion", "", ""],
        "limits": "It does not divide.\r\n\r\n",
    }
    assert decide(client, deck, analogy_id, choice="accept", **form)[0] == 303
    found = stored(app, analogy_id)
    assert found.state is AnalogyState.ACCEPTED
    assert found.content.roles == (("bench", "ribosome"), ("power line", "mitochondrion"))
    assert found.content.limits == ("It does not divide.",)


def test_an_unchanged_form_is_no_new_version(app: App, client: TestClient, deck: Deck) -> None:
    analogy_id = attached(app, deck)
    form: dict[str, str | list[str]] = {
        "text": str(WHOLE["text"]),
        "familiar": "a workshop",
        "relation": "parts with a task each",
        "limits": "A workshop does not divide.",
        "here": ["bench", "power line", ""],
        "there": ["ribosome", "mitochondrion", ""],
    }
    assert decide(client, deck, analogy_id, choice="save", **form)[0] == 303
    assert stored(app, analogy_id).version == 1
    assert decide(client, deck, analogy_id, choice="save", **{**form, "text": "New."})[0] == 303
    assert stored(app, analogy_id).version == 2


def test_a_decision_can_be_taken_back(app: App, client: TestClient, deck: Deck) -> None:
    analogy_id = attached(app, deck)
    decide(client, deck, analogy_id, choice="reject")
    for _ in range(2):
        assert decide(client, deck, analogy_id, choice="reopen")[0] == 303
    assert stored(app, analogy_id).state is AnalogyState.PENDING
    assert stored(app, analogy_id).version == 2


def test_an_empty_text_is_refused_and_what_was_typed_stays(
    app: App, client: TestClient, deck: Deck
) -> None:
    analogy_id = attached(app, deck)
    status, page = decide(
        client, deck, analogy_id, choice="save", whole="true", relation="typed by me"
    )
    assert status == 422
    assert "typed by me" in page


def test_what_blocks_is_told_and_is_overruled_in_words(
    app: App, client: TestClient, deck: Deck
) -> None:
    analogy_id = attached(app, deck, misleads=("It can be painted blue.",))
    page = client.get(f"/decks/{deck.id}/analogies").text
    assert "painted blue" in page
    assert "no limit says otherwise" in page
    assert decide(client, deck, analogy_id, choice="accept")[0] == 409
    assert decide(client, deck, analogy_id, choice="accept", why="It is clear.")[0] == 303
    assert stored(app, analogy_id).reason == "It is clear."
    assert "It is clear." in client.get(f"/decks/{deck.id}/analogies/{analogy_id}").text


def test_a_rejection_keeps_the_reason_from_the_menu_or_the_typed_one(
    app: App, client: TestClient, deck: Deck
) -> None:
    first, second = attached(app, deck), attached(app, deck)
    assert "The roles do not fit" in client.get(f"/decks/{deck.id}/analogies/{first}").text
    decide(client, deck, first, choice="reject", reason="The roles do not fit")
    decide(client, deck, second, choice="reject", why="Too long.")
    assert stored(app, first).reason == "The roles do not fit"
    assert stored(app, second).reason == "Too long."


def test_an_analogy_is_suggested_for_a_card_and_its_open_role_is_filled_in(
    app: App, client: TestClient, deck: Deck
) -> None:
    made = add(app, "Biology", "What do fimbriae link?", "It and itself, and the other parts.")
    assert "Suggest an analogy" in client.get(f"/decks/{deck.id}/cards/{made.id}").text
    reply = client.post(f"/decks/{deck.id}/analogies", data={"subject": made.id})
    place = reply.headers["location"]
    page = client.get(place).text
    assert "from the bank" in page
    assert "still open" in page
    assert "Suggest another" in page
    analogy_id = place.rpartition("/")[2]
    roles = stored(app, analogy_id).content.roles
    form: dict[str, str | list[str]] = {
        "here": [familiar for familiar, _ in roles],
        "there": [target for _, target in roles],
    }
    assert decide(client, deck, analogy_id, choice="save", **form)[0] == 303
    assert stored(app, analogy_id).version == 1
    assert decide(client, deck, analogy_id, choice="accept", **form)[0] == 409
    form["there"] = [target or "the other parts" for _, target in roles]
    assert decide(client, deck, analogy_id, choice="accept", **form)[0] == 303
    assert "the other parts" in stored(app, analogy_id).content.text
    again = client.post(f"/decks/{deck.id}/analogies", data={"subject": made.id})
    assert "nothing is suggested" in again.text  # one analogy is enough for a card


def test_nothing_is_suggested_where_nothing_fits_and_not_across_decks(
    app: App, client: TestClient, deck: Deck
) -> None:
    odd = add(app, "Biology", "When was the treaty signed?", "On a Sunday in May.")
    for data in ({"subject": odd.id}, {}):
        reply = client.post(f"/decks/{deck.id}/analogies", data=data)
        assert reply.status_code == 200
        assert "No familiar scene fits soundly" in reply.text
    other = add(app, "Other", "What do vans transport?", "The parcels of a town.")
    reply = client.post(f"/decks/{deck.id}/analogies", data={"subject": other.id})
    assert reply.status_code == 404


def test_suggestions_for_a_deck_and_a_card_over_the_api(
    app: App, client: TestClient, deck: Deck
) -> None:
    made = add(app, "Biology", "What does transfer RNA carry?", "The amino acid to the ribosome.")
    place = f"/api/v1/decks/{deck.id}/analogies"
    [first] = client.post(place, json={}).json()
    assert (first["origin"], first["state"], first["open"]) == ("bank", "pending", [])
    [second] = client.post(place, json={"subject": made.id}).json()
    assert second["familiar"] != first["familiar"]
    gone = {each["id"]: each for each in client.get(place).json()}[first["id"]]
    assert (gone["state"], gone["reason"]) == (
        "replaced",
        "another was asked for and took its place",
    )
    page = client.get(f"/decks/{deck.id}/cards/{made.id}").text
    assert "Replaced by another suggestion" in page
    assert "Rejected" not in page
    reply = client.post(f"/api/v1/analogies/{second['id']}/reject", json={"reason": "Odd."})
    assert reply.json()["reason"] == "Odd."


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_words_are_shown_as_text(
    app: App, client: TestClient, deck: Deck, payload: str
) -> None:
    analogy_id = attached(
        app,
        deck,
        text=payload,
        familiar=payload,
        roles=((payload, payload), (payload, payload)),
        relation=payload,
        limits=(payload,),
    )
    assert_harmless(client.get(f"/decks/{deck.id}/analogies").text)
    assert_harmless(decide(client, deck, analogy_id, choice="save", text=" ", familiar=payload)[1])


def test_an_analogy_of_another_deck_is_not_found(app: App, client: TestClient, deck: Deck) -> None:
    analogy_id = attached(app, deck)
    add(app, "Other", "What is a leaf?", "An organ of a plant.")
    other = deck_named(app, "Other")
    assert client.get(f"/decks/{other.id}/analogies/{analogy_id}").status_code == 404
    assert decide(client, other, analogy_id, choice="accept")[0] == 404


def test_a_newcomer_finds_a_lecture_and_a_deck_and_starting_twice_changes_nothing(
    app: App, client: TestClient
) -> None:
    counts = []
    for _ in range(2):
        reply = client.post("/start")
        lecture = deck_named(app, beginning.LECTURE_DECK)
        assert reply.headers["location"] == f"/decks/{lecture.id}/notes?new=1"
        counts.append((standing(app, lecture), decks(app)))
    assert counts[0] == counts[1]
    page = client.get(reply.headers["location"]).text
    assert "Two decks are yours to try" in page
    assert len(coverage(app, beginning.LECTURE_DECK).sources) == 1


def test_an_import_is_no_reviewing_and_is_not_undone_from_the_queue(
    app: App, client: TestClient
) -> None:
    _, learning = beginning.begin(app)
    page = client.get(f"/decks/{learning.id}/review").text
    assert "No draft waits" in page
    assert "kept" not in page
    assert "review/undo" not in page


def test_the_bundled_cards_are_complete_and_their_analogies_wait_for_a_person(app: App) -> None:
    beginning.begin(app)
    bundled = cards(app, beginning.CARDS_DECK)
    assert 8 <= len(bundled) <= 12
    assert all(card.label and card.core_answer and card.key_points for card in bundled)
    found = analogies(app, beginning.CARDS_DECK)
    assert len(found) == 2
    assert {one.state for one in found} == {"pending"}
    assert all(one.missing == () for one in found)
    assert all(re.search(r"\w", limit) for one in found for limit in one.limits)
