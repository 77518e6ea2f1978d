"""Which quantities and operations a formula speaks of, and whether another one speaks of them."""

from __future__ import annotations

from grader.mathematics.tree import Node, walk

_COMMON_CALLS = frozenset(["log", "exp", "not", "inverse"])


def quantities(node: Node) -> set[str]:
    """The free letters and names of an expression, heads of functions with them."""
    names = {each.name for each in walk(node) if each.kind == "symbol"}
    return names - bound(node) - {"e", "pi", "d"}


def bound(node: Node) -> set[str]:
    """The letters that operators in it bind."""
    found: set[str] = set()
    for each in walk(node):
        if each.kind == "bind":
            for part in each.parts[0].parts:
                first = part.parts[0] if part.kind == "relation" else part
                if first.kind == "symbol":
                    found.add(first.name)
                if first.kind == "apply":
                    found |= {p.name for p in first.parts[1].parts if p.kind == "symbol"}
    return found - {"q", "p", "P", "Q"}


def operations(node: Node) -> set[str]:
    """The operators and known functions of an expression."""
    found = {each.name for each in walk(node) if each.kind in ("bind", "call")}
    found |= {"derivative" for each in walk(node) if each.kind == "derivative"}
    return found - _COMMON_CALLS


def unlike(reference: Node, answer: Node) -> str:
    """Why nothing can be said of two formulas that are not equal; empty where it can."""
    expected, said = operations(reference), operations(answer)
    if said - expected and expected - said:
        return "it is written in other operations"
    there, here = quantities(reference), quantities(answer)
    if here and there and not here & there:
        return "it speaks of other quantities"
    more, fewer = here - there, there - here
    if more and fewer and all(_plain(name) for name in more | fewer):
        return "it uses other letters"
    return ""


def _plain(name: str) -> bool:
    return len(name) == 1 and name.isascii()
