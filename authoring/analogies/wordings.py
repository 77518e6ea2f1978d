"""The forms in which a card has the verbs of the relations: "breaks down", "breaking down"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from authoring.analogies.relations import relations
from authoring.rules.verbs import past_participle, third


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the list: its base, the words after it ("down", "for"), and the noun that has to be
    its object ("shape" in "give *shape"), if any.
    """

    base: str
    after: str = ""
    noun: str = ""

    @property
    def copular(self) -> bool:
        """Whether it is "be" with what follows: "be made of"."""
        return self.base == "be"


def verb(written: str) -> Verb:
    """ "break down", "give *shape" or "be made of", as the list writes them."""
    base, _, rest = written.partition(" ")
    noun = rest[1:] if rest.startswith("*") else ""
    return Verb(base, "" if noun else rest, noun)


@cache
def verbs() -> Mapping[Verb, tuple[str, ...]]:
    """Every verb with the relations that it may state."""
    found: dict[Verb, list[str]] = {}
    for name, relation in relations().items():
        for written in (*relation.verbs, *relation.loose):
            found.setdefault(verb(written), []).append(name)
    return {each: tuple(names) for each, names in found.items()}


@cache
def loose(name: str) -> frozenset[Verb]:
    """The verbs that state this relation only loosely."""
    return frozenset(verb(written) for written in relations()[name].loose)


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return f"{base[:-2]}ying"
    if base.endswith("e") and not base.endswith("ee"):
        return f"{base[:-1]}ing"
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", base) or base in (
        "control",
        "expel",
        "emit",
    )
    return f"{base}{base[-1]}ing" if doubled else f"{base}ing"


def _participle(base: str) -> str:
    if base in ("control", "expel", "emit"):
        return f"{base}{base[-1]}ed"
    return past_participle(base) or f"{base}ed"


@cache
def _finite() -> tuple[Mapping[str, tuple[Verb, ...]], re.Pattern[str]]:
    """Words that open an active predicate, each with its verbs; and the pattern of them all."""
    opening: dict[str, list[Verb]] = {}
    for each in verbs():
        forms = (
            ("is", "are", "be", "being")
            if each.copular
            else (each.base, third(each.base), _ing(each.base))
        )
        for form in forms:
            opening.setdefault(form, []).append(each)
    # Those with more words after them are tried first.
    ordered = {
        form: tuple(sorted(v, key=lambda one: -len(one.after))) for form, v in opening.items()
    }
    words = "|".join(sorted(ordered, key=len, reverse=True))
    return ordered, re.compile(rf"\b({words})\b", re.IGNORECASE)


@cache
def _passive() -> tuple[Mapping[str, tuple[Verb, ...]], re.Pattern[str]]:
    opening: dict[str, list[Verb]] = {}
    for each in verbs():
        if not each.copular and not each.noun:
            opening.setdefault(_participle(each.base), []).append(each)
    words = "|".join(sorted(opening, key=len, reverse=True))
    return {k: tuple(v) for k, v in opening.items()}, re.compile(rf"\b({words})\b", re.IGNORECASE)


_BEFORE = re.compile(
    r"^(?:(?:it|they|to|by|can|may|could|will|must|would|should|helps?(?: to)?|serves? to|acts? to|"
    r"(?:is|are) able to|works? to|aims? (?:to|at)|tr(?:y|ies) to|attempts? to|seeks? to|"
    r"functions? to|also|thus|then|mainly|mostly|often|usually|[a-z]+ly)\s+)*",
    re.IGNORECASE,
)
"""What may stand between a subject and its verb without changing what is stated."""
_TYING = re.compile(r"^(?:mainly|mostly|largely|also|entirely|partly|only)\s+", re.IGNORECASE)


def opened(predicate: str) -> Sequence[tuple[Verb, str]]:
    """The verbs that this predicate may begin with, each with what follows it."""
    rest = _BEFORE.sub("", predicate, count=1)
    table, pattern = _finite()
    found = pattern.match(rest)
    if found is None:
        return ()
    return _fitting(table[found[1].casefold()], rest[found.end() :].lstrip())


def passive(words: str) -> Sequence[tuple[Verb, str]]:
    """The same for what follows "is" or "are": "stored in the liver"."""
    table, pattern = _passive()
    rest = _TYING.sub("", words)
    found = pattern.match(rest)
    if found is None:
        return ()
    return _fitting(table[found[1].casefold()], rest[found.end() :].lstrip())


def _fitting(candidates: Sequence[Verb], rest: str) -> list[tuple[Verb, str]]:
    made = []
    for each in candidates:
        tail = _TYING.sub("", rest) if each.copular else rest
        if each.after:
            after = re.match(rf"{re.escape(each.after)}\b\s*", tail, re.IGNORECASE)
            if after is None:
                continue
            tail = tail[after.end() :]
        if each.noun:
            object_ = re.match(rf"(?:\w+ ){{0,2}}?(?:{each.noun})\b\s*", tail, re.IGNORECASE)
            if object_ is None:
                continue
            tail = tail[object_.end() :]
        made.append((each, tail))
    particular = [pair for pair in made if pair[0].after or pair[0].noun]
    return particular or made


def split_question(words: str) -> Sequence[tuple[str, str]]:
    """Where a question's own words fall into subject and predicate, by its base verbs:
    "the plasma membrane control" to ("the plasma membrane", "control"). The first cut is the best.
    """
    _, pattern = _finite()
    bases = {each.base for each in verbs()} - {"be"}
    return [
        (words[: found.start()].strip(), words[found.start() :])
        for found in pattern.finditer(words)
        if found.start() and found[1].casefold() in bases
    ]
