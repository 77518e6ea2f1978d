"""What tells a statement from its contrary: negations, opposites, numbers, a "no" for a "yes"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from grader.reading import Reading, content_stems
from grader.words import NEGATIONS, PLAIN, denials, negations, opposed, stem

SAME_WORDS = 0.9
"""From this share of common content words on, only a negation or their order tells texts apart."""
_REACH = 3
_IN_WORDS = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}


def contrary(
    question: Reading | None,
    reference: Reading,
    answer: Reading,
    stems: Counter[str],
) -> dict[str, float]:
    """The columns of the evidence that speak of a contrary."""
    denied, expected = negations(answer.words), negations(reference.words)
    said, wanted = numbers(answer.words), numbers(reference.words)
    asked = numbers(question.words) if question else set()
    missing, extra = wanted - said, said - wanted - asked
    cover = len(set(stems) & set(reference.stems)) / max(len(reference.stems), 1)
    flipped = _flipped(reference.words, answer.words)
    alike = len(set(stems) & set(reference.stems)) / max(len({*stems, *reference.stems}), 1)
    mismatch = float(denied % 2 != expected % 2)
    opposites = min(opposed(stems, reference.stems), 3) / 3
    return {
        "negations_answer": min(denied, 3) / 3,
        "negations_reference": min(expected, 3) / 3,
        "negation_mismatch": mismatch,
        "negated_alone": mismatch * float(alike >= SAME_WORDS),
        "negation_excess": float(np.clip(denied - expected, -3, 3)) / 3,
        "negated_words": flipped,
        "negated_cover": float(flipped > 0) * cover,
        "opposites": opposites,
        "opposites_cover": float(opposites > 0) * cover,
        "numbers_missing": len(missing) / len(wanted) if wanted else 0.0,
        "numbers_extra": len(extra) / len(said) if said else 0.0,
        "numbers_other": float(bool(missing) and bool(extra)) * cover,
        "yes_for_no": float(_polarity(answer.words) * _polarity(reference.words) < 0),
        "yes_no_given": float(_polarity(answer.words) != 0),
    }


def numbers(words: Collection[str]) -> set[str]:
    """The numbers of a text; small ones in words count, but for "one", which is seldom a number."""
    digits = {word.replace(",", ".") for word in words if word[0].isdigit()}
    return digits | {_IN_WORDS[word] for word in words if word in _IN_WORDS}


def _polarity(words: Sequence[str]) -> int:
    """1 for an answer that begins with a yes, -1 with a no, else 0."""
    first = words[0] if words else ""
    return (first in ("yes", "true")) - (first in ("no", "false"))


def _flipped(reference: Sequence[str], words: Sequence[str]) -> float:
    """The share of shared content words that just one of the texts denies."""
    shared = set(content_stems(reference)) & set(content_stems(words))
    denied, expected = _denied(words), _denied(reference)
    return len((denied ^ expected) & shared) / len(shared) if shared else 0.0


def _denied(words: Sequence[str]) -> set[str]:
    """The stems within reach of a negation: the next three content words."""
    denied: set[str] = set()
    reach = 0
    places = set(denials(words))
    for place, word in enumerate(words):
        if word in NEGATIONS:
            reach = _REACH if place in places else 0
        elif reach and word not in PLAIN:
            denied.add(stem(word))
            reach -= 1
    return denied
