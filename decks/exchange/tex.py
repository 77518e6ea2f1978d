"""Formulas that stand in running text: found by what TeX looks like, delimited or not.

The finder is a scanner, not a grammar: it cuts a line into atoms (commands, letters, numbers,
groups, operators), joins neighbours into runs, and keeps a run that holds at least one mark that
prose never has. Linear in the length of the text, without recursion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from decks.exchange.commands import BIG, COMMANDS, RELATIONS, SYMBOLS


class Kind(StrEnum):
    """What an atom is."""

    COMMAND = "command"
    LETTER = "letter"
    NAME = "name"
    NUMBER = "number"
    GROUP = "group"
    SCRIPT = "script"
    SIGN = "sign"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of a line; `start` and `end` are offsets, white space lies between atoms."""

    kind: Kind
    start: int
    end: int


_ATOM = re.compile(
    r"\\(?:[A-Za-z]+|[^A-Za-z\s])|\d+(?:[.,]\d+)*|[^\W\d_]+|\.{3}|[{}_^]|\S",
)
_SIGNS = frozenset("=+-<>*/|,:;!~&()[]'−±×·≤≥≈∈∑∏∫∞…")
_COMMON_LETTERS = frozenset("aAI")


def match_braces(text: str) -> dict[int, int]:
    """Where the group that opens at each offset ends (past its brace); escaped braces are none."""
    ends: dict[int, int] = {}
    open_at: list[int] = []
    for found in re.finditer(r"\\.|[{}]", text):
        if found.group() == "{":
            open_at.append(found.start())
        elif found.group() == "}" and open_at:
            ends[open_at.pop()] = found.end()
    return ends


def atoms(text: str, start: int, end: int, braces: dict[int, int]) -> list[Atom]:
    """The atoms of text[start:end]; a group in braces is one atom."""
    out: list[Atom] = []
    at = start
    while found := _ATOM.search(text, at, end):
        begin, at = found.span()
        kind = _kind(found.group(), text[at : at + 1])
        if kind is Kind.GROUP:
            close = braces.get(begin, end + 1)
            kind, at = (Kind.GROUP, close) if close <= end else (Kind.WALL, at)
        out.append(Atom(kind, begin, at))
    return out


def _kind(piece: str, following: str) -> Kind:
    first = piece[0]
    if first == "\\":
        return Kind.COMMAND if len(piece) > 1 else Kind.WALL
    if first == "{":
        return Kind.GROUP
    if first in "_^":
        return Kind.SCRIPT
    if first.isdigit():
        return Kind.NUMBER
    if first.isalpha():
        return _word_kind(piece, following)
    return Kind.SIGN if piece in _SIGNS or piece == "..." else Kind.WALL


