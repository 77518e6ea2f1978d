"""Whether an answer denies a part of the reference in the reference's own words.

"The limit does not exist", where the limit is to exist and to equal the value: nothing but words of
the reference, and a negation. A reference that denies something in other words ("keeps neurons from
relying on each other") may be said with a negation, and is left to the evidence.
"""

from __future__ import annotations

from functools import lru_cache

from grader.words import NEGATIONS, PLAIN, denials, opposites_of, stem, words_of

OWN_WORDS = 0.9
"""The share of the answer's content words that the reference must have."""
OF_POINT, OF_CLAUSE = 0.8, 0.7
"""The shares of a denying point and of a clause that must be in common to affirm it."""
_FEWEST_WORDS = 2
_MOST_WORDS = 40
_FEWEST_AFFIRMED = 3
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
    if len(denials(wanted)) != 1 or "without" in wanted:
        return False
    if any(word in NEGATIONS or word in _DENYING or word in _LITTLE for word in words):
        return False
    stems = {stem(word) for word in wanted if word not in PLAIN and word not in NEGATIONS}
    said = {stem(word) for word in words if word not in PLAIN}
    shared = len(said & stems)
    return shared >= max(_FEWEST_AFFIRMED, OF_POINT * len(stems), OF_CLAUSE * len(said))


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
