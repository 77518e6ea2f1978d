"""The modes on the site: every event once, the present state where it went on, nothing early."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from decks.cards import Deck
from decks.sessions import StudySession
from service.studying import study
from service.studying.playing import found
from service.wiring import App, deck_for, deck_named
from study.examination import Examination
from study.learn import LearnSession
from study.matching import MatchingGame
from study.paper import Block, Choice, TrueFalse
from tests.integration.conftest import TestClock
from tests.mode_samples import DECK, FACTS, filled
from tests.steady_grader import steady
from tests.web_client import assert_harmless, signed_in


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    steady(app)
    filled(app)
    with signed_in(app) as made:
        yield made


@pytest.fixture
def deck(app: App, client: TestClient) -> Deck:
    return deck_named(app, DECK)


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None
    return found[1]


def begun(client: TestClient, deck: Deck, mode: str, **fields: object) -> str:
    """The address of a new sitting's page."""
    place = f"/decks/{deck.id}/{mode}"
    assert client.get(place).status_code == 200
    reply = client.post(place, data=fields)
    assert reply.status_code == 303, reply.text
    again = client.post(place, data=fields)
    assert again.headers["location"] == reply.headers["location"], "sent twice it begins one"
    return reply.headers["location"].partition("?")[0]


def form(client: TestClient, place: str) -> dict[str, str]:
    """The turn and the key of the page as it stands."""
    shown = client.get(place)
    assert shown.status_code == 200, shown.text
    assert_harmless(shown.text)
    return {name: hidden(shown.text, name) for name in ("turn", "request_key")}


def sent(client: TestClient, place: str, **fields: object) -> str:
    """The page that an event leads to; the same form is sent twice."""
    data = {**form(client, place), **fields}
    reply = client.post(place.partition("?")[0], data=data)
    assert reply.status_code == 303, reply.text
    again = client.post(place.partition("?")[0], data=data)
    assert (again.status_code, again.headers["location"]) == (303, reply.headers["location"])
    return reply.headers["location"]


def sitting(app: App, place: str) -> StudySession:
    return found(app, app.owner, place.partition("?")[0].rpartition("/")[2])


# Flashcards -----------------------------------------------------------------------------------


def test_a_pile_is_leafed_through_turned_starred_and_ended(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "flashcards")
    questions, answers = list(FACTS), list(FACTS.values())
    shown = client.get(place).text
    assert questions[0] in shown
    assert "1 of 6" in shown
    assert not any(answer in shown for answer in answers)
    sent(client, place, act="flip")
    assert answers[0] in client.get(place).text
    for act in ("star", "known", "learning", "shuffle", "in_order", "next", "back", "only_starred"):
        sent(client, place, act=act)
    shown = client.get(place).text
    assert "1 of 1" in shown
    assert "1 known, 1 still learning" in shown
    sent(client, place, act="end")
    assert "You knew 1; 1 still to learn." in client.get(place).text
    again = begun(client, deck, "flashcards")
    assert "★ starred" in client.get(again).text


# Learn ----------------------------------------------------------------------------------------


def test_learn_goes_from_choices_to_typed_answers_with_a_verdict_after_each(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "learn")
    kinds = []
    while not sitting(app, place).ended_at:
        session = LearnSession.model_validate(sitting(app, place).state)
        assert session.offer is not None
        with app.ledger.read() as unit:
            answer = unit.cards.version(session.offer.version_id).content.core_answer
        kinds.append("choice" if session.offer.options else "typed")
        if session.offer.options:
            told = sent(client, place, act="choose", option=session.offer.right)
        else:
            told = sent(client, place, act="write", typed=answer, sure="0.9")
        assert '<h1 class="verdict correct">Right' in client.get(told).text
    assert kinds == ["choice"] * 6 + ["typed"] * 6
    assert "12 of 12 answers were right." in client.get(place).text


def test_a_wrong_verdict_is_told_with_what_is_right_and_can_be_settled(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "learn")
    session = LearnSession.model_validate(sitting(app, place).state)
    assert session.offer is not None
    wrong = (session.offer.right + 1) % 4
    told = sent(client, place, act="choose", option=wrong)
    shown = client.get(told).text
    assert "Wrong" in shown
    assert f"You chose: {session.offer.options[wrong]}" in shown
    assert session.offer.options[session.offer.right] in shown
    settled = sent(client, told, act="override")
    assert "Wrong" not in client.get(settled).text
    refused = client.post(place, data={**form(client, place), "act": "choose", "option": 9})
    assert refused.status_code == 422
    assert "There are options 1 to 4." in refused.text


