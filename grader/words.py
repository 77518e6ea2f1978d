"""Words as the evidence counts them: stems, how telling each is, negations and opposites.

How telling a word is comes from its rank among common English words (`data/common-words.txt`, the
whole words of the encoder's vocabulary in its own order, which is that of frequency): near 0 for
"the", 1 for words that are not in the list. No corpus of answers enters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
NEGATIONS = frozenset(
    "not no never none nothing neither nor cannot without nobody nowhere hardly isn't aren't wasn't "
    "weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't ain't "
    "dont doesnt didnt cant wont isnt arent wasnt couldnt wouldnt fails fail unable lacks".split()
)
PLAIN = frozenset(
    "a an and are as at be been being but by can could do does did for from had has have he her his "
    "how i if in into is it its itself just may me might my of on or our she should so some such than "
    "that the their them then there these they this those to too us was we were what when where which "
    "while who whom why will with would you your because also very about".split()
)
_OPPOSITES = """
increase decrease|more less|more fewer|higher lower|high low|up down|larger smaller|large small|
bigger smaller|big small|longer shorter|long short|faster slower|fast slow|hot cold|hotter colder|
warm cool|warmer cooler|open closed|on off|positive negative|same different|always never|before after|
begin end|start stop|first last|true false|maximum minimum|most least|all none|above below|over under|
inside outside|internal external|left right|heavy light|heavier lighter|hard soft|harder softer|
rise fall|gain lose|strong weak|stronger weaker|connected disconnected|connect separate|
connected separated|complete incomplete|possible impossible|dependent independent|static dynamic|
public private|input output|attract repel|expand contract|absorb release|absorb emit|hypertonic hypotonic|
endothermic exothermic|encode decode|encoder decoder|maximize minimize|maximise minimise|add remove|
add subtract|multiply divide|fill empty|full empty|wet dry|loud quiet|dark bright|near far|old new|
parent child|ascending descending|push pop|read write|allow prevent|allow deny|known unknown|
continuous discrete|local global|linear nonlinear|synchronous asynchronous|upper lower|wide narrow|
deep shallow|easy difficult|presence absence|present absent|include exclude|accept reject|
correct incorrect|right wrong|stable unstable|visible invisible|reversible irreversible|
supervised unsupervised|overfitting underfitting|generator discriminator|prior posterior
"""
_UNLISTED_RANK = 30_000


@cache
def _ranks() -> dict[str, int]:
    lines = files("grader").joinpath("data/common-words.txt").read_text(encoding="utf-8").split()
    return {word: rank for rank, word in enumerate(lines, start=1)}


@lru_cache(maxsize=50_000)
def telling(word: str) -> float:
    """How telling a lower-case word is, from 0 (everywhere) to 1 (rare)."""
    rank = _ranks().get(word, _UNLISTED_RANK)
    return math.log1p(rank) / math.log1p(_UNLISTED_RANK)


def common(word: str) -> bool:
    """Whether a lower-case word is among the listed ones, and so no typing error."""
    return word in _ranks()


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case word; possessive endings are dropped."""
    plain = word.removesuffix("'s").replace("'", "")
    return str(_stemmer().stemWord(plain))


@cache
def _opposites() -> dict[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for entry in _OPPOSITES.replace("\n", "").split("|"):
        one, other = (stem(word) for word in entry.split())
        pairs.setdefault(one, set()).add(other)
        pairs.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in pairs.items()}


def opposed(answer: Collection[str], reference: Collection[str]) -> int:
    """How many stems of the answer are the opposite of a reference's stem that it lacks."""
    against = _opposites()
    return sum(
        any(other in reference and other not in answer for other in against.get(stemmed, ()))
        for stemmed in answer
        if stemmed not in reference
    )


def words_of(text: str) -> list[str]:
    """The lower-case words and numbers of a folded text, in order."""
    return WORD.findall(text.lower())


def negations(words: Iterable[str]) -> int:
    """How many of the words negate."""
    return sum(word in NEGATIONS for word in words)


def forgiven(words: Iterable[str], known: Collection[str]) -> list[str]:
    """Words with typing errors read as the known word that was meant.

    Only words of five letters and more that are no common word: one error, two from eight letters
    on. Numbers, short words and negations are taken as they stand.
    """
    from rapidfuzz.distance import OSA

    long = [word for word in known if len(word) >= 5 and word.isalpha()]

    def meant(word: str) -> str:
        if len(word) < 5 or word in known or not word.isalpha() or common(word):
            return word
        allowed = 1 if len(word) < 8 else 2
        near = [
            (distance, other)
            for other in long
            if abs(len(other) - len(word)) <= allowed
            and (distance := OSA.distance(word, other, score_cutoff=allowed)) <= allowed
        ]
        return min(near)[1] if near else word

    return [meant(word) for word in words]
