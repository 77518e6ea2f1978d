"""What stands below and above a letter: indices, exponents, transposes, primes, stars."""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.mathematics.tree import EMPTY, Node, symbol

_ACCENT_WORDS = frozenset(["hat", "bar", "tilde", "dot"])


@dataclass(frozen=True, slots=True)
class Script:
    """`index` says that what stands above is one in parentheses, as in x^(i)."""

    below: Node | None = None
    above: Node | None = None
    index: bool = False
    marks: str = ""

    def __bool__(self) -> bool:
        return self.below is not None or self.above is not None or bool(self.marks)

    def with_below(self, node: Node) -> Script:
        """With this subscript; a second one is added to the first."""
        if self.below is None:
            return replace(self, below=node)
        return replace(self, below=Node("list", ",", (self.below, node)))

    def with_above(self, node: Node, *, bracketed: bool) -> Script:
        """With this superscript; in parentheses a lone letter or number is an index."""
        index = bracketed and node.kind in ("symbol", "number")
        return replace(self, above=node, index=index)

    def with_mark(self, mark: str) -> Script:
        """With a prime or a star."""
        return replace(self, marks=self.marks + mark)

    def without_below(self) -> Script:
        """The same without the subscript."""
        return replace(self, below=None)

    def on(self, base: Node) -> Node:
        """The base with all of it."""
        if self.marks:
            base = _marked(base, self.marks)
        if self.below is not None:
            base = _with_index(base, self.below)
        if self.above is None:
            return base
        if self.index and base.kind == "symbol":
            upper = Node("list", "^", (self.above,))
            return replace(base, parts=(*base.parts, upper))
        if self.above in (symbol("T"), symbol("top")):
            return Node("call", "transpose", (base,))
        if self.above == symbol("c") and base.kind == "symbol":
            return Node("call", "not", (base,))
        return Node("pow", "", (base, self.above))


def indices(node: Node) -> tuple[Node, ...]:
    """The single indices of a subscript: those of `ij` are two."""
    if node.kind == "list" and node.name == ",":
        return tuple(index for part in node.parts for index in indices(part))
    if node.kind == "mul" and all(part.kind in ("symbol", "number") for part in node.parts):
        return node.parts
    return (node,)


def _with_index(base: Node, below: Node) -> Node:
    if base.kind == "symbol":
        if below.kind == "symbol" and below.name in _ACCENT_WORDS:
            return accented(below.name, base)
        return replace(base, parts=(*base.parts, *indices(below)))
    return Node("call", "component", (base, *indices(below)))


def _marked(base: Node, marks: str) -> Node:
    if base.kind == "symbol":
        return replace(base, name=base.name + marks)
    return Node("call", f"marked {marks}", (base,))


def accented(accent: str, base: Node) -> Node:
    """The letter under an accent is another letter."""
    if base.kind == "symbol":
        return replace(base, name=f"{accent} {base.name}")
    return Node("call", accent, (base,)) if base != EMPTY else base
