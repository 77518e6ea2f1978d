"""From tokens to a tree, by recursive descent.

Where a notation has two usual readings the parser is told which to take (`Style`) and says that it
came to such a place, so that the comparison can try the other one.
"""

from __future__ import annotations

from collections.abc import Collection

from grader.mathematics.grouping import DIVERGENCES, as_list, grouped, product
from grader.mathematics.operators import Operators
from grader.mathematics.scripts import Script, accented
from grader.mathematics.stream import Style
from grader.mathematics.tokens import tokens
from grader.mathematics.tree import (
    EMPTY,
    MINUS_ONE,
    Node,
    Unreadable,
    inverse,
    negative,
    number,
    symbol,
    total,
)

RELATIONS = frozenset(
    ["=", "<", ">", "<=", ">=", "!=", "~", "~~", "propto", "->", "<-", "=>", "in", "subset", ":"]
)
CLOSERS = {"(": ")", "[": "]", "{": "}"}
APPLIED = frozenset("fghpqPQDGEFHJLVN")
"""Letters that a parenthesis makes a function of whatever stands in it."""
LAWS = frozenset(["p", "q", "P", "Q", "pi"])
GREEK_APPLIED = frozenset("sigma phi psi pi Phi Psi rho mu Gamma delta".split())
SEPARATORS = frozenset([",", ";", "|", "||"])
GREEK_NAMES = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)


def parse(text: str, names: Collection[str] = (), style: Style | None = None) -> tuple[Node, bool]:
    """The tree of a formula without delimiters, and whether it could be read otherwise.

    Raises `Unreadable` with the reason.
    """
    reader = _Parser(tokens(text, names), style or Style())
    tree = reader.whole()
    return tree, reader.ambiguous


