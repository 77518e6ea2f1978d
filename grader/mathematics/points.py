"""One drawn point: what every letter of a formula is worth there (`grader.mathematics.value`)."""

from __future__ import annotations

import cmath
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from grader.mathematics.tree import Node, Unreadable

Array = NDArray[np.complex128]
Value = complex | Array
STEP = 1e-30
"""Of the complex step that takes derivatives."""
MAX_STEPS = 40_000
SIZE = 2
"""Rows of the matrices that letters are worth, where matrices occur."""
GREEK_SCALARS = frozenset(
    "alpha beta gamma delta epsilon eta lambda pi rho tau sigma omega".split()
)


class Undefined(ArithmeticError):
    """The formula has no value at this point: an overflow, a division by nothing, other shapes."""


@dataclass
class Point:
    """A point and the state of working a formula out there.

    `shapes` is how letters are read: "scalar"; "vectors" (capitals are square matrices, small
    letters columns, Greek ones numbers); "square" (every letter a square matrix). `steps` counts
    the work of a whole comparison, shared by its points. `crossed` is set by a logarithm or root of
    what is not positive, where the usual rules do not hold.
    """

    seed: int
    rules: Mapping[str, Callable[[Point, Node], Value]]
    steps: list[int]
    shapes: str = "scalar"
    given: dict[str, Value] = field(default_factory=dict)
    anew: str = ""
    tangent: str = ""
    crossed: bool = False

    def value(self, node: Node) -> Value:
        """The value of an expression here. Raises `Undefined`, or `Unreadable` for too much."""
        self.steps[0] += 1
        if self.steps[0] > MAX_STEPS:
            raise Unreadable("it takes too long to work out")
        try:
            made = self.rules[node.kind](self, node)
        except Unreadable:
            raise
        except (OverflowError, ZeroDivisionError, ValueError) as error:
            raise Undefined(str(error)) from None
        finite = cmath.isfinite(made) if isinstance(made, complex) else np.isfinite(made).all()
        if not finite:
            raise Undefined("not finite")
        return made

    def scalar(self, node: Node) -> complex:
        """The value of an expression that must be a number."""
        made = self.value(node)
        if isinstance(made, complex):
            return made
        raise Undefined("a number was expected")

    def draw(self, *key: object) -> float:
        """A number in 0.2..0.8, the same for the same key."""
        text = repr((self.seed, *key)).encode()
        whole = int.from_bytes(hashlib.blake2b(text, digest_size=7).digest(), "big")
        return 0.2 + 0.6 * whole / (1 << 56)

    def opaque(self, *key: object) -> complex:
        """The value of what is known by its parts alone; with a derivative of its own."""
        made = complex(self.draw(*key))
        if self.tangent:
            made += 1j * STEP * (self.draw("slope", self.tangent, *key) + 0.1)
        return made

    def letter(self, name: str, *key: object) -> Value:
        """The value of a letter: a number, or an array where letters are matrices."""
        rows, columns = self._shape(name)
        if rows == columns == 1:
            return complex(self.draw("letter", name, *key))
        drawn = [[self.draw("letter", name, row, column, *key) for column in range(columns)]
                 for row in range(rows)]  # fmt: skip
        return np.array(drawn, dtype=np.complex128) + (2.0 * np.eye(rows, columns))

    def _shape(self, name: str) -> tuple[int, int]:
        bare = name.split(" ")[-1].rstrip("'*")
        if self.shapes == "scalar" or bare in GREEK_SCALARS:
            return 1, 1
        if self.shapes == "square" or bare[:1].isupper():
            return SIZE, SIZE
        return SIZE, 1

    @contextmanager
    def knowing(self, given: Mapping[str, Value]) -> Iterator[None]:
        """The same point with these values for these letters."""
        before, self.given = self.given, {**self.given, **given}
        try:
            yield
        finally:
            self.given = before

    @contextmanager
    def drawing(self, key: str) -> Iterator[None]:
        """The same point with its random quantities drawn anew."""
        before, self.anew = self.anew, self.anew + key
        try:
            yield
        finally:
            self.anew = before

    @contextmanager
    def along(self, name: str) -> Iterator[None]:
        """The same point on a small step along this letter."""
        before, self.tangent = self.tangent, name
        try:
            yield
        finally:
            self.tangent = before


def key_of(value: Value) -> object:
    """A value as a key: equal to eight digits is equal. A step along a letter does not show."""
    if isinstance(value, complex):
        real = value.real if abs(value.real) > 1e-12 else 0.0
        turned = f"{value.imag:.7e}" if abs(value.imag) > 1e-9 else ""
        return f"{real:.7e}{turned}"
    return tuple(key_of(complex(each)) for each in value.flat)
