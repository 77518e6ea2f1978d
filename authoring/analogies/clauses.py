"""Whether a scene would show all that a card states, or only a part of its clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from authoring.analogies.statements import Statement
from authoring.rules.verbs import base_of, maybe_noun

MOST_WORDS = 10
"""Words that may follow what the roles are played by, and only say where or of what."""
_WHERE = re.compile(
    r"(?:in|on|at|of|within|throughout|inside|into|onto|to|from|away from|out of|across|between|"
    r"around|along|through|for|during|over|under)\s[^,;:.]*",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:by|using|via|and|or|but|which|that|who|before|after|when|while|if|so|because|without|unless|"
    r"allowing|causing|rather|instead|whereby|with|as|response|certain|above|below|beyond|many|several|different|various)\b",
    re.IGNORECASE,
)
_BOTH_WAYS = re.compile(r"\b(?:into and out of|in and out of|to and from|in and around)\b", re.I)
_NAMED = re.compile(
    r"^(?:known as|called|termed) [\w -]{1,40}$|^, (?:[\w-]+ ){1,2}or [\w-]+$", re.IGNORECASE
)
"""Another name for what was named: "polymers" in "molecules known as polymers"."""
_OWN_TAILS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("fool", "deceive", "trick", "mislead"), ("to ", "into ")),
    **dict.fromkeys(("spread", "distribute", "disperse"), ("across ", "over ", "among ", "to ")),
}
"""Verbs to which what follows belongs: what the other is led to do, where the shares go."""
_JOINED = re.compile(
    r"(?:(?:that|which) (?:are|is) )?(?:all |tightly |covalently )?"
    r"(?:joined|linked|connected|bound|bonded|held|wound|twisted|coiled|intertwined|entwined|braided|"
    r"stacked|layered|woven|arranged|strung)\b[^,;:.]{0,60}",
    re.IGNORECASE,
)
"""How the parts of a whole hang together: what the scenes of a whole are chosen by."""


def left_out(statement: Statement, fillers: Iterable[str]) -> bool:
    """Whether the card says more than that these play the roles: asks how or why it is done, goes
    on with a second verb, tells by what means, when, or what for.
    """
    if statement.manner or not statement.first or not statement.alone:
        return True
    rest = _BOTH_WAYS.sub("through", statement.rest)
    low = rest.casefold()
    named = [each.casefold() for words in fillers for each in (words, *words.split(" and "))]
    ends = [low.find(words) + len(words) for words in named if words in low]
    tail = _NAMED.sub(
        "", rest[max(ends, default=0) :].strip(" .").removeprefix("together").lstrip()
    )
    if not tail:
        return False
    if tail.startswith(_OWN_TAILS.get(statement.verb.base, "\n")):
        return False
    if statement.verb.copular and _JOINED.fullmatch(tail):
        return False
    plain = _WHERE.fullmatch(tail) is not None and _MORE.search(tail) is None
    return not plain or len(tail.split()) > MOST_WORDS or _purpose(tail) or statement.verb.copular


def _purpose(tail: str) -> bool:
    """Whether it tells what for: "to start the reaction", and not "to the ribosome"."""
    words = tail.split()
    return any(
        first.casefold() == "to" and base_of(second) is not None and not maybe_noun(second)
        for first, second in pairwise(words)
    )
