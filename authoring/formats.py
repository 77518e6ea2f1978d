"""Which reader a file needs: by its first bytes, then by its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from authoring.readers.reading import Reading
from decks.errors import EmptyFile, UnknownFormat

READERS = {
    "markdown": "authoring.readers.markdown",
    "text": "authoring.readers.text",
    "pdf": "authoring.readers.pdf",
}
_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".qmd": "markdown",
    ".txt": "text",
    ".text": "text",
    "": "text",
    ".pdf": "pdf",
}
_READ_TODAY = (
    "Markdown (.md), text (.txt) and PDF are read; save or export the notes as one of them"
)
_MAGIC = (
    (b"PK\x03\x04", "a zip archive or Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)


def format_of(name: str, data: bytes) -> str:
    """The key in `READERS`; what a file is counts before what it is called.

    Raises `EmptyFile` for no bytes, `UnknownFormat` where no reader fits.
    """
    if not data:
        raise EmptyFile("The file is empty (0 bytes).")
    suffix = PurePath(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF-"):
        if suffix not in (".pdf", ""):
            raise UnknownFormat(f"The file is a PDF, though it is called {suffix}: rename it.")
        return "pdf"
    if suffix == ".pdf":
        return "pdf"
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnknownFormat(f"The file is {what}. {_READ_TODAY}.")
    known = _SUFFIXES.get(suffix)
    if known is None:
        raise UnknownFormat(f"Files of the kind {suffix} are not read. {_READ_TODAY}.")
    return known


def reader(format_name: str) -> Callable[[bytes, str], Reading]:
    """The `read` function of a format."""
    module = import_module(READERS[format_name])
    return cast("Callable[[bytes, str], Reading]", module.read)
