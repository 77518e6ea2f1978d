"""Two formulas as statements: equal, unequal (and where), or not to be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from grader.mathematics.differences import where
from grader.mathematics.liberties import LIBERTIES
from grader.mathematics.names import unlike
from grader.mathematics.parser import parse
from grader.mathematics.same import Bench, bench_for
from grader.mathematics.stream import Style
from grader.mathematics.tokens import names_in
from grader.mathematics.tree import Node, Unreadable, negative, walk

_BOLD = re.compile(r"\\(?:mathbf|bm|boldsymbol)\s*\{?\s*[A-Z]")
_STYLES = (Style(), Style(quotient_inside=False), Style(product_below=True), Style(False, True))
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_SYMMETRIC = frozenset(["=", "!=", "~~", "<", ">", "<=", ">="])


class Outcome(StrEnum):
    """What a comparison comes to."""

    EQUAL = "equal"
    UNEQUAL = "unequal"
    UNLIKE = "unlike"
    """They speak of other quantities or in other operations: nothing can be said."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome, and for unequal formulas where they differ, in the answer's own signs."""

    outcome: Outcome
    where: str = ""


@lru_cache(maxsize=4096)
def compare(reference: str, answer: str) -> Comparison:
    """What an answer's formula is beside the reference's, both without delimiters.

    Raises `Unreadable` where one of them cannot be read or takes too long to work out.
    """
    names = frozenset(names_in(reference) | names_in(answer))
    bold = bool(_BOLD.search(reference))
    first: Comparison | None = None
    for expected in _readings(reference, names):
        for said in _readings(answer, names):
            found = _compared(expected, said, bold)
            if found.outcome is Outcome.EQUAL:
                return found
            first = first or found
    assert first is not None
    return first


def _readings(text: str, names: frozenset[str]) -> list[Node]:
    """The tree of a formula, and where it can be read otherwise the other trees."""
    tree, ambiguous = parse(text, names)
    if not ambiguous:
        return [tree]
    return list(dict.fromkeys(parse(text, names, style)[0] for style in _STYLES))


def _compared(reference: Node, answer: Node, bold: bool) -> Comparison:
    if answer.kind == "relation" and len(set(answer.parts)) == 1:
        return Comparison(Outcome.UNLIKE, "it says the same on both sides")
    bench = bench_for([*_sides(reference), *_sides(answer)], bold=bold)
    if _states_the_same(bench, reference, answer):
        return Comparison(Outcome.EQUAL)
    expected, said = reference, answer
    for liberty in LIBERTIES:
        loose = liberty(expected, said)
        if loose != (expected, said):
            expected, said = loose
            if _states_the_same(bench, expected, said):
                return Comparison(Outcome.EQUAL)
    return _apart(bench, expected, said)


def _sides(node: Node) -> tuple[Node, ...]:
    return node.parts if node.kind == "relation" else (node,)


def _states_the_same(bench: Bench, reference: Node, answer: Node) -> bool:
    if answer.kind != "relation":
        if reference.kind != "relation":
            return bench.same(reference, answer)
        if set(reference.name.split()) - {"=", "~"}:
            return False
        named = answer == reference.parts[0]
        return not named and any(bench.same(part, answer) for part in reference.parts[1:])
    if reference.kind != "relation":
        if set(answer.name.split()) - {"=", "~"}:
            return False
        later = [part for part in answer.parts if not _is_name(part)] or list(answer.parts)
        return all(bench.same(reference, part) for part in later)
    return _related(bench, reference, answer)


def _related(bench: Bench, reference: Node, answer: Node) -> bool:
    signs, said = reference.name.split(), answer.name.split()
    if len(signs) > 1 or len(said) > 1:
        return _chained(bench, reference, answer)
    (sign,), (other) = signs, said[0]
    left, right = reference.parts
    one, two = answer.parts
    if sign in _SYMMETRIC and other == _TURNED.get(sign, sign):
        if bench.same(left, two) and bench.same(right, one):
            return True
        if sign != "=" and _scaled(bench, reference, Node("relation", sign, (two, one))):
            return True
    if other != sign and {sign, other} != {"=", "~~"}:
        return False
    if bench.same(right, two) and (bench.same(left, one) or _same_name(left, one)):
        return True
    return sign in _SYMMETRIC and _scaled(bench, reference, answer)


def _chained(bench: Bench, reference: Node, answer: Node) -> bool:
    """Chains of equations: whatever the answer says stands in the reference, in part at least."""
    if set(reference.name.split()) != {"="} or set(answer.name.split()) != {"="}:
        same_length = len(reference.parts) == len(answer.parts)
        return (
            reference.name == answer.name
            and same_length
            and all(bench.same(a, b) for a, b in zip(reference.parts, answer.parts, strict=True))
        )
    met = set()
    for place, part in enumerate(answer.parts):
        found = [n for n, each in enumerate(reference.parts) if bench.same(each, part)]
        if not found and not (place == 0 and _same_name(reference.parts[0], part)):
            return False
        met.update(found)
    return bool(met - {0})


def _scaled(bench: Bench, reference: Node, answer: Node) -> bool:
    """Whether two relations are the same one multiplied out, or solved for a letter."""
    sign = reference.name
    expected, said = (_difference(each) for each in (reference, answer))
    ratio = bench.ratio(expected, said)
    if ratio is not None:
        return sign in ("=", "!=") or ratio > 0
    if sign != "=":
        return False
    return _solved(bench, reference, said) or _solved(bench, answer, expected)


def _difference(relation: Node) -> Node:
    left, right = relation.parts
    return Node("add", "", (left, negative(right)))


def _solved(bench: Bench, relation: Node, difference: Node) -> bool:
    """Whether an equation that gives one letter makes the sides of the other one equal."""
    for letter, worth in (relation.parts, relation.parts[::-1]):
        if letter.kind != "symbol" or letter.parts or letter.name in ("e", "pi"):
            continue
        inside = any(each == letter for each in walk(worth))
        if not inside and bench.vanishes(difference, letter, worth):
            return True
    return False


def _is_name(node: Node) -> bool:
    """Whether a side only names what the other one is: L, y_i, f(x)."""
    return node.kind in ("symbol", "apply", "call")


def _same_name(one: Node, other: Node) -> bool:
    """Whether two names of a result may stand for each other: a letter for a letter or word."""
    if one.kind != "symbol" or other.kind != "symbol":
        return {one.kind, other.kind} == {"symbol", "apply"} and not (
            len(_head(one)) > 1 and len(_head(other)) > 1
        )
    if one.parts != other.parts and one.name != other.name:
        return False
    return one.name == other.name or len(one.name) == 1 or len(other.name) == 1


def _head(node: Node) -> str:
    return node.parts[0].name if node.kind == "apply" else node.name


def _apart(bench: Bench, reference: Node, answer: Node) -> Comparison:
    reason = unlike(reference, answer)
    if reason:
        return Comparison(Outcome.UNLIKE, reason)
    if reference.kind == "relation" and answer.kind != "relation":
        if bench.same(reference.parts[0], answer):
            return Comparison(Outcome.UNLIKE, "it gives one side of the equation only")
        return Comparison(Outcome.UNEQUAL, where(bench, reference.parts[-1], answer))
    if reference.kind != "relation" and answer.kind == "relation":
        return Comparison(Outcome.UNEQUAL, where(bench, reference, answer.parts[-1]))
    return Comparison(Outcome.UNEQUAL, where(bench, reference, answer))


__all__ = ["Comparison", "Outcome", "Unreadable", "compare"]
