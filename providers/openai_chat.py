"""Models behind OpenAI's chat completions, at OpenAI or at any server of that protocol.

One connection a call and nothing kept open: a call can then be cut off at its deadline without
hurting another. The client's own retries are off, for the one retry layer is `limits`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from decks.errors import BadReply, ModelFailed, ModelTimeout
from providers.chat import ChatReply, ChatRequest
from providers.completion import read_completion
from providers.deadline import within
from providers.openai_dialect import NEW_LIMIT, OLD_LIMIT, Dialect
from providers.server import QuotaSpent, Server

if TYPE_CHECKING:
    from openai import OpenAI

OPENAI_URL = "https://api.openai.com/v1"
QUOTA_REST = 60.0
"""Seconds for which a server that said "quota spent" is not asked again."""
_REJECTED = frozenset({400, 422})


@dataclass(frozen=True, slots=True)
class _Rejected:
    """The server's words about a request that it did not take, and the error that they mean."""

    words: str
    error: ModelFailed


class OpenAiChat:
    """A model of this name; thread-safe. Constructing it loads nothing and asks nobody.

    `base_url` must be http or https; `key` is sent to that server and shown nowhere.
    """

    def __init__(
        self,
        model: str,
        *,
        key: str,
        base_url: str = OPENAI_URL,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._key = key
        self._base_url = base_url
        self._host = urlsplit(base_url).hostname or ""
        self._server = Server(f"openai:{model}", place(base_url), "OPENAI_API_KEY")
        self._dialect = Dialect(limit=NEW_LIMIT if base_url == OPENAI_URL else OLD_LIMIT)
        self._now = now
        self._lock = threading.Lock()
        self._quota: tuple[float, QuotaSpent] | None = None

    def __repr__(self) -> str:
        return f"OpenAiChat({self._model!r} at {self._server.place})"

    @property
    def name(self) -> str:
        """Such as "openai:gpt-x", whichever server it is asked at."""
        return self._server.model

    def ask(self, request: ChatRequest, *, timeout: float) -> ChatReply:
        """One question, in the dialect that the server is known to take; see `ChatModel.ask`.

        A server that rejects a parameter is asked again without it, within the same time.
        """
        self._rest_after_spent_quota()
        started = time.monotonic()
        client = self._client(timeout)
        left = timeout - (time.monotonic() - started)  # the first call of all loads the library
        try:
            return within(
                left, lambda: self._in_some_dialect(client, request), cut_off=client.close
            )
        except QuotaSpent as error:
            with self._lock:
                self._quota = (self._now() + QUOTA_REST, error)
            raise

    def _rest_after_spent_quota(self) -> None:
        with self._lock:
            rest = self._quota
        if rest is not None and self._now() < rest[0]:
            raise QuotaSpent(str(rest[1]))

    def _client(self, timeout: float) -> OpenAI:
        from openai import OpenAI

        from providers.bounded import BoundedClient

        return OpenAI(
            api_key=self._key,
            base_url=self._base_url,
            max_retries=0,
            timeout=timeout,
            http_client=BoundedClient(self._host, timeout),
        )

    def _in_some_dialect(self, client: OpenAI, request: ChatRequest) -> ChatReply:
        with self._lock:
            dialect = self._dialect
        with client:
            while True:
                reply = self._once(client, request, dialect)
                if not isinstance(reply, _Rejected):
                    break
                poorer = dialect.poorer(reply.words)
                if poorer is None:
                    raise reply.error
                dialect = poorer
        with self._lock:
            self._dialect = dialect
        return read_completion(reply, request, self._server)

    def _once(self, client: OpenAI, request: ChatRequest, dialect: Dialect) -> bytes | _Rejected:
        """The body of a good response, or the rejection of a parameter; else raises our error."""
        import openai

        from providers.bounded import ReplyTooLong

        try:
            raw = client.chat.completions.with_raw_response.create(
                model=self._model,
                messages=[
                    {"role": "system", "content": _encodable(request.system)},
                    {"role": "user", "content": _encodable(request.user)},
                ],
                **dialect.parameters(request),
            )
        except openai.APITimeoutError:
            raise ModelTimeout(f"{self._server.place} did not answer in time.") from None
        except openai.APIStatusError as error:
            response = error.response
            failure = self._server.failure(response.status_code, response.headers, response.text)
            if response.status_code in _REJECTED and type(failure) is ModelFailed:
                return _Rejected(response.text, failure)
            raise failure from None
        except ReplyTooLong:
            raise BadReply("The reply is longer than any good reply.") from None
        except openai.OpenAIError:
            raise self._server.unreachable() from None
        return raw.content


def place(base_url: str) -> str:
    """The host of a base URL, with its port if one is given; never user name or password."""
    return urlsplit(base_url).netloc.rpartition("@")[2]


def _encodable(text: str) -> str:
    """The text with what UTF-8 cannot carry (lone surrogates) replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
