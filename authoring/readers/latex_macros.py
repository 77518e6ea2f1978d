r"""Own macros of LaTeX, found and expanded: \newcommand, \def, \DeclareMathOperator.

No TeX runs. Every definition is a body with numbered holes; a macro is not expanded inside itself,
and what all expansions write together is bounded, so macros that double cost no more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

DEEPEST = 12
"""How deep macros may stand in one another."""
MOST_WRITTEN = 500_000
"""Characters that all expansions of a file write at most."""

_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand)\*?\s*(?:\{\\(?P<a>[A-Za-z@]+|\d)\}|"
    r"\\(?P<b>[A-Za-z@]+|\d))\s*(?:\[(?P<count>\d)\])?\s*(?:\[(?P<default>[^\[\]]{0,200})\])?\s*"
    r"|\\(?:g|e|x)?def\s*\\(?P<c>[A-Za-z@]+)\s*(?P<holes>(?:#\d)*)\s*"
    r"|\\DeclareMathOperator(?P<star>\*?)\s*\{?\\(?P<d>[A-Za-z@]+)\}?\s*"
)
_COMMAND = re.compile(r"\\([A-Za-z@]+|\d)")
_HOLE = re.compile(r"#(\d)")


@dataclass(frozen=True, slots=True)
class Macro:
    """A body with holes #1 to #9; `default` fills the first where it may be left out."""

    holes: int
    default: str | None
    body: str


@dataclass(slots=True)
class Macros:
    """The macros of a file by name, without the backslash."""

    known: dict[str, Macro] = field(default_factory=dict)
    written: int = 0

    def collect(self, text: str) -> list[tuple[int, int]]:
        """Learns the definitions of a text; gives their ranges, in order."""
        pairs = braces(text)
        found = []
        at = 0
        while (match := _DEFINITION.search(text, at)) is not None:
            at = match.end()
            end = pairs.get(at)
            if end is None:
                continue
            name = match["a"] or match["b"] or match["c"] or match["d"]
            body = text[at + 1 : end]
            if match["d"]:
                self.known[name] = Macro(0, None, rf"\operatorname{match['star']}{{{body}}}")
            else:
                holes = int(match["count"] or 0) or len(match["holes"] or "") // 2
                self.known[name] = Macro(holes, match["default"], body)
            found.append((match.start(), end + 1))
            at = end + 1
        return found

    def expand(self, text: str) -> str:
        """A text with the macros replaced."""
        return "".join(piece for _, piece in self.pieces(text))

    def pieces(self, text: str) -> Iterator[tuple[int, str]]:
        """The expanded text in pieces, each with the offset in `text` that it comes from."""
        return self._pieces(text, frozenset())

    def _pieces(self, text: str, inside: frozenset[str]) -> Iterator[tuple[int, str]]:
        pairs = braces(text) if self.known else {}
        at = 0
        for match in _COMMAND.finditer(text):
            macro = self.known.get(match[1])
            if macro is None or match.start() < at or match[1] in inside or len(inside) >= DEEPEST:
                continue
            arguments, end = _arguments(text, match.end(), macro, pairs)
            if arguments is None or self.written > MOST_WRITTEN:
                continue
            if match.start() > at:
                yield at, text[at : match.start()]
            body = _HOLE.sub(partial(_filled, arguments=arguments), macro.body)
            self.written += len(body) + 1
            inner = self._pieces(body, inside | {match[1]})
            whole = "".join(piece for _, piece in inner)
            if end == match.end() and text[end : end + 1].isspace():
                whole = whole + " " if whole[-1:].isalpha() else whole
            yield match.start(), whole
            at = end
        if at < len(text):
            yield at, text[at:]


def _filled(hole: re.Match[str], arguments: list[str]) -> str:
    number = int(hole[1])
    return arguments[number - 1] if 0 < number <= len(arguments) else ""


def _arguments(
    text: str, at: int, macro: Macro, pairs: dict[int, int]
) -> tuple[list[str] | None, int]:
    """The arguments that follow at `at` and where they end; None where they are not whole."""
    found: list[str] = []
    if macro.holes and macro.default is not None:
        optional = re.compile(r"\s*\[([^\[\]]{0,500})\]").match(text, at)
        found.append(optional[1] if optional else macro.default)
        at = optional.end() if optional else at
    while len(found) < macro.holes:
        while text[at : at + 1].isspace():
            at += 1
        if at in pairs:
            found.append(text[at + 1 : pairs[at]])
            at = pairs[at] + 1
        elif (command := _COMMAND.match(text, at)) is not None:
            found.append(command[0])
            at = command.end()
        elif at < len(text) and text[at] not in "{}$&":
            found.append(text[at])
            at += 1
        else:
            return None, at
    return found, at


def braces(text: str) -> dict[int, int]:
    """Where each brace that opens is closed, in one pass; those that never are, are left out."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    at = 0
    for found in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        at = found.start()
        if found[0] == "{":
            stack.append(at)
        elif found[0] == "}" and stack:
            pairs[stack.pop()] = at
    return pairs
