"""Which reader a file needs: by what it holds, then by its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from authoring.readers.package import kind_of
from authoring.readers.reading import Reading
from decks.errors import EmptyFile, UnknownFormat

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pptx": "pptx",
    ".tex": "latex",
    ".ipynb": "notebook",
    ".vtt": "captions",
    ".srt": "captions",
}
"""The endings of names that are read, in the order in which people are told of them."""
READERS = {kind: f"authoring.readers.{kind}" for kind in dict.fromkeys(SUFFIXES.values())}
"""The module of each format; its `read(data, name)` gives a `Reading`."""
READ_TODAY = (
    "Markdown, text, PDF, PowerPoint (.pptx), Word (.docx), HTML, LaTeX, Jupyter notebooks, and "
    "captions (.vtt, .srt)"
)
"""The formats, for a sentence."""

ACCEPTED = ",".join(SUFFIXES)
"""The endings as the `accept` attribute of a page's file field takes them."""

_OTHERWISE = f"{READ_TODAY} are read; save or export the notes as one of them"
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Office document, or one with a password"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_BINARY = ("pdf", "docx", "pptx")
_WEB = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,100}>\s*)?<(?:!DOCTYPE html|html)[\s>]", re.I
)
_NOTEBOOK = re.compile(rb'\s*\{\s*"(?:cells|metadata|nbformat|worksheets)"\s*:')
_LATEX = re.compile(rb"(?m)^[ \t]*\\(?:documentclass|documentstyle)\b")
_CAPTIONS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:WEBVTT\b|\s*\d+[ \t]*\r?\n\d\d:\d\d:\d\d,\d{3} --> \d\d:)"
)
_HEAD = 4096


def format_of(name: str, data: bytes) -> str:
    """The key in `READERS`; what a file is counts before what it is called.

    Raises `EmptyFile` for no bytes, `UnknownFormat` where no reader fits.
    """
    if not data:
        raise EmptyFile("The file is empty (0 bytes).")
    suffix = PurePath(name).suffix.lower()
    held = _held(data)
    if held is not None:
        return held
    named = SUFFIXES.get(suffix, "text" if not suffix else None)
    if named == "pdf":
        return "pdf"  # Its reader says what is wrong with it.
    if named is None:
        raise UnknownFormat(f"Files of the kind {suffix} are not read. {_OTHERWISE}.")
    if named in _BINARY:
        raise UnknownFormat(
            f"The file is called {suffix} and is none inside: save it again, or rename it."
        )
    return named


def misnamed(name: str, kind: str) -> str | None:
    """A sentence for a file whose name says another format than it was read as."""
    suffix = PurePath(name).suffix.lower()
    named = SUFFIXES.get(suffix, kind if not suffix else None)
    if named == kind or {named, kind} == {"markdown", "text"}:
        return None
    return f"The file is called {suffix}, but what it holds is {kind}: it was read as that."


def _held(data: bytes) -> str | None:
    """The format that the bytes themselves show; None where a name has to tell."""
    head = data[:_HEAD]
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind = kind_of(data)
        if kind in READERS:
            return kind
        raise UnknownFormat(f"The file is {kind}. {_OTHERWISE}.")
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise UnknownFormat(f"The file is {what}. {_OTHERWISE}.")
    for kind, pattern in (("html", _WEB), ("captions", _CAPTIONS), ("latex", _LATEX)):
        if pattern.search(head) if kind == "latex" else pattern.match(head):
            return kind
    if _NOTEBOOK.match(head) and (b'"nbformat"' in head or b'"nbformat"' in data[-_HEAD:]):
        return "notebook"
    return None


def reader(format_name: str) -> Callable[[bytes, str], Reading]:
    """The `read` function of a format."""
    module = import_module(READERS[format_name])
    return cast("Callable[[bytes, str], Reading]", module.read)
