"""What tells a statement from its contrary: negations, opposites, numbers, the order of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

import numpy as np

from grader.reading import Reading
from grader.words import NEGATIONS, PLAIN, negations, opposed, stem

_REACH = 3


def contrary(
    question: Reading | None,
    reference: Reading,
    answer: Reading,
    words: list[str],
    stems: Counter[str],
) -> dict[str, float]:
    """What tells a statement from its contrary: negations, opposites, numbers, order."""
    denied, expected = negations(answer.words), negations(reference.words)
    said, wanted = _numbers(answer), _numbers(reference)
    asked = _numbers(question) if question else set()
    cover = len(set(stems) & set(reference.stems)) / max(len(reference.stems), 1)
    flipped = _flipped(reference.words, words)
    opposites = min(opposed(stems, reference.stems), 3) / 3
    broken = _broken(reference.words, words)
    return {
        "negations_answer": min(denied, 3) / 3,
        "negations_reference": min(expected, 3) / 3,
        "negation_mismatch": float(denied % 2 != expected % 2),
        "negation_excess": float(np.clip(denied - expected, -3, 3)) / 3,
        "negated_words": flipped,
        "negated_cover": float(flipped > 0) * cover,
        "opposites": opposites,
        "opposites_cover": float(opposites > 0) * cover,
        "numbers_missing": len(wanted - said) / len(wanted) if wanted else 0.0,
        "numbers_extra": len(said - wanted - asked) / len(said) if said else 0.0,
        "order": _order(reference.words, words),
        "order_broken": broken,
        "order_cover": broken * max(0.0, cover - 0.5) * 2,
    }


def _numbers(reading: Reading) -> set[str]:
    return {word.replace(",", ".") for word in reading.words if word[0].isdigit()}


def _order(reference: Collection[str], words: Collection[str]) -> float:
    """The share of pairs of shared content words that stand in the other order, 0..1."""
    first: dict[str, int] = {}
    for place, word in enumerate(reference):
        if word not in PLAIN and word not in NEGATIONS:
            first.setdefault(stem(word), place)
    seen = dict.fromkeys(stem(word) for word in words if stem(word) in first)
    places = np.array([first[each] for each in seen][:40])
    if len(places) < 2:
        return 0.0
    later = np.triu(np.ones((len(places), len(places)), dtype=bool), 1)
    swapped = (places[:, None] > places[None, :]) & later
    return float(swapped.sum() / later.sum())


def _broken(reference: Collection[str], words: Collection[str]) -> float:
    """The share of neighbouring pairs of shared content words that are no longer neighbours.

    Swapped roles keep every word and break the pairs. Where just one of the texts is passive
    ("by"), the order says nothing: one half.
    """
    one, other = _content(reference), _content(words)
    shared = set(one) & set(other)
    first = set(pairwise(each for each in one if each in shared))
    second = set(pairwise(each for each in other if each in shared))
    if not first or not second:
        return 0.0
    broken = 1.0 - len(first & second) / min(len(first), len(second))
    return min(broken, 0.5) if ("by" in reference) != ("by" in words) else broken


def _content(words: Collection[str]) -> list[str]:
    return [stem(word) for word in words if word not in PLAIN and word not in NEGATIONS]


def _flipped(reference: Collection[str], words: Collection[str]) -> float:
    """The share of shared content words that just one of the texts denies."""
    one, other = set(_content(reference)), set(_content(words))
    shared = one & other
    denied, expected = _denied(words), _denied(reference)
    return len((denied ^ expected) & shared) / len(shared) if shared else 0.0


def _denied(words: Collection[str]) -> set[str]:
    """The stems within reach of a negation: the next three content words."""
    denied: set[str] = set()
    reach = 0
    for word in words:
        if word in NEGATIONS:
            reach = _REACH
        elif reach and word not in PLAIN:
            denied.add(stem(word))
            reach -= 1
    return denied
