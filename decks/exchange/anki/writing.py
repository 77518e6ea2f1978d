"""A deck as an Anki package (.apkg) that any Anki opens: the oldest schema, which all read.

Ids are made from ours, so that the same deck written again updates the notes in Anki and makes
none twice. A card that came from Anki as the only one of its note keeps that note's own id. Due
days count from the collection's first day; Anki holds them in days, steps of minutes in seconds.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decks.exchange.anki.notes import BETWEEN, DECK_TAG, OWN_FIELDS
from decks.exchange.anki.schedule import (
    DAY,
    LEARNING,
    NEW,
    RELEARNING,
    REVIEW,
    SUSPENDED,
)
from decks.exchange.hypertext_out import markup_of
from decks.exchange.outgoing import OutgoingCard, OutgoingDeck
from decks.exchange.studied import Reviewed
from decks.memory import MemoryState, Stage

NOTE_TYPE = 1_767_225_600_000
"""The id of our note type, the same for ever: Anki knows it again by it."""
_FRONT = "{{Question}}"
_BACK = (
    "{{FrontSide}}<hr id=answer>{{Answer}}"
    "{{#Explanation}}<div class=more>{{Explanation}}</div>{{/Explanation}}"
    "{{#Analogy}}<div class=more>{{Analogy}}</div>{{/Analogy}}"
    "{{#Source}}<div class=source>{{Source}}</div>{{/Source}}"
)
_CSS = (
    ".card{font-family:sans-serif;font-size:20px;text-align:center}"
    ".more{margin-top:1em;font-size:17px}.source{margin-top:1em;font-size:14px;opacity:.7}"
    "pre{text-align:left;overflow:auto}"
)
_FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the archive, so that the same deck gives the same bytes."""

_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,
  scm integer not null, ver integer not null, dty integer not null, usn integer not null,
  ls integer not null, conf text not null, models text not null, decks text not null,
  dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,
  mod integer not null, usn integer not null, tags text not null, flds text not null,
  sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,
  ord integer not null, mod integer not null, usn integer not null, type integer not null,
  queue integer not null, due integer not null, ivl integer not null, factor integer not null,
  reps integer not null, lapses integer not null, left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
  ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,
  time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
"""


@dataclass(frozen=True, slots=True)
class Days:
    """How moments become Anki's days: `created` is when day 0 began, `number` counts from it."""

    created: datetime
    number: Callable[[datetime], int]


def write_apkg(deck: OutgoingDeck, now: datetime, days: Days) -> bytes:
    """The package; `now` is written as the time of change of everything."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_SCHEMA)
        _Filling(connection, deck, now, days).fill()
        connection.commit()
        database = connection.serialize()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = {str(at): medium.name for at, medium in enumerate(deck.media)}
        parts: list[tuple[str, bytes | str]] = [
            ("collection.anki2", database),
            ("media", json.dumps(listed, ensure_ascii=False)),
            *((str(at), medium.data) for at, medium in enumerate(deck.media)),
        ]
        for name, data in parts:
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def number_for(text: str) -> int:
    """A whole number of 13 digits that this text always gives, as Anki's ids are."""
    digest = int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")
    return 1_000_000_000_000 + digest % 700_000_000_000


