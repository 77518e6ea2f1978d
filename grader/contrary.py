"""What tells a statement from its contrary: negations, opposites, numbers, a "no" for a "yes",
words that point the other way.
"""

from __future__ import annotations

from collections import defaultdict

from grader.reading import Reading, Row
from grader.words import opposed

SAME_WORDS = 0.9
"""From this share of common content words on, only a negation or their order tells texts apart."""
_NO_NUMBERS: frozenset[str] = frozenset()
_MOST = 3
POINTED = (
    "poles_against", "poles_with", "poles_against_share", "poles_with_share", "poles_turned",
    "poles_all_turned",
)  # fmt: skip
"""The columns of `pointed`."""


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
    other_number = bool(missing and extra and len(missing) == len(wanted))
    opposites = min(opposed(answer.stems, reference.stems), 3) / 3
    return {
        "negations_answer": min(denied, 3) / 3,
        "negations_reference": min(expected, 3) / 3,
        "negation_mismatch": mismatch,
        "turned_alone": float(
            (bool(turned) and shared / max(either, 1) >= SAME_WORDS)
            or (other_number and _same_but_numbers(reference, answer))
        ),
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
        "hedges": min(max(answer.hedges - reference.hedges, 0), _MOST) / _MOST,
    }


def pointed(reference: Reading, answer: Reading, near: Row) -> tuple[float, ...]:
    """The columns `POINTED`: how much of the reference the answer points the other way.

    `near` has the cosines of the reference's tokens (rows) and the answer's. Each pointer of the
    reference meets the one of the answer on the same axis whose words are most alike in context.
    """
    if not reference.pointers or not answer.pointers or not near.size:
        return (0.0,) * len(POINTED)
    by_axis = answer.pointers_by_axis
    told: dict[int, list[bool]] = defaultdict(list)
    for wanted in reference.pointers:
        if said := by_axis.get(wanted.axis):
            best = said[0]
            if len(said) > 1:
                row, tokens = near[reference.word_tokens[wanted.place]], answer.word_tokens
                best = max(said, key=lambda each: row[tokens[each.place]])
            told[wanted.place].append(best.sign == wanted.sign)
    along = sum(sum(each) / len(each) for each in told.values())
    against = len(told) - along
    places = reference.pointer_places
    return (
        min(against, _MOST) / _MOST, min(along, _MOST) / _MOST, against / places, along / places,
        against / len(told) if told else 0.0, float(bool(told) and not along),
    )  # fmt: skip


def _flipped(reference: Reading, answer: Reading) -> float:
    """The share of shared content words that just one of the texts denies."""
    if not answer.denied and not reference.denied:
        return 0.0
    shared = answer.stems.keys() & reference.stems.keys()
    return len((answer.denied ^ reference.denied) & shared) / len(shared) if shared else 0.0


def _same_but_numbers(reference: Reading, answer: Reading) -> bool:
    """Whether two texts have the same words, the numbers left out."""
    one, other = (
        {each for each in reading.stems if not each[0].isdigit()} for reading in (reference, answer)
    )
    return len(one & other) >= SAME_WORDS * len(one | other)


def _only(reference: Reading, answer: Reading) -> bool:
    """Whether one of the texts says "only": "not without" and "only with" are the same."""
    return "only" in reference.words or "only" in answer.words
