"""Whether an answer denies a part of the reference in the reference's own words.

"The limit does not exist", where the limit is to exist and to equal the value: nothing but words of
the reference, and a negation. A reference that denies something in other words ("keeps neurons from
relying on each other") may be said with a negation, and is left to the evidence.
"""

from __future__ import annotations

import re
from functools import lru_cache

from grader.polarity import denied
from grader.reading import content_stems
from grader.words import NEGATIONS, PLAIN, denials, opposites_of, stem, words_of

OWN_WORDS = 0.9
"""The share of the answer's content words that the reference must have."""
OF_POINT, OF_CLAUSE = 0.8, 0.7
"""The shares of a denying point and of a clause that must be in common to affirm it."""
OF_WHOLE, OF_ANSWER = 0.6, 0.8
"""The same of a whole reference and an answer."""
_CLAUSE = re.compile(r"[.!?;:](?:\s|$)|,?\s+(?:but|while|whereas|because|although|so)\s", re.I)
_FEWEST_WORDS = 2
_MOST_WORDS = 40
_FEWEST_AFFIRMED = 3
_SOFT = frozenset("fail fails lacks hardly unable without".split())
"""What denies in a way that other words say as well: "fails" is "does badly"."""
_LITTLE = frozenset("little hardly barely insufficient broken few fewer destroyed 0".split())
_DENYING = frozenset(
    "absence absent against avoid avoids avoiding block blocks blocked cancel cancels deny denies "
    "differ differs different except exclude excludes forbid forbids hinder "
    "hinders ignore ignores instead keep keeps keeping lack lacking less lose loses loss lost miss "
    "missing only prevent prevents prevented preventing rarely rather refuse refuses reject "
    "rejects remove removes resist resists restrict seldom separated stop stopped stops stopping "
    "unless until zero".split()
)
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
_SHORTEST_PREFIXED = 6


def denies_part(reference: str, answer: str) -> bool:
    """Whether a folded answer denies what a folded reference states, in its words alone."""
    words = words_of(answer)
    if len(words) > _MOST_WORDS or len(denials(words)) % 2 == 0:
        return False
    known, denying = _stated(reference)
    if denying or any(word in _DENYING for word in words):
        return False
    own = [stem(word) for word in words if word not in PLAIN and word not in NEGATIONS]
    shared = {each for each in own if each in known}
    return len(shared) >= _FEWEST_WORDS and sum(each in known for each in own) >= OWN_WORDS * len(
        own
    )


def affirms_part(point: str, clause: str) -> bool:
    """Whether a folded clause states what a folded point denies, in nearly its words."""
    wanted, words = words_of(point), words_of(clause)
    if len(denials(wanted)) != 1 or _SOFT & set(wanted):
        return False
    if any(word in NEGATIONS or word in _DENYING or word in _LITTLE for word in words):
        return False
    stems = {stem(word) for word in wanted if word not in PLAIN and word not in NEGATIONS}
    said = {stem(word) for word in words if word not in PLAIN}
    shared = len(said & stems)
    return shared >= max(_FEWEST_AFFIRMED, OF_POINT * len(stems), OF_CLAUSE * len(said))


def affirms_whole(reference: str, answer: str) -> bool:
    """Whether a folded answer states, in the words of a folded reference, what that denies."""
    wanted, words = words_of(reference), words_of(answer)
    if not denials(wanted) or _SOFT & set(wanted) or len(words) > _MOST_WORDS:
        return False
    if any(word in NEGATIONS or word in _DENYING or word in _LITTLE for word in words):
        return False
    stems, said = set(content_stems(wanted)), set(content_stems(words))
    shared = len(said & stems)
    if shared < max(_FEWEST_AFFIRMED, OF_WHOLE * len(stems), OF_ANSWER * len(said)):
        return False
    return bool(denied(wanted) & said)


def moves_denial(reference: str, answer: str) -> bool:
    """Whether a folded answer denies of one thing what a folded reference denies of another.

    "Women could not vote, men could" against "men could not vote, women could": in nothing but
    words of the reference, something denied is stated and something stated is denied.
    """
    if len(words_of(answer)) > _MOST_WORDS:
        return False
    (yes, no), (also, neither) = _sides(reference), _sides(answer)
    if not no or not neither or not yes or not also:
        return False
    said, known = also | neither, yes | no
    if len(said & known) < max(_FEWEST_AFFIRMED, OWN_WORDS * len(said)):
        return False
    return bool((no - yes) & (also - neither)) and bool((yes - no) & (neither - also))


@lru_cache(maxsize=4096)
def _sides(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The content stems of the clauses that state, and of those that deny."""
    sides: tuple[set[str], set[str]] = (set(), set())
    for clause in _CLAUSE.split(text):
        words = words_of(clause)
        sides[any(word in NEGATIONS for word in words)].update(content_stems(words))
    return frozenset(sides[0]), frozenset(sides[1])


@lru_cache(maxsize=4096)
def _stated(reference: str) -> tuple[frozenset[str], bool]:
    """The content stems of a reference, and whether it denies anything in any way."""
    words = words_of(reference)
    stems = frozenset(stem(word) for word in words if word not in PLAIN)
    return stems, any(word in NEGATIONS or word in _DENYING or _prefixed(word) for word in words)


def _prefixed(word: str) -> bool:
    """Whether a word denies by its beginning: "unstable", "inactive"."""
    if len(word) < _SHORTEST_PREFIXED:
        return False
    bare = {word.removeprefix(each) for each in _PREFIXES if word.startswith(each)}
    return bool(bare & opposites_of(word)) or word.startswith(("non", "dis"))
