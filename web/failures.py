"""The HTTP status of each kind of error: the browser's half of the error tree."""

from __future__ import annotations

from decks.errors import (
    BudgetSpent,
    Busy,
    CardwrightError,
    DataDamaged,
    KeyRefused,
    Locked,
    ModelFailed,
    ModelUnavailable,
    NewerData,
    NotFound,
    Refused,
    Stale,
    TooLarge,
    Unreadable,
    WorkFailed,
    WrongTransition,
    WrongUsage,
)

STATUSES: dict[type[CardwrightError], int] = {
    WrongUsage: 422,
    WrongTransition: 409,
    Refused: 403,
    Stale: 409,
    Locked: 503,
    NewerData: 503,
    KeyRefused: 502,
    NotFound: 404,
    WorkFailed: 500,
    Unreadable: 422,
    TooLarge: 413,
    ModelFailed: 502,
    ModelUnavailable: 503,
    BudgetSpent: 429,
    Busy: 503,
    DataDamaged: 500,
}
RETRY_SECONDS = 5


def status_of(error: CardwrightError) -> int:
    """The status of the nearest class in the table."""
    for kind in type(error).__mro__:
        if kind in STATUSES:
            return STATUSES[kind]
    return 500


def headers_of(error: CardwrightError) -> dict[str, str]:
    """`Retry-After` where waiting helps."""
    if status_of(error) != 503:
        return {}
    asked = getattr(error, "retry_after", None)
    return {"retry-after": str(int(asked) if asked else RETRY_SECONDS)}
