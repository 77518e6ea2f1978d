"""The lines of a PDF's pages with their place and size, through PDFium."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from authoring.readers.pages import ranges
from authoring.readers.pdf_seen import Eyes, pictured
from decks.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge

MAX_PAGES = 3000
_BULLET = re.compile(r"(?:[•▪◦‣●■▶►–—*-]|\d{1,2}[.)])\s+\S")
_BOLD_NAME = re.compile(rb"bold|black|heavy|-medi", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_DIGITS = re.compile(r"\d+")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, where it begins and ends (points from the lower left), its size, the
    weight of its type (-1 where that is unknown), and why nobody sees it, where that is so.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    weight: int = -1
    unseen: str | None = None

    @property
    def bullet(self) -> bool:
        """Whether it begins an item of a list."""
        return _BULLET.match(self.text) is not None

    @property
    def key(self) -> str:
        """The words with numbers made alike: what a page's furniture repeats."""
        return _DIGITS.sub("#", self.text)


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark: a heading's title, its depth from 0, and its page from 0."""

    title: str
    level: int
    page: int


@dataclass(slots=True)
class PdfText:
    """What PDFium found: the lines of every page, the bookmarks, sentences about the file, and the
    pages (from 1) that show pictures.
    """

    pages: list[list[Line]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)


def extracted(data: bytes) -> PdfText:
    """The lines of every page.

    Raises `EncryptedFile` where a password is needed, `DamagedFile`, `TooLarge`, `EmptyFile`.
    """
    import pypdfium2 as pdfium

    if not data:
        raise EmptyFile("The file is empty (0 bytes).")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "assword" in str(error):
            raise EncryptedFile(
                "The PDF is locked with a password: save a copy without one and send that."
            ) from None
        raise DamagedFile(
            "The PDF is damaged and cannot be opened: export or download it again."
        ) from None
    with document:
        return _read(document)


def _read(document: Any) -> PdfText:
    if len(document) > MAX_PAGES:
        raise TooLarge(f"The PDF has {len(document):,} pages; at most {MAX_PAGES:,} are read.")
    found = PdfText()
    if _copying_forbidden(document):
        found.warnings.append(
            "The PDF's owner forbids copying, though it opens without a password: it was read as "
            "any reader would. Use it only where you may."
        )
    for bookmark in document.get_toc(max_depth=6):
        target = bookmark.get_dest()
        if target is not None:
            title = " ".join(bookmark.get_title().split())
            found.marks.append(Mark(title, bookmark.level, target.get_index()))
    broken = [number for number in range(len(document)) if not _page(document, number, found)]
    if broken and not any(found.pages):
        raise DamagedFile("The PDF's pages are damaged: export or download it again.")
    if broken:
        listed = ranges("Page", [number + 1 for number in broken])
        found.warnings.append(f"{listed}: damaged, not read.")
    return found


def _page(document: Any, number: int, found: PdfText) -> bool:
    """Reads one page; False, and an empty page, where PDFium cannot open it."""
    import pypdfium2 as pdfium

    found.pages.append([])
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return False
    try:
        textpage = page.get_textpage()
        found.pages[-1] = _lines(page, textpage)
        textpage.close()
        if pictured(page):
            found.pictured.append(number + 1)
    except pdfium.PdfiumError:
        return False
    finally:
        page.close()
    return True


def _copying_forbidden(document: Any) -> bool:
    import pypdfium2.raw as raw

    copy_bit = 1 << 4  # PDF 32000-1, table 22, bit 5
    if raw.FPDF_GetSecurityHandlerRevision(document.raw) < 0:
        return False
    return not raw.FPDF_GetDocPermissions(document.raw) & copy_bit


def _lines(page: Any, textpage: Any) -> list[Line]:
    eyes = Eyes(page, textpage)
    text = textpage.get_text_range()
    # Characters outside the basic plane would shift the offsets that PDFium counts in.
    aligned = len(text) == textpage.count_chars()
    lines: list[Line] = []
    at = 0
    for raw_line in text.split("\r\n"):
        words = " ".join(_UNSEEN.sub(" ", raw_line).split())
        if words:
            first = at + len(raw_line) - len(raw_line.lstrip())
            last = at + len(raw_line.rstrip()) - 1
            if aligned:
                lines += _seen_apart(textpage, eyes, raw_line, at, first, last)
            else:
                lines.append(_unplaced(words))
        at += len(raw_line) + 2
    return lines


def _unplaced(words: str) -> Line:
    return Line(words, 0.0, 0.0, 0.0, 0.0)


def _seen_apart(
    textpage: Any, eyes: Eyes, raw_line: str, at: int, first: int, last: int
) -> Iterator[Line]:
    """A line, or the parts of it that are seen and those that are not."""
    starts = [at + found.start() for found in _WORD.finditer(raw_line)]
    runs = [(why, list(each)) for why, each in groupby(starts, key=eyes.why_not)]
    for number, (why, begun) in enumerate(runs):
        end = runs[number + 1][1][0] - 1 if number + 1 < len(runs) else last
        part = _UNSEEN.sub(" ", raw_line[begun[0] - at : end + 1 - at])
        words = " ".join(part.split())
        if words:
            yield replace(_placed(textpage, words, begun[0], max(begun[0], end)), unseen=why)


def _placed(textpage: Any, words: str, first: int, last: int) -> Line:
    left, base = _origin(textpage, first)
    right, _ = _origin(textpage, last)
    # The middle speaks for the line: bullets and footnote marks have sizes of their own.
    middle = (first + last) // 2
    weights = [_weight(textpage, each) for each in (first, middle, last)]
    known = [weight for weight in weights if weight > 0]
    return Line(words, left, right, base, _size(textpage, middle), min(known, default=-1))


def _weight(textpage: Any, index: int) -> int:
    """The weight of a character's type as CSS counts it; -1 for a space that PDFium put in."""
    import pypdfium2.raw as raw

    weight = int(raw.FPDFText_GetFontWeight(textpage.raw, index))
    if weight != 0:
        return weight
    # Fonts that are not embedded have a name alone.
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage.raw, index, name, 80, ctypes.byref(flags))
    return 700 if _BOLD_NAME.search(name.value) else 400


def _size(textpage: Any, index: int) -> float:
    """The size that a character is set in; files that scale fonts by a matrix call it 1."""
    import pypdfium2.raw as raw

    size = float(raw.FPDFText_GetFontSize(textpage.raw, index))
    if size > 1.5:
        return size
    _, bottom, _, top = textpage.get_charbox(index, loose=True)
    return float(top - bottom)


def _origin(textpage: Any, index: int) -> tuple[float, float]:
    """Where a character stands, in points from the lower left."""
    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage.raw, index, x, y)
    return x.value, y.value
