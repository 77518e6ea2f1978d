"""Evidence: named numbers on how an answer relates to a reference, given the question.

Three kinds. *Meaning*: cosines of whole-text vectors, plain and with the question's direction taken
out. *Alignment*: every token of one text finds its best partner in the other by the contextual
vectors of the encoder; recall, precision and the worst covered words, each also without what the
question already says. *Words*: overlap of stems weighted by how telling they are, character
4-grams, bigrams, negations, opposites, numbers, who does what to whom, lengths, and whether words
stand in sentences at all or in a row. An empty question
counts as having no words and no direction.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from operator import itemgetter

import numpy as np

from grader.alignment import alignment, harmonic
from grader.contrary import contrary
from grader.order import order
from grader.parts import parts
from grader.reading import Reading, Row, View

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
    "grammar_answer", "grammar_gap", "breaks", "repeats",
)  # fmt: skip
"""The names of the columns of `evidence`, in order."""
_IN_ORDER = itemgetter(*FEATURES)


def evidence(reference: View, answer: View) -> Row:
    """One row of numbers, in the order of `FEATURES`; all finite. One question for both views."""
    question = answer.question
    values = {
        **_meaning(reference, answer),
        **_overlap(reference, answer),
        **_grams(reference, answer),
        **contrary(question, reference.reading, answer.reading),
        **order(reference.reading.text, answer.reading.text),
        **parts(reference.reading, answer.reading),
        **_lengths(question, reference.reading, answer.reading),
        **alignment(reference, answer),
        "no_question": 0.0 if question else 1.0,
        **_sentences(reference.reading, answer.reading),
    }
    return np.array(_IN_ORDER(values))


def flooded(row: Row) -> bool:
    """Whether an answer is long talk past the reference, in the hope that something hits.

    Of 40 words and more, 2.5 times the reference, with few of its words and of another meaning: two
    in three floods are, and one right answer in a hundred (three on SAF, whose answers are long).
    """
    value = dict(zip(FEATURES, row, strict=True))
    long = value["length_answer"] >= math.log1p(40) and value["length_ratio"] >= math.log(2.5)
    return bool(long and value["precision_plain"] < 0.2 and value["cosine"] < 0.45)


def _meaning(reference: View, answer: View) -> dict[str, float]:
    said, wanted = answer.reading.sentence, reference.reading.sentence
    return {
        "cosine": float(said.astype(float) @ wanted.astype(float)),
        "cosine_demoted": float(answer.demoted @ reference.demoted),
        "cosine_question_answer": answer.to_question,
        "cosine_question_reference": reference.to_question,
    }


def _shares(said: Mapping[str, float], wanted: Mapping[str, float]) -> tuple[float, float, float]:
    """Weighted recall, precision and their harmonic mean of two sets of stems."""
    both = sum(value for each, value in wanted.items() if each in said)
    recall = both / max(sum(wanted.values()), 1e-9)
    precision = both / max(sum(said.values()), 1e-9)
    return recall, precision, harmonic(recall, precision)


def _overlap(reference: View, answer: View) -> dict[str, float]:
    said, wanted = answer.reading.stems, reference.reading.stems
    recall, precision, f1 = _shares(answer.reading.telling_words, reference.reading.telling_words)
    recall_new, precision_new, f1_new = _shares(answer.new_stems, reference.new_stems)
    both = len(said.keys() & wanted.keys())
    return {
        "recall": recall, "precision": precision, "overlap_f1": f1,
        "recall_new": recall_new if reference.new_stems else recall,
        "precision_new": precision_new, "overlap_f1_new": f1_new if reference.new_stems else f1,
        "recall_plain": both / max(len(wanted), 1),
        "precision_plain": both / max(len(said), 1),
        "tfidf": _tfidf(reference, answer),
    }  # fmt: skip


def _tfidf(reference: View, answer: View) -> float:
    said, wanted = answer.reading.stems, reference.reading.stems
    weights = answer.reading.telling_words
    dot = sum(n * wanted[word] * weights[word] ** 2 for word, n in said.items() if word in wanted)
    size = answer.sizes[2] * reference.sizes[2]
    return dot / size if size > 1e-9 else 0.0


def _grams(reference: View, answer: View) -> dict[str, float]:
    return {
        "grams": _gram_cosine(
            answer.reading.grams, reference.reading.grams, answer.sizes[0] * reference.sizes[0]
        ),
        "grams_new": _gram_cosine(
            answer.new_grams, reference.new_grams, answer.sizes[1] * reference.sizes[1]
        ),
    }


def _gram_cosine(one: Counter[str], other: Counter[str], size: float) -> float:
    shared = one.keys() & other.keys()
    return sum(one[gram] * other[gram] for gram in shared) / size if size else 0.0


def _lengths(question: Reading | None, reference: Reading, answer: Reading) -> dict[str, float]:
    said, wanted = len(answer.words), len(reference.words)
    stems = answer.stems
    asked = len(stems.keys() & question.stems.keys()) if question else 0
    return {
        "length_answer": math.log1p(min(said, 200)),
        "length_reference": math.log1p(min(wanted, 200)),
        "length_ratio": min(max(math.log((said + 1) / (wanted + 1)), -3.0), 3.0),
        "one_word": float(said <= 1),
        "question_share": asked / max(len(stems), 1),
    }


def _sentences(reference: Reading, answer: Reading) -> dict[str, float]:
    """How much of the texts is grammar, how often the answer breaks off, and repeats itself."""
    return {
        "grammar_answer": answer.grammar,
        "grammar_gap": answer.grammar - reference.grammar,
        "breaks": answer.breaks,
        "repeats": 1.0 - len(answer.stems) / max(sum(answer.stems.values()), 1),
    }
