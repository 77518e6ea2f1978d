"""From a setting, "vendor:model", to a model that can be asked.

OpenAI's protocol is spoken here; the packages of other vendors are found through langchain and
need not be installed. No message repeats a key, or a setting that might be one by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from decks.errors import WrongUsage
from providers.server import Server

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from providers.chat import ChatModel

OPENAI = "openai"
OPENAI_KEY = "OPENAI_API_KEY"
OPENAI_BASE = "OPENAI_BASE_URL"
_SPEC = re.compile(r"(?P<vendor>[a-z][a-z_]{1,30}):(?P<model>[^\s\x00-\x1f\x7f]{1,200})")
_ADDRESS = re.compile(r"[\x21-\x5b\x5d-\x7e]+")
_KEY = re.compile(r"[\x21-\x7e]+")


class Vendor(NamedTuple):
    """A vendor reached through langchain: the package to install, the variable of its key."""

    package: str
    key_variable: str


VENDORS = {
    "anthropic": Vendor("langchain-anthropic", "ANTHROPIC_API_KEY"),
    "cohere": Vendor("langchain-cohere", "COHERE_API_KEY"),
    "deepseek": Vendor("langchain-deepseek", "DEEPSEEK_API_KEY"),
    "fireworks": Vendor("langchain-fireworks", "FIREWORKS_API_KEY"),
    "google_genai": Vendor("langchain-google-genai", "GOOGLE_API_KEY"),
    "groq": Vendor("langchain-groq", "GROQ_API_KEY"),
    "mistralai": Vendor("langchain-mistralai", "MISTRAL_API_KEY"),
    "ollama": Vendor("langchain-ollama", ""),
    "openrouter": Vendor("langchain-openrouter", "OPENROUTER_API_KEY"),
    "perplexity": Vendor("langchain-perplexity", "PPLX_API_KEY"),
    "together": Vendor("langchain-together", "TOGETHER_API_KEY"),
    "xai": Vendor("langchain-xai", "XAI_API_KEY"),
}
KEY_VARIABLES = (OPENAI_KEY, *(each.key_variable for each in VENDORS.values() if each.key_variable))
"""The environment variables that hold keys of models."""

_WISHES: dict[str, Any] = {"max_retries": 0, "timeout": 600.0, "max_tokens": 4000}
"""Constructor arguments for those langchain models that have them: the retry layer and the deadline
are ours, and one vendor's default cuts replies off at 1024 tokens."""


def chat_model(spec: str, environ: Mapping[str, str]) -> ChatModel:
    """The model that a setting names, with the vendor's usual variables; asks nobody yet.

    Raises `WrongUsage` that says what to set, correct or install.
    """
    vendor, model = _parted(spec)
    if vendor == OPENAI:
        from providers.openai_chat import OpenAiChat

        key = _key(OPENAI_KEY, environ, " (any word where your own server takes none)")
        return OpenAiChat(model, key=key, base_url=_base_url(environ))
    known = VENDORS[vendor]
    if known.key_variable:
        _key(known.key_variable, environ, "")
    from providers.langchain_chat import LangchainChat

    server = Server(spec, f"the {vendor} service", known.key_variable)
    return LangchainChat(_from_langchain(vendor, model), server)


def describe_destination(spec: str, environ: Mapping[str, str]) -> str:
    """Where the text of a model's questions goes, for a person; never raises, names no secret."""
    try:
        vendor, model = _parted(spec)
        if vendor != OPENAI:
            return f"sent to {model} at the servers that {VENDORS[vendor].package} uses ({vendor})"
        base_url = _base_url(environ)
    except WrongUsage as error:
        return f"sent nowhere, for the model cannot be used. {error}"
    from providers.bounded import on_this_machine
    from providers.openai_chat import place

    parts = urlsplit(base_url)
    bare = parts.scheme == "http" and not on_this_machine(parts.hostname or "")
    told = " over an unencrypted connection" if bare else ""
    return f"sent to {model} at {place(base_url)}{told} ({OPENAI})"


def key_missing(spec: str, environ: Mapping[str, str]) -> str | None:
    """The variable that a model's key is missing from, or None; never raises."""
    vendor = spec.partition(":")[0]
    wanted = (
        OPENAI_KEY
        if vendor == OPENAI
        else VENDORS[vendor].key_variable
        if vendor in VENDORS
        else ""
    )
    return wanted if wanted and not environ.get(wanted, "").strip() else None


def _parted(spec: str) -> tuple[str, str]:
    found = _SPEC.fullmatch(spec)
    if found is None:
        raise WrongUsage("A model is written vendor:model, such as openai:gpt-5-mini.")
    if found["vendor"] != OPENAI and found["vendor"] not in VENDORS:
        known = ", ".join((OPENAI, *VENDORS))
        raise WrongUsage(f"The vendor {found['vendor']!r} is not known. Known are: {known}.")
    return found["vendor"], found["model"]


def _key(variable: str, environ: Mapping[str, str], hint: str) -> str:
    key = environ.get(variable, "").strip()
    if not key:
        raise WrongUsage(f"The model needs a key: set {variable}{hint}.")
    if _KEY.fullmatch(key) is None:
        raise WrongUsage(f"{variable} holds characters that no key has: set it again.")
    return key


def _base_url(environ: Mapping[str, str]) -> str:
    """The server of OpenAI's protocol; its address may hold a password and is not repeated."""
    from providers.openai_chat import OPENAI_URL

    url = environ.get(OPENAI_BASE, "").strip().rstrip("/") or OPENAI_URL
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or not _ADDRESS.fullmatch(url) or parts.query or parts.fragment:
        raise WrongUsage(f"{OPENAI_BASE} must look like https://host/v1 or http://host:8000/v1.")
    return url


def _from_langchain(vendor: str, model: str) -> BaseChatModel:
    """The vendor's model without retries of its own, and with room for a long reply."""
    from langchain.chat_models import init_chat_model
    from langchain_core.language_models import BaseChatModel

    try:
        made = init_chat_model(model, model_provider=vendor)
        named = {
            name
            for field, about in type(made).model_fields.items()
            for name in (field, about.alias)
            if name in _WISHES
        }
        if named:
            wishes = {name: _WISHES[name] for name in sorted(named)}
            made = init_chat_model(model, model_provider=vendor, **wishes)
    except ImportError:
        raise WrongUsage(
            f"Models of {vendor} need a package that is not installed: "
            f"pip install {VENDORS[vendor].package}"
        ) from None
    except Exception as error:  # each vendor's package has its own errors, and they may quote a key
        raise WrongUsage(
            f"The {vendor} package could not set up this model ({type(error).__name__}): "
            "check its name and the vendor's variables."
        ) from None
    assert isinstance(made, BaseChatModel)
    return made
