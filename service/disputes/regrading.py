"""Other grades in the place of those that stand: foreseen without writing, or carried out.

Both fold the same function over the same picture of a card, so what is shown before is what
happens. A new grade moves a date only where the schedule rests on the grade it replaces, or on the
claim that it settles: what the student said of an answer stands against any machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from decks.grading import Answer, Grade
from decks.memory import Entry, Evidence, GradeEvidence, MemoryState, ReviewLog
from decks.people import Person
from service.calendar.corrections import Said, amendment, reviewed
from service.trust.answered import Answered, verdict_of

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


ANEW = "graded anew"
"""Why an entry is there that grading anew made."""


@dataclass(frozen=True, slots=True)
class Regraded:
    """An answer with its new grade (None: the grade stays) and the evidence that follows from it.

    `evidence` None takes the review out. `over` are entries of the student's own that this settles
    as well, such as a claim's; with `wholly` whatever the schedule rests on gives way.
    """

    answer: Answer
    grade: Grade | None
    evidence: Evidence | None
    over: frozenset[str] = field(default_factory=frozenset)
    wholly: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one answer: verdicts, scores and due dates before and after."""

    answer: Answer
    learner: Person
    before: Grade | None
    after: Grade | None
    due_before: datetime | None
    due_after: datetime | None

    @property
    def flips(self) -> bool:
        """Whether the verdict is another."""
        return verdict_of(self.before) is not verdict_of(self.after)

    @property
    def moves(self) -> bool:
        """Whether the due date is another."""
        return self.due_before != self.due_after


def foreseen(
    app: App, picture: Answered, items: Sequence[Regraded], *, by: str, why: str
) -> list[Change]:
    """What these grades would change; nothing is written."""
    return [change for _, _, change in _steps(app, picture, items, by=by, why=why)]


def carried_out(
    app: App, unit: Unit, picture: Answered, items: Sequence[Regraded], *, by: str, why: str
) -> list[Change]:
    """Appends the grades and what follows from them to the logs, in the caller's transaction."""
    changes = []
    for item, entry, change in _steps(app, picture, items, by=by, why=why):
        if item.grade is not None:
            unit.grades.add(item.grade)
        if entry is not None:
            unit.reviews.append(entry, entry.after)
        changes.append(change)
    return changes


def _steps(
    app: App, picture: Answered, items: Sequence[Regraded], *, by: str, why: str
) -> Iterator[tuple[Regraded, ReviewLog | None, Change]]:
    """Each item with the entry it adds to its learner's log, one after the other."""
    logs: dict[str, list[ReviewLog]] = {who: list(log) for who, log in picture.logs.items()}
    states: dict[str, MemoryState | None] = {
        who: log[-1].after if log else None for who, log in logs.items()
    }
    now = app.now()
    for item in items:
        learner = picture.people[item.answer.learner_id]
        log, before = logs.setdefault(learner.id, []), states.get(learner.id)
        said = Said(by, why, now, item.grade.id if item.grade else None)
        entry = _entry(app, picture, learner, log, before, item, said)
        after = before
        if entry is not None:
            log.append(entry)
            states[learner.id] = after = entry.after
        yield item, entry, _change(picture.grades, item, learner, before, after)


def _change(
    grades: Mapping[str, Grade],
    item: Regraded,
    learner: Person,
    before: MemoryState | None,
    after: MemoryState | None,
) -> Change:
    stood = grades.get(item.answer.id)
    return Change(
        answer=item.answer,
        learner=learner,
        before=stood,
        after=item.grade or stood,
        due_before=before.due if before else None,
        due_after=after.due if after else None,
    )


def _entry(
    app: App,
    picture: Answered,
    learner: Person,
    log: Sequence[ReviewLog],
    before: MemoryState | None,
    item: Regraded,
    said: Said,
) -> ReviewLog | None:
    """What an item adds to a log; None where the schedule stays as it is.

    A review that the student took back stays so; one that grading anew took back may count again.
    An answer that moved nothing at first moves the state now only if that is still the one the
    student was shown.
    """
    answer, deck = item.answer, picture.deck
    chain = [entry for entry in log if entry.answer_id == answer.id]
    if not chain:
        if item.evidence is None or not _still_shown(log, answer):
            return None
        return reviewed(app, deck, learner, log, before, answer, item.evidence, said.grade_id)
    newest = chain[-1]
    gives_way = item.wholly or newest.id in item.over or isinstance(newest.evidence, GradeEvidence)
    if newest.entry is Entry.UNDO:
        gives_way = newest.why == said.why == ANEW
    if not gives_way or same_evidence(newest.evidence, item.evidence):
        return None
    return amendment(app, deck, learner, log, before, chain[0], item.evidence, said)


def _still_shown(log: Sequence[ReviewLog], answer: Answer) -> bool:
    """Whether the state that the student was shown is the one now.

    Reviews that grading anew made later and took back again do not count.
    """
    newest = {entry.answer_id: entry for entry in log}
    void = {
        each
        for each, entry in newest.items()
        if each is not None and entry.entry is Entry.UNDO and entry.why == ANEW
    }
    shown = int(answer.state_token) if answer.state_token.isdecimal() else -1
    roots = {entry.answer_id: entry.sequence for entry in reversed(log)}
    return shown >= 0 and not any(
        entry.sequence > shown and not (entry.answer_id in void and roots[entry.answer_id] > shown)
        for entry in log
    )


def same_evidence(one: Evidence | None, other: Evidence | None) -> bool:
    """Whether two pieces of evidence lead to the same state."""
    if isinstance(one, GradeEvidence) and isinstance(other, GradeEvidence):
        return (one.score, one.certain) == (other.score, other.certain)
    return one == other


def stood_before(log: Sequence[ReviewLog], entry_id: str | None) -> Evidence | None:
    """What an answer's review rested on before one of its entries; None where on nothing."""
    at = next((place for place, entry in enumerate(log) if entry.id == entry_id), None)
    if at is None:
        return None
    earlier = [entry for entry in log[:at] if entry.answer_id == log[at].answer_id]
    return earlier[-1].evidence if earlier else None
