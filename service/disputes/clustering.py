"""Answers that say the same, so that one ruling settles all their claims.

Two answers are alike where their folded words are equal, or where their sentence vectors have a
cosine of `ALIKE` or more, they hold the same numbers and as many negations, and no word of one is
the opposite of a word of the other: vectors alone do not see a "not". A group is a set in which
every two are alike. See docs/why/being-wrong.md for how the threshold was measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from grader.normalise import normalise
from grader.reading import content_stems
from grader.words import NEGATIONS, opposed, words_of

ALIKE = 0.88
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PLAIN = re.compile(r"[^\w\s]+")

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


def groups(texts: Sequence[str], embed: Embed) -> list[list[int]]:
    """The places of the texts, in groups that say the same; deterministic in their order.

    Each text joins the group to whose least like member it is most alike, or begins one. The order
    inside a group is that of the texts.
    """
    folded = [_bare(text) for text in texts]
    unique = list(dict.fromkeys(folded))
    alike = _alike(unique, embed)
    found: list[list[int]] = []
    for place in range(len(unique)):
        near = [min(float(alike[place, other]) for other in group) for group in found]
        best = max(range(len(found)), key=near.__getitem__, default=None)
        if best is not None and near[best] >= ALIKE:
            found[best].append(place)
        else:
            found.append([place])
    of = {unique[place]: number for number, group in enumerate(found) for place in group}
    return [
        [at for at, text in enumerate(folded) if of[text] == number] for number in range(len(found))
    ]


def central(texts: Sequence[str], embed: Embed) -> int:
    """The place of the text that is most like all the others, the first of equals."""
    vectors = _unit(embed([_bare(text) or " " for text in texts]))
    likeness = (vectors @ vectors.T).sum(axis=1)
    return int(np.argmax(np.round(likeness, 6)))


def _bare(text: str) -> str:
    """Folded, without punctuation: what is left is compared."""
    return " ".join(_PLAIN.sub(" ", normalise(text)).split()).lower()


def _alike(texts: Sequence[str], embed: Embed) -> NDArray[np.float64]:
    """The cosine of every two texts, 0 where numbers, negations or opposites part them."""
    vectors = _unit(embed([text or " " for text in texts]))
    cosines = np.clip(vectors @ vectors.T, -1.0, 1.0)
    marks = [_marks(text) for text in texts]
    stems = [content_stems(words_of(text)) for text in texts]
    for one, other in zip(*np.nonzero(cosines >= ALIKE), strict=True):
        if one < other:
            parted = opposed(stems[one], stems[other]) or opposed(stems[other], stems[one])
            if parted or marks[one] != marks[other]:
                cosines[one, other] = cosines[other, one] = 0.0
    return cosines


def _marks(text: str) -> tuple[bool, tuple[str, ...], int]:
    """What two texts that say the same have in common: being blank, numbers, negations."""
    negations = sum(word in NEGATIONS for word in words_of(text))
    return not text, tuple(sorted(_NUMBER.findall(text))), negations


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    rows = np.asarray(vectors, dtype=np.float64)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12))
