"""Text as a reader sees it: what looks the same is graded the same.

Invisible characters, floods of combining marks, letters borrowed from look-alike alphabets, styled
Unicode letters and the spelling of formulas are folded away, and the words stay. The student's own
text is never changed: clauses keep their place in it, so that every quote is the student's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from grader.formulas import plain_formulas

MAX_CHARACTERS = 6000
"""Longer answers are not short answers: the grader does not score them."""

_MAX_MARKS = 2
_CONTROLS = dict.fromkeys([*range(32), 127], " ")

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "…": "...",
    }
)
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅɡɑıοραινκυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwABEKMHOPCTYXIJSgaiopaivkuABEZHIKMNOPTYX",
)
_ALIKE = frozenset(chr(code) for code in _LOOK_ALIKE)
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(
    r"(?<=[.!?;])\s+|\n+|,\s+(?=(?:and|but|so|while|whereas|which)\b)"
    r"|\s+(?=(?:because|but|whereas|while|so that)\b)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of an answer: [start, end) in the student's text, [first, last) in the folded one."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What a student typed, beside its folded copy; `raw[clause.start:clause.end]` is a quote."""

    raw: str
    text: str
    clauses: tuple[Clause, ...]

    def quote(self, clause: Clause) -> str:
        """The clause exactly as it stands in the answer."""
        return self.raw[clause.start : clause.end]

    def only(self, kept: Sequence[Clause]) -> AnswerText:
        """The same answer with these clauses alone in its folded copy."""
        parts: list[str] = []
        clauses: list[Clause] = []
        length = 0
        for clause in kept:
            words = self.text[clause.first : clause.last]
            first = length + 1 if parts else 0
            length = first + len(words)
            parts.append(words)
            clauses.append(Clause(clause.start, clause.end, first, length))
        return AnswerText(self.raw, " ".join(parts), tuple(clauses))


def read_answer(raw: str) -> AnswerText:
    """Folds an answer clause by clause; the folded clauses are joined by one space."""
    parts: list[str] = []
    clauses: list[Clause] = []
    length = 0
    for start, end in _clause_ranges(raw):
        folded = normalise(raw[start:end])
        if not folded:
            continue
        first = length + 1 if parts else 0
        parts.append(folded)
        length = first + len(folded)
        clauses.append(Clause(start, end, first, length))
    return AnswerText(raw, " ".join(parts), tuple(clauses))


def _clause_ranges(raw: str) -> list[tuple[int, int]]:
    """Ranges of clauses without the white space around them."""
    ranges: list[tuple[int, int]] = []
    begin = 0
    for mark in [*_CLAUSE_END.finditer(raw), None]:
        end = mark.start() if mark else len(raw)
        piece = raw[begin:end]
        inner = piece.strip()
        if inner:
            start = begin + piece.index(inner)
            ranges.append((start, start + len(inner)))
        begin = mark.end() if mark else end
    return ranges


def normalise(text: str) -> str:
    """The visible words of a text: NFKC, look-alikes, marks, quotes, formulas, white space folded.

    Case stays. Linear in the length of the text; idempotent on plain words.
    """
    if text.isascii():
        visible = text.translate(_CONTROLS)
    else:
        folded = unicodedata.normalize("NFKC", _superscripts(_few_marks(text)))
        visible = _latin(_visible(folded.translate(_QUOTES)))
    return " ".join(plain_formulas(visible).split())


def _visible(text: str) -> str:
    kept = (
        " " if char.isspace() or unicodedata.category(char) == "Cc" else char
        for char in text
        if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn")
    )
    return "".join(kept)


def _few_marks(text: str) -> str:
    """Drops what is invisible, and the marks of a letter that carries more than scripts use."""
    out: list[str] = []
    marks: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            marks.append(char)
            continue
        if unicodedata.category(char) == "Cf":
            continue
        out.extend(marks if len(marks) <= _MAX_MARKS else ())
        marks.clear()
        out.append(char)
    out.extend(marks if len(marks) <= _MAX_MARKS else ())
    return unicodedata.normalize("NFC", "".join(out))


def _superscripts(text: str) -> str:
    """x² is x^2, not x2."""
    return re.sub(
        "[⁰¹²³⁴-⁹]+",
        lambda found: "^" + unicodedata.normalize("NFKC", found.group()),
        text,
    )


def _latin(text: str) -> str:
    """Look-alike letters become Latin in words that are otherwise, or look, Latin."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char.isascii() for char in letters)
    mostly_latin = latin * 2 > len(letters)

    def fold_word(found: re.Match[str]) -> str:
        word = found.group()
        own = sum(char.isascii() for char in word)
        alike = sum(char in _ALIKE for char in word)
        greek = any("\u0370" <= char <= "\u03ff" for char in word)
        disguised = own + alike == len(word) and alike > 0
        if disguised and (own >= (2 if greek else 1) or (mostly_latin and len(word) > 1)):
            return word.translate(_LOOK_ALIKE)
        return word

    return _WORD.sub(fold_word, text)
