"""Whether an answer is the reference with two of its terms exchanged.

"Heat flows from cold to hot", "the queue is last in, first out; the stack is first in, first out":
every word is the reference's, and every statement is another. What is tried is the exchange back:
if a pair of terms, put in each other's places wherever they stand, mends every broken run of words
that one of them is in, and breaks none, then the answer had exchanged them. The honest orders of
words are no exchange: the members of an enumeration, the sides of "equals" or "times", a clause
that comes first instead of last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from grader.order import active
from grader.words import NEGATIONS, PLAIN, WORD, stem

OWN_WORDS = 0.85
"""The share of the answer's content words that the reference must have, ..."""
MENDED = 0.7
"""... and of its runs that must be the reference's once the terms are put back."""
_FEWEST_MENDED = 2
_FEWEST_WORDS = 3
_MOST_WORDS = 45
_MOST_CANDIDATES = 30
_LONGEST_TERM = 3
_MOST_PARTS, _MOST_IN_PART = 6, 12
_DIRECTED = frozenset(
    "from to into onto by before after above below under over than through without toward towards "
    "against".split()
)
_UNDIRECTED = frozenset("of with in on at for as between out off up down per via".split())
_SYMMETRIC = frozenset(
    stem(word)
    for word in "times plus multiplied proportional connected linked adjacent correlated interact "
    "related perpendicular parallel together mixed meet joined equal".split()
)
_LIST, _END = "&", "|"
_BREAK = re.compile(
    r"[.!?;:](?:\s|$)|\s*=\s*|\s-\s"
    r"|\b(?:because|but|so that|while|whereas|when|if|since|equals?|that|which|who|whose)\b",
    re.I,
)
_ITEM = re.compile(r",(?:\s|$)|\b(?:and|or)\b", re.I)
_PHRASE = re.compile(
    rf"{_ITEM.pattern}|\b(?:{'|'.join(sorted((_DIRECTED | _UNDIRECTED) - {'of'}))})\b", re.I
)
_GENITIVE = re.compile(r"\bof\b")
Run = tuple[str, ...]
Words = tuple[str, ...]


def exchanged(reference: str, answer: str) -> bool:
    """Whether a folded answer says a folded reference with two terms in each other's places."""
    wanted, said = _elements(reference), _elements(answer)
    own = [each for each in said if _is_term(each)]
    known = {each for each in wanted if _is_term(each)}
    if not _FEWEST_WORDS <= len(own) <= _MOST_WORDS:
        return False
    if sum(each in known for each in own) < OWN_WORDS * len(own):
        return False
    runs = frozenset(_runs(wanted))
    told = frozenset(_runs(said))
    if told <= runs:
        return False
    tried = _terms(said, {each for run in told ^ runs for each in run}, known)
    return any(
        _mends(said, one, other, runs) and not _unordered(said, one, other, _genitives(reference))
        for one, other in combinations(tried, 2)
        if not set(one) & set(other)
    )


@lru_cache(maxsize=4096)
def _elements(text: str) -> Words:
    """Stems of content words and words of direction, with marks where clauses and items end."""
    found: list[str] = []
    for clause in _BREAK.split(text):
        for item in _ITEM.split(_in_order(clause)):
            found += _stems(item)
            found.append(_LIST)
        found[-1:] = [_END]
    return tuple(found)


def _stems(text: str) -> list[str]:
    return [
        word if word in _DIRECTED or word in NEGATIONS else stem(word)
        for word in WORD.findall(text)
        if word in _DIRECTED or not (word in PLAIN or word in _UNDIRECTED)
    ]


@lru_cache(maxsize=4096)
def _genitives(text: str) -> frozenset[frozenset[str]]:
    """The pairs of terms with "of" between them: "a rise of prices" is "prices rise"."""
    found: set[frozenset[str]] = set()
    for clause in _BREAK.split(text):
        for phrase in _PHRASE.split(_in_order(clause)):
            parts = [_stems(part)[:_MOST_IN_PART] for part in _GENITIVE.split(phrase)[:_MOST_PARTS]]
            for before, after in combinations(parts, 2):
                found |= {frozenset((one, other)) for one in before for other in after}
    return frozenset(found)


def _in_order(clause: str) -> str:
    """A clause with its passive read as active; as it stands, where it has none."""
    low = clause.lower()
    words = WORD.findall(low)
    turned = active(words)
    return low if turned == words else " ".join(turned)


def _is_term(element: str) -> bool:
    return element not in (_LIST, _END) and element not in _DIRECTED


@lru_cache(maxsize=256)
def _runs(elements: Words) -> tuple[Run, ...]:
    """Two and three terms that follow one another in an item, with the directions between them."""
    found: list[Run] = []
    before: tuple[Words, ...] = ((_END,),)
    direction: Words = ()
    for each in elements:
        if each in (_LIST, _END):
            before, direction = ((_END,),), ()
        elif each in _DIRECTED:
            direction = (each,)
        else:
            this = (*direction, each)
            found.append((*before[-1], *this))
            if len(before) > 1:
                found.append((*before[-2], *before[-1], *this))
            before, direction = (*before[-1:], this), ()
    return tuple(found)


def _terms(elements: Sequence[str], near: set[str], known: set[str]) -> list[Words]:
    """The terms of up to three words in runs that just one text has, in the order of the answer."""
    found: dict[Words, None] = {}
    for length in range(1, _LONGEST_TERM + 1):
        for place in range(len(elements) - length + 1):
            term = tuple(elements[place : place + length])
            if set(term) & near and all(_is_term(each) and each in known for each in term):
                found[term] = None
    return list(found)[:_MOST_CANDIDATES]


def _mends(elements: Words, one: Words, other: Words, runs: frozenset[Run]) -> bool:
    """Whether the exchange back mends every broken run with one of the terms, and breaks none."""
    touched = {*one, *other}
    before = _runs(elements)
    broken = [run for run in before if run not in runs]
    mine = sum(not touched.isdisjoint(run) for run in broken)
    if mine < _FEWEST_MENDED or len(broken) - mine > (1 - MENDED) * len(before):
        return False
    mended = _runs(_with_exchanged(elements, one, other))
    if sum(run in runs for run in mended) < MENDED * len(mended):
        return False
    return all(run in runs for run in mended if not touched.isdisjoint(run))


def _with_exchanged(elements: Words, one: Words, other: Words) -> Words:
    found: list[str] = []
    place = 0
    while place < len(elements):
        for term, instead in ((one, other), (other, one)):
            if elements[place : place + len(term)] == term:
                found.extend(instead)
                place += len(term)
                break
        else:
            found.append(elements[place])
            place += 1
    return tuple(found)


def _unordered(
    elements: Words, one: Words, other: Words, genitives: frozenset[frozenset[str]]
) -> bool:
    """Whether the terms stand where order tells nothing: side by side, in one enumeration, round a
    symmetric word, or as one of the other in a genitive of the reference.
    """
    belong = any(frozenset((a, b)) in genitives for a in one for b in other)
    places = [
        (place, term)
        for place in range(len(elements))
        for term in (one, other)
        if elements[place : place + len(term)] == term
    ]
    for (first, term), (second, after) in pairwise(places):
        if term == after:
            continue
        between = elements[first + len(term) : second]
        if not between or (len(between) == 1 and between[0] in _SYMMETRIC):
            return True
        if belong and not {_LIST, _END, *_DIRECTED} & set(between):
            return True
        if between[0] == _LIST and between[-1] == _LIST and not _DIRECTED & set(between):
            return True
    return False
