"""The command with an author model behind HTTP: whole runs, refusals, outages; no secret told."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from service.notes.ingest import coverage
from service.reviewing.drafts import drafts
from service.settings import resolve
from service.shapes import DraftShape, SpanShape
from service.wiring import App, opened
from tests import model_server as stub
from tests.model_authors import first_sentence
from tests.model_server import Asked, Behaviour, ModelServer, model_server
from tests.terminal import Ran, ran

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

KEY = "sk-canary-9e41d7"
NOTES = """# Autoencoders

An autoencoder is a network that learns to copy its input through a narrow layer. The narrow layer
is called the code, and it keeps only what the decoder needs to rebuild the input. A code that is
too wide lets the network copy without learning anything, and one that is too narrow loses detail
that the decoder cannot invent again, so its width is chosen by trying several of them.

# Variational autoencoders

A variational autoencoder gives a distribution over codes in place of one code. Its loss is the
reconstruction error plus the divergence of that distribution from a standard normal one. Because
nearby codes must give similar outputs, a new sample can be made by drawing a code from the normal
distribution and decoding it, which a plain autoencoder does not allow.

# Diffusion

A diffusion model learns to undo noise that was added in many small steps. At sampling time it
starts from pure noise and removes a little of it in every step. The steps are many, so sampling is
slow, but each of them is an easy problem, and that is why the samples are better than those of
models that make a whole picture at one go.
"""
TOPICS = 3
LOOKS = 2
"""At each passage."""


def author(asked: Asked) -> str:
    """The text of a good reply to the prompt for cards."""
    return first_sentence(asked["messages"][1]["content"])


GOOD = stub.says(author)


@dataclass
class Desk:
    """A data folder, notes, and the command."""

    folder: Path
    server: ModelServer

    def run(self, *arguments: str, **environ: str) -> Ran:
        surroundings = {
            name: value for name, value in os.environ.items() if not name.startswith("CARDWRIGHT_")
        }
        surroundings |= {
            "CARDWRIGHT_DATA": str(self.folder / "data"),
            "CARDWRIGHT_ZONE": "Europe/Berlin",
            "CARDWRIGHT_AUTHOR_MODEL": "openai:stub",
            "CARDWRIGHT_MODEL_DEADLINE": "20",
            "OPENAI_BASE_URL": self.server.url,
            "OPENAI_API_KEY": KEY,
        }
        done = ran(*arguments, environ=surroundings | environ)
        assert KEY not in done.out + done.err
        assert "Traceback" not in done.err
        return done

    def ingest(self, **environ: str) -> tuple[int, dict[str, Any], str]:
        """Exit code, the document on standard output, and standard error."""
        notes = self.folder / "notes.md"
        notes.write_text(NOTES, encoding="utf-8")
        done = self.run("ingest", str(notes), "--deck", "ml", "--json", **environ)
        return done.code, json.loads(done.out), done.err

    @contextmanager
    def opened(self) -> Iterator[App]:
        """The data folder, as the next command finds it."""
        with opened(resolve({"data": self.folder / "data"}, {}), environ={}) as app:
            yield app

    def drafts(self) -> tuple[DraftShape, ...]:
        with self.opened() as app:
            return tuple(drafts(app, "ml"))

    def spans(self) -> list[SpanShape]:
        """The ledger of the deck."""
        with self.opened() as app:
            return [span for source in coverage(app, "ml").sources for span in source.spans]

    def holds_no_key(self) -> None:
        """No file of the data folder has the key's bytes."""
        for place in self.folder.rglob("*"):
            assert not place.is_file() or KEY.encode() not in place.read_bytes(), place


@pytest.fixture
def desk(tmp_path: Path, empty_folder: Path) -> Iterator[Desk]:
    """A desk whose model drafts well until a test says otherwise."""
    shutil.copytree(empty_folder, tmp_path / "data")
    with model_server(GOOD) as server:
        yield Desk(tmp_path, server)


def set_script(desk: Desk, *script: Behaviour) -> None:
    """What the server does from now on."""
    with desk.server.lock:
        desk.server.script[:] = script


