"""Whether words are English, by their most frequent words: the rules are English rules."""

from __future__ import annotations

import re

_COMMON = frozenset(
    "the of and to in a is that it for as was with be by on not he his but at are this have from "
    "or had an they which you were her she there their we has been if more when will would who so "
    "no can these its into than them only other may such between where because each both".split()
)
_WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 12
SHARE = 0.16


def is_english(text: str) -> bool:
    """Whether enough of the words are English function words; short texts get the benefit."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < ENOUGH:
        return text.isascii() or not any(ord(char) > 0x2FF and char.isalpha() for char in text)
    return sum(word in _COMMON for word in words) >= SHARE * len(words)
