"""Words as the evidence counts them: stems, how telling each is, negations and opposites.

How telling a word is comes from its rank among common English words (`data/common-words.txt`, the
whole words of the encoder's vocabulary in its own order, which is that of frequency): near 0 for
"the", 1 for words that are not in the list. No corpus of answers enters.
"""

from __future__ import annotations

import math
import re
import threading
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")


def lines(name: str) -> list[str]:
    """The lines of a word list beside this module, without its comments."""
    text = files("grader").joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


NEGATIONS = frozenset(lines("negations"))
PLAIN = frozenset(lines("plain"))
_UNLISTED_RANK = 30_000
_NOT_BUT = 5


@cache
def _ranks() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(lines("common-words"), start=1)}


@lru_cache(maxsize=50_000)
def telling(word: str) -> float:
    """How telling a lower-case word is, from 0 (everywhere) to 1 (rare)."""
    rank = _ranks().get(word, _UNLISTED_RANK)
    return math.log1p(rank) / math.log1p(_UNLISTED_RANK)


def common(word: str) -> bool:
    """Whether a lower-case word is among the listed ones, and so no typing error."""
    return word in _ranks()


_stemming = threading.Lock()  # the stemmer keeps the word it works on


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case word; possessive endings are dropped."""
    plain = word.removesuffix("'s").replace("'", "")
    with _stemming:
        return str(_stemmer().stemWord(plain))


@cache
def _opposite_words() -> dict[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for line in lines("opposites"):
        one, other = line.split()
        pairs.setdefault(one, set()).add(other)
        pairs.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in pairs.items()}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for word, others in _opposite_words().items():
        pairs.setdefault(stem(word), set()).update(stem(other) for other in others)
    return {word: frozenset(others) for word, others in pairs.items()}


def opposites_of(word: str) -> frozenset[str]:
    """The listed opposites of a lower-case word."""
    return _opposite_words().get(word, frozenset())


def opposed(answer: Counter[str], reference: Counter[str]) -> int:
    """How many stems of the answer stand where the reference has their opposite.

    That is: the answer has the stem oftener than the reference, and an opposite of it more seldom.
    """
    against = _opposites()
    return sum(
        any(answer[other] < reference[other] for other in against[stemmed])
        for stemmed in answer.keys() & against.keys()
        if answer[stemmed] > reference[stemmed]
    )


def opposed_inside(stems: Collection[str]) -> bool:
    """Whether some stem stands beside an opposite of it."""
    against = _opposites()
    return any(not against[each].isdisjoint(stems) for each in against.keys() & stems)


def words_of(text: str) -> list[str]:
    """The lower-case words and numbers of a folded text, in order."""
    return list(_words(text))


@lru_cache(maxsize=512)  # rule after rule asks for the words of the same answer
def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.lower()))


def negations(words: Sequence[str]) -> int:
    """How many of the words deny the statement."""
    return len(denials(words))


def denials(words: Sequence[str]) -> list[int]:
    """The places of the words that deny the statement itself.

    "Not only" and "real or not" deny nothing, "not this but that" denies what is not stated, and
    "not ... unless" says "only if".
    """
    return [
        place
        for place, word in enumerate(words)
        if word in NEGATIONS
        and tuple(words[max(0, place - 1) : place]) != ("or",)
        and tuple(words[place + 1 : place + 2]) != ("only",)
        and "but" not in words[place + 1 : place + _NOT_BUT]
        and "unless" not in words[place + 1 :]
    ]
