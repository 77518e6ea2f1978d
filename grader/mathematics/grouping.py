"""Pieces of a formula put together: products, lists, fractions that are derivatives."""

from __future__ import annotations

from itertools import pairwise

from grader.mathematics.tree import EMPTY, MINUS_ONE, Node, inverse, symbol

DIVERGENCES = (symbol("D", symbol("KL")), symbol("D", symbol("K"), symbol("L")))


def product(parts: list[Node]) -> Node:
    """Factors side by side as one node."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if part.kind == "mul" and part.parts[0] == MINUS_ONE else (part,)
    return Node("mul", "", tuple(flat))


def fraction_derivative(top: Node, below: Node) -> Node | None:
    """The derivative that a fraction of differentials is; its body empty where it stands after."""
    marks = (symbol("d"), symbol("partial"))
    if below.kind != "mul" or len(below.parts) != 2 or below.parts[0] not in marks:
        return None
    if top in marks:
        return Node("derivative", "", (EMPTY, below.parts[1]))
    if top.kind == "mul" and top.parts[0] in marks:
        rest = top.parts[1:]
        return Node("derivative", "", (product(list(rest)), below.parts[1]))
    return None


def called(name: str, below: Node | None, parts: tuple[Node, ...]) -> Node:
    """A known function of its arguments; a logarithm to a base is a quotient of two."""
    if name == "exp":
        return Node("call", "exp", parts)
    if name == "log" and below is not None:
        inner = Node("call", "log", parts)
        return Node("mul", "", (inner, inverse(Node("call", "log", (below,)))))
    return Node("call", name, parts)


def grouped(items: list[Node], separators: list[str]) -> Node:
    """Items with their separators; `||` parts first, then `|` and `;`, then `,`."""
    if not separators:
        return items[0]
    for loose in (("||",), ("|", ";")):
        places = [at for at, sign in enumerate(separators) if sign in loose]
        if places:
            bounds = [-1, *places, len(separators)]
            pieces = [
                grouped(items[first + 1 : last + 1], separators[first + 1 : last])
                for first, last in pairwise(bounds)
            ]
            return Node("list", "||" if loose[0] == "||" else "|", tuple(pieces))
    return Node("list", ",", tuple(items))


def as_list(node: Node) -> Node:
    """The node as a list; one alone is a list of one."""
    return node if node.kind == "list" else Node("list", ",", (node,))
