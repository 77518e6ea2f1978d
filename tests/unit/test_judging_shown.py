"""What the terminal says of rulings, regrades and the report card can be understood alone."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from cli import render_judging, render_report
from cli.render_judging import NO_REASON
from service.disputes.ruling_shapes import (
    ChangeShape,
    FlipShape,
    ProposalShape,
    RegradeShape,
    ReversalShape,
)
from service.trust.report_shapes import GraderShape, StandardShape

DUE = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
GRADER = GraderShape(name="built in", version="9", model=None)


@pytest.fixture
def out() -> Console:
    return Console(width=140, record=True, file=io.StringIO())


def change(due_after: datetime | None, after: str = "correct", who: str = "Ann") -> ChangeShape:
    return ChangeShape(
        answer="ans_1", card="crd_1", learner=who, text="words", verdict_before="correct",
        verdict_after=after, score_before=0.9, score_after=0.4, due_before=DUE, due_after=due_after,
    )  # fmt: skip


def regraded(*changes: ChangeShape, stands: int = 0) -> RegradeShape:
    return RegradeShape(
        deck="D", grader=GRADER, answers=2, current=0, protected=0, stands=stands, gone=0,
        changed=len(changes), moved=1, left=0, flips=(), changes=changes, applied=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("later", "seen"),
    [
        (timedelta(days=2), "2026-11-30 -> 2026-12-02"),
        (timedelta(hours=3), "2026-11-30 15:00 -> 2026-11-30 18:00"),
        (timedelta(seconds=20), "2026-11-30 15:00:00 -> 2026-11-30 15:00:20"),
    ],
)
def test_a_moved_date_is_seen_to_move(out: Console, later: timedelta, seen: str) -> None:
    render_judging.regrade(out, regraded(change(DUE + later)), "Europe/Berlin")
    assert seen in out.export_text()


def test_dates_that_move_stand_before_those_that_stay(out: Console) -> None:
    shape = regraded(change(DUE, who="Stays"), change(DUE + timedelta(days=1), who="Moves"))
    render_judging.regrade(out, shape)
    told = out.export_text()
    assert told.index("Moves") < told.index("Stays")


@pytest.mark.parametrize("stands", [0, 2])
def test_why_an_answer_keeps_its_grade_is_said_where_one_does(out: Console, stands: int) -> None:
    render_judging.regrade(out, regraded(change(DUE, "partial"), stands=stands))
    assert ("doubt is" in out.export_text()) is bool(stands)


def test_taking_back_without_a_reason_names_both_options(out: Console) -> None:
    shape = ReversalShape(
        ruling="rul_1", done=False, kind="no", card="crd_1", question="Why?", words="",
        reason=NO_REASON, waits=1, told=1, later=0, revives=False, changes=(), seen="x",
    )  # fmt: skip
    render_judging.reversal(out, shape)
    assert "--reason" in out.export_text()


def standard(slope: float = 1.0) -> StandardShape:
    return StandardShape(cut=0.65, slope=slope, offset=0.0, learned_from=4 if slope != 1 else 0)


@pytest.mark.parametrize("slope", [1.0, 1.2])
def test_a_strictness_tells_what_was_learned_only_where_something_was(
    out: Console, slope: float
) -> None:
    shape = ProposalShape(
        deck="D", kept=False, before=None, after=standard(slope), looked_at=7,
        flips=(FlipShape(before="unscored", after="partial", count=2),), moved=1, stands=3,
        protected=1, loss_before=0.0, loss_after=0.0,
    )  # fmt: skip
    render_report.proposal(out, shape)
    told = out.export_text()
    assert ("from 4 judgements" in told) is (slope != 1.0)
    assert "from 0 judgements" not in told
    assert "unscored -> partial" in told
    assert "3 stand" in told
    assert "To take it back" in told
