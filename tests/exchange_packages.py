"""Anki packages made by hand, of each generation, honest and hostile."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import zstandard

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 24
CREATED = 1_700_000_000
BASIC = [("Card 1", "{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")]
REVERSED = [*BASIC, ("Card 2", "{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")]
CLOZE = [("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}")]

_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer, mod integer, scm integer, ver integer,
  dty integer, usn integer, ls integer, conf text, models text, decks text, dconf text, tags text);
CREATE TABLE notes (id integer primary key, guid text, mid integer, mod integer, usn integer,
  tags text, flds text, sfld text, csum integer, flags integer, data text);
CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, mod integer,
  usn integer, type integer, queue integer, due integer, ivl integer, factor integer, reps integer,
  lapses integer, left integer, odue integer, odid integer, flags integer, data text);
CREATE TABLE revlog (id integer primary key, cid integer, usn integer, ease integer, ivl integer,
  lastIvl integer, factor integer, time integer, type integer);
"""
_NEW_SCHEMA = """
CREATE TABLE notetypes (id integer primary key, name text COLLATE unicase, mtime_secs integer,
  usn integer, config blob);
CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase, config blob,
  PRIMARY KEY (ntid, ord)) without rowid;
CREATE TABLE templates (ntid integer, ord integer, name text COLLATE unicase, mtime_secs integer,
  usn integer, config blob, PRIMARY KEY (ntid, ord)) without rowid;
CREATE TABLE decks (id integer primary key, name text COLLATE unicase, mtime_secs integer,
  usn integer, common blob, kind blob);
"""


@dataclass(frozen=True)
class Note:
    """A note of one note type; a card for each of `ords`, new unless `card` says otherwise."""

    fields: tuple[str, ...]
    guid: str = "g1"
    ords: tuple[int, ...] = (0,)
    tags: str = ""
    deck: int = 1
    card: Mapping[str, Any] | None = None


def database(
    notes: Iterable[Note],
    templates: Iterable[tuple[str, str, str]] = BASIC,
    fields: tuple[str, ...] = ("Front", "Back"),
    *,
    decks: Mapping[int, str] | None = None,
    cloze: bool = False,
    modern: bool = False,
    revlog: Iterable[tuple[int, ...]] = (),
    further: str = "",
) -> bytes:
    """A collection; `further` is SQL that runs last."""
    decks = decks or {1: "Default"}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        connection.executescript(_SCHEMA + (_NEW_SCHEMA if modern else ""))
        model = {
            "name": "Made",
            "type": int(cloze),
            "flds": [{"name": name, "ord": at} for at, name in enumerate(fields)],
            "tmpls": [{"name": n, "qfmt": q, "afmt": a} for n, q, a in templates],
        }
        listed = {str(each): {"id": each, "name": name} for each, name in decks.items()}
        texts = ("", "") if modern else (json.dumps({"7": model}), json.dumps(listed))
        connection.execute(
            "INSERT INTO col VALUES (1,?,0,0,?,0,0,0,'{}',?,?,'{}','{}')",
            (CREATED, 18 if modern else 11, *texts),
        )
        if modern:
            _modern(connection, fields, templates, decks, cloze)
        for at, note in enumerate(notes, start=1):
            _note(connection, at, note)
        connection.executemany(f"INSERT INTO revlog VALUES ({','.join('?' * 9)})", list(revlog))
        connection.executescript(further)
        connection.commit()
        return connection.serialize()


def _note(connection: sqlite3.Connection, at: int, note: Note) -> None:
    flds = "\x1f".join(note.fields)
    connection.execute(
        "INSERT INTO notes VALUES (?,?,7,0,0,?,?,'',0,0,'')", (at, note.guid, note.tags, flds)
    )
    for ordinal in note.ords:
        row = {"type": 0, "queue": 0, "due": at, "ivl": 0, "reps": 0, "lapses": 0, "data": ""}
        row |= note.card or {}
        connection.execute(
            "INSERT INTO cards VALUES (?,?,?,?,0,0,?,?,?,?,2500,?,?,0,0,0,0,?)",
            (
                *(at * 10 + ordinal, at, note.deck, ordinal),
                *(row[name] for name in ("type", "queue", "due", "ivl", "reps", "lapses", "data")),
            ),
        )


def _modern(
    connection: sqlite3.Connection,
    fields: tuple[str, ...],
    templates: Iterable[tuple[str, str, str]],
    decks: Mapping[int, str],
    cloze: bool,
) -> None:
    kind = bytes([8, int(cloze)])
    connection.execute("INSERT INTO notetypes VALUES (7,'Made',0,0,?)", (kind,))
    for at, name in enumerate(fields):
        connection.execute("INSERT INTO fields VALUES (7,?,?,?)", (at, name, b""))
    for at, (name, front, back) in enumerate(templates):
        config = _text(1, front) + _text(2, back)
        connection.execute("INSERT INTO templates VALUES (7,?,?,0,0,?)", (at, name, config))
    for each, name in decks.items():
        path = name.replace("::", "\x1f")
        connection.execute("INSERT INTO decks VALUES (?,?,0,0,x'',x'')", (each, path))


def _text(number: int, text: str) -> bytes:
    data = text.encode()
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def package(
    parts: Mapping[str, bytes], media: Mapping[str, bytes] | None = None, *, modern: bool = False
) -> bytes:
    """An archive; media are listed and stored the way of the generation."""
    files = media or {}
    if modern:
        entries = (_text(1, name) for name in files)
        listed = zstandard.compress(b"".join(_varint(10) + _varint(len(e)) + e for e in entries))
    else:
        listed = json.dumps({str(at): name for at, name in enumerate(files)}).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.writestr("media", listed)
        for at, data in enumerate(files.values()):
            archive.writestr(str(at), zstandard.compress(data) if modern else data)
    return out.getvalue()


STUB = database([Note(("Please update to the latest Anki version.", ""), "stub")])
"""What stands in the oldest part of a package of the newest generation."""


def generations(
    notes: list[Note], media: Mapping[str, bytes] | None = None, **options: Any
) -> dict[str, bytes]:
    """The same deck as a package of each of the three generations."""
    old = database(notes, **options)
    new = zstandard.compress(database(notes, modern=True, **options))
    return {
        "anki2": package({"collection.anki2": old}, media),
        "anki21": package({"collection.anki2": STUB, "collection.anki21": old}, media),
        "anki21b": package(
            {"meta": b"\x08\x03", "collection.anki2": STUB, "collection.anki21b": new},
            media,
            modern=True,
        ),
    }
