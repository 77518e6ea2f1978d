"""Models of any vendor that langchain has a package for.

The raw text is kept and validated by `limits`, like that of every adapter: langchain's own
structured output drops replies that do not fit. The vendor's error classes are not known here;
what they carry (an HTTP status, headers, a name) is read without trust, and their words are never
repeated. Langchain's tracing is off: it would send notes and answers to a third party.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from decks.errors import CardwrightError, ModelTimeout
from providers.chat import ChatReply, ChatRequest
from providers.completion import counted, finished
from providers.deadline import within
from providers.server import Server

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_STOP_WORDS = ("finish_reason", "stop_reason", "done_reason")


class LangchainChat:
    """A langchain chat model behind our port; thread-safe as that model is.

    Length limit and temperature are the model's own, for vendors name and allow them differently.
    """

    def __init__(self, model: BaseChatModel, server: Server) -> None:
        self._model = model
        self._server = server

    def __repr__(self) -> str:
        return f"LangchainChat({self._server.model})"

    @property
    def name(self) -> str:
        """Vendor and model as configured."""
        return self._server.model

    def ask(self, request: ChatRequest, *, timeout: float) -> ChatReply:
        """One question; see `ChatModel.ask`. A call over its time is left behind, not stopped."""
        message = within(timeout, lambda: self._invoked(request))
        told = _mapping(getattr(message, "response_metadata", None))
        reason = next((str(told[word]) for word in _STOP_WORDS if told.get(word)), "")
        refused = bool(_mapping(getattr(message, "additional_kwargs", None)).get("refusal"))
        usage = counted(getattr(message, "usage_metadata", None), "input_tokens", "output_tokens")
        return finished(str(message.text), usage, request, reason=reason, refused=refused)

    def _invoked(self, request: ChatRequest) -> BaseMessage:
        from langchain_core.messages import HumanMessage, SystemMessage
        from langsmith import tracing_context

        messages = [SystemMessage(request.system), HumanMessage(request.user)]
        try:
            with tracing_context(enabled=False):
                return self._model.invoke(messages)
        except CardwrightError:
            raise
        except Exception as error:
            raise self._failure(error) from None

    def _failure(self, error: Exception) -> CardwrightError:
        response = getattr(error, "response", None)
        status = _status(error) or _status(response)
        if status is not None:
            headers = _mapping(getattr(response, "headers", None))
            return self._server.failure(status, headers, str(error))
        if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.casefold():
            return ModelTimeout(f"{self._server.place} did not answer in time.")
        return self._server.unreachable()


def _status(thing: object) -> int | None:
    for name in ("status_code", "code", "status"):
        value = getattr(thing, name, None)
        if isinstance(value, int) and 300 <= value < 600:
            return value
    return None


def _mapping(thing: object) -> Mapping[str, Any]:
    return thing if isinstance(thing, Mapping) else {}
