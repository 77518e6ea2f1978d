"""The spelling of formulas: LaTeX and what a thumb types become the same plain words.

Only the notation is folded (`\\sigma`, `σ` and `sigma`; `\\le` and `<=`); whether two formulas are
equal as mathematics is not decided here.
"""

from __future__ import annotations

import re

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi",
    "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_SYMBOLS = {
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "→": "->", "←": "<-", "⇒": "=>", "×": "*",
    "·": "*", "÷": "/", "∞": "infinity", "∈": "in", "∑": "sum", "∏": "product",
    "∫": "integral", "√": "sqrt", "∂": "d", "∇": "nabla", "∥": "||", "‖": "||", "∣": "|",
}  # fmt: skip
_COMMANDS = {
    "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=", "ne": "!=", "neq": "!=", "approx": "~",
    "to": "->", "rightarrow": "->", "leftarrow": "<-", "Rightarrow": "=>", "cdot": "*",
    "times": "*", "div": "/", "infty": "infinity", "int": "integral", "prod": "product",
    "partial": "d", "mid": "|", "parallel": "||", "Vert": "||", "|": "||", "varepsilon": "epsilon",
    "varphi": "phi", "left": "", "right": "", "big": "", "Big": "", "quad": " ", "qquad": " ",
    "mathbb": "", "mathcal": "", "mathbf": "", "mathrm": "", "mathit": "", "boldsymbol": "",
    "text": "", "textbf": "", "textit": "", "emph": "", "operatorname": "", "displaystyle": "",
}  # fmt: skip

_COMMAND = re.compile(r"\\([a-zA-Z]+|\|)")
_SPACING = re.compile(r"\\[,;:!]|\\ ")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_GROUP = re.compile(r"\{([^{}]*)\}")
_LONE_GREEK = re.compile(r"(?<![^\W\d_])[Α-Ωα-ωϕϵς](?![^\W\d_])")
_DELIMITER = re.compile(r"\$\$?|\\[()\[\]]")
_NESTING = 6


def plain_formulas(text: str) -> str:
    """The text with formulas spelt plainly; text without any is returned as it is. Linear."""
    if "\\" in text or "$" in text:
        text = _from_latex(text)
    if text.isascii():
        return text
    text = "".join(_SYMBOLS.get(char, char) for char in text)
    return _LONE_GREEK.sub(lambda found: _GREEK.get(found.group(), found.group()), text)


def _from_latex(text: str) -> str:
    text = _SPACING.sub(" ", _DELIMITER.sub(" ", text))
    for _ in range(_NESTING):
        spelt = _FRACTION.sub(r"(\1)/(\2)", text)
        if spelt == text:
            break
        text = spelt
    text = _COMMAND.sub(lambda found: _COMMANDS.get(found.group(1), found.group(1)), text)
    for _ in range(_NESTING):
        text, changed = _GROUP.subn(r"\1", text)
        if not changed:
            break
    return text
