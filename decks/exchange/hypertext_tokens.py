"""HTML cut into tags and texts in one linear pass, however broken it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

RAW = {"script": "script", "style": "style sheet"}
"""Elements whose content is no text, with what they are called when they are dropped."""
_LONGEST_TAG = 4_000
_MARK = re.compile(r"<(?=[A-Za-z/!?])")
_TAG = re.compile(r"""</?([A-Za-z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


@dataclass(frozen=True, slots=True)
class Token:
    """A tag with its attributes, or text (no name)."""

    name: str = ""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    closing: bool = False


def tokens(markup: str) -> Iterator[Token]:
    """Tags and texts in order; what only looks like a tag is text, comments are nothing."""
    at = scanned = 0
    last = markup.rfind(">")
    while (found := _MARK.search(markup, scanned)) and found.start() < last:
        start = found.start()
        if start > at:
            yield Token(text=markup[at:start])
        if markup.startswith("<!--", start):
            end = markup.find("-->", start + 4)
            at = scanned = end + 3 if end >= 0 else start + 4
            continue
        tag = _TAG.match(markup, start, start + _LONGEST_TAG)
        end = tag.end() if tag else markup.index(">", start) + 1
        at = scanned = end
        name = (
            tag[1] if tag else re.sub(r"[^A-Za-z0-9]", " ", markup[start:end]).split(" ")[1]
        ).lower()
        if tag and name in RAW and markup[start + 1] != "/":
            close = re.compile(rf"</{name}[^>]*>", re.IGNORECASE).search(markup, end)
            at = scanned = close.end() if close else len(markup)
        if name:
            attributes = attributes_of(tag[2]) if tag else {}
            yield Token(name, "", attributes, closing=markup[start + 1] == "/")
    if at < len(markup):
        yield Token(text=markup[at:])


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name; one without a value has an empty one."""
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(text)
    }
