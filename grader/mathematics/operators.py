"""Known functions and what binds a variable, as a part of the parser."""

from __future__ import annotations

from grader.mathematics.grouping import (
    as_list,
    called,
    fraction_derivative,
    product,
)
from grader.mathematics.scripts import Script
from grader.mathematics.stream import Stream
from grader.mathematics.tokens import Token
from grader.mathematics.tree import (
    EMPTY,
    MINUS_ONE,
    ONE,
    Node,
    Unreadable,
    inverse,
    negative,
    number,
    symbol,
)

TWO_ARGUMENTS = frozenset(["frac", "binom"])


class Operators(Stream):
    """The readings that begin with a known word or sign; the parser adds the rest."""

    def sum(self) -> Node:
        """Terms joined by plus and minus."""
        raise NotImplementedError

    def term(self) -> Node:
        """Factors side by side, or joined by a sign."""
        raise NotImplementedError

    def signed(self) -> Node:
        """A factor with its sign."""
        raise NotImplementedError

    def factor(self) -> Node:
        """One quantity with what stands below and above it."""
        raise NotImplementedError

    def scripted(self) -> tuple[Node, Script]:
        """A quantity, and apart from it what stands below and above."""
        raise NotImplementedError

    def scripts(self) -> Script:
        """What stands below and above."""
        raise NotImplementedError

    def lower(self) -> Node:
        """A subscript."""
        raise NotImplementedError

    def simple(self) -> Node:
        """One letter or number."""
        raise NotImplementedError

    def argument(self, *, exponent: bool = False) -> Node:
        """What a command or an exponent takes."""
        raise NotImplementedError

    def group(self) -> Node:
        """What stands in parentheses, brackets or braces."""
        raise NotImplementedError

    def inside(self, opened: str) -> Node:
        """The arguments after an opening parenthesis."""
        raise NotImplementedError

    def function(self) -> Node:
        """A known function with its scripts and what it is of."""
        name = self.take().text
        if name in TWO_ARGUMENTS:
            return self.two_arguments(name)
        if name == "sqrt":
            return self.root()
        if name == "KL":
            return self.divergence()
        script = self.scripts()
        if self.sees("(", "["):
            inner = self.group()
            parts = inner.parts if inner.kind == "list" and name != "diag" else (inner,)
        elif self.starts_factor() or self.sees("-"):
            parts = (self.operand(),)
        else:
            return symbol(name, *((script.below,) if script.below else ()))
        made = called(name, script.below, parts)
        outer = script.without_below()
        if outer.above == MINUS_ONE and name in ("sin", "cos", "tan"):
            return Node("call", f"arc{name}", parts)
        made = outer.on(made)
        later = self.scripts()
        return later.on(made) if later else made

    def operand(self) -> Node:
        """What a function without parentheses is of: the factors up to the next sign."""
        parts = [self.signed()]
        while True:
            if self.sees("/") and self.ahead(1).kind != "end":
                self.ambiguous = True
                if not self.style.quotient_inside:
                    return product(parts)
                self.take()
                parts.append(inverse(self.signed()))
            elif self.starts_factor() and self._joins_operand():
                parts.append(self.factor())
            else:
                return product(parts)

    def _joins_operand(self) -> bool:
        """Whether the next factor still belongs to what a function without parentheses is of."""
        known = self.next.kind in ("function", "operator")
        return not known or self.next.text in ("frac", "sqrt")

    def two_arguments(self, name: str) -> Node:
        """A fraction or a binomial coefficient; a fraction of differentials is a derivative."""
        top, below = self.digit_or_argument(), self.digit_or_argument()
        if name == "binom":
            return Node("call", "binom", (top, below))
        derived = fraction_derivative(top, below)
        made = derived or Node("mul", "", (top, inverse(below)))
        later = self.scripts()
        if derived is not None and derived.parts[0] == EMPTY:
            return Node("derivative", "", (self.factor(), derived.parts[1]))
        return later.on(made) if later else made

    def digit_or_argument(self) -> Node:
        """As TeX takes it: `\\frac12` is a half."""
        token = self.next
        if token.kind == "number" and len(token.text) > 1:
            self.tokens[self.at] = Token("number", token.text[1:])
            return number(token.text[0])
        return self.argument()

    def root(self) -> Node:
        """A square root, or one of another degree."""
        degree = number("2")
        if self.sees("["):
            degree = self.group()
        inner = self.argument()
        made = Node("pow", "", (inner, inverse(degree)))
        later = self.scripts()
        return later.on(made) if later else made

    def divergence(self) -> Node:
        """KL(q || p), KL[q, p]: its two sides in order."""
        self.scripts()
        if not self.sees("(", "[", "{"):
            return symbol("KL")
        inner = self.group()
        while inner.kind == "list" and len(inner.parts) == 1:
            inner = inner.parts[0]
        if inner.kind != "list" or len(inner.parts) < 2:
            return Node("apply", "", (symbol("KL"), as_list(inner)))
        sides = inner.parts
        if len(sides) != 2:
            raise Unreadable("the two sides of a divergence cannot be told apart")
        return Node("call", "KL", sides)

    def operator(self) -> Node:
        """A sum, an extreme, an expectation and their like, with what stands under them."""
        name = self.take().text
        below, above = EMPTY, EMPTY
        for _ in range(2):
            if self.accept("_"):
                below = self.limits()
            elif self.accept("^"):
                above = self.argument(exponent=True)
        if name == "integral":
            return self.integral(below, above)
        if name == "expect" and self.sees("(", "["):
            body = self.inside(self.take().text)
        elif name == "nabla" and not self.starts_factor():
            return symbol("nabla")
        elif not self.starts_factor() and not self.sees("-"):
            return symbol(name, *((below,) if below != EMPTY else ()))
        else:
            body = self.body(name)
        if name == "nabla":
            return Node("derivative", "nabla", (body, below))
        made = Node("bind", name, (as_list(below), above, body))
        later = self.scripts()
        return later.on(made) if later else made

    def limits(self) -> Node:
        """What stands under an operator; `sum_i=1^n` is read as it is meant."""
        below = self.lower()
        if below.kind == "symbol" and self.sees("=") and not self.next.spaced:
            self.take()
            start = self.signed_simple()
            return Node("relation", "=", (below, start))
        return below

    def signed_simple(self) -> Node:
        """A letter or number with its sign."""
        return negative(self.simple()) if self.accept("-") else self.simple()

    def body(self, name: str) -> Node:
        """What an operator without brackets is of: the product up to the next plus or minus."""
        if name in ("max", "min", "sup", "inf", "argmax", "argmin") and self.sees("(", "["):
            return self.factor()
        return self.term()

    def integral(self, below: Node, above: Node) -> Node:
        """What stands between the integral sign and its differentials."""
        self.differential += 1
        body = self.sum() if not self.ends_integral() else ONE
        self.differential -= 1
        variables: list[Node] = []
        while self.next.text == "d" and self.next.kind == "name":
            self.take()
            variables.append(Script().on(self.scripted()[0]))
        if not variables:
            raise Unreadable("an integral in it does not say over what")
        return Node("bind", "integral", (Node("list", ",", (below, *variables)), above, body))

    def sum_sign(self) -> Node | None:
        """The letter Sigma as a sum over an index, or None where it is only a letter."""
        before = (self.at, self.depth, self.nodes)
        self.take()
        below = self.limits()
        ranges = below.kind == "relation" or (below.kind == "symbol" and below.name in "ijknmt")
        above = self.argument(exponent=True) if ranges and self.accept("^") else EMPTY
        if not ranges or above == MINUS_ONE or not self.starts_factor():
            self.at, self.depth, self.nodes = before
            return None
        return Node("bind", "sum", (as_list(below), above, self.term()))

    def derivative_in_line(self) -> Node | None:
        """`d/dx f` and `∂L/∂w`; None where the letter is only a letter."""
        before = self.at
        if not self.sees("/") and self.next.kind not in ("name", "accent"):
            return None
        top = EMPTY
        if not self.sees("/"):
            base, script = self.scripted()
            top = script.on(base)
        if self.accept("/") and self.next.text in ("d", "partial") and self.next.kind == "name":
            self.take()
            base, script = self.scripted()
            variable = script.on(base)
            return Node("derivative", "", (self.factor() if top == EMPTY else top, variable))
        self.at = before
        return None
