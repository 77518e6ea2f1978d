"""A hundred payloads as the words of cards, decks and files: on every page they are words."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import product

import pytest
from starlette.testclient import TestClient

from decks.analogies import Analogy, AnalogyContent, AnalogyOrigin, AnalogyState
from decks.ids import fresh_id
from service.collection import cards
from service.transfer import exchange
from service.wiring import App, deck_for
from tests.web_routes import filled, routes

MARK = "pwn"
CALL = f"{MARK}(1)"
OUTS = ("", '">', "'>", "</textarea>", "</title>", "</style>", "-->", "$", "</math>", "`")
INS = (
    f"<script>{CALL}</script>",
    f"<img src=x onerror={CALL}>",
    f"<svg onload={CALL}>",
    f'<a href="javascript:{CALL}">{MARK}</a>',
    f'" onmouseover="{CALL}',
    f"' autofocus onfocus='{CALL}",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<math><mtext><script>{CALL}</script></mtext></math>",
    f"\\href{{javascript:{CALL}}}{{x}}\\text{{<script>{CALL}</script>}}$",
    f"{{{{ {MARK} }}}}{{% include '/etc/passwd' %}}[{MARK}](javascript:{CALL})",
)
EACH = 2
"""How often a page meets each way out of its place and each thing put in; all pairs take long."""
PAYLOADS = [out + inside for out, inside in product(OUTS, INS)]
ELEMENTS = frozenset(
    (
        "html head meta title link script body a header footer svg rect path nav main p form input "
        "label textarea div button kbd section article ul ol li h1 h2 h3 h4 br span details "
        "summary blockquote code strong em table caption thead tbody tr th td figure figcaption g "
        "text tspan time mark dl dt dd select option fieldset legend progress pre small "
        "bdi del ins math mrow "
        "mi mn mo ms mtext mspace mfrac msqrt mroot mstyle msub msup msubsup munder mover "
        "munderover mtable mtr mtd mpadded mphantom menclose"
    ).split()
)


class Reader(HTMLParser):
    """What a browser would make of a page, and everything about it that could run."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in ELEMENTS:
            self.bad.append(f"<{tag}>")
        self.bad += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "action", "formaction", "xlink:href", "data"):
            target = given.get(name, "/")
            if not target.startswith(("/", "#", "?")) or target.startswith("//"):
                self.bad.append(f"{name}={target}")
        if tag == "script":
            self._script = True
            if not given.get("src", "").startswith("/static/"):
                self.bad.append("an inline script")

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.bad.append(data)


def harm(page: str) -> list[str]:
    """What of a page could run that is not the site's own."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.bad


@pytest.fixture
def filled_decks(app: App) -> list[dict[str, str]]:
    """For each payload a deck and a card of nothing but it, with an analogy."""
    made = []
    for number, payload in enumerate(PAYLOADS):
        deck = deck_for(app, f"{number} {payload}"[:200])
        points = [f"{payload} {count}" for count in range(2)]
        card = cards.add(
            app,
            deck.name,
            payload,
            payload,
            label=payload,
            explanation=payload,
            formulas=[payload, f"x^2 \\text{{{payload}}}"],
            key_points=points,
            tags=[payload],
        )
        content = AnalogyContent(
            text=payload, familiar=payload, roles=((payload, payload),), limits=(payload,)
        )
        analogy = Analogy(
            id=fresh_id("ana"),
            subject_id=card.id,
            content=content,
            origin=AnalogyOrigin.PERSON,
            state=AnalogyState.ACCEPTED,
            created_at=app.now(),
        )
        with app.ledger.write() as unit:
            unit.analogies.add([analogy])
        made.append({"deck_id": deck.id, "card_id": card.id, "analogy_id": analogy.id})
    return made


def looked_at() -> list[str]:
    """The paths of the pages that can be looked at."""
    return [path for method, path in routes() if method == "GET" and not path.startswith("/api/")]


def test_there_are_a_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) == 100
    for bad in ('<a href="javascript:x">', "<svg onload=x>", "<p style='x'>", "<img>", "<script>x"):
        assert harm(bad) != []


@pytest.mark.timeout(400)  # some 1,000 pages
def test_no_payload_is_anything_but_words_on_any_page(
    client: TestClient, filled_decks: list[dict[str, str]]
) -> None:
    shown = 0
    of_all = [path for path in looked_at() if "{" not in path]
    of_one = [path for path in looked_at() if "{" in path]
    for path in of_all:
        assert harm(client.get(path).text) == [], path
    for number, known in enumerate(filled_decks):
        for turn, path in enumerate(of_one):
            if (number // len(INS) + number + turn) % len(INS) >= EACH:
                continue
            text = client.get(filled(path, known)).text
            assert harm(text) == [], (path, known)
            shown += MARK in text
    assert shown > EACH * len(PAYLOADS)


def test_no_verdict_runs_what_was_typed_or_what_the_card_says(
    client: TestClient, filled_decks: list[dict[str, str]]
) -> None:
    for number, known in enumerate(filled_decks):
        asked = client.get(f"/api/v1/cards/{known['card_id']}/question").json()
        form = {
            "card_id": asked["card"],
            "card_version_id": asked["version_id"],
            "state_token": asked["state_token"],
            "request_key": f"payload-{number}",
            "typed": PAYLOADS[number] + (" wrong" if number % 2 else ""),
        }
        place = client.post(f"/decks/{known['deck_id']}/study", data=form).headers["location"]
        text = client.get(place).text
        assert MARK in text
        assert harm(text) == []


def test_no_file_runs_by_its_name_or_its_words(client: TestClient, app: App) -> None:
    deck = deck_for(app, "Biology")
    for payload in PAYLOADS:
        name = payload.replace("/", "") + ".csv"
        table = exchange.exported(app, deck.name, "csv").data.decode().replace("question", payload)
        for data in (b"question,answer\r\n" + payload.encode(), table.encode(), b"\xff"):
            reply = client.post(f"/decks/{deck.id}/import", files={"file": (name, data)})
            assert reply.status_code < 500
            assert harm(reply.text) == []
        pasted = client.post("/import", data={"pasted": payload, "deck_name": payload})
        assert harm(pasted.text) == []


def test_errors_show_no_payload_as_anything_but_words(client: TestClient) -> None:
    for payload in PAYLOADS:
        path = payload.replace("/", "").replace("?", "").replace("#", "") or "x"
        for place in (f"/{path}", f"/decks/{path}", f"/decks/x?q={path}"):
            assert harm(client.get(place).text) == []
        assert harm(client.get("/enter", params={"token": payload}).text) == []
        assert harm(client.post("/decks/new", data={"name": "x" * 200 + payload}).text) == []
