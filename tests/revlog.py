"""The review log of a real Anki package, as histories of days and ratings."""

from __future__ import annotations

import sqlite3
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from decks.memory import Rating
from scheduler.calendar import LearnerDay

FRENCH = "decks/french-cloze-with-reviews.apkg"
DAY = LearnerDay("UTC")


class Answered(NamedTuple):
    """One review: its time in seconds, its day, whole days since the last one, its rating."""

    at: float
    day: int
    days: int
    rating: Rating


def histories(package: Path) -> list[list[Answered]]:
    """The reviews of each card, in order of time; manual changes of due dates left out."""
    with zipfile.ZipFile(package) as archive, TemporaryDirectory() as folder:
        archive.extract("collection.anki21", folder)
        connection = sqlite3.connect(Path(folder) / "collection.anki21")
        rows = connection.execute(
            "select cid, id, ease from revlog where ease > 0 order by cid, id"
        ).fetchall()
        connection.close()
    cards: dict[int, list[Answered]] = {}
    for card, milliseconds, ease in rows:
        at = milliseconds / 1000
        day = DAY.day_of(datetime.fromtimestamp(at, UTC)).toordinal()
        made = cards.setdefault(card, [])
        days = day - made[-1].day if made else 0
        made.append(Answered(at, day, days, Rating(ease)))
    return list(cards.values())
