"""Schemathesis asks the API for everything its document allows, and for what it does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.collection import cards
from service.notes import ingest
from service.reviewing import drafts
from service.studying import study
from service.wiring import App, deck_named
from tests.steady_grader import steady
from tests.web_client import site_over
from web.entry import Entry

SECRET = "the-token"
EXAMPLES = 5
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
NOTES = "# Cells\n\nA **mitochondrion** is an organelle that makes adenosine triphosphate.\n"
IDS = ("deck_id", "card_id", "draft_id", "analogy_id", "any_id", "answer_id")


@pytest.fixture
def known(app: App) -> Mapping[str, list[str]]:
    """Ids that there are, so that not every request ends at 404."""
    steady(app)
    version = ingest.take_in(app, "cells.md", NOTES.encode(), "Biology")
    card = cards.add(app, "Biology", "What is a cell?", "The unit of life.")
    question = study.ask(app, card.id, app.owner)
    told = study.answer(app, app.owner, question, "wrong")
    waiting = [draft.id for draft in drafts.drafts(app, "Biology")]
    return {
        "deck_id": [deck_named(app, "Biology").id],
        "card_id": [card.id],
        "draft_id": waiting,
        "any_id": [version.id, version.source_id],
        "answer_id": [told.answer.id],
    }


def document(app: App) -> Any:
    """The API as its own document describes it."""
    site = site_over(app, Entry(SECRET))
    config = schemathesis.Config()
    return schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", site, config=config, headers={"host": "127.0.0.1"}
    )


def test_the_document_names_every_operation_once(app: App) -> None:
    paths = site_over(app, Entry(SECRET)).openapi()["paths"]
    operations = [one["operationId"] for path in paths.values() for one in path.values()]
    assert len(operations) == len(set(operations)) > 30
    for path in paths.values():
        for one in path.values():
            assert one["summary"]
            assert one["description"]
            assert {"HTTPBearer": []} in one["security"]
            assert one["responses"]["422"]["content"]["application/json"]["schema"][
                "$ref"
            ].endswith("/ErrorShape")


@pytest.mark.timeout(400)  # some thousand requests
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_request_of_the_document_breaks_the_server(
    app: App, known: Mapping[str, list[str]], mode: GenerationMode
) -> None:
    asked = 0
    for found in document(app).get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
        def ask(case: Any, data: st.DataObject) -> None:
            nonlocal asked
            for name in IDS:
                if name in (case.path_parameters or {}) and known.get(name):
                    choices = [*known[name], case.path_parameters[name]]
                    case.path_parameters[name] = data.draw(st.sampled_from(choices))
            headers = {"authorization": f"Bearer {SECRET}", "host": "127.0.0.1"}
            case.call_and_validate(headers=headers, checks=CHECKS)
            asked += 1

        ask()
    assert asked > 200