def test_a_hint_comes_with_what_is_to_be_typed_and_with_no_choice(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "learn")
    while (offer := LearnSession.model_validate(sitting(app, place).state).offer) is not None:
        if not offer.options:
            break
        asked = {**form(client, place), "act": "hint"}
        assert "___" not in client.post(place, data=asked).text
        assert "Hint" not in client.get(place).text
        sent(client, place, act="choose", option=offer.right)
    assert offer is not None
    assert "___" not in client.get(place).text
    asked = {**form(client, place), "act": "hint", "typed": "half a thought", "sure": "0.3"}
    shown = client.post(place, data=asked).text
    assert "The answer has one point:" in shown
    assert "half a thought" in shown
    assert_harmless(shown)
    sent(client, place, act="write", typed="something else")
    with app.ledger.read() as unit:
        assert [each.hinted for each in unit.answers.list(card_id=offer.card_id)] == [True]


def test_what_was_typed_stays_where_the_sitting_went_on_elsewhere(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "learn")
    old = form(client, place)
    sent(client, place, act="choose", option=0)
    stale = client.post(place, data={**old, "request_key": "another-key", "act": "choose"})
    assert stale.status_code == 409
    assert "This sitting went on elsewhere" in stale.text
    assert sitting(app, place).turn == 1


# Test -----------------------------------------------------------------------------------------


def right(question: object) -> dict[str, object]:
    """The fields that answer a question of a Test rightly."""
    if isinstance(question, TrueFalse):
        return {"truth": "true" if question.truth else "false"}
    if isinstance(question, Choice):
        return {"option": question.right}
    if isinstance(question, Block):
        return {"pairs": [str(place) for place in question.right]}
    return {"typed": question.item.answer}  # type: ignore[attr-defined]


def test_a_test_tells_nothing_until_it_is_handed_in_and_then_all(
    client: TestClient, app: App, deck: Deck
) -> None:
    kinds = ["true_false", "choice", "matching", "written"]
    place = begun(client, deck, "test", questions=6, kinds=kinds)
    questions = Examination.model_validate(sitting(app, place).state).paper.questions
    for number, question in enumerate(questions):
        fields = {"number": number, "act": "answer", **right(question)}
        sent(client, f"{place}?q={number + 1}", **fields)
        untold = client.get(f"{place}?q={number + 1}").text + client.get(place).text
        assert not any(word in untold for word in ("Right is", "verdict", "Explanation"))
    assert f"{len(questions)} of {len(questions)} answered" in client.get(place).text
    sent(client, place, act="hand_in")
    shown = client.get(place).text
    assert_harmless(shown)
    assert '<h1 class="verdict">6 of 6</h1>' in shown
    for name in ("True or false", "Multiple choice", "Written"):
        assert name in shown
    assert "The verdict in full" in shown
    after = client.post(f"/decks/{deck.id}/test", data={"same": "true"}).headers["location"]
    assert "q=1" in after
    assert sitting(app, after).id != sitting(app, place).id
    settings = [
        Examination.model_validate(sitting(app, each).state).paper.settings
        for each in (place, after)
    ]
    assert settings[0] == settings[1]


def test_a_test_gives_no_hint_though_one_was_asked_for_elsewhere(
    client: TestClient, app: App, deck: Deck
) -> None:
    with app.ledger.read() as unit:
        ids = unit.cards.ids(deck.id)
    for card_id in ids:
        assert client.post(f"/api/v1/cards/{card_id}/hint").json()["points"]
    place = begun(client, deck, "test", questions=2, kinds=["written"])
    refused = client.post(place, data={**form(client, place), "act": "hint", "number": 0})
    assert refused.status_code == 422
    session = place.rpartition("/")[2]
    for told in (place, f"{place}?q=1", f"/api/v1/test/{session}"):
        reply = client.get(told)
        assert reply.status_code == 200
        assert "___" not in reply.text
        assert "Hint" not in reply.text


def test_how_sure_one_was_is_kept_and_the_verdict_leads_back_to_the_test(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "test", questions=1, kinds=["written"])
    sent(client, place, act="answer", number=0, typed="something else", sure="0.9")
    assert 'value="0.9" checked' in client.get(f"{place}?q=1").text
    sent(client, place, act="hand_in")
    way = re.search(r'href="(/decks/[^"]*/answers/[^"]*)"', client.get(place).text)
    assert way is not None
    verdict = client.get(way[1]).text
    assert "Before the verdict you said: certain" in verdict
    assert f'href="{place}"' in verdict
    said = client.post(way[1], data={"said": "guessed"})
    assert said.headers["location"] == way[1]
    away = way[1].partition("?")[0]
    assert f'href="/decks/{deck.id}/study"' in client.get(away).text
    assert client.get(f"{away}?of=https://elsewhere.example").status_code == 404