def test_notes_become_grounded_drafts_and_a_second_run_asks_nobody(desk: Desk) -> None:
    code, told, _ = desk.ingest()
    assert (code, told["complete"], told["drafts"]) == (0, True, TOPICS)
    assert told["usage"]["input_tokens"] == 11 * LOOKS * TOPICS
    for draft in desk.drafts():
        (citation,) = draft.citations
        assert NOTES[citation.start : citation.end] == citation.quote
        assert draft.provenance["drafter"].startswith("openai:stub#")
    assert desk.server.headers[0]["authorization"] == f"Bearer {KEY}"
    code, told, _ = desk.ingest()
    assert (code, told["drafts"], told["new_drafts"]) == (0, TOPICS, 0)
    assert len(desk.server.asked) == LOOKS * TOPICS
    desk.holds_no_key()


def test_a_refused_key_stops_the_run_and_leaves_the_notes_pending(desk: Desk) -> None:
    set_script(desk, stub.error(401, "invalid_api_key"))
    code, told, _ = desk.ingest(CARDWRIGHT_MODEL_WORKERS="1")
    assert code == 3
    assert told["kind"] == "KeyRefused"
    assert "OPENAI_API_KEY" in told["error"]
    assert len(desk.server.asked) == 1
    assert {span.state for span in desk.spans()} == {"pending"}
    set_script(desk, GOOD)
    code, told, _ = desk.ingest()
    assert (code, told["complete"], told["drafts"]) == (0, True, TOPICS)
    desk.holds_no_key()


def test_a_refused_key_is_one_sentence_on_standard_error(desk: Desk) -> None:
    set_script(desk, stub.error(403, "forbidden"))
    (desk.folder / "notes.md").write_text(NOTES, encoding="utf-8")
    done = desk.run("ingest", str(desk.folder / "notes.md"), "--deck", "ml")
    assert done.code == 3
    assert done.out == ""
    estimate, line = done.err.strip().splitlines()
    assert estimate.startswith("About ")
    assert "did not accept the key" in line


def test_what_was_drafted_before_a_key_was_refused_is_kept(desk: Desk) -> None:
    set_script(desk, GOOD, stub.error(401, "revoked"))
    code, _, _ = desk.ingest(CARDWRIGHT_MODEL_WORKERS="1")
    assert code == 3
    assert len(desk.drafts()) == 1
    set_script(desk, GOOD)
    code, told, _ = desk.ingest()
    assert (code, told["drafts"], told["new_drafts"]) == (0, TOPICS, TOPICS - 1)


def test_a_model_that_is_too_slow_fails_its_spans_and_the_same_command_goes_on(
    desk: Desk,
) -> None:
    set_script(desk, stub.hangs)
    code, told, errors = desk.ingest(CARDWRIGHT_MODEL_DEADLINE="1.5")
    assert (code, told["complete"], told["drafts"]) == (1, False, 0)
    failed = [span for span in desk.spans() if span.state == "failed"]
    assert failed
    assert all("in time" in (span.reason or "") for span in failed)
    assert "the same command goes on" in errors
    set_script(desk, GOOD)
    code, told, _ = desk.ingest()
    assert (code, told["complete"], told["drafts"]) == (0, True, TOPICS)
    assert len({draft.id for draft in desk.drafts()}) == TOPICS


def test_an_outage_that_passes_costs_nothing(desk: Desk) -> None:
    passing = [stub.resets, stub.responds(503, "<html>"), GOOD, stub.says("no JSON"), GOOD]
    set_script(desk, *passing)
    code, told, _ = desk.ingest(CARDWRIGHT_MODEL_WORKERS="1")
    assert (code, told["complete"], told["drafts"]) == (0, True, TOPICS)


def test_without_a_key_nothing_is_asked_and_the_variable_is_named(desk: Desk) -> None:
    code, told, _ = desk.ingest(OPENAI_API_KEY="")
    assert code == 2
    assert "OPENAI_API_KEY" in told["error"]
    assert desk.server.asked == []


def test_config_tells_where_the_notes_go_and_no_key(desk: Desk) -> None:
    told = json.loads(desk.run("config", "--json").out)
    (destination,) = told["destinations"]
    assert f"127.0.0.1:{desk.server.port}" in destination
    assert {"variable": "OPENAI_API_KEY", "given": True} in told["secrets"]
