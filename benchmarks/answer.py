"""Storing an answer against a bare sqlite3 insert and commit with the same pragmas."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import Comparison, compared
from decks.grading import Answer
from service.collection import cards
from service.settings import resolve
from service.studying import study
from service.wiring import App, opened

WORDS = "The smallest unit of a living thing, more or less."
PRAGMAS = ("journal_mode = wal", "synchronous = 2", "foreign_keys = 1", "secure_delete = 1")


def comparisons() -> list[Comparison]:
    """By the wall clock, since a commit waits for the disk, and by the CPU."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        place = Path(name)
        with (
            opened(resolve({"data": place / "data", "zone": "UTC"}, {}), environ={}) as app,
            closing(sqlite3.connect(place / "bare.db", isolation_level=None)) as bare,
        ):
            return _compared(app, bare)


def _compared(app: App, bare: sqlite3.Connection) -> list[Comparison]:
    card = cards.add(app, "Biology", "What is a cell?", "The smallest unit of life.")
    question, numbers = study.ask(app, card.id, app.owner), count()
    for pragma in PRAGMAS:
        bare.execute(f"PRAGMA {pragma}")
    bare.execute(
        "CREATE TABLE answers (id TEXT PRIMARY KEY, learner TEXT, key TEXT, words TEXT,"
        " at TEXT, UNIQUE (learner, key))"
    )

    def ours() -> None:
        number = f"{next(numbers)}"
        with app.ledger.write() as unit:
            if unit.answers.by_request(app.owner.id, number) is None:
                unit.answers.add(
                    Answer(
                        id=f"ans_{number}",
                        learner_id=app.owner.id,
                        card_id=question.card_id,
                        card_version_id=question.card_version_id,
                        text=WORDS,
                        seconds=3.0,
                        state_token=question.state_token,
                        request_key=number,
                        at=app.now(),
                    )
                )

    def floor() -> None:
        number = f"{next(numbers)}"
        bare.execute("BEGIN IMMEDIATE")
        row = (f"ans_{number}", app.owner.id, number, WORDS, app.now().isoformat())
        bare.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", row)
        bare.execute("COMMIT")

    names = ("an answer stored", "sqlite3 insert and commit")
    return [compared(names, ours, floor, counts=(50, 50), wall=wall) for wall in (True, False)]
