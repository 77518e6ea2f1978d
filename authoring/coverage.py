"""The ledger: every span of a source is carded, skipped with the reason, pending, or failed.

Nothing is stored for it: it is read off the drafts and the tasks, so it cannot disagree with them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from decks.drafts import Draft, DraftState, PassageTask, TaskState
from decks.sources import Locator, Passage, SourceVersion

State = Literal["carded", "skipped", "pending", "failed"]
NOT_SELECTED = "not selected"
BEYOND = "beyond the target: its draft waits"


@dataclass(frozen=True, slots=True)
class SpanState:
    """What became of one span; `draft_ids` are the live drafts that quote it, or those held back
    that would.
    """

    start: int
    end: int
    state: State
    reason: str | None
    locator: Locator
    draft_ids: tuple[str, ...] = ()


def ledger(
    version: SourceVersion,
    passages: Sequence[Passage],
    tasks: Sequence[PassageTask],
    drafts: Sequence[Draft],
) -> list[SpanState]:
    """One state for each span of the version, in order.

    Several drafters may have worked on a passage: one that is done counts before one that waits.
    """
    by_passage: dict[str, list[PassageTask]] = {}
    for task in tasks:
        by_passage.setdefault(task.passage_id, []).append(task)
    fates: dict[int, tuple[State, str | None]] = {}
    for passage in passages:
        fates |= _fates(passage, by_passage.get(passage.id, []))
    quoting = _quoting(version, drafts)
    return [_state(version, index, fates, quoting) for index in range(len(version.spans))]


def complete(states: Sequence[SpanState]) -> bool:
    """Whether nothing is left to do: no span is pending or failed."""
    return all(state.state in ("carded", "skipped") for state in states)


def _fates(passage: Passage, tasks: Sequence[PassageTask]) -> dict[int, tuple[State, str | None]]:
    """What the tasks say of the passage's spans, drafts apart."""
    spans = range(passage.first_span, passage.last_span + 1)
    done = [task for task in tasks if task.state is TaskState.DONE]
    if done:
        told = dict(pair for task in done for pair in task.skipped)
        return {index: ("skipped", told.get(index, NOT_SELECTED)) for index in spans}
    failed = [task for task in tasks if task.state is TaskState.FAILED]
    if failed:
        return dict.fromkeys(spans, ("failed", failed[-1].reason))
    return dict.fromkeys(spans, ("pending", None))


def _quoting(version: SourceVersion, drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """The drafts that quote each span, by its index; in one pass over both."""
    ends = [span.end for span in version.spans]
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        for citation in draft.citations:
            if citation.version_id != version.id:
                continue
            index = bisect_right(ends, citation.start)
            while index < len(ends) and version.spans[index].start < citation.end:
                found.setdefault(index, []).append(draft)
                index += 1
    return found


def _state(
    version: SourceVersion,
    index: int,
    fates: dict[int, tuple[State, str | None]],
    quoting: dict[int, list[Draft]],
) -> SpanState:
    span = version.spans[index]
    drafts = quoting.get(index, [])
    live = [draft.id for draft in drafts if draft.stands]
    held = [draft.id for draft in drafts if draft.state is DraftState.HELD]
    state, reason = fates.get(index, ("pending", None))
    if live:
        state, reason = "carded", None
    elif span.set_aside is not None:
        state, reason = "skipped", span.set_aside
    elif held and state == "skipped":
        reason = BEYOND
    elif drafts and state == "skipped":
        reason = "draft rejected"
    return SpanState(
        start=span.start,
        end=span.end,
        state=state,
        reason=reason,
        locator=span.locator,
        draft_ids=tuple(dict.fromkeys(live or held)),
    )
