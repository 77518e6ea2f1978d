"""What tells a statement from its contrary: negations, opposites, numbers, a "no" for a "yes"."""

from __future__ import annotations

from grader.reading import Reading
from grader.words import opposed

SAME_WORDS = 0.9
"""From this share of common content words on, only a negation or their order tells texts apart."""
_NO_NUMBERS: frozenset[str] = frozenset()


def contrary(question: Reading | None, reference: Reading, answer: Reading) -> dict[str, float]:
    """The columns of the evidence that speak of a contrary."""
    denied, expected = answer.denials, reference.denials
    said, wanted = answer.numbers, reference.numbers
    missing = wanted - said
    extra = said - wanted - (question.numbers if question else _NO_NUMBERS)
    shared = len(answer.stems.keys() & reference.stems.keys())
    either = len(answer.stems) + len(reference.stems) - shared
    cover = shared / max(len(reference.stems), 1)
    flipped = _flipped(reference, answer)
    mismatch = float(denied % 2 != expected % 2)
    turned = mismatch or (flipped > 0 and not _only(reference, answer))
    opposites = min(opposed(answer.stems, reference.stems), 3) / 3
    return {
        "negations_answer": min(denied, 3) / 3,
        "negations_reference": min(expected, 3) / 3,
        "negation_mismatch": mismatch,
        "negated_alone": float(bool(turned) and shared / max(either, 1) >= SAME_WORDS),
        "negation_excess": min(max(denied - expected, -3), 3) / 3,
        "negated_words": flipped,
        "negated_cover": float(flipped > 0) * cover,
        "opposites": opposites,
        "opposites_cover": float(opposites > 0) * cover,
        "numbers_missing": len(missing) / len(wanted) if wanted else 0.0,
        "numbers_extra": len(extra) / len(said) if said else 0.0,
        "numbers_other": float(bool(missing) and bool(extra)) * cover,
        "yes_for_no": float(answer.yes_or_no * reference.yes_or_no < 0),
        "yes_no_given": float(answer.yes_or_no != 0),
    }


def _flipped(reference: Reading, answer: Reading) -> float:
    """The share of shared content words that just one of the texts denies."""
    if not answer.denied and not reference.denied:
        return 0.0
    shared = answer.stems.keys() & reference.stems.keys()
    return len((answer.denied ^ reference.denied) & shared) / len(shared) if shared else 0.0


def _only(reference: Reading, answer: Reading) -> bool:
    """Whether one of the texts says "only": "not without" and "only with" are the same."""
    return "only" in reference.words or "only" in answer.words
