"""The database of an Anki package as rows, read as what it is: a stranger's SQLite file.

It is opened in memory, so there is nothing to write to. A schema with a view, a trigger, a virtual
table or a computed column is refused before any of its tables is read; its functions are never
called (`trusted_schema` off, an authorizer that allows reading the known tables alone), its pages
are checked, and steps and rows are bounded.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from decks.errors import DamagedFile, TooLarge
from decks.exchange.anki import wire

MAX_ROWS = 1_000_000
SECONDS = 60.0
"""Wall clock of all reading of one database."""
_STEPS = 10_000
_TABLES = ("col", "notes", "cards", "revlog", "decks", "notetypes", "fields", "templates")
_DAMAGED = "The database in the package is damaged or no collection of Anki: export it again."


@dataclass(frozen=True, slots=True)
class Template:
    """How one card of a note looks, in Anki's template language."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields of a kind of note by name, and its cards; of a cloze type, one for each gap."""

    name: str
    cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note: fields as HTML."""

    id: int
    guid: str
    type_id: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card as Anki keeps it; `due` is a position, a day or a second, by `queue` and `type`."""

    id: int
    note_id: int
    deck_id: int
    ordinal: int
    type: int
    queue: int
    due: int
    interval: int
    reps: int
    lapses: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One press of a button: `id` in milliseconds since 1970; `ease` 0 where nobody pressed."""

    id: int
    card_id: int
    ease: int
    milliseconds: int
    kind: int
    factor: int = 0


@dataclass(frozen=True, slots=True)
class Collection:
    """What a package holds; `created` is the second at which its day 0 began."""

    created: int
    types: dict[int, NoteType]
    decks: dict[int, str]
    notes: tuple[NoteRow, ...]
    cards: tuple[CardRow, ...]
    reviews: tuple[ReviewRow, ...]


def read_collection(database: bytes) -> Collection:
    """The collection; raises `DamagedFile`, or `TooLarge` over a million rows or a minute."""
    if not database.startswith(b"SQLite format 3\0") or len(database) < 512:
        raise DamagedFile(_DAMAGED)
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            _prepare(connection, database)
            return _collection(connection)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise TooLarge("Reading the package's database took too long.") from None
            raise DamagedFile(_DAMAGED) from None
        except (sqlite3.Error, ValueError, TypeError, OverflowError, AttributeError, KeyError):
            raise DamagedFile(_DAMAGED) from None
        except RecursionError:
            raise DamagedFile(_DAMAGED) from None


def _prepare(connection: sqlite3.Connection, database: bytes) -> None:
    # A file that was left in write-ahead mode cannot be opened in memory; 1 is the other mode.
    connection.deserialize(database[:18] + b"\x01\x01" + database[20:])
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    deadline = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 50_000_000)
    connection.create_collation("unicase", _unicase)
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    _refuse_traps(connection)
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise DamagedFile(_DAMAGED)
    for name in _TABLES:
        rows = connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
        if any(row[6] for row in rows):
            raise DamagedFile("A table of the package is computed, which none of Anki's is.")
    connection.set_authorizer(_allowed)


def _unicase(left: str, right: str) -> int:
    one, other = left.casefold(), right.casefold()
    return (one > other) - (one < other)


def _refuse_traps(connection: sqlite3.Connection) -> None:
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        plain = kind in ("table", "index") and not re.match(
            r"\s*CREATE\s+VIRTUAL", str(sql or ""), re.IGNORECASE
        )
        if not plain:
            raise DamagedFile(
                f"The package's database holds a {kind} ({str(name)[:40]!r}), which none of Anki's "
                "does: it was refused."
            )


def _allowed(action: int, first: str | None, *rest: str | None) -> int:
    """Nothing but reading the tables that are known, without any function."""
    if action == sqlite3.SQLITE_SELECT:
        return sqlite3.SQLITE_OK
    reads = action == sqlite3.SQLITE_READ and first in (*_TABLES, "sqlite_master")
    return sqlite3.SQLITE_OK if reads else sqlite3.SQLITE_DENY


def _collection(connection: sqlite3.Connection) -> Collection:
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not {"col", "notes", "cards"} <= names:
        raise DamagedFile(_DAMAGED)
    row = connection.execute("SELECT crt, models, decks FROM col").fetchone()
    if row is None:
        raise DamagedFile(_DAMAGED)
    if "notetypes" in names:
        types, decks = _new_types(connection), _new_decks(connection)
    else:
        types, decks = _old_types(str(row[1])), _old_decks(str(row[2]))
    reviews = (
        _rows(connection, "id, cid, ease, time, type, factor", "revlog")
        if "revlog" in names
        else ()
    )
    return Collection(
        created=int(row[0]),
        types=types,
        decks=decks,
        notes=tuple(
            NoteRow(int(r[0]), str(r[1]), int(r[2]), tuple(str(r[3]).split()), _split(r[4]))
            for r in _rows(connection, "id, guid, mid, tags, flds", "notes")
        ),
        cards=tuple(
            _card(r)
            for r in _rows(
                connection,
                "id, nid, did, ord, type, queue, due, ivl, reps, lapses, data, odid, odue",
                "cards",
            )
        ),
        reviews=tuple(ReviewRow(*(int(each) for each in r)) for r in reviews),
    )


def _split(fields: object) -> tuple[str, ...]:
    return tuple(str(fields).split("\x1f"))


def _rows(connection: sqlite3.Connection, columns: str, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows by id; the names come from this file alone."""
    query = f"SELECT {columns} FROM {table}"  # noqa: S608 - both are written above
    for count, row in enumerate(connection.execute(query)):
        if count >= MAX_ROWS:
            raise TooLarge(f"The package has more than {MAX_ROWS:,} {table}.")
        yield row


