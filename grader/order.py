"""Who does what to whom: whether shared words stand in the same roles in two texts.

A text with its roles exchanged keeps every word, so neither overlap nor vectors see it. What
changes are the *links*: each content word hangs on the word before it ("into" -> "sample", "turns"
-> "noise"). A link is moved where the same word leads to another shared word. Within a clause, a
pair of shared words may also come in the other order. Honest rewordings do both as well, so they
are undone first: a passive with its agent ("noise is turned by the network") is read as active, the
members of an enumeration ("mass and volume") have no order, and neither have the two sides of a
relation that holds both ways ("connected to", "between").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from grader.contrary import SAME_WORDS
from grader.words import NEGATIONS, PLAIN, WORD, stem

PREPOSITIONS = frozenset(
    "into to from by of with without in on at for as than over under above below before after "
    "between through against toward towards onto out off up down per via".split()
)
_MOVED = 0.3
_ALIKE_FROM = 0.82
"""With fewer common words a text is a rewording, and its order is its own."""
_PART_FROM = 0.6
"""An answer of nearly nothing but the reference's words may leave some of them out, ..."""
_PART_WORDS = 4
"""... if so many are left: "the smallest living unit" is a "smallest unit of a living thing"."""
_BE = frozenset("is are was were be been being gets get got".split())
_VERB_TO_BY = 7
_CLAUSE_BREAK = re.compile(
    r"[.!?;:]\s|,\s|\b(?:because|but|so that|while|whereas|when|if|since)\b", re.I
)
_PARTICIPLE = re.compile(r".{2,}(?:ed|en|wn|ght|lt|nt|pt|id|ade|uilt|ung|rn)$")
_BOTH_WAYS = frozenset(
    stem(word)
    for word in "adjacent attached between both connected correlated different differ differs "
    "equal equals interact joined linked meet mixed near parallel perpendicular proportional "
    "related same separate separated similar touch touching unequal independent".split()
)
_RELATIVE = frozenset("which whom whose".split())
"""After "a market in which" comes a statement of its own: it does not hang on "in"."""
Links = dict[str, set[str]]


@dataclass(frozen=True)
class _Outline:
    """What the order of words of one text is read from."""

    clauses: tuple[tuple[str, ...], ...]
    run: tuple[str, ...]
    stems: frozenset[str]


@lru_cache(maxsize=4096)
def _outline(text: str) -> _Outline:
    clauses = tuple(tuple(words) for words in _clauses(text))
    run = tuple(_run(clauses))
    return _Outline(clauses, run, frozenset(run))


def order(reference: str, answer: str) -> dict[str, float]:
    """The `order_` columns of the evidence, from two folded texts."""
    one, other = _outline(reference), _outline(answer)
    shared = one.stems & other.stems
    alike = len(shared) / max(len(one.stems | other.stems), 1)
    own = len(shared) / max(len(other.stems), 1)
    part = own >= SAME_WORDS and alike >= _PART_FROM and len(shared) >= _PART_WORDS
    same = alike >= SAME_WORDS or part
    subsequence = _longest_common(one.run, other.run, shared)
    if not (alike >= _ALIKE_FROM or same) or shared & _BOTH_WAYS:
        return _columns(0.0, 0.0, alike, subsequence, 0.0, same)
    wanted, said = one.clauses, other.clauses
    moved, kept = _links_between(wanted, said, shared)
    if not moved and _rotated(one.run, other.run):
        return _columns(0.0, 0.0, alike, subsequence, 0.0, same)
    turned, straight = _pairs_between(wanted, said, shared)
    share_moved = moved / (moved + kept) if moved + kept else 0.0
    share_turned = turned / (turned + straight) if turned + straight else 0.0
    broken = _broken(one.run, other.run, shared)
    return _columns(share_moved, share_turned, alike, subsequence, broken, same)


def _columns(
    moved: float, turned: float, alike: float, subsequence: float, broken: float, same: bool
) -> dict[str, float]:
    return {
        "order_moved": moved,
        "order_turned": turned,
        "order_alike": alike,
        "order_moved_alike": moved * alike,
        "order_turned_alike": turned * alike,
        "order_exchanged": float(moved >= _MOVED and same),
        "order_alone": float((moved > 0 or turned > 0) and same) * (1.0 - subsequence),
        "order_subsequence": subsequence,
        "order_broken": broken,
    }


def _clauses(text: str) -> list[list[str]]:
    """The words of each clause, lower-case, passives with an agent read as active."""
    pieces = (WORD.findall(piece.lower()) for piece in _CLAUSE_BREAK.split(text))
    return [active(words) for words in pieces if words]


