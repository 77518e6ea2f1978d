"""A wall-clock deadline over a call whose client knows only time-outs of single reads.

A server that sends one byte a second meets every read's time-out and never ends. So the call runs
on a thread of its own; at the deadline the caller goes on, and the call is cut off if it can be.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from decks.errors import ModelTimeout

T = TypeVar("T")


def within(
    seconds: float, call: Callable[[], T], *, cut_off: Callable[[], None] = lambda: None
) -> T:
    """What the call returns or raises, if it does so within the seconds; else `ModelTimeout`.

    `cut_off` is called from this thread at the deadline, or when the wait is interrupted: it lets
    go of what the call holds. A call that cannot be cut off runs on unseen, and holds up nobody.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except BaseException as error:
            outcome.set_exception(error)

    threading.Thread(target=run, name="model-call", daemon=True).start()
    try:
        wait([outcome], timeout=max(seconds, 0.0))
        if outcome.done():
            return outcome.result()
    finally:
        if not outcome.done():
            cut_off()
    raise ModelTimeout("The model gave no whole reply in time: try again later.")
