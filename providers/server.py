"""The server behind a model, and what its answers of failure mean in terms of our errors.

A vendor's own words are read to tell failures apart and are never repeated: they may quote the key
or the prompt.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from decks.errors import CardwrightError, KeyRefused, ModelFailed, ModelRefusal, ModelUnavailable

_SPENT = ("insufficient_quota", "billing_hard_limit", "insufficient balance", "credit balance")
_KEY_OR_RIGHTS = frozenset({401, 403})
_MAY_PASS = frozenset({408, 409, 425, 429})


class QuotaSpent(ModelFailed):
    """The account has nothing left; outside this room it is a `ModelFailed` like any other."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model is asked: what messages may say of it, and nothing secret."""

    model: str
    """Vendor and model as configured."""
    place: str
    """Host, or the vendor's name where the host is the vendor's affair."""
    key_variable: str = ""
    """The environment variable of the key, if there is one."""

    def failure(self, status: int, headers: Mapping[str, str], words: str) -> CardwrightError:
        """The error that an HTTP status other than 200 means; `words` is the reply's body."""
        said = words.casefold()
        if status == 402 or any(mark in said for mark in _SPENT):
            return QuotaSpent(
                f"The account at {self.place} has no quota left for {self.model}: nothing is asked "
                "until that is settled with the vendor."
            )
        if status in _KEY_OR_RIGHTS or (status == 400 and "api key" in said):
            return self.key_refused(status)
        if "content_filter" in said or "content_policy" in said:
            return ModelRefusal(f"The content filter of {self.place} declined the request.")
        if status in _MAY_PASS or status >= 500:
            return ModelUnavailable(
                f"{self.place} is overloaded or out of order ({status}): try again later.",
                retry_after=retry_after(headers),
            )
        if 300 <= status < 400:
            return ModelFailed(
                f"{self.place} points to another address ({status}), and redirects are not "
                "followed: set the base URL to the final one."
            )
        if status == 404:
            return ModelFailed(
                f"{self.place} does not know {self.model} (404): correct the model or the base URL."
            )
        return ModelFailed(f"{self.place} did not take the request for {self.model} ({status}).")

    def key_refused(self, status: int) -> KeyRefused:
        """The key was not accepted, or may not use this model."""
        variable = self.key_variable or "the vendor's key variable"
        return KeyRefused(
            f"{self.place} did not accept the key for {self.model} ({status}): "
            f"set {variable} to a valid one."
        )

    def unreachable(self) -> ModelUnavailable:
        """No connection, or one that broke."""
        return ModelUnavailable(
            f"The connection to {self.place} failed or broke: see that it can be reached."
        )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that the server asks to wait (RFC 9110, or the usual milliseconds), if any."""
    for name, divisor in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name)
        if value is None:
            continue
        try:
            seconds = float(value) / divisor
        except ValueError:
            seconds = _until(value)
        if math.isfinite(seconds):
            return max(seconds, 0.0)
    return None


def _until(date: str) -> float:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, TypeError, OverflowError):
        return math.nan
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime.now(UTC)).total_seconds()
