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

from grader.alignment import COLUMNS, alignment, harmonic
from grader.contrary import POINTED, contrary, pointed
from grader.order import order
from grader.parts import best_clause, bigrams, worst_clause
from grader.reading import Reading, Row, View
from grader.stack import Stack

FEATURES = (
    "cosine", "cosine_demoted", "cosine_question_answer", "cosine_question_reference",
    "recall", "precision", "overlap_f1", "recall_new", "precision_new", "overlap_f1_new",
    "recall_plain", "precision_plain", "tfidf", "grams", "grams_new",
    "negations_answer", "negations_reference", "negation_mismatch", "turned_alone",
    "negation_excess", "negated_words", "negated_cover", "opposites", "opposites_cover",
    "numbers_missing", "numbers_extra", "numbers_other", "yes_for_no", "yes_no_given", "hedges",
    "poles_against", "poles_with", "poles_against_share", "poles_with_share", "poles_turned",
    "poles_all_turned",
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
_MEASURED = (
    "cosine", "cosine_demoted", "clause_best", "clause_worst", *COLUMNS, *POINTED,
)  # fmt: skip
_OF_FLOODS = [
    FEATURES.index(name) for name in ("length_answer", "length_ratio", "precision_plain", "cosine")
]


def evidence(texts: Stack, answer: View, near: Row | None = None) -> Row:
    """A row of numbers for each text, in the order of `FEATURES`; all finite.

    One question for all views. `near`: see `nearness`.
    """
    near = nearness(texts, answer) if near is None else near
    measured = np.column_stack(
        [
            answer.reading.sentence.astype(float) @ texts.sentences,
            answer.demoted @ texts.demoted,
            best_clause(texts, answer),
            worst_clause(texts, near),
            alignment(texts, answer),
            _pointed(texts, answer, near),
        ]
    )
    told = [{**_alone(each, answer), **_compared(each, answer)} for each in texts.views]
    rows = [
        _IN_ORDER(values | dict(zip(_MEASURED, row, strict=True)))
        for values, row in zip(told, measured.tolist(), strict=True)
    ]
    return np.array(rows)


def nearness(texts: Stack, answer: View) -> Row:
    """The cosines of the texts' tokens (rows) and the answer's, the question left in."""
    return (texts.raw_tokens @ answer.reading.tokens.T).astype(float)


def _pointed(texts: Stack, answer: View, near: Row) -> list[tuple[float, ...]]:
    """Which way the words of the answer point, beside those of each text."""
    ends = np.cumsum(texts.sizes).tolist()
    return [
        pointed(each.reading, answer.reading, near[end - size : end])
        for each, size, end in zip(texts.views, texts.sizes.tolist(), ends, strict=True)
    ]


def _compared(reference: View, answer: View) -> dict[str, float]:
    """What is counted in words, of two texts."""
    return {
        **_overlap(reference, answer),
        **_grams(reference, answer),
        **contrary(answer.question, reference.reading, answer.reading),
        **order(reference.reading.text, answer.reading.text),
        "bigrams": bigrams(reference.reading, answer.reading),
        **_lengths(answer.question, reference.reading, answer.reading),
        **_sentences(reference.reading, answer.reading),
    }


def _alone(reference: View, answer: View) -> dict[str, float]:
    """What relates either text to the question alone."""
    return {
        "cosine_question_answer": answer.to_question,
        "cosine_question_reference": reference.to_question,
        "no_question": 0.0 if answer.question else 1.0,
    }


def flooded(row: Row) -> bool:
    """Whether an answer is long talk past the reference, in the hope that something hits.

    Of 40 words and more, 2.5 times the reference, with few of its words and of another meaning: two
    in three floods are, and one right answer in a hundred (three on SAF, whose answers are long).
    """
    length, ratio, precision, cosine = row[_OF_FLOODS].tolist()
    long = length >= math.log1p(40) and ratio >= math.log(2.5)
    return bool(long and precision < 0.2 and cosine < 0.45)


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
