"""Bodies that are off: a 4xx with one sentence, nothing echoed, never a 5xx."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.collection import cards
from service.wiring import App, deck_for
from tests.web_routes import SAFE, filled, routes
from web.pages.exchange import MAX_IMPORT
from web.site import MAX_BODY

DECK = {"name": "Biology"}
CARD = {"question": "What is a cell?", "core_answer": "The unit of life."}
ECHO = "echo-Wq7Zk"
DEEP = 100_000
BODIES: dict[str, str | bytes] = {
    "NaN": '{"question": NaN, "core_answer": "b"}',
    "NaN weight": '{"question":"a","core_answer":"b","key_points":[{"text":"c","weight":NaN}]}',
    "Infinity": '{"question":"a","core_answer":"b","key_points":[{"text":"c","weight":Infinity}]}',
    "-Infinity": '{"question":"a","core_answer":"b","key_points":[{"text":"c","weight":-1e999}]}',
    "half a character": '{"question": "\\ud800", "core_answer": "b"}',
    "half a character in a list": '{"question":"a","core_answer":"b","tags":["\\udfff"]}',
    "half a character in a name": '{"question":"a","core_answer":"b","\\ud800":"c"}',
    "NUL": '{"question": "a\\u0000", "core_answer": "b"}',
    "NUL that no index sees": '{"question":"a","core_answer":"b","explanation":"\\u0000"}',
    "deep lists": '{"question": ' + "[" * DEEP + "]" * DEEP + "}",
    "deep objects": '{"a":' * DEEP + "1" + "}" * DEEP,
    "unclosed": "[" * DEEP,
    "a huge number": '{"question": ' + "9" * 5_000 + "}",
    "a huge exponent": '{"question":"a","core_answer":"b","key_points":[{"weight":1e400}]}',
    "an extra field": '{"question":"a","core_answer":"b","' + ECHO + '": 1}',
    "an extra field within": '{"question":"a","core_answer":"b","key_points":[{"text":"c","'
    + ECHO
    + '":1}]}',
    "a wrong type": '{"question": {"' + ECHO + '": "' + ECHO + '"}, "core_answer": "b"}',
    "too long": '{"question": "' + "a" * 20_001 + '", "core_answer": "b"}',
    "too many": '{"question":"a","core_answer":"b","tags":' + json.dumps(["t"] * 51) + "}",
    "blank": '{"question": " ", "core_answer": "b"}',
    "a list": "[]",
    "a string": '"' + ECHO + '"',
    "null": "null",
    "nothing": "",
    "cut off": '{"question": "a", "core',
    "bytes that are no text": b"\xff\xfe{\x00",
    "words": ECHO,
}
MASS = (
    "id deck deck_id state kind version version_id number author_id created_at position draft_id "
    "current citations analogies references provenance findings owner role by at learner_id score "
    "grade retention due stability card_id request_key"
).split()


@pytest.fixture
def place(app: App) -> str:
    return f"/api/v1/decks/{deck_for(app, 'Biology').id}/cards"


def told(reply: Any) -> str:
    """The one sentence of a refusal."""
    assert 400 <= reply.status_code < 500, (reply.status_code, reply.text)
    body = reply.json()
    assert set(body) == {"error", "kind"}
    sentence: str = body["error"]
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 300
    assert ECHO not in json.dumps(body)
    return sentence


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_off_is_refused_in_one_sentence(
    client: TestClient, app: App, place: str, name: str
) -> None:
    sent = BODIES[name]
    content = sent if isinstance(sent, bytes) else sent.encode()
    told(client.post(place, content=content, headers={"content-type": "application/json"}))
    assert cards.cards(app, "Biology") == []


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "text/html", "application/x-www-form-urlencoded", "multipart/form-data", ""],
)
def test_json_under_another_name_is_refused(client: TestClient, place: str, kind: str) -> None:
    told(client.post(place, content=json.dumps(CARD), headers={"content-type": kind}))


def test_no_field_but_those_of_the_body_is_taken(client: TestClient, app: App, place: str) -> None:
    assert len(MASS) == 30
    for field in MASS:
        told(client.post(place, json={**CARD, field: "x"}))
    card = cards.add(app, "Biology", **CARD)
    for field in MASS:
        told(client.patch(f"/api/v1/cards/{card.id}", json={"label": "a", field: "x"}))
    assert [each.id for each in cards.cards(app, "Biology")] == [card.id]


def test_no_route_breaks_on_any_of_them(client: TestClient, app: App) -> None:
    """Each under the name of what its route reads."""
    deck = deck_for(app, "Biology")
    known = {"deck_id": deck.id, "card_id": cards.add(app, "Biology", **CARD).id}
    for method, path in routes():
        if method in SAFE:
            continue
        for sent in BODIES.values():
            content = sent if isinstance(sent, bytes) else sent.encode()
            form = not path.startswith("/api/")
            kind = "application/x-www-form-urlencoded" if form else "application/json"
            reply = client.request(
                method, filled(path, known), content=content, headers={"content-type": kind}
            )
            if path == "/leave":
                continue
            assert reply.status_code < 500, (path, sent[:60], reply.text[:200])
            assert ECHO not in reply.text or path in ("/preview",), path


@pytest.mark.parametrize(
    ("path", "limit"),
    [("/api/v1/decks", MAX_BODY), ("/decks/new", MAX_BODY), ("/import", MAX_IMPORT)],
)
def test_a_body_over_the_limit_is_cut_off_while_it_comes(
    client: TestClient, path: str, limit: int
) -> None:
    sent = 0

    def endless() -> object:
        nonlocal sent
        while sent < limit * 20:
            sent += 500_000
            yield b"x" * 500_000

    kind = "multipart/form-data; boundary=x" if path == "/import" else "application/json"
    declared = client.post(path, content=b"x" * (limit + 1), headers={"content-type": kind})
    assert declared.status_code == 413
    assert "too large" in declared.text
    reply = client.post(path, content=endless(), headers={"content-type": kind})  # type: ignore[arg-type] # a generator of bytes
    assert reply.status_code in (400, 413, 422)


def test_ten_thousand_parts_and_huge_heads_are_refused(client: TestClient) -> None:
    part = b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n'
    head = (
        b'--x\r\ncontent-disposition: form-data; name="' + b"a" * 200_000 + b'"\r\n\r\n1\r\n--x--'
    )
    kind = {"content-type": "multipart/form-data; boundary=x"}
    for body in (part * 10_000 + b"--x--", head, b"--x", b""):
        reply = client.post("/import", content=body, headers=kind)
        assert 400 <= reply.status_code < 500, reply.text


def test_a_file_name_is_a_label_and_never_a_path(client: TestClient, app: App) -> None:
    folder = app.settings.data.parent
    before = sorted(str(path) for path in folder.parent.rglob("*"))
    deck = deck_for(app, "Biology")
    for name in (
        "../../evil.csv",
        "/etc/passwd.csv",
        "..\\evil.csv",
        "a\x00b.csv",
        "con.csv",
        "%2e%2e.csv",
    ):
        files = {"file": (name, b"question,answer\nWhat?,That thing.\n")}
        for path in (f"/decks/{deck.id}/import", f"/api/v1/decks/{deck.id}/import/file"):
            assert client.post(path, files=files).status_code < 500
        client.post(
            f"/api/v1/decks/{deck.id}/sources/file", files={"file": (name, b"# A\n\nWords.")}
        )
    after = sorted(str(path) for path in folder.parent.rglob("*"))
    assert [path for path in after if path not in before and "evil" in path] == []
    assert {path for path in set(after) - set(before) if "/data/" not in path} == set()
