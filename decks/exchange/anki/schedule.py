"""Anki's schedule as ours: rows of its review log, and the due date it held a card to."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from decks.exchange.anki.collection import CardRow, ReviewRow
from decks.exchange.studied import Reviewed, Studied
from decks.memory import MemoryState, Rating, Stage

DAY = 86_400
NEW, LEARNING, REVIEW, RELEARNING = range(4)
SUSPENDED = -1
MANUAL = 4
"""Kind of a row that no answer made: a date set by hand, or a card made new again."""
_FILTERED = 3
MOST_REVIEWS = 1_000_000
"""Reviews of one card; more is a damaged number."""
_STAGES = {LEARNING: Stage.LEARNING, REVIEW: Stage.REVIEW, RELEARNING: Stage.RELEARNING}
_SECONDS_FROM = 100_000_000
"""A due number from here on counts seconds since 1970; below, days since the collection began."""


def studied(card: CardRow, rows: Iterable[ReviewRow], created: int) -> Studied | None:
    """The reviews that count and the state; None for a card that is new in every respect."""
    reviews: list[Reviewed] = []
    for row in sorted(rows, key=lambda each: each.id):
        if row.ease == 0 and row.kind == MANUAL and row.factor == 0:
            reviews.clear()  # The card was made new again.
        elif row.ease in (1, 2, 3, 4) and (row.kind != _FILTERED or row.factor):
            at = _moment(row.id / 1000)
            if at is not None and 0 <= row.milliseconds < 86_400_000:
                reviews.append(Reviewed(at, Rating(row.ease), row.milliseconds / 1000))
    believed = _believed(card, reviews, created)
    suspended = card.queue == SUSPENDED
    if not (reviews or believed or suspended):
        return None
    return Studied(tuple(reviews), believed, suspended)


def _believed(card: CardRow, reviews: list[Reviewed], created: int) -> MemoryState | None:
    stage = _STAGES.get(card.type)
    due = _moment(card.due if card.due >= _SECONDS_FROM else created + card.due * DAY)
    if stage is None or due is None:
        return None
    interval = min(max(card.interval, 1), 36_500)
    last = _moment(_number(card.data.get("lrt"), 0)) if card.data.get("lrt") else None
    last = last or (reviews[-1].at if reviews else due - timedelta(days=interval))
    return MemoryState(
        stage=stage,
        stability=min(max(_number(card.data.get("s"), interval), 0.001), 36_500.0),
        difficulty=min(max(_number(card.data.get("d"), 5.0), 1.0), 10.0),
        due=due,
        last_reviewed=last,
        reps=min(max(card.reps, 1), MOST_REVIEWS),
        lapses=min(max(card.lapses, 0), MOST_REVIEWS),
    )


def _number(value: object, otherwise: float) -> float:
    known = isinstance(value, int | float) and math.isfinite(value)
    return float(value) if known else float(otherwise)  # type: ignore[arg-type]  # checked above


def _moment(seconds: float) -> datetime | None:
    """The time, or None outside of 1980 to 2200: a damaged number."""
    if not 315_532_800 <= seconds <= 7_258_118_400:
        return None
    return datetime.fromtimestamp(seconds, UTC)
