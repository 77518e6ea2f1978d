"""The vocabulary of formulas: how the same sign is written in LaTeX, in Unicode and by a thumb."""

from __future__ import annotations


def _same(words: str) -> dict[str, str]:
    return {word: word for word in words.split()}


GREEK = {
    **_same(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
        "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
    ),
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho",
    "varsigma": "sigma", "varpi": "pi", "ell": "l", "hbar": "hbar", "eps": "epsilon",
}  # fmt: skip
_SMALL = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau"
_CAPITAL = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
GREEK_LETTERS = {
    **dict(zip("αβγδεζηθικλμνξπρστ", _SMALL.split(), strict=True)),
    **dict(zip("υφχψω", "upsilon phi chi psi omega".split(), strict=True)),
    **dict(zip("ΓΔΘΛΞΠΣΦΨΩ", _CAPITAL.split(), strict=True)),
    "ς": "sigma", "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ℓ": "l", "µ": "mu",
}  # fmt: skip
"""Single letters; in a run they stand side by side."""

FUNCTIONS = {
    **_same("log exp sin cos tan sinh cosh tanh arcsin arccos arctan det trace sqrt erf"),
    "ln": "log", "tr": "trace", "Tr": "trace", "inv": "inverse", "norm": "norm", "abs": "abs",
    "kl": "KL", "kld": "KL", "dkl": "KL", "var": "Var", "cov": "Cov", "asin": "arcsin",
    "acos": "arccos", "atan": "arctan", "square root": "sqrt", "transpose": "transpose",
    "diag": "diag", "rank": "rank", "sign": "sign", "sgn": "sign", "factorial": "factorial",
    "relu": "relu", "softmax": "softmax", "sigmoid": "sigmoid", "softplus": "softplus",
    "frac": "frac", "binom": "binom", "dfrac": "frac", "tfrac": "frac", "gcd": "gcd", "mod": "mod",
}  # fmt: skip
"""Functions by name, as they are looked up: in lower case where a thumb types them."""

OPERATORS = {
    **_same("sum prod max min sup inf argmax argmin lim"),
    "int": "integral", "integral": "integral", "iint": "integral", "oint": "integral",
    "product": "prod", "limit": "lim", "nabla": "nabla", "grad": "nabla", "expect": "expect",
    "expectation": "expect",
}  # fmt: skip
"""Operators that bind a variable under them."""

NAMES = {word.lower(): word for word in (
    "TP FP TN FN TPR FPR TNR FNR MSE MAE RMSE ELBO BCE loss precision recall accuracy "
    "sensitivity specificity reconstruction const constant data model real fake "
    "MI IoU gain entropy"
).split()}  # fmt: skip
"""Quantities named by more than one letter; elsewhere a short run of letters is their product."""

FONTS = frozenset(
    "mathbf mathcal mathsf mathit mathtt mathfrak mathscr boldsymbol bm bf rm cal it vec textbf "
    "emph pmb".split()
)
TEXTS = frozenset("text textrm textit texttt textsf mbox mathrm operatorname".split())
DROPPED = frozenset(
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm "
    "quad qquad , ; : ! > displaystyle textstyle limits nolimits scriptstyle thinspace "
    "medspace hspace phantom smash".split()
) | {" ", "\n"}
ACCENTS = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde",
    "widetilde": "tilde", "dot": "dot", "ddot": "ddot", "underline": "underline",
}  # fmt: skip

