"""Where two unequal formulas differ, said in the answer's own signs and without the right ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.mathematics.same import Bench
from grader.mathematics.tree import MINUS_ONE, Node, factors, negative, spell, terms

_LONGEST = 60
_KINDS = {
    "sum": "the sum", "prod": "the product", "integral": "the integral",
    "expect": "the expectation", "max": "the maximum", "min": "the minimum",
    "argmax": "the argmax", "argmin": "the argmin", "lim": "the limit",
}  # fmt: skip


def where(bench: Bench, reference: Node, answer: Node) -> str:
    """A few words on the first difference, such as `the sign of KL(q, p)`."""
    found = _relation(bench, reference, answer) if reference.kind == "relation" else ""
    return found or _expression(bench, reference, answer)


def shown(node: Node) -> str:
    """A piece of the formula, cut where it is long."""
    text = spell(node)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _relation(bench: Bench, reference: Node, answer: Node) -> str:
    if answer.kind != "relation":
        return ""
    if reference.name != answer.name:
        return f"the sign {answer.name.split()[0]}"
    if len(reference.parts) != len(answer.parts):
        return "the number of sides"
    wrong = [(a, b) for a, b in zip(reference.parts, answer.parts, strict=True)
             if not bench.same(a, b)]  # fmt: skip
    if len(wrong) == 2 and all(_named(part) for part in (wrong[0])):
        return f"what is said of {shown(wrong[0][1])}: {_expression(bench, *wrong[1])}"
    return _expression(bench, *wrong[-1]) if wrong else ""


def _named(node: Node) -> bool:
    return node.kind in ("symbol", "apply")


def _expression(bench: Bench, reference: Node, answer: Node) -> str:
    missing, extra = _left_over(bench.same, terms(reference), terms(answer))
    turned = [each for each in extra if any(bench.same(negative(each), m) for m in missing)]
    if turned:
        return f"the sign of {shown(_unsigned(turned[0]))}"
    if len(missing) == 1 and len(extra) == 1:
        one, other = missing[0], extra[0]
        if (one, other) != (reference, answer) or one.kind != "add":
            return _term(bench, one, other)
    if missing and not extra:
        return "a term is missing"
    if extra and not missing:
        return f"the term {shown(extra[0])}"
    pair = _alike(missing, extra)
    return _term(bench, *pair) if pair else f"the whole of {shown(answer)}"


def _unsigned(node: Node) -> Node:
    if node.kind == "mul" and MINUS_ONE in node.parts:
        rest = list(node.parts)
        rest.remove(MINUS_ONE)
        return rest[0] if len(rest) == 1 else Node("mul", "", tuple(rest))
    return node


def _left_over(
    same: Callable[[Node, Node], bool], expected: Sequence[Node], said: Sequence[Node]
) -> tuple[list[Node], list[Node]]:
    """What of each list has no equal in the other one."""
    extra = list(said)
    missing = []
    for each in expected:
        found = next((other for other in extra if same(each, other)), None)
        if found is None:
            missing.append(each)
        else:
            extra.remove(found)
    return missing, extra


def _alike(missing: Sequence[Node], extra: Sequence[Node]) -> tuple[Node, Node] | None:
    """A pair of the same kind, where it is clear which belongs to which."""
    pairs = [(a, b) for a in missing for b in extra if (a.kind, a.name) == (b.kind, b.name)]
    return pairs[0] if pairs else None


def _term(bench: Bench, reference: Node, answer: Node) -> str:
    """The difference of two summands that belong together."""
    ratio = bench.ratio(answer, reference)
    if ratio is not None:
        return f"the factor of {shown(_unsigned(answer))}"
    missing, extra = _left_over(bench.same, factors(reference), factors(answer))
    missing = [each for each in missing if each != MINUS_ONE]
    extra = [each for each in extra if each != MINUS_ONE]
    if missing and not extra:
        return f"a factor is missing in {shown(_unsigned(answer))}"
    if extra and not missing:
        return f"the factor {shown(extra[0])}"
    pair = (missing[0], extra[0]) if len(missing) == len(extra) == 1 else _alike(missing, extra)
    if pair is None:
        return f"the whole of {shown(_unsigned(answer))}"
    return _factor(bench, *pair)


def _factor(bench: Bench, reference: Node, answer: Node) -> str:
    same_kind = (reference.kind, reference.name) == (answer.kind, answer.name)
    if reference.kind == "pow" or answer.kind == "pow":
        return _power(bench, reference, answer)
    if not same_kind or answer.kind in ("number", "symbol"):
        return shown(answer)
    if answer.kind == "call" and len(answer.parts) == len(reference.parts):
        return _arguments(bench, reference.parts, answer.parts, answer)
    if answer.kind == "apply":
        return _application(bench, reference, answer)
    if answer.kind == "bind":
        if not bench.same(reference.parts[2], answer.parts[2]):
            return _inside(bench, reference.parts[2], answer.parts[2], answer)
        return f"what stands under {_KINDS.get(answer.name, answer.name)}"
    if answer.kind == "add":
        return _expression(bench, reference, answer)
    return shown(answer)


def _power(bench: Bench, reference: Node, answer: Node) -> str:
    base = answer.parts[0] if answer.kind == "pow" else answer
    expected = reference.parts[0] if reference.kind == "pow" else reference
    below = [each.kind == "pow" and each.parts[1] == MINUS_ONE for each in (reference, answer)]
    if bench.same(base, expected):
        return f"the exponent of {shown(base)}"
    if all(below):
        return f"below the line: {_expression(bench, expected, base)}"
    if answer.kind == reference.kind and bench.same(answer.parts[1], reference.parts[1]):
        return _expression(bench, expected, base)
    return shown(answer)


def _inside(bench: Bench, reference: Node, answer: Node, whole: Node) -> str:
    inner = _expression(bench, reference, answer)
    return f"in {_KINDS.get(whole.name, whole.name)}, {inner}"


def _arguments(bench: Bench, expected: Sequence[Node], said: Sequence[Node], whole: Node) -> str:
    wrong = [n for n, pair in enumerate(zip(expected, said, strict=True)) if not bench.same(*pair)]
    if len(wrong) > 1 and not any(_left_over(bench.same, expected, said)):
        return f"the order of what stands in {shown(whole)}"
    if len(wrong) == 1:
        return _expression(bench, expected[wrong[0]], said[wrong[0]])
    return shown(whole)


def _application(bench: Bench, reference: Node, answer: Node) -> str:
    if reference.parts[0] != answer.parts[0]:
        return shown(answer.parts[0])
    expected = [part for group in reference.parts[1:] for part in group.parts]
    said = [part for group in answer.parts[1:] for part in group.parts]
    if not any(_left_over(bench.same, expected, said)):
        return f"the order of what stands in {shown(answer)}"
    if len(expected) == len(said):
        return _arguments(bench, expected, said, answer)
    return shown(answer)