def active(words: list[str]) -> list[str]:
    """ "A is turned by B into C" as "B turned A into C"; other clauses as they are."""
    for by in (place for place, word in enumerate(words) if word == "by"):
        found = _passive_before(words, by)
        if found is None:
            continue
        be, verb = found
        end = by + 1
        while end < len(words) and not (end > by + 1 and _ends_agent(words[end])):
            end += 1
        done = [word for word in words[be + 1 : verb] if word in NEGATIONS]
        agent, patient = words[by + 1 : end], words[:be]
        return [*agent, *done, words[verb], *patient, *words[verb + 1 : by], *words[end:]]
    return words


def _passive_before(words: Sequence[str], by: int) -> tuple[int, int] | None:
    """The places of the form of "be" and of the participle that an agent at `by` belongs to."""
    for verb in range(by - 1, max(0, by - _VERB_TO_BY) - 1, -1):
        if _PARTICIPLE.match(words[verb]):
            for be in range(verb - 1, max(0, verb - 3), -1):
                if words[be] in _BE:
                    return be, verb
    return None


def _ends_agent(word: str) -> bool:
    return word in PREPOSITIONS - {"of"} or word in {"and", "or", "that", "which", "who"}


def _is_content(word: str) -> bool:
    return word not in PLAIN and word not in NEGATIONS and word not in PREPOSITIONS


def _run(clauses: Sequence[Sequence[str]]) -> list[str]:
    return [stem(word) for words in clauses for word in words if _is_content(word)]


def _links(clauses: Sequence[Sequence[str]]) -> tuple[Links, set[frozenset[str]]]:
    """What each word leads to, and which words stand side by side in an enumeration."""
    links: Links = {}
    side_by_side: set[frozenset[str]] = set()
    for words in clauses:
        before, last, joined = "", "", False
        for word in words:
            if word in ("and", "or"):
                joined = True
            elif word in PREPOSITIONS:
                before, joined = word, False
            elif word in _RELATIVE:
                before, joined = "", False
            elif _is_content(word):
                this = stem(word)
                if joined and last:
                    side_by_side.add(frozenset((last, this)))
                elif before:
                    links.setdefault(before, set()).add(this)
                before, last, joined = this, this, False
    return links, side_by_side


def _links_between(
    wanted: Sequence[Sequence[str]], said: Sequence[Sequence[str]], shared: Collection[str]
) -> tuple[int, int]:
    """How many links between shared words lead elsewhere in the answer, and how many are kept."""
    (one, listed), (other, also_listed) = _links(wanted), _links(said)
    listed = listed | also_listed
    moved = kept = 0
    for word, targets in one.items():
        mine = {each for each in targets if each in shared}
        theirs = {each for each in other.get(word, ()) if each in shared}
        if not mine or not theirs:
            continue
        if mine & theirs or any(frozenset((a, b)) in listed for a in mine for b in theirs):
            kept += 1
        else:
            moved += 1
    return moved, kept


def _pairs_between(
    wanted: Sequence[Sequence[str]], said: Sequence[Sequence[str]], shared: Collection[str]
) -> tuple[int, int]:
    """How many pairs of shared words of one clause come in the other order, how many in the same.

    Words that occur twice in a text have no one place, and members of an enumeration no order.
    """
    listed = _links(wanted)[1] | _links(said)[1]
    before = _ordered(wanted, shared)
    after = _ordered(said, shared)
    turned = straight = 0
    for one, other in before:
        if frozenset((one, other)) in listed:
            continue
        turned += (other, one) in after and (one, other) not in after
        straight += (one, other) in after and (other, one) not in after
    return turned, straight


def _ordered(clauses: Sequence[Sequence[str]], shared: Collection[str]) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for words in clauses:
        stems = [s for s in (stem(word) for word in words if _is_content(word)) if s in shared]
        for place, one in enumerate(stems[:30]):
            pairs.update((one, other) for other in stems[place + 1 : 30] if other != one)
    return pairs


def _rotated(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a text only brings its end forward: "to keep prices stable it sets the rate"."""
    return len(one) == len(other) and any(
        [*one[place:], *one[:place]] == list(other) for place in range(len(one))
    )


def _broken(one: Sequence[str], other: Sequence[str], shared: Collection[str]) -> float:
    """The share of neighbouring shared words that are no longer neighbours, either way round."""
    first = {frozenset(pair) for pair in pairwise(each for each in one if each in shared)}
    second = {frozenset(pair) for pair in pairwise(each for each in other if each in shared)}
    if not first or not second:
        return 0.0
    return 1.0 - len(first & second) / min(len(first), len(second))


def _longest_common(one: Sequence[str], other: Sequence[str], shared: Collection[str]) -> float:
    """The longest common subsequence of the shared words, as a share of the shorter run."""
    first = [each for each in one if each in shared][:60]
    second = [each for each in other if each in shared][:60]
    if not first or not second:
        return 0.0
    row = [0] * (len(second) + 1)
    for a in first:
        diagonal = 0
        for place, b in enumerate(second, start=1):
            above = row[place]
            row[place] = diagonal + 1 if a == b else max(row[place], row[place - 1])
            diagonal = above
    return row[-1] / min(len(first), len(second))
