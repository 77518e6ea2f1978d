"""What nobody could see on a slide: hidden or off-slide shapes, words coloured as their ground."""

from __future__ import annotations

from typing import Any

WHITE = 0xF0
"""The least red, green and blue of a colour that cannot be told from white."""
TINY = 200
"""Hundredths of a point of type up to which nobody reads it."""


class Seen:
    """Answers for the shapes of one presentation."""

    def __init__(self, presentation: Any) -> None:
        self._width = int(presentation.slide_width or 9_144_000)
        self._height = int(presentation.slide_height or 6_858_000)

    def why_not(self, shape: Any, slide: Any) -> str | None:
        """ "hidden text" or "off-page text" for a shape that is not on view, else None."""
        for properties in shape.element.iter("{*}cNvPr"):
            if properties.get("hidden") in ("1", "true"):
                return "hidden text"
            break
        place = (shape.left, shape.top, shape.width, shape.height)
        if any(each is None for each in place) or not _top_level(shape):
            return None
        left, top, width, height = (int(each) for each in place)
        outside = (
            left >= self._width or top >= self._height or left + width <= 0 or top + height <= 0
        )
        return "off-page text" if outside else None

    def why_not_words(self, paragraph: Any, shape: Any, slide: Any) -> str | None:
        """ "hidden text" where every run of words is white on white, or too small to read."""
        runs = [run for run in paragraph.runs if run.text.strip()]
        if runs and all(_unseen(run, shape, slide) for run in runs):
            return "hidden text"
        return None


def _top_level(shape: Any) -> bool:
    """Whether a shape's place counts from the slide; in a group it counts from the group."""
    return str(shape.element.getparent().tag).endswith("}spTree")


def _unseen(run: Any, shape: Any, slide: Any) -> bool:
    looks = run._r.find("{*}rPr")
    if looks is None:
        return False
    size = looks.get("sz")
    if size is not None and size.isdigit() and int(size) <= TINY:
        return True
    fill = looks.find("{*}solidFill")
    return fill is not None and _is_ground(fill) and _on_white(shape, slide)


def _is_ground(fill: Any) -> bool:
    """Whether a fill is white, or the colour that the theme gives the slide's ground."""
    scheme = fill.find("{*}schemeClr")
    if scheme is not None:
        return scheme.get("val") in ("bg1", "lt1") and len(scheme) == 0
    plain = fill.find("{*}srgbClr")
    if plain is None or len(plain):
        return False
    return _is_white(plain.get("val", ""))


def _is_white(colour: str) -> bool:
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= WHITE
    except ValueError:
        return False


def _on_white(shape: Any, slide: Any) -> bool:
    """Whether nothing but a white ground lies behind the words of a shape, as far as is told."""
    properties = shape.element.find("{*}spPr")
    for element in () if properties is None else properties:
        name = str(element.tag).rpartition("}")[2]
        if name in ("gradFill", "pattFill", "blipFill", "grpFill"):
            return False
        if name == "solidFill":
            return _is_ground(element)
    reference = shape.element.find("{*}style/{*}fillRef")
    if reference is not None:
        return bool(reference.get("idx") == "0")
    if any(str(each.tag).endswith("}pic") for each in shape.element.itersiblings(preceding=True)):
        return False  # A picture lies below, which may be dark.
    for part in (slide, slide.slide_layout, slide.slide_layout.slide_master):
        ground = part.element.find("{*}cSld/{*}bg")
        if ground is not None:
            return _white_ground(ground)
    return True


def _white_ground(ground: Any) -> bool:
    reference = ground.find("{*}bgRef")
    if reference is not None:
        colour = reference.find("{*}schemeClr")
        return colour is not None and colour.get("val") in ("bg1", "lt1")
    fill = ground.find("{*}bgPr/{*}solidFill")
    return fill is not None and _is_ground(fill)
