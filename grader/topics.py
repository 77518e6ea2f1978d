"""What a statement is about, in a phrase of its own words, where one can be cut out whole.

There is no tagger here, so only two places are trusted to hold a noun phrase: what stands before
the first auxiliary verb, and what stands after a preposition up to the next grammar word or mark.
Anything else is no phrase at all: half of one ("Both animal") reads as broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from grader.mathematics.finding import without_formulas
from grader.words import NEGATIONS, PLAIN, stem, words_of

_MOST = 3
"""Telling words of a phrase."""
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\S")
_VERBS = frozenset(
    "is are was were has have had can could may might must will would should do does did".split()
)
_BEFORE = frozenset(
    "of in on at by for from with between among during after before through into within".split()
)
_DETERMINERS = frozenset(
    "a an the this that these those its their his her our your my both all each every some many "
    "most several few any such two three four five six".split()
)
_LINKS = frozenset("and or but nor because so while when where which that who as than to".split())
_EMPTY = frozenset(
    "addition back case end fact front general least first last once one order other others "
    "part place terms thing things time times turn use way ways".split()
)
"""Words that name nothing of a subject where they stand alone: "at once", "in front of"."""
_INSIDE = frozenset("and or of the".split())
_GRAMMAR = PLAIN | NEGATIONS | _DETERMINERS | _BEFORE | _LINKS | _VERBS


def topic(statement: str, said: str = "") -> str:
    """A phrase in quotes for what a statement is about, or of its half that `said` leaves out.

    At most half of its telling words where that is its subject, else a third, so that the key is
    not given away; empty where no whole phrase is short enough.
    """
    phrases = _phrases(statement)
    heard = {stem(word) for word in words_of(said)} if phrases else set()
    for phrase, stems in phrases:
        if not stems <= heard:
            return f'"{phrase}"'
    return ""


@lru_cache(maxsize=4096)
def _phrases(statement: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The phrases that may stand for a statement, best first, with the stems of what they tell."""
    tokens = _TOKEN.findall(without_formulas(statement))
    telling = sum(map(_counts, tokens))
    found = []
    for phrase, most in (*_subject(tokens, telling), *_objects(tokens, telling)):
        own = [word for word in phrase if _counts(word)]
        if 0 < len(own) <= min(_MOST, most) and not _loose(phrase):
            found.append((" ".join(phrase), frozenset(stem(word.lower()) for word in own)))
    return tuple(found)


def _subject(tokens: list[str], telling: int) -> Iterator[tuple[list[str], int]]:
    """What stands before the first auxiliary verb, if that is one stretch of words."""
    phrase = list(takewhile(lambda token: token.lower() not in _VERBS, tokens))
    if phrase and len(phrase) < len(tokens):
        bare = _bare(phrase)
        if all(_counts(token) or token.lower() in _INSIDE for token in bare):
            yield bare, telling // 2


def _objects(tokens: list[str], telling: int) -> Iterator[tuple[list[str], int]]:
    """What follows each preposition, if a mark or a word that ends a phrase comes right after."""
    for place, token in enumerate(tokens):
        if token.lower() not in _BEFORE:
            continue
        after = _bare(tokens[place + 1 :])
        phrase = list(takewhile(_counts, after))
        ends = after[len(phrase)].lower() if len(phrase) < len(after) else "."
        # "and" and a hyphen may go on with the same phrase, and a determiner follows a verb
        closed = ends in ".,;:)" or ends in _BEFORE | _VERBS | _LINKS - {"and", "or", "but", "nor"}
        plural = any(word[-1] == "s" and word[-2:] not in ("ss", "us") for word in phrase[:-1])
        if closed and not plural:
            yield phrase, max(1, telling // 3)


def _bare(tokens: list[str]) -> list[str]:
    """Without the determiners in front."""
    place = 0
    while place < len(tokens) and tokens[place].lower() in _DETERMINERS:
        place += 1
    return tokens[place:]


def _loose(phrase: list[str]) -> bool:
    """Whether a phrase ends in no noun, by its form, or begins or ends with grammar."""
    first, last = phrase[0].lower(), phrase[-1].lower()
    ends = last.endswith(("ly", "ed", "ing", "ous", "ive", "ful", "able"))
    if len(phrase) == 1 and last in _EMPTY:
        return True
    return ends or first.endswith(("ly", "ing")) or not (_counts(phrase[0]) and _counts(phrase[-1]))


def _counts(word: str) -> bool:
    low = word.lower()
    return len(low) > 2 and low not in _GRAMMAR
