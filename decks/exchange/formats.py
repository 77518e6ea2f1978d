"""Which format a deck file is in, and one way to read any of them."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from decks.errors import EmptyFile, UnknownFormat, WrongEncoding
from decks.exchange.jsonl import Loaded, load
from decks.exchange.page import parse_page
from decks.exchange.page_cards import page_cards
from decks.exchange.plain import KeyPoints, completed
from decks.exchange.split import ANALOGY
from decks.exchange.table import read_table

Format = Literal["jsonl", "page", "csv", "tsv"]

_SUFFIXES: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
}
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(name: str, data: bytes) -> str:
    """The text of a deck file: UTF-8, or UTF-16 with its mark. Raises `WrongEncoding`."""
    encoding = next((one for bom, one in _BOMS if data.startswith(bom)), "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding(
            f"{name} is not in UTF-8 (byte {error.start} fits no character): save it as UTF-8, "
            "then import it again."
        ) from None


def detect(name: str, text: str) -> Format:
    """The format by the name's ending, else by the text. Raises `UnknownFormat`."""
    if known := _SUFFIXES.get(PurePath(name).suffix.lower()):
        return known
    head = text.lstrip("\ufeff \t\r\n")[:1]
    if head == "{":
        return "jsonl"
    if ANALOGY.search(text):
        return "page"
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and sum("\t" in line for line in lines) * 2 > len(lines):
        return "tsv"
    raise UnknownFormat(
        f"{name} is no deck that can be imported: Deck JSONL (.jsonl), CSV, TSV, or the text of a "
        'deck page with "Analogy:" in its cards. Notes go through ingest.'
    )


def read_deck(
    name: str, data: bytes, key_points: KeyPoints, format_name: Format | None = None
) -> Loaded:
    """Any deck file; plain cards come with labels and, where they have an answer, key points.

    The format is told by the file where it is not given. Raises what the format's reader raises;
    nothing is half read.
    """
    text = decode(name, data)
    if not text.strip("\ufeff \t\r\n"):
        raise EmptyFile(f"{name} is empty: it holds no deck and no cards.")
    kind = format_name or detect(name, text)
    if kind == "page":
        page = parse_page(text)
        return Loaded(None, page_cards(page, key_points), page.warnings, page.title)
    if kind == "jsonl":
        loaded = load(text.split("\n"))
        plain = loaded.plain
    else:
        loaded = Loaded(None)
        plain = read_table(text, "\t" if kind == "tsv" else None)
    done = tuple(completed(card, key_points) for card in plain)
    return Loaded(loaded.bundle, done, loaded.problems, loaded.title)
