"""The ChatModel port: a system and a user message in, one raw reply out.

A model only ever sees what a prompt file says and marked data; what it replies is raw text until
`limits` has validated it. Adapters do not retry: the one retry layer is `limits`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One question to a model. `schema` is the JSON Schema that the reply must fit."""

    system: str
    user: str
    schema: dict[str, Any]
    schema_name: str
    max_output_tokens: int = 2000
    temperature: float = 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call cost, in tokens; `cost` in US dollars where prices are configured, else 0."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0

    @classmethod
    def about(cls, asked: str, wrote: str) -> Usage:
        """A guess from the texts, where no server says: no allowance lasts for ever."""
        return cls(about_tokens(asked), about_tokens(wrote))

    def __sub__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens - other.input_tokens,
            self.output_tokens - other.output_tokens,
            self.cost - other.cost,
        )

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cost + other.cost,
        )


def about_tokens(text: str) -> int:
    """About how many tokens a text is, at least 1: English has four letters to one, while a letter
    beyond ASCII often takes one of its own (Chinese nearly always, Cyrillic every second).
    """
    plain = len(text.encode("ascii", "ignore"))
    return plain // 4 + len(text) - plain + 1


@dataclass(frozen=True, slots=True)
class ChatReply:
    """The raw text of a complete reply (never truncated: that is a `BadReply`)."""

    text: str
    usage: Usage = field(default_factory=Usage)


class ChatModel(Protocol):
    """A language model. Thread-safe."""

    @property
    def name(self) -> str:
        """Vendor and model as configured, such as "openai:gpt-x"; part of caches and records."""
        ...

    def ask(self, request: ChatRequest, *, timeout: float) -> ChatReply:
        """One call, no retry, at most `timeout` seconds in all.

        Raises `ModelTimeout`, `ModelUnavailable` (with `retry_after` where given), `ModelRefusal`,
        `BadReply` (empty, truncated), `KeyRefused`, or a plain `ModelFailed` where asking again
        cannot help (no such model, quota spent); never a vendor's own exception or words.
        """
        ...
