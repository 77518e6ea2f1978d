"""Office's formulas (OMML) as TeX.

The elements are those of ECMA-376, part 1, section 22.1: fractions, scripts, radicals, n-ary
operators, delimiters, functions, accents, bars, matrices, equation arrays. What has no rule here
gives the TeX of what it holds, so no symbol is lost.
"""

from __future__ import annotations

from typing import Any

DEEPEST = 60
_ROW = r" \\ "

_SYMBOLS = {
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∮": r"\oint", "⋃": r"\bigcup", "⋂": r"\bigcap",
    "∞": r"\infty", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "±": r"\pm",
    "×": r"\times",
    "⋅": r"\cdot", "·": r"\cdot", "→": r"\to", "⇒": r"\Rightarrow", "∈": r"\in", "∂": r"\partial",
    "∇": r"\nabla", "∼": r"\sim", "∝": r"\propto", "∣": r"\mid", "∥": r"\parallel", "−": "-",
    "∗": "*",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ϵ": r"\epsilon",
    "ε": r"\varepsilon",
    "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu",
    "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma", "τ": r"\tau", "ϕ": r"\phi",
    "φ": r"\varphi", "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta",
    "Θ": r"\Theta", "Λ": r"\Lambda", "Σ": r"\Sigma", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega",
    "#": r"\#", "%": r"\%", "&": r"\&", "$": r"\$", "_": r"\_", "{": r"\{", "}": r"\}",
    "\\": r"\backslash",
}  # fmt: skip
_ACCENTS = {
    "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u0307": "dot",
    "\u0308": "ddot", "\u20d7": "vec", "^": "hat", "~": "tilde", "¯": "bar", "˙": "dot",
}  # fmt: skip
_BRACKETS = {"{": r"\{", "}": r"\}", "⟨": r"\langle", "⟩": r"\rangle", "‖": r"\|", "": "."}
_FUNCTIONS = frozenset(
    "log ln exp sin cos tan min max lim sup inf arg det dim ker deg gcd sinh cosh tanh".split()
)


def tex(element: Any, deep: int = 0) -> str:
    """The TeX of an element and what it holds."""
    if deep > DEEPEST:
        return " ".join("".join(element.itertext()).split())
    name = _name(element)
    rule = _RULES.get(name)
    if rule is not None:
        return str(rule(element, deep + 1))
    if name == "t":
        return "".join(_symbol(char) for char in element.text or "")
    return _joined(tex(child, deep + 1) for child in element if not _name(child).endswith("Pr"))


def _joined(found: Any) -> str:
    """Pieces side by side; a command does not swallow the letter after it."""
    out = ""
    for piece in found:
        bare = out.rpartition("\\")[2]
        command = "\\" in out and bare.isalpha() and piece[:1].isalpha()
        out += (" " if command else "") + piece
    return out


def _symbol(char: str) -> str:
    command = _SYMBOLS.get(char, char)
    return f"{command} " if command[:1] == "\\" and command[-1:].isalpha() else command


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _part(element: Any, name: str, deep: int) -> str:
    """The TeX of a named child; empty where there is none."""
    return "".join(tex(child, deep) for child in element if _name(child) == name).strip()


def _property(element: Any, name: str, default: str) -> str:
    """The value of a property of the element."""
    for child in element.iter():
        if _name(child) == name and _name(child.getparent()).endswith("Pr"):
            return next(
                (str(value) for key, value in child.attrib.items() if key.endswith("val")), ""
            )
        if child is not element and _name(child) == "e":
            break
    return default


def _run(element: Any, deep: int) -> str:
    words = "".join(child.text or "" for child in element if _name(child) == "t")
    if words.strip() in _FUNCTIONS:
        return f"\\{words.strip()} "
    plain = any(_name(child) == "nor" for child in element.iter())
    if plain and len(words) > 1:
        return rf"\text{{{words}}}"
    return "".join(_symbol(char) for char in words)


def _fraction(element: Any, deep: int) -> str:
    return rf"\frac{{{_part(element, 'num', deep)}}}{{{_part(element, 'den', deep)}}}"


def _scripts(element: Any, deep: int) -> str:
    base, low, high = (_part(element, name, deep) for name in ("e", "sub", "sup"))
    single = len(base) == 1 or (base.startswith("\\") and base[1:].isalpha())
    base = base if single else f"{{{base}}}"
    return base + (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")


def _before(element: Any, deep: int) -> str:
    low, high = _part(element, "sub", deep), _part(element, "sup", deep)
    return f"{{}}_{{{low}}}^{{{high}}}{_part(element, 'e', deep)}"


def _radical(element: Any, deep: int) -> str:
    degree = _part(element, "deg", deep)
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_part(element, 'e', deep)}}}"


def _nary(element: Any, deep: int) -> str:
    sign = _SYMBOLS.get(_property(element, "chr", "∫"), r"\int")
    low, high = _part(element, "sub", deep), _part(element, "sup", deep)
    limits = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    return f"{sign}{limits} {_part(element, 'e', deep)}"


def _delimited(element: Any, deep: int) -> str:
    left, right = _property(element, "begChr", "("), _property(element, "endChr", ")")
    inside = [tex(child, deep).strip() for child in element if _name(child) == "e"]
    between = _property(element, "sepChr", "|").join(inside)
    return rf"\left{_BRACKETS.get(left, left)} {between} \right{_BRACKETS.get(right, right)}"


def _function(element: Any, deep: int) -> str:
    return f"{_part(element, 'fName', deep)} {_part(element, 'e', deep)}"


def _accent(element: Any, deep: int) -> str:
    return rf"\{_ACCENTS.get(_property(element, 'chr', '^'), 'hat')}{{{_part(element, 'e', deep)}}}"


def _bar(element: Any, deep: int) -> str:
    over = "overline" if _property(element, "pos", "bot") == "top" else "underline"
    return rf"\{over}{{{_part(element, 'e', deep)}}}"


def _matrix(element: Any, deep: int) -> str:
    rows = [
        " & ".join(tex(cell, deep).strip() for cell in row if _name(cell) == "e")
        for row in element
        if _name(row) == "mr"
    ]
    return rf"\begin{{matrix}}{_ROW.join(rows)}\end{{matrix}}"


def _array(element: Any, deep: int) -> str:
    rows = [tex(row, deep).strip() for row in element if _name(row) == "e"]
    return rf"\begin{{aligned}}{_ROW.join(rows)}\end{{aligned}}"


def _low(element: Any, deep: int) -> str:
    return f"{_part(element, 'e', deep)}_{{{_part(element, 'lim', deep)}}}"


def _high(element: Any, deep: int) -> str:
    return f"{_part(element, 'e', deep)}^{{{_part(element, 'lim', deep)}}}"


_RULES = {
    "r": _run, "f": _fraction, "sSub": _scripts, "sSup": _scripts, "sSubSup": _scripts,
    "sPre": _before, "rad": _radical, "nary": _nary, "d": _delimited, "func": _function,
    "acc": _accent, "bar": _bar, "m": _matrix, "eqArr": _array, "limLow": _low, "limUpp": _high,
}  # fmt: skip
