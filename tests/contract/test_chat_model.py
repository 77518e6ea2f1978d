"""What every `ChatModel` owes its callers. The note under a test says what is probably wrong.

The suite plays four parts: a good reply, an outage, a refused key, a model that never answers.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatResult

from decks.errors import (
    BadReply,
    CardwrightError,
    KeyRefused,
    ModelFailed,
    ModelRefusal,
    ModelTimeout,
    ModelUnavailable,
)
from providers.chat import ChatModel, ChatRequest, Usage
from providers.langchain_chat import LangchainChat
from providers.openai_chat import OpenAiChat
from providers.scripted import ScriptedChat
from providers.server import Server
from tests import model_server as stub

pytestmark = [pytest.mark.loopback, pytest.mark.enable_socket]

KEY = "sk-canary-c0de"
WORDS = "canary words of a student"
REQUEST = ChatRequest("Reply in JSON.", WORDS, {"type": "object"}, "Reply")


class VendorError(Exception):
    """An error as vendors' packages raise them: a status, and words that should not be repeated."""

    def __init__(self, status: int | None, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status}: key {KEY}, prompt {WORDS}")
        self.status_code = status
        self.response = type("Response", (), {"headers": headers or {}, "status_code": status})()


class Vendor(BaseChatModel):
    """A langchain model that does what a function says."""

    act: Callable[[list[BaseMessage]], AIMessage]

    @property
    def _llm_type(self) -> str:
        return "vendor"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        assert run_manager is None or not run_manager.handlers, "a tracer listens"
        return ChatResult(generations=[ChatGeneration(message=self.act(messages))])


def message(text: str, **metadata: Any) -> AIMessage:
    usage = UsageMetadata(input_tokens=11, output_tokens=7, total_tokens=18)
    return AIMessage(text, usage_metadata=usage, response_metadata=metadata)


def langchain(act: Callable[[], AIMessage]) -> LangchainChat:
    server = Server("vendor:stub", "the vendor service", "VENDOR_API_KEY")
    return LangchainChat(Vendor(act=lambda _: act()), server)


def raising(error: Exception) -> Callable[[], AIMessage]:
    def act() -> AIMessage:
        raise error

    return act


def hanging() -> AIMessage:
    time.sleep(1.0)
    return message("too late")


Play = Callable[[str], ChatModel]
OPENAI: dict[str, stub.Behaviour] = {
    "good": stub.says('{"text": "ü 😀"}'),
    "outage": stub.responds(503, f"{KEY} {WORDS}"),
    "busy": stub.error(429, "slow_down", {"Retry-After": "7"}),
    "key": stub.error(401, "bad key"),
    "cut": stub.says('{"te', finish="length"),
    "empty": stub.says(""),
    "declined": stub.says("no", finish="content_filter"),
    "unknown": stub.error(404, "no model"),
    "quota": stub.error(429, "insufficient_quota"),
    "hanging": stub.hangs,
}
LANGCHAIN: dict[str, Callable[[], AIMessage]] = {
    "good": lambda: message('{"text": "ü 😀"}', finish_reason="stop"),
    "outage": raising(VendorError(503)),
    "busy": raising(VendorError(429, {"retry-after": "7"})),
    "key": raising(VendorError(401)),
    "cut": lambda: message('{"te', stop_reason="max_tokens"),
    "empty": lambda: message(""),
    "declined": lambda: message("no", finish_reason="SAFETY"),
    "unknown": raising(VendorError(404)),
    "quota": raising(VendorError(402)),
    "hanging": hanging,
}
SCRIPTED: dict[str, CardwrightError] = {
    "outage": ModelUnavailable("down"),
    "busy": ModelUnavailable("busy", retry_after=7),
    "key": KeyRefused("The key was not accepted."),
    "cut": BadReply("cut off"),
    "empty": BadReply("empty"),
    "declined": ModelRefusal("declined"),
    "unknown": ModelFailed("unknown"),
    "quota": ModelFailed("quota"),
    "hanging": ModelTimeout("late"),
}


@pytest.fixture(params=["scripted", "openai", "langchain"])
def play(request: pytest.FixtureRequest) -> Iterator[Play]:
    """Gives the model that plays a part."""
    with ExitStack() as servers:

        def openai(part: str) -> ChatModel:
            server = servers.enter_context(stub.model_server(OPENAI[part]))
            return OpenAiChat("stub", key=KEY, base_url=server.url)

        def scripted(part: str) -> ChatModel:
            if part == "good":
                return ScriptedChat([lambda _: '{"text": "ü 😀"}'])
            return ScriptedChat([SCRIPTED[part]])

        makers: dict[str, Play] = {
            "openai": openai,
            "scripted": scripted,
            "langchain": lambda part: langchain(LANGCHAIN[part]),
        }
        yield makers[request.param]


