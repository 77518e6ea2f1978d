"""Sittings that are kept: where a learner stopped in a mode, and what came of it.

`state` is the mode's own session (`study`), as JSON; it is the mode that reads it. `turn` counts
the changes: an event names the turn that it was made on, so that two devices cannot overwrite each
other, and `request_key` is that of the newest event, so that one sent twice has the effect of once.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from pydantic import Field

from decks.base import Instant, Noun


class Mode(StrEnum):
    """The modes that are played in sittings. Spaced has none: the calendar says what is due."""

    FLASHCARDS = "flashcards"
    LEARN = "learn"
    TEST = "test"
    MATCHING = "matching"


class Known(IntEnum):
    """The kind of evidence that a card is known, the stronger the higher.

    Recognised among options, matched with its answer, answered in own words.
    """

    NOTHING = 0
    RECOGNISED = 1
    MATCHED = 2
    TYPED = 3


class SessionResult(Noun):
    """What came of a sitting: credit out of so many; `seconds` and `wrong` where they count.

    `size` tells results apart that cannot be compared, such as Matching of six pairs and of ten.
    """

    credit: float = Field(ge=0)
    out_of: int = Field(ge=0)
    seconds: float | None = Field(default=None, ge=0)
    wrong: int = Field(default=0, ge=0)
    size: int = Field(default=0, ge=0)

    @property
    def share(self) -> float:
        """Credit by questions, in 0..1; 0 where there were none."""
        return self.credit / self.out_of if self.out_of else 0.0


class StudySession(Noun):
    """One sitting of one learner with one deck; open until `ended_at`."""

    id: str
    learner_id: str
    deck_id: str
    mode: Mode
    state: dict[str, Any]
    turn: int = Field(default=0, ge=0)
    request_key: str = ""
    begun_at: Instant
    touched_at: Instant
    ended_at: Instant | None = None
    result: SessionResult | None = None


class CardMark(Noun):
    """What a learner keeps of a card besides its schedule.

    A suspended card is not asked; one that is buried not before `buried_until`. `known` is the
    strongest kind of evidence there was outside the calendar's log. `hinted` is the token of the
    memory state in which a hint was last shown.
    """

    learner_id: str
    card_id: str
    starred: bool = False
    suspended: bool = False
    buried_until: Instant | None = None
    known: Known = Known.NOTHING
    hinted: str | None = None

    def rests(self, at: datetime) -> bool:
        """Whether the card is not asked at a time."""
        return self.suspended or (self.buried_until is not None and self.buried_until > at)
