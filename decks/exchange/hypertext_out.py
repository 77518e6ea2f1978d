"""Our own words to HTML: what `hypertext_in` reads back as the same words.

Light Markdown becomes marks (bold, italics, code, links, images of the deck's own media), line
breaks and spaces are kept, TeX is put into the delimiters that MathJax reads. Everything else is
escaped: no mark of the words gets through.
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from decks.exchange.mathmarks import pieces

MEDIA = re.compile(r"!\[([^\[\]\n]*)\]\(media:([^()\s]+)\)")
"""An image of the deck's own media in our words: its description and its quoted name."""

FENCE = re.compile(r"^```([\w+#.-]*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
"""A block of code: its language and its lines."""
MARKS = re.compile(
    r"!\[(?P<alt>[^\[\]\n]*)\]\(media:(?P<name>[^()\s]+)\)"
    r"|(?<!!)\[(?P<label>[^\[\]\n*`_]+)\]\((?P<address>https?://[^()\s<>\"]+)\)"
    r"|(?<![\w*`_])\*\*(?P<bold>[^\s*`](?:[^*`\n]*[^\s*`])?)\*\*(?![\w*`_])"
    r"|(?<![\w*`_])\*(?P<italic>[^\s*`](?:[^*`\n]*[^\s*`])?)\*(?![\w*`_])"
    r"|(?<![\w*`_])`(?P<code>[^\s`](?:[^`\n]*[^\s`])?)`(?![\w*`_])"
)
"""The light Markdown of our own words, by the names of its groups."""
_EXTRA = re.compile(r"(?<=[ \n]) | (?=\n)")
_SPECIAL = re.compile(r"\\(?=[(\[])|\[(?=\$|latex\]|sound[:\]]|anki:play[:\]])", re.IGNORECASE)
_HARD = "\ufdd2"
"""Stands for a space that HTML would take away; no character, so it is in no words."""


def markup_of(text: str) -> str:
    """The words as HTML, without a mark around the whole."""
    text = text.replace(_HARD, "")
    out: list[str] = []
    at = 0
    for fence in FENCE.finditer(text):
        out.append(_inline(text[at : fence.start()]))
        language = f' class="language-{fence[1]}"' if fence[1] else ""
        out.append(f"<pre><code{language}>{_safe(fence[2])}</code></pre>")
        at = fence.end() + text.startswith("\n", fence.end())
    return "".join([*out, _inline(text[at:])])


def _inline(text: str) -> str:
    out: list[str] = []
    before = "\n"
    for piece in pieces(text):
        out.append(
            _math(piece.text, display=piece.display)
            if piece.math
            else _words(_EXTRA.sub(_HARD, before + piece.text)[1:])
        )
        before = "$" if piece.math else piece.text[-1:]
    return "".join(out)


def _math(tex: str, *, display: bool) -> str:
    opening, closing = ("\\[", "\\]") if display else ("\\(", "\\)")
    if closing in tex:
        # Nothing could tell where it ends: it stays as it is in our own words.
        return _escaped(_EXTRA.sub(_HARD, f"$${tex}$$" if display else f"${tex}$"))
    shown = _safe(tex).replace("\n", "&#10;").replace("\t", "&#9;")
    return f"{opening}{re.sub(r'(?<= ) |^ | $', '&#32;', shown)}{closing}"


def _words(text: str) -> str:
    out: list[str] = []
    at = 0
    for mark in MARKS.finditer(text):
        out += [_escaped(text[at : mark.start()]), _marked(mark)]
        at = mark.end()
    return "".join([*out, _escaped(text[at:])])


def _marked(mark: re.Match[str]) -> str:
    kind = str(mark.lastgroup)
    if kind == "name":
        name, alt = _quoted(unquote(mark["name"])), _quoted(mark["alt"])
        return f'<img src="{name}" alt="{alt}">' if alt else f'<img src="{name}">'
    if kind == "address":
        if mark["label"].strip() == mark["address"]:
            return _escaped(mark[0])
        return f'<a href="{_quoted(mark["address"])}">{_escaped(mark["label"])}</a>'
    tag = {"bold": "b", "italic": "i", "code": "code"}[kind]
    return f"<{tag}>{_escaped(mark[kind])}</{tag}>"


def _escaped(text: str) -> str:
    """Words without a mark; spaces that HTML would take away are written so that they stay."""
    shown = _safe(text).replace("\t", "&#9;").replace("\r", "&#13;")
    return shown.replace(_HARD, "&nbsp;").replace("\n", "<br>")


def _safe(text: str) -> str:
    """No mark of HTML, and nothing that Anki takes for mathematics or a sound."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", html.escape(text, quote=False))


def _quoted(text: str) -> str:
    """The same for the value of an attribute."""
    return _safe(text.replace(_HARD, " ")).replace('"', "&quot;")
