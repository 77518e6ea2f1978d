"""Drafts split, merged and written anew: what comes of them, and that undo brings all back."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from authoring.asking import Asking
from authoring.rewriter import Rewriter
from decks.drafts import Action, Draft, DraftState
from decks.errors import NotFound, Refused, WrongTransition, WrongUsage
from providers.chat import ChatRequest
from providers.limits import Limits
from providers.scripted import ScriptedChat
from service.notes.drafting import go_on
from service.notes.ingest import coverage, take_in
from service.reviewing import drafts, review, reworking
from service.wiring import App, deck_named
from tests.web_client import signed_in

NAME = "Biology"
NOTES = b"""# Cells

A **mitochondrion** is an organelle that makes energy from nutrients.
Ribosomes are the cellular structures responsible for protein synthesis.
The **cell wall** is a rigid covering that protects the plant cell.
"""
PARTS = [
    {"question": "What does a mitochondrion make?", "core_answer": "Energy."},
    {"question": "From what does a mitochondrion make energy?", "core_answer": "Nutrients."},
]


@pytest.fixture
def waiting(app: App) -> list[Draft]:
    take_in(app, "cells.md", NOTES, NAME)
    go_on(app)
    found = [item.draft for item in drafts.queue(app, NAME)]
    assert len(found) >= 2
    return found


@pytest.fixture
def client(app: App, waiting: list[Draft]) -> Iterator[TestClient]:
    with signed_in(app) as made:
        yield made


def states(app: App) -> dict[str, DraftState]:
    return {item.draft.id: item.draft.state for item in drafts.queue(app, NAME, None)}


def carded(app: App) -> int:
    return sum(span.state == "carded" for span in coverage(app, NAME).sources[0].spans)


def test_the_parts_of_a_split_cite_the_same_words_and_wait(app: App, waiting: list[Draft]) -> None:
    before = carded(app)
    made = reworking.split(app, waiting[0].id, PARTS)
    assert [each.content.core_answer for each in made] == ["Energy.", "Nutrients."]
    assert all(each.citations == waiting[0].citations for each in made)
    assert all(each.provenance.parents == (waiting[0].id,) for each in made)
    assert all(each.content.key_points for each in made)
    found = states(app)
    assert found[waiting[0].id] is DraftState.REPLACED
    assert [found[each.id] for each in made] == [DraftState.PENDING] * 2
    assert carded(app) == before
    with pytest.raises(WrongTransition):
        review.accept(app, waiting[0].id)
    assert review.accept(app, made[0].id).version.citations == waiting[0].citations


def test_without_parts_each_key_point_becomes_a_draft(app: App, waiting: list[Draft]) -> None:
    with pytest.raises(WrongUsage, match="one key point"):
        reworking.split(app, waiting[0].id)
    points = [{"text": "makes energy"}, {"text": "from nutrients"}]
    review.edit(app, waiting[0].id, {"key_points": points})
    made = reworking.split(app, waiting[0].id)
    assert [each.content.core_answer for each in made] == ["makes energy", "from nutrients"]


def test_a_merged_draft_has_the_first_ones_words_and_everybodys_citations(
    app: App, waiting: list[Draft]
) -> None:
    first, second = waiting[:2]
    made = reworking.merge(app, [first.id, second.id, first.id])
    assert made.content.question == first.content.question
    assert second.content.core_answer in made.content.references
    assert set(made.citations) == set(first.citations) | set(second.citations)
    assert not any(finding.rule == "C9" for finding in made.findings)
    with pytest.raises(WrongUsage, match="two drafts"):
        reworking.merge(app, [made.id])
    with pytest.raises(NotFound):
        reworking.merge(app, [made.id, "drf_none"])


@pytest.mark.parametrize("how", ["split", "merge"])
def test_undo_brings_back_what_was_replaced_and_nothing_is_there_twice(
    app: App, waiting: list[Draft], how: str
) -> None:
    for _ in range(2):
        if how == "split":
            made = reworking.split(app, waiting[0].id, PARTS)
        else:
            made = [reworking.merge(app, [waiting[0].id, waiting[1].id])]
        review.undo(app, waiting[0].id)
        found = states(app)
        assert {each.id for each in waiting} <= {
            one for one, state in found.items() if state is DraftState.PENDING
        }
        assert all(found[each.id] is DraftState.REPLACED for each in made)
    assert sorted(item.draft.id for item in drafts.queue(app, NAME)) == sorted(
        each.id for each in waiting
    )


def test_a_split_with_a_decided_part_is_not_undone_over_it(app: App, waiting: list[Draft]) -> None:
    made = reworking.split(app, waiting[0].id, PARTS)
    review.accept(app, made[1].id, reason="fits")
    with pytest.raises(WrongTransition, match="came of this one"):
        review.undo(app, waiting[0].id)
    review.undo(app, made[1].id)
    assert review.undo(app, waiting[0].id).state is DraftState.PENDING


def test_a_part_is_written_anew_as_an_edit_that_undo_takes_back(
    app: App, waiting: list[Draft]
) -> None:
    with pytest.raises(Refused, match="CARDWRIGHT_AUTHOR_MODEL"):
        reworking.regenerate(app, waiting[0].id, "question", "shorter")

    def reply(_: ChatRequest) -> str:
        return json.dumps({"text": "Which organelle makes energy?"})

    model = ScriptedChat([reply])
    app.rewriter = Rewriter(Asking(model, Limits(), None))
    after = reworking.regenerate(app, waiting[0].id, "question", "turn it round")
    assert after.content.question == "Which organelle makes energy?"
    assert "turn it round" in model.requests[0].user
    assert waiting[0].citations[0].quote in model.requests[0].user
    with app.ledger.read() as unit:
        [decision] = unit.drafts.decisions(waiting[0].id)
    assert (decision.action, decision.before) == (Action.EDIT, waiting[0].content)
    assert review.undo(app, waiting[0].id).content == waiting[0].content
    for wrong in (("kind", "x"), ("question", " ")):
        with pytest.raises(WrongUsage):
            reworking.regenerate(app, waiting[0].id, *wrong)


def test_the_site_and_programs_split_and_merge(
    app: App, client: TestClient, waiting: list[Draft]
) -> None:
    deck = deck_named(app, NAME)
    place = f"/decks/{deck.id}/review/{waiting[0].id}"
    page = client.get(place).text
    assert "Split into several" in page
    assert "Write it anew" not in page
    rows = {"questions": [each["question"] for each in PARTS], "answers": ["Energy.", ""]}
    assert client.post(f"{place}/split", data=rows).status_code == 422
    rows["answers"][1] = "Nutrients."
    assert client.post(f"{place}/split", data=rows).status_code == 303
    merging = f"/decks/{deck.id}/review/{waiting[1].id}/merge"
    [half, other] = [
        item.draft for item in drafts.queue(app, NAME) if item.draft.provenance.parents
    ]
    assert client.post(merging, data={"other": half.id}).status_code == 303
    assert client.post(merging, data={"other": "drf_none"}).status_code == 404
    [merged] = [
        item.draft
        for item in drafts.queue(app, NAME)
        if waiting[1].id in item.draft.provenance.parents
    ]
    body = {"ids": [merged.id, other.id], "question": "What do cells have?"}
    reply = client.post("/api/v1/drafts/merge", json=body)
    assert (reply.status_code, reply.json()["question"]) == (201, "What do cells have?")
    parts = {"parts": PARTS}
    reply = client.post(f"/api/v1/drafts/{reply.json()['id']}/split", json=parts)
    assert [each["core_answer"] for each in reply.json()] == ["Energy.", "Nutrients."]
