"""The words of a card as they read: light Markdown, mathematics, and the deck's own pictures.

The marks are those that decks are read and written with (`decks.exchange`). Nothing becomes a link
or a remote picture, and no HTML of the words gets through: what is no mark is escaped.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from decks.exchange.hypertext_out import FENCE, MARKS
from decks.exchange.mathmarks import pieces
from decks.media import safe_name
from web.formulas import formula, with_gaps


@pass_context
def words(context: Context, text: str) -> Markup:
    """The words on a page; pictures are those of the page's deck."""
    deck = context.get("deck")
    return shown(text, getattr(deck, "id", None))


def shown(text: str, deck_id: str | None) -> Markup:
    """The words as HTML; without a deck a picture is shown by its description."""
    parts: list[Markup] = []
    at = 0
    for fence in FENCE.finditer(text):
        parts += [_lines(text[at : fence.start()], deck_id)]
        parts.append(Markup('<code class="lines-of-code">{}</code>').format(fence[2]))
        at = fence.end() + text.startswith("\n", fence.end())
    return Markup("").join([*parts, _lines(text[at:], deck_id)])


def _lines(text: str, deck_id: str | None) -> Markup:
    return Markup("").join(
        formula(piece.text, block=piece.display) if piece.math else _marked(piece.text, deck_id)
        for piece in pieces(text)
    )


def _marked(text: str, deck_id: str | None) -> Markup:
    parts: list[Markup] = []
    at = 0
    for mark in MARKS.finditer(text):
        parts += [with_gaps(text[at : mark.start()]), _mark(mark, deck_id)]
        at = mark.end()
    return Markup("").join([*parts, with_gaps(text[at:])])


def _mark(mark: re.Match[str], deck_id: str | None) -> Markup:
    kind = str(mark.lastgroup)
    if kind == "name":
        return _picture(unquote(mark["name"]), mark["alt"], deck_id)
    if kind == "address":
        return Markup("{} ({})").format(mark["label"], mark["address"])
    tag = {"bold": "strong", "italic": "em", "code": "code"}[kind]
    return Markup(f"<{tag}>{{}}</{tag}>").format(with_gaps(mark[kind]))  # noqa: S704 - three tags


def _picture(name: str, alt: str, deck_id: str | None) -> Markup:
    if deck_id is None or not safe_name(name):
        return Markup("[{}]").format(alt or "picture")
    source = f"/decks/{quote(deck_id, safe='')}/media/{quote(name, safe='')}"
    return Markup('<img class="picture" src="{}" alt="{}">').format(source, alt or "Picture")