def test_a_good_reply_is_given_as_it_came_with_its_cost(play: Play) -> None:
    reply = play("good").ask(REQUEST, timeout=5)
    assert reply.text == '{"text": "ü 😀"}'
    assert reply.usage.input_tokens > 0
    assert reply.usage.output_tokens > 0
    # Probably wrong: the reply is parsed and dumped again, or usage is read under another name.


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("outage", ModelUnavailable),
        ("key", KeyRefused),
        ("cut", BadReply),
        ("empty", BadReply),
        ("declined", ModelRefusal),
        ("unknown", ModelFailed),
        ("quota", ModelFailed),
        ("hanging", ModelTimeout),
    ],
)
def test_each_failure_is_the_error_that_it_means(
    play: Play, part: str, kind: type[CardwrightError]
) -> None:
    with pytest.raises(CardwrightError) as caught:
        play(part).ask(REQUEST, timeout=0.5)
    assert isinstance(caught.value, kind)
    assert KEY not in str(caught.value)
    assert WORDS not in str(caught.value)
    # Probably wrong: a vendor's exception passes through, or its words are repeated.


@pytest.mark.parametrize("part", ["unknown", "quota"])
def test_what_cannot_pass_is_no_outage(play: Play, part: str) -> None:
    with pytest.raises(ModelFailed) as caught:
        play(part).ask(REQUEST, timeout=5)
    assert not isinstance(caught.value, ModelUnavailable | ModelTimeout | BadReply)
    # Probably wrong: every 4xx is taken for an outage, and the retry layer asks three times.


def test_the_wait_that_a_vendor_asks_for_is_carried(play: Play) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        play("busy").ask(REQUEST, timeout=5)
    assert caught.value.retry_after == 7
    # Probably wrong: headers are looked up with another case, or only on one error class.


@pytest.mark.timed
def test_a_model_that_never_answers_takes_the_timeout_and_no_more(play: Play) -> None:
    importlib.import_module("openai")  # its loading is not the call's time
    started = time.monotonic()
    with pytest.raises(ModelTimeout):
        play("hanging").ask(REQUEST, timeout=0.4)
    assert time.monotonic() - started < 0.9
    # Probably wrong: the time-out is one of single reads, or the call's thread is joined.


def test_threads_may_share_one_model(play: Play) -> None:
    model = play("good")
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: model.ask(REQUEST, timeout=10).text, range(12)))
    assert replies == ['{"text": "ü 😀"}'] * 12
    # Probably wrong: state of one call is kept on the object.


def test_the_name_is_vendor_and_model_and_shows_no_key(play: Play) -> None:
    model = play("good")
    assert model.name.count(":") == 1
    assert KEY not in f"{model!r} {model.name}"
    # Probably wrong: a dataclass prints its fields.


class TestLangchain:
    """What the vendors' variety asks of the adapter."""

    def test_tracing_to_a_third_party_is_off_whatever_the_environment_says(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", "x")
        model = langchain(LANGCHAIN["good"])
        assert model.ask(REQUEST, timeout=5).usage == Usage(11, 7)

    def test_text_in_blocks_is_joined(self) -> None:
        blocks = AIMessage([{"type": "text", "text": '{"a"'}, {"type": "text", "text": ": 1}"}])
        assert langchain(lambda: blocks).ask(REQUEST, timeout=5).text == '{"a": 1}'

    def test_a_call_without_an_account_of_its_cost_is_estimated(self) -> None:
        reply = langchain(lambda: AIMessage("{}")).ask(REQUEST, timeout=5)
        assert reply.usage.input_tokens > 0

    @pytest.mark.parametrize(
        ("error", "kind"),
        [
            (TimeoutError("x"), ModelTimeout),
            (type("ReadTimeout", (Exception,), {})("x"), ModelTimeout),
            (ConnectionError(KEY), ModelUnavailable),
            (KeyError(KEY), ModelUnavailable),
            (VendorError(None), ModelUnavailable),
        ],
    )
    def test_errors_without_a_status_are_told_apart_by_kind(
        self, error: Exception, kind: type[CardwrightError]
    ) -> None:
        with pytest.raises(kind) as caught:
            langchain(raising(error)).ask(REQUEST, timeout=5)
        assert KEY not in str(caught.value)
