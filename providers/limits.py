"""The one retry layer: typed replies within a total deadline, and an allowance of tokens.

Adapters do not retry. Here a model that is overloaded is asked again after a jittered, growing
pause, a reply that does not fit is asked for once more with the reason, and a refused key, a
refusal or a spent quota are told at once. The deadline counts all tries and pauses together.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from decks.errors import (
    BadReply,
    BudgetSpent,
    CardwrightError,
    ModelFailed,
    ModelTimeout,
    ModelUnavailable,
)
from providers.chat import ChatModel, ChatRequest, Usage

T = TypeVar("T", bound=BaseModel)
A = TypeVar("A")
B = TypeVar("B")

FIRST_PAUSE = 0.5
MAX_REPLY_CHARS = 200_000
MAX_QUOTED_PROBLEM = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """`deadline` in seconds over all tries; `tries` at most; tokens of one reply at most.

    `prices` are US dollars for a million tokens read and a million written.
    """

    deadline: float = 30.0
    tries: int = 3
    max_output_tokens: int = 3000
    prices: tuple[float, float] = (0.0, 0.0)

    def priced(self, usage: Usage) -> Usage:
        """The usage with what it cost; a cost that the adapter knows stays."""
        read, written = self.prices
        cost = (usage.input_tokens * read + usage.output_tokens * written) / 1_000_000
        return usage if usage.cost else replace(usage, cost=cost)


class Budget:
    """An allowance of tokens, shared by threads; None is no limit."""

    def __init__(self, max_tokens: int | None) -> None:
        self._max = max_tokens
        self._used = Usage()
        self._lock = threading.Lock()

    @property
    def used(self) -> Usage:
        """What has been spent."""
        return self._used

    def spend(self, usage: Usage) -> None:
        """Counts what a call cost."""
        with self._lock:
            self._used += usage

    def check(self) -> None:
        """Raises `BudgetSpent` where nothing is left."""
        spent = self._used.input_tokens + self._used.output_tokens
        if self._max is not None and spent >= self._max:
            raise BudgetSpent(
                f"The run's allowance of {self._max:,} tokens is spent: run again to go on, or set "
                "CARDWRIGHT_RUN_TOKENS higher."
            )


@dataclass(frozen=True, slots=True)
class Typed(Generic[T]):
    """A validated reply, what all tries cost, the raw text, and how many tries it took."""

    value: T
    usage: Usage
    raw: str
    tries: int


@dataclass(slots=True)
class Clock:
    """Time and chance, so that tests need neither."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    dice: random.Random = field(default_factory=random.Random)


def ask_typed(
    model: ChatModel,
    *,
    system: str,
    user: str,
    output: type[T],
    limits: Limits | None = None,
    budget: Budget | None = None,
    clock: Clock | None = None,
    fits: Callable[[T], None] | None = None,
) -> Typed[T]:
    """Asks until a reply fits `output`, within the limits.

    `fits` raises `BadReply` for a reply of the right form that does not answer the question; it is
    asked for once more like one of the wrong form.

    Raises `ModelFailed` (with the last reason), `KeyRefused` or `BudgetSpent`; a `ModelUnavailable`
    whose vendor asks for a longer wait than the deadline allows is raised at once with that wait.
    """
    asking = _Asking(model, output, limits or Limits(), budget, clock or Clock(), fits)
    return asking.run(system, user)


