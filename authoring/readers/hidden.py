"""Text that a reader of the rendered page would not see: comments and hidden elements."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENING = re.compile(
    r"<(?P<tag>span|div|p|font|small|b|i)\b(?P<attributes>[^<>]{0,400})>", re.IGNORECASE
)
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%|[;\"'\s]|$)"
    r"|opacity\s*:\s*0(?:[;\"'\s]|$)|color\s*[:=]\s*[\"']?(?:white|#fff(?:fff)?)\b"
    r"|(?:^|\s)hidden(?:\s|=|$)|left\s*:\s*-\d{3,}",
    re.IGNORECASE,
)


def hidden_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of [start, end) that a browser would not show, in order, not overlapping."""
    if "<" not in text[start:end]:
        return []
    found = [match.span() for match in _COMMENT.finditer(text, start, end)]
    for opening in _OPENING.finditer(text, start, end):
        if _HIDES.search(opening["attributes"]):
            closing = text.find(f"</{opening['tag']}", opening.end(), end)
            stop = end if closing < 0 else text.find(">", closing, end) + 1 or end
            found.append((opening.start(), stop))
    return _merged(sorted(found))


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in ranges:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
