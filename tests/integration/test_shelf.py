"""Decks as a person keeps them: renamed, put away, brought back, by command, page and program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from decks.errors import WrongUsage
from service.collection import cards, search, shelf
from service.notes.drafting import go_on
from service.notes.ingest import take_in
from service.notes.uploading import standing
from service.reviewing.drafts import queue
from service.wiring import App, deck_for, deck_named
from tests.web_client import signed_in

NAME = "Biology"


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with signed_in(app) as made:
        yield made


@pytest.fixture
def card_id(app: App) -> str:
    return cards.add(app, NAME, "What is a cell?", "The smallest unit of a living thing.").id


def test_an_archived_deck_is_neither_listed_nor_searched_nor_queued_and_loses_nothing(
    app: App, card_id: str
) -> None:
    take_in(app, "notes.md", b"A **mitochondrion** is an organelle that makes energy.", NAME)
    go_on(app)
    before = (cards.cards(app, NAME), queue(app, NAME), search.search(app, "cell"))
    assert all(before)
    for _ in range(2):
        assert shelf.archive(app, NAME).archived
    assert (shelf.decks(app), queue(app), search.search(app, "cell")) == ([], [], [])
    assert [deck.name for deck in shelf.decks(app, archived=True)] == [NAME]
    for _ in range(2):
        assert not shelf.bring_back(app, NAME).archived
    assert (cards.cards(app, NAME), queue(app, NAME), search.search(app, "cell")) == before


def test_an_archived_deck_takes_nothing_in_and_is_not_drafted_for(app: App, card_id: str) -> None:
    take_in(app, "notes.md", b"A **mitochondrion** is an organelle that makes energy.", NAME)
    deck = deck_named(app, NAME)
    shelf.archive(app, NAME)
    assert go_on(app) == 0
    assert standing(app, deck).waiting
    with pytest.raises(WrongUsage, match="archived"):
        deck_for(app, NAME)
    with pytest.raises(WrongUsage, match="archived deck of this name"):
        shelf.new_deck(app, NAME)
    shelf.bring_back(app, NAME)
    assert go_on(app) > 0


def test_a_deck_is_renamed_and_keeps_what_it_has(app: App, card_id: str) -> None:
    shelf.new_deck(app, "Taken")
    assert shelf.change(app, NAME, name="  Cell \t biology ").name == "Cell biology"
    assert [card.id for card in cards.cards(app, "Cell biology")] == [card_id]
    for wrong in ("Taken", "", "a\x00b", "x" * 201):
        with pytest.raises(WrongUsage):
            shelf.change(app, "Cell biology", name=wrong)
    for recall in (0.5, 1.0):
        with pytest.raises(WrongUsage, match=r"between 0\.7 and 0\.99"):
            shelf.change(app, "Cell biology", retention=recall)
    assert shelf.change(app, "Cell biology", retention=0.95).retention == 0.95


def test_the_pages_rename_archive_and_bring_back(
    client: TestClient, app: App, card_id: str
) -> None:
    deck = deck_named(app, NAME)
    place = f"/decks/{deck.id}"
    form = {"name": "Cells", "retention": "0.85"}
    assert client.post(f"{place}/settings", data=form).headers["location"] == place
    assert 'value="0.85"' in client.get(f"{place}/settings").text
    refused = client.post(f"{place}/settings", data={"name": "<i>", "retention": "0.2"})
    assert refused.status_code == 422
    assert 'value="&lt;i&gt;"' in refused.text
    assert client.post(f"{place}/archive").headers["location"] == "/"
    assert "1 archived" in client.get("/").text
    assert "Bring back Cells" in client.get("/decks/archived").text
    assert "This deck is archived" in client.get(place).text
    assert client.post(f"{place}/bring-back").status_code == 303
    assert "Cells" in client.get("/").text
    assert "No deck is archived" in client.get("/decks/archived").text


def test_programs_change_what_they_send_and_nothing_else(
    client: TestClient, app: App, card_id: str
) -> None:
    place = f"/api/v1/decks/{deck_named(app, NAME).id}"
    assert client.patch(place, json={"archived": True}).json()["archived"] is True
    assert [deck["name"] for deck in client.get("/api/v1/decks/archived").json()] == [NAME]
    changed = client.patch(place, json={"archived": False, "name": "Cells"}).json()
    assert (changed["archived"], changed["name"], changed["retention"]) == (False, "Cells", 0.9)
    assert client.patch(place, json={"retention": 0.2}).status_code == 422
    assert client.patch(place, json={"cards": 3}).status_code == 422
