"""Whether two expressions are equal: by their values at drawn points."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from grader.mathematics.points import Point, Undefined, Value
from grader.mathematics.tree import Node, Unreadable, factors, terms, total, walk
from grader.mathematics.value import point

POINTS = 4
TRIES = 12
TOLERANCE = 1e-9
_MATRIX_CALLS = frozenset(["transpose", "inverse", "trace", "det", "diag", "rank"])


@dataclass
class Bench:
    """Where the expressions of one comparison are worked out; its work is bounded as a whole."""

    shapes: str = "scalar"
    steps: list[int] = field(default_factory=lambda: [0])
    known: dict[tuple[Node, int], tuple[Value | None, bool]] = field(default_factory=dict)

    def at(self, node: Node, seed: int) -> tuple[Value | None, bool]:
        """The value at one point (None where there is none) and whether a cut was crossed."""
        if (node, seed) not in self.known:
            here: Point = point(seed, self.steps, self.shapes)
            try:
                value: Value | None = here.value(node)
            except Undefined:
                value = None
            self.known[node, seed] = (value, here.crossed)
        return self.known[node, seed]

    def defined(self, node: Node) -> bool:
        """Whether the expression has a value anywhere, letters being what they are here."""
        return any(self.at(node, seed)[0] is not None for seed in range(3))

    def same(self, one: Node, other: Node) -> bool:
        """Whether two expressions agree wherever both have a value."""
        if one == other:
            return True
        if all(self.at(each, seed)[0] is None for each in (one, other) for seed in range(TRIES)):
            raise Unreadable("it has no value")
        one, other = unshared(one, other)
        agreed = self.agree(one, other, crossing=False)
        return self.agree(one, other, crossing=True) is True if agreed is None else agreed

    def agree(self, one: Node, other: Node, *, crossing: bool) -> bool | None:
        """The verdict of the points on this side of the cuts; None where there are too few."""
        agreed = 0
        for seed in range(TRIES):
            (left, left_crossed), (right, right_crossed) = self.at(one, seed), self.at(other, seed)
            if (left is None) != (right is None):
                return False
            if left is None or right is None or (left_crossed or right_crossed) != crossing:
                continue
            if not close(left, right):
                return False
            agreed += 1
            if agreed == POINTS:
                return True
        return True if agreed >= 2 and crossing else None

    def ratio(self, one: Node, other: Node) -> float | None:
        """The number that one is of the other at every point, or None."""
        found: list[complex] = []
        for seed in range(POINTS):
            left, right = self.at(one, seed)[0], self.at(other, seed)[0]
            if not isinstance(left, complex) or not isinstance(right, complex):
                return None
            if abs(right) < TOLERANCE or abs(left) < TOLERANCE:
                return None
            found.append(left / right)
        first = found[0]
        alike = all(close(each, first) for each in found) and abs(first.imag) < TOLERANCE
        return first.real if alike else None

    def vanishes(self, node: Node, letter: Node, worth: Node) -> bool:
        """Whether the expression is nothing where the letter is worth that, and not elsewhere."""
        for seed in range(POINTS):
            here = point(seed, self.steps, self.shapes)
            try:
                with here.knowing({letter.name: here.value(worth)}):
                    there = here.value(node)
                elsewhere = here.value(node)
            except Undefined:
                return False
            if not close(there, 0j) or close(elsewhere, 0j):
                return False
        return True


def unshared(one: Node, other: Node) -> tuple[Node, Node]:
    """Both without the terms that both have: a small difference may not drown in a large one."""
    left, right = terms(one), terms(other)
    for term in tuple(left):
        if term in right:
            left.remove(term)
            right.remove(term)
    return total(left), total(right)


def close(one: Value, other: Value) -> bool:
    """Equal but for rounding."""
    if isinstance(one, complex) and isinstance(other, complex):
        return abs(one - other) <= TOLERANCE * max(1e-3, abs(one), abs(other))
    left, right = np.asarray(one), np.asarray(other)
    return left.shape == right.shape and bool(np.allclose(left, right, TOLERANCE, TOLERANCE))


def bench_for(nodes: list[Node], *, bold: bool) -> Bench:
    """A bench with the reading of letters under which all of these have values.

    `bold` says that the source sets capitals in bold, as matrices are.
    """
    steps = [0]
    if not bold and not any(_of_matrices(node) for node in nodes):
        return Bench("scalar", steps)
    for shapes in ("vectors", "square"):
        bench = Bench(shapes, steps)
        if all(bench.defined(node) for node in nodes):
            return bench
    raise Unreadable("the shapes of its matrices do not fit")


def _of_matrices(node: Node) -> bool:
    return any(
        (each.kind == "call" and each.name in _MATRIX_CALLS)
        or (
            each.kind == "pow"
            and each.parts[1].name == "-1"
            and len(factors(each.parts[0])) > 1
            and all(p.kind == "symbol" and p.name.isupper() for p in factors(each.parts[0]))
        )
        for each in walk(node)
    )
