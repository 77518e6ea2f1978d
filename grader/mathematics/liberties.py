"""Liberties that writers take and readers allow, where only one of two formulas takes them.

Each takes the reference and the answer and gives both in a form that can be compared: a
distribution named without its variables (KL(q || p)), limits, the measure of an expectation,
parameters under a function's name and the number of an example left out, the logistic function by
name or by letter. What both formulas say is never dropped.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.mathematics.binding import DISTRIBUTIONS, variables_of
from grader.mathematics.notation import GREEK
from grader.mathematics.tree import EMPTY, Node, symbol, walk, with_parts

Pair = tuple[Node, Node]
PARAMETERS = frozenset("theta phi lambda psi omega w model".split())


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with every node changed, from the leaves up."""
    parts = tuple(rebuilt(part, change) for part in node.parts)
    return change(with_parts(node, parts))


def distributions_named(reference: Node, answer: Node) -> Pair:
    """q for q(z | x), where one of the formulas does not say of what it is."""
    bare = {
        place.name
        for each in (reference, answer)
        for place in _measures(each)
        if place.kind == "symbol" and (place.name in DISTRIBUTIONS or len(place.name) == 1)
    }

    def short(node: Node) -> Node:
        if node.kind == "apply" and node.parts[0].name in bare:
            return node.parts[0]
        if node.kind == "relation" and node.name == "~" and node.parts[1].kind == "apply":
            law = short(node.parts[1])
            return law if law.kind == "symbol" and law.name in bare else node
        return node

    def change(node: Node) -> Node:
        if node.kind == "call" and node.name == "KL":
            return with_parts(node, tuple(short(part) for part in node.parts))
        if node.kind == "bind" and node.name == "expect":
            below = with_parts(node.parts[0], tuple(short(part) for part in node.parts[0].parts))
            return with_parts(node, (below, *node.parts[1:]))
        return node

    return rebuilt(reference, change), rebuilt(answer, change)


def words_cut_short(reference: Node, answer: Node) -> Pair:
    """Words under a letter in full or cut short: L_rec for L_reconstruction."""
    there, here = _words_below(reference), _words_below(answer)
    cut = {
        word: short
        for word in there - here
        for short in here - there
        if word.lower().startswith(short.lower()) or short.lower().startswith(word.lower())
    }

    def change(node: Node) -> Node:
        return symbol(cut[node.name]) if node.name in cut and not node.parts else node

    return (rebuilt(reference, change) if cut else reference), answer


def _words_below(node: Node) -> set[str]:
    return {
        part.name
        for each in walk(node)
        if each.kind == "symbol"
        for part in each.parts
        if part.kind == "symbol" and len(part.name) > 2 and part.name not in GREEK
    }


def _measures(node: Node) -> list[Node]:
    found: list[Node] = []
    for each in walk(node):
        if each.kind == "call" and each.name == "KL":
            found += each.parts
        elif each.kind == "bind" and each.name == "expect":
            laws = [part.parts[-1] if part.kind == "relation" else part
                    for part in each.parts[0].parts]  # fmt: skip
            found += laws
    return found


def laws_left_out(reference: Node, answer: Node) -> Pair:
    """E_z for E_{z ~ q(z | x)}: the variable alone."""
    return _by_variable(reference, answer), _by_variable(answer, reference)


def _by_variable(node: Node, other: Node) -> Node:
    bare = {
        part.name
        for each in walk(other)
        if each.kind == "bind" and each.name == "expect"
        for part in each.parts[0].parts
        if part.kind == "symbol"
    }

    def variable(law: Node) -> Node:
        if law.kind == "relation" and law.parts[0].name in bare:
            return law.parts[0]
        names = variables_of(law)
        return symbol(names[0]) if len(names) == 1 and names[0] in bare else law

    def change(each: Node) -> Node:
        if each.kind != "bind" or each.name != "expect":
            return each
        below = with_parts(each.parts[0], tuple(variable(law) for law in each.parts[0].parts))
        return with_parts(each, (below, *each.parts[1:]))

    return rebuilt(node, change)


