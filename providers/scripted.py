"""A model that says what a script tells it: the published stand-in for tests and demonstrations."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from decks.errors import CardwrightError, ModelUnavailable
from providers.chat import ChatReply, ChatRequest, Usage

Line = str | CardwrightError | Callable[[ChatRequest], str]


class ScriptedChat:
    """Gives the script's lines in order: a text, an error to raise, or a function of the request.

    `requests` keeps what was asked. When the script is at its end, the last line is repeated if it
    is a function, else the model is unavailable. Tokens are counted as words.
    """

    def __init__(self, script: Sequence[Line], *, name: str = "scripted:model") -> None:
        self._script = list(script)
        self._name = name
        self._lock = threading.Lock()
        self.requests: list[ChatRequest] = []

    @property
    def name(self) -> str:
        """The name that records carry."""
        return self._name

    def ask(self, request: ChatRequest, *, timeout: float) -> ChatReply:
        """The next line of the script."""
        with self._lock:
            self.requests.append(request)
            line = self._next()
        if isinstance(line, CardwrightError):
            raise line
        text = line(request) if callable(line) else line
        asked = len(request.system.split()) + len(request.user.split())
        return ChatReply(text, Usage(input_tokens=asked, output_tokens=len(text.split())))

    def _next(self) -> Line:
        if not self._script:
            return ModelUnavailable("The script is at its end.")
        if len(self._script) == 1 and callable(self._script[0]):
            return self._script[0]
        return self._script.pop(0)
