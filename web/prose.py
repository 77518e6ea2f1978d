"""The words of notes as they read: mathematics, bold, italics, code as such, all else escaped.

Not a Markdown renderer: the notes stay the text that citations quote, and nothing in them becomes
a link, a picture or any other element.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from decks.sources import Span, SpanKind
from web.formulas import with_formulas

_PIECES = re.compile(
    r"(?P<math>\$\$[^$]+\$\$|\$[^$\n]+\$)|`(?P<code>[^`\n]+)`|\*\*(?=\S)(?P<bold>[^*\n]+)(?<=\S)\*\*"
    r"|(?<![\w*])\*(?=\S)(?P<italic>[^*\n]+)(?<=\S)\*(?![\w*])"
    r"|^#{1,6}[ \t]+(?P<title>[^\n]+)$",
    re.MULTILINE,
)
_SIGNS = re.compile(r"\$\$?")
_HASHES = re.compile(r"^#{1,6}[ \t]+")
EXACT = (SpanKind.CODE, SpanKind.TABLE)


def prose(text: str) -> Markup:
    """The words with mathematics, bold, italics and code."""
    parts: list[Markup] = []
    at = 0
    for found in _PIECES.finditer(text):
        parts.append(escape(text[at : found.start()]))
        if found["math"]:
            parts.append(with_formulas(found["math"]))
        elif found["code"]:
            parts.append(Markup("<code>{}</code>").format(found["code"]))
        elif found["italic"]:
            parts.append(Markup("<em>{}</em>").format(with_formulas(found["italic"])))
        else:
            stressed = with_formulas(found["bold"] or found["title"])
            parts.append(Markup("<strong>{}</strong>").format(stressed))
        at = found.end()
    parts.append(escape(text[at:]))
    return Markup("").join(parts)


def block(text: str, span: Span) -> Markup:
    """A span's words as its kind asks for: exact for code and tables, without hashes for titles."""
    if span.kind in EXACT:
        return Markup('<code class="exact">{}</code>').format(text)
    if span.kind is SpanKind.HEADING:
        return prose(_HASHES.sub("", text))
    return prose(text)


def leading(text: str) -> Markup:
    """What stands before a quote, from its first whole word and outside a cut formula."""
    signs = list(_SIGNS.finditer(text))
    at = signs[0].end() if len(signs) % 2 else 0
    start = text.find(" ", at) + 1
    return Markup("… {}").format(prose(text[start:])) if text.strip() else Markup("")


def trailing(text: str) -> Markup:
    """What stands after a quote, up to its last whole word and outside a cut formula."""
    signs = list(_SIGNS.finditer(text))
    end = signs[-1].start() if len(signs) % 2 else text.rfind(" ")
    return Markup("{} …").format(prose(text[:end].rstrip())) if text.strip() else Markup("")
