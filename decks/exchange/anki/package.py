"""The archive of an Anki package (.apkg, .colpkg): its database and its media, within limits.

Three generations are read: `collection.anki2`; `collection.anki21` beside an old `.anki2`; and
`collection.anki21b`, compressed with Zstandard, beside a stub that must not be taken for it. Names
in the archive are looked up, never written anywhere.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from decks.errors import DamagedFile, EncryptedFile, TooLarge, UnknownFormat
from decks.exchange.anki import wire

COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""From the newest to the oldest: the first that is there is the real one."""
MAX_DATABASE = 300_000_000
MAX_MEDIUM = 10_000_000
MAX_MEDIA = 200_000_000
MAX_ENTRIES = 60_000
_CHUNK = 1 << 20
_WINDOW = 1 << 27
"""Bytes of history that a compressed part may ask for: what Zstandard's strongest level uses."""


@dataclass
class Package:
    """An opened archive: its database in full, its media by name and on demand."""

    database: bytes
    names: dict[str, str]
    """Media names to the names of their parts in the archive."""
    archive: zipfile.ZipFile = field(repr=False)
    compressed: bool = False
    taken: int = 0

    def medium(self, name: str) -> bytes | None:
        """The bytes of a medium; None where it is missing, damaged or larger than 10 MB.

        Raises `TooLarge` where all that were asked for are larger than 200 MB.
        """
        part = self.names.get(name)
        if part is None or part not in self.archive.NameToInfo:
            return None
        try:
            data = _part(self.archive, part, MAX_MEDIUM, self.compressed)
        except (DamagedFile, TooLarge):
            return None
        self.taken += len(data)
        if self.taken > MAX_MEDIA:
            raise TooLarge(f"The package's media are larger than {MAX_MEDIA:,} bytes.")
        return data


def open_package(data: bytes) -> Package:
    """The package; raises `UnknownFormat`, `DamagedFile`, `EncryptedFile` or `TooLarge`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, OSError):
        raise DamagedFile("This is no archive, or a damaged one: export the deck again.") from None
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise TooLarge(f"The package has more than {MAX_ENTRIES:,} parts.")
    if len({info.filename for info in infos}) != len(infos):
        raise DamagedFile("A part of the package is there twice: export the deck again.")
    if any(info.flag_bits & 1 for info in infos):
        raise EncryptedFile("The package needs a password: export it without one.")
    newest = next((name for name in COLLECTIONS if name in archive.NameToInfo), None)
    if newest is None:
        raise UnknownFormat("This archive is no Anki package: it holds no collection.")
    modern = newest == "collection.anki21b"
    database = _part(archive, newest, MAX_DATABASE, modern)
    names = _media_names(archive, modern)
    return Package(database, names, archive, modern)


def _part(archive: zipfile.ZipFile, name: str, limit: int, compressed: bool) -> bytes:
    """A part in full, at most `limit` bytes however little it says it holds."""
    if archive.getinfo(name).file_size > limit:
        raise TooLarge(f"A part of the package is larger than {limit:,} bytes.")
    try:
        with archive.open(name) as raw:
            chunks = _inflated(raw) if compressed else iter(lambda: raw.read(_CHUNK), b"")
            return _collected(chunks, limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise DamagedFile("A part of the package is damaged: export the deck again.") from None


def _inflated(raw: IO[bytes]) -> Iterator[bytes]:
    import zstandard

    try:
        stream = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(
            raw,
            read_across_frames=True,
        )
        while chunk := stream.read(_CHUNK):
            yield chunk
    except zstandard.ZstdError:
        raise DamagedFile("A compressed part of the package is damaged.") from None


def _collected(chunks: Iterator[bytes], limit: int) -> bytes:
    out = bytearray()
    for chunk in chunks:
        out += chunk
        if len(out) > limit:
            raise TooLarge(f"A part of the package unfolds to more than {limit:,} bytes.")
    return bytes(out)


def _media_names(archive: zipfile.ZipFile, modern: bool) -> dict[str, str]:
    """Media names to parts; a list that is missing or damaged means that there are none."""
    if "media" not in archive.NameToInfo:
        return {}
    try:
        listed = _part(archive, "media", 20_000_000, modern)
        if modern:
            entries = [value for each, value in wire.fields(listed) if each == 1]
            return {
                wire.text(entry, 1): str(at)
                for at, entry in enumerate(entries)
                if isinstance(entry, bytes)
            }
        found = json.loads(listed.decode("utf-8", "replace") or "{}")
        return {str(name): str(part) for part, name in found.items()}
    except (DamagedFile, ValueError, AttributeError, RecursionError):
        return {}
