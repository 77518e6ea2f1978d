r"""Underscores that a Markdown renderer ate, put back by proposal.

A renderer that knows no mathematics takes pairs of "_" for emphasis and removes them, from the
left, paragraph by paragraph: `\sum_{i=1}^K \pi_i` becomes `\sum{i=1}^K \pii`. What is left
is often still TeX, so a compiler does not complain. The inverse uses what TeX allows: `\pii` is no
command, `\sum` and a letter take no argument in braces. Law: eating the underscores of the repaired
text again gives the text as found (`eaten`); where that fails, the repair is not certain.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from decks.exchange.commands import ARITY, BIG, FONTS, TEXTS
from decks.exchange.tex import (
    Atom,
    Formula,
    Kind,
    atoms,
    find_formulas,
    is_symbol,
    match_braces,
    split_command,
)


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposed underscore at offset `at`; `as_found` and `repaired` show the difference."""

    at: int
    as_found: str
    repaired: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class MendedFormula:
    """A formula as it was found in a text and as it should read, both without delimiters."""

    start: int
    end: int
    as_found: str
    repaired: str
    delimited: bool

    @property
    def damaged(self) -> bool:
        """Whether an underscore was put back."""
        return self.as_found != self.repaired


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its formulas, the repairs proposed for it, and whether they fit the cause."""

    as_found: str
    formulas: tuple[MendedFormula, ...]
    repairs: tuple[Repair, ...]

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The text of this range repaired, with dollars around formulas that had no delimiters."""
        end = len(self.as_found) if end is None else end
        out, edge = [], start
        for formula in self.formulas:
            if start <= formula.start and formula.end <= end:
                mark = "" if formula.delimited else "$"
                out.append(self.as_found[edge : formula.start] + mark + formula.repaired + mark)
                edge = formula.end
        return "".join(out) + self.as_found[edge:end]


def eaten(text: str) -> str:
    """The text after a Markdown renderer removed its pairs of underscores."""
    return re.sub(r"_(.+?)_", r"\1", text)


def mend(text: str) -> Mended:
    """Formulas and proposed repairs of one paragraph; the text itself is kept as found."""
    found = find_formulas(text)
    braces = match_braces(text)
    repairs = [one for formula in found for one in _lost(text, formula, braces)]
    repairs.sort(key=lambda one: one.at)
    if eaten(_restored(text, 0, len(text), repairs)) != text:
        repairs = [replace(one, certain=False) for one in repairs]
    return Mended(
        as_found=text,
        formulas=tuple(_mended(text, formula, repairs) for formula in found),
        repairs=tuple(repairs),
    )


def _mended(text: str, formula: Formula, repairs: list[Repair]) -> MendedFormula:
    start, end = formula.start, formula.end
    repaired = _restored(text, start, end, repairs)
    return MendedFormula(start, end, text[start:end], repaired, formula.delimited)


def _restored(text: str, start: int, end: int, repairs: list[Repair]) -> str:
    out, edge = [], start
    # Found by bisection: going through all repairs for each formula would be quadratic.
    first = bisect_left(repairs, start, key=lambda one: one.at)
    last = bisect_right(repairs, end, key=lambda one: one.at)
    for repair in repairs[first:last]:
        out.append(text[edge : repair.at] + "_")
        edge = repair.at
    return "".join(out) + text[edge:end]


def _lost(text: str, formula: Formula, braces: dict[int, int]) -> list[Repair]:
    """The places of one formula where an underscore must have stood, groups included."""
    lost: list[Repair] = []
    ranges = [(formula.start, formula.end)]
    while ranges:
        start, end = ranges.pop()
        line = atoms(text, start, end, braces)
        reading = _Reading(text, line)
        lost.extend(reading.lost())
        ranges.extend((one.start + 1, one.end - 1) for one in reading.inner)
    return lost


class _Reading:
    """One level of a formula, read from left to right with the arguments still owed."""

    def __init__(self, text: str, line: list[Atom]) -> None:
        self.text, self.line = text, line
        self.inner: list[Atom] = []
        self.owed = 0
        self.words = False
        self.base: Atom | None = None
        """The last atom, where it can carry a subscript and has none."""

    def lost(self) -> list[Repair]:
        out = []
        for place, atom in enumerate(self.line):
            split = self._split(atom)
            if split is not None:
                out.append(self._repair(atom.start, split, place))
                self.base = None
            elif self._wants_underscore(atom):
                assert self.base is not None
                out.append(self._repair(self.base.start, atom.start, place))
            self._step(atom)
        return out

    def _split(self, atom: Atom) -> int | None:
        """Where the letters begin that ran into a command, such as the last i of `\\pii`."""
        if atom.kind is not Kind.COMMAND:
            return None
        parts = split_command(self.text[atom.start + 1 : atom.end])
        return None if parts is None else atom.start + 1 + len(parts[0])

    def _wants_underscore(self, atom: Atom) -> bool:
        """A group, or a number after a big operator, that touches a symbol and is owed to none."""
        if self.owed or self.base is None or self.base.end != atom.start:
            return False
        name = self.text[self.base.start + 1 : self.base.end]
        big = self.base.kind is Kind.COMMAND and name in BIG - {"log", "ln", "exp"}
        return atom.kind is Kind.GROUP or (atom.kind is Kind.NUMBER and big)

    def _step(self, atom: Atom) -> None:
        if atom.kind is Kind.COMMAND:
            name = self.text[atom.start + 1 : atom.end]
            self.owed, self.words = ARITY.get(name, 0), name in TEXTS
            carries = name in FONTS or is_symbol(atom, self.text)
            self.base = atom if carries else None
        elif atom.kind is Kind.GROUP:
            self._group(atom)
        elif atom.kind is Kind.SCRIPT:
            self.owed, self.base = 1, None
        else:
            was_script = self.owed == 1 and self.base is None
            self.owed = 0
            self.base = atom if is_symbol(atom, self.text) or was_script else None

    def _group(self, atom: Atom) -> None:
        if not self.words:
            self.inner.append(atom)
        if self.owed == 0:
            self.base = None
        elif self.owed == 1 and self.base is not None:
            # A font with its argument is a letter: `\\mathbb{E}` can carry a subscript.
            self.base = Atom(Kind.LETTER, self.base.start, atom.end)
        self.owed = max(0, self.owed - 1)
        self.words = False

    def _repair(self, start: int, at: int, place: int) -> Repair:
        end = self.line[place].end
        rest = self.line[place + 1 : place + 3]
        # The limits of an operator are shown whole: \sum{i=1}^K, not \sum{i=1}.
        if (
            len(rest) == 2
            and rest[0].kind is Kind.SCRIPT
            and rest[0].start == end == rest[1].start - 1
        ):
            end = rest[1].end
        found = self.text[start:end]
        return Repair(at, found, f"{self.text[start:at]}_{self.text[at:end]}")