def test_an_answer_can_be_changed_and_taken_back_and_what_is_open_counts_nothing(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "test", questions=2, kinds=["written"])
    first = f"{place}?q=1"
    sent(client, first, act="answer", number=0, typed="one thought")
    assert "one thought" in client.get(first).text
    sent(client, first, act="leave", number=0)
    assert "one thought" not in client.get(first).text
    sent(client, place, act="hand_in")
    shown = client.get(place).text
    assert '<h1 class="verdict">0 of 2</h1>' in shown
    assert shown.count("Left open.") == 2


def test_a_test_without_types_and_an_answer_for_two_terms_are_refused_in_a_sentence(
    client: TestClient, app: App, deck: Deck
) -> None:
    none = client.post(f"/decks/{deck.id}/test", data={"questions": 5})
    assert (none.status_code, "at least one type" in none.text) == (422, True)
    place = begun(client, deck, "test", questions=4, kinds=["matching"])
    fields = {**form(client, f"{place}?q=1"), "act": "answer", "pairs": ["0", "0", "", ""]}
    twice = client.post(place, data=fields)
    assert (twice.status_code, "one is chosen twice" in twice.text) == (422, True)


# Matching -------------------------------------------------------------------------------------


def test_tiles_are_matched_by_two_presses_and_the_result_is_time_and_wrong_guesses(
    client: TestClient, app: App, deck: Deck, clock: TestClock
) -> None:
    place = begun(client, deck, "matching", pairs=3)
    assert 'name="tile"' not in client.get(place).text, "no tile before the clock runs"
    sent(client, place, act="start")
    game = MatchingGame.model_validate(sitting(app, place).state)
    pairs: dict[str, list[int]] = {}
    for tile in game.tiles:
        pairs.setdefault(tile.card_id, []).append(tile.number)
    (one, two), (other, _), _ = pairs.values()
    up = sent(client, place, tile=one)
    assert up.endswith(f"?one={one}")
    assert hidden(client.get(up).text, "one") == str(one)
    clock.turn(seconds=5)
    missed = client.get(sent(client, up, one=one, tile=other)).text
    assert "Not a pair." in missed
    assert missed.count('class="missed"') == 2
    sent(client, place, act="pause")
    assert "Paused at 5 s." in client.get(place).text
    clock.turn(seconds=60)
    sent(client, place, act="start")
    for one, two in pairs.values():
        came = sent(client, place, one=one, tile=two)
    shown = client.get(came).text
    assert "5.0 s, 1 wrong guess." in shown
    assert "Best of this size: 5.0 s, 1 wrong" in shown


def test_every_mode_begins_anew_in_the_place_of_the_sitting_named(
    client: TestClient, app: App, deck: Deck
) -> None:
    for mode in ("flashcards", "learn", "test", "matching"):
        place = begun(client, deck, mode, kinds=["written"])
        assert client.get(f"/decks/{deck.id}/{mode}").headers["location"] == place
        fields = {"instead_of": sitting(app, place).id, "kinds": ["written"]}
        anew = client.post(f"/decks/{deck.id}/{mode}", data=fields).headers["location"]
        again = client.post(f"/decks/{deck.id}/{mode}", data=fields).headers["location"]
        assert anew.partition("?")[0] != place
        assert again == anew
        assert client.get(place).status_code == 200


def test_a_sitting_is_found_under_its_own_deck_and_mode_alone(
    client: TestClient, app: App, deck: Deck
) -> None:
    place = begun(client, deck, "learn")
    assert client.get(place.replace("/learn/", "/test/")).status_code == 404
    other = deck_for(app, "Other")
    assert client.get(place.replace(deck.id, other.id)).status_code == 404
    for mode in ("flashcards", "learn", "test", "matching"):
        empty = client.post(f"/decks/{other.id}/{mode}", data={"kinds": ["written"]})
        assert empty.status_code in (409, 422)
        assert 'role="alert"' in empty.text


# Controls and the table -----------------------------------------------------------------------


def test_a_suspended_card_is_asked_nowhere_until_it_is_brought_back(
    client: TestClient, app: App, deck: Deck
) -> None:
    with app.ledger.read() as unit:
        card = unit.cards.list(deck.id)[0]
    place = f"/decks/{deck.id}/cards/{card.id}"
    for suspended, left in (("true", 5), ("true", 5), ("false", 6)):
        reply = client.post(f"{place}/suspend", data={"suspended": suspended})
        assert (reply.status_code, reply.headers["location"]) == (303, place)
        assert ("You suspended this card" in client.get(place).text) == (left == 5)
        assert len(study.due(app, deck.name, app.owner)) == left


