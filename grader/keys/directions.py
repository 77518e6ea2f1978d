"""Which way a quantity goes: "it falls", "goes down" and "decreases" say the same.

Where the question names the quantity and the key is nothing but its direction, an answer of nothing
but a direction is settled by it.
"""

from __future__ import annotations

import re

from grader.words import NEGATIONS, PLAIN, stem, words_of

_UP = frozenset(
    "rise rises rising rose risen increase increases increased increasing grow grows grew growing "
    "climb climbs higher larger bigger greater more gain gains up".split()
)
_DOWN = frozenset(
    "fall falls falling fell fallen decrease decreases decreased decreasing decline declines drop "
    "drops dropped dropping shrink shrinks sink sinks diminish diminishes lessen lessens lower "
    "smaller less fewer reduced reduces down".split()
)
_VERBS = frozenset(
    "rises rose increases increased grows grew climbs falls fell decreases decreased declines "
    "declined drops dropped sinks sank shrinks diminishes".split()
)
_SAME = frozenset("same constant unchanged".split())
_GENERIC = frozenset(
    stem(word)
    for word in "amount quantity level value number rate size total also become becomes get gets "
    "go goes going gone move moves make makes stay stays remain remains too then again result "
    "will would overall".split()
)
_ASKED = re.compile(
    r"\b(?:what happens|what will happen|what would happen|how (?:does|do|will|would|did|is|are)"
    r"|what (?:effect|is the effect|does)|does|do|will|would|in which direction)\b",
    re.I,
)
_WHY = re.compile(r"\b(?:why|explain|reasons?|how come|justify|and how)\b", re.I)
_EXPLAINS = re.compile(r",?\s+(?:because|since|as|so that|so)\s", re.I)
_MOST_WORDS = 12
_SEVERAL = re.compile(r"[,;:|/]|[.!?]\s")
_UNTOLD = NEGATIONS | frozenset("when if as while whenever unless than".split())


def same_direction(question: str, wanted: str, text: str) -> bool | None:
    """Whether an answer gives the direction that a key is; None where one of them says more."""
    if not _ASKED.search(question):
        return None
    asked = {stem(word) for word in words_of(question)}
    if not _WHY.search(question):  # an explanation that nobody asked for is no part of the key
        wanted = _EXPLAINS.split(wanted, maxsplit=1)[0]
    key, said = _direction(wanted, asked), _direction(text, asked)
    if key is None:
        return None
    if said is None:
        return False if _goes_other_way(text, key) else None
    return key == said


def _goes_other_way(text: str, key: int) -> bool:
    """Whether all words of direction in a short text without conditions are opposed to a key."""
    words = words_of(text)
    if not key or len(words) > _MOST_WORDS or not _UNTOLD.isdisjoint(words):
        return False
    told = [word for word in words if word in _UP | _DOWN]
    return {1 if word in _UP else -1 for word in told} == {-key} and not _VERBS.isdisjoint(told)


def _direction(text: str, asked: set[str]) -> int | None:
    """1 for up, -1 for down, 0 for the same, of a text that is nothing else; None for others."""
    words = words_of(text)
    if len(words) > _MOST_WORDS or not _UNTOLD.isdisjoint(words) or _SEVERAL.search(text):
        return None
    found: set[int] = set()
    for word in words:
        if word in _UP:
            found.add(1)
        elif word in _DOWN:
            found.add(-1)
        elif word in _SAME:
            found.add(0)
        elif word not in PLAIN and stem(word) not in _GENERIC and stem(word) not in asked:
            return None
    return found.pop() if len(found) == 1 else None
