"""What the databases complain of, in our words: no exception of SQLAlchemy leaves this room."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from decks.errors import Busy, CardwrightError, DataDamaged, Stale, WorkFailed, WrongUsage

_BUSY = "The data is being written by another process: try again in a moment."
_READ_ONLY = (
    "The data cannot be written: make its folder and files writable, or choose another folder."
)
_NO_FILE = "The database file cannot be opened: does its folder exist, and may it be written?"
_FULL = (
    "The disk is full: what was finished before is kept. Free some space, then do the same again."
)
_READING = "The disk failed while the database was read or written: check it, then run `doctor`."
_DAMAGED = "The database is damaged or is none of Cardwright's: restore a backup."
_CLASH = "The same thing was written meanwhile: nothing was changed. Look again, then repeat."
_UNFIT = "This does not fit what is stored: something it names is missing, or may not be changed."
_AWAY = "The database server does not answer: check its address and that it runs."

_SQLITE: tuple[tuple[str, type[CardwrightError], str], ...] = (
    ("SQLITE_CONSTRAINT_UNIQUE", Stale, _CLASH),
    ("SQLITE_CONSTRAINT_PRIMARYKEY", Stale, _CLASH),
    ("SQLITE_CONSTRAINT", WrongUsage, _UNFIT),
    ("SQLITE_BUSY", Busy, _BUSY),
    ("SQLITE_LOCKED", Busy, _BUSY),
    ("SQLITE_READONLY", WorkFailed, _READ_ONLY),
    ("SQLITE_PERM", WorkFailed, _READ_ONLY),
    ("SQLITE_CANTOPEN", WorkFailed, _NO_FILE),
    ("SQLITE_FULL", WorkFailed, _FULL),
    ("SQLITE_IOERR", WorkFailed, _READING),
    ("SQLITE_NOTADB", DataDamaged, _DAMAGED),
    ("SQLITE_CORRUPT", DataDamaged, _DAMAGED),
)

_POSTGRES: tuple[tuple[str, type[CardwrightError], str], ...] = (
    ("23505", Stale, _CLASH),
    ("23", WrongUsage, _UNFIT),
    ("55P03", Busy, _BUSY),
    ("40", Busy, _BUSY),
    ("25006", WorkFailed, _READ_ONLY),
    ("53100", WorkFailed, _FULL),
    ("08", WorkFailed, _AWAY),
)


@contextmanager
def translated() -> Iterator[None]:
    """Turns what SQLAlchemy or sqlite3 raise inside into errors of `decks.errors`."""
    try:
        yield
    except exc.TimeoutError as error:
        raise Busy(_BUSY) from error
    except exc.DBAPIError as error:
        raise _in_our_words(error.orig or error) from error
    except exc.StatementError as error:
        if isinstance(error.orig, CardwrightError):
            raise error.orig from error
        raise _in_our_words(error.orig or error) from error
    except exc.SQLAlchemyError as error:
        raise DataDamaged(f"The database did not answer as it should: {error}") from error
    except (sqlite3.Error, OverflowError) as error:
        raise _in_our_words(error) from error


def _in_our_words(error: BaseException) -> CardwrightError:
    sqlite_name: str | None = getattr(error, "sqlite_errorname", None)
    state: str | None = getattr(error, "sqlstate", None)
    if sqlite_name:
        return _first(_SQLITE, sqlite_name, error)
    if state:
        return _first(_POSTGRES, state, error)
    if isinstance(error, OverflowError):
        return WrongUsage("A number is too large to be stored.")
    return WorkFailed(f"The database did not do it: {error}")


def _first(
    table: tuple[tuple[str, type[CardwrightError], str], ...], name: str, error: BaseException
) -> CardwrightError:
    for start, kind, sentence in table:
        if name.startswith(start):
            return kind(sentence)
    return WorkFailed(f"The database did not do it: {error}")
