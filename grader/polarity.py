"""What a text affirms and denies, told from its words alone: numbers, denials, a leading yes or no,
what it leaves open.

Each is a property of one text; `grader.contrary` compares two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from grader.words import NEGATIONS, PLAIN, denials, stem

_REACH = 3
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_HEDGE = re.compile(
    r"\b(?:or (?:maybe|perhaps|else|possibly|is it|was it|it'?s)|either|maybe|perhaps|not sure"
    r"|one of (?:them|the two|these|those)|(?:can'?t|don'?t) remember|depends|i guess"
    r"|mix(?:ed)? (?:it|them|that) up)\b|\?",
    re.I,
)
_IN_WORDS = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}


def numbers(words: Collection[str]) -> frozenset[str]:
    """The numbers of a text; small ones in words count, but for "one", which is seldom a number."""
    digits = {_value(word) for word in words if word[0].isdigit()}
    return frozenset(digits | {_IN_WORDS[word] for word in words if word in _IN_WORDS})


def _value(digits: str) -> str:
    """Digits as one spelling of their value: "5.0" is "5", "1,000" is "1000"."""
    plain = digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    try:
        return f"{float(plain):.12g}"
    except ValueError:  # a date or a version: 3.4.1
        return plain


def yes_or_no(words: Sequence[str]) -> int:
    """1 for an answer that begins with a yes, -1 with a no, else 0."""
    first = words[0] if words else ""
    return (first in ("yes", "true")) - (first in ("no", "false"))


def denied(words: Sequence[str]) -> frozenset[str]:
    """The stems within reach of a negation: the next three content words."""
    found: set[str] = set()
    reach = 0
    places = set(denials(words))
    for place, word in enumerate(words):
        if word in NEGATIONS:
            reach = _REACH if place in places else 0
        elif reach and word not in PLAIN:
            found.add(stem(word))
            reach -= 1
    return frozenset(found)


def hedges(text: str) -> int:
    """How many turns of phrase leave the statement open: "either", "or maybe", a question mark."""
    return len(_HEDGE.findall(text))
