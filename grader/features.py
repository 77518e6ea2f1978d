"""Evidence: named numbers on how an answer relates to a reference, given the question.

Three kinds. *Meaning*: cosines of whole-text vectors, plain and with the question's direction taken
out. *Alignment*: every token of one text finds its best partner in the other by the contextual
vectors of the encoder; recall, precision and the worst covered words, each also without what the
question already says. *Words*: overlap of stems weighted by how telling they are, character
4-grams, negations, opposites, numbers, the order of shared words, lengths. An empty question counts
as having no words and no direction.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.words import NEGATIONS, PLAIN, WORD, forgiven, negations, opposed, stem, telling
from providers.embedding import TokenVectors, Vectors

Row = NDArray[np.float64]

FEATURES = (
    "cosine", "cosine_demoted", "cosine_question_answer", "cosine_question_reference",
    "recall", "precision", "overlap_f1", "recall_new", "precision_new", "overlap_f1_new",
    "recall_plain", "precision_plain", "tfidf", "grams", "grams_new",
    "negations_answer", "negations_reference", "negation_mismatch", "negation_excess",
    "opposites", "numbers_missing", "numbers_extra", "order",
    "length_answer", "length_reference", "length_ratio", "one_word", "question_share",
    "align_recall", "align_precision", "align_f1", "align_worst", "align_low_quarter",
    "align_recall_new", "align_precision_new", "align_f1_new", "align_worst_new",
    "align_strong", "align_question", "align_answer_beyond_question", "no_question",
)  # fmt: skip
"""The names of the columns of `evidence`, in order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text as the evidence sees it.

    `words` are lower-case; `stems` count content words; `weights` has one entry a token: how
    telling its word is, 0 for punctuation.
    """

    text: str
    words: tuple[str, ...]
    stems: Counter[str]
    tokens: Vectors
    weights: Row
    token_stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentence: Vectors


def read(text: str, vectors: TokenVectors) -> Reading:
    """A text with its vectors, prepared for comparison."""
    found = [(word.start(), word.end(), word.group().lower()) for word in WORD.finditer(text)]
    words = tuple(word for _, _, word in found)
    weights = np.zeros(len(vectors.spans))
    owners: list[str] = []
    place = 0
    for index, (start, _) in enumerate(vectors.spans):
        while place < len(found) and found[place][1] <= start:
            place += 1
        inside = place < len(found) and found[place][0] <= start
        word = found[place][2] if inside else ""
        weights[index] = telling(word) if word else 0.0
        owners.append(stem(word) if word else "")
    return Reading(
        text=text,
        words=words,
        stems=content_stems(words),
        tokens=vectors.vectors,
        weights=weights,
        token_stems=tuple(owners),
        spans=vectors.spans,
        sentence=vectors.sentence,
    )


def content_stems(words: Collection[str]) -> Counter[str]:
    """The stems of the words that are neither grammar nor negation, counted."""
    return Counter(stem(word) for word in words if word not in PLAIN and word not in NEGATIONS)


def evidence(question: Reading | None, reference: Reading, answer: Reading) -> Row:
    """One row of numbers, in the order of `FEATURES`; all finite."""
    known = {*reference.words, *(question.words if question else ())}
    words = forgiven(answer.words, known)
    stems = content_stems(words)
    values = {
        **_meaning(question, reference, answer),
        **_overlap(question, reference, stems),
        **_grams(question, reference, answer),
        **_claims(question, reference, answer, words, stems),
        **_lengths(question, reference, answer, stems),
        **_alignment(question, reference, answer),
        "no_question": 0.0 if question else 1.0,
    }
    return np.array([values[name] for name in FEATURES])


def _cosine(one: Row, other: Row) -> float:
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / size if size > 1e-6 else 0.0


def _meaning(question: Reading | None, reference: Reading, answer: Reading) -> dict[str, float]:
    said, wanted = answer.sentence.astype(float), reference.sentence.astype(float)
    if question is None:
        plain = _cosine(said, wanted)
        return {
            "cosine": plain, "cosine_demoted": plain,
            "cosine_question_answer": 0.0, "cosine_question_reference": 0.0,
        }  # fmt: skip
    asked = question.sentence.astype(float)
    return {
        "cosine": _cosine(said, wanted),
        "cosine_demoted": _cosine(said - (said @ asked) * asked, wanted - (wanted @ asked) * asked),
        "cosine_question_answer": _cosine(said, asked),
        "cosine_question_reference": _cosine(wanted, asked),
    }


def _weigh(stems: Collection[str]) -> float:
    return sum(telling(each) for each in stems)


def _shares(said: Collection[str], wanted: Collection[str]) -> tuple[float, float, float]:
    """Weighted recall, precision and their harmonic mean of two sets of stems."""
    both = _weigh([each for each in wanted if each in said])
    recall = both / max(_weigh(wanted), 1e-9)
    precision = both / max(_weigh(said), 1e-9)
    return recall, precision, _harmonic(recall, precision)


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other > 1e-9 else 0.0


def _overlap(question: Reading | None, reference: Reading, said: Counter[str]) -> dict[str, float]:
    asked = question.stems if question else Counter[str]()
    recall, precision, f1 = _shares(said, reference.stems)
    new_said = [each for each in said if each not in asked]
    new_wanted = [each for each in reference.stems if each not in asked]
    recall_new, precision_new, f1_new = _shares(new_said, new_wanted)
    both = len(set(said) & set(reference.stems))
    return {
        "recall": recall, "precision": precision, "overlap_f1": f1,
        "recall_new": recall_new if new_wanted else recall,
        "precision_new": precision_new, "overlap_f1_new": f1_new if new_wanted else f1,
        "recall_plain": both / max(len(reference.stems), 1),
        "precision_plain": both / max(len(said), 1),
        "tfidf": _tfidf(said, reference.stems),
    }  # fmt: skip


def _tfidf(said: Counter[str], wanted: Counter[str]) -> float:
    one = {word: count * telling(word) for word, count in said.items()}
    other = {word: count * telling(word) for word, count in wanted.items()}
    dot = sum(value * other.get(word, 0.0) for word, value in one.items())
    size = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return dot / size if size > 1e-9 else 0.0


def _gram_counts(text: str, size: int = 4) -> Counter[str]:
    padded = f" {text.lower()} "
    return Counter(padded[at : at + size] for at in range(max(1, len(padded) - size + 1)))


def _gram_cosine(one: Counter[str], other: Counter[str]) -> float:
    dot = sum(count * other[gram] for gram, count in one.items() if gram in other)
    size = math.sqrt(sum(c * c for c in one.values()) * sum(c * c for c in other.values()))
    return dot / size if size else 0.0


def _grams(question: Reading | None, reference: Reading, answer: Reading) -> dict[str, float]:
    said, wanted = _gram_counts(answer.text), _gram_counts(reference.text)
    whole = _gram_cosine(said, wanted)
    if question is None:
        return {"grams": whole, "grams_new": whole}
    asked = _gram_counts(question.text)
    new_said = Counter({gram: count for gram, count in said.items() if gram not in asked})
    new_wanted = Counter({gram: count for gram, count in wanted.items() if gram not in asked})
    return {"grams": whole, "grams_new": _gram_cosine(new_said, new_wanted)}


def _claims(
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
    return {
        "negations_answer": min(denied, 3) / 3,
        "negations_reference": min(expected, 3) / 3,
        "negation_mismatch": float(denied % 2 != expected % 2),
        "negation_excess": float(np.clip(denied - expected, -3, 3)) / 3,
        "opposites": min(opposed(stems, reference.stems), 3) / 3,
        "numbers_missing": len(wanted - said) / len(wanted) if wanted else 0.0,
        "numbers_extra": len(said - wanted - asked) / len(said) if said else 0.0,
        "order": _order(reference.words, words),
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


def _lengths(
    question: Reading | None, reference: Reading, answer: Reading, stems: Counter[str]
) -> dict[str, float]:
    said, wanted = len(answer.words), len(reference.words)
    asked = question.stems if question else Counter[str]()
    return {
        "length_answer": math.log1p(min(said, 200)),
        "length_reference": math.log1p(min(wanted, 200)),
        "length_ratio": float(np.clip(math.log((said + 1) / (wanted + 1)), -3, 3)),
        "one_word": float(said <= 1),
        "question_share": sum(each in asked for each in stems) / max(len(stems), 1),
    }


def _alignment(question: Reading | None, reference: Reading, answer: Reading) -> dict[str, float]:
    names = [name for name in FEATURES if name.startswith("align_")]
    if not answer.weights.any() or not reference.weights.any():
        return dict.fromkeys(names, 0.0)
    pairs = (reference.tokens @ answer.tokens.T).astype(float)
    pairs[:, answer.weights == 0] = -1.0
    covered = np.clip(pairs.max(axis=1), 0.0, 1.0)
    pairs[reference.weights == 0, :] = -1.0
    backed = np.clip(pairs.max(axis=0), 0.0, 1.0)
    new_wanted = reference.weights * _novelty(question, reference)
    new_said = answer.weights * _novelty(question, answer)
    recall, precision = _mean(covered, reference.weights), _mean(backed, answer.weights)
    recall_new, precision_new = _mean(covered, new_wanted), _mean(backed, new_said)
    return {
        "align_recall": recall,
        "align_precision": precision,
        "align_f1": _harmonic(recall, precision),
        "align_worst": _worst(covered, reference.weights),
        "align_low_quarter": _low_quarter(covered, reference.weights),
        "align_recall_new": recall_new,
        "align_precision_new": precision_new,
        "align_f1_new": _harmonic(recall_new, precision_new),
        "align_worst_new": _worst(covered, new_wanted),
        "align_strong": _mean((covered > 0.7).astype(float), new_wanted),
        "align_question": 1.0 - _mean(_novelty(question, answer), answer.weights),
        "align_answer_beyond_question": math.log1p(float(new_said.sum())),
    }


def _novelty(question: Reading | None, reading: Reading) -> Row:
    """One entry a token: how little the question says it, 0 (says it) to 1."""
    if question is None or not len(question.tokens) or not len(reading.tokens):
        return np.ones(len(reading.tokens))
    near = np.clip((reading.tokens @ question.tokens.T).max(axis=1).astype(float), 0.0, 1.0)
    said = np.array([each in question.stems for each in reading.token_stems], dtype=bool)
    return np.where(said, 0.0, 1.0 - near**2)


def _mean(values: Row, weights: Row) -> float:
    total = float(weights.sum())
    return float(values @ weights) / total if total > 1e-9 else 0.0


def _worst(covered: Row, weights: Row) -> float:
    """How well the worst covered telling token is covered; telling: half the largest weight."""
    if not weights.any():
        return 0.0
    return float(covered[weights >= 0.5 * weights.max()].min())


def _low_quarter(covered: Row, weights: Row) -> float:
    """Mean cover of the worst covered quarter of the telling tokens."""
    telling_ones = np.sort(covered[weights >= 0.5 * weights.max()])
    return float(telling_ones[: max(1, len(telling_ones) // 4)].mean())
