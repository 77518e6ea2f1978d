"""A text as the evidence sees it: words, stems, and one weighted vector a token.

What depends on one text alone is worked out once and kept with it (`Reading`), and so is what
depends on a text and the question it is about (`View`): references come back with every answer.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from grader.polarity import denied, hedges, numbers, yes_or_no
from grader.poles import Pointer, pointers
from grader.words import NEGATIONS, PLAIN, WORD, denials, stem, telling
from providers.embedding import TokenVectors, Vectors

Row = NDArray[np.float64]
_GRAM = 4
_BREAK = re.compile(
    r"[.!?;:,]\s+|\s+(?=(?:and|but|because|so that|which|whose|while|whereas)\b)", re.I
)
_FEWEST_TOKENS = 3
_SMALLEST = 1e-9
_NO_STEM = hash("no stem of any text")


@dataclass(frozen=True)
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

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the text."""
        return numbers(self.words)

    @cached_property
    def denials(self) -> int:
        """How many of its words deny the statement."""
        return len(denials(self.words))

    @cached_property
    def denied(self) -> frozenset[str]:
        """The stems that it denies."""
        return denied(self.words)

    @cached_property
    def yes_or_no(self) -> int:
        """Whether it begins with a yes (1) or a no (-1)."""
        return yes_or_no(self.words)

    @cached_property
    def pointers(self) -> tuple[Pointer, ...]:
        """What its words point to."""
        return pointers(self.words)

    @cached_property
    def pointers_by_axis(self) -> dict[int, list[Pointer]]:
        """The same by the axis they point on."""
        found: dict[int, list[Pointer]] = {}
        for each in self.pointers:
            found.setdefault(each.axis, []).append(each)
        return found

    @cached_property
    def pointer_places(self) -> int:
        """How many of its words point somewhere."""
        return len({each.place for each in self.pointers})

    @cached_property
    def hedges(self) -> int:
        """How many turns of phrase leave the statement open."""
        return hedges(self.text)

    @cached_property
    def word_tokens(self) -> list[int]:
        """For each word the token that it begins with; -1 for words before the first token."""
        begins = [start for start, _ in self.spans]
        return [bisect_right(begins, found.start()) - 1 for found in WORD.finditer(self.text)]

    @cached_property
    def grams(self) -> Counter[str]:
        """Its character 4-grams, counted."""
        padded = f" {self.text.lower()} "
        return Counter(padded[at : at + _GRAM] for at in range(max(1, len(padded) - _GRAM + 1)))

    @cached_property
    def bigrams(self) -> frozenset[tuple[str, str]]:
        """The pairs of neighbouring stems, words of grammar included."""
        return frozenset(pairwise(stem(word) for word in self.words))

    @cached_property
    def grammar(self) -> float:
        """The share of its words that are grammar or negation."""
        found = sum(word in PLAIN or word in NEGATIONS for word in self.words)
        return found / max(len(self.words), 1)

    @cached_property
    def breaks(self) -> float:
        """Commas and other breaks inside sentences, a word."""
        return min(1.0, sum(self.text.count(mark) for mark in ",;/|\n•") / max(len(self.words), 1))

    @cached_property
    def stem_ids(self) -> NDArray[np.int64]:
        """One number a token; equal ones stand for equal stems."""
        return np.array([hash(each) for each in self.token_stems], dtype=np.int64)

    @cached_property
    def counted_ids(self) -> NDArray[np.int64]:
        """The same as a column, with a number of its own for tokens that tell nothing."""
        return np.where(self.weights > 0, self.stem_ids, _NO_STEM)[:, None]

    @cached_property
    def telling_words(self) -> dict[str, float]:
        """How telling each content stem is."""
        return {each: telling(each) for each in self.stems}

    @cached_property
    def clauses(self) -> list[NDArray[np.intp]]:
        """For each clause of a few tokens and more, which tokens are in it; at least one."""
        breaks = np.array([found.end() for found in _BREAK.finditer(self.text)], dtype=float)
        begins = np.array([start for start, _ in self.spans], dtype=float)
        if not len(breaks):
            return [np.arange(len(begins))] if len(begins) else []
        edges = [0, *np.searchsorted(begins, breaks).tolist(), len(begins)]
        groups = [np.arange(first, last) for first, last in pairwise(edges)]
        long = [own for own in groups if len(own) >= _FEWEST_TOKENS]
        return long or ([np.arange(len(begins))] if len(begins) else [])

    @cached_property
    def clause_means(self) -> Vectors:
        """The unit mean of the token vectors of each clause, one row each."""
        if len(self.clauses) == 1 and len(self.clauses[0]) == len(self.tokens):
            return self.sentence_of_tokens[None, :]
        sums = np.array([self.tokens[own[0] : own[-1] + 1].sum(axis=0) for own in self.clauses])
        sizes = np.sqrt(np.einsum("ij,ij->i", sums, sums))[:, None]
        return np.asarray(sums / np.maximum(sizes, _SMALLEST))

    @cached_property
    def tokens_demoted(self) -> Vectors:
        """The unit token vectors without the direction of the text itself."""
        return demoted(self.tokens, self)

    @cached_property
    def sentence_of_tokens(self) -> Vectors:
        """The unit mean of all token vectors."""
        return _unit(self.tokens.mean(axis=0))


