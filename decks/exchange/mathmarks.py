"""Mathematics in running text, told apart from money, and the delimiters around it.

Our own words hold TeX between dollar signs: `$x$` in a line, `$$x$$` on its own; `\\(x\\)` and
`\\[x\\]` are read alike. What stands between the delimiters is never changed.

A lone `$` follows Pandoc's rule (no space inside, no digit after it) and, so that prices and shell
variables stay words, what it encloses must look like mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

LONGEST = 10_000
"""Characters of one formula at most; more is words."""

_OPENING = re.compile(r"(?<!\\)\$\$|(?<![\\$])\$(?!\s)|\\\(|\\\[|(?<!`)`+(?!`)")
_CLOSING = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_ONE_DOLLAR = re.compile(r"(?<![\\\s$])\$(?![\d$])|\n\s*\n")
_MARKS = frozenset("\\_^{}=<>+|()[]*/'")
_LONG_WORD = re.compile(r"[^\W\d_]{4}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text: words, or a formula without its delimiters; `display` stands on its own."""

    text: str
    math: bool = False
    display: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """The text as words and formulas, in order; what stands in backticks is words. Linear."""
    at, scanned = 0, 0
    closings: dict[str, int] = {}
    while found := _OPENING.search(text, scanned):
        mark, begin = found.group(), found.end()
        end = _end(text, mark, begin, closings)
        if end < 0:
            scanned = begin
        elif mark[0] == "`":
            scanned = end + len(mark)
        else:
            if found.start() > at:
                yield Piece(text[at : found.start()])
            yield Piece(text[begin:end], math=True, display=mark in ("$$", "\\["))
            at = scanned = end + len(mark)
    if at < len(text):
        yield Piece(text[at:])


def _end(text: str, mark: str, begin: int, closings: dict[str, int]) -> int:
    """Where what `mark` opens at `begin` ends, before the closing mark; -1 where it does not.

    `closings` remembers where each closing mark comes next: to look again would be quadratic.
    """
    if mark == "$":
        found = _ONE_DOLLAR.search(text, begin, begin + LONGEST)
        if found is None or found.group() != "$":
            return -1
        return found.start() if looks_like_math(text[begin : found.start()]) else -1
    if closings.get(mark, 0) < begin:
        end = text.find(_CLOSING.get(mark, mark), begin)
        closings[mark] = end if end >= 0 else len(text)
    end = closings[mark]
    if end == len(text) or mark[0] == "`":
        return end if end < len(text) else -1
    if end - begin > LONGEST or not text[begin:end].strip():
        return -1  # An empty formula is two marks side by side, such as the $$ of a shell.
    return -1 if mark == "$$" and "$" in text[begin:end] else end


def looks_like_math(inner: str) -> bool:
    """Whether what two dollar signs enclose is mathematics and not words with prices in them."""
    if not inner or inner != inner.strip() or "$" in inner:
        return False
    return not _LONG_WORD.search(inner) or not _MARKS.isdisjoint(inner)


def written(parts: Iterable[Piece]) -> str:
    """The parts as our own words: dollars around formulas where they read back the same."""
    kept: list[Piece] = []
    for part in parts:
        if kept and not part.math and not kept[-1].math:
            part = Piece(kept.pop().text + part.text)
        kept.append(part)
    text = "".join(_dollars(part) for part in kept)
    if list(pieces(text)) == [part for part in kept if part.text]:
        return text
    return "".join(_brackets(part) for part in kept)


def _dollars(part: Piece) -> str:
    if not part.math or not _fits_dollars(part):
        return _brackets(part)
    return f"$${part.text}$$" if part.display else f"${part.text}$"


def _fits_dollars(part: Piece) -> bool:
    if part.display:
        return "$" not in part.text
    return looks_like_math(part.text) and not part.text.endswith("\\")


def _brackets(part: Piece) -> str:
    if not part.math:
        return part.text
    return f"\\[{part.text}\\]" if part.display else f"\\({part.text}\\)"


def rendered(text: str, words: Callable[[str], str], math: Callable[[str, bool], str]) -> str:
    """The text with its words and its formulas (tex, display) each put through a function."""
    return "".join(
        math(piece.text, piece.display) if piece.math else words(piece.text)
        for piece in pieces(text)
    )
