"""The coverage ledger: every span in exactly one state, and nothing left over."""

from __future__ import annotations

import pytest

from authoring.coverage import SpanState, complete, ledger
from authoring.drafting import to_drafts
from authoring.passages import cut
from authoring.rule_drafter import RuleDrafter
from decks.drafts import Draft, DraftState, PassageTask, TaskState
from decks.sources import SourceVersion
from tests.authoring_samples import notes
from tests.conftest import NOW

NOTES = notes(
    "# Cells\n\nThe notes are about the parts of the body and what they do in it.\n\n"
    "A **cell** is the smallest unit of a living thing.\n\n<!-- hidden from the reader -->\n\n"
    "```\ncode()\n```\n\n# Organs\n\nAn **organ** is a group of tissues that work together.\n"
)


def worked(version: SourceVersion = NOTES) -> tuple[list[PassageTask], list[Draft]]:
    """All passages done by the built-in drafter."""
    drafter, tasks, drafts = RuleDrafter(), [], []
    for passage in cut(version):
        result = drafter.draft(version, passage)
        drafts += to_drafts(
            result, version=version, passage=passage, deck_id="dck", drafter=drafter, now=NOW
        )
        tasks.append(
            PassageTask(
                passage_id=passage.id,
                deck_id="dck",
                drafter=drafter.name,
                state=TaskState.DONE,
                skipped=result.skipped,
            )
        )
    return tasks, drafts


def told(tasks: list[PassageTask], drafts: list[Draft]) -> list[SpanState]:
    return ledger(NOTES, cut(NOTES), tasks, drafts)


def of(words: str, states: list[SpanState]) -> SpanState:
    return next(state for state in states if words in NOTES.words(state.start, state.end))


def test_every_span_is_in_exactly_one_state_and_they_sum_to_the_source() -> None:
    states = told(*worked())
    assert [(state.start, state.end) for state in states] == [
        (span.start, span.end) for span in NOTES.spans
    ]
    assert sum(state.end - state.start for state in states) == len(NOTES.text)
    assert complete(states)


def test_what_a_live_draft_quotes_is_carded_and_the_rest_says_why_not() -> None:
    states = told(*worked())
    assert of("smallest unit", states).state == "carded"
    assert of("smallest unit", states).draft_ids
    reasons = {of(words, states).reason for words in ("# Cells", "code()", "hidden", "notes are")}
    assert reasons == {"heading", "code", "hidden text", "not selected: no rule found a card in it"}


def test_the_span_of_a_rejected_draft_says_so() -> None:
    tasks, drafts = worked()
    drafts[0] = drafts[0].model_copy(update={"state": DraftState.REJECTED})
    state = of("smallest unit", told(tasks, drafts))
    assert (state.state, state.reason, state.draft_ids) == ("skipped", "draft rejected", ())


@pytest.mark.parametrize("open_state", [TaskState.PENDING, TaskState.FAILED])
def test_a_ledger_with_an_open_task_is_incomplete(open_state: TaskState) -> None:
    tasks, drafts = worked()
    late = tasks[-1].model_copy(update={"state": open_state, "reason": "no answer", "skipped": ()})
    mine = [draft for draft in drafts if draft.passage_id != late.passage_id]
    states = told([*tasks[:-1], late], mine)
    assert of("An **organ**", states).state == str(open_state)
    assert not complete(states)


def test_a_passage_without_a_task_is_pending() -> None:
    assert {state.state for state in told([], [])} == {"pending", "skipped"}


def test_work_that_one_drafter_finished_counts_before_what_another_failed() -> None:
    tasks, drafts = worked()
    other = [
        task.model_copy(update={"drafter": "model", "state": TaskState.FAILED}) for task in tasks
    ]
    assert complete(told([*other, *tasks], drafts))
