"""The OpenAI adapter against a server that misbehaves: our errors, in time, without a secret."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from decks.errors import (
    BadReply,
    CardwrightError,
    KeyRefused,
    ModelFailed,
    ModelRefusal,
    ModelTimeout,
    ModelUnavailable,
)
from providers.chat import ChatRequest, Usage
from providers.openai_chat import OpenAiChat
from tests import model_server as stub
from tests.model_server import Behaviour, ModelServer, completion, model_server

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

KEY = "sk-canary-5f1d"
PROMPT = "canary words of a student"
SCHEMA = {
    "title": "Reply",
    "type": "object",
    "properties": {"text": {"type": "string", "minLength": 1, "title": "Text"}},
}
REQUEST = ChatRequest("Reply in JSON.", PROMPT, SCHEMA, "Reply", max_output_tokens=50)


@contextmanager
def behaving(*script: Behaviour) -> Iterator[tuple[OpenAiChat, ModelServer]]:
    with model_server(*script) as server:
        yield OpenAiChat("stub", key=KEY, base_url=server.url), server


def failure(behaviour: Behaviour, *, timeout: float = 5.0) -> CardwrightError:
    """What the adapter makes of a behaviour: always one of our errors, never a secret."""
    with behaving(behaviour) as (model, _), pytest.raises(CardwrightError) as caught:
        model.ask(REQUEST, timeout=timeout)
    told = f"{caught.value} {caught.value.__cause__}"
    assert KEY not in told
    assert PROMPT not in told
    assert not re.search(r"openai\.|httpx|Traceback", told)
    return caught.value


def test_a_good_reply_gives_text_and_tokens() -> None:
    with behaving(stub.says('{"text": "ü 😀"}')) as (model, _):
        reply = model.ask(REQUEST, timeout=5)
    assert reply.text == '{"text": "ü 😀"}'
    assert reply.usage == Usage(11, 7)


def test_the_request_holds_the_prompt_the_key_and_a_closed_schema() -> None:
    with behaving(stub.says("{}")) as (model, server):
        model.ask(REQUEST, timeout=5)
    (asked,) = server.asked
    assert server.paths == ["/v1/chat/completions"]
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert asked["messages"][1]["content"] == PROMPT
    assert asked["temperature"] == 0.0
    assert asked["max_tokens"] == 50
    schema = asked["response_format"]["json_schema"]["schema"]
    assert schema == {
        "type": "object",
        "properties": {"text": {"type": "string"}},
        "additionalProperties": False,
        "required": ["text"],
    }


def test_text_that_is_no_utf8_is_sent_with_marks_in_its_place() -> None:
    with behaving(stub.says("{}")) as (model, server):
        model.ask(ChatRequest("s", "a\ud800b", SCHEMA, "Reply"), timeout=5)
    assert server.asked[0]["messages"][1]["content"] == "a?b"


class TestRejectedParameters:
    @pytest.mark.parametrize(
        "parameter", ["response_format", "temperature", "max_tokens", "max_completion_tokens"]
    )
    def test_a_rejected_parameter_is_left_out_at_once_and_remembered(self, parameter: str) -> None:
        with behaving(stub.rejects(parameter, stub.says("{}"))) as (model, server):
            assert model.ask(REQUEST, timeout=5).text == "{}"
            first = len(server.asked)
            model.ask(REQUEST, timeout=5)
        assert first <= 2
        assert len(server.asked) == first + 1
        assert parameter not in server.asked[-1]

    def test_a_server_may_reject_all_that_can_be_left_out(self) -> None:
        picky = stub.says("{}")
        for parameter in ("response_format", "temperature", "max_tokens"):
            picky = stub.rejects(parameter, picky)
        with behaving(picky) as (model, server):
            assert model.ask(REQUEST, timeout=5).text == "{}"
        assert len(server.asked) == 4
        assert "max_completion_tokens" in server.asked[-1]

    def test_a_rejection_for_another_reason_is_told_and_costs_no_parameter(self) -> None:
        bad = stub.error(400, "something else")
        with behaving(bad, bad, stub.says("{}")) as (model, server):
            with pytest.raises(ModelFailed, match="did not take the request"):
                model.ask(REQUEST, timeout=5)
            model.ask(REQUEST, timeout=5)
        assert len(server.asked) == 3
        assert "response_format" in server.asked[-1]

    def test_a_request_that_is_too_long_is_not_asked_again(self) -> None:
        with behaving(stub.error(400, "context_length_exceeded")) as (model, server):
            with pytest.raises(ModelFailed):
                model.ask(REQUEST, timeout=5)
            assert len(server.asked) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_names_the_variable_and_not_the_key(status: int) -> None:
    error = failure(stub.error(status, "invalid_api_key"))
    assert isinstance(error, KeyRefused)
    assert "OPENAI_API_KEY" in str(error)


def test_a_key_that_is_refused_with_400_is_a_refused_key() -> None:
    assert isinstance(failure(stub.error(400, "API key not valid")), KeyRefused)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "2"}, 2.0),
        ({"Retry-After": "86400"}, 86_400.0),
        ({"Retry-After-Ms": "1500"}, 1.5),
        ({"Retry-After": "Mon, 01 Jan 2024 00:00:00 GMT"}, 0.0),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "inf"}, None),
        ({"Retry-After": "-3"}, 0.0),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_a_rate_limit_carries_the_wait_that_was_asked_for(
    headers: dict[str, str], seconds: float | None
) -> None:
    error = failure(stub.error(429, "rate_limit_exceeded", headers))
    assert isinstance(error, ModelUnavailable)
    assert error.retry_after == seconds


@pytest.mark.parametrize("status", [429, 402])
def test_a_spent_quota_cannot_pass_and_the_server_is_left_alone_for_a_while(status: int) -> None:
    time_now = [0.0]
    with model_server(stub.error(status, "insufficient_quota")) as server:
        model = OpenAiChat("stub", key=KEY, base_url=server.url, now=lambda: time_now[0])
        for _ in range(3):
            with pytest.raises(ModelFailed, match="no quota") as caught:
                model.ask(REQUEST, timeout=5)
            assert not isinstance(caught.value, ModelUnavailable)
        assert len(server.asked) == 1
        time_now[0] = 61.0
        with pytest.raises(ModelFailed):
            model.ask(REQUEST, timeout=5)
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    "behaviour",
    [
        stub.responds(500),
        stub.responds(503, "<html><h1>Service Unavailable</h1></html>"),
        stub.responds(200, "<html>Please log in</html>", {"Content-Type": "text/html"}),
        stub.responds(200, b"\xff\xfe\x00"),
        stub.responds(200, "[" * 100_000),
        stub.responds(200, ""),
        stub.resets,
        stub.promises_more,
        stub.promises_less,
        stub.responds(200, b"not gzip", {"Content-Encoding": "gzip"}),
    ],
    ids=[
        "500", "503 page", "200 page", "no text", "deep", "empty", "reset", "more", "less", "pack",
    ],
)  # fmt: skip
def test_an_outage_may_pass(behaviour: Behaviour) -> None:
    assert isinstance(failure(behaviour), ModelUnavailable)


def test_a_server_that_is_not_there_may_come_back() -> None:
    with model_server(stub.hangs) as server:
        url = server.url
    with pytest.raises(ModelUnavailable, match="can be reached"):
        OpenAiChat("stub", key=KEY, base_url=url).ask(REQUEST, timeout=2)


@pytest.mark.parametrize("behaviour", [stub.hangs, stub.drips, stub.drips_headers])
def test_the_deadline_is_total_and_the_thread_is_freed(behaviour: Behaviour) -> None:
    started = time.monotonic()
    assert isinstance(failure(behaviour, timeout=0.6), ModelTimeout)
    assert time.monotonic() - started < 2.0
    for _ in range(40):
        if not [each for each in threading.enumerate() if each.name == "model-call"]:
            return
        time.sleep(0.05)
    pytest.fail("the thread of the call lives on")


@pytest.mark.parametrize(
    "behaviour", [stub.bombs(), stub.bombs(500), stub.floods], ids=["bomb", "bomb 500", "flood"]
)
def test_no_more_than_the_bound_is_ever_unpacked(behaviour: Behaviour) -> None:
    started = time.monotonic()
    assert isinstance(failure(behaviour), BadReply)
    assert time.monotonic() - started < 2.0


def body(**more: Any) -> Behaviour:
    return stub.responds(200, completion("words", **more))


@pytest.mark.parametrize(
    "behaviour",
    [
        stub.says('{"text": "cut o', finish="length"),
        stub.says('{"text": "whole"}', finish="length"),
        body(choices=[]),
        body(choices=None),
        body(choices=[{"message": None}]),
        stub.says(""),
        stub.says("  \n"),
        stub.says(None),
        stub.responds(200, "[]"),
        stub.responds(200, "null"),
        stub.responds(200, {"error": {"message": "odd"}}),
    ],
)
def test_a_reply_that_is_cut_off_empty_or_no_completion_does_not_fit(behaviour: Behaviour) -> None:
    assert isinstance(failure(behaviour), BadReply)


@pytest.mark.parametrize(
    "behaviour",
    [
        stub.says("Sorry", finish="content_filter"),
        body(choices=[{"message": {"content": None, "refusal": "I cannot."}}]),
        stub.error(400, "content_filter"),
    ],
)
def test_a_model_that_declines_has_refused(behaviour: Behaviour) -> None:
    assert isinstance(failure(behaviour), ModelRefusal)


@pytest.mark.parametrize("usage", [None, "many", {"prompt_tokens": -5, "completion_tokens": 1}])
def test_a_call_without_an_account_of_its_cost_is_estimated(usage: Any) -> None:
    with behaving(body(usage=usage)) as (model, _):
        spent = model.ask(REQUEST, timeout=5).usage
    assert spent.input_tokens > 0
    assert spent.output_tokens > 0


def test_redirects_are_not_followed() -> None:
    with behaving(stub.says("{}")) as (_, other):
        away = stub.responds(307, "", {"Location": f"{other.url}/chat/completions"})
        error = failure(away)
        assert other.asked == []
    assert type(error) is ModelFailed
    assert "base URL" in str(error)


def test_a_model_that_is_not_known_is_told_at_once() -> None:
    error = failure(stub.error(404, "model_not_found"))
    assert type(error) is ModelFailed
    assert "does not know openai:stub" in str(error)


def test_what_the_adapter_shows_of_itself_holds_no_key() -> None:
    model = OpenAiChat("m", key=KEY, base_url="https://user:hidden@host.example/v1")
    assert KEY not in repr(model)
    assert "hidden" not in repr(model)
    assert model.name == "openai:m"


def test_proxies_of_the_environment_are_not_used_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with behaving(stub.says("{}")) as (model, _):
        assert model.ask(REQUEST, timeout=5).text == "{}"
