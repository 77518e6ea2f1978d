"""The body of a chat completion, read with distrust: our reply, or our error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from decks.errors import BadReply, ModelFailed, ModelRefusal
from providers.chat import ChatReply, ChatRequest, Usage
from providers.server import Server

F = TypeVar("F", bound=ModelFailed)


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice]
    usage: Any = None


def read_completion(body: bytes, request: ChatRequest, server: Server) -> ChatReply:
    """The text and cost of the first choice.

    Raises `ModelUnavailable` for what is no JSON (a proxy's page, a body cut short), `BadReply` for
    a truncated or empty reply, `ModelRefusal` where the model or its filter declined.
    """
    try:
        completion = _Completion.model_validate(json.loads(body))
    except ValidationError:
        raise BadReply(f"{server.place} sent JSON that is no chat completion.") from None
    except (ValueError, RecursionError):
        raise server.unreachable() from None
    usage = counted(completion.usage, "prompt_tokens", "completion_tokens")
    if not completion.choices:
        raise _charged(BadReply("The model gave no choice."), usage or _guessed(request, ""))
    choice = completion.choices[0]
    return finished(
        choice.message.content or "",
        usage,
        request,
        reason=choice.finish_reason or "",
        refused=bool(choice.message.refusal),
    )


def finished(
    text: str, usage: Usage | None, request: ChatRequest, *, reason: str, refused: bool = False
) -> ChatReply:
    """The reply, if it is a whole one; `reason` is the vendor's word for why the model stopped.

    One that is not was paid for like any other: its error carries the tokens.
    """
    why, spent = reason.casefold(), usage or _guessed(request, text)
    if refused or why in {"content_filter", "refusal", "safety", "prohibited_content"}:
        declined = ModelRefusal("The model, or its content filter, declined to answer.")
        raise _charged(declined, spent)
    if why in {"length", "max_tokens"}:
        cut = BadReply("The reply was cut off at its length limit: be shorter.", raw=text)
        raise _charged(cut, spent)
    if not text.strip():
        raise _charged(BadReply("The reply is empty."), spent)
    return ChatReply(text, spent)


def _charged(error: F, usage: Usage) -> F:
    error.tokens = usage.input_tokens, usage.output_tokens
    return error


def _guessed(request: ChatRequest, text: str) -> Usage:
    return Usage.about(request.system + request.user, text)


def counted(told: Any, asked: str, wrote: str) -> Usage | None:
    """The tokens in a vendor's account of a call, under these two names; None for nonsense."""
    if not isinstance(told, Mapping):
        return None
    tokens_in, tokens_out = told.get(asked), told.get(wrote)
    if not isinstance(tokens_in, int) or not isinstance(tokens_out, int):
        return None
    return Usage(tokens_in, tokens_out) if min(tokens_in, tokens_out) >= 0 else None
