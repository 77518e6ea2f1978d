"""Word files: mammoth makes HTML of the words, which is then read as a page.

Before that, formulas become TeX, and runs that a reader would not see (hidden, white, tiny) get
marks, since mammoth knows neither.
"""

from __future__ import annotations

import io
import re
from typing import Any

from authoring.readers.html import of_page, parsed
from authoring.readers.omml import tex
from authoring.readers.package import packed, parts, rewritten, xml_of
from authoring.readers.reading import Reading
from decks.errors import DamagedFile, EmptyFile

EXTRACTOR = "docx/1"
TINY = 4
"""Half points of type up to which nobody reads it."""

_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}<]*){_CLOSE}")
_HEADINGS = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        r"p[style-name='Source Code'] => pre:separator('\n')",
        r"p[style-name='HTML Preformatted'] => pre:separator('\n')",
    ]
)


def read(data: bytes, name: str) -> Reading:
    """The paragraphs of a Word file.

    Raises `DamagedFile`, `EncryptedFile`, `TooLarge`, or `EmptyFile`.
    """
    import mammoth

    found = parts(data)
    if _BODY not in found:
        raise DamagedFile("The Word file has no text part: save it again as .docx.")
    objects = 0
    for part in (_BODY, *_NOTES):
        if part in found:
            objects += _prepared(found, part)
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(packed(found)),
            style_map=_HEADINGS,
            convert_image=mammoth.images.img_element(lambda image: {}),
        ).value
    except (KeyError, ValueError, AttributeError, IndexError, TypeError):
        raise DamagedFile("The Word file is damaged: save it again as .docx.") from None
    shown = _MARKED.sub(lambda mark: f"<span hidden>{mark[1]}</span>", made)
    if not re.sub(r"<[^>]*>", "", shown).strip():
        raise EmptyFile("The Word file holds no words: there is nothing to make cards from.")
    told = _told(objects, shown)
    return of_page(parsed(f"<body>{shown}</body>"), "docx", EXTRACTOR, told)


def _told(objects: int, made: str) -> list[str]:
    """Sentences about what mammoth or this reader cannot give."""
    told = []
    if objects:
        told.append(f"{objects} equations or objects of other programs were not read.")
    pictures = made.count("<img")
    if pictures:
        told.append(f"{pictures} pictures: words and equations in them were not read.")
    return told


def _prepared(found: dict[str, bytes], part: str) -> int:
    """Puts TeX and marks into a part; gives how many embedded objects it holds."""
    objects = 0
    hiding = _hiding_styles(found.get(_STYLES, b""))

    def change(root: Any) -> None:
        nonlocal objects
        objects = sum(1 for _ in root.iter("{*}OLEObject"))
        for run in list(root.iter("{*}r")):
            if str(run.tag).startswith("{http://schemas.openxmlformats.org/word") and _unseen(
                run, hiding
            ):
                _mark(run)
        for formula in list(root.iter("{*}oMath")):
            _formula(formula)

    found[part] = rewritten(found[part], change)
    return objects


def _value(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}val")), "")


def _hiding_styles(styles: bytes) -> frozenset[str]:
    """The ids of character and paragraph styles that hide their words."""
    if not styles:
        return frozenset()
    root: Any = xml_of(styles)
    return frozenset(
        value
        for style in root.iter("{*}style")
        if style.find("{*}rPr/{*}vanish") is not None
        for key, value in style.attrib.items()
        if key.endswith("}styleId")
    )


def _unseen(run: Any, hiding: frozenset[str]) -> bool:
    """Whether a run is hidden, white without a ground of its own, or too small to read."""
    looks = run.find("{*}rPr")
    if looks is None:
        return False
    for vanish in looks.findall("{*}vanish"):
        if _value(vanish) not in ("0", "false", "off"):
            return True
    if any(_value(style) in hiding for style in looks.findall("{*}rStyle")):
        return True
    if any(_value(size).isdigit() and int(_value(size)) <= TINY for size in looks.findall("{*}sz")):
        return True
    white = any(_is_white(_value(color)) for color in looks.findall("{*}color"))
    return white and not _on_ground(run, looks)


def _is_white(color: str) -> bool:
    try:
        number = int(color, 16)
    except ValueError:
        return False
    return len(color) == 6 and min(number >> 16, number >> 8 & 255, number & 255) >= 0xF0


def _on_ground(run: Any, looks: Any) -> bool:
    """Whether a shade or highlight stands behind a run: its own, its paragraph's, its cell's."""
    if looks.find("{*}shd") is not None or looks.find("{*}highlight") is not None:
        return True
    for above in run.iterancestors():
        for path in ("{*}pPr/{*}shd", "{*}tcPr/{*}shd", "{*}tblPr/{*}shd"):
            if above.find(path) is not None:
                return True
    return False


def _mark(run: Any) -> None:
    """Puts marks around the words of a run, which the HTML turns into a hidden element."""
    for words in run.iter("{*}t"):
        words.text = f"{_OPEN}{words.text or ''}{_CLOSE}"


def _formula(formula: Any) -> None:
    """A formula becomes a run of its TeX; one that stands alone is displayed."""
    written = tex(formula).strip()
    above = formula.getparent()
    alone = str(above.tag).endswith("}oMathPara")
    place = above if alone else formula
    holder = place.getparent()
    if holder is None or not written:
        return
    body = next(
        (each for each in holder.iterancestors("{*}body", "{*}footnotes", "{*}endnotes")), holder
    )
    space = str(body.tag).partition("}")[0] + "}"
    run = formula.makeelement(f"{space}r", {})
    words = formula.makeelement(f"{space}t", {})
    words.text = f"$${written}$$" if alone else f"${written}$"
    run.append(words)
    run.tail = place.tail
    if str(holder.tag) == f"{space}body":
        paragraph = formula.makeelement(f"{space}p", {})
        paragraph.append(run)
        run = paragraph
    holder.replace(place, run)
