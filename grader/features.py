"""Evidence: named numbers on how an answer relates to a reference, given the question.

Three kinds. *Meaning*: cosines of whole-text vectors, plain and with the question's direction taken
out. *Alignment*: every token of one text finds its best partner in the other by the contextual
vectors of the encoder; recall, precision and the worst covered words, each also without what the
question already says. *Words*: overlap of stems weighted by how telling they are, character
4-grams, bigrams, negations, opposites, numbers, who does what to whom, lengths. An empty question
counts as having no words and no direction.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection

import numpy as np

from grader.alignment import alignment, harmonic
from grader.contrary import contrary
from grader.order import order
from grader.parts import parts
from grader.reading import Reading, Row
from grader.words import telling

FEATURES = (
    "cosine", "cosine_demoted", "cosine_question_answer", "cosine_question_reference",
    "recall", "precision", "overlap_f1", "recall_new", "precision_new", "overlap_f1_new",
    "recall_plain", "precision_plain", "tfidf", "grams", "grams_new",
    "negations_answer", "negations_reference", "negation_mismatch", "negated_alone",
    "negation_excess", "negated_words", "negated_cover", "opposites", "opposites_cover",
    "numbers_missing", "numbers_extra", "numbers_other", "yes_for_no", "yes_no_given",
    "order_moved", "order_turned", "order_alike", "order_moved_alike", "order_turned_alike",
    "order_exchanged", "order_alone", "order_subsequence", "order_broken",
    "bigrams", "clause_best", "clause_worst",
    "length_answer", "length_reference", "length_ratio", "one_word", "question_share",
    "align_recall", "align_precision", "align_f1", "align_worst", "align_low_quarter",
    "align_recall_new", "align_precision_new", "align_f1_new", "align_worst_new",
    "align_cubed", "align_strong", "align_same_word", "align_same_worst", "align_exchange",
    "align_question",
    "align_answer_beyond_question", "no_question",
)  # fmt: skip
"""The names of the columns of `evidence`, in order."""


def evidence(question: Reading | None, reference: Reading, answer: Reading) -> Row:
    """One row of numbers, in the order of `FEATURES`; all finite."""
    stems = answer.stems
    values = {
        **_meaning(question, reference, answer),
        **_overlap(question, reference, stems),
        **_grams(question, reference, answer),
        **contrary(question, reference, answer, stems),
        **order(reference.text, answer.text),
        **parts(reference, answer),
        **_lengths(question, reference, answer, stems),
        **alignment(question, reference, answer),
        "no_question": 0.0 if question else 1.0,
    }
    return np.array([values[name] for name in FEATURES])


def flooded(row: Row) -> bool:
    """Whether an answer is long talk past the reference, in the hope that something hits.

    Of 40 words and more, 2.5 times the reference, with few of its words and of another meaning: two
    in three floods are, and one right answer in a hundred (three on SAF, whose answers are long).
    """
    value = dict(zip(FEATURES, row, strict=True))
    long = value["length_answer"] >= math.log1p(40) and value["length_ratio"] >= math.log(2.5)
    return bool(long and value["precision_plain"] < 0.2 and value["cosine"] < 0.45)


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
    return recall, precision, harmonic(recall, precision)


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
