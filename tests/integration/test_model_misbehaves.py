"""Everything that an author model may do wrong, over HTTP: it costs its passage and no other."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import pytest

from decks.drafts import Gate
from service.notes.drafting import Step
from service.notes.estimating import of_files
from service.notes.ingest import coverage, ingest
from service.reviewing.drafts import drafts
from service.settings import resolve
from service.shapes import IngestShape
from service.wiring import App, opened
from tests import model_server as stub
from tests.conftest import NOW
from tests.integration.test_ingest_with_model import NOTES, TOPICS
from tests.model_authors import card, first_sentence, reply
from tests.model_server import Asked, Behaviour, ModelServer, model_server

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

DIFFUSION = "A diffusion model learns to undo noise"
REAL = "A diffusion model learns to undo noise that was added in many small steps"
LOOP = '{"cards": [' + '{"kind": "fact", ' * 2000


def user(asked: Asked) -> str:
    return str(asked["messages"][1]["content"])


def good(asked: Asked) -> str:
    return first_sentence(user(asked))


def but_one(wrong: Behaviour) -> Behaviour:
    """A server that misbehaves for the passage on diffusion, and drafts the others well."""

    def behave(handler: stub.Handler, asked: Asked) -> None:
        act = wrong if DIFFUSION in user(asked) else stub.says(good)
        act(handler, asked)

    return behave


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.md"
    file.write_text(NOTES, encoding="utf-8")
    return file


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server(stub.says(good)) as made:
        yield made


@pytest.fixture
def make(tmp_path: Path, server: ModelServer, empty_folder: Path) -> Iterator[Callable[..., App]]:
    """Opens the app on the server, with settings of the test's own."""
    import_module("openai")  # Loading it for the first time would count into the deadline.
    shutil.copytree(empty_folder, tmp_path / "data")
    with ExitStack() as stack:

        def made(**settings: object) -> App:
            flags = {
                "data": tmp_path / "data",
                "zone": "Europe/Berlin",
                "author_model": "openai:stub",
                "model_deadline": 3.0,
            }
            environ = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-canary"}
            resolved = resolve({**flags, **settings}, {})
            return stack.enter_context(opened(resolved, clock=lambda: NOW, environ=environ))

        yield made


def set_script(server: ModelServer, *script: Behaviour) -> None:
    with server.lock:
        server.script[:] = script


def states(shape: IngestShape) -> dict[str, int]:
    found: dict[str, int] = {}
    for source in shape.sources:
        for span in source.spans:
            found[span.state] = found.get(span.state, 0) + 1
    return found


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (stub.hangs, "in time"),
        (stub.drips, "in time"),
        (stub.error(429, "rate_limit_exceeded", {"Retry-After": "60"}), ""),
        (stub.error(500, "oops"), ""),
        (stub.says('{"cards": [', finish="length"), "cut off"),
        (stub.says(LOOP), "no valid JSON"),
        (stub.says("no", finish="content_filter"), "declined"),
        (stub.says(None), "empty"),
        (stub.says("x", choices=[]), "no choice"),
        (stub.says(json.dumps({"cards": [{"question": "?"}]})), "Field required"),
        (stub.says(json.dumps([1, 2])), "Input should be"),
        (stub.says("Sure! Here are some flashcards about diffusion."), "no valid JSON"),
        (stub.resets, ""),
        (stub.promises_more, ""),
    ],
    ids=[
        "timeout", "drips", "429", "500", "truncated", "looping", "refusal", "empty", "no choice",
        "wrong schema", "wrong type", "prose", "disconnect", "cut short",
    ],
)  # fmt: skip
def test_a_passage_that_fails_costs_no_other_and_the_same_command_goes_on(
    make: Callable[..., App],
    server: ModelServer,
    notes: Path,
    behaviour: Behaviour,
    sentence: str,
) -> None:
    set_script(server, but_one(behaviour))
    app = make()
    shape = ingest(app, [notes], "ml")
    assert not shape.complete
    assert shape.drafts == TOPICS - 1
    reasons = {
        span.reason for each in shape.sources for span in each.spans if span.state == "failed"
    }
    assert reasons
    assert all(sentence in (reason or "") for reason in reasons)
    set_script(server, stub.says(good))
    again = ingest(app, [notes], "ml")
    assert again.complete
    assert (again.drafts, again.new_drafts) == (TOPICS, 1)


