"""Formulas by value: every letter gets a number drawn by a seed, and the formula is worked out.

Two expressions that agree at several such points are equal, whatever form they are written in
(Schwartz, *Fast probabilistic algorithms for verification of polynomial identities*, 1980). What is
not elementary is *opaque*: the value of f(u) is drawn by f and the value of u, so equal arguments
give equal values and nothing else does. p(a | b) is p(a, b) / p(b). What binds a variable is in
`grader.mathematics.binding`.
"""

from __future__ import annotations

import cmath
import math

import numpy as np

from grader.mathematics.binding import bind, covariance, derivative
from grader.mathematics.points import Array, Point, Undefined, Value, key_of
from grader.mathematics.tree import Node

CONSTANTS = {"pi": math.pi, "e": math.e}
COUNTS = frozenset("nNmMKTH")
"""Letters that are worth 2 to 6, so that a sum up to one of them is that sum."""
PROBABILITIES = frozenset("pqP")
SYMMETRIC = frozenset(["I", "MI"])
_ELEMENTARY = {
    "exp": cmath.exp, "sin": cmath.sin, "cos": cmath.cos, "tan": cmath.tan, "sinh": cmath.sinh,
    "cosh": cmath.cosh, "tanh": cmath.tanh, "arctan": cmath.atan, "arcsin": cmath.asin,
    "arccos": cmath.acos,
}  # fmt: skip
_BIG = 1e6
_NOTHING = 1e-12
"""Below this a value is nothing but rounding."""


def point(seed: int, steps: list[int], shapes: str = "scalar") -> Point:
    """A point where nothing is known yet."""
    return Point(seed, RULES, steps, shapes)


def random_letter(name: str) -> bool:
    """Whether a letter is by custom a random quantity, where nobody says what is."""
    bare = name.split(" ")[-1].rstrip("'*")
    return len(bare) == 1 and (bare.isupper() or bare in "xyz")


def _number(at: Point, node: Node) -> Value:
    return complex(float(node.name))


def _symbol(at: Point, node: Node) -> Value:
    if not node.parts:
        if node.name in at.given:
            return at.given[node.name]
        if node.name in CONSTANTS:
            return complex(CONSTANTS[node.name])
        if node.name in COUNTS and at.shapes == "scalar":
            return complex(2 + int(5 * (at.draw("count", node.name) - 0.2) / 0.6))
    key = tuple(key_of(at.value(part)) for part in node.parts)
    return at.letter(node.name, *key, *((at.anew,) if at.anew and random_letter(node.name) else ()))


def _add(at: Point, node: Node) -> Value:
    total = at.value(node.parts[0])
    for part in node.parts[1:]:
        total = _plus(total, at.value(part))
    return total


def _plus(one: Value, other: Value) -> Value:
    if isinstance(one, complex) and isinstance(other, complex):
        return one + other
    one, other = _whole(one, other), _whole(other, one)
    if one.shape != other.shape:
        raise Undefined("other shapes")
    return one + other


def _whole(one: Value, beside: Value) -> Array:
    """A number beside a square matrix is that many times the identity."""
    if isinstance(one, complex):
        assert not isinstance(beside, complex)
        if beside.shape[0] != beside.shape[1]:
            raise Undefined("other shapes")
        return one * np.eye(beside.shape[0], dtype=np.complex128)
    return one


def _mul(at: Point, node: Node) -> Value:
    total = at.value(node.parts[0])
    for part in node.parts[1:]:
        total = _times(total, at.value(part))
    return total


def _times(one: Value, other: Value) -> Value:
    if isinstance(one, complex) or isinstance(other, complex):
        return one * other
    if one.shape[1] == 1 and other.shape == one.shape:
        one = one.T  # the dot of two columns
    if one.shape[1] != other.shape[0]:
        raise Undefined("other shapes")
    return _flat(one @ other)


def _flat(array: Array) -> Value:
    return complex(array[0, 0]) if array.shape == (1, 1) else array


def _pow(at: Point, node: Node) -> Value:
    base, exponent = at.value(node.parts[0]), at.value(node.parts[1])
    if not isinstance(exponent, complex):
        raise Undefined("a matrix as exponent")
    if isinstance(base, complex):
        return _power(at, base, exponent)
    return _matrix_power(base, exponent)


def _power(at: Point, base: complex, exponent: complex) -> complex:
    whole = abs(exponent.imag) == 0 and exponent.real == int(exponent.real)
    if whole and abs(exponent.real) <= 64:
        if abs(base) < _NOTHING and exponent.real < 0:
            raise Undefined("a division by nothing")
        return complex(base ** int(exponent.real))
    if base.real <= 0:
        at.crossed = True
    if abs(exponent) > _BIG:
        raise Undefined("too large")
    return cmath.exp(exponent * cmath.log(base))


def _matrix_power(base: Array, exponent: complex) -> Value:
    if base.shape[0] != base.shape[1]:
        if exponent == 2:
            return _flat(base.T @ base)
        raise Undefined("a power of a column")
    if exponent.imag or exponent.real != int(exponent.real) or abs(exponent.real) > 8:
        raise Undefined("a power of a matrix")
    try:
        return np.asarray(np.linalg.matrix_power(base, int(exponent.real)))
    except np.linalg.LinAlgError:
        raise Undefined("no inverse") from None


