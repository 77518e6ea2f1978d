"""What the answer shows of each key point: a probability, a quote, and what contradicts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decks.cards import KeyPoint
from decks.grading import PointVerdict, Verdict
from grader.features import evidence
from grader.normalise import AnswerText
from grader.reading import Reading, Row, View
from grader.score import PRESENT_CUT, category
from grader.weights import Weights


@dataclass(frozen=True, slots=True)
class Found:
    """The probability that a text is said, whether its contrary is or nothing, and the evidence."""

    chance: float
    contrary: bool
    empty: bool
    row: Row


class Evidence:
    """The evidence of one answer; each text is compared once, however often it is asked for.

    `views` holds the answer and every text it may be compared with.
    """

    def __init__(self, weights: Weights, views: Mapping[str, View], answer: View) -> None:
        self._weights = weights
        self._views = views
        self.answer = answer
        self._rows: dict[str, Row] = {}

    def best(self, wordings: Sequence[str], *, references: int = 1) -> Found:
        """The wording that the answer says most probably; `references` as in `Weights.judge`."""
        rows = [self._row(wording) for wording in wordings]
        judged = self._weights.judge(np.array(rows), references)
        return max(map(Found, *judged, rows), key=lambda each: each.chance)

    def mistakes(self, found: Found, wrong: Sequence[str]) -> bool:
        """Whether the answer says a known wrong idea rather than the point itself."""
        return bool(wrong) and self.best(wrong).chance >= max(PRESENT_CUT, found.chance)

    def quote(self, wording: str, text: AnswerText) -> str | None:
        """The clause of the answer that best covers a wording, as the student wrote it."""
        return quote_for(self._views[wording].reading, self.answer.reading, text)

    def _row(self, wording: str) -> Row:
        if wording not in self._rows:
            self._rows[wording] = evidence(self._views[wording], self.answer)
        return self._rows[wording]


def verdict(
    index: int, point: KeyPoint, credit: float, contradicted: bool, quote: str | None
) -> PointVerdict:
    """The verdict that a credit amounts to; without a quote nothing but absent can be said."""
    kind = Verdict.CONTRADICTED if contradicted else category(credit)
    if quote is None:
        kind = Verdict.ABSENT
    return PointVerdict(
        point=index,
        text=point.text,
        verdict=kind,
        credit=credit,
        quote=None if kind is Verdict.ABSENT else quote,
    )


def quote_for(reading: Reading, answer: Reading, text: AnswerText) -> str | None:
    """The clause of the answer that best covers a key point, exactly as the student wrote it."""
    if not text.clauses:
        return None
    if len(text.clauses) == 1 or not len(answer.tokens) or not len(reading.tokens):
        return text.quote(text.clauses[0])
    near = (reading.tokens @ answer.tokens.T).astype(float)
    near[:, answer.weights == 0] = 0.0
    owner = _owners(answer, text)
    scores = []
    for place in range(len(text.clauses)):
        mine = near[:, owner == place]
        covered = mine.max(axis=1) if mine.shape[1] else np.zeros(len(reading.tokens))
        scores.append(float(covered @ reading.weights))
    return text.quote(text.clauses[int(np.argmax(scores))])


def _owners(answer: Reading, text: AnswerText) -> NDArray[np.intp]:
    """For each token of the answer, the index of the clause it lies in."""
    starts = np.array([clause.first for clause in text.clauses])
    begins = np.array([start for start, _ in answer.spans])
    return np.searchsorted(starts, begins, side="right") - 1