def test_a_rate_limit_is_waited_for_as_long_as_was_asked(
    make: Callable[..., App], server: ModelServer, notes: Path
) -> None:
    set_script(server, stub.error(429, "slow_down", {"Retry-After": "1"}), stub.says(good))
    assert ingest(make(model_workers=1, author_passes=1), [notes], "ml").complete
    assert len(server.asked) == TOPICS + 1


@pytest.mark.parametrize(
    ("wrong", "rule", "gate"),
    [
        (card("Diffusion was invented on Mars in the year 1712."), "C1", Gate.BLOCK),
        (
            card(
                REAL,
                question="Was lernt ein Modell dieser Art, wenn es mit Rauschen arbeitet?",
                core_answer="Es lernt, das Rauschen wieder aus dem Bild zu nehmen, und zwar oft.",
            ),
            "C8",
            Gate.FLAG,
        ),
        (card(REAL, core_answer="It takes 4711 steps."), "C1", Gate.BLOCK),
        (card(REAL, question="Undo \x00\u202e noise\ud800?"), "", Gate.FLAG),
    ],
    ids=["invented quote", "wrong language", "invented number", "odd characters"],
)
def test_a_reply_that_says_something_wrong_is_a_draft_with_what_was_found(
    make: Callable[..., App],
    server: ModelServer,
    notes: Path,
    wrong: dict[str, object],
    rule: str,
    gate: Gate,
) -> None:
    set_script(server, but_one(stub.says(reply(wrong))))
    app = make(author_passes=1)
    shape = ingest(app, [notes], "ml")
    if rule:
        assert shape.complete
        found = {(each.rule, each.gate) for one in drafts(app, "ml") for each in one.findings}
        assert (rule, gate.value) in found
    assert shape.drafts >= TOPICS - 1
    assert states(shape).get("pending", 0) == 0


def test_every_reply_is_paid_for_also_those_that_could_not_be_used(
    make: Callable[..., App], server: ModelServer, notes: Path
) -> None:
    set_script(server, stub.says('{"cards": [', finish="length"))
    told = ingest(make(author_prices=(1.0, 10.0)), [notes], "ml").usage
    calls = len(server.asked)
    assert calls == 2 * TOPICS
    assert (told.input_tokens, told.output_tokens) == (11 * calls, 7 * calls)
    assert told.cost == pytest.approx(calls * (11 * 1.0 + 7 * 10.0) / 1e6)


def test_a_budget_that_is_spent_leaves_the_rest_pending_and_the_next_run_goes_on(
    make: Callable[..., App], server: ModelServer, notes: Path
) -> None:
    app = make(run_tokens=20, model_workers=1)
    shape = ingest(app, [notes], "ml")
    assert not shape.complete
    assert shape.drafts == 1
    assert states(shape)["pending"] > 0
    assert ingest(make(), [notes], "ml").complete


def test_what_was_replied_is_never_paid_for_again_in_any_deck(
    make: Callable[..., App], server: ModelServer, notes: Path
) -> None:
    app = make()
    ingest(app, [notes], "ml")
    asked = len(server.asked)
    other = ingest(app, [notes], "Another deck")
    assert other.drafts == TOPICS
    assert (other.usage.input_tokens, other.usage.cost) == (0, 0)
    assert len(server.asked) == asked


def test_the_estimate_is_told_before_anybody_is_asked_and_is_nothing_afterwards(
    make: Callable[..., App], server: ModelServer, notes: Path
) -> None:
    app = make(author_prices=(1.0, 10.0))
    before = of_files(app, [notes], "ml")
    assert server.asked == []
    assert before.calls == TOPICS
    assert before.cost > 0
    steps: list[Step] = []
    ingest(app, [notes], "ml", steps.append)
    assert before.sentence in {step.say for step in steps}
    assert of_files(app, [notes], "ml").calls == 0
    assert [step.done for step in steps if step.what == "drafting"] == [0, *range(1, TOPICS + 1)]
    assert coverage(app, "ml").complete
