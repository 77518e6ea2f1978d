"""Text that a reader of the rendered page would not see: comments and hidden elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from authoring.readers.pieces import pieces

_OPENING = re.compile(
    r"<(?P<tag>span|div|p|font|small|b|i)\b(?P<attributes>[^<>]{0,400})>", re.IGNORECASE
)
HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%|[;\"'\s]|$)"
    r"|opacity\s*:\s*0(?:[;\"'\s]|$)|color\s*[:=]\s*[\"']?(?:white|#fff(?:fff)?)\b"
    r"|(?:^|\s)hidden(?:\s|=|$)|left\s*:\s*-\d{3,}",
    re.IGNORECASE,
)


def hidden_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of [start, end) that a browser would not show, in order, not overlapping."""
    if "<" not in text[start:end]:
        return []
    return _merged(sorted([*_comments(text, start, end), *_elements(text, start, end)]))


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """[start, end) in what is seen, cut where it is long, and what is not, with that reason."""
    at = start
    for begin, stop in hidden_ranges(text, start, end):
        if begin > at:
            yield at, begin, None
        yield begin, stop, "hidden text"
        at = stop
    if at < end and (at == start or text[at:end].strip()):
        yield from ((begin, stop, None) for begin, stop in pieces(text, at, end))


def _comments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Comments; one that is never closed is shown as it stands."""
    opening = text.find("<!--", start, end)
    while opening >= 0:
        closing = text.find("-->", opening, end)
        if closing < 0:
            return
        yield opening, closing + 3
        opening = text.find("<!--", closing + 3, end)


def _elements(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Elements whose style or attributes hide them, up to where they close, or to the end."""
    at = start
    while (opening := _OPENING.search(text, at, end)) is not None:
        at = opening.end()
        if HIDES.search(opening["attributes"]):
            closing = text.find(f"</{opening['tag']}", opening.end(), end)
            at = end if closing < 0 else text.find(">", closing, end) + 1 or end
            yield opening.start(), at


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in ranges:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
