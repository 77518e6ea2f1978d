"""Drafts that say the same: a definition and a function of one term with one answer, two formulas
under one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from authoring.rules.candidate import Candidate
from decks.cards import CardKind

_EMPTY = frozenset(
    "the and for with from that this which who are was were is its their they into what does did "
    "how why when where can used use called has have network model not".split()
)
SHARE = 0.75
"""The part of the shorter answer's words that stand in the longer one of a repetition."""
FEW = 3
_EXACT = re.compile(r"\d+|\$[^$]*\$")
"""Numbers and formulas: where these differ, the answers do."""
_PLACE = re.compile(r" \([^()]*\)\?$")


_APART = (CardKind.CLOZE, CardKind.PROCESS, CardKind.FORMULA, CardKind.CONTRAST)


def folded(words: str) -> str:
    """Words as two drafts are told apart by: small letters, singular, no articles."""
    bare = re.sub(r"\b(?:an?|the|is|are)\b|[^\w\s]", " ", words.casefold())
    return " ".join(word.removesuffix("s") for word in bare.split())


def repeats(candidate: Candidate, kept: Iterable[Candidate]) -> bool:
    """Whether a kept draft asks about the same thing and says what this one says."""
    if candidate.kind is CardKind.FORMULA:
        tex = _tex(candidate)
        return any(other.kind is CardKind.FORMULA and _tex(other) == tex for other in kept)
    if candidate.kind in _APART or candidate.series:
        return False
    asked = _words(candidate.question)
    if "“" in candidate.question:
        return False
    aim = _aim(candidate)
    for other in kept:
        if other.kind in _APART or other.series:
            continue
        if "“" in other.question or not asked & _words(other.question):
            continue
        if _same(candidate.core_answer, other.core_answer):
            return True
        if aim is not None and aim == _aim(other):
            return True
        if _two_names(candidate.question, other.question):
            return True
    return False


_SIZES = re.compile(r"\s|\\(?:left|right|[Bb]igg?[lr]?)(?![a-z])|[.,;]$")


def _tex(candidate: Candidate) -> str:
    """A formula without what makes it look otherwise."""
    return _SIZES.sub("", candidate.core_answer.strip("$"))


_NAMED = re.compile(r"(?<!^)\b[A-Z][\w’-]+(?:\s(?:of\s|the\s|and\s|for\s)*[A-Z][\w’-]+)+")
_OF_THING = re.compile(
    r"^What (?:is|does|was|did) (?:the (?:goal|aim|purpose|objective) of )?"
    r"(?P<thing>(?:the|an?) [a-z -]+?)(?: networks?| models?)?"
    r"(?: (?:try|attempt|aim|seek|learn|do|used|trained|meant|intended|designed)"
    r"(?: (?:to do|for|to))?)?"
    r"(?: \([^()]*\))?\?$"
)
_OF_NAME = re.compile(
    r"^What (?:did|does|was|is) the "
    r"(?P<name>[A-Z][\w’-]+(?:\s(?:of\s|the\s|and\s|for\s|on\s)*[A-Z][\w’-]+)+)"
)


def _two_names(one: str, other: str) -> bool:
    """Whether two questions ask for one act or body, under its short and its full name."""
    first, second = _OF_NAME.match(one), _OF_NAME.match(other)
    if first is None or second is None or first["name"] == second["name"]:
        return False
    few, many = sorted((first["name"].split(), second["name"].split()), key=len)
    return few[-1] == many[-1] and set(few) < set(many)


_PURPOSE = re.compile(
    r"\b(?:goal|aim|purpose|objective) of\b|\b(?:try|attempt|aim|seek|intended|designed|meant|"
    r"created|established|founded|trained) to do\b|\bdo(?: \([^()]*\))?\?$"
)


def _aim(candidate: Candidate) -> str | None:
    """Whose purpose is asked for, if that is asked: one thing has one such card."""
    question = candidate.question
    of = _PURPOSE.search(question)
    if of is None and not (
        candidate.kind is CardKind.WHY and candidate.core_answer.startswith("To ")
    ):
        return None
    name = _NAMED.search(question.split(" (")[0])
    if name is not None:
        return name[0]
    thing = _OF_THING.match(question)
    return thing["thing"] if thing is not None else None


def _same(one: str, other: str) -> bool:
    """Whether one answer says what the other does; two words only where both begin alike."""
    exact, theirs_exact = _EXACT.findall(one), _EXACT.findall(other)
    if exact and theirs_exact and exact != theirs_exact:
        return False
    said, theirs = _list(one), _list(other)
    fewer = min(len(set(said)), len(set(theirs)))
    if fewer == 0 or (fewer < FEW and said != theirs and said[0] != theirs[0]):
        return False
    if fewer == 1:
        return said == theirs
    return len(set(said) & set(theirs)) >= SHARE * fewer


def ambiguous(formulas: Sequence[Candidate]) -> set[str]:
    """The questions for formulas of which the source gives two that are not the same."""
    told: dict[str, set[str]] = {}
    for each in formulas:
        told.setdefault(named(each), set()).add(re.sub(r"\s", "", each.core_answer))
    return {name for name, answers in told.items() if len(answers) > 1}


def named(candidate: Candidate) -> str:
    """What a formula is asked for, without the topic behind it."""
    return _PLACE.sub("", candidate.question).casefold().rstrip("?")


def _words(text: str) -> set[str]:
    return set(_list(text))


def _list(text: str) -> list[str]:
    bare = re.findall(r"[^\W\d_]{3,}", re.sub(r"\$[^$]*\$", " ", text.casefold()))
    return [word.removesuffix("s") for word in bare if word not in _EMPTY]
