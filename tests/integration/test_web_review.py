"""The review queue on the site: nothing becomes a card without the POST, and once is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from decks.cards import Deck, DraftContent, KeyPoint
from decks.drafts import (
    Action,
    Draft,
    DraftState,
    Finding,
    Gate,
    Origin,
    Provenance,
    ReviewDecision,
)
from decks.errors import WrongUsage
from decks.ids import fresh_id
from decks.keypoints import key_points_of
from service.collection.cards import cards
from service.reviewing import bulk, queue, turns
from service.reviewing.pace import pace
from service.reviewing.worth import by_worth
from service.wiring import App, deck_for
from tests.conftest import NOW
from tests.integration.conftest import TestClock
from tests.web_client import HOSTILE, assert_harmless, signed_in

BLOCK = Finding(rule="C1", gate=Gate.BLOCK, reason="The number 7 is not in the source.")
FLAG = Finding(rule="C6", gate=Gate.FLAG, reason="It can be answered by yes or no.")


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with signed_in(app) as made:
        yield made


@pytest.fixture
def deck(app: App) -> Deck:
    return deck_for(app, "Biology")


def drafted(
    app: App, deck: Deck, *contents: DraftContent, findings: tuple[Finding, ...] = ()
) -> list[str]:
    """Drafts of these words in the deck, by id."""
    with app.ledger.write() as unit:
        before = len(unit.drafts.list(deck_id=deck.id))
        made = [
            Draft(
                id=fresh_id("drf"),
                deck_id=deck.id,
                proposed=content,
                content=content,
                findings=findings,
                provenance=Provenance(origin=Origin.RULES, drafter="rules/1"),
                position=before + place,
                created_at=app.now(),
            )
            for place, content in enumerate(contents)
        ]
        unit.drafts.add(made)
    return [draft.id for draft in made]


def words(name: str, **more: object) -> DraftContent:
    answer = f"The {name} of a living thing."
    whole: dict[str, object] = {
        "question": f"What is a {name}?",
        "label": name,
        "core_answer": answer,
        "key_points": key_points_of(answer, ""),
    }
    return DraftContent.model_validate(whole | more)


@pytest.fixture
def three(app: App, deck: Deck) -> list[str]:
    return drafted(app, deck, words("cell"), words("leaf"), words("root"))


def state(app: App, draft_id: str) -> DraftState:
    with app.ledger.read() as unit:
        return unit.drafts.get(draft_id).state


def decide(client: TestClient, deck: Deck, draft_id: str, **data: str) -> tuple[int, str]:
    reply = client.post(f"/decks/{deck.id}/review/{draft_id}", data=data)
    return reply.status_code, reply.headers.get("location", reply.text)


def test_nothing_becomes_a_card_by_looking(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    for path in ("review", f"review/{three[1]}", "drafts", "review?order=value"):
        assert client.get(f"/decks/{deck.id}/{path}").status_code == 200
    assert cards(app, deck.name) == []


def test_a_draft_says_by_whom_it_was_drafted(
    client: TestClient, deck: Deck, three: list[str]
) -> None:
    page = client.get(f"/decks/{deck.id}/review/{three[0]}").text
    assert "Drafted by <bdi>rules/1</bdi>" in page


def test_accepting_makes_a_card_and_goes_on_to_the_next(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    assert "3 drafts to go" in client.get(f"/decks/{deck.id}/review").text
    assert decide(client, deck, three[0], choice="accept") == (
        303,
        f"/decks/{deck.id}/review/{three[1]}",
    )
    assert [card.label for card in cards(app, deck.name)] == ["cell"]


def test_the_same_form_twice_is_one_decision(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    for form in ({"choice": "accept"}, {"choice": "reject", "reason": "Unclear question"}):
        draft_id = three.pop(0)
        assert decide(client, deck, draft_id, **form) == decide(client, deck, draft_id, **form)
    assert len(cards(app, deck.name)) == 1
    with app.ledger.read() as unit:
        assert len(unit.drafts.decisions_in(deck.id)) == 2


def test_another_decision_about_a_decided_draft_is_told_and_changes_nothing(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    decide(client, deck, three[0], choice="accept")
    status, page = decide(client, deck, three[0], choice="reject", why="no")
    assert (status, state(app, three[0])) == (409, DraftState.ACCEPTED)
    assert 'role="alert"' in page


def test_after_the_last_draft_the_queue_starts_over_and_ends_empty(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    assert decide(client, deck, three[2], choice="accept")[1].endswith(three[0])
    assert decide(client, deck, three[1], choice="accept")[1].endswith(three[0])
    assert decide(client, deck, three[0], choice="accept")[1] == f"/decks/{deck.id}/review"
    assert "No draft waits" in client.get(f"/decks/{deck.id}/review").text


def test_what_was_typed_is_saved_with_the_acceptance(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    typed = {"question": "What is a cell, then?", "key_points": "smallest\r\nunit\r\n"}
    decide(client, deck, three[0], choice="accept", **typed)
    [card] = cards(app, deck.name)
    assert card.question == "What is a cell, then?"
    assert [point.text for point in card.key_points] == ["smallest", "unit"]
    assert card.core_answer == "The cell of a living thing."


def test_saving_stays_and_an_unchanged_form_is_no_edit(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    here = f"/decks/{deck.id}/review/{three[0]}"
    assert decide(client, deck, three[0], label="small room") == (303, here)
    page = client.get(here).text
    fields = dict(re.findall(r'name="(\w+)"[^>]*>\n([^<]*)</textarea>', page))
    assert decide(client, deck, three[0], **fields) == (303, here)
    with app.ledger.read() as unit:
        assert len(unit.drafts.decisions(three[0])) == 1


def test_a_field_that_was_emptied_is_empty(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    decide(client, deck, three[0], explanation="Too much.", formulas="x^2")
    whole = {"question": "What is a cell?", "core_answer": "A unit.", "label": "cell"}
    decide(client, deck, three[0], whole="true", explanation="", formulas="", **whole)
    with app.ledger.read() as unit:
        content = unit.drafts.get(three[0]).content
    assert (content.explanation, content.formulas, content.core_answer) == ("", (), "A unit.")


def test_a_blocked_draft_needs_a_reason_in_words(app: App, client: TestClient, deck: Deck) -> None:
    points = tuple(KeyPoint(text=point) for point in ("one", "two", "three"))
    content = words("cell", key_points=points)
    [draft_id] = drafted(app, deck, content, findings=(BLOCK, FLAG))
    page = client.get(f"/decks/{deck.id}/review").text
    assert BLOCK.reason in page
    assert FLAG.reason in page
    status, page = decide(client, deck, draft_id, choice="accept", explanation="Typed by me.")
    assert status == 409
    assert "Typed by me." in page
    assert state(app, draft_id) is DraftState.PENDING


def test_a_reason_overrules_a_block(app: App, client: TestClient, deck: Deck) -> None:
    [draft_id] = drafted(app, deck, words("cell"), findings=(BLOCK,))
    decide(client, deck, draft_id, choice="accept", why="Seven is in the figure.")
    with app.ledger.read() as unit:
        [decision] = unit.drafts.decisions(draft_id)
    assert decision.reason == "Seven is in the figure."


def test_a_rejection_needs_a_reason(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    assert decide(client, deck, three[0], choice="reject")[0] == 422
    assert state(app, three[0]) is DraftState.PENDING
    assert decide(client, deck, three[0], choice="reject", why="Off the point.")[0] == 303
    assert state(app, three[0]) is DraftState.REJECTED


@pytest.mark.parametrize(
    "wrong",
    [{"question": "  "}, {"key_points": "\n".join(map(str, range(8)))}],
    ids=["no question", "eight points"],
)
def test_an_edit_that_does_not_fit_keeps_what_was_typed(
    app: App, client: TestClient, deck: Deck, three: list[str], wrong: dict[str, str]
) -> None:
    status, page = decide(client, deck, three[0], explanation="Mine & mine.", **wrong)
    assert status == 422
    assert "Mine &amp; mine." in page
    with app.ledger.read() as unit:
        assert unit.drafts.decisions(three[0]) == []


def test_undo_takes_back_the_decision_it_names_and_only_once(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    decide(client, deck, three[0], choice="save", label="small room")
    decide(client, deck, three[0], choice="accept")
    page = client.get(f"/decks/{deck.id}/review").text
    form = dict(re.findall(r'name="(draft_id|decision_id)" value="(\w+)"', page))
    for _ in range(2):
        reply = client.post(f"/decks/{deck.id}/review/undo", data=form)
        assert reply.headers["location"] == f"/decks/{deck.id}/review/{three[0]}"
    assert cards(app, deck.name) == []
    with app.ledger.read() as unit:
        assert unit.drafts.get(three[0]).content.label == "small room"


def test_a_draft_of_another_deck_is_not_found(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    other = deck_for(app, "Other")
    assert client.get(f"/decks/{other.id}/review/{three[0]}").status_code == 404
    assert decide(client, other, three[0], choice="accept")[0] == 404
    assert cards(app, deck.name) == []


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_words_are_shown_as_text(
    app: App, client: TestClient, deck: Deck, payload: str
) -> None:
    content = words(
        "cell",
        question=payload,
        label=payload,
        core_answer=payload,
        explanation=payload,
        formulas=(payload,),
        key_points=(KeyPoint(text=payload),),
        tags=(payload,),
    )
    finding = FLAG.model_copy(update={"reason": payload})
    [draft_id] = drafted(app, deck, content, findings=(finding,))
    here = f"/decks/{deck.id}/review/{draft_id}"
    pages = [client.get(here).text, client.get(f"/decks/{deck.id}/drafts").text]
    pages.append(client.post(here, data={"choice": "reject", "explanation": payload}).text)
    decide(client, deck, draft_id, choice="reject", why=payload)
    pages.append(client.get(f"/decks/{deck.id}/review").text)
    for shape in ("words", "formulas", "points"):
        pages.append(client.post("/preview", data={"text": payload, "shape": shape}).text)
    for page in pages:
        assert_harmless(page)


def test_what_no_database_keeps_is_refused_with_a_sentence(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    for field in ("question", "key_points", "why", "choice", "order"):
        form = {"choice": "accept", field: "a\x00b"}
        assert decide(client, deck, three[0], **form)[0] == 422
    assert decide(client, deck, three[0], question="x" * 20_001)[0] == 422
    assert state(app, three[0]) is DraftState.PENDING


def test_keys_are_unique_on_a_page(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    decide(client, deck, three[0], choice="accept")
    for path in (f"review/{three[1]}", f"review/{three[0]}", "drafts", "analogies", "notes"):
        page = client.get(f"/decks/{deck.id}/{path}").text
        keys = re.findall(r'data-key(?:-open)?="(\w+)"', page)
        assert len(keys) == len(set(keys)), path


def test_a_stranger_sees_nothing_and_decides_nothing(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    client.cookies.clear()
    assert client.get(f"/decks/{deck.id}/review").headers["location"] == "/enter"
    assert decide(client, deck, three[0], choice="accept") == (303, "/enter")
    assert client.post("/preview", data={"text": "x"}).headers["location"] == "/enter"
    assert state(app, three[0]) is DraftState.PENDING


def test_another_site_decides_nothing(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    reply = client.post(
        f"/decks/{deck.id}/review/{three[0]}",
        data={"choice": "accept"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert reply.status_code == 403
    assert state(app, three[0]) is DraftState.PENDING


def test_only_short_gaps_between_decisions_count_as_reviewing() -> None:
    seconds = (0, 60, 90, 90 + 301, 90 + 301 + 30)
    actions = (Action.ACCEPT, Action.REJECT, Action.EDIT, Action.ACCEPT, Action.ACCEPT)
    made = [
        ReviewDecision(
            id=str(place),
            draft_id=f"d{place}",
            action=action,
            by="p",
            at=NOW + timedelta(seconds=after),
        )
        for place, (after, action) in enumerate(zip(seconds, actions, strict=True))
    ]
    assert (pace(made).kept, pace(made).seconds) == (3, 120.0)
    back = made[0].model_copy(update={"id": "u", "action": Action.UNDO, "undoes": "4"})
    assert pace([*made, back.model_copy(update={"at": made[-1].at})]).kept == 2
    assert pace([]).minutes_each is None


def test_the_page_tells_the_pace(
    app: App, client: TestClient, deck: Deck, three: list[str], clock: TestClock
) -> None:
    decide(client, deck, three[0], choice="accept")
    clock.turn(minutes=2)
    decide(client, deck, three[1], choice="accept")
    shown = client.get(f"/decks/{deck.id}/review").text
    assert "1 min a kept card" in shown
    assert "2 kept in 2 min" in shown


def test_by_expected_value_what_is_free_of_findings_comes_first(app: App, deck: Deck) -> None:
    [blocked] = drafted(app, deck, words("a"), findings=(BLOCK,))
    [flagged] = drafted(app, deck, words("b"), findings=(FLAG,))
    [lacking] = drafted(app, deck, words("c", core_answer=None))
    [free] = drafted(app, deck, words("d"))
    by_value = [draft.id for draft in queue.listed(app, deck, "value")]
    assert by_value[:2] == [free, flagged]
    assert set(by_value[2:]) == {blocked, lacking}
    assert by_worth([], {}) == []


def test_a_reworded_point_keeps_its_weight_and_a_kept_one_its_variants() -> None:
    first = KeyPoint(text="one", weight=2.0, variants=("1",))
    second = KeyPoint(text="two", weight=3.0, required=False, variants=("2",))
    content = words("cell", key_points=(first, second))
    changes = turns.changes_of(content, {"key_points": "one\nzwei"})
    kept, reworded = changes["key_points"]
    assert kept == first.model_dump()
    assert reworded == {"text": "zwei", "weight": 3.0, "required": False}
    assert turns.changes_of(content, {"key_points": "one\ntwo\n", "label": "cell "}) == {}


def test_skipping_walks_through_the_whole_queue(
    client: TestClient, deck: Deck, three: list[str]
) -> None:
    seen = [three[0]]
    for _ in three:
        page = client.get(f"/decks/{deck.id}/review/{seen[-1]}").text
        found = re.search(r'href="/decks/\w+/review/(\w+)" data-key="s"', page)
        assert found is not None
        seen.append(found[1])
    assert seen == [*three, three[0]]
    assert all(left != right for left, right in pairwise(seen))


def test_a_filter_chooses_what_it_says_and_many_are_decided_at_once(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    [blocked] = drafted(app, deck, words("stem"), findings=(BLOCK,))
    [flagged] = drafted(app, deck, words("bud", kind="why"), findings=(FLAG,))
    for filters, wanted in [
        (["clean"], three),
        (["flagged"], [flagged]),
        (["blocked"], [blocked]),
        (["rule:c6"], [flagged]),
        (["kind:why", "flagged"], [flagged]),
        (["kind:why", "clean"], []),
    ]:
        assert [draft.id for draft in bulk.chosen(app, deck, filters)] == wanted
    for wrong in ([], ["nice"], ["rule:"], ["clean:x"]):
        with pytest.raises(WrongUsage):
            bulk.chosen(app, deck, wrong)
    place = f"/decks/{deck.id}/drafts"
    listed = client.get(place, params={"where": "clean"}).text
    assert all(each in listed for each in three)
    assert blocked not in listed
    ticked = {"choice": "accept", "chosen": [*three[:2], blocked]}
    told = client.post(place, data=ticked)
    assert told.status_code == 422
    assert "2 decided, 1 could not be" in told.text
    assert [state(app, each) for each in (*three, blocked)] == [
        DraftState.ACCEPTED,
        DraftState.ACCEPTED,
        DraftState.PENDING,
        DraftState.PENDING,
    ]
    gone = {"choice": "reject", "chosen": [three[2], blocked], "reason": "not worth it"}
    assert client.post(place, data=gone).status_code == 303
    assert state(app, blocked) is DraftState.REJECTED
    other = deck_for(app, "Other")
    assert client.post(f"/decks/{other.id}/drafts", data=gone).status_code == 404


def test_what_was_changed_is_shown_beside_what_was_drafted(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    place = f"/decks/{deck.id}/review/{three[0]}"
    assert "As it was drafted" not in client.get(place).text
    decide(client, deck, three[0], choice="save", question="Which unit is a cell?")
    page = client.get(place).text
    assert "As it was drafted" in page
    assert '<del dir="auto">What is a cell?</del>' in page


def test_what_was_refused_leads_to_the_field_that_puts_it_right(
    app: App, client: TestClient, deck: Deck
) -> None:
    [blocked] = drafted(app, deck, words("cell"), findings=(BLOCK,))
    [lacking] = drafted(app, deck, words("leaf", core_answer=None, key_points=()))
    place = f"/decks/{deck.id}/review"

    def opened(draft_id: str, **data: str) -> tuple[int, list[str], str]:
        reply = client.post(f"{place}/{draft_id}", data=data)
        focused = re.findall(r'<(?:input|textarea)[^>]* id="([\w-]+)"[^>]* autofocus', reply.text)
        told = re.search(r'role="alert"[^>]*>([^<]*)<', reply.text)
        assert told is not None
        assert not re.search(r"drf_|\bC1\b", told[1])
        return reply.status_code, focused, "".join(re.findall(r'id="(\w+)" open', reply.text))

    assert opened(blocked, choice="accept") == (409, ["why-accept"], "")
    assert opened(blocked, choice="reject") == (422, ["why-reject"], "reject")
    assert opened(lacking, choice="accept") == (409, ["question"], "edit")
    said = client.post(f"{place}/{lacking}", data={"choice": "accept", "why": "It is known."})
    assert said.status_code == 409
    [first] = re.findall(r"<button[^>]*>", client.get(f"{place}/{blocked}").text)[:1]
    assert 'value="accept"' in first


def test_other_right_answers_are_typed_one_a_line(
    app: App, client: TestClient, deck: Deck, three: list[str]
) -> None:
    decide(client, deck, three[0], references="One thing.\n\n A second  thing.")
    assert (
        "One thing.\nA second thing.</textarea>"
        in client.get(f"/decks/{deck.id}/review/{three[0]}").text
    )
    decide(client, deck, three[0], choice="accept", reason="So be it.")
    (card,) = cards(app, deck.name)
    assert card.references == ("One thing.", "A second thing.")
