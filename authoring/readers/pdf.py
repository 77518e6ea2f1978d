"""PDF through PDFium: the words of every page, joined to paragraphs, with headings.

PDFium gives a page's text line by line in reading order. Lines become paragraphs by their place and
size on the page; headings are lines that the bookmarks name, or that are set larger or bolder than
the body. Lines that come back on most pages are furniture of the page and set aside, as are loose
symbols, which is what a PDF keeps of a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

from authoring.readers.pages import ranges
from authoring.readers.pdf_lines import Line, PdfText, extracted
from authoring.readers.pdf_paragraphs import body_size, body_weight, furniture, paragraphs
from authoring.readers.reading import Block, Outline, Reading, tiled
from decks.errors import NoTextLayer
from decks.folding import fold
from decks.sources import LocatorKind, SpanKind

EXTRACTOR = "pdf/2"
LARGER = 1.15
"""A line this much larger than the body is a heading, if it is short."""
BOLDER = 150
"""A line this much heavier than the body (CSS weights) is a heading, if it is short."""
HEADING_CHARS = 150
LOST = "formula or figure as loose symbols"

_NUMBER = re.compile(
    r"^(?:(?:chapter|section|lecture|part)\s+)?(?P<number>[\dA-Z]{1,3}(?:\.\d{1,3})*)[.:]?\s+", re.I
)
_HYPHENATED = re.compile(r"(?P<left>[^\W\d_]*)\ufffe ?(?P<right>[^\W\d_]*)")
_CUT = re.compile(r"(?<=[a-z]{2})- (?=[a-z]{2})(?!(?:and|or|to|und|oder) )")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_REAL_WORD = re.compile(r"[^\W\d_]{3,}")
_MATHS = re.compile(r"[=\u0370-\u03ff\u2200-\u22ff\u27c0-\u27ef\u2a00-\u2aff\U0001d400-\U0001d7ff]")


def read(data: bytes, name: str) -> Reading:
    """The paragraphs of a PDF.

    Raises `EncryptedFile`, `DamagedFile`, `TooLarge`, or `NoTextLayer` where no page has words.
    What a page lost (words of scans and pictures, formulas) is told by page, and nothing is
    invented.
    """
    pdf = extracted(data)
    if not any(page for page in pdf.pages):
        raise NoTextLayer(
            f"All {len(pdf.pages)} pages are pictures or blank: there is no text to read. Run text "
            "recognition (OCR) on the file first."
        )
    pages = _Pages(pdf)
    text = "\n\n".join(pages.parts)
    return Reading(
        format="pdf",
        extractor=EXTRACTOR,
        text=text,
        spans=tiled(text, pages.blocks, LocatorKind.PAGE),
        warnings=(*pdf.warnings, *_told(pdf, pages.lost)),
    )


def _told(pdf: PdfText, lost: Sequence[int]) -> list[str]:
    bare = [number for number, page in enumerate(pdf.pages, start=1) if not page]
    pictured = [number for number in pdf.pictured if number not in bare]
    out = []
    if bare:
        out.append(f"{ranges('Page', bare)}: scanned or blank, no text.")
    if pictured:
        out.append(f"{ranges('Page', pictured)}: words and equations in pictures were not read.")
    if lost:
        out.append(
            f"{ranges('Page', lost)}: formulas came out as loose symbols, without their fractions, "
            "roots and exponents; check them against the page."
        )
    return out


@dataclass(slots=True)
class _Pages:
    """The text of all pages and its blocks; `lost` are the pages (from 1) that lost formulas."""

    pdf: PdfText
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    _body: float = 0.0
    _weight: int = -1
    _titles: dict[tuple[int, str], int] = field(default_factory=dict)
    _outline: Outline = field(default_factory=Outline)
    _known: frozenset[str] = frozenset()
    _at: int = 0

    def __post_init__(self) -> None:
        self._body = body_size(self.pdf.pages)
        self._weight = body_weight(self.pdf.pages)
        self._titles = {(mark.page, _title_key(mark.title)): mark.level for mark in self.pdf.marks}
        self._known = _compounds(self.pdf)
        aside = furniture(self.pdf.pages, self._body)
        for number, page in enumerate(self.pdf.pages):
            usual = max(self._body, body_size([page]))
            look = partial(self._look, number)
            found = paragraphs(page, self._body, look, lambda line: line.key in aside)
            for lines in found:
                self._take(number, lines, usual, lines[0].key in aside)

    def _look(self, page: int, line: Line) -> tuple[object, ...]:
        """What sets a line apart from those around it; a title of the bookmarks stands alone."""
        titled = (page, _title_key(line.text)) in self._titles
        return self._bold(line), line.unseen, line.text if titled else None

    def _bold(self, line: Line) -> bool:
        return 0 < self._weight <= line.weight - BOLDER

    def _take(self, number: int, lines: Sequence[Line], usual: float, furniture: bool) -> None:
        """One paragraph, heading or item of a page."""
        words = joined(lines, self._known)
        gone = lines[0].unseen or ("page furniture" if furniture else None)
        level = None if gone else self._level(number, lines, words, usual)
        if level is None and gone is None and _loose(words):
            gone = LOST
            if _MATHS.search(words):
                self.lost = [*self.lost, number + 1]
        kind = SpanKind.LIST_ITEM if lines[0].bullet else SpanKind.PARAGRAPH
        if level is not None:
            self._outline.enter(level, words)
            kind = SpanKind.HEADING
        place = (number + 1,)
        self.blocks.append(Block(self._at, kind, place, place, self._outline.path, gone))
        self.parts.append(words)
        self._at += len(words) + 2

    def _level(self, page: int, lines: Sequence[Line], words: str, usual: float) -> int | None:
        """The level of a heading, or None for other lines; larger type stands below bookmarks."""
        marked = self._titles.get((page, _title_key(words)))
        if marked is not None:
            return marked + 1
        sentence = words.endswith((".", ",", ";"))
        if (
            sentence
            or lines[0].bullet
            or len(words) > HEADING_CHARS
            or not _wordy(_NUMBER.sub("", words))
        ):
            return None
        larger = lines[0].size >= LARGER * usual
        numbered = _NUMBER.match(words)
        if not larger and not (all(map(self._bold, lines)) and len(lines) <= 2):
            return None
        deepest = max(self._titles.values(), default=-1) + 1
        if not larger and numbered and numbered["number"][0].isdigit():
            return deepest + 2 + numbered["number"].count(".")
        return deepest + (1 if lines[0].size >= 1.6 * usual else 2)


def joined(lines: Iterable[Line], known: Set[str] = frozenset()) -> str:
    """The words of the lines in one line.

    PDFium marks a word cut at a line's end with U+FFFE, whether or not the hyphen belongs to it:
    it does where the file writes the word with a hyphen elsewhere (`known`).
    """
    text = " ".join(line.text for line in lines).replace("\u00ad", "\ufffe")
    text = _CUT.sub("\ufffe", text)
    return " ".join(_HYPHENATED.sub(lambda cut: _whole(cut, known), text).split())


def _whole(cut: re.Match[str], known: Set[str]) -> str:
    hyphened = f"{cut['left']}-{cut['right']}"
    return hyphened if hyphened.casefold() in known else f"{cut['left']}{cut['right']}"


def _compounds(pdf: PdfText) -> frozenset[str]:
    """The words that the file writes with a hyphen inside a line."""
    return frozenset(
        word.casefold()
        for page in pdf.pages
        for line in page
        if "-" in line.text
        for word in _COMPOUND.findall(line.text)
    )


def _title_key(title: str) -> str:
    """A title as it is compared: bookmarks leave out the number that the page shows."""
    return fold(_NUMBER.sub("", title)).text


def _loose(words: str) -> bool:
    """Whether a short line is symbols and numbers: the rest of a formula, the axis of a figure."""
    return len(words) <= 60 and len(_REAL_WORD.findall(words)) <= (1 if _MATHS.search(words) else 0)


def _wordy(words: str) -> bool:
    """Whether a line is words: large symbols of a formula are no heading."""
    letters = sum(char.isalpha() or char.isspace() for char in words)
    return letters >= 0.7 * len(words) and any(len(word) > 2 for word in words.split())