class _Parser(Operators):
    """The grammar from relations down to letters."""

    def whole(self) -> Node:
        tree = self.listing(frozenset([",", ";"]))
        while self.accept(",", ";", ".", "!", "?"):
            pass
        if self.next.kind != "end":
            raise Unreadable(f'"{self.next.text}" stands where nothing can stand')
        return tree

    def listing(self, separators: frozenset[str]) -> Node:
        """Relations parted by these signs; one alone is itself."""
        items = [self.relation()]
        found: list[str] = []
        while self.next.kind == "sign" and self.next.text in separators:
            ends = self.ahead(1)
            if ends.kind == "end" or (ends.kind == "sign" and ends.text in ".)]}"):
                break
            found.append(self.take().text)
            items.append(self.relation())
        return grouped(items, found)

    def relation(self) -> Node:
        self.deeper()
        leading = self.next.text if self.sees("=", "~", "propto", "<", ">", "<=", ">=") else ""
        if leading:
            self.take()
        members = [self.sum()]
        signs: list[str] = []
        while self.next.kind == "sign" and self.next.text in RELATIONS:
            signs.append("=" if self.next.text == ":" else self.next.text)
            self.take()
            members.append(self.sum())
        self.depth -= 1
        if not signs:
            return members[0]
        return Node("relation", " ".join(signs), tuple(members))

    def sum(self) -> Node:
        parts = [self.term()]
        while self.sees("+", "-", "+-"):
            sign = self.take().text
            part = self.term()
            if sign == "+-":
                part = Node("call", "plus or minus", (part,))
            parts.append(negative(part) if sign == "-" else part)
        return total(parts)

    def term(self) -> Node:
        parts = [self.signed()]
        while True:
            if self.sees("*"):
                self.take()
                parts.append(self.signed())
            elif self.sees("odot", "otimes", "cup", "choose"):
                name = self.take().text
                left = product(parts)
                call = "binom" if name == "choose" else name
                parts = [Node("call", call, (left, self.signed()))]
            elif self.sees("/"):
                self.take()
                parts.append(inverse(self.below()))
            elif self.starts_factor():
                parts.append(self.factor())
            else:
                return product(parts)

    def below(self) -> Node:
        """What a slash divides by."""
        first = self.signed()
        if not self.starts_factor() or self.next.kind == "operator":
            return first
        self.ambiguous = True
        if not self.style.product_below:
            return first
        parts = [first]
        while self.starts_factor() and self.next.kind not in ("operator",):
            parts.append(self.factor())
        return product(parts)

    def signed(self) -> Node:
        minus = 0
        while self.sees("-", "+"):
            minus += self.take().text == "-"
        if minus:
            made = self.signed()
            return negative(made) if minus % 2 else made
        if self.accept("not"):
            return Node("call", "not", (self.signed(),))
        return self.factor()

    def factor(self) -> Node:
        self.deeper()
        named = self.next.kind in ("name", "accent") or self.sees("{")
        base, script = self.scripted()
        made = self.powered(base, script, named)
        self.depth -= 1
        return made

    def powered(self, base: Node, script: Script, named: bool) -> Node:
        """The base with what stands above it, and applied to what follows."""
        applied = self.application(base, script) if named else None
        base = applied or script.on(base)
        if applied is not None:
            later = self.scripts()
            base = later.on(base) if later else base
        while self.accept("!"):
            base = Node("call", "factorial", (base,))
        return base

    def scripted(self) -> tuple[Node, Script]:
        token = self.next
        if token.kind == "number":
            self.take()
            return number(token.text), self.scripts()
        if token.kind == "function":
            return self.function(), Script()
        if token.kind == "operator":
            return self.operator(), Script()
        if token.kind == "accent":
            self.take()
            base = accented(token.text, self.argument())
            return base, self.scripts()
        if token.kind == "name":
            return self.name()
        if self.sees("(", "[", "{"):
            return self.group(), self.scripts()
        if self.sees("|", "||"):
            return self.absolute(), self.scripts()
        shown = token.text or "nothing"
        raise Unreadable(
            f'"{shown}" stands where a quantity should' if token.text else "it breaks off"
        )

    def name(self) -> tuple[Node, Script]:
        token = self.take()
        if token.text in ("partial", "d"):
            derived = self.derivative_in_line()
            if derived is not None:
                return derived, Script()
        if token.text == "Sigma" and self.sees("_"):
            summed = self.sum_sign()
            if summed is not None:
                return summed, Script()
        digits = self.next
        base = symbol(token.text)
        if digits.kind == "number" and not digits.spaced and not token.worded:
            self.take()
            base = symbol(token.text, number(digits.text))
        return base, self.scripts()

    def scripts(self) -> Script:
        """What stands below and above: indices, exponents, primes, stars, transposes."""
        script = Script()
        while True:
            if self.accept("_"):
                script = script.with_below(self.lower())
            elif self.accept("^"):
                script = self.upper(script)
            elif self.sees("'"):
                self.take()
                script = script.with_mark("'")
            else:
                return script

    def upper(self, script: Script) -> Script:
        if self.sees("*") or (self.sees("{") and self.ahead(1).text == "*"):
            braced = self.accept("{")
            self.take()
            if braced:
                self.expect("}")
            return script.with_mark("*")
        if self.sees("'"):
            return script
        bracketed = self.sees("(") or (self.sees("{") and self.ahead(1).text == "(")
        above = self.argument(exponent=True)
        while self.accept("^"):
            above = Node("pow", "", (above, self.argument(exponent=True)))
        return script.with_above(above, bracketed=bracketed)

    def lower(self) -> Node:
        """A subscript: a group, or a short run of letters and digits."""
        if self.sees("{"):
            self.take()
            self.bars += 1
            if self.sees("*"):
                self.take()
                inner = symbol("*")
            else:
                inner = self.listing(SEPARATORS)
            self.bars -= 1
            self.expect("}")
            return inner
        if self.accept("*"):
            return symbol("*")
        if self.sees("("):
            return self.group()
        items = [self.simple()]
        while (
            self.next.kind in ("name", "number")
            and not self.next.spaced
            and not self.ends_integral()
            and not self.next.worded
            and len(items) < 3
            and items[-1].kind in ("symbol", "number")
            and self.ahead(1).text != "("
        ):
            items.append(self.simple())
        return self.law(items[0]) if len(items) == 1 else product(items)

    def law(self, name: Node) -> Node:
        """The name of a distribution with its variables: E_q(z)[...] is meant as E_{q(z)}[...]."""
        before = (self.at, self.depth, self.nodes)
        if name.name in LAWS and self.sees("(") and not self.next.spaced:
            inner = self.inside(self.take().text)
            if self.sees("["):
                groups = inner.parts if inner.name == "|" else (inner,)
                return Node("apply", "", (name, *(as_list(each) for each in groups)))
        self.at, self.depth, self.nodes = before
        return name

    def simple(self) -> Node:
        token = self.take()
        if token.kind == "number":
            return number(token.text)
        if token.kind in ("name", "function", "operator"):
            return symbol(token.text)
        if token.kind == "accent":
            return accented(token.text, self.argument())
        raise Unreadable("an index in it cannot be read")

    def argument(self, *, exponent: bool = False) -> Node:
        """What a command or an exponent takes: a group, or one factor without its powers."""
        if self.sees("{", "("):
            return self.group()
        if exponent and self.accept("-"):
            return negative(self.argument(exponent=True))
        if exponent and self.accept("+"):
            return self.argument(exponent=True)
        if self.next.kind == "function":
            return self.function()
        if self.next.kind == "operator":
            return self.operator()
        made = self.simple()
        if exponent and self.sees("_"):
            self.take()
            made = Script().with_below(self.lower()).on(made)
        return made

    def group(self) -> Node:
        """What stands in parentheses, brackets or braces."""
        opening = self.take().text
        outer, self.bars = self.bars, 0 if opening == "{" else 1
        outer_integral, self.differential = self.differential, 0
        inner = self.listing(SEPARATORS)
        self.bars, self.differential = outer, outer_integral
        if opening in "([" and self.accept(")", "]"):
            return inner
        self.expect(CLOSERS[opening])
        return inner

    def absolute(self) -> Node:
        """|x| or ||x||, with the index of the norm."""
        sign = self.take().text
        self.bars += 1
        inner = self.sum()
        self.bars -= 1
        self.expect(sign)
        if sign == "|":
            return Node("call", "abs", (inner,))
        kind = self.lower() if self.accept("_") else number("2")
        return Node("call", "norm", (inner, kind))

    def application(self, base: Node, script: Script) -> Node | None:
        """The base as a function of the parenthesis after it, or None where it is a factor."""
        raised = script.above is not None and not script.index and script.above != MINUS_ONE
        if base.kind != "symbol" or not self.sees("(", "[") or raised:
            return None
        if self.sees("[") and base.name not in ("E", "H", "P", "D", "Pr", "V"):
            return None
        before = (self.at, self.depth, self.nodes)
        opened = self.take().text
        inner = self.inside(opened)
        if not self._applies(base, inner):
            self.at, self.depth, self.nodes = before
            return None
        head = script.on(base)
        if base.name == "E" and not script.marks:
            return Node("bind", "expect", (as_list(script.below or EMPTY), EMPTY, inner))
        if head in DIVERGENCES and inner.kind == "list" and len(inner.parts) == 2:
            return Node("call", "KL", inner.parts)
        groups = inner.parts if inner.kind == "list" and "|" in inner.name else (inner,)
        return Node("apply", "", (head, *(as_list(each) for each in groups)))

    def inside(self, opened: str) -> Node:
        outer, self.bars = self.bars, 1
        outer_integral, self.differential = self.differential, 0
        inner = EMPTY if self.sees(")", "]") else self.listing(SEPARATORS)
        self.bars, self.differential = outer, outer_integral
        if not self.accept(")", "]"):
            self.expect(CLOSERS[opened])
        return inner

    def _applies(self, base: Node, inner: Node) -> bool:
        if inner.kind == "list" or (len(base.name) > 1 and base.name not in GREEK_NAMES):
            return True
        if inner.kind == "relation" or inner.kind in ("symbol", "apply", "number"):
            return base.name not in ("d", "e", "i") and base.name not in ("alpha", "lambda", "eta")
        if base.name == "p" and inner.kind == "add":
            return False
        return base.name in APPLIED or base.name in GREEK_APPLIED
