"""The tokens of a formula as they are read one by one, with what the reading must know of."""

from __future__ import annotations

from dataclasses import dataclass

from grader.mathematics.tokens import Token
from grader.mathematics.tree import Unreadable

MAX_DEPTH = 40
MAX_NODES = 600


@dataclass(frozen=True, slots=True)
class Style:
    """How two places are read that can be read in two ways.

    `log a/b` is the logarithm of the quotient, or the quotient of the logarithm; `1/2 x` is x half,
    or one over 2 x.
    """

    quotient_inside: bool = True
    product_below: bool = False


class Stream:
    """One pass over the tokens.

    `bars` counts the open places where a bar closes or parts, `differential` the open integrals;
    `ambiguous` is set where the text could be read otherwise.
    """

    def __init__(self, found: list[Token], style: Style) -> None:
        self.tokens = found
        self.at = 0
        self.style = style
        self.ambiguous = False
        self.depth = 0
        self.nodes = 0
        self.bars = 0
        self.differential = 0

    @property
    def next(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.at]

    def ahead(self, steps: int) -> Token:
        """The token so many steps on."""
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    def take(self) -> Token:
        """The next token, which is read with that."""
        token = self.tokens[self.at]
        self.at += 1
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Unreadable("the formula is too long")
        return token

    def sees(self, *signs: str) -> bool:
        """Whether one of these signs comes next."""
        return self.next.kind == "sign" and self.next.text in signs

    def accept(self, *signs: str) -> bool:
        """Whether one of these signs came next; it is read then."""
        if self.sees(*signs):
            self.take()
            return True
        return False

    def expect(self, sign: str) -> None:
        """Reads this sign; `Unreadable` where it is not there."""
        if not self.accept(sign):
            raise Unreadable(f'a "{sign}" is missing in it')

    def starts_factor(self) -> bool:
        """Whether what comes next is one more factor."""
        if self.ends_integral():
            return False
        if self.next.kind in ("number", "name", "function", "operator", "accent"):
            return True
        if self.sees("|", "||"):
            return not self.bars
        return self.sees("(", "[", "{")

    def ends_integral(self) -> bool:
        """Whether the differential of an open integral comes next."""
        if not self.differential or self.next.text != "d" or self.next.kind != "name":
            return False
        after = self.ahead(1)
        return after.kind in ("name", "accent") or (after.kind == "sign" and after.text == "{")

    def deeper(self) -> None:
        """One level down; `Unreadable` where there are too many."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("it is nested too deeply")
