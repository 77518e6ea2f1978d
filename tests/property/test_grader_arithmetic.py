"""Laws of the arithmetic, for any verdicts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.cards import KeyPoint
from decks.errors import BadRecord
from decks.grading import PointVerdict, Verdict
from decks.keypoints import key_points_of
from grader.normalise import normalise, read_answer
from grader.score import PENALTY, level, score
from grader.task import GradingTask
from tests.grader_samples import lenient, scored

CREDITS = st.floats(0, 1)
WEIGHTS = st.floats(0.1, 10)


def _points(weights: list[float]) -> list[KeyPoint]:
    return [KeyPoint(text=f"p{place}", weight=weight) for place, weight in enumerate(weights)]


def _verdicts(rows: list[tuple[float, float, bool]]) -> list[PointVerdict]:
    return [
        PointVerdict(
            point=place,
            text="p",
            verdict=Verdict.CONTRADICTED if against else Verdict.PRESENT,
            credit=credit,
            quote="q",
        )
        for place, (_, credit, against) in enumerate(rows)
    ]


ROWS = st.lists(st.tuples(WEIGHTS, CREDITS, st.booleans()), min_size=1, max_size=7)


@given(ROWS)
def test_the_score_lies_in_the_unit_and_is_the_formula(
    rows: list[tuple[float, float, bool]],
) -> None:
    found = score(_points([row[0] for row in rows]), _verdicts(rows))
    total = sum(weight for weight, _, _ in rows)
    plain = sum(weight * (credit - PENALTY * against) for weight, credit, against in rows) / total
    assert 0.0 <= found <= 1.0
    assert found == pytest.approx(min(1.0, max(0.0, plain)))


@given(ROWS, st.data())
def test_more_credit_never_lowers_the_score(
    rows: list[tuple[float, float, bool]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    weight, credit, against = rows[place]
    more = [*rows]
    more[place] = (weight, data.draw(st.floats(credit, 1)), against)
    points = _points([row[0] for row in rows])
    assert score(points, _verdicts(more)) >= score(points, _verdicts(rows)) - 1e-12


CHANCES = st.floats(0.001, 0.999)


@given(st.lists(st.tuples(WEIGHTS, CHANCES), min_size=1, max_size=7), CHANCES, CREDITS)
def test_levelled_credits_have_the_agreed_mean_and_keep_their_order(
    pairs: list[tuple[float, float]], whole: float, share: float
) -> None:
    weights, chances = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = level(weights, chances, whole, share)
    total = sum(weights)
    mean = sum(w * c for w, c in pairs) / total
    reached = sum(w * c for w, c in zip(weights, found, strict=True)) / total
    assert reached == pytest.approx(share * whole + (1 - share) * mean, abs=1e-6)
    order = sorted(range(len(pairs)), key=lambda place: chances[place])
    assert all(found[a] <= found[b] + 1e-9 for a, b in pairwise(order))


@given(st.text(max_size=300))
def test_folding_keeps_quotes_in_the_students_text(raw: str) -> None:
    answer = read_answer(raw)
    assert all(answer.quote(clause) in raw for clause in answer.clauses)
    assert all(clause.last <= len(answer.text) for clause in answer.clauses)
    assert "\u200b" not in normalise(raw)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_gives_one_to_seven_points_the_same_every_time(text: str) -> None:
    points = key_points_of(text)
    assert points == key_points_of(text)
    assert len(points) <= 7
    assert bool(points) == bool(text.strip())


UNSEEN = st.text("\u1160\u3164\u2061\u0301\ufe0f\ue000\u200b\xad\x00.{", min_size=1, max_size=3)


@settings(max_examples=60)
@given(
    st.text(max_size=60) | UNSEEN,
    st.text(min_size=1, max_size=40) | UNSEEN,
    st.text(min_size=1, max_size=40) | UNSEEN,
)
def test_any_texts_get_a_score_in_the_unit_or_a_clear_refusal(
    answer: str, reference: str, point: str
) -> None:
    try:
        asked = GradingTask("Why?", (reference,), answer, (KeyPoint(text=point),))
    except BadRecord:
        return
    result = scored(lenient().grade(asked))
    assert 0.0 <= result.score <= 1.0
    assert result.score == score(asked.key_points, result.verdicts)
    assert all(each.quote in answer for each in result.verdicts if each.quote)