def test_the_deck_page_opens_the_modes_and_shows_the_last_and_best_of_each(
    client: TestClient, app: App, deck: Deck, clock: TestClock
) -> None:
    base = f"/decks/{deck.id}"
    shown = client.get(base).text
    assert "No study sessions yet." in shown
    assert "still to come" not in shown
    for mode in ("flashcards", "learn", "test", "matching"):
        assert f'href="{base}/{mode}"' in shown
    for right_ones in (2, 1):
        place = begun(client, deck, "test", questions=2, kinds=["written"])
        questions = Examination.model_validate(sitting(app, place).state).paper.questions
        for number, question in list(enumerate(questions))[:right_ones]:
            sent(client, f"{place}?q=1", number=number, act="answer", **right(question))
        sent(client, place, act="hand_in")
        clock.turn(minutes=5)
    shown = client.get(base).text
    assert "No study sessions yet." not in shown
    assert "<td>1/2<br>" in shown
    assert "best 2/2" in shown
    progress = client.get(f"{base}/progress").text
    assert progress.count(f'href="{base}/test/ses_') == 2
    table = client.get(f"{base}/table.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert "1/2,2/2" in table.text


def test_the_day_of_an_examination_is_set_seen_and_taken_away(
    client: TestClient, app: App, deck: Deck, clock: TestClock
) -> None:
    base = f"/decks/{deck.id}"
    day = (clock() + timedelta(days=9)).date().isoformat()
    assert client.post(f"{base}/exam", data={"exam_on": day}).status_code == 303
    assert f'value="{day}"' in client.get(f"{base}/settings").text
    progress = client.get(f"{base}/progress").text
    assert "in 9 days" in progress
    assert "If you study what is asked" in progress
    passed = client.post(f"{base}/exam", data={"exam_on": "2001-01-01"})
    assert (passed.status_code, "This day has passed" in passed.text) == (422, True)
    assert client.post(f"{base}/exam", data={"exam_on": ""}).status_code == 303
    assert deck_named(app, DECK).exam_on is None


def test_programs_play_the_modes_with_the_same_verbs(
    client: TestClient, app: App, deck: Deck
) -> None:
    api, key = "/api/v1", {"Idempotency-Key": "a-key-of-mine"}
    learn = client.post(f"{api}/decks/{deck.id}/learn", json={}).json()
    body = {"turn": learn["turn"], "option": 0}
    place = f"{api}/learn/{learn['session']}/choice"
    first, again = (client.post(place, json=body, headers=key) for _ in range(2))
    assert first.status_code == 200, first.text
    assert first.json() == again.json()
    stale = client.post(place, json=body, headers={"Idempotency-Key": "another-key"})
    assert stale.status_code == 409
    test = client.post(
        f"{api}/decks/{deck.id}/test", json={"questions": 2, "kinds": ["written"]}
    ).json()
    place = f"{api}/test/{test['session']}"
    given = {"turn": 0, "number": 0, "response": "an answer"}
    kept = client.post(f"{place}/response", json=given, headers=key).json()
    assert (kept["total"], kept["marks"]) == (None, [])
    done = client.post(f"{place}/hand-in", json={"turn": 1}, headers=key).json()
    assert (done["total"]["out_of"], len(done["marks"])) == (2, 2)
    game = client.post(f"{api}/decks/{deck.id}/matching", json={"pairs": 2}).json()
    place = f"{api}/matching/{game['session']}"
    running = client.post(f"{place}/clock", json={"turn": 0, "running": True}, headers=key).json()
    one, other = (tile["number"] for tile in running["tiles"][:2])
    pair = {"turn": 1, "one": one, "other": other}
    assert client.post(f"{place}/pair", json=pair, headers=key).status_code == 200
    pile = client.post(f"{api}/decks/{deck.id}/flashcards", json={}).json()
    flip = {"turn": 0, "act": "flip"}
    turned = client.post(f"{api}/flashcards/{pile['session']}/leaf", json=flip, headers=key).json()
    assert (pile["side"], turned["side"]) == ("question", "answer")


@pytest.mark.parametrize("typed", ["\x00", "x" * 10_001, "\ud800", "\u202e"])
def test_what_cannot_be_graded_is_refused_before_the_test_is_handed_in(
    client: TestClient, app: App, deck: Deck, typed: str
) -> None:
    place = begun(client, deck, "test", questions=1, kinds=["written"])
    fields = {**form(client, f"{place}?q=1"), "act": "answer", "number": 0}
    body = {"turn": 0, "number": 0, "response": typed}
    key = {"Idempotency-Key": "a-key-of-mine", "Content-Type": "application/json"}
    session = sitting(app, place).id
    reply = client.post(
        f"/api/v1/test/{session}/response", content=json.dumps(body).encode(), headers=key
    )
    assert reply.status_code in (200, 422)
    if typed != "\ud800" and reply.status_code != 200:
        assert client.post(place, data={**fields, "typed": typed}).status_code == 422
    sent(client, place, act="hand_in")
    assert "By question" in client.get(place).text
