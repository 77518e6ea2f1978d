"""The formulas of a card's field of HTML, in any of Anki's marks, cut out before it is read."""

from __future__ import annotations

import html
import re

from decks.exchange.mathmarks import Piece

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Code points that are no characters stand around the number of a formula that was cut out."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_OPENINGS = re.compile(
    r"\\\(|\\\[|\[\$\$?\]|\[latex\]|<anki-mathjax(?:\s[^<>]{0,200})?>", re.IGNORECASE
)


def without_math(markup: str) -> tuple[str, list[tuple[Piece, str]]]:
    """The markup with a numbered mark for each formula; with each, how it stood in the text."""
    formulas: list[tuple[Piece, str]] = []
    out: list[str] = []
    at = scanned = 0
    spent: set[str] = set()
    while found := _OPENINGS.search(markup, scanned):
        opening = found.group()
        closing = _closing(opening)
        end = -1 if closing in spent else markup.find(closing, found.end())
        if end < 0:
            spent.add(closing)
            scanned = found.end()
            continue
        inner = _bare_tex(markup[found.end() : end])
        piece = Piece(inner, math=True, display=_is_display(opening))
        out += [markup[at : found.start()], f"{OPEN}{len(formulas)}{CLOSE}"]
        formulas.append((_opened(piece, opening), f"{opening}{inner}{closing}"))
        at = scanned = end + len(closing)
    return "".join([*out, markup[at:]]), formulas


def _closing(opening: str) -> str:
    if opening[0] == "\\":
        return "\\)" if opening[1] == "(" else "\\]"
    return "</anki-mathjax>" if opening[0] == "<" else f"[/{opening[1:]}"


def _is_display(opening: str) -> bool:
    return opening in ("\\[", "[$$]") or 'block="true"' in opening


def _bare_tex(markup: str) -> str:
    """TeX without the marks that an editor put into it; what stands in it is never rewritten."""
    lines = re.sub(r"<br\s{0,3}/?>|</?div>", "&#10;", markup, flags=re.IGNORECASE)
    plain = re.sub(r"</?[A-Za-z][^<>]{0,200}>", "", lines)
    return html.unescape(_SPACE.sub(" ", plain).replace("&nbsp;", " "))


def _opened(piece: Piece, opening: str) -> Piece:
    """What Anki's [latex] holds is text: its own dollars count, an environment is a display."""
    if opening.lower() != "[latex]":
        return piece
    inner = piece.text.strip()
    for edge, display in (("$$", True), ("$", False)):
        if inner.startswith(edge) and inner.endswith(edge) and inner.count("$") == 2 * len(edge):
            return Piece(inner[len(edge) : -len(edge)], math=True, display=display)
    if inner.startswith("\\[") and inner.endswith("\\]"):
        return Piece(inner[2:-2], math=True, display=True)
    return Piece(inner, math=inner.startswith("\\begin{"), display=True)
