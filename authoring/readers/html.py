"""HTML: course pages, and slides whose Markdown lies in a textarea.

A page becomes Markdown by markdownify after `html_page` has put formulas between dollar signs, left
out menus, and turned what a browser does not show into comments, which the scanner sets aside.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from authoring.encoding import decode
from authoring.readers.enclosed import enclosed
from authoring.readers.html_page import check_marks, cleaned, parted
from authoring.readers.markdown import scan
from authoring.readers.reading import Block, Reading, tiled
from decks.errors import DamagedFile
from decks.sources import LocatorKind

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

EXTRACTOR = "html/1"
SLIDES_CHARS = 400
"""Characters of a textarea from which it holds slides and no form."""

_AREAS = tuple(
    (tag, re.compile(rf"<{tag}\b(?P<attributes>[^<>]{{0,400}})>", re.IGNORECASE))
    for tag in ("textarea", "script")
)
_MARKDOWN = re.compile(
    r"data-template|data-markdown|text/template|text/x?-?markdown|id\s*=\s*.?source", re.I
)
_DTD = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,400}\[", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE
)


def read(data: bytes, name: str) -> Reading:
    """The blocks of a page, or the slides in it.

    Raises `DamagedFile` where the file defines entities: no page of a lecture does.
    """
    decoded = decode(_as_utf8(data))
    if _DTD.search(decoded.text):
        raise DamagedFile(
            "The file defines entities of its own (a DTD), which is not read: export it again as "
            "plain HTML."
        )
    slides = _slides(decoded.text)
    if slides is not None:
        blocks = on_slides(scan(slides, on_slides=True))
        spans = tiled(slides, blocks, LocatorKind.SLIDE)
        return Reading("html", EXTRACTOR, slides, spans, decoded.warnings)
    return of_page(parsed(decoded.text), "html", EXTRACTOR, decoded.warnings)


def parsed(text: str) -> BeautifulSoup:
    """The elements of HTML text; scripts are data, nothing is loaded."""
    from bs4 import BeautifulSoup

    check_marks(text)
    return BeautifulSoup(text, "lxml")


def of_page(
    soup: BeautifulSoup, format_name: str, extractor: str, warnings: Sequence[str] = ()
) -> Reading:
    """The reading of a parsed page; its places are paragraphs from 1, or slides."""
    root, told = cleaned(soup)
    slides = parted(root)
    text = re.sub(r"\n{3,}", "\n\n", _converter().convert_soup(root)).strip("\n")
    text = text.replace("\r", "").replace("\x00", "").replace("\xa0", " ")
    blocks = on_slides(scan(text)) if slides else _numbered(scan(text))
    spans = tiled(text, blocks, LocatorKind.SLIDE if slides else LocatorKind.PARAGRAPH)
    return Reading(format_name, extractor, text, spans, (*warnings, *told))


def on_slides(blocks: Sequence[Block]) -> list[Block]:
    """Blocks whose place is the slide they stand on: a rule ends a slide."""
    number = 1
    for block in blocks:
        block.first = block.last = (number,)
        if block.set_aside == "rule":
            number += 1
    return list(blocks)


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Blocks numbered by their lines: the parts of one paragraph have one number."""
    line: tuple[int, ...] = (0,)
    number = 0
    for block in blocks:
        if block.first != line:
            line, number = block.first, number + 1
        block.first = block.last = (number,)
    return list(blocks)


def _as_utf8(data: bytes) -> bytes:
    """The bytes as UTF-8 where the page names another charset that they are valid in."""
    named = _CHARSET.search(data[:4096])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if named is not None:
            try:
                return data.decode(named[1].decode("ascii")).encode("utf-8")
            except (LookupError, UnicodeError):
                return data
    return data


def _slides(text: str) -> str | None:
    """The Markdown of slides that a script of the page shows, or None for a page of words."""
    found: list[tuple[int, str]] = []
    for tag, opening in _AREAS:
        for mark, end in enclosed(text, opening, f"</{tag}"):
            inside = text[mark.end() : end]
            area = tag == "textarea"
            if _MARKDOWN.search(mark["attributes"]) or (area and "\n---" in inside):
                words = html.unescape(inside) if area else inside
                found.append((mark.start(), textwrap.dedent(words.expandtabs(4)).strip("\n")))
    parts = [part for _, part in sorted(found)]
    slides = "\n\n---\n\n".join(part for part in parts if part.strip())
    slides = slides.replace("\r", "").replace("\x00", "")
    return slides + "\n" if len(slides) >= SLIDES_CHARS else None


def _converter() -> Any:
    """markdownify with marks that the scanner knows and without backslashes in words."""
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
            # A picture's data does not belong into the text.
            words = " ".join(str(el.get("alt") or "").split())
            return f"![{words}]()"

    return Converter(
        heading_style="ATX",
        bullets="-",
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
        sub_symbol="<sub>",
        sup_symbol="<sup>",
    )