def _card(row: tuple[Any, ...]) -> CardRow:
    """The card; one that lies in a filtered deck counts as in its own."""
    number, note, deck, ordinal, kind, queue, due, interval, reps, lapses = map(int, row[:10])
    home, home_due = int(row[11]), int(row[12])
    if home:
        deck, due = home, home_due or due
    try:
        data = json.loads(str(row[10]) or "{}")
    except (ValueError, RecursionError):
        data = {}
    data = data if isinstance(data, dict) else {}
    return CardRow(number, note, deck, ordinal, kind, queue, due, interval, reps, lapses, data)


def _old_types(models: str) -> dict[int, NoteType]:
    found: dict[int, NoteType] = {}
    for key, model in json.loads(models).items():
        found[int(key)] = NoteType(
            name=str(model["name"]),
            cloze=model.get("type") == 1,
            fields=tuple(str(one["name"]) for one in model["flds"]),
            templates=tuple(
                Template(str(one["name"]), str(one["qfmt"]), str(one["afmt"]))
                for one in model["tmpls"]
            ),
        )
    return found


def _old_decks(decks: str) -> dict[int, str]:
    return {int(key): str(deck["name"]) for key, deck in json.loads(decks).items()}


def _new_decks(connection: sqlite3.Connection) -> dict[int, str]:
    """Levels of a deck's name are parted by U+001F there, and by "::" everywhere else."""
    return {
        int(row[0]): str(row[1]).replace("\x1f", "::")
        for row in _rows(connection, "id, name", "decks")
    }


def _new_types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    fields: dict[int, list[tuple[int, str]]] = {}
    for type_id, ordinal, name in _rows(connection, "ntid, ord, name", "fields"):
        fields.setdefault(int(type_id), []).append((int(ordinal), str(name)))
    templates: dict[int, list[tuple[int, Template]]] = {}
    for type_id, ordinal, name, config in _rows(connection, "ntid, ord, name, config", "templates"):
        made = Template(str(name), wire.text(bytes(config), 1), wire.text(bytes(config), 2))
        templates.setdefault(int(type_id), []).append((int(ordinal), made))
    return {
        int(row[0]): NoteType(
            name=str(row[1]),
            cloze=wire.number(bytes(row[2]), 1) == 1,
            fields=tuple(name for _, name in sorted(fields.get(int(row[0]), []))),
            templates=tuple(
                one for _, one in sorted(templates.get(int(row[0]), []), key=lambda each: each[0])
            ),
        )
        for row in _rows(connection, "id, name, config", "notetypes")
    }
