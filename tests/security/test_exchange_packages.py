"""Hostile packages: refused whole or cleaned, within seconds, and nothing written anywhere."""

from __future__ import annotations

import io
import sqlite3
import time
import zipfile
from pathlib import Path

import pytest
import zstandard

from decks.errors import (
    CardwrightError,
    DamagedFile,
    EncryptedFile,
    TooLarge,
    UnknownFormat,
    Unreadable,
)
from decks.exchange.anki import collection
from decks.exchange.anki import package as archive
from decks.exchange.anki.reading import read_apkg
from service.transfer.packages import read_package
from tests.exchange_packages import PNG, STUB, Note, database, package

HONEST = [Note(("a question", "an answer"))]


def attacked(sql: str) -> bytes:
    return package({"collection.anki2": database(HONEST, further=sql)})


def damaged(at: float) -> bytes:
    data = bytearray(database([Note((f"q{n} " * 50, "a"), f"g{n}") for n in range(300)]))
    place = int(len(data) * at)
    data[place : place + 2_000] = b"\xff" * 2_000
    return package({"collection.anki2": bytes(data)})


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
TRAPS = {
    "an endless view for a table": f"DROP TABLE revlog; CREATE VIEW revlog AS {ENDLESS}",
    "a view beside the tables": "CREATE VIEW v AS SELECT * FROM notes",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END",
    "a virtual table": "CREATE VIRTUAL TABLE f USING fts5(x)",
    "a computed column": (
        "DROP TABLE revlog; CREATE TABLE revlog (id integer, cid integer, ease integer, "
        "factor integer, type integer, time integer AS (abs(1)))"
    ),
    "no cards table": "DROP TABLE cards",
    "no row of the collection": "DELETE FROM col",
    "note types that are no JSON": "UPDATE col SET models = '['",
    "note types that nest for ever": f"UPDATE col SET models = '{'[' * 50_000}'",
    "numbers that are words": "UPDATE cards SET ord = 'x'",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trapped_database_is_refused_whole(trap: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unreadable) as told:
        read_apkg(attacked(TRAPS[trap]))
    assert str(told.value).endswith((".", "again."))
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("at", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_damaged_pages_are_refused(at: float) -> None:
    with pytest.raises(DamagedFile):
        read_apkg(damaged(at))


def test_only_reading_of_known_tables_is_allowed() -> None:
    import contextlib

    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        collection._prepare(connection, database(HONEST))
        assert connection.execute("SELECT id FROM notes").fetchall() == [(1,)]
        for attempt in ("SELECT load_extension('x')", "DELETE FROM notes", "ATTACH 'x' AS y"):
            with pytest.raises(sqlite3.DatabaseError):
                connection.execute(attempt)


def test_a_database_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection, "SECONDS", 0.0)
    notes = [Note((f"q{n}", "a"), f"g{n}") for n in range(5_000)]
    with pytest.raises(TooLarge):
        read_apkg(package({"collection.anki2": database(notes)}))


def bomb(member: str, size: int, *, zstd: bool) -> bytes:
    data = b"\0" * size
    return package({member: zstandard.compress(data) if zstd else data, "collection.anki2": STUB})


@pytest.mark.parametrize("zstd", [False, True])
def test_a_bomb_is_stopped_at_the_limit(zstd: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_DATABASE", 10_000_000)
    made = bomb("collection.anki21b" if zstd else "collection.anki21", 50_000_000, zstd=zstd)
    with pytest.raises(TooLarge):
        read_apkg(made)


def test_a_frame_that_asks_for_a_huge_window_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=True)
    squeezer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    frame = squeezer.compress(b"x" * 1_000) + squeezer.flush()
    with pytest.raises(DamagedFile):
        read_apkg(package({"collection.anki21b": frame}, modern=True))


def test_a_lying_size_is_no_way_around_the_limit() -> None:
    whole = bytearray(package({"collection.anki2": database(HONEST)}))
    size = len(database(HONEST)).to_bytes(4, "little")
    lied = bytes(whole).replace(size, (100).to_bytes(4, "little"))
    assert lied != bytes(whole)
    with pytest.raises(DamagedFile):
        read_apkg(lied)


def test_too_many_parts_and_parts_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 100)
    with pytest.raises(TooLarge):
        read_apkg(package({f"x{n}": b"" for n in range(101)}))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as twice:
        twice.writestr("collection.anki2", database(HONEST))
        with pytest.warns(UserWarning, match="Duplicate"):
            twice.writestr("collection.anki2", database(HONEST))
    with pytest.raises(DamagedFile):
        read_apkg(out.getvalue())


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x03\x04" + b"\0" * 50, b"no archive", package({"other": b"x"})],
    ids=["nothing", "two bytes", "a head", "text", "no collection"],
)
def test_what_is_no_package_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises((DamagedFile, UnknownFormat)) as told:
        read_apkg(data)
    assert "\n" not in str(told.value)


