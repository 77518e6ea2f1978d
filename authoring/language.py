"""Whether words are English, by their most frequent words: the rules are English rules.

Only prose is judged: formulas, code, links and tags have no language, and notes are full of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

_COMMON = frozenset(
    "the of and to in a is that it for as was with be by on not he his but at are this have from "
    "or had an they which you were her she there their we has been if more when will would who so "
    "no can these its into than them only other may such between where because each both our use "
    "one all any how what then also does do about over after most some i".split()
)
_FOREIGN = frozenset(
    "der die das und ist nicht ein eine einen einem von mit für auf den dem des zu im sich wird "
    "als "
    "auch werden sind oder wie bei le la les et est une des du que qui dans pour par sur pas plus "
    "sont avec il elle el los las y del se con para una por es lo como su al di che è per gli "
    "della "
    "sono non o os um uma do da não em het een van dat op te zijn voor niet och att som på av är "
    "til "
    "af det på er ja on ei w na z że się nie jest".split()
) - {"on", "do", "er", "as", "o", "te", "se"}
_NOT_PROSE = re.compile(
    r"\$\$[^$]{0,2000}\$\$|\$[^$\n]{1,400}\$|\\\([^\n]{0,200}?\\\)|\\\[[^\n]{0,200}?\\\]|"
    r"`[^`\n]{1,300}`"
    r"|\]\([^()\s]{1,500}\)|https?://\S{1,500}|</?[A-Za-z][^<>\n]{0,300}>|&[a-z]{2,8};|\\[A-Za-z]+"
)
_WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 12
SHARE = 0.16
LEAST = 0.05
"""Terse notes have few function words: this share is enough where another language has fewer."""
BEYOND_LATIN = 0x2FF
SAMPLE = 20_000


def is_english(text: str) -> bool:
    """Whether enough of the words are English function words; short texts get the benefit."""
    words = [word.lower() for word in _WORD.findall(_NOT_PROSE.sub(" ", text))]
    letters = sum(map(len, words))
    strange = sum(ord(char) > BEYOND_LATIN for word in words for char in word)
    if len(words) < ENOUGH:
        return strange <= 0.3 * letters
    if strange > 0.3 * letters:
        return False
    english = sum(word in _COMMON for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    if english >= SHARE * len(words):
        return english >= foreign
    return english >= LEAST * len(words) and english > 2 * foreign


def mainly_english(text: str) -> bool:
    """Whether a whole source is English, by its beginning."""
    return _judged(text[:SAMPLE])


@lru_cache(maxsize=16)
def _judged(sample: str) -> bool:
    return is_english(sample)


def certainly_foreign(text: str) -> bool:
    """Whether a piece of an English source is surely in another language."""
    words = [word.lower() for word in _WORD.findall(_NOT_PROSE.sub(" ", text))]
    letters = max(1, sum(map(len, words)))
    strange = sum(ord(char) > BEYOND_LATIN for word in words for char in word)
    english = sum(word in _COMMON for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    return strange > 0.5 * letters or (foreign >= 3 and foreign > 2 * english)
