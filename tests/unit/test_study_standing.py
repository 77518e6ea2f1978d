"""Mastery with its evidence, the table of results, and what was confidently wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.grading import Overall, PointVerdict, Scored, Verdict
from decks.sessions import Known, Mode, SessionResult, StudySession
from scheduler.review import expected_recall
from study.confidence import Said, confidently_wrong
from study.mastery import mastery
from study.table import Result, Row, cells, modes, standing
from tests.scheduler_samples import BERLIN, MODEL, NOW
from tests.scheduler_samples import standing as memory

DAY = timedelta(days=1)


def test_mastery_is_what_the_scheduler_expects_at_the_date_and_nothing_else() -> None:
    states = {"a": memory(stability=10.0), "b": memory(stability=100.0)}
    for at in (NOW, NOW + 30 * DAY):
        found = mastery(["a", "b"], states, {}, at, model=MODEL, day=BERLIN)
        wanted = [expected_recall(states[c], at, model=MODEL, day=BERLIN) for c in "ab"]
        assert [card.recall for card in found.cards] == wanted
        assert found.recall == pytest.approx(sum(wanted) / 2)
        assert found.at == at


def test_recognition_is_told_as_evidence_and_expects_nothing() -> None:
    states = {"typed": memory()}
    seen = {"chosen": Known.RECOGNISED, "matched": Known.MATCHED, "typed": Known.RECOGNISED}
    found = mastery(
        ["typed", "chosen", "matched", "new"], states, seen, NOW, model=MODEL, day=BERLIN
    )
    assert {card.card_id: card.known for card in found.cards} == {
        "typed": Known.TYPED,
        "chosen": Known.RECOGNISED,
        "matched": Known.MATCHED,
        "new": Known.NOTHING,
    }
    assert [card.recall for card in found.cards][1:] == [0.0, 0.0, 0.0]
    assert found.evidence == dict.fromkeys(Known, 1)
    assert Known.NOTHING < Known.RECOGNISED < Known.MATCHED < Known.TYPED
    empty = mastery([], {}, {}, NOW, model=MODEL, day=BERLIN)
    assert (empty.recall, empty.cards) == (0.0, ())


def session(
    mode: Mode, day: int, result: SessionResult | None, *, ended: bool = True
) -> StudySession:
    return StudySession(
        id=f"ses_{mode}_{day}",
        learner_id="per_a",
        deck_id="dck_a",
        mode=mode,
        state={},
        begun_at=NOW,
        touched_at=NOW,
        ended_at=NOW + day * DAY if ended else None,
        result=result,
    )


def timed(seconds: float, wrong: int = 0, size: int = 6) -> SessionResult:
    return SessionResult(credit=size, out_of=size, seconds=seconds, wrong=wrong, size=size)


def test_the_table_shows_the_last_and_the_best_of_each_mode_that_ended() -> None:
    sessions = [
        session(Mode.TEST, 1, SessionResult(credit=9, out_of=10)),
        session(Mode.TEST, 3, SessionResult(credit=5, out_of=20)),
        session(Mode.TEST, 9, None, ended=False),
        session(Mode.MATCHING, 1, timed(9.0, size=3)),
        session(Mode.MATCHING, 2, timed(30.0, wrong=1)),
        session(Mode.MATCHING, 3, timed(30.0)),
        session(Mode.MATCHING, 4, timed(41.5, wrong=2)),
        session(Mode.FLASHCARDS, 4, SessionResult(credit=3, out_of=4)),
    ]
    found = modes(sessions)
    assert set(found) == {Mode.TEST, Mode.MATCHING}
    assert found[Mode.TEST].last.result.share == 0.25
    assert found[Mode.TEST].best.result.share == 0.9
    assert found[Mode.MATCHING].best.at == NOW + 3 * DAY
    row = Row(learner_id="per_a", name="Ada", mastery=0.51234, modes=found)
    assert cells([row]) == [
        {
            "Name": "Ada",
            "Mastery": 0.5123,
            "Learn last": "",
            "Learn best": "",
            "Test last": "5/20",
            "Test best": "9/10",
            "Matching last": "41.5 s, 2 wrong",
            "Matching best": "30.0 s, 0 wrong",
            "Spaced last": "",
            "Spaced best": "",
        }
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 10), st.integers(0, 10)), min_size=1))
def test_the_best_is_never_worse_than_the_last(given_results: list[tuple[int, int, int]]) -> None:
    results = [
        Result(at=NOW + day * DAY, result=SessionResult(credit=min(credit, out_of), out_of=out_of))
        for day, credit, out_of in given_results
    ]
    found = standing(results)
    assert found is not None
    assert found.best.result.share >= found.last.result.share
    assert found.last.at == max(each.at for each in results)
    assert standing([]) is None


def said(sure: float | None, overall: Overall, *verdicts: Verdict) -> Said:
    points = tuple(
        PointVerdict(
            point=n,
            text=f"{verdict} {n}",
            verdict=verdict,
            credit=0.5,
            quote=None if verdict is Verdict.ABSENT else "words",
        )
        for n, verdict in enumerate(verdicts)
    )
    result = Scored(verdicts=points, score=0.5, overall=overall, confidence=0.9)
    return Said(answer_id=f"ans_{sure}", card_id="crd_a", sure=sure, result=result)


def test_confidently_wrong_points_are_listed_contradictions_first() -> None:
    absent, contradicted = Verdict.ABSENT, Verdict.CONTRADICTED
    found = confidently_wrong(
        [
            said(0.9, Overall.PARTIAL, Verdict.PRESENT, absent),
            said(0.8, Overall.CONTRADICTORY, contradicted, Verdict.PARTIAL),
            said(0.95, Overall.CONTRADICTORY, contradicted),
            said(0.9, Overall.CORRECT, Verdict.PARTIAL),
            said(0.6, Overall.INCORRECT, absent),
            said(None, Overall.INCORRECT, absent),
        ]
    )
    assert [(each.sure, each.point.verdict) for each in found] == [
        (0.95, contradicted),
        (0.8, contradicted),
        (0.9, absent),
        (0.8, Verdict.PARTIAL),
    ]
