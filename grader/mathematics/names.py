"""Which quantities and operations a formula speaks of, and whether another one speaks of them."""

from __future__ import annotations

from grader.mathematics.tree import Node, walk

_ELEMENTARY = frozenset(
    "log exp not inverse sin cos tan sinh cosh tanh arcsin arccos arctan sqrt abs factorial binom "
    "sigmoid transpose trace det component odot".split()
)
_SIBLINGS = {"min": "max", "sup": "max", "inf": "max", "argmin": "argmax", "Var": "expect",
             "Cov": "expect"}  # fmt: skip


def quantities(node: Node) -> set[str]:
    """The free letters and names of an expression, heads of functions with them."""
    names = {each.name for each in walk(node) if each.kind == "symbol"}
    return names - bound(node) - {"e", "pi", "d"}


def bound(node: Node) -> set[str]:
    """The letters that operators in it bind."""
    found: set[str] = set()
    for each in walk(node):
        if each.kind == "bind":
            below = each.parts[0].parts
            for part in below[1:] if each.name == "integral" else below:
                first = part.parts[0] if part.kind == "relation" else part
                if first.kind == "symbol":
                    found.add(first.name)
                if first.kind == "apply":
                    found |= {p.name for p in first.parts[1].parts if p.kind == "symbol"}
    return found - {"q", "p", "P", "Q"}


def operations(node: Node) -> set[str]:
    """The operators and functions of an expression that are not worked out in full."""
    found = {each.name for each in walk(node) if each.kind in ("bind", "call")} - _ELEMENTARY
    return {_SIBLINGS.get(name, name) for name in found}


def unlike(reference: Node, answer: Node) -> str:
    """Why nothing can be said of two formulas that are not equal; empty where it can."""
    expected, said = operations(reference), operations(answer)
    if said - expected and expected - said:
        return "it is written in other operations"
    there, here = quantities(reference), quantities(answer)
    if here and there and not here & there:
        return "it speaks of other quantities"
    ranging = bound(reference) | bound(answer)
    more, fewer = here - there - ranging, there - here - ranging
    if more and fewer and all(_plain(name) for name in more | fewer):
        return "it uses other letters"
    return ""


def _plain(name: str) -> bool:
    return len(name) == 1 and name.isascii()
