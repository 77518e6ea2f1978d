"""Notes through the site: upload, the ledger, the coverage map, and a card from its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from decks.drafts import TaskState
from service.collection.cards import cards
from service.collection.shelf import decks
from service.notes.drafting import go_on
from service.notes.ingest import coverage, ingest, take_in
from service.notes.lecture import lecture
from service.notes.uploading import MOST_FILES, label, read_waiting, received, standing
from service.reviewing.review import accept
from service.wiring import App, deck_for, deck_named
from tests.web_client import HOSTILE, assert_harmless, signed_in

LECTURE = """# Cells

## Organelles

A **mitochondrion** is an organelle that makes adenosine triphosphate from nutrients.
Ribosomes are the cellular structures responsible for protein synthesis.

| part | task |
| --- | --- |
| wall | protects |

The energy is $E = mc^2$ and `code` stays.
"""
DECK = "Biology"


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with signed_in(app) as made:
        yield made


def sent(*files: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", file) for file in files]


@pytest.fixture
def version_id(app: App) -> str:
    """A drafted lecture in the deck."""
    version = take_in(app, "cells.md", LECTURE.encode(), DECK)
    go_on(app)
    return version.id


def test_files_and_pasted_text_become_sources_of_a_new_deck(app: App, client: TestClient) -> None:
    files = sent(("a.md", LECTURE.encode()), ("b.txt", b"A cell is a small room."))
    pasted = {"deck_name": DECK, "pasted": "A leaf is an organ.", "title": "Leaves"}
    reply = client.post("/notes", files=files, data=pasted)
    deck = deck_named(app, DECK)
    assert (reply.status_code, reply.headers["location"]) == (
        303,
        f"/decks/{deck.id}/notes?sent=new",
    )
    page = client.get(reply.headers["location"]).text
    assert all(name in page for name in ("a.md", "b.txt", "Leaves.md"))
    assert client.get(f"/decks/{deck.id}/notes/progress").json()["reading"] == 3
    assert read_waiting(app) == 3
    page = client.get(reply.headers["location"]).text
    assert all(name in page for name in ("a.md", "b.txt", "Leaves.md"))
    assert f'data-progress="/decks/{deck.id}/notes/progress"' in page
    waiting = client.get(f"/decks/{deck.id}/notes/progress").json()
    assert waiting["waiting"] == waiting["total"] > 0
    go_on(app)
    done = client.get(f"/decks/{deck.id}/notes/progress").json()
    assert (done["waiting"], done["done"]) == (0, waiting["total"])
    many = len(deck_drafts(app))
    assert f">Review {many} drafts</a>" in client.get(f"/decks/{deck.id}/notes").text


def test_the_same_upload_again_changes_nothing(app: App, client: TestClient) -> None:
    for _ in range(2):
        client.post("/notes", files=sent(("a.md", LECTURE.encode())), data={"deck_name": DECK})
        client.post("/notes", files=sent(("a.md", LECTURE.encode())), data={"deck_name": DECK})
        assert read_waiting(app) == 1
        go_on(app)
    found = coverage(app, DECK)
    assert len(found.sources) == 1
    assert found.drafts == len(deck_drafts(app))


def deck_drafts(app: App) -> list[str]:
    with app.ledger.read() as unit:
        return [draft.id for draft in unit.drafts.list(deck_id=deck_named(app, DECK).id)]


def test_a_file_that_fails_is_told_until_it_is_dismissed(app: App, client: TestClient) -> None:
    files = sent(("good.md", LECTURE.encode()), ("bad.zip", b"PK\x03\x04rubbish"), ("no.md", b""))
    notes = client.post("/notes", files=files, data={"deck_name": DECK}).headers["location"]
    notes = notes.partition("?")[0]
    read_waiting(app)
    assert [source.name for source in coverage(app, DECK).sources] == ["good.md"]
    page = client.get(notes).text
    assert "bad.zip: " in page
    assert "no.md: The file is empty" in page
    for upload in received(app, deck_named(app, DECK)):
        form = {"upload_id": upload.id}
        assert client.post(f"{notes}/dismiss", data=form).status_code == 303
        assert client.post(f"{notes}/dismiss", data=form).status_code == 404
    assert 'role="alert"' not in client.get(notes).text


def test_notes_without_cards_are_told_with_the_reason_and_what_to_do(
    app: App, client: TestClient
) -> None:
    arabic = "الخلية هي الوحدة الأساسية للحياة.\n\nالنواة تحفظ المعلومات الوراثية.\n"
    place = client.post("/notes", data={"deck_name": DECK, "pasted": arabic}).headers["location"]
    read_waiting(app)
    assert "No cards came" not in client.get(place).text
    go_on(app)
    page = client.get(place).text
    told = re.search(r"No cards came of these notes\. Most often because: [^.<]+\.", page)
    assert told is not None
    assert "/settings" in page
    assert 'data-key="enter"' not in page


def test_an_upload_of_nothing_keeps_what_was_typed(app: App, client: TestClient) -> None:
    typed = {"title": "Leaves", "pasted": " \n", "deck_name": "Botany"}
    for place in ("/notes", f"/decks/{deck_for(app, DECK).id}/notes"):
        reply = client.post(place, data=typed)
        assert reply.status_code == 422
        assert "Choose a file, or paste the text" in reply.text
        assert 'value="Leaves"' in reply.text
    assert [deck.name for deck in decks(app)] == [DECK]


def test_notes_sent_into_a_deck_that_is_there_by_its_name_are_told(
    app: App, client: TestClient
) -> None:
    deck_for(app, DECK)
    for name, there in ((DECK, True), ("New", False)):
        reply = client.post("/notes", data={"deck_name": name, "pasted": "A leaf is an organ."})
        page = client.get(reply.headers["location"]).text
        assert ("which was there already" in page) == there


def test_a_new_deck_whose_only_file_failed_can_be_put_away_at_once(
    app: App, client: TestClient
) -> None:
    place = client.post("/notes", files=sent(("bad.zip", b"PK\x03\x04rubbish")))
    read_waiting(app)
    page = client.get(place.headers["location"]).text
    archive = re.search(r'action="(/decks/\w+/archive)"', page)
    assert archive is not None
    client.post(archive[1])
    assert decks(app) == []
    client.post("/notes", files=sent(("a.md", LECTURE.encode())), data={"deck_name": DECK})
    read_waiting(app)
    client.post("/notes", files=sent(("bad.zip", b"PK\x03\x04x")), data={"deck_name": DECK})
    read_waiting(app)
    assert "/archive" not in client.get(f"/decks/{deck_named(app, DECK).id}/notes").text


def test_the_page_with_the_form_never_loads_itself_anew(app: App, client: TestClient) -> None:
    reply = client.post("/notes", data={"deck_name": DECK, "pasted": LECTURE})
    page = client.get(reply.headers["location"]).text
    assert "http-equiv" not in page
    assert "Look again" in page


def test_sections_called_the_same_are_told_apart_by_what_stands_above(
    app: App, client: TestClient
) -> None:
    body = "".join(f"Thing {each} is a tool that cuts.\n\n" for each in range(200))
    text = f"# Tools\n\n## Part A\n\n### Summary\n\n{body}## Part B\n\n### Summary\n\n{body}"
    version = take_in(app, "tools.md", text.encode(), DECK)
    page = client.get(f"/decks/{deck_named(app, DECK).id}/sources/{version.id}").text
    titles = re.findall(r"<li><a [^>]+>([^<]+)</a></li>", page)
    assert len(titles) == len(set(titles)) > 1


def test_a_file_of_another_deck_cannot_be_dismissed(app: App, client: TestClient) -> None:
    client.post("/notes", files=sent(("a.md", b"")), data={"deck_name": DECK})
    client.post("/notes", files=sent(("b.md", b"")), data={"deck_name": "Other"})
    [upload] = received(app, deck_named(app, DECK))
    other = deck_named(app, "Other")
    form = {"upload_id": upload.id}
    assert client.post(f"/decks/{other.id}/notes/dismiss", data=form).status_code == 404
    assert received(app, deck_named(app, DECK)) == [upload]


def test_what_an_earlier_server_was_sent_is_read_by_the_next(
    app: App, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/notes", files=sent(("a.md", LECTURE.encode())), data={"deck_name": DECK})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("service.notes.uploading.store", killed)
        with pytest.raises(KeyboardInterrupt):
            read_waiting(app)
    assert standing(app, deck_named(app, DECK)).reading == 1
    assert read_waiting(app) == 1
    assert [source.name for source in coverage(app, DECK).sources] == ["a.md"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", b"PK\x03\x04" + b"\x00" * 100),
        ("a.pdf", b"%PDF-1.7\ngarbage"),
        ("a.exe", b"MZ\x90\x00"),
        ("a.md", b""),
        ("a.md", b"   \n\n"),
        ("a.svg", b"<svg onload=alert(1)></svg>"),
        ("../../etc/passwd.docx", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_a_hostile_file_gives_one_sentence_and_stores_nothing(
    app: App, client: TestClient, name: str, data: bytes
) -> None:
    notes = client.post("/notes", files=sent((name, data)), data={"deck_name": DECK})
    assert read_waiting(app) == 0
    page = client.get(notes.headers["location"]).text
    assert page.count('role="alert"') == 1
    assert (coverage(app, DECK).sources, coverage(app, DECK).drafts) == ((), 0)


def test_a_name_is_a_label_and_never_a_path(app: App, client: TestClient) -> None:
    files = sent(("../../../etc/cells.md", b"A cell is a room."), ("C:\\x\\cells.md", b"B."))
    client.post("/notes", files=files, data={"deck_name": "x/../y"})
    read_waiting(app)
    assert [source.name for source in coverage(app, "x/../y").sources] == [
        "cells (2).md",
        "cells.md",
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a/b/c.md", "c.md"),
        ("..\\..\\c.md", "c.md"),
        ("\u202egpj.md", "gpj.md"),
        ("a\x00b\nc.md", "a b c.md"),
        ("...", "notes"),
        ("", "notes"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_labels_keep_what_can_be_seen(given: str, kept: str) -> None:
    assert label(given) == kept


def test_nothing_sent_and_too_much_sent_are_told(app: App, client: TestClient) -> None:
    assert client.post("/notes", data={"deck_name": DECK}).status_code == 422
    many = sent(*((f"{number}.md", b"A.") for number in range(MOST_FILES + 1)))
    reply = client.post("/notes", files=many, data={"deck_name": DECK})
    assert reply.status_code == 422
    assert f"At most {MOST_FILES} files" in reply.text
    big = b"x" * 61_000_000
    assert client.post("/notes", files=sent(("a.md", big))).status_code == 413
    assert client.post("/notes", data={"pasted": "x" * 1_000_001}).status_code in (400, 413, 422)
    assert decks(app) == []


def test_a_deck_that_is_not_named_is_called_after_the_first_file(
    app: App, client: TestClient
) -> None:
    client.post("/notes", files=sent(("cells.md", b"A cell is a room.")))
    assert [deck.name for deck in decks(app)] == ["cells"]


def test_a_chosen_deck_keeps_its_name(app: App, client: TestClient) -> None:
    deck = deck_named(app, coverage(app, _with(app, "a  b/c")).deck)
    client.post("/notes", files=sent(("more.md", b"More.")), data={"deck_id": deck.id})
    client.post(f"/decks/{deck.id}/notes", files=sent(("most.md", b"Most.")))
    read_waiting(app)
    assert len(coverage(app, deck.name).sources) == 3
    assert len(decks(app)) == 1


def _with(app: App, name: str) -> str:
    take_in(app, "first.md", b"A first sentence.", name)
    return name


def test_passages_that_failed_can_wait_again(app: App, client: TestClient, version_id: str) -> None:
    deck = deck_named(app, DECK)
    with app.ledger.write() as unit:
        for task in unit.tasks.for_version(deck.id, version_id):
            worse = {"state": TaskState.FAILED, "reason": "the model is away"}
            unit.tasks.save(task.model_copy(update=worse))
    assert "Try again" in client.get(f"/decks/{deck.id}/notes").text
    failed = standing(app, deck).failed
    assert client.post(f"/decks/{deck.id}/notes/again").status_code == 303
    assert (standing(app, deck).waiting, standing(app, deck).failed) == (failed, 0)


def spans_on(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'<div class="span [a-z]+" id="at-(\d+)"', page)]


def test_every_span_of_every_source_is_on_the_map_exactly_once(
    app: App, client: TestClient, version_id: str
) -> None:
    sections = (f"## Part {each}\n\nThing {each} is a tool that cuts.\n" for each in range(400))
    long = take_in(app, "long.md", "\n".join(sections).encode(), DECK)
    go_on(app)
    deck = deck_named(app, DECK)
    for version in (version_id, long.id):
        with app.ledger.read() as unit:
            wanted = [span.start for span in unit.sources.version(version).spans]
        sheets = len(lecture(app, deck, version).sheets)
        shown = [
            start
            for sheet in range(1, sheets + 1)
            for start in spans_on(client.get(_map(deck.id, version), params={"sheet": sheet}).text)
        ]
        assert shown == wanted
        by_state = [
            start
            for state in ("carded", "skipped", "pending", "failed")
            for sheet in range(1, 8)
            for start in _filtered(client, deck.id, version, state, sheet)
        ]
        assert sorted(set(by_state)) == wanted  # a sheet past the last is the last again


def _filtered(client: TestClient, deck_id: str, version: str, state: str, sheet: int) -> list[int]:
    asked: dict[str, str | int] = {"state": state, "sheet": sheet}
    return spans_on(client.get(_map(deck_id, version), params=asked).text)


def _map(deck_id: str, version_id: str) -> str:
    return f"/decks/{deck_id}/sources/{version_id}"


def test_every_citation_has_an_anchor_and_its_sheet_is_found_by_place(
    app: App, client: TestClient
) -> None:
    sections = (
        f"## Part {each}\n\nA **tool{each}** is an instrument that cuts.\n" for each in range(400)
    )
    long = take_in(app, "long.md", "\n".join(sections).encode(), DECK)
    go_on(app)
    deck = deck_named(app, DECK)
    with app.ledger.read() as unit:
        drafts = unit.drafts.list(deck_id=deck.id)
    assert drafts
    for draft in (drafts[0], drafts[-1]):
        at = draft.citations[0].start
        page = client.get(_map(deck.id, long.id), params={"at": at}).text
        assert page.count(f'id="at-{at}"') == 1
        assert f"/decks/{deck.id}/review/{draft.id}" in page


def test_ids_are_unique_on_the_map(app: App, client: TestClient, version_id: str) -> None:
    page = client.get(_map(deck_named(app, DECK).id, version_id), params={"at": 40}).text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_card_from_words_cites_them_and_is_made_once(
    app: App, client: TestClient, version_id: str
) -> None:
    deck = deck_named(app, DECK)
    start = LECTURE.index("The energy")
    where = {"start": start, "end": len(LECTURE)}
    form = client.get(_map(deck.id, version_id) + "/card", params=where)
    assert "The energy is $E = mc^2$" in form.text
    typed = {
        "quote": "energy is $E = mc^2$",
        "question": "What is the energy?",
        "core_answer": "Mass times the speed of light squared.",
    }
    assert cards(app, DECK) == []
    for _ in range(2):
        reply = client.post(_map(deck.id, version_id) + "/card", params=where, data=typed)
        assert reply.status_code == 303
        assert reply.headers["location"].endswith(f"?at={start}&added=1#at-{start}")
    [card] = cards(app, DECK)
    [citation] = card.citations
    assert LECTURE[citation.start : citation.end] == citation.quote == typed["quote"]
    assert "carded" in client.get(_map(deck.id, version_id), params={"state": "carded"}).text
    carded = lecture(app, deck, version_id, state="carded").blocks
    assert any(block.span.start == start for block in carded)


@pytest.mark.parametrize(
    "wrong", [{"quote": "words of nobody"}, {"question": "  "}, {"core_answer": " \n"}]
)
def test_a_card_from_other_words_is_refused_and_what_was_typed_stays(
    app: App, client: TestClient, version_id: str, wrong: dict[str, str]
) -> None:
    deck = deck_named(app, DECK)
    typed = {"quote": "Cells", "question": "Q of <mine>?", "core_answer": "An answer of mine."}
    reply = client.post(
        _map(deck.id, version_id) + "/card", params={"start": 0, "end": 9}, data=typed | wrong
    )
    assert reply.status_code == 422
    assert 'role="alert"' in reply.text
    kept = {**typed, **wrong}
    assert kept["core_answer"].strip() in reply.text
    assert cards(app, DECK) == []


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_notes_and_names_are_shown_as_text(
    app: App, client: TestClient, payload: str
) -> None:
    text = f"# {payload}\n\nA **{payload}** is a thing. {payload}\n\n```\n{payload}\n```\n"
    files = sent((f"{payload}.md".replace("/", "|"), text.encode()))
    reply = client.post("/notes", files=files, data={"deck_name": payload})
    waiting = client.get(reply.headers["location"]).text
    read_waiting(app)
    go_on(app)
    notes = reply.headers["location"]
    [source] = coverage(app, decks(app)[0].name).sources
    deck_id = notes.split("/")[2]
    where = {"start": 0, "end": 400}
    pages = [
        waiting,
        client.get(notes).text,
        client.get(_map(deck_id, source.id)).text,
        client.get(_map(deck_id, source.id) + "/card", params=where).text,
        client.get("/notes").text,
    ]
    for page in pages:
        assert_harmless(page)


def test_pages_of_another_deck_or_no_source_are_not_found(client: TestClient) -> None:
    assert client.get("/decks/dck_none/notes").status_code == 404
    assert client.get("/decks/dck_none/notes/progress").status_code == 404


def test_a_cards_page_shows_its_quote_without_the_marks_of_markdown(
    app: App, tmp_path: Path
) -> None:
    notes = tmp_path / "cells.md"
    notes.write_text("# Cells\n\nA **mitochondrion** is an organelle that makes *sugar* burn.\n")
    ingest(app, [notes], "Cells")
    with app.ledger.read() as unit:
        [draft, *_] = unit.drafts.list(deck_id=deck_named(app, "Cells").id)
    card = accept(app, draft.id)
    with signed_in(app) as client:
        page = client.get(f"/decks/{card.deck_id}/cards/{card.id}").text
    quote = page.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert "mitochondrion" in quote
    assert "*" not in quote
