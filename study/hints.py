"""A hint: the shape of an answer, made from its key points without giving one away.

A line a key point. A word of the answer is shown by its first letter and a blank; short words of
grammar stand as they are; a number, a single letter, a negation and a word that the question has
already (it may be one of two to choose from) are blank alone. A formula is shown by its left side,
where that has no number and no word but the question's. Answers of which nothing would be left to
recall have no hint: of one or two characters, a number, yes or no.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

from decks.cards import CardContent
from decks.exchange.mathmarks import Piece, pieces
from study.items import Shape, plain, shape_of

BLANK = "___"
LONGEST = 12
"""Words shown of a point at most."""
LONGEST_SIDE = 60
"""Characters of the left side of a formula."""
SHORTEST = 3
"""Characters of the shortest wording of a key that a hint leaves something of."""
GRAMMAR = frozenset(
    "a an and are as at be been but by can do does for from had has have he her his how i if in "
    "into is it its of on or our she so some such than that the their them then there these they "
    "this to was we were what when where which while who why will with would you your".split()
)
"""Words of English that stand as they are; no negation and no number is among them."""
_SILENT = frozenset(
    "no not never none nor without cannot zero one two three four five six seven eight nine ten "
    "eleven twelve hundred thousand million billion half twice once first second third".split()
)
_TOKEN = re.compile(r"\w+(?:['’]\w+)*")
_TELLING = re.compile(rf"[^\W_]{BLANK}|\$")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_COMMAND = re.compile(r"\\[a-zA-Z]+")
_KEPT = frozenset(" ,.;:()-")


def hint_of(content: CardContent) -> tuple[str, ...]:
    """A line for each key point, in order; empty where the card has no hint."""
    if any(_bare(key) for key in (content.core_answer, *content.references)):
        return ()
    asked = set(plain(f"{content.question} {content.label}").split())
    lines = tuple(_line(point.text, asked) for point in content.key_points)
    return lines if any(line != BLANK for line in lines) else ()


def _bare(key: str) -> bool:
    """Whether a hint would leave nothing of it to recall."""
    return len(key.strip()) < SHORTEST or shape_of(key.strip()) in (Shape.NUMBER, Shape.YES_OR_NO)


def _line(text: str, asked: set[str]) -> str:
    """The shape of a key point; a blank alone where nothing but grammar would be seen of it."""
    if len(text.strip()) < SHORTEST:
        return BLANK
    parts: list[str] = []
    left = LONGEST
    for piece in pieces(" ".join(text.split())):
        tokens = [] if piece.math else list(_TOKEN.finditer(piece.text))[:left]
        parts.append(_formula(piece.text, asked) if piece.math else _words(piece, tokens, asked))
        left -= len(tokens) or piece.math
        if left <= 0:
            parts.append(" …")
            break
    line = " ".join("".join(parts).split())
    return line if _TELLING.search(line) else BLANK


def _words(piece: Piece, tokens: list[re.Match[str]], asked: set[str]) -> str:
    """The shape of these words of a text, and what stands between them."""
    out: list[str] = []
    at = 0
    for place, found in enumerate(tokens):
        word, last = found[0], place == len(tokens) - 1
        grammar = word.islower() or (word.istitle() and found.start() == 0)
        kept = grammar and word.lower() in GRAMMAR and not (last and len(word) == 1)
        shown = word if kept else _shape(word, asked)
        out += [_between(piece.text[at : found.start()]), shown]
        at = found.end()
    return "".join([*out, _between(piece.text[at:])])


def _between(text: str) -> str:
    return "" if _TOKEN.search(text) else "".join(char for char in text if char in _KEPT)


def _shape(word: str, asked: set[str]) -> str:
    """The first letter and a blank, or the blank alone."""
    first = word[:1] + "".join(takewhile(unicodedata.combining, word[1:]))
    parts = plain(word).split()
    silent = _SILENT.union(asked, ("t",)).intersection(parts)
    numeric = any(char.isnumeric() for char in word)
    alone = not first[0].isalpha() or len(word) == len(first)
    return BLANK if numeric or silent or alone else first + BLANK


def _formula(tex: str, asked: set[str]) -> str:
    """The left side of a formula and a blank for the rest; a blank alone where it has none."""
    side = _left(tex)
    words = set(plain(" ".join(_LETTERS.findall(_COMMAND.sub(" ", side)))).split())
    shown = (
        side
        and len(side) <= LONGEST_SIDE
        and words <= asked
        and not any(char.isnumeric() for char in side)
    )
    return f"${side}$ = {BLANK}" if shown else BLANK


def _left(tex: str) -> str:
    """What stands before the first sign of equality outside of all brackets."""
    depth = 0
    for at, char in enumerate(tex):
        depth += (char in "{([") - (char in "})]")
        if char == "=" and depth == 0:
            return tex[:at].replace("&", "").strip()
    return ""
