"""What binds a variable: sums, products, integrals, expectations, extremes, derivatives.

A bound variable has no name here. A sum, an integral or an expectation is a weighted sum over drawn
points (Gauss's points where an integral has limits, all terms where a sum has few), so it is linear
and its variable can be renamed; a constant summed from a to b is b - a + 1 times itself. Extremes
are opaque in the values of what they are of. A derivative is taken by a complex step.
"""

from __future__ import annotations

import cmath

from grader.mathematics.points import STEP, Point, Undefined, Value, key_of
from grader.mathematics.tree import EMPTY, Node, symbol

NODES = 3
MAX_TERMS = 8
GAUSS = (
    (-0.906179845938664, 0.236926885056189),
    (-0.538469310105683, 0.478628670499366),
    (0.0, 0.568888888888889),
    (0.538469310105683, 0.478628670499366),
    (0.906179845938664, 0.236926885056189),
)
"""Nodes and weights of the Gauss-Legendre rule on [-1, 1]: exact up to the ninth degree."""
DISTRIBUTIONS = frozenset("pqPQ") | {"pi", "N"}
Weighted = list[tuple[complex, complex]]


def bind(at: Point, node: Node) -> Value:
    """The value of a node that binds."""
    if node.name == "expect":
        return _expectation(at, node)
    below, above, body = node.parts
    if node.name == "integral":
        return _integral(at, below, above, body)
    names = _under(below)
    if node.name in ("sum", "prod"):
        return _summed(at, node.name, names, _range(at, below, above), body)
    key = _domain(at, below, names)
    at_points = [key_of(_with(at, names, place, body)) for place in range(NODES)]
    return at.opaque(node.name, key, at_points)


def variables_of(node: Node) -> list[str]:
    """The letters that a distribution is of: `z` for q(z | x)."""
    if node.kind == "apply" and len(node.parts) > 1:
        return [part.name for part in node.parts[1].parts if part.kind == "symbol"]
    return []


def _under(below: Node) -> list[str]:
    """The letters that what stands under an operator binds."""
    names: list[str] = []
    for part in below.parts:
        first = part.parts[0] if part.kind == "relation" else part
        if first.kind == "symbol" and first.name not in names:
            names.append(first.name)
        elif first.kind in ("list", "mul"):
            names += [each.name for each in first.parts if each.kind == "symbol"]
    return names


def _range(at: Point, below: Node, above: Node) -> tuple[complex, complex] | None:
    first = below.parts[0] if below.parts else EMPTY
    if above == EMPTY or first.kind != "relation" or first.name != "=":
        return None
    return at.scalar(first.parts[1]), at.scalar(above)


def _domain(at: Point, below: Node, names: list[str]) -> object:
    """What is said of where the variables lie, apart from their names."""
    marks = {name: complex(0.11 + 0.05 * place) for place, name in enumerate(names)}
    with at.knowing(marks):
        return [key_of(at.value(part)) for part in below.parts if part.kind == "relation"]


def _with(at: Point, names: list[str], place: int, body: Node) -> Value:
    given = {name: complex(at.draw("node", order, place)) for order, name in enumerate(names)}
    with at.knowing(given):
        return at.value(body)


def _summed(
    at: Point, kind: str, names: list[str], limits: tuple[complex, complex] | None, body: Node
) -> Value:
    total: Value | None = None
    for given, weight in _nodes(at, names, limits):
        with at.knowing(given):
            each = at.value(body)
        if kind == "prod":
            if not isinstance(each, complex):
                raise Undefined("a product of matrices")
            at.crossed |= each.real <= 0
            each = each if weight == 1 else cmath.exp(weight * cmath.log(each))
            total = each if total is None else total * each
        else:
            total = weight * each if total is None else total + weight * each
    if total is None:
        return complex(1 if kind == "prod" else 0)
    return total


