"""Claims, rulings, the report card and the key interview on the site, without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from decks.rulings import Notice
from service.collection import cards
from service.disputes import claims
from service.studying import claiming, study
from service.wiring import App
from tests.keyword_grader import keywords
from tests.web_client import HOSTILE, assert_harmless, signed_in

API = "/api/v1"


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    keywords(app)
    with signed_in(app) as made:
        yield made


@pytest.fixture
def card_id(app: App, client: TestClient) -> str:
    return cards.add(app, "D", "What does it do?", "It compresses.", key_points=["compresses"]).id


def deck_of(app: App) -> str:
    with app.ledger.read() as unit:
        return unit.decks.list()[0].id


def claimed(app: App, card_id: str, name: str, text: str, sentence: str = "") -> str:
    learner = app.learner(name)
    told = study.answer(app, learner, study.ask(app, card_id, learner), text)
    return claiming.claim(app, told.answer.id, sentence)[0].id


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return unescape(found[1])


def test_a_claim_asks_for_a_sentence_and_leads_to_the_key(
    app: App, client: TestClient, card_id: str
) -> None:
    told = study.answer(app, app.owner, study.ask(app, card_id, app.owner), "it squeezes")
    place = f"/decks/{deck_of(app)}/answers/{told.answer.id}"
    assert "I was right" in client.get(place).text
    client.post(place, data={"said": "right"})
    shown = client.get(place).text
    assert "You said you were right: it counts, for the decks are yours." in shown
    assert 'value="right"' not in shown
    client.post(place, data={"said": "because", "sentence": "squeeze is compress"})
    shown = client.get(place).text
    assert "squeeze is compress" in shown
    claim = re.search(r'href="(/claims/clm_\w+)"', shown)
    assert claim is not None
    assert "it squeezes" in client.get(claim[1]).text


def test_after_a_correct_verdict_no_claim_is_offered(
    app: App, client: TestClient, card_id: str
) -> None:
    told = study.answer(app, app.owner, study.ask(app, card_id, app.owner), "It compresses.")
    shown = client.get(f"/decks/{deck_of(app)}/answers/{told.answer.id}").text
    assert "I was right" not in shown
    assert "I guessed" in shown


def test_a_ruling_is_previewed_then_done_and_a_second_tap_is_once(
    app: App, client: TestClient, card_id: str
) -> None:
    claim_id = claimed(app, card_id, "Ann", "it squeezes", "I meant it")
    claimed(app, card_id, "Ben", "It squeezes!")
    assert "2 claims" in client.get("/").text
    listed = client.get("/claims").text
    assert "2 claims" in listed
    assert "I meant it" in listed
    place = f"/claims/{claim_id}"
    page = client.get(place).text
    ids = re.findall(r'name="claim" value="(\w+)"', page)
    assert len(ids) == 2
    form = {"claim": ids, "kind": "variant", "point": "0", "words": "squeezes"}
    shown = client.post(place, data={**form, "act": "preview"}).text
    assert "2 claims settled, 2 students told" in shown
    assert "incorrect → <strong>correct</strong>" in shown
    assert len(claims.clusters(app)) == 1
    seen = field(shown, "seen")
    for _ in range(2):
        done = client.post(place, data={**form, "act": "apply", "seen": seen})
        assert done.status_code == 303
    after = client.get(done.headers["location"]).text
    assert "another wording is accepted" in after
    assert "Upheld" in after
    with app.ledger.read() as unit:
        assert len(unit.rulings.of_card(card_id)) == 1


def test_a_ruling_on_what_has_changed_is_shown_again_and_nothing_is_written(
    app: App, client: TestClient, card_id: str
) -> None:
    claim_id = claimed(app, card_id, "Ann", "it squeezes")
    form = {"claim": [claim_id], "kind": "variant", "point": "0", "words": "squeezes"}
    shown = client.post(f"/claims/{claim_id}", data=form).text
    claimed(app, card_id, "Ben", "it dreams")
    late = client.post(
        f"/claims/{claim_id}", data={**form, "act": "apply", "seen": field(shown, "seen")}
    )
    assert late.status_code == 409
    assert "Something changed" in late.text
    assert len(claims.listed(app)) == 2


def test_a_ruling_without_a_reason_says_so_and_keeps_what_was_typed(
    app: App, client: TestClient, card_id: str
) -> None:
    claim_id = claimed(app, card_id, "Ann", "it squeezes")
    form = {"claim": [claim_id], "kind": "no", "words": "my words"}
    reply = client.post(f"/claims/{claim_id}", data=form)
    assert reply.status_code == 422
    assert "Say why the grade stands" in reply.text
    assert 'value="no" checked' in reply.text
    assert "my words" in reply.text
    none = client.post(f"/claims/{claim_id}", data={"kind": "no", "reason": "x"})
    assert none.status_code == 422
    assert client.get("/claims/clm_x").status_code == 404


def test_home_tells_what_was_decided_until_it_was_seen(
    app: App, client: TestClient, card_id: str
) -> None:
    notice = Notice(
        id="ntc_1",
        learner_id=app.owner.id,
        card_id=card_id,
        sentence="Your claim was declined. No.",
        at=app.now(),
    )
    with app.ledger.write() as unit:
        unit.notices.add([notice])
    shown = client.get("/").text
    assert "Your claim was declined. No." in shown
    client.post("/notices/seen", data={"notice": [field(shown, "notice")]})
    assert "declined" not in client.get("/").text


def test_labels_are_given_blind_and_move_the_report_card(
    app: App, client: TestClient, card_id: str
) -> None:
    told = study.answer(app, app.owner, study.ask(app, card_id, app.owner), "it dreams")
    base = f"/decks/{deck_of(app)}/report-card"
    assert "0 labels so far" in client.get(base).text
    asked = client.get(f"{base}/label").text
    assert "it dreams" in asked
    assert not re.search(r"ncorrect|Score|sure\b", asked.replace("is least sure", ""))
    assert "Nothing is left" in client.get(f"{base}/label?skip={told.answer.id}").text
    form = {"answer_id": told.answer.id, "stratum": field(asked, "stratum"), "mark": "wrong"}
    assert client.post(f"{base}/label", data=form).status_code == 303
    shown = client.get(base).text
    assert "1 label so far" in shown
    assert "100%" in shown
    assert "<svg" in shown


def test_an_operating_point_is_shown_before_it_is_kept(
    app: App, client: TestClient, card_id: str
) -> None:
    base = f"/decks/{deck_of(app)}/report-card"
    shown = client.post(base, data={"point": "strict"}).text
    assert "Then: correct from 0.65 on" in shown
    assert "as the grader ships" in client.get(base).text
    assert client.post(base, data={"point": "strict", "act": "keep"}).status_code == 303
    assert "Now: correct from 0.65 on" in client.get(base).text
    assert "Of the 0 newest answers" in client.post(base, data={"point": "learn"}).text
    assert client.post(base, data={"point": "harsh"}).status_code == 422


def test_grading_anew_is_shown_before_it_is_done(
    app: App, client: TestClient, card_id: str
) -> None:
    ann = app.learner("Ann")
    study.answer(app, ann, study.ask(app, card_id, ann), "it Compresses")
    place = f"/decks/{deck_of(app)}/report-card/regrade"
    assert "No verdict becomes another" in client.post(place).text
    keywords(app, 2)
    shown = client.post(place).text
    assert "1 incorrect → <strong>correct</strong>" in shown
    assert "Graded anew" in client.post(place, data={"act": "apply"}).text
    assert "No verdict becomes another" in client.post(place).text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_of_students_stay_words(
    app: App, client: TestClient, card_id: str, text: str
) -> None:
    claim_id = claimed(app, card_id, "Ann", text, text)
    deck = deck_of(app)
    pages = [
        client.get("/claims"),
        client.get(f"/claims/{claim_id}"),
        client.post(
            f"/claims/{claim_id}",
            data={"claim": [claim_id], "kind": "variant", "point": "0", "words": text},
        ),
        client.get(f"/decks/{deck}/report-card/label"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert_harmless(page.text)
    client.post(
        f"/claims/{claim_id}",
        data={"claim": [claim_id], "kind": "no", "reason": text, "act": "apply"},
    )
    for place in ("/claims", "/", f"/decks/{deck}/report-card"):
        assert_harmless(client.get(place).text)


def test_programs_do_the_same(app: App, client: TestClient, card_id: str) -> None:
    claim_id = claimed(app, card_id, "Ann", "it squeezes")
    deck = deck_of(app)
    (cluster,) = client.get(f"{API}/decks/{deck}/claims").json()
    assert cluster["claims"][0]["id"] == claim_id
    body = {"kind": "variant", "claims": [claim_id], "point": 1, "words": "squeezes"}
    shown = client.post(f"{API}/rulings/preview", json=body).json()
    assert (shown["done"], len(shown["changes"])) == (False, 1)
    done = client.post(f"{API}/rulings", json={**body, "seen": shown["seen"]}).json()
    assert (done["done"], done["point"]) == (True, 1)
    assert client.post(f"{API}/rulings", json=body).json()["changes"] == []
    other = {**body, "words": "other"}
    assert client.post(f"{API}/rulings", json=other).status_code == 409
    assert client.get(f"{API}/notices").json() == []
    assert client.get(f"{API}/claims").json() == []
    regraded = client.post(f"{API}/decks/{deck}/regrade", json={}).json()
    assert (regraded["protected"], regraded["left"]) == (1, 0)
    assert client.get(f"{API}/decks/{deck}/report-card").json()["claims"]["upheld"] == 1
    (asked,) = client.get(f"{API}/decks/{deck}/labels/next").json()
    place = f"{API}/answers/{asked['answer']}/label"
    mark = {"mark": "right", "stratum": asked["stratum"]}
    assert client.post(place, json=mark).json()["mark"] == "right"
    standard = client.post(f"{API}/decks/{deck}/standard", json={"cut": 0.6, "keep": True}).json()
    assert (standard["kept"], standard["after"]["cut"]) == (True, 0.6)


def test_a_ruling_is_taken_back_as_it_was_shown(app: App, client: TestClient, card_id: str) -> None:
    claim_id = claimed(app, card_id, "Ann", "it squeezes")
    place = f"/claims/{claim_id}"
    assert "Take this ruling back" not in client.get(place).text
    form = {"claim": [claim_id], "kind": "variant", "point": "0", "words": "squeezes"}
    client.post(place, data={**form, "act": "apply"})
    assert "Take this ruling back" in client.get(place).text
    assert client.post(f"{place}/undo", data={"reason": " "}).status_code == 422
    shown = client.post(f"{place}/undo", data={"reason": "Too far."}).text
    assert "correct → <strong>incorrect</strong>" in shown
    assert claims.clusters(app) == []
    done = client.post(
        f"{place}/undo", data={"reason": "Too far.", "act": "apply", "seen": field(shown, "seen")}
    )
    assert done.status_code == 303
    assert "The ruling is taken back" in client.get(done.headers["location"]).text
    assert len(claims.clusters(app)) == 1


def test_the_api_takes_a_ruling_back_once(app: App, client: TestClient, card_id: str) -> None:
    claim_id = claimed(app, card_id, "Ann", "it squeezes")
    body = {"kind": "no", "claims": [claim_id], "reason": "No."}
    ruling = client.post(f"{API}/rulings", json=body).json()["id"]
    place = f"{API}/rulings/{ruling}/reversal"
    shown = client.post(f"{place}/preview", json={"reason": "Yes."}).json()
    assert (shown["done"], shown["waits"]) == (False, 1)
    done = [client.post(place, json={"reason": "Yes.", "seen": shown["seen"]}) for _ in range(2)]
    assert [each.json()["done"] for each in done] == [True, True]
    assert client.post(place.replace(ruling, "rul_x"), json={"reason": "x"}).status_code == 404