class _Filling:
    """Writes the rows of one deck."""

    def __init__(
        self, connection: sqlite3.Connection, deck: OutgoingDeck, now: datetime, days: Days
    ) -> None:
        self._connection = connection
        self._deck = deck
        self._now = now
        self._days = days
        self._review_ids: set[int] = set()
        self._decks: dict[str, int] = {}
        notes = Counter(guid for guid, _ in map(_note_key, deck.cards) if guid)
        self._guids = {
            card.id: guid
            for card in deck.cards
            for guid, ordinal in [_note_key(card)]
            if guid and ordinal == 0 and notes[guid] == 1
        }

    def fill(self) -> None:
        first = number_for(self._deck.id)
        seconds = int(self._now.timestamp())
        for at, card in enumerate(self._deck.cards):
            # Ids rise with the place in the deck: Anki shows notes in the order of their ids.
            self._note(card, first + at, seconds)
            self._card(card, first + at, at + 1, seconds)
        for name in (self._deck.name, "Default"):
            self._deck_id(name)
        self._collection(seconds)

    def _note(self, card: OutgoingCard, number: int, seconds: int) -> None:
        content = card.content
        texts = (
            content.question,
            content.core_answer,
            content.explanation,
            BETWEEN.join(card.accepted),
            "\n".join(card.sources),
        )
        fields = [markup_of(text).replace("\x1f", "") for text in texts]
        tags = " ".join(tag for tag in map(_tag, content.tags) if tag)
        plain = re.sub(r"<[^<>]*>", "", fields[0])
        checksum = int(hashlib.sha1(plain.encode("utf-8", "replace")).hexdigest()[:8], 16)  # noqa: S324 - Anki's own
        guid = self._guids.get(card.id, card.id)
        self._insert(
            "notes",
            (
                *(number, guid, NOTE_TYPE, seconds, -1, f" {tags} " if tags else ""),
                *("\x1f".join(fields), plain, checksum, 0, ""),
            ),
        )

    def _card(self, card: OutgoingCard, number: int, place: int, seconds: int) -> None:
        known = card.studied
        state = known.believed if known else None
        where = [tag for tag in card.content.tags if tag.startswith(DECK_TAG)]
        name = "::".join([self._deck.name, *(tag.removeprefix(DECK_TAG) for tag in where[:1])])
        kind, queue, due, interval = NEW, 0, place, 0
        data: dict[str, Any] = {"pos": place}
        if state is not None:
            kind, queue, due, interval = self._standing(state)
            data |= {"s": round(state.stability, 4), "d": round(state.difficulty, 3)}
            data["lrt"] = int(state.last_reviewed.timestamp())
        if known is not None and known.suspended:
            queue = SUSPENDED
        left = 1001 if kind in (LEARNING, RELEARNING) else 0
        self._insert(
            "cards",
            (
                *(number, number, self._deck_id(name), 0, seconds, -1, kind, queue, due, interval),
                *((2500, state.reps, state.lapses) if state else (0, 0, 0)),
                *(left, 0, 0, 0, json.dumps(data, separators=(",", ":"))),
            ),
        )
        for row in self._reviews(number, known.reviews if known else (), state):
            self._insert("revlog", row)

    def _standing(self, state: MemoryState) -> tuple[int, int, int, int]:
        """Type, queue, due number and interval in days."""
        day = self._days.number(state.due)
        interval = max(1, round((state.due - state.last_reviewed).total_seconds() / DAY))
        if state.stage is Stage.REVIEW:
            return REVIEW, 2, day, interval
        kind = LEARNING if state.stage is Stage.LEARNING else RELEARNING
        if day > self._days.number(self._now):
            return kind, 3, day, 0
        return kind, 1, int(state.due.timestamp()), 0

    def _reviews(
        self, card: int, reviews: tuple[Reviewed, ...], state: MemoryState | None
    ) -> Iterator[tuple[int, ...]]:
        before = 0
        for at, review in enumerate(reviews):
            number = math.floor(review.at.timestamp() * 1000 + 0.5)
            while number in self._review_ids:
                number += 1
            self._review_ids.add(number)
            following = reviews[at + 1].at if at + 1 < len(reviews) else state and state.due
            interval = round((following - review.at).total_seconds() / DAY) if following else 1
            interval = max(1, interval)
            kind = 0 if at == 0 else 1
            factor = 0 if state is None else round(100 + (state.difficulty - 1) / 9 * 1000)
            took = min(round(review.seconds * 1000), 86_399_999)
            yield (number, card, -1, int(review.rating), interval, before, factor, took, kind)
            before = interval

    def _deck_id(self, name: str) -> int:
        if name not in self._decks:
            self._decks[name] = 1 if name == "Default" else number_for(f"{self._deck.id}/{name}")
        return self._decks[name]

    def _collection(self, seconds: int) -> None:
        tagged = {
            tag: -1 for card in self._deck.cards for tag in map(_tag, card.content.tags) if tag
        }
        decks = {str(each): _deck_row(each, name, seconds) for name, each in self._decks.items()}
        conf = {
            "nextPos": len(self._deck.cards) + 1,
            "schedVer": 2,
            "sched2021": True,
            "creationOffset": -round(self._offset() / 60),
            "rollover": 4,
            "curDeck": 1,
            "activeDecks": [1],
        }
        values = (
            1,
            int(self._days.created.timestamp()),
            seconds * 1000,
            seconds * 1000,
            11,
            0,
            0,
            0,
        )
        self._insert(
            "col",
            values
            + tuple(
                json.dumps(each, ensure_ascii=False)
                for each in (conf, {str(NOTE_TYPE): _note_type(seconds)}, decks, _DCONF, tagged)
            ),
        )

    def _offset(self) -> float:
        offset = self._days.created.utcoffset()
        return offset.total_seconds() if offset else 0.0

    def _insert(self, table: str, row: tuple[Any, ...]) -> None:
        marks = ",".join("?" * len(row))
        self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - ours


def _note_key(card: OutgoingCard) -> tuple[str, int]:
    """The id of the note and the number of the card in it, where the card came from Anki."""
    system, _, rest = card.key.partition(":")
    guid, _, ordinal = rest.rpartition(":")
    return (guid, int(ordinal)) if system == "anki" and guid and ordinal.isdigit() else ("", 0)


def _tag(tag: str) -> str:
    """A tag as Anki holds them, without white space; the place in a tree of decks is no tag."""
    return "" if tag.startswith(DECK_TAG) else "_".join(tag.split())


def _note_type(seconds: int) -> dict[str, Any]:
    return {
        "id": NOTE_TYPE,
        "name": "Cardwright",
        "type": 0,
        "mod": seconds,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": [
            {
                "name": "Card 1",
                "ord": 0,
                "qfmt": _FRONT,
                "afmt": _BACK,
                "did": None,
                "bqfmt": "",
                "bafmt": "",
            }
        ],
        "flds": [
            {"name": name, "ord": at, "sticky": False, "rtl": False, "font": "Arial", "size": 20}
            for at, name in enumerate(OWN_FIELDS)
        ],
        "css": _CSS,
        "latexPre": "\\documentclass[12pt]{article}\n\\usepackage{amssymb,amsmath}\n"
        "\\pagestyle{empty}\n\\begin{document}\n",
        "latexPost": "\\end{document}",
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }


def _deck_row(number: int, name: str, seconds: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "mod": seconds,
        "usn": -1,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "collapsed": False,
        "extendNew": 0,
        "extendRev": 0,
        **{key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")},
    }


_DCONF = {
    "1": {
        "id": 1,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "new": {
            "bury": False,
            "delays": [1, 10],
            "initialFactor": 2500,
            "ints": [1, 4, 7],
            "order": 1,
            "perDay": 20,
        },
        "rev": {
            "bury": False,
            "ease4": 1.3,
            "ivlFct": 1,
            "maxIvl": 36500,
            "perDay": 200,
            "hardFactor": 1.2,
        },
        "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
    }
}
