"""A setting becomes a model, or one sentence that says what to correct, set or install."""

from __future__ import annotations

from typing import Any

import pytest

from decks.errors import WrongUsage
from providers import choose
from providers.choose import KEY_VARIABLES, VENDORS, chat_model, describe_destination

KEY = "sk-canary-77ab"
WITH_KEYS = dict.fromkeys(KEY_VARIABLES, KEY)


def refusal(spec: str, environ: dict[str, str]) -> str:
    with pytest.raises(WrongUsage) as caught:
        chat_model(spec, environ)
    assert KEY not in str(caught.value)
    return str(caught.value)


def test_the_name_of_a_model_is_the_setting() -> None:
    assert chat_model("openai:gpt-x", WITH_KEYS).name == "openai:gpt-x"
    assert chat_model("openai:org/model:free", WITH_KEYS).name == "openai:org/model:free"


@pytest.mark.parametrize(
    "spec", ["", "gpt-x", "openai:", ":gpt-x", "openai: gpt", "OpenAI:x", "a:b\n", "openai:\x1b[0m"]
)
def test_a_setting_of_another_form_is_refused(spec: str) -> None:
    assert "vendor:model" in refusal(spec, WITH_KEYS)


def test_a_key_written_where_the_model_belongs_is_not_repeated() -> None:
    assert KEY not in refusal(KEY, {})
    assert KEY not in describe_destination(KEY, {})


def test_a_vendor_that_is_not_known_is_told_with_those_that_are() -> None:
    told = refusal("nobody:x", WITH_KEYS)
    assert "'nobody'" in told
    assert "anthropic" in told


@pytest.mark.parametrize("spec", ["openai:x", "anthropic:x", "mistralai:x"])
@pytest.mark.parametrize("key", [None, "", "  "])
def test_a_missing_key_says_which_variable_to_set(spec: str, key: str | None) -> None:
    variable = "OPENAI_API_KEY"
    if spec != "openai:x":
        variable = VENDORS[spec.partition(":")[0]].key_variable
    assert variable in refusal(spec, {} if key is None else {variable: key})


@pytest.mark.parametrize("key", [f"{KEY}\nX-Evil: 1", f"{KEY} two", f"{KEY}é"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(key: str) -> None:
    refusal("openai:x", {"OPENAI_API_KEY": key})


def test_spaces_around_a_key_are_no_part_of_it() -> None:
    chat_model("openai:x", {"OPENAI_API_KEY": f" {KEY}\n"})


@pytest.mark.parametrize(
    "url",
    [
        "ftp://host/v1",
        "file:///etc/passwd",
        "host/v1",
        "http://",
        "http://h:port/v1",
        "http://h:0/v1",
        "http://a b/v1",
        "http://[::1/v1",
        "http://host\\@other/v1",
        "http://hö.st/v1",
        "https://host/v1?key=sk-canary-77ab",
        "https://host/v1#x",
        "ftp://user:sk-canary-77ab@host",
    ],
)
def test_a_base_url_that_is_no_web_address_is_refused_and_not_repeated(url: str) -> None:
    environ = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": url}
    assert "OPENAI_BASE_URL" in refusal("openai:x", environ)
    assert KEY not in describe_destination("openai:x", environ)


@pytest.mark.parametrize("vendor", sorted(VENDORS))
def test_a_vendor_without_its_package_says_what_to_install(
    vendor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(model: str, *, model_provider: str) -> Any:
        raise ImportError(f"{model_provider}:{model} needs a package; key {KEY}")

    monkeypatch.setattr("langchain.chat_models.init_chat_model", absent)
    assert f"pip install {VENDORS[vendor].package}" in refusal(f"{vendor}:x", WITH_KEYS)


def test_the_known_vendors_are_known_to_langchain() -> None:
    from langchain.chat_models.base import _BUILTIN_PROVIDERS

    for vendor, known in VENDORS.items():
        module = _BUILTIN_PROVIDERS[vendor][0]
        assert module.partition(".")[0].replace("_", "-") == known.package


class TestFromLangchain:
    """With a vendor's package that is there."""

    def made(self, monkeypatch: pytest.MonkeyPatch, *fields: str) -> list[dict[str, Any]]:
        from langchain_core.language_models.fake_chat_models import FakeListChatModel
        from pydantic import create_model

        given: list[dict[str, Any]] = []
        wanted: Any = dict.fromkeys(fields, (Any, None))
        kind = create_model("Kind", __base__=FakeListChatModel, **wanted)

        def init(model: str, *, model_provider: str, **more: Any) -> Any:
            given.append(more)
            return kind(responses=["{}"], **more)

        monkeypatch.setattr("langchain.chat_models.init_chat_model", init)
        chat_model("anthropic:x", WITH_KEYS)
        return given

    def test_its_own_retries_are_off_where_it_has_any(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.made(monkeypatch, "max_retries", "max_tokens") == [
            {},
            {"max_retries": 0, "max_tokens": 4000},
        ]

    def test_a_model_that_takes_no_wishes_gets_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.made(monkeypatch) == [{}]

    def test_a_vendors_own_error_is_one_sentence_without_its_words(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def init(*_: Any, **__: Any) -> Any:
            raise ValueError(f"bad key {KEY}")

        monkeypatch.setattr("langchain.chat_models.init_chat_model", init)
        assert "could not set up" in refusal("anthropic:x", WITH_KEYS)


class TestDestinations:
    def test_openai_is_named_by_its_host(self) -> None:
        assert describe_destination("openai:m", {}) == "sent to m at api.openai.com (openai)"

    def test_a_server_of_ones_own_is_named_without_name_and_password(self) -> None:
        environ = {"OPENAI_BASE_URL": "https://user:hidden@gpu.example:8443/v1"}
        told = describe_destination("openai:m", environ)
        assert told == "sent to m at gpu.example:8443 (openai)"

    def test_an_open_line_to_another_machine_is_told(self) -> None:
        far = describe_destination("openai:m", {"OPENAI_BASE_URL": "http://gpu.example/v1"})
        near = describe_destination("openai:m", {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"})
        assert "unencrypted" in far
        assert "unencrypted" not in near

    def test_another_vendor_is_named_with_its_package(self) -> None:
        told = describe_destination("anthropic:claude", {})
        assert "claude" in told
        assert "langchain-anthropic" in told

    def test_a_model_that_cannot_be_used_is_described_and_raises_nothing(self) -> None:
        assert "sent nowhere" in describe_destination("nonsense", {})

    def test_choosing_loads_no_clients(self) -> None:
        assert not hasattr(choose, "openai")
        assert not hasattr(choose, "langchain")
