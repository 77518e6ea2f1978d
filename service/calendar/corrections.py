"""Putting the schedule right: evidence that comes later, or takes the place of other evidence.

A review adds an entry to the log; a correction amends an entry, an undo takes one out. After
either, the state is replayed from the log, so it is what it would be had it been so at first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from decks.cards import Deck
from decks.grading import Answer
from decks.ids import fresh_id
from decks.memory import Entry, Evidence, MemoryState, ReviewLog, Stage
from decks.people import Person
from scheduler.beside import beside
from scheduler.replay import effective, replay, times
from scheduler.review import advance, seed_for
from service.wiring import learner_day

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


LONGEST, TOGETHER = 36_500, 64
"""Days ahead; those whose reviews are counted in one query."""


def append_review(
    app: App,
    unit: Unit,
    deck: Deck,
    learner: Person,
    answer: Answer,
    evidence: Evidence,
    grade_id: str | None,
) -> ReviewLog:
    """Moves the memory state by this evidence and logs it, in the caller's transaction."""
    log = unit.reviews.log(learner.id, answer.card_id)
    before = unit.reviews.state(learner.id, answer.card_id)
    policy = app.policy(deck)
    load = _Load(unit, learner, answer.at) if policy.balance else None
    entry = reviewed(app, deck, learner, log, before, answer, evidence, grade_id, load)
    unit.reviews.append(entry, entry.after)
    if policy.bury_siblings:
        _bury_siblings(unit, learner, answer)
    return entry


class _Load(Mapping[int, int]):
    """Reviews of all decks due so many learner's days after a time, read `TOGETHER` at once."""

    def __init__(self, unit: Unit, learner: Person, at: datetime) -> None:
        self._unit, self._learner_id = unit, learner.id
        self._day = learner_day(learner)
        self._today = self._day.day_of(at)
        self._read: dict[int, Counter[int]] = {}

    def __getitem__(self, ahead: int) -> int:
        part = ahead // TOGETHER
        if part not in self._read:
            begins, ends = (
                self._day.start_of(self._today + timedelta(days=TOGETHER * each))
                for each in (part, part + 1)
            )
            self._read[part] = Counter()
            for due, count in self._unit.standing.due_between(self._learner_id, begins, ends):
                self._read[part][(self._day.day_of(due) - self._today).days] += count
        return self._read[part][ahead]

    def __iter__(self) -> Iterator[int]:
        return iter(range(LONGEST))

    def __len__(self) -> int:
        return LONGEST


def _bury_siblings(unit: Unit, learner: Person, answer: Answer) -> None:
    """Cards on the same words of the notes rest until tomorrow; those in their steps do not."""
    day = learner_day(learner)
    until = day.start_of(day.day_of(answer.at) + timedelta(days=1))
    for card_id in unit.cards.siblings(answer.card_id):
        state = unit.reviews.state(learner.id, card_id)
        if state is None or state.stage is Stage.REVIEW:
            mark = unit.marks.get(learner.id, card_id)
            unit.marks.put(mark.model_copy(update={"buried_until": until}))


def reviewed(
    app: App,
    deck: Deck,
    learner: Person,
    log: Sequence[ReviewLog],
    before: MemoryState | None,
    answer: Answer,
    evidence: Evidence,
    grade_id: str | None,
    load: Mapping[int, int] | None = None,
) -> ReviewLog:
    """The entry by which an answer moves the state `before`; nothing is written.

    `load` counts what is due so many days ahead, to choose a day with less to do.
    """
    policy = app.policy(deck)
    outcome = advance(
        before,
        evidence,
        answer.at,
        model=app.model_of(learner.id),
        policy=policy,
        day=learner_day(learner),
        seed=seed_for(learner.id, answer.card_id, before.reps if before else 0),
        load=load,
        beside=beside(policy.version, answer.seconds, answer.hinted, times(effective(log))),
    )
    return ReviewLog(
        id=fresh_id("rev"),
        learner_id=learner.id,
        card_id=answer.card_id,
        card_version_id=answer.card_version_id,
        sequence=len(log) + 1,
        at=answer.at,
        evidence=evidence,
        rating=outcome.rating,
        posterior=outcome.posterior,
        dice=outcome.dice,
        grade_id=grade_id,
        answer_id=answer.id,
        seconds=answer.seconds,
        hinted=answer.hinted,
        policy=policy.version,
        before=before,
        after=outcome.state,
    )


def amend(
    app: App,
    unit: Unit,
    deck: Deck,
    learner: Person,
    amended: ReviewLog,
    evidence: Evidence | None,
    *,
    by: str,
    why: str,
    at: datetime,
) -> ReviewLog:
    """Amends an entry (None: takes it out) and replays; gives the entry, with what follows."""
    log = unit.reviews.log(learner.id, amended.card_id)
    before = unit.reviews.state(learner.id, amended.card_id)
    said = Said(by, why, at)
    entry = amendment(app, deck, learner, log, before, amended, evidence, said)
    unit.reviews.append(entry, entry.after)
    return entry


@dataclass(frozen=True, slots=True)
class Said:
    """Who corrects, why and when, and the grade that it rests on."""

    by: str
    why: str
    at: datetime
    grade_id: str | None = None


def amendment(
    app: App,
    deck: Deck,
    learner: Person,
    log: Sequence[ReviewLog],
    before: MemoryState | None,
    amended: ReviewLog,
    evidence: Evidence | None,
    said: Said,
) -> ReviewLog:
    """The entry that amends another one of a log, with the replayed state; nothing is written."""
    policy = app.policy(deck)
    entry = ReviewLog(
        id=fresh_id("rev"),
        learner_id=learner.id,
        card_id=amended.card_id,
        card_version_id=amended.card_version_id,
        sequence=len(log) + 1,
        entry=Entry.UNDO if evidence is None else Entry.CORRECTION,
        amends=amended.id,
        at=said.at,
        evidence=evidence,
        grade_id=said.grade_id,
        answer_id=amended.answer_id,
        policy=policy.version,
        before=before,
        by=said.by,
        why=said.why,
    )
    after = replay(
        [*log, entry], model=app.model_of(learner.id), policy=policy, day=learner_day(learner)
    )
    return entry.model_copy(update={"after": after})


def replayed(app: App, unit: Unit, learner: Person, card_id: str) -> MemoryState | None:
    """The state that the log alone gives: what `doctor` compares with the live one."""
    deck = unit.decks.get(unit.cards.get(card_id).deck_id)
    return replay(
        unit.reviews.log(learner.id, card_id),
        model=app.model_of(learner.id),
        policy=app.policy(deck),
        day=learner_day(learner),
    )
