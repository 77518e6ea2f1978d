"""Which format a deck file is in, and one way to read any of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from decks.errors import CardwrightError, EmptyFile, UnknownFormat, WrongEncoding
from decks.exchange.jsonl import Loaded, load
from decks.exchange.markdown_in import read_markdown
from decks.exchange.markdown_out import MARK
from decks.exchange.page import parse_page
from decks.exchange.page_cards import page_cards
from decks.exchange.plain import KeyPoints, completed
from decks.exchange.quizlet import read_quizlet, separators
from decks.exchange.split import ANALOGY
from decks.exchange.table import read_table

Format = Literal["jsonl", "apkg", "page", "csv", "tsv", "quizlet", "markdown"]
"""The formats that decks are read in."""

_SUFFIXES: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
}
_ARCHIVE = b"PK\x03\x04"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(name: str, data: bytes) -> str:
    """The text of a deck file: UTF-8, or UTF-16 with its mark. Raises `WrongEncoding`."""
    encoding = next((one for bom, one in _BOMS if data.startswith(bom)), "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding(
            f"{name} is not in UTF-8 (byte {error.start} fits no character): save it as UTF-8, "
            "then import it again. A lecture, such as a PDF, is added as notes."
        ) from None


def is_package(name: str, data: bytes, format_name: str | None = None) -> bool:
    """Whether this is an archive, told by its first bytes or by what it is called."""
    suffix = PurePath(name).suffix.lower()
    return data.startswith(_ARCHIVE) or format_name == "apkg" or suffix in (".apkg", ".colpkg")


def detect(name: str, text: str) -> Format:
    """The format by the name's ending, else by the text. Raises `UnknownFormat`."""
    if known := _SUFFIXES.get(PurePath(name).suffix.lower()):
        return known
    head = text.lstrip("\ufeff \t\r\n")[:1]
    if head == "{":
        return "jsonl"
    if MARK in text:
        return "markdown"
    if ANALOGY.search(text):
        return "page"
    lines = text.replace("\r\n", "\n").split("\n")
    if separators(lines):
        return "quizlet"
    lines = [line for line in lines if line.strip()]
    if lines and sum("\t" in line for line in lines) * 2 > len(lines):
        return "tsv"
    if _reads_as_markdown(text):
        return "markdown"
    if lines and "\t" in lines[0].strip():
        return "quizlet"
    raise UnknownFormat(
        f"{name} is no deck that can be imported: Deck JSONL (.jsonl), an Anki package (.apkg), "
        "CSV, TSV, text from Quizlet, a Markdown page with questions, or the text of a deck page "
        'with "Analogy:" in its cards. Notes to draft cards from are no deck: add them as notes.'
    )


def _reads_as_markdown(text: str) -> bool:
    try:
        read_markdown(text)
    except CardwrightError:
        return False
    return True


def read_deck(
    name: str, data: bytes, key_points: KeyPoints, format_name: Format | None = None
) -> Loaded:
    """Any deck file; plain cards come with labels and, where they have an answer, key points.

    The format is told by the file where it is not given. Raises what the format's reader raises;
    nothing is half read.
    """
    if is_package(name, data, format_name):
        from decks.exchange.anki.reading import read_apkg

        loaded = read_apkg(data)
    else:
        text = decode(name, data)
        if not text.strip("\ufeff \t\r\n"):
            raise EmptyFile(f"{name} is empty: it holds no deck and no cards.")
        kind = format_name or detect(name, text)
        if kind == "page":
            page = parse_page(text)
            return Loaded(None, page_cards(page, key_points), page.warnings, page.title)
        loaded = _read_text(kind, text)
    done = tuple(completed(card, key_points) for card in loaded.plain)
    return replace(loaded, plain=done)


def _read_text(kind: Format, text: str) -> Loaded:
    if kind == "jsonl":
        return load(text.split("\n"))
    if kind == "quizlet":
        return Loaded(None, read_quizlet(text))
    if kind == "markdown":
        title, cards = read_markdown(text)
        return Loaded(None, cards, title=title)
    return Loaded(None, read_table(text, "\t" if kind == "tsv" else None))
