"""What nobody sees on a PDF page: words off the page, invisible, or in the colour of their ground.

White words are normal on a dark ground, and invisible ones lie over every scan that was read by
text recognition. So a word that is suspicious by its colour or mode is looked for on the rendered
page: where its place shows one even colour, nobody sees it.
"""

from __future__ import annotations

import ctypes
from typing import Any

LIGHT = 0xF0
"""The least red, green and blue of a colour that may not be told from white."""
EVEN = 12
"""Steps of grey (of 255) within which a place looks even."""
TINY = 1.5
"""Points of height up to which type is no type."""
LONGEST_SIDE = 800
"""Pixels of a rendered page at most: a page may claim to be as large as a field."""
PICTURE = 0.02
"""The share of a page from which a picture may hold words or an equation."""
MOST_OBJECTS = 3000

_INVISIBLE = 3  # PDF 32000-1, table 106, text rendering mode 3
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


class Eyes:
    """Answers for the characters of one page; renders it when first in doubt."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self._page = page
        self._text = textpage
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._drawn: tuple[bytes, int, int, int] | None = None

    def why_not(self, index: int) -> str | None:
        """ "off-page text" or "hidden text" for the word that begins at a character, else None."""
        left, bottom, right, top = self._text.get_charbox(index)
        if right <= left and top <= bottom:
            return None  # No box is told: a space or a mark that PDFium made.
        if right < self._left or left > self._right or top < self._bottom or bottom > self._top:
            return "off-page text"
        loose = self._text.get_charbox(index, loose=True)
        if loose[3] - loose[1] <= TINY:
            return "hidden text"
        if not self._suspicious(index):
            return None
        return "hidden text" if self._even(left, bottom, right, top) else None

    def _suspicious(self, index: int) -> bool:
        import pypdfium2.raw as raw

        parts = [ctypes.c_uint() for _ in range(4)]
        told = raw.FPDFText_GetFillColor(self._text.raw, index, *map(ctypes.byref, parts))
        red, green, blue, alpha = (part.value for part in parts)
        if told and (min(red, green, blue) >= LIGHT or alpha <= 10):
            return True
        thing = raw.FPDFText_GetTextObject(self._text.raw, index)
        return bool(thing) and raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE

    def _even(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether the page shows one colour where a character stands, and a little around it."""
        drawn, width, height, stride = self._rendered()
        across, along = width / (self._right - self._left), height / (self._top - self._bottom)
        first = max(0, int((left - self._left) * across) - 1)
        last = min(width, int((right - self._left) * across) + 2)
        low = max(0, int((self._top - top) * along) - 1)
        high = min(height, int((self._top - bottom) * along) + 2)
        rows = [drawn[row * stride + first : row * stride + last] for row in range(low, high)]
        shown = [row for row in rows if row]
        if not shown:
            return True
        return max(map(max, shown)) - min(map(min, shown)) <= EVEN

    def _rendered(self) -> tuple[bytes, int, int, int]:
        if self._drawn is None:
            longest = max(self._right - self._left, self._top - self._bottom, 1.0)
            # Turned pages are drawn as they lie in the file, where the boxes count.
            bitmap = self._page.render(
                scale=min(2.0, LONGEST_SIDE / longest),
                grayscale=True,
                rotation=-self._page.get_rotation() % 360,
            )
            buffer = bytes(bitmap.buffer)
            self._drawn = (buffer, bitmap.width, bitmap.height, bitmap.stride)
        return self._drawn


def pictured(page: Any) -> bool:
    """Whether a page shows a picture large enough to hold words or an equation."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    for number in range(min(MOST_OBJECTS, raw.FPDFPage_CountObjects(page.raw))):
        thing = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(thing) != _IMAGE:
            continue
        sides = [ctypes.c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, sides)):
            left, bottom, right, top = (side.value for side in sides)
            if (right - left) * (top - bottom) >= PICTURE * width * height:
                return True
    return False