@dataclass(frozen=True)
class View:
    """A text in the light of the question that it is an answer to.

    `tokens` are its unit token vectors without the direction of the question; `new` weighs each
    token by how telling it is and how little the question says it.
    """

    reading: Reading
    question: Reading | None
    tokens: Vectors
    weights: Row
    new: Row

    @cached_property
    def told(self) -> Row:
        """1 for tokens that tell anything, 0 for the rest."""
        return (self.weights > 0).astype(float)

    @cached_property
    def shares(self) -> Row:
        """Two rows that sum to 1 (or are 0): the weights of the tokens, and the new ones."""
        both = np.stack([self.weights, self.new])
        sums = both.sum(axis=1, keepdims=True)
        return np.asarray(both / np.where(sums > _SMALLEST, sums, np.inf))

    @cached_property
    def scalars(self) -> Vectors:
        """How telling each token is, and how telling what is new: two columns."""
        return np.stack([self.weights, self.new], axis=1).astype(np.float32)

    @cached_property
    def most_telling(self) -> NDArray[np.intp]:
        """The tokens that tell at least half as much as the one that tells most."""
        least = 0.5 * max(float(self.weights.max(initial=0.0)), _SMALLEST)
        return np.flatnonzero(self.weights >= least)

    @cached_property
    def most_new(self) -> NDArray[np.intp]:
        """The same by what is new."""
        if not self.new.any():
            return np.zeros(0, dtype=np.intp)
        return np.flatnonzero(self.new >= 0.5 * float(self.new.max()))

    @cached_property
    def share_new(self) -> float:
        """The share of what it tells that the question does not say."""
        total = float(self.weights.sum())
        return float(self.new.sum()) / total if total > _SMALLEST else 0.0

    @cached_property
    def beyond(self) -> float:
        """How much it tells that the question does not say, as ln(1 + sum)."""
        return math.log1p(float(self.new.sum()))

    @cached_property
    def new_stems(self) -> dict[str, float]:
        """The content stems that the question does not have, and how telling each is."""
        asked = self.question.stems if self.question else {}
        return {s: value for s, value in self.reading.telling_words.items() if s not in asked}

    @cached_property
    def new_grams(self) -> Counter[str]:
        """The character 4-grams that the question does not have."""
        if self.question is None:
            return self.reading.grams
        asked = self.question.grams
        return Counter({gram: n for gram, n in self.reading.grams.items() if gram not in asked})

    @cached_property
    def sizes(self) -> tuple[float, float, float]:
        """Euclidean lengths: of the 4-grams, of the new ones, of the weighted stems."""
        telling_words = self.reading.telling_words
        return (
            _length(self.reading.grams.values()),
            _length(self.new_grams.values()),
            _length(n * telling_words[each] for each, n in self.reading.stems.items()),
        )

    @cached_property
    def to_question(self) -> float:
        """The cosine with the question; 0 without one."""
        if self.question is None:
            return 0.0
        return float(self.reading.sentence.astype(float) @ self.question.sentence.astype(float))

    @cached_property
    def demoted(self) -> Row:
        """The unit vector of the text without the direction of the question."""
        own = self.reading.sentence.astype(float)
        if self.question is None:
            return own
        asked = self.question.sentence.astype(float)
        rest = own - (own @ asked) * asked
        size = float(np.linalg.norm(rest))
        return rest / size if size > 1e-6 else np.zeros_like(rest)


def view(reading: Reading, question: Reading | None) -> View:
    """A text as an answer to this question."""
    tokens = demoted(reading.tokens, question)
    new = reading.weights * _novelty(question, reading, tokens)
    return View(reading, question, tokens, reading.weights, new)


def demoted(tokens: Vectors, question: Reading | None) -> Vectors:
    """Unit token vectors without the direction of the question's sentence."""
    if question is None or not len(tokens):
        return tokens
    rest = tokens - (tokens @ question.sentence)[:, None] * question.sentence
    sizes = np.sqrt(np.einsum("ij,ij->i", rest, rest))[:, None]
    return np.asarray(rest / np.maximum(sizes, _SMALLEST))


def _novelty(question: Reading | None, reading: Reading, tokens: Vectors) -> Row:
    """One entry a token: how little the question says it, 0 (says it) to 1."""
    if question is None or not len(question.tokens) or not len(tokens):
        return np.ones(len(tokens))
    asked = question.tokens_demoted
    near = np.minimum(np.maximum((tokens @ asked.T).max(axis=1).astype(float), 0.0), 1.0)
    said = np.array([each in question.stems for each in reading.token_stems], dtype=bool)
    return np.where(said, 0.0, 1.0 - near**2)


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


def _length(values: Iterable[float]) -> float:
    return math.hypot(*values)


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), _SMALLEST))
