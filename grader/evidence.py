"""What the answer shows of each key point: a probability, a quote, and what contradicts it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

import numpy as np

from decks.cards import KeyPoint
from decks.grading import PointVerdict, Verdict
from grader.features import evidence, nearness
from grader.normalise import AnswerText
from grader.reading import Row, View
from grader.score import PRESENT_CUT, category
from grader.stack import Stack
from grader.weights import Weights


@dataclass(frozen=True, slots=True)
class Found:
    """The probability that a text is said, whether its contrary is or nothing, and the evidence.

    `plain` is the probability where whatever in the answer looks like a contrary is about another
    text.
    """

    chance: float
    plain: float
    contrary: bool
    empty: bool
    row: Row


_Judged = tuple[float, float, bool, bool, Row]


class Evidence:
    """The evidence of one answer; each text is compared once, and all are judged together.

    `texts` holds every text that the answer is compared with.
    """

    def __init__(self, weights: Weights, texts: Stack, answer: View) -> None:
        self._weights = weights
        self._texts = texts
        self._answer = answer.reading
        self._near = nearness(texts, answer)
        rows = evidence(texts, answer, self._near)
        names = [each.reading.text for each in texts.views]
        heard = weights.attention.odds(texts, answer)
        judged = zip(*weights.judge(rows, heard), rows, strict=True)
        self._judged: dict[str, _Judged] = dict(zip(names, judged, strict=True))

    def best(self, wordings: Sequence[str], *, references: int = 1) -> Found:
        """The wording that the answer says most probably; `references` as in `Weights.chance`."""
        judged = (self._judged[each] for each in wordings)
        odds, plain, contrary, empty, row = max(judged, key=itemgetter(0))
        chance = self._weights.chance
        return Found(chance(odds, references), chance(plain, references), contrary, empty, row)

    def mistakes(self, found: Found, wrong: Sequence[str]) -> bool:
        """Whether the answer says a known wrong idea rather than the point itself."""
        return bool(wrong) and self.best(wrong).chance >= max(PRESENT_CUT, found.chance)

    def quotes(self, wordings: Sequence[str], text: AnswerText) -> list[str | None]:
        """For each wording the clause that best covers it, as the student wrote it."""
        if not text.clauses:
            return [None] * len(wordings)
        if len(text.clauses) == 1 or not self._near.size:
            return [text.quote(text.clauses[0])] * len(wordings)
        places = {each.reading.text: place for place, each in enumerate(self._texts.views)}
        covered = self._covered(text)
        best = [covered[places[each]].argmax() for each in wordings]
        return [text.quote(text.clauses[int(each)]) for each in best]

    def _covered(self, text: AnswerText) -> Row:
        """How well each clause of the answer (columns) covers each text (rows)."""
        near = np.where(self._answer.weights > 0, self._near, 0.0)
        begins = [start for start, _ in self._answer.spans]
        edges = [bisect_left(begins, clause.first) for clause in text.clauses]
        covered = np.zeros((len(near), len(edges)))
        for place, (first, last) in enumerate(pairwise([*edges, len(begins)])):
            if first < last:
                covered[:, place] = near[:, first:last].max(axis=1)
        return np.asarray(self._texts.weights_of @ covered)


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
