"""The drafts of one file, made as a person would make them, in a data folder of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from decks.drafts import Draft
from decks.sources import SourceVersion
from service.notes.ingest import ingest
from service.settings import resolve
from service.wiring import App, deck_named, opened

DECK = "Measured"
"""The deck that the drafts wait in."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one file: its text, all its drafts, and the opened collection they are in."""

    app: App
    version: SourceVersion
    drafts: list[Draft]


@contextmanager
def made_of(place: Path) -> Iterator[Made]:
    """The drafts of a file; the collection is gone afterwards. No model, no settings from outside.

    Raises what `ingest` raises where the file cannot be read.
    """
    folder = tempfile.TemporaryDirectory(prefix="cardwright-eval-")
    with folder as data, opened(resolve({"data": Path(data)}, {}), environ={}) as app:
        told = ingest(app, [place], DECK)
        deck = deck_named(app, DECK)
        with app.ledger.read() as unit:
            version = unit.sources.version(told.sources[0].id)
            drafts = list(unit.drafts.list(deck_id=deck.id, version_id=version.id))
        yield Made(app, version, drafts)
