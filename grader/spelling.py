"""Words with typing errors read as the word of the card that was meant, before any comparison.

Only words that no reader would know are mended, and only into a word of the question or the
references. What turns one term into another ("hypotonic" and "hypertonic", "proton" and "photon")
is no typing error: the first letter stays, a letter is exchanged for its neighbour on the keyboard
or for another vowel alone, and comparatives and words with opposed beginnings are left as they are.
"""

from __future__ import annotations

from collections.abc import Collection

from grader.normalise import AnswerText, Clause
from grader.words import WORD, common, opposites_of

_SHORTEST = 4
_TWO_ERRORS_FROM = 8
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
OPPOSED = (
    ("hyper", "hypo"), ("endo", "exo"), ("inter", "intra"), ("macro", "micro"), ("ana", "cata"),
    ("in", "ex"), ("in", "de"), ("en", "de"), ("im", "ex"), ("pre", "post"), ("pro", "anti"),
    ("over", "under"), ("mon", "di"), ("di", "tri"), ("maxi", "mini"), ("an", "cat"),
    ("up", "down"),
)  # fmt: skip


def mended(answer: AnswerText, known: Collection[str]) -> AnswerText:
    """The answer with its folded clauses mended; what the student typed stays as it is."""
    parts: list[str] = []
    clauses: list[Clause] = []
    length = 0
    words = [word for word in known if len(word) >= _SHORTEST and word.isalpha()]
    for clause in answer.clauses:
        text = mend(answer.text[clause.first : clause.last], words)
        first = length + 1 if parts else 0
        length = first + len(text)
        parts.append(text)
        clauses.append(Clause(clause.start, clause.end, first, length))
    return AnswerText(answer.raw, " ".join(parts), tuple(clauses))


def mend(text: str, known: Collection[str]) -> str:
    """A folded text with its mistyped words read as the known word that was meant."""
    return WORD.sub(lambda found: _meant(found.group(), known), text)


def _meant(word: str, known: Collection[str]) -> str:
    low = word.lower()
    if len(low) < _SHORTEST or not low.isalpha() or low in known or common(low):
        return word
    near = [(errors, other) for other in known if (errors := _errors(low, other)) is not None]
    return min(near)[1] if near else word


def _errors(word: str, meant: str) -> int | None:
    """How many typing errors make `word` of `meant`; None where that is not what happened."""
    from rapidfuzz.distance import OSA

    allowed = 1 if min(len(word), len(meant)) < _TWO_ERRORS_FROM else 2
    if word[0] != meant[0] or abs(len(word) - len(meant)) > allowed:
        return None
    errors = int(OSA.distance(word, meant, score_cutoff=allowed))
    if errors > allowed or _other_term(word, meant):
        return None
    if len(word) == len(meant) and sorted(word) != sorted(meant):
        slips = [(a, b) for a, b in zip(word, meant, strict=True) if a != b]
        return errors if all(_slip(*pair) for pair in slips) else None
    return errors


def _slip(typed: str, meant: str) -> bool:
    """Whether a finger may take one letter for the other, or an ear one vowel for the other."""
    if typed in _VOWELS and meant in _VOWELS:
        return True
    for row, keys in enumerate(_ROWS):
        at = keys.find(meant)
        if at >= 0:
            around = _ROWS[row][max(0, at - 1) : at + 2]
            return typed in around
    return False


def _compared(word: str, other: str) -> bool:
    """Whether a word is the comparative or superlative of another: "denser" of "dense"."""
    return word.startswith(other) and word[len(other) :] in ("r", "er", "st", "est")


def _other_term(word: str, meant: str) -> bool:
    if meant in opposites_of(word) or _compared(word, meant) or _compared(meant, word):
        return True
    return any(
        (word.startswith(one) and meant.startswith(other) and not meant.startswith(one))
        or (word.startswith(other) and meant.startswith(one) and not meant.startswith(other))
        for one, other in OPPOSED
    )
