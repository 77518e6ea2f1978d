"""Formulas that stand in running text, with their place: delimited, or seen by what they look like.

Undelimited ones are runs of letters, numbers, known words and signs; a word of prose ends a run
unless it is joined by a sign (`precision = TP / (TP + FP)`) or stands in the parentheses of a
function (`P(ill|positive)`). Linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.mathematics.notation import FUNCTIONS, GREEK, GREEK_LETTERS, NAMES, OPERATORS

MAX_TEXT = 12_000
MAX_FORMULAS = 12
_DELIMITED = re.compile(
    r"\$\$(?P<a>[^$]{1,1500})\$\$|(?<![\\\w])\$(?P<b>[^$\n]{1,600})\$(?!\d)"
    r"|\\\((?P<c>.{1,600}?)\\\)|\\\[(?P<d>.{1,1500}?)\\\]",
    re.DOTALL,
)
_ATOM = re.compile(
    r"\s+|and/or|[^\W\d_]+'(?:s|t|re|ll|ve|m|d)\b|[a-z]{3,}-[a-z]{2,}(?![\w(])"
    r"|\\[A-Za-z]+\s*(?:\{[^{}\n]{0,60}\})?|\\.|\d+(?:[.,]\d+)*|[^\W\d_]+|[_^]|<=|>=|!=|:=|->"
    r"|=>|\|\||\*\*|.",
    re.DOTALL,
)
_JOINING = frozenset(
    ["=", "*", "^", "+", "<", ">", "<=", ">=", "≤", "≥", "∝", "/", "·", "×", ":=", "~"]
)
_SIGNS = _JOINING | frozenset("-_|~()[]{},'!±∈→∥⊙∑∏∫√∂∇∞−–") | {"||", "->", "=>", "**", "!="}
_ENDS = frozenset(".;:?\n")
_STRONG = re.compile(
    r"[=^_<>≤≥∝√∑∏∫∂∇|*·×]|\\[A-Za-z]|\w\s*[+/]\s*\w|[\w)\]]\s+[-−–]\s+[\w(\\]|\w\(|^\s*-|\w-\w"
)
_ITEM = re.compile(r"^\s*-\s", re.MULTILINE)
_LETTER = re.compile(r"[^\W_]")
_PROSE_LETTERS = frozenset(["a", "A", "I"])


@dataclass(frozen=True, slots=True)
class Found:
    """A formula without its delimiters; text[start:end] is where it stands, delimiters with it."""

    start: int
    end: int
    tex: str
    delimited: bool


def formulas_in(text: str) -> tuple[Found, ...]:
    """The formulas of a text, in order, at most `MAX_FORMULAS`; of a long text its beginning."""
    text = text[:MAX_TEXT]
    found: list[Found] = []
    begin = 0
    for match in _DELIMITED.finditer(text):
        found += _runs(text, begin, match.start())
        inner = next(group for group in match.groups() if group is not None)
        found.append(Found(match.start(), match.end(), inner.strip(" .,;"), True))
        begin = match.end()
    found += _runs(text, begin, len(text))
    return tuple(found[:MAX_FORMULAS])


def without_formulas(text: str) -> str:
    """The prose of a text, its formulas taken out."""
    kept, begin = [], 0
    for each in formulas_in(text):
        kept.append(text[begin : each.start])
        begin = each.end
    return " ".join([*kept, text[begin:]])


def prose_around(text: str, found: tuple[Found, ...]) -> list[str]:
    """The words of a text that stand in none of its formulas."""
    kept, begin = [], 0
    for each in found:
        kept.append(text[begin : each.start])
        begin = each.end
    kept.append(text[begin:])
    return re.findall(r"[^\W\d_]{2,}", " ".join(kept))


def _runs(text: str, begin: int, end: int) -> list[Found]:
    atoms = [m for m in _ATOM.finditer(text, begin, end) if not m.group().isspace() or "\n" in m[0]]
    found: list[Found] = []
    run: list[re.Match[str]] = []
    depth = 0
    for place, atom in enumerate(atoms):
        after = atoms[place + 1].group() if place + 1 < len(atoms) else ""
        if _belongs(atom, run, after, depth, text):
            depth += (atom.group() in "([{") - (atom.group() in ")]}" and depth > 0)
            run.append(atom)
            continue
        found += _kept(text, run)
        run, depth = [], 0
    return found + _kept(text, run)


def _belongs(
    atom: re.Match[str], run: list[re.Match[str]], after: str, depth: int, text: str
) -> bool:
    word = atom.group()
    if "\n" in word or (word in _ENDS and not (word == ";" and depth) and word != ":"):
        return False
    if word == "," and not depth:
        return False
    if word == ":":
        return depth > 0
    if word in ("(", "[") and not run:
        return True
    if word[0] == "\\" or word[0].isdigit() or word in _SIGNS:
        return True
    if "/" in word or "-" in word or "'" in word:
        return False
    if not word[0].isalpha():
        return ord(word[0]) > 0x2000
    if mathematical(word):
        return not (word in _PROSE_LETTERS and _in_prose(atom, run, after, text))
    glued = bool(run) and run[-1].end() == atom.start()
    joined = bool(run) and run[-1].group() in (*_JOINING, "-", "(", "{", "_")
    if depth and glued:
        return True
    before = run[-1].group() if joined else "("
    return (after in _JOINING and after != "/") or before not in ("(", "-")


def mathematical(word: str) -> bool:
    """Whether a run of letters is one of formulas: a letter, two letters, a known name."""
    low = word.lower()
    if len(word) == 1:
        return True
    if low in OPERATORS or low in NAMES or word in GREEK or low in GREEK:
        return low not in ("loss", "data", "model", "real", "fake", "const", "constant", "gain",
                           "limit", "product", "eps", "precision", "recall", "accuracy",
                           "reconstruction", "entropy", "sensitivity", "specificity",
                           "expectation", "max", "min", "inf", "integral")  # fmt: skip
    if low in FUNCTIONS:
        return low not in ("norm", "rank", "sign", "inverse", "trace", "transpose", "mod")
    if all(letter in GREEK_LETTERS or letter.isascii() is False for letter in word):
        return all(letter in GREEK_LETTERS for letter in word)
    return word in ("dx", "dz", "dy", "dt", "dw", "dL", "mx", "mc", "ma", "ab", "ac", "bc", "xy",
                    "wx", "Wx", "Ax", "AB", "BA", "nRT", "PV", "mgh", "IR", "xbar", "xhat",
                    "yhat")  # fmt: skip


def _in_prose(atom: re.Match[str], run: list[re.Match[str]], after: str, text: str) -> bool:
    """Whether a lone letter that is also a word is used as one."""
    before = run[-1].group() if run else ""
    joined = before in _SIGNS or after in _SIGNS
    return not joined and text[atom.end() : atom.end() + 1].isspace()


def _kept(text: str, run: list[re.Match[str]]) -> list[Found]:
    """The run without what dangles at its ends, if it is more than a letter in prose."""
    while run and run[-1].group() in (*_JOINING, "-", "(", "[", "{", ",", "_", "~", "–", "|"):
        run = run[:-1]
    if len(run) > 1 and run[0].group() == "-" and _lists(text) and run[1].start() > run[0].end():
        run = run[1:]
    while run and run[0].group() in (")", "]", "}", ",", "*", "/", "|", "'", "!", "–"):
        run = run[1:]
    run = _balanced(run)
    while len(run) > 1 and run[-1].group() in _PROSE_LETTERS and run[-2].end() < run[-1].start():
        run = run[:-1]
    if len(run) < 2:
        return []
    start, end = run[0].start(), run[-1].end()
    tex = text[start:end]
    if not _LETTER.search(tex) or not _STRONG.search(tex):
        return []
    return [Found(start, end, tex, False)]


def _lists(text: str) -> bool:
    """Whether dashes begin the items of a list."""
    return len(_ITEM.findall(text)) > 1


def _balanced(run: list[re.Match[str]]) -> list[re.Match[str]]:
    """The run up to a closing parenthesis, or after an opening one, without a partner."""
    open_at: list[int] = []
    for place, atom in enumerate(run):
        if atom.group() in ("(", "[", "{"):
            open_at.append(place)
        elif atom.group() in (")", "]", "}"):
            if not open_at:
                return run[:place]
            open_at.pop()
    if open_at and open_at[0] == 0:
        return _balanced(run[1:])
    return run