def _nodes(
    at: Point, names: list[str], limits: tuple[complex, complex] | None
) -> list[tuple[dict[str, Value], complex]]:
    """The drawn points of a sum, with their weights."""
    if limits is None:
        return [
            ({name: complex(at.draw("node", n, place)) for n, name in enumerate(names)}, 1 + 0j)
            for place in range(NODES)
        ]
    low, high = limits
    span = high - low
    exact = all(not each.imag and each.real == int(each.real) for each in limits)
    if exact and -1 <= span.real < MAX_TERMS:
        return [(dict.fromkeys(names, low + step), 1 + 0j) for step in range(int(span.real) + 1)]
    weight = (span + 1) / NODES
    return [
        ({name: low + span * at.draw("node", n, place) for n, name in enumerate(names)}, weight)
        for place in range(NODES)
    ]


def _integral(at: Point, below: Node, above: Node, body: Node) -> Value:
    low, *variables = below.parts
    names = [each.name for each in variables]
    if low == EMPTY or above == EMPTY or _infinite(low) or _infinite(above):
        key = "" if low == EMPTY or _infinite(low) else key_of(at.value(low))
        total = _summed(at, "sum", names, None, body)
        return total * (1.0 if key == "" else at.draw("over", key))
    start, end = at.scalar(low), at.scalar(above)
    total = 0j
    for place, weight in GAUSS:
        where = (start + end) / 2 + (end - start) / 2 * place
        with at.knowing(dict.fromkeys(names, where)):
            total += weight * at.scalar(body)
    return total * (end - start) / 2


def _infinite(node: Node) -> bool:
    bare = node.parts[-1] if node.kind == "mul" else node
    return bare == symbol("infinity")


def _expectation(at: Point, node: Node) -> Value:
    """E under a measure: its variable takes drawn values, or the random letters are drawn anew."""
    below, _, body = node.parts
    names, key = _measure(at, below)
    if body.kind == "list" and body.name == "|":
        key = (key, "given", [key_of(at.value(part)) for part in body.parts[1:]])
        body = body.parts[0]
    total: Value | None = None
    for place in range(NODES):
        if names:
            given = {name: complex(at.draw("E", key, n, place)) for n, name in enumerate(names)}
            with at.knowing(given):
                each = at.value(body)
        else:
            with at.drawing(f"{key}{place}"):
                each = at.value(body)
        total = each if total is None else total + each
    assert total is not None
    return total / NODES


def _measure(at: Point, below: Node) -> tuple[list[str], object]:
    """The variables that an expectation binds, and what their distribution is known by."""
    names: list[str] = []
    laws: list[Node] = []
    for part in below.parts:
        if part.kind == "relation" and part.name in ("~", "in", "="):
            names += _under(Node("list", ",", part.parts[:1]))
            laws.append(part.parts[1])
        elif part.kind == "symbol" and part.name not in DISTRIBUTIONS:
            names.append(part.name)
        else:
            names += variables_of(part)
            laws.append(part)
    marks = {name: complex(0.41 + 0.06 * place) for place, name in enumerate(names)}
    with at.knowing(marks):
        return names, [key_of(at.value(law)) for law in laws]


def covariance(at: Point, node: Node) -> Value:
    """Var(X) = E[X^2] - E[X]^2 and Cov(X, Y) = E[X Y] - E[X] E[Y]."""
    one = node.parts[0]
    other = node.parts[-1] if node.name == "Cov" else one
    if one.kind == "list":
        return at.opaque(node.name, key_of(at.value(one)))

    def mean(body: Node) -> complex:
        return at.scalar(Node("bind", "expect", (EMPTY, EMPTY, body)))

    return mean(Node("mul", "", (one, other))) - mean(one) * mean(other)


def derivative(at: Point, node: Node) -> Value:
    """The derivative of a body by a letter; `nabla` moves every opaque part of it."""
    body, variable = node.parts
    if at.tangent:
        return at.opaque("second", key_of(at.scalar(variable)) if variable != EMPTY else "")
    name = variable.name or "everything"
    if node.name == "nabla" or (body.kind == "symbol" and body != variable):
        with at.along(f"all {name}"):
            moved = at.opaque("letter", body.name) if body.kind == "symbol" else at.scalar(body)
        return complex(moved.imag / STEP)
    start = at.scalar(variable)
    if variable.parts:
        return at.opaque("derivative", key_of(at.value(body)), key_of(start))
    with at.along(f"plain {name}"), at.knowing({variable.name: start + 1j * STEP}):
        return complex(at.scalar(body).imag / STEP)