SIGNS = {
    **{sign: ("sign", sign) for sign in "+-*/^_=<>(),;:!|[]{}'"},
    "<=": ("sign", "<="), ">=": ("sign", ">="), "!=": ("sign", "!="), "==": ("sign", "="),
    ":=": ("sign", "="), "->": ("sign", "->"), "=>": ("sign", "=>"), "<-": ("sign", "<-"),
    "||": ("sign", "||"), "**": ("sign", "^"), "...": ("name", "dots"), "≤": ("sign", "<="),
    "≥": ("sign", ">="), "≠": ("sign", "!="), "≈": ("sign", "~~"), "∼": ("sign", "~"),
    "~": ("sign", "~"), "∝": ("sign", "propto"), "→": ("sign", "->"), "←": ("sign", "<-"),
    "⇒": ("sign", "=>"), "≡": ("sign", "="), "≝": ("sign", "="), "≜": ("sign", "="),
    "∈": ("sign", "in"), "⊂": ("sign", "subset"), "⊆": ("sign", "subset"), "×": ("sign", "*"),
    "·": ("sign", "*"), "⋅": ("sign", "*"), "∙": ("sign", "*"), "∗": ("sign", "*"),
    "÷": ("sign", "/"), "±": ("sign", "+-"), "⊙": ("sign", "odot"), "∘": ("sign", "odot"),
    "⊗": ("sign", "otimes"), "∥": ("sign", "||"), "∞": ("name", "infinity"),
    "√": ("function", "sqrt"), "∑": ("operator", "sum"), "∏": ("operator", "prod"),
    "∫": ("operator", "integral"), "∇": ("operator", "nabla"), "∂": ("name", "partial"),
    "⊤": ("name", "T"), "∩": ("sign", ","), "∧": ("sign", ","), "∪": ("sign", "cup"),
    "…": ("name", "dots"), "⋯": ("name", "dots"), "¬": ("sign", "not"), "in": ("sign", "in"),
    "and": ("sign", ","), "not": ("sign", "not"), "given": ("sign", "|"), "°": ("name", "degree"),
    "∀": ("name", "forall"), "%": ("name", "percent"), ".": ("sign", "."), "⁄": ("sign", "/"),
    "times": ("sign", "*"), "cdot": ("sign", "*"), "or": ("sign", "cup"),
}  # fmt: skip

COMMANDS = {
    **{name: SIGNS[sign] for name, sign in {
        "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥",
        "ne": "≠", "neq": "≠", "approx": "≈", "simeq": "≈", "sim": "∼", "propto": "∝", "to": "→",
        "rightarrow": "→", "leftarrow": "←", "gets": "←", "Rightarrow": "⇒", "implies": "⇒",
        "equiv": "≡", "triangleq": "≡", "coloneqq": "≡", "in": "∈", "subset": "⊂",
        "subseteq": "⊆", "times": "×", "cdot": "·", "ast": "∗", "div": "÷", "pm": "±",
        "odot": "⊙", "circ": "∘", "otimes": "⊗", "mid": "|", "vert": "|", "lvert": "|",
        "rvert": "|", "parallel": "||", "Vert": "||", "lVert": "||", "rVert": "||", "|": "||",
        "|*": "||", "infty": "∞", "nabla": "∇", "partial": "∂", "top": "⊤", "intercal": "⊤",
        "cap": "∩", "wedge": "∧", "land": "∧", "cup": "∪", "lor": "∪", "vee": "∪", "dots": "…",
        "ldots": "…", "cdots": "⋯", "neg": "¬", "lnot": "¬", "lt": "<", "gt": ">",
        "langle": "(", "rangle": ")", "lbrack": "[", "rbrack": "]", "prime": "'",
        "forall": "∀", "and": "and", "given": "given", "giv": "|", "colon": ":", "mapsto": "→",
    }.items()},
    "{": ("sign", "("), "}": ("sign", ")"), "lbrace": ("sign", "("), "rbrace": ("sign", ")"),
    "star": ("sign", "*"), "inf": ("operator", "inf"), "oo": ("name", "infinity"),
    "infinity": ("name", "infinity"), "degree": ("name", "degree"), "ln": ("function", "log"),
    "KL": ("function", "KL"), "E": ("operator", "expect"), "choose": ("sign", "choose"),
    "or": ("sign", "cup"), "not": ("sign", "not"),
    "%": ("name", "percent"), "Pr": ("name", "P"), "I": ("name", "I"), "N": ("name", "N"),
    "d": ("name", "d"), "bx": ("name", "x"), "bz": ("name", "z"),
}  # fmt: skip
"""LaTeX commands (and words) that stand for one token."""
