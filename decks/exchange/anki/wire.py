"""The few messages of Protocol Buffers that an Anki package holds, read by their wire format.

https://protobuf.dev/programming-guides/encoding/ has the format; the numbers of the fields are
those of Anki's own definitions (import_export.proto, notetypes.proto).
"""

from __future__ import annotations

from collections.abc import Iterator

from decks.errors import DamagedFile

Value = int | bytes


def fields(data: bytes) -> Iterator[tuple[int, Value]]:
    """The fields of a message with their numbers, in order. Raises `DamagedFile`."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield number, value
            continue
        if kind == 2:
            length, at = _varint(data, at)
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
        else:
            raise DamagedFile("The package's lists are damaged: export it again.")
        if at + length > len(data):
            raise DamagedFile("The package's lists end too early: export it again.")
        yield number, data[at : at + length]
        at += length


def number(data: bytes, wanted: int) -> int:
    """The last whole number in a field; 0 where it is not there."""
    found = 0
    for each, value in fields(data):
        if each == wanted and isinstance(value, int):
            found = value
    return found


def text(data: bytes, wanted: int) -> str:
    """The last text in a field; empty where it is not there."""
    found = b""
    for each, value in fields(data):
        if each == wanted and isinstance(value, bytes):
            found = value
    return found.decode("utf-8", "replace")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 70:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return value, at
    raise DamagedFile("The package's lists are damaged: export it again.")
