"""What the time of an answer says of recall, in a real log.

`python -m evals.scheduling.pace DECK`; DECK is an Anki package with reviews (collection.anki21 or
.anki2). Logistic regression of "recalled" on the log-odds that FSRS-6 predicts and on ln(seconds /
median of the card's earlier reviews): of the pass before, and of the review itself. Scheduling
leans on the first.
"""

from __future__ import annotations

import math
import sqlite3
import sys
import zipfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from decks.memory import Rating
from scheduler.fsrs import Fsrs6
from scheduler.pace import NEEDED
from scheduler.policy import logit

Row = tuple[float, float, bool]
"""The log-odds predicted, the log ratio of the time, and whether the card was recalled."""


def reviews(package: Path) -> list[list[tuple[float, Rating, float]]]:
    """By card, in order: the time in days, the rating, the seconds it took."""
    with zipfile.ZipFile(package) as archive, TemporaryDirectory() as folder:
        newest = max(name for name in archive.namelist() if name in NAMES)
        archive.extract(newest, folder)
        connection = sqlite3.connect(Path(folder) / newest)
        rows = connection.execute("select cid, id, ease, time from revlog order by id").fetchall()
        connection.close()
    cards: dict[int, list[tuple[float, Rating, float]]] = defaultdict(list)
    for card, milliseconds, ease, took in rows:
        if 1 <= ease <= 4:
            days = milliseconds / 86_400_000
            cards[card].append((days, Rating(ease), max(took / 1000, 0.3)))
    return list(cards.values())


NAMES = ("collection.anki2", "collection.anki21")


def rows(cards: list[list[tuple[float, Rating, float]]]) -> tuple[list[Row], list[Row]]:
    """A row for each review on a later day than the last: by the time before, by its own."""
    model, before, same = Fsrs6(), [], []
    for card in cards:
        memory, last, past, told = None, 0, list[float](), None
        for at, rating, seconds in card:
            days = max(0, math.floor(at) - last) if memory else 0
            ratio = math.log(seconds / median(past)) if len(past) >= NEEDED else None
            if memory and days:
                expected = logit(model.recall(memory, days))
                if told is not None:
                    before.append((expected, told, rating > 1))
                if ratio is not None:
                    same.append((expected, ratio, rating > 1))
            told = ratio if rating > 1 else None
            memory, last = model.after(memory, days, rating), math.floor(at)
            past.append(seconds)
    return before, same


def regressed(found: list[Row]) -> tuple[float, float]:
    """The weight of the time, and its standard error."""
    x = np.array([(1.0, expected, ratio) for expected, ratio, _ in found])
    y = np.array([float(recalled) for _, _, recalled in found])
    weights = np.zeros(3)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        curve = x.T @ (x * (chance * (1 - chance))[:, None])
        weights += np.linalg.solve(curve, x.T @ (y - chance))
    return float(weights[2]), float(np.sqrt(np.linalg.inv(curve)[2, 2]))


if __name__ == "__main__":
    for name, found in zip(
        ("the pass before", "the review itself"), rows(reviews(Path(sys.argv[1]))), strict=True
    ):
        weight, error = regressed(found)
        print(f"time of {name}: {weight:+.2f} (standard error {error:.2f}), {len(found)} reviews")