class _Asking(Generic[T]):
    """The tries of one question."""

    def __init__(
        self,
        model: ChatModel,
        output: type[T],
        limits: Limits,
        budget: Budget | None,
        clock: Clock,
        fits: Callable[[T], None] | None,
    ) -> None:
        self._model = model
        self._fits = fits
        self._output = output
        self._limits = limits
        self._budget = budget
        self._clock = clock
        self._end = clock.now() + limits.deadline
        self._usage = Usage()
        self._asked_again = False

    def run(self, system: str, user: str) -> Typed[T]:
        problem = ""
        for number in range(1, self._limits.tries + 1):
            if self._budget is not None:
                self._budget.check()
            try:
                return self._once(system, user + problem, number)
            except BadReply as error:
                self._give_up_or_go_on(number, error, once=True)
                problem = f"\n\nYour last reply did not fit: {error}"[:MAX_QUOTED_PROBLEM]
            except (ModelUnavailable, ModelTimeout) as error:
                self._give_up_or_go_on(number, error, once=False)
                self._pause(number, error)
        raise AssertionError("the last try raises or returns")

    def _once(self, system: str, user: str, number: int) -> Typed[T]:
        left = self._end - self._clock.now()
        if left <= 0:
            raise ModelTimeout(self._late())
        request = ChatRequest(
            system=system,
            user=user,
            schema=self._output.model_json_schema(),
            schema_name=self._output.__name__,
            max_output_tokens=self._limits.max_output_tokens,
        )
        try:
            reply = self._model.ask(request, timeout=left)
        except ModelFailed as error:
            self._charge(Usage(*error.tokens))
            raise
        self._charge(reply.usage)
        value = fitted(reply.text, self._output)
        if self._fits is not None:
            self._fits(value)
        return Typed(value, self._usage, reply.text, number)

    def _charge(self, spent: Usage) -> None:
        """Counts what a call cost, also one that gave nothing usable."""
        usage = self._limits.priced(spent)
        self._usage += usage
        if self._budget is not None:
            self._budget.spend(usage)

    def _give_up_or_go_on(self, number: int, error: ModelFailed, *, once: bool) -> None:
        if number == self._limits.tries or (once and self._asked_again):
            raise error
        self._asked_again = self._asked_again or once

    def _pause(self, number: int, error: ModelFailed) -> None:
        asked = error.retry_after if isinstance(error, ModelUnavailable) else None
        pause = FIRST_PAUSE * 2 ** (number - 1) * self._clock.dice.uniform(0.5, 1.5)
        pause = max(pause, asked or 0.0)
        if self._clock.now() + pause >= self._end:
            raise error
        self._clock.sleep(pause)

    def _late(self) -> str:
        return f"The model gave no usable reply in {self._limits.deadline:.0f} s: try again later."


def fitted(text: str, output: type[T]) -> T:
    """The reply as its type; `BadReply` says in one sentence what does not fit."""
    if len(text) > MAX_REPLY_CHARS:
        raise BadReply("The reply is longer than any good reply.", raw=text[:MAX_REPLY_CHARS])
    try:
        return output.model_validate(
            json.loads(_unfenced(text), parse_constant=_refused, object_pairs_hook=_unrepeated)
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadReply(f"{name or 'reply'}: {first['msg']}.", raw=text) from None
    except (ValueError, RecursionError):
        raise BadReply("The reply is no valid JSON.", raw=text) from None


def _unfenced(text: str) -> str:
    """The JSON inside a Markdown fence, which many models add unasked."""
    stripped = text.strip()
    if stripped.startswith("```") and stripped.endswith("```"):
        return stripped[3:-3].removeprefix("json").strip()
    return stripped


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def fan_out(
    work: Callable[[A], B], items: Sequence[A], *, workers: int
) -> Iterator[tuple[A, B | CardwrightError]]:
    """Does the work for every item on up to `workers` threads; gives results as they finish.

    An item whose work raises one of our errors gives that error as its result and costs no other;
    anything else is a fault of ours and is raised. With one worker there are no threads: the items
    are done lazily, in order.
    """

    def one(item: A) -> B | CardwrightError:
        try:
            return work(item)
        except CardwrightError as error:
            return error

    if workers == 1:
        for item in items:
            yield item, one(item)
        return
    with ThreadPoolExecutor(max_workers=workers) as pool:
        waiting = {pool.submit(one, item): item for item in items}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
