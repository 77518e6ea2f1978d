"""A learner's log replayed through the port, all cards at once, against py-fsrs."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsrs

from benchmarks.timing import Comparison, compared
from decks.memory import Rating
from scheduler.fsrs import Fsrs6

BEGIN = datetime(2026, 1, 1, 18, tzinfo=UTC)
History = list[tuple[int, Rating]]


def log() -> tuple[str, list[History]]:
    """A real log where `CARDWRIGHT_TEST_DATA` has one, else one thrown by dice; and its name."""
    place = os.environ.get("CARDWRIGHT_TEST_DATA")
    if place:
        from tests.revlog import FRENCH, histories

        if (file := Path(place) / FRENCH).exists():
            real = histories(file)
            return "a real log", [[(each.days, each.rating) for each in card] for card in real]
    dice = random.Random(1)
    return "a made-up log", [
        [(0, Rating.GOOD)]
        + [(dice.randint(1, 60), dice.choice((Rating.GOOD, Rating.AGAIN))) for _ in range(7)]
        for _ in range(450)
    ]


def comparisons() -> list[Comparison]:
    """The whole log, memory states alone: no steps, no fuzz."""
    name, past = log()
    model = Fsrs6()
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

    def theirs() -> None:
        for number, history in enumerate(past):
            card, at = fsrs.Card(card_id=number), BEGIN
            for days, rating in history:
                at += timedelta(days=days)
                card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), at)

    names = (f"{name} replayed through the port", "py-fsrs review_card")
    return [compared(names, lambda: model.after_all(past), theirs)]
