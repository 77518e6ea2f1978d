"""A formula cut into tokens, in one alphabet for LaTeX, Unicode and what a thumb types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from grader.mathematics.notation import (
    ACCENTS,
    COMMANDS,
    DROPPED,
    FONTS,
    FUNCTIONS,
    GREEK,
    GREEK_LETTERS,
    NAMES,
    OPERATORS,
    SIGNS,
    TEXTS,
)
from grader.mathematics.tree import Unreadable
from grader.words import common

MAX_CHARACTERS = 1500
MAX_TOKENS = 500
_MARKS = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde", "\u20d7": "vec", "\u0307": "dot"}
_LIMIT_DIGITS = 12

_PIECE = re.compile(
    r"(?P<space>\s+|&)"
    r"|(?P<command>\\(?:[A-Za-z]+\*?|.))"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<run>[^\W\d_]+)"
    r"|(?P<sign><=|>=|!=|==|:=|=>|->|<-|\|\||\*\*|\.\.\.|.)",
    re.DOTALL,
)
_FOLDED = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "’": "'", "′": "'", "‖": "∥", "⟨": "(", "⟩": ")", "∣": "|"}
)
_SUPER = re.compile("[⁰¹²³⁴-⁹ⁿⁱ⁺⁻ᵀ]+")
_SUB = re.compile("[₀-₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ]+")
_MACRO_ARROW = re.compile(r"(?<![\w)\]}])[→⁇]+(?=\w)")
"""An arrow glued to the letter after it is a vector's, in notes that write vectors so."""
_IN_RUN = re.compile(r"^(.{0,2}?)(log|ln|exp|sin|cos|tan|sqrt)(.{0,2})$")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, name, function, operator, accent, command, sign or end.

    `spaced` says that white space stands before it, `worded` that it was given as one word (in
    `\\text{}` or longer than a product of letters).
    """

    kind: str
    text: str
    spaced: bool = False
    worded: bool = False


_BELOW = Token("sign", "_")


def tokens(text: str, names: Collection[str] = ()) -> list[Token]:
    """The tokens of a formula without its delimiters, an end token last.

    `names` are words that stand for one quantity each. Raises `Unreadable` for a text that is too
    long or holds what formulas do not.
    """
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("the formula is too long")
    latex = "\\" in text
    found: list[Token] = []
    spaced = False
    place = 0
    text = _commas(folded(text))
    while place < len(text):
        piece = _PIECE.match(text, place)
        if piece is None:
            raise Unreadable("it holds a sign that formulas do not have")
        place = piece.end()
        if piece["space"] or (latex and piece.group() == "~"):
            spaced = True
            continue
        if piece["command"]:
            made, place = _command(piece["command"][1:], text, place)
        elif piece["number"]:
            made = [Token("number", _digits(piece["number"], found))]
        elif piece["run"]:
            below = found[-1:] == [_BELOW] or [t.text for t in found[-2:]] == ["_", "{"]
            made = _letters(piece["run"], names, below=below)
        else:
            made = [_sign(piece["sign"])]
        if made:
            found.append(Token(made[0].kind, made[0].text, spaced, made[0].worded))
            found += made[1:]
            spaced = False
        if len(found) > MAX_TOKENS:
            raise Unreadable("the formula is too long")
    return [*found, Token("end", "")]


def _commas(text: str) -> str:
    """The text with room after commas that part numbers: in parentheses all of them do."""
    depth = 0
    out = []
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        out.append(", " if char == "," and depth > 0 else char)
    return "".join(out)


def names_in(text: str) -> set[str]:
    """The words that a LaTeX text marks as names (`\\text{TP}`): elsewhere they are names too."""
    marked = re.findall(r"\\(?:" + "|".join(sorted(TEXTS)) + r")\s*\{([^{}]{2,40})\}", text)
    return {word for each in marked for word in re.findall(r"[^\W\d_]{2,}", each)}


def folded(text: str) -> str:
    """The text with styled letters plain, raised and lowered ones as `^{}` and `_{}`."""
    text = text.translate(_FOLDED)
    text = _SUPER.sub(lambda run: f"^{{{unicodedata.normalize('NFKC', run.group())}}}", text)
    text = _SUB.sub(lambda run: f"_{{{unicodedata.normalize('NFKC', run.group())}}}", text)
    text = _MACRO_ARROW.sub("", text)
    return re.sub(
        r"([^\W\d_])([\u0302-\u0304\u0307\u20d7])",
        lambda found: f"\\{_MARKS.get(found[2], 'hat')}{{{found[1]}}}",
        unicodedata.normalize("NFKD", text.replace("𝔼", "\\mathbb{E}")),
    )


def _digits(number: str, before: list[Token]) -> str:
    if len(number) > _LIMIT_DIGITS:
        raise Unreadable("a number in it is too long")
    if "," in number and not re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", number):
        raise Unreadable("a number in it can be read in two ways")
    if number.count(".") > 1:
        raise Unreadable("a number in it has two points")
    return number.replace(",", "")


def _command(name: str, text: str, place: int) -> tuple[list[Token], int]:
    name = name.rstrip("*")
    if name in TEXTS:
        return _upright(text, place)
    if name == "mathbb":
        group = re.compile(r"\s*(?:\{\s*([A-Za-z])\s*\}|([A-Za-z]))").match(text, place)
        if group is not None and (group[1] or group[2]) == "E":
            return [Token("operator", "expect")], group.end()
        return [], place
    if name in DROPPED or name in FONTS:
        return [], place
    if name in ACCENTS:
        return [Token("accent", ACCENTS[name])], place
    if name in GREEK:
        return [Token("name", GREEK[name])], place
    if name in COMMANDS:
        kind, spelt = COMMANDS[name]
        return [Token(kind, spelt)], place
    if name in FUNCTIONS:
        return [Token("function", FUNCTIONS[name])], place
    if name in OPERATORS:
        return [Token("operator", OPERATORS[name])], place
    if len(name) == 1 and not name.isalpha():
        return [_sign(name)], place
    raise Unreadable(f"it has a command that is not known: \\{name[:20]}")


def _upright(text: str, place: int) -> tuple[list[Token], int]:
    """What stands upright: one word, unless it is a formula of its own."""
    group = re.compile(r"\s*(?:\{([^{}]{0,60})\}|([A-Za-z]))").match(text, place)
    if group is None:
        raise Unreadable("a word in it has no end")
    if group[1] and re.search(r"[+*/=^]", group[1]):
        return [], place  # a formula set upright: its braces are read as a group
    return _word(group[1] if group[1] is not None else group[2]), group.end()


def _word(word: str) -> list[Token]:
    letters = " ".join(re.findall(r"[^\W_]+", word))
    if not letters:
        return []
    if letters in ("E", "KL", "d", "T"):
        return [*_letters(letters, ())]
    if letters.lower() in FUNCTIONS:
        return [Token("function", FUNCTIONS[letters.lower()])]
    if letters.lower().replace(" ", "") in OPERATORS:
        return [Token("operator", OPERATORS[letters.lower().replace(" ", "")])]
    return [Token("name", letters, worded=len(letters) > 1)]


def _letters(run: str, names: Collection[str], *, below: bool = False) -> list[Token]:
    """A run of letters: a known word, a name, or letters side by side.

    `below` says that it stands under a letter, where three letters are a word.
    """
    low = run.lower()
    if low in FUNCTIONS and (len(run) > 1):
        return [Token("function", FUNCTIONS[low])]
    if low in OPERATORS and len(run) > 1:
        return [Token("operator", OPERATORS[low])]
    if run in GREEK_LETTERS:
        return [Token("name", GREEK_LETTERS[run])]
    if len(run) > 1 and (run in GREEK or (low in GREEK and run[1:] == low[1:])):
        return [Token("name", GREEK.get(run, GREEK[low]))]
    if low in COMMANDS and len(run) > 1 and COMMANDS[low][0] == "sign" and low in SIGNS:
        return [Token(*COMMANDS[low])]
    if run in names or low in NAMES:
        return [Token("name", NAMES.get(low, run), worded=True)]
    inside = _IN_RUN.match(run) if len(run) > 3 or low.startswith("ln") else None
    if inside:
        pieces = [_letters(piece, names) for piece in inside.groups() if piece]
        return [token for piece in pieces for token in piece]
    if len(run) > 2 and (len(run) > 4 or below or common(low)):
        return [Token("name", run, worded=True)]
    return [
        Token("name", GREEK_LETTERS.get(letter, letter)) if letter not in "∑∏∫" else _sign(letter)
        for letter in run
    ]


def _sign(sign: str) -> Token:
    kind, spelt = SIGNS.get(sign, ("", ""))
    if not kind:
        raise Unreadable("it holds a sign that formulas do not have")
    return Token(kind, spelt)