def test_a_package_with_a_password_says_so() -> None:
    made = bytearray(package({"collection.anki2": database(HONEST)}))
    for head, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(head)
        while at >= 0:
            made[at + flag] |= 1
            at = made.find(head, at + 1)
    with pytest.raises(EncryptedFile):
        read_apkg(bytes(made))


PATHS = (
    "../../evil.png",
    "/etc/evil.png",
    "..\\evil.png",
    "C:evil.png",
    "a\x00.png",
    ".hidden.png",
)


@pytest.mark.parametrize("name", PATHS)
def test_names_that_are_paths_bring_no_picture_in(name: str, tmp_path: Path) -> None:
    from html import escape

    notes = [Note((f"q <img src='{escape(name)}'>", "a"))]
    before = sorted(tmp_path.parent.iterdir())
    loaded = read_apkg(package({"collection.anki2": database(notes)}, {name: PNG}))
    assert loaded.media == ()
    assert "media:" not in loaded.plain[0].content.question
    assert sorted(tmp_path.parent.iterdir()) == before


def test_a_damaged_list_of_media_costs_the_pictures_alone() -> None:
    frame = zstandard.compress(database(HONEST, modern=True))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("collection.anki21b", frame)
        made.writestr("media", zstandard.compress(b"\x0a\xff\xff\xff\xff\x0f"))
    assert len(read_apkg(out.getvalue()).plain) == 1


@pytest.mark.parametrize(
    "field",
    [
        "<script>alert(1)</script>x",
        "<img src=x onerror=alert(1)>x",
        "<svg onload=alert(1)>x</svg>x",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>x",
        "<a href=' javascript:alert(1)'>x</a>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>x",
        "<scr<script>ipt>alert(1)</script>x",
    ],
)
def test_nothing_that_runs_gets_in_or_out(field: str) -> None:
    from decks.exchange.hypertext_out import markup_of

    (card,) = read_apkg(package({"collection.anki2": database([Note((field, "a"))])})).plain
    again = markup_of(card.content.question).lower()
    assert "onerror=" not in again.replace("&lt;", "")
    assert not any(
        mark in again for mark in ("<script", "<svg", "<iframe", "javascript:", "onload=")
    )


def test_the_child_takes_a_package_that_hangs_with_it() -> None:
    notes = [Note((f"q{n} <b>x</b>" * 20, "a"), f"g{n}") for n in range(30_000)]
    made = package({"collection.anki2": database(notes)})
    began = time.monotonic()
    with pytest.raises(CardwrightError):
        read_package("slow.apkg", made, seconds=1)
    assert time.monotonic() - began < 10


def test_the_child_says_what_the_reader_says() -> None:
    loaded = read_package("a/../b.apkg", package({"collection.anki2": database(HONEST)}))
    assert [card.content.question for card in loaded.plain] == ["a question"]
    with pytest.raises(UnknownFormat):
        read_package("-x", package({"other": b"x"}))
