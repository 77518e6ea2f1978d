"""The table: one row a learner, with mastery and the last and best result of each mode."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decks.base import Instant, Noun, Unit
from decks.sessions import Mode, SessionResult, StudySession

EMPTY = "No study sessions yet."
COLUMNS = (Mode.LEARN, Mode.TEST, Mode.MATCHING)
"""The modes with a result; Spaced has its own, from the calendar's log."""


class Result(Noun):
    """A result and when it was reached."""

    at: Instant
    result: SessionResult


class Standing(Noun):
    """The last and the best of one mode."""

    last: Result
    best: Result


class Row(Noun):
    """One learner."""

    learner_id: str
    name: str
    mastery: Unit
    modes: dict[Mode, Standing]
    spaced: Standing | None = None


def standing(results: Iterable[Result]) -> Standing | None:
    """The last and the best of some results; None of none."""
    found = sorted(results, key=lambda each: each.at)
    if not found:
        return None
    return Standing(last=found[-1], best=best(found))


def best(results: Sequence[Result]) -> Result:
    """The best: of timed results of the last one's size the fastest, with fewest wrong guesses.

    Otherwise the largest share, then the most questions; of equal ones the earliest.
    """
    last = results[-1].result
    if last.seconds is not None:
        alike = [each for each in results if each.result.size == last.size]
        return min(alike, key=lambda each: (_seconds(each.result), each.result.wrong))
    return max(results, key=lambda each: (each.result.share, each.result.out_of))


def modes(sessions: Iterable[StudySession]) -> dict[Mode, Standing]:
    """The standing in each mode that has a result."""
    ended: dict[Mode, list[Result]] = {}
    for session in sessions:
        if session.ended_at is not None and session.result is not None:
            result = Result(at=session.ended_at, result=session.result)
            ended.setdefault(session.mode, []).append(result)
    found = {mode: standing(results) for mode, results in ended.items()}
    return {mode: each for mode, each in found.items() if each is not None and mode in COLUMNS}


def shown(result: SessionResult | None) -> str:
    """A result in a few characters: "12.5 s, 2 wrong" or "8/10"."""
    if result is None:
        return "-"
    if result.seconds is not None:
        return f"{result.seconds:.1f} s, {result.wrong} wrong"
    return f"{round(result.credit, 2):g}/{result.out_of}"


def cells(rows: Iterable[Row]) -> list[dict[str, str | float]]:
    """The table for an export: a record a learner, a column for the last and best of each mode."""
    records: list[dict[str, str | float]] = []
    for row in rows:
        record: dict[str, str | float] = {"Name": row.name, "Mastery": round(row.mastery, 4)}
        for name, found in [
            *((mode.value.title(), row.modes.get(mode)) for mode in COLUMNS),
            ("Spaced", row.spaced),
        ]:
            record[f"{name} last"] = shown(found.last.result) if found else ""
            record[f"{name} best"] = shown(found.best.result) if found else ""
        records.append(record)
    return records


def _seconds(result: SessionResult) -> float:
    return float("inf") if result.seconds is None else result.seconds
