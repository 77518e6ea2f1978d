"""The Matching mode on the stored deck.

A pair found without a miss is kept as evidence that its card is matched, and moves no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from decks.sessions import Known, Mode, SessionResult, StudySession
from service.studying.distractors import Misses
from service.studying.playing import Event, Moved, begun, dice_of, items_of, left_open, moved
from service.wiring import deck_named
from study.distractors import distinct_pairs
from study.matching import PAIRS, MatchingGame

if TYPE_CHECKING:
    from decks.people import Person
    from service.wiring import App


def open_matching(
    app: App, deck_name: str, learner: Person, *, pairs: int = PAIRS, fresh: bool = False
) -> StudySession:
    """The game the learner stopped in, or a new one; its clock does not run yet."""
    deck = deck_named(app, deck_name)
    sitting = None if fresh else left_open(app, deck, learner, Mode.MATCHING)
    if sitting is not None:
        return sitting
    items, misses = items_of(app, deck, learner), Misses(app, deck)

    def dealt(name: str) -> MatchingGame:
        dice, drawn = dice_of(name, "tiles"), list(items)
        dice.shuffle(drawn)
        return MatchingGame.dealt(distinct_pairs(drawn, pairs, misses.alike), dice)

    return begun(app, deck, learner, Mode.MATCHING, dealt)


def run_clock(app: App, learner: Person, event: Event, *, running: bool) -> StudySession:
    """Starts the clock, or stops it for a pause."""
    now = app.now()

    def change(game: MatchingGame) -> Moved:
        return Moved(game.started(now) if running else game.paused(now))

    return moved(app, learner, event, MatchingGame, change)


def match(app: App, learner: Person, event: Event, one: int, other: int) -> StudySession:
    """Puts two tiles together, by their numbers."""
    now = app.now()

    def change(game: MatchingGame) -> Moved:
        after = game.tried(one, other, now)
        if not after.finished:
            return Moved(after)
        result = SessionResult(
            credit=after.pairs,
            out_of=after.pairs,
            seconds=round(after.seconds(now), 3),
            wrong=after.wrong,
            size=after.pairs,
        )
        return Moved(after, result, dict.fromkeys(after.found - after.missed, Known.MATCHED))

    return moved(app, learner, event, MatchingGame, change)
