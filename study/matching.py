"""The Matching mode: tiles of both sides against the clock; a wrong pair counts.

The result is the time and the number of wrong guesses. The clock stands while the game is paused.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from decks.base import Instant, Noun
from decks.errors import WrongTransition, WrongUsage
from study.items import Item, Side

PAIRS = 6
MOST_PAIRS = 10


class Tile(Noun):
    """One side of one card on the table, known to the player by its number alone."""

    number: int = Field(ge=0)
    card_id: str
    side: Side
    text: str


class MatchingGame(Noun):
    """Tiles, the pairs found, wrong guesses, and the time: `spent` before the clock last ran."""

    tiles: tuple[Tile, ...]
    found: frozenset[str] = frozenset()
    wrong: int = Field(default=0, ge=0)
    missed: frozenset[str] = frozenset()
    spent: float = Field(default=0.0, ge=0)
    running_since: Instant | None = None

    @classmethod
    def dealt(cls, items: Sequence[Item], dice: random.Random) -> MatchingGame:
        """The tiles of these cards in a thrown order; the clock does not run yet.

        Raises `WrongUsage` where there are fewer than two cards, for that is no game.
        """
        if len(items) < 2:
            raise WrongUsage("Matching needs two cards that can be told apart by label and answer.")
        sides = [(item, side) for item in items[:MOST_PAIRS] for side in Side]
        dice.shuffle(sides)
        return cls(
            tiles=tuple(
                Tile(
                    number=number,
                    card_id=item.card_id,
                    side=side,
                    text=item.term if side is Side.QUESTION else item.answer,
                )
                for number, (item, side) in enumerate(sides)
            )
        )

    @property
    def pairs(self) -> int:
        """How many pairs were dealt."""
        return len(self.tiles) // 2

    @property
    def finished(self) -> bool:
        """Whether all pairs are found."""
        return len(self.found) == self.pairs

    @property
    def left(self) -> tuple[Tile, ...]:
        """The tiles still on the table."""
        return tuple(tile for tile in self.tiles if tile.card_id not in self.found)

    def seconds(self, now: datetime) -> float:
        """The time played; a clock that went back adds none."""
        if self.running_since is None:
            return self.spent
        return self.spent + max(0.0, (now - self.running_since).total_seconds())

    def started(self, now: datetime) -> MatchingGame:
        """The clock runs; where it does already, nothing changes."""
        if self.running_since is not None or self.finished:
            return self
        return self.model_copy(update={"running_since": now})

    def paused(self, now: datetime) -> MatchingGame:
        """The clock stands."""
        return self.model_copy(update={"spent": self.seconds(now), "running_since": None})

    def tried(self, one: int, other: int, now: datetime) -> MatchingGame:
        """Two tiles put together: a pair leaves the table, anything else is a wrong guess.

        Raises `WrongTransition` for a tile that is gone, or twice the same.
        """
        here = {tile.number: tile for tile in self.left}
        if one == other or one not in here or other not in here:
            raise WrongTransition("Take two different tiles that are still on the table.")
        first, second = here[one], here[other]
        playing = self.started(now)
        if first.card_id != second.card_id:
            both = {first.card_id, second.card_id}
            return playing.model_copy(
                update={"wrong": self.wrong + 1, "missed": self.missed | both}
            )
        after = playing.model_copy(update={"found": self.found | {first.card_id}})
        return after.paused(now) if after.finished else after
