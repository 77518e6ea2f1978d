"""What another program knows of a learner and a card: the reviews, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from decks.memory import MemoryState, Rating


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One review with a rating; `at` is aware, `seconds` how long it took."""

    at: datetime
    rating: Rating
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Studied:
    """The reviews of one card, oldest first; `believed` is the state the program held it in.

    A suspended card is not asked.
    """

    reviews: tuple[Reviewed, ...] = ()
    believed: MemoryState | None = None
    suspended: bool = False