def limits_left_out(reference: Node, answer: Node) -> Pair:
    """Sums without limits, or expectations without a measure, on one side only."""
    for name in ("sum", "prod", "integral", "expect"):
        said = [_says_limits(each, name) for each in (reference, answer)]
        if None not in said and said[0] != said[1]:
            reference, answer = (_without_limits(each, name) for each in (reference, answer))
    return reference, answer


def _says_limits(node: Node, name: str) -> bool | None:
    """Whether any such operator says its range; None where there is none."""
    binds = [each for each in walk(node) if each.kind == "bind" and each.name == name]
    if not binds:
        return None
    return any(_limited(each) for each in binds)


def _limited(node: Node) -> bool:
    below, above, _ = node.parts
    if node.name == "integral":
        return below.parts[0] != EMPTY
    if node.name == "expect":
        return bool(below.parts)
    return above != EMPTY or any(part.kind == "relation" for part in below.parts)


def _without_limits(node: Node, name: str) -> Node:
    def change(each: Node) -> Node:
        if each.kind != "bind" or each.name != name:
            return each
        below, _, body = each.parts
        if name == "integral":
            kept = with_parts(below, (EMPTY, *below.parts[1:]))
        elif name == "expect":
            kept = with_parts(below, ())
        else:
            bare = tuple(p.parts[0] if p.kind == "relation" else p for p in below.parts)
            kept = with_parts(below, bare)
        return with_parts(each, (kept, EMPTY, body))

    return rebuilt(node, change)


def parameters_left_out(reference: Node, answer: Node) -> Pair:
    """Parameters under the names of functions, where one formula writes none."""
    if _parametrised(reference) == _parametrised(answer):
        return reference, answer
    return rebuilt(reference, _without_parameters), rebuilt(answer, _without_parameters)


def _heads(node: Node) -> list[Node]:
    heads = [each.parts[0] for each in walk(node) if each.kind == "apply"]
    return heads + [each for each in _measures(node) if each.kind == "symbol"]


def _parametrised(node: Node) -> bool:
    return any(part.name in PARAMETERS for head in _heads(node) for part in head.parts)


def _without_parameters(node: Node) -> Node:
    if node.kind == "apply":
        return with_parts(node, (_bare(node.parts[0]), *node.parts[1:]))
    if node.kind == "call" and node.name == "KL":
        return with_parts(node, tuple(_bare(part) for part in node.parts))
    if node.kind == "bind" and node.name == "expect":
        below = with_parts(node.parts[0], tuple(_bare(part) for part in node.parts[0].parts))
        return with_parts(node, (below, *node.parts[1:]))
    return node


def _bare(head: Node) -> Node:
    if head.kind != "symbol":
        return head
    return with_parts(head, tuple(p for p in head.parts if p.name not in PARAMETERS))


def examples_left_out(reference: Node, answer: Node) -> Pair:
    """The number of an example, x^(i), where one formula writes none."""
    if _numbered(reference) == _numbered(answer):
        return reference, answer
    return rebuilt(reference, _without_number), rebuilt(answer, _without_number)


def _is_number(part: Node) -> bool:
    return part.kind == "list" and part.name == "^"


def _numbered(node: Node) -> bool:
    return any(_is_number(each) for each in walk(node))


def _without_number(node: Node) -> Node:
    return with_parts(node, tuple(part for part in node.parts if not _is_number(part)))


def logistic_by_letter(reference: Node, answer: Node) -> Pair:
    """sigma(x) for sigmoid(x)."""
    if not any(_logistic(each) for each in (reference, answer)):
        return reference, answer

    def change(node: Node) -> Node:
        if node.kind == "apply" and node.parts[0] == symbol("sigma") and len(node.parts) == 2:
            return Node("call", "sigmoid", node.parts[1].parts)
        return node

    return rebuilt(reference, change), rebuilt(answer, change)


def _logistic(node: Node) -> bool:
    return any(
        (each.kind == "call" and each.name == "sigmoid")
        or (each.kind == "call" and each.name == "exp")
        or (each.kind == "pow" and each.parts[0] == symbol("e"))
        for each in walk(node)
    )


LIBERTIES = (
    words_cut_short,
    parameters_left_out,
    distributions_named,
    laws_left_out,
    limits_left_out,
    examples_left_out,
    logistic_by_letter,
)
