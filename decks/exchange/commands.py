"""The commands of TeX mathematics that the importers know, sorted by what may follow them."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


SYMBOLS = _words(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi",
    "pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta",
    "Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar nabla partial",
)
"""Commands that are a letter: they take a subscript and no argument."""

BIG = _words(
    "sum prod int iint oint coprod bigcup bigcap lim max min sup inf argmax argmin log ln exp",
    "det Pr limsup liminf",
)
"""Operators that take a subscript and no argument in braces."""

RELATIONS = _words(
    "in notin sim mid to le leq ge geq ne neq approx equiv cdot times propto pm mp div subset",
    "subseteq supset cup cap wedge vee oplus otimes odot circ mapsto rightarrow leftarrow",
    "leftrightarrow Rightarrow Leftarrow Leftrightarrow gets iff implies ll gg simeq cong",
    "parallel perp setminus bmod succ prec ast star geqslant leqslant Longrightarrow",
)

FONTS = _words(
    "mathbb mathcal mathbf mathrm mathsf mathit mathtt mathfrak boldsymbol bm hat tilde bar vec",
    "dot ddot widehat widetilde overline underline operatorname",
)
"""Commands of one argument that make a letter: a second group can only be a lost subscript."""

TEXTS = _words("text textrm textbf textit texttt mbox operatorname mathrm")
"""Commands whose argument is words."""

ARITY = {
    **dict.fromkeys(FONTS | TEXTS, 1),
    **dict.fromkeys(_words("sqrt begin end label tag overbrace underbrace phantom color"), 1),
    **dict.fromkeys(_words("frac dfrac tfrac binom stackrel overset underset"), 2),
}
"""How many arguments in braces a command takes, where it takes any."""

_OTHERS = _words(
    "left right middle big Big bigg Bigg bigl bigr quad qquad dots ldots cdots vdots ddots infty",
    "forall",
    "exists emptyset prime sin cos tan tanh sinh cosh arcsin arccos arctan langle rangle lVert",
    "rVert Vert vert lvert rvert lfloor rfloor lceil rceil top bot neg Re Im aleph limits",
    "nolimits displaystyle textstyle colon not dagger arg dim ker deg gcd",
)

COMMANDS = SYMBOLS | BIG | RELATIONS | frozenset(ARITY) | _OTHERS
"""Every command that is taken for intact."""
