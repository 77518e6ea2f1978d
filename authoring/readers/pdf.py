"""PDF through PDFium: the words of every page, joined to paragraphs, with headings.

PDFium gives a page's text line by line in reading order. Lines become paragraphs by their place and
size on the page; headings are lines that the bookmarks name, or that are set larger than the body.
Lines that come back on most pages are furniture of the page and set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from authoring.readers.pdf_lines import Line, PdfText, extracted
from authoring.readers.pdf_paragraphs import body_size, furniture, paragraphs
from authoring.readers.reading import Block, Outline, Reading, tiled
from decks.errors import NoTextLayer
from decks.folding import fold
from decks.sources import LocatorKind, SpanKind

EXTRACTOR = "pdf/1"
LARGER = 1.15
"""A line this much larger than the body is a heading, if it is short."""
HEADING_CHARS = 150


def read(data: bytes, name: str) -> Reading:
    """The paragraphs of a PDF.

    Raises `EncryptedFile`, `DamagedFile`, `TooLarge`, or `NoTextLayer` where no page has words. A
    page without words is told in a warning, and nothing is invented for it.
    """
    pdf = extracted(data)
    if not any(page for page in pdf.pages):
        raise NoTextLayer(
            f"All {len(pdf.pages)} pages are pictures or blank: there is no text to read. Run text "
            "recognition (OCR) on the file first."
        )
    text, blocks = _blocks(pdf)
    bare = [number for number, page in enumerate(pdf.pages, start=1) if not page]
    warnings = [*pdf.warnings, *(f"Page {number}: scanned or blank, no text." for number in bare)]
    return Reading(
        format="pdf",
        extractor=EXTRACTOR,
        text=text,
        spans=tiled(text, blocks, LocatorKind.PAGE),
        warnings=tuple(warnings),
    )


def _blocks(pdf: PdfText) -> tuple[str, list[Block]]:
    """The text of all pages, and its blocks."""
    body = body_size(pdf.pages)
    aside = furniture(pdf.pages)
    titles = {(mark.page, fold(mark.title).text): mark.level for mark in pdf.marks}
    outline = Outline()
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for number, page in enumerate(pdf.pages):
        usual = max(body, body_size([page]))
        for lines in paragraphs(page, body):
            words = joined(lines)
            level = _level(number, lines, words, titles, usual)
            kind = SpanKind.LIST_ITEM if lines[0].bullet else SpanKind.PARAGRAPH
            gone = "page furniture" if lines[0].key in aside else None
            if level is not None and gone is None:
                outline.enter(level, words)
                kind = SpanKind.HEADING
            blocks.append(Block(at, kind, (number + 1,), (number + 1,), outline.path, gone))
            parts.append(words)
            at += len(words) + 2
    return "\n\n".join(parts), blocks


def joined(lines: Iterable[Line]) -> str:
    """The words of the lines in one line; PDFium marks a word cut at a line's end with U+FFFE."""
    text = " ".join(line.text for line in lines).replace("\ufffe", "").replace("\u00ad", "")
    return " ".join(text.split())


def _level(
    page: int,
    lines: Sequence[Line],
    words: str,
    titles: dict[tuple[int, str], int],
    body: float,
) -> int | None:
    """The level of a heading, or None for other lines; larger type stands below the bookmarks."""
    marked = titles.get((page, fold(words).text))
    if marked is not None:
        return marked + 1
    sentence = words.endswith((".", ",", ";"))
    if sentence or lines[0].bullet or len(words) > HEADING_CHARS or not _wordy(words):
        return None
    if lines[0].size < LARGER * body:
        return None
    deepest = max((level for level in titles.values()), default=-1) + 1
    return deepest + (1 if lines[0].size >= 1.6 * body else 2)


def _wordy(words: str) -> bool:
    """Whether a line is words: large symbols of a formula are no heading."""
    letters = sum(char.isalpha() or char.isspace() for char in words)
    return letters >= 0.7 * len(words) and any(len(word) > 2 for word in words.split())