def _apply(at: Point, node: Node) -> Value:
    head, *groups = node.parts
    name = head.name
    key = ("of", name, *(key_of(at.value(part)) for part in head.parts))
    values = [[at.value(part) for part in group.parts] for group in groups]
    moved = any(abs(each.imag) > 0 for row in values for each in row if isinstance(each, complex))
    if name in PROBABILITIES:
        return _probability(at, key, [[str(key_of(each)) for each in row] for row in values])
    args = [[str(key_of(each)) for each in row] for row in values]
    if name in SYMMETRIC:
        args = [sorted(row) for row in args]
    lone = values[0][0] if len(values) == 1 and len(values[0]) == 1 else None
    if lone is not None and not isinstance(lone, complex):
        drawn = [at.draw(*key, args, place) for place in range(lone.size)]
        return np.array(drawn, dtype=np.complex128).reshape(lone.shape)
    if at.tangent and not moved and at.tangent.startswith("plain "):
        return complex(at.draw(*key, args))
    return at.opaque(*key, args)


def _probability(at: Point, key: tuple[object, ...], rows: list[list[str]]) -> complex:
    """p(a | b) by p(a, b) and p(b), whose arguments have no order."""
    joint = at.opaque(*key, sorted(each for row in rows for each in row))
    if len(rows) < 2:
        return joint
    return joint / at.opaque(*key, sorted(each for row in rows[1:] for each in row))


def _call(at: Point, node: Node) -> Value:
    name = node.name
    if name == "KL":
        return _divergence(at, node)
    if name in ("Var", "Cov"):
        return covariance(at, node)
    values = [at.value(part) for part in node.parts]
    first = values[0]
    if name in ("log", *_ELEMENTARY) and isinstance(first, complex) and len(values) == 1:
        return _elementary(at, name, first)
    if name in _RECIPES and isinstance(first, complex):
        return _RECIPES[name](values)
    if not isinstance(first, complex) and name in ("transpose", "inverse", "trace", "det", "norm"):
        return _of_matrix(name, first, node)
    if name == "odot":
        return _elementwise(at, values)
    if name == "not":
        return at.opaque("not", key_of(first))
    keys = [key_of(each) for each in values]
    if not isinstance(first, complex):
        drawn = [at.draw("call", name, keys, place) for place in range(first.size)]
        return np.array(drawn, dtype=np.complex128).reshape(first.shape)
    return at.opaque("call", name, keys)


def _elementary(at: Point, name: str, value: complex) -> complex:
    if name == "log":
        if abs(value) < _NOTHING:
            raise Undefined("a logarithm of nothing")
        if value.real <= 0:
            at.crossed = True
        return cmath.log(value)
    if name == "exp" and value.real > 600:
        raise Undefined("too large")
    return complex(_ELEMENTARY[name](value))


def _sigmoid(values: list[Value]) -> Value:
    return 1 / (1 + cmath.exp(-complex(values[0])))


def _absolute(values: list[Value]) -> Value:
    value = values[0]
    assert isinstance(value, complex)
    return -value if value.real < 0 else value


def _factorial(values: list[Value]) -> Value:
    value = values[0]
    assert isinstance(value, complex)
    if abs(value) > 60:
        raise Undefined("too large")
    return complex(math.gamma(value.real + 1))


def _binomial(values: list[Value]) -> Value:
    above, below = (complex(each).real for each in values)
    return complex(math.gamma(above + 1) / math.gamma(below + 1) / math.gamma(above - below + 1))


_RECIPES = {
    "sigmoid": _sigmoid,
    "abs": _absolute,
    "factorial": _factorial,
    "binom": _binomial,
}


def _of_matrix(name: str, value: Array, node: Node) -> Value:
    if name == "transpose":
        return value.T
    if name == "norm":
        kind = node.parts[1].name if len(node.parts) > 1 else "2"
        if kind == "2":
            return cmath.sqrt(complex((value * value).sum()))
        return complex(np.abs(value.real).sum()) if kind == "1" else complex(abs(value).max())
    if value.shape[0] != value.shape[1]:
        raise Undefined("not square")
    if name == "inverse":
        return _matrix_power(value, complex(-1))
    return complex(np.trace(value) if name == "trace" else np.linalg.det(value))


def _elementwise(at: Point, values: list[Value]) -> Value:
    one, other = values
    if isinstance(one, complex) or isinstance(other, complex) or one.shape == other.shape:
        return one * other
    raise Undefined("other shapes")


def _divergence(at: Point, node: Node) -> complex:
    """Opaque, its sides in order; the variable of the first side is bound."""
    from grader.mathematics.binding import variables_of

    names = variables_of(node.parts[0])
    marks = {name: complex(0.31 + 0.07 * place) for place, name in enumerate(names)}
    with at.knowing(marks):
        keys = [key_of(at.value(part)) for part in node.parts]
    return at.opaque("KL", keys)


def _relation(at: Point, node: Node) -> Value:
    return at.opaque("relation", node.name, [key_of(at.value(part)) for part in node.parts])


def _list(at: Point, node: Node) -> Value:
    return at.opaque("list", node.name, [key_of(at.value(part)) for part in node.parts])


RULES = {
    "number": _number,
    "symbol": _symbol,
    "add": _add,
    "mul": _mul,
    "pow": _pow,
    "apply": _apply,
    "call": _call,
    "bind": bind,
    "derivative": derivative,
    "relation": _relation,
    "list": _list,
}
