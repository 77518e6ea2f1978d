"""Asking an author model, and never twice: good replies are kept by what was asked of whom."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from pydantic import BaseModel

from decks.errors import BadReply
from prompts import Prompt
from providers.chat import ChatModel, Usage
from providers.limits import Budget, Limits, ask_typed, fitted

T = TypeVar("T", bound=BaseModel)


class Kept(Protocol):
    """Replies by key. Thread-safe."""

    def get(self, key: str) -> str | None:
        """The reply under this key, or None."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keeps a reply."""
        ...


class Nothing:
    """Keeps nothing."""

    def get(self, key: str) -> None:
        """None."""

    def put(self, key: str, text: str) -> None:
        """Forgets it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A model with the limits of its calls, the run's budget and the replies that are known."""

    model: ChatModel
    limits: Limits
    budget: Budget | None = None
    kept: Kept = field(default_factory=Nothing)

    def ask(self, prompt: Prompt, output: type[T], **inputs: str) -> tuple[T, Usage]:
        """The reply to a prompt, and what it cost: nothing where the same was asked before.

        Raises `ModelFailed`, `KeyRefused` or `BudgetSpent`.
        """
        asked = prompt.render(**inputs)
        key = self._key(prompt, asked.system, asked.user)
        known = self._known(key, output)
        if known is not None:
            return known, Usage()
        reply = ask_typed(
            self.model,
            system=asked.system,
            user=asked.user,
            output=output,
            limits=replace(self.limits, max_output_tokens=prompt.max_output_tokens),
            budget=self.budget,
        )
        self.kept.put(key, reply.raw)
        return reply.value, reply.usage

    def estimate(
        self, prompt: Prompt, output: type[BaseModel], written: str, **inputs: str
    ) -> Usage:
        """About what asking would cost, with a reply like `written`."""
        asked = prompt.render(**inputs)
        if self._known(self._key(prompt, asked.system, asked.user), output) is not None:
            return Usage()
        return self.limits.priced(Usage.about(asked.system + asked.user, written))

    def _known(self, key: str, output: type[T]) -> T | None:
        """The reply that was kept, as far as it still fits."""
        text = self.kept.get(key)
        try:
            return None if text is None else fitted(text, output)
        except BadReply:
            return None

    def _key(self, prompt: Prompt, system: str, user: str) -> str:
        parts = (self.model.name, prompt.hash, system, user)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
