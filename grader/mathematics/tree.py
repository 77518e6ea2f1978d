"""A formula as a tree, and the one reason why none could be made of a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


class Unreadable(ValueError):
    """The text is no formula that can be compared; the message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node: `kind` says what `parts` are.

    number (`name` its digits), symbol (`parts` its subscripts), add, mul (in order), pow (base,
    exponent), apply (head, then one list a group of arguments), call (a known function `name` of
    its arguments), bind (operator `name`: the list under it, the upper limit or an empty list, the
    body), derivative (body, variable), relation (`name` its signs, parted by blanks), list (`name`
    its separator).
    """

    kind: str
    name: str = ""
    parts: tuple[Node, ...] = ()


def number(value: str) -> Node:
    """A number by its digits."""
    return Node("number", value)


ONE = number("1")
MINUS_ONE = number("-1")
EMPTY = Node("list")


def symbol(name: str, *subscripts: Node) -> Node:
    """A letter or name, with its subscripts."""
    return Node("symbol", name, subscripts)


def negative(node: Node) -> Node:
    """The node times minus one."""
    if node == ONE:
        return MINUS_ONE
    return Node("mul", "", (MINUS_ONE, node))


def inverse(node: Node) -> Node:
    """One over the node."""
    return Node("pow", "", (node, MINUS_ONE))


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, parents first."""
    open_ones = [node]
    while open_ones:
        each = open_ones.pop()
        yield each
        open_ones.extend(reversed(each.parts))


def with_parts(node: Node, parts: tuple[Node, ...]) -> Node:
    """The node with other parts; itself where they are the same."""
    return node if parts == node.parts else replace(node, parts=parts)


def terms(node: Node) -> list[Node]:
    """The summands of an expression, signs with them."""
    if node.kind == "add":
        return [term for part in node.parts for term in terms(part)]
    if node.kind == "mul" and MINUS_ONE in node.parts:
        rest = list(node.parts)
        rest.remove(MINUS_ONE)
        inner = terms(rest[0]) if len(rest) == 1 else []
        if len(inner) > 1:
            return [negative(term) for term in inner]
    return [node]


def total(parts: list[Node]) -> Node:
    """The sum of these; nothing where there are none."""
    if not parts:
        return number("0")
    return parts[0] if len(parts) == 1 else Node("add", "", tuple(parts))


def factors(node: Node) -> list[Node]:
    """The factors of an expression, denominators as powers."""
    if node.kind == "mul":
        return [factor for part in node.parts for factor in factors(part)]
    if node.kind == "pow" and node.parts[1] == MINUS_ONE and node.parts[0].kind == "mul":
        return [inverse(factor) for factor in factors(node.parts[0])]
    return [node]


def spell(node: Node) -> str:
    """The expression on one line, as a thumb would type it."""
    parts = node.parts
    match node.kind:
        case "number":
            return node.name
        case "symbol":
            below = ",".join(spell(part) for part in parts)
            return f"{node.name}_{below}" if below else node.name
        case "add":
            return " + ".join(spell(part) for part in parts).replace("+ -", "- ")
        case "mul":
            return _product(parts)
        case "pow":
            return f"{_tight(parts[0])}^{_tight(parts[1])}"
        case "apply":
            return f"{spell(parts[0])}({'|'.join(spell(part) for part in parts[1:])})"
        case "call":
            between = " || " if node.name == "KL" else ", "
            return f"{node.name}({between.join(spell(part) for part in parts)})"
        case "bind":
            below = f"_{{{spell(parts[0])}}}" if parts[0].parts else ""
            return f"{node.name}{below} {_tight(parts[2])}"
        case "derivative":
            return f"d/d{spell(parts[1])} {_tight(parts[0])}"
        case "relation":
            return _chain(node)
        case _:
            return (node.name.strip() or ",").join(spell(part) for part in parts)


def _chain(node: Node) -> str:
    pieces = [spell(node.parts[0])]
    for sign, part in zip(node.name.split(), node.parts[1:], strict=True):
        pieces += [sign, spell(part)]
    return " ".join(pieces)


def _product(parts: tuple[Node, ...]) -> str:
    sign = "-" if MINUS_ONE in parts else ""
    above = [part for part in parts if part != MINUS_ONE]
    below = [p.parts[0] for p in above if p.kind == "pow" and p.parts[1] == MINUS_ONE]
    above = [p for p in above if not (p.kind == "pow" and p.parts[1] == MINUS_ONE)]
    top = " ".join(_tight(part) for part in above) or "1"
    return sign + "/".join([top, *(_tight(part) for part in below)])


def _tight(node: Node) -> str:
    inner = spell(node)
    loose = node.kind in ("add", "relation") or (node.kind == "mul" and len(node.parts) > 1)
    return f"({inner})" if loose else inner