def _word_kind(word: str, following: str) -> Kind:
    if len(word) == 1:
        return Kind.LETTER
    is_name = len(word) <= 4 and word.isupper() and following in tuple("(_^{")
    return Kind.NAME if is_name else Kind.WALL


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a text: text[start:end] without delimiters; `delimited` where it had them."""

    start: int
    end: int
    delimited: bool = False


def find_formulas(text: str) -> tuple[Formula, ...]:
    """The formulas of one paragraph, in order, without the sentence's own punctuation.

    A single letter in prose counts where a formula of the same paragraph uses it as a symbol.
    """
    walled, found = _delimited(text)
    braces = match_braces(text)
    edge = 0
    for start, end in [*walled, (len(text), len(text))]:
        found.extend(_undelimited(text, edge, start, braces))
        edge = end
    found.sort(key=lambda formula: formula.start)
    return tuple(sorted([*found, *_lone_letters(text, found)], key=lambda one: one.start))


_DELIMITERS = (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"))


def _delimited(text: str) -> tuple[list[tuple[int, int]], list[Formula]]:
    """Ranges with their delimiters, and the formulas inside; a lone dollar is money."""
    walled: list[tuple[int, int]] = []
    inside: list[Formula] = []
    at = 0
    spent: set[str] = set()
    while found := re.compile(r"\$\$?|\\[\[(]").search(text, at):
        opening, begin = found.group(), found.end()
        closing = dict(_DELIMITERS)[opening]
        close = -1 if opening in spent else text.find(closing, begin)
        if close < 0:
            # Looking for the same missing end again and again would be quadratic.
            spent.add(opening)
            at = begin
        elif opening == "$" and not _is_math(text[begin:close]):
            at = begin
        else:
            at = close + len(closing)
            walled.append((found.start(), at))
            inside.append(Formula(begin, close, delimited=True))
    return walled, inside


def _is_math(inner: str) -> bool:
    if not inner or len(inner) > 2000 or inner[0].isspace() or inner[-1].isspace():
        return False
    return any(mark in inner for mark in "\\_^{=") or (len(inner) <= 4 and not inner[0].isdigit())


def _undelimited(text: str, start: int, end: int, braces: dict[int, int]) -> list[Formula]:
    found: list[Formula] = []
    run: list[Atom] = []
    for atom in [*atoms(text, start, end, braces), Atom(Kind.WALL, end, end)]:
        if _belongs(atom, run, text):
            run.append(atom)
            continue
        if formula := _formula(run, text):
            found.append(formula)
        run = []
    return found


def _belongs(atom: Atom, run: list[Atom], text: str) -> bool:
    """Whether an atom may stand in a formula, after those before it."""
    attached = bool(run) and run[-1].end == atom.start
    if atom.kind is Kind.WALL or (atom.kind in (Kind.GROUP, Kind.SCRIPT) and not attached):
        return False
    # A letter inside a hyphenated or apostrophised word is no symbol.
    return not (
        atom.kind is Kind.LETTER
        and not attached
        and atom.start > 0
        and (text[atom.start - 1].isalnum() or text[atom.start - 1] in "’'-_")
    )


def is_symbol(atom: Atom, text: str) -> bool:
    """Whether an atom can carry a subscript: a letter, a Greek letter, an operator with limits."""
    name = text[atom.start + 1 : atom.end]
    command = atom.kind is Kind.COMMAND and (name in SYMBOLS or name in BIG)
    return command or atom.kind in (Kind.LETTER, Kind.NAME)


def _is_mark(run: list[Atom], at: int, text: str) -> bool:
    """Whether the atom is one that prose never has."""
    atom = run[at]
    if atom.kind is Kind.COMMAND:
        name = text[atom.start + 1 : atom.end]
        return name in COMMANDS or split_command(name) is not None
    before = run[at - 1] if at else None
    if before is None or atom.kind not in (Kind.SCRIPT, Kind.GROUP):
        return False
    if atom.kind is Kind.GROUP:
        return is_symbol(before, text)
    return at + 1 < len(run) and before.kind not in (Kind.NUMBER, Kind.SCRIPT)


def split_command(name: str) -> tuple[str, str] | None:
    """An unknown command as a known symbol and the one or two letters that ran into it."""
    if name in COMMANDS:
        return None
    for length in (1, 2):
        if name[:-length] in SYMBOLS or name[:-length] in BIG:
            return name[:-length], name[-length:]
    return None


def _formula(run: list[Atom], text: str) -> Formula | None:
    run = _balanced(_trimmed(run, text), text)
    run = _trimmed(run, text)
    if not any(_is_mark(run, at, text) for at in range(len(run))):
        return None
    return Formula(run[0].start, run[-1].end)


def _joins(atom: Atom, text: str) -> bool:
    """Whether an atom stands between two parts of a formula."""
    piece = text[atom.start : atom.end]
    return piece.lstrip("\\") in RELATIONS or (atom.kind is Kind.SIGN and piece not in "()[]")


def _loose(atom: Atom, text: str) -> bool:
    return atom.kind is Kind.NUMBER or text[atom.start : atom.end] in _COMMON_LETTERS


def _trimmed(run: list[Atom], text: str) -> list[Atom]:
    """The run without the sentence's punctuation, articles and numbers at its ends."""
    first, last = 0, len(run)
    while first < last:
        begin, after = run[first], run[first + 1 : first + 2]
        apart = bool(after) and after[0].start > begin.end and not _joins(after[0], text)
        if text[begin.start] in ",;:!/-&'|" or (apart and _loose(begin, text)):
            first += 1
        else:
            break
    while first < last:
        tail, before = run[last - 1], run[last - 2 : last - 1] if last - first > 1 else []
        apart = bool(before) and tail.start > before[0].end and not _joins(before[0], text)
        if text[tail.start] in ",;:!/-&|" or (apart and _loose(tail, text)):
            last -= 1
        else:
            break
    return run[first:last]


def _balanced(run: list[Atom], text: str) -> list[Atom]:
    """The run up to a closing parenthesis or from an opening one that has no partner in it."""
    begin, open_at = 0, list[int]()
    for at, atom in enumerate(run):
        piece = text[atom.start : atom.end]
        if piece in ("(", "["):
            open_at.append(at)
        elif piece in (")", "]"):
            if not open_at:
                # What follows it is a new run of its own at best; the words of TeX come first.
                head = run[begin:at]
                return (
                    head
                    if any(_is_mark(head, i, text) for i in range(len(head)))
                    else run[at + 1 :]
                )
            open_at.pop()
    if open_at:
        begin = open_at[-1] + 1
        head, tail = run[: open_at[0]], run[begin:]
        return tail if any(_is_mark(tail, i, text) for i in range(len(tail))) else head
    whole = len(run) > 2 and text[run[0].start] == "(" and _closes_last(run, text)
    return run[1:-1] if whole else run


def _closes_last(run: list[Atom], text: str) -> bool:
    depth = 0
    for at, atom in enumerate(run):
        piece = text[atom.start : atom.end]
        depth += (piece == "(") - (piece == ")")
        if depth == 0:
            return at == len(run) - 1
    return False


_LONE = re.compile(r"(?<![^\s(])[A-Za-z](?![^\s,.;:)?!])")


def _lone_letters(text: str, formulas: list[Formula]) -> list[Formula]:
    used: set[str] = set()
    inside = bytearray(len(text))
    for formula in formulas:
        plain = re.sub(r"\\[A-Za-z]+(?:\{[^{}]*\})?", " ", text[formula.start : formula.end])
        used.update(re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", plain))
        inside[formula.start : formula.end] = b"\x01" * (formula.end - formula.start)
    used -= _COMMON_LETTERS
    return [
        Formula(found.start(), found.end())
        for found in _LONE.finditer(text)
        if found.group() in used and not inside[found.start()]
    ]
