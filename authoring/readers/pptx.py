"""PowerPoint files through python-pptx: titles, levels, tables, groups, notes, and what is hidden.

A slide's title is a heading, the paragraphs of its body are list items indented by level, other
boxes are paragraphs; the speaker's notes follow, as the shape after the last. Slides that are not
shown, and shapes and words that nobody could see on the slide, are set aside.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from authoring.readers.omml import tex
from authoring.readers.package import packed, parts, rewritten
from authoring.readers.pages import ranges
from authoring.readers.pptx_seen import Seen
from authoring.readers.reading import Block, Outline, Reading, tiled
from decks.errors import DamagedFile, NoTextLayer
from decks.sources import LocatorKind, SpanKind

EXTRACTOR = "pptx/1"
DEEPEST_GROUP = 12
MOST_SHAPES = 20_000
MOST_ROWS = 2_000

_FURNITURE = {"DATE", "FOOTER", "HEADER", "SLIDE_NUMBER"}
_TITLES = {"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"}
_BODIES = {"BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"}


def read(data: bytes, name: str) -> Reading:
    """The words of the slides.

    Raises `DamagedFile`, `EncryptedFile`, `TooLarge`, or `NoTextLayer` where every slide is
    pictures.
    """
    from pptx import Presentation

    found = parts(data)
    for part in found:
        if part.startswith("ppt/slides/") and part.endswith(".xml"):
            found[part] = rewritten(found[part], _formulas)
    deck = _Deck()
    try:
        presentation = Presentation(io.BytesIO(packed(found)))
        seen = Seen(presentation)
        for number, slide in enumerate(presentation.slides, start=1):
            deck.slide(number, slide, seen)
    except (KeyError, ValueError, AttributeError, IndexError, TypeError):
        raise DamagedFile("The PowerPoint file is damaged: save it again as .pptx.") from None
    if not any(block.set_aside is None for block in deck.blocks):
        raise NoTextLayer(
            "No slide of the file holds words, only pictures: there is nothing to make cards from."
        )
    return Reading(
        format="pptx",
        extractor=EXTRACTOR,
        text="\n\n".join(deck.texts),
        spans=tiled("\n\n".join(deck.texts), deck.blocks, LocatorKind.SLIDE),
        warnings=tuple(deck.told()),
    )


def _formulas(root: Any) -> None:
    """Formulas become the TeX of them in a run of their own."""
    for formula in list(root.iter("{*}oMath")):
        holder = formula.getparent()
        if holder is None:
            continue
        while holder.getparent() is not None and not str(holder.tag).endswith("main}p"):
            formula, holder = holder, holder.getparent()
        space = str(holder.tag).partition("}")[0] + "}"
        if str(holder.tag).endswith("main}p"):
            run = formula.makeelement(f"{space}r", {})
            words = formula.makeelement(f"{space}t", {})
            words.text = f"${tex(formula).strip()}$"
            run.append(words)
            holder.replace(formula, run)


@dataclass(slots=True)
class _Deck:
    """The texts and blocks so far, and the slides about which something has to be told."""

    texts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    unshown: list[int] = field(default_factory=list)
    length: int = 0
    shapes: int = 0
    outline: Outline = field(default_factory=Outline)

    def slide(self, number: int, slide: Any, seen: Seen) -> None:
        """Takes one slide: the title first, then the other shapes as they lie, then the notes."""
        before = len(self.blocks)
        away = "hidden slide" if slide.element.get("show") in ("0", "false") else None
        if away:
            self.unshown.append(number)
        shapes = [*_flat(slide.shapes, 0)]
        self.outline = Outline()
        shapes.sort(key=lambda shape: _role(shape) not in _TITLES)
        pictures = False
        for order, shape in enumerate(shapes, start=1):
            self.shapes += 1
            if self.shapes > MOST_SHAPES:
                raise DamagedFile(f"The slides hold more than {MOST_SHAPES:,} shapes: split it.")
            pictures = pictures or _pictured(shape)
            self._shape((number, order), shape, away or seen.why_not(shape, slide), slide, seen)
        if slide.has_notes_slide:
            words = slide.notes_slide.notes_text_frame
            for text in [] if words is None else _paragraphs(words):
                place = (number, len(shapes) + 1)
                self._add(text, SpanKind.PARAGRAPH, place, away)
        if len(self.blocks) == before:
            self.bare.append(number)
        elif pictures:
            self.pictures.append(number)

    def _shape(
        self, place: tuple[int, int], shape: Any, away: str | None, slide: Any, seen: Seen
    ) -> None:
        role = _role(shape)
        if role in _FURNITURE:
            away = "page furniture"
        if getattr(shape, "has_table", False) and shape.has_table:
            self._add(_table(shape.table), SpanKind.TABLE, place, away)
            return
        if not shape.has_text_frame:
            return
        if role in _TITLES:
            title = " ".join(shape.text_frame.text.split())
            if title and away is None:
                self.outline.enter(1, title)
            self._add(title, SpanKind.PARAGRAPH if away else SpanKind.HEADING, place, away)
            return
        for paragraph in shape.text_frame.paragraphs:
            words = " ".join(paragraph.text.split())
            gone = away or seen.why_not_words(paragraph, shape, slide)
            if role in _BODIES and words:
                words = f"{'  ' * paragraph.level}- {words}"
                self._add(words, SpanKind.LIST_ITEM, place, gone)
            else:
                self._add(words, _kind(words), place, gone)

    def _add(self, text: str, kind: SpanKind, place: tuple[int, int], away: str | None) -> None:
        if not text.strip():
            return
        self.blocks.append(Block(self.length, kind, place, place, self.outline.path, away))
        self.texts.append(text)
        self.length += len(text) + 2

    def told(self) -> list[str]:
        """Sentences about what could not be read, by slide."""
        out = []
        if self.bare:
            out.append(f"{ranges('Slide', self.bare)}: no words, only pictures or nothing.")
        if self.pictures:
            out.append(
                f"{ranges('Slide', self.pictures)}: words and equations in pictures, charts and "
                "diagrams were not read."
            )
        if self.unshown:
            out.append(f"{ranges('Slide', self.unshown)}: hidden in the file, set aside.")
        return out


def _kind(words: str) -> SpanKind:
    alone = words.startswith("$") and words.endswith("$") and words.count("$") == 2
    return SpanKind.FORMULA if alone else SpanKind.PARAGRAPH


def _flat(shapes: Any, deep: int) -> Iterator[Any]:
    """The shapes, and those in groups, as they lie from back to front."""
    for shape in shapes:
        if shape.shape_type == 6:  # MSO_SHAPE_TYPE.GROUP
            if deep < DEEPEST_GROUP:
                yield from _flat(shape.shapes, deep + 1)
        else:
            yield shape


def _pictured(shape: Any) -> bool:
    """Whether a shape shows something without words that could be read."""
    if str(shape.element.tag).endswith("}pic"):
        return True
    frame = str(shape.element.tag).endswith("}graphicFrame")
    return frame and not getattr(shape, "has_table", False)


def _role(shape: Any) -> str:
    """The placeholder's type by name; empty for other shapes."""
    if not shape.is_placeholder:
        return ""
    kind = shape.placeholder_format.type
    return kind.name if kind is not None else ""


def _paragraphs(frame: Any) -> Iterator[str]:
    for paragraph in frame.paragraphs:
        words = " ".join(paragraph.text.split())
        if words:
            yield words


def _table(table: Any) -> str:
    """A table as Markdown writes one; the first row heads it."""
    rows = []
    for row in list(table.rows)[:MOST_ROWS]:
        cells = (" ".join(cell.text.split()).replace("|", "\\|") for cell in row.cells)
        rows.append("| " + " | ".join(cells) + " |")
    if rows:
        rows.insert(1, "|" + " --- |" * rows[0].count(" |"))
    return "\n".join(rows)
