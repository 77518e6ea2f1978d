"""Orders told as deeds: "create a branch and switch to it", as help pages say it, is "Creates a
branch and switches to it" behind "What does it do?" and "creating ..." behind "What is it?".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from authoring.rules.verbs import base_of, gerund, maybe_noun, third

_FIRST = re.compile(
    r"^(?P<how>[a-z]+ly\s)?(?P<verb>[a-z]+)\b(?P<rest>.*)$", re.DOTALL | re.IGNORECASE
)
_AND = re.compile(
    r"(?P<comma>,?)\s(?P<tie>(?:and|or|then)(?:\s(?:thus|then|also))?)\s(?P<verb>[a-z]+)\b(?=\s(?P<next>\S+))"
)
_PREFIX = re.compile(r"^(?:un|re|de|dis|pre|over)(?=[a-z]{3,}$)")
_OF_NOUN = frozenset("of for in with from and that which or as at by is are".split())
"""What stands behind a noun and not behind an order: "list of files"."""
_OF_VERB = re.compile(r"(?:an?|the|it|them|its|their|to|all|each|every|this|any)$")


def as_deed(means: str) -> str | None:
    """Help words in the third person; None where they begin with no verb."""
    return _told(means, third)


def as_doing(means: str) -> str | None:
    """An order as the name of what is done; None where the words begin with no verb."""
    return _told(means, gerund)


_THE_ONE = re.compile(
    r"\b(?P<link>to|into|onto|from|in|of|on|with)\s(?=(?:current|working|staging|last|previous|"
    r"default|given|entire|whole|local)\s[a-z]+[a-rt-z]\b)"
)
_ANY = re.compile(
    r"(?P<link>^[a-z]+(?:s|ing)|^find|^learn|^train|^build|^use|"
    r"\b(?:to|into|onto|from|in|of|on))\s(?=(?:new\s)?(?:repository|file|directory|folder|branch|remote|commit|process|job|package|variable|string|pattern|user|host|"
    r"server|container|model|network|generator|classifier|distribution|function|"
    r"maximizer|minimizer|maximiser|minimiser|solution|character|window|session|macro)"
    r"(?:$|[.,;]|\s[$(]|\s(?:to|into|onto|from|in|on|with|of|for|that|which|and|by)\b))"
)
"""Where terse notes leave out "the" and "a"."""


def as_plural(means: str) -> str | None:
    """Help words as many do it: "holds a lid" is "hold a lid"."""
    return _told(means, str)


def articled(words: str) -> str:
    """The words with the articles that terse notes leave out."""
    return _ANY.sub(r"\g<link> a ", _THE_ONE.sub(r"\g<link> the ", words))


def ordered(means: str) -> str | None:
    """The verb that an order begins with, in its base form; None where there is no order."""
    found = _FIRST.match(means)
    if found is None:
        return None
    verb = found["verb"].lower()
    if _base(verb) != verb:
        return None
    after = found["rest"].split()[:1]
    noun = (maybe_noun(verb) or verb in _PLAIN) and not found["how"]
    return None if noun and (not after or after[0] in _OF_NOUN) else verb


def _base(verb: str) -> str | None:
    """The base of a verb in the present tense, known by itself or without what stands before it."""
    for word in (verb, _PREFIX.sub("", verb)):
        known = base_of(word)
        if known is None and word.removesuffix("s") in _PLAIN:
            known = (word.removesuffix("s"), "does" if word.endswith("s") else "do")
        if known is not None and known[1] in ("do", "does"):
            return verb.removesuffix(word) + known[0]
    return None


_PLAIN = frozenset("stage index count group grade pack zip list download upload paste".split())
"""Verbs of help pages that in prose are mostly nouns."""


def _told(means: str, form: Callable[[str], str]) -> str | None:
    found = _FIRST.match(means)
    base = _base(found["verb"].lower()) if found is not None else None
    if found is None or base is None:
        return None
    if base == found["verb"].lower() and ordered(means) is None:
        return None
    how = (found["how"] or "").lower()
    return f"{how}{form(base)}{_AND.sub(lambda also: _also(also, form), found['rest'])}"


def _also(also: re.Match[str], form: Callable[[str], str]) -> str:
    """A second deed in the form of the first; a noun stays."""
    verb = also["verb"]
    base = _base(verb)
    if base is None:
        return also[0]
    sure = bool(also["comma"]) or not maybe_noun(verb) or _OF_VERB.match(also["next"]) is not None
    return f"{also['comma']} {also['tie']} {form(base)}" if sure else also[0]


def akin(word: str, own: str) -> bool:
    """Whether two words look like forms of one: "branches" and "branch", "base" and "rebase"."""
    return word.startswith(own[:5]) or own.startswith(word[:5]) or own.endswith(word)
