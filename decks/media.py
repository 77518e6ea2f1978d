"""Pictures that belong to a deck: named, of a safe kind, and no larger than is sensible."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from decks.base import Noun

MAX_NAME = 200
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def _from_text(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("the bytes of a picture are written in base64") from None


Bytes = Annotated[
    bytes,
    BeforeValidator(_from_text),
    PlainSerializer(lambda data: base64.b64encode(data).decode("ascii"), when_used="json"),
]
"""Bytes, in base64 where they are written as JSON."""


class Medium(Noun):
    """A picture of a deck; words point to it as `![description](media:name)`."""

    name: str = Field(min_length=1, max_length=MAX_NAME)
    kind: str
    data: Bytes


def kind_of(data: bytes) -> str | None:
    """The kind of picture by its first bytes; None for anything that is not kept.

    SVG is not among them: it is a document that can carry scripts.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def safe_name(name: str) -> bool:
    """Whether a name is one of a file and no path, and shows what it is."""
    odd = any(char in name for char in "/\\\0:") or not name.isprintable()
    return 0 < len(name) <= MAX_NAME and not odd and not name.startswith(".")
