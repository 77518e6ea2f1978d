"""Answers of a deck graded anew: by another grader, another standard or another wording of the key.

What it would change is shown before it is applied. Applying goes card by card in batches, each
written in a transaction of its own, so that a run that was cut short goes on where it stopped: an
answer that has a grade by this grader and key is passed over. What a person decided (a ruling, an
upheld claim) is never touched, and where this grader cannot tell, an earlier score stands.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from decks.cards import Deck
from decks.errors import NotFound
from decks.grading import Answer, GraderIdentity, Overall, Scored, Unscored
from decks.ids import content_id
from decks.rulings import Notice, Standard
from grader.task import Graded
from service.disputes.regrading import Change, Regraded, carried_out, foreseen, verdict_of
from service.disputes.ruled import machine_grade
from service.trust.answered import Answered, answered
from service.trust.judging import evidence_of, identity, judged, standard_of, task_of
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

BATCH = 64
WHY = "graded anew"
Report = Callable[[int, int], None]


@dataclass
class Regrade:
    """What a regrade changes, or changed.

    Of `answers`, `current` had such a grade already, `protected` were decided by people, `stands`
    keep their score because this grader cannot tell, `gone` changed or were erased meanwhile;
    `left` are for a later run.
    """

    deck: Deck
    grader: GraderIdentity
    answers: int = 0
    current: int = 0
    protected: int = 0
    stands: int = 0
    gone: int = 0
    left: int = 0
    changes: list[Change] = field(default_factory=list)
    applied: bool = False

    @property
    def flips(self) -> Counter[tuple[Overall | None, Overall | None]]:
        """How many verdicts became which others."""
        return Counter(
            (verdict_of(each.before), verdict_of(each.after)) for each in self.changes if each.flips
        )

    @property
    def moved(self) -> int:
        """How many due dates are others."""
        return sum(each.moves for each in self.changes)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some answers to one card, to be graded together."""

    picture: Answered
    answers: tuple[Answer, ...]


def regrade(
    app: App,
    deck_name: str,
    *,
    card_id: str | None = None,
    since: datetime | None = None,
    apply: bool = False,
    most: int | None = None,
    report: Report = lambda done, total: None,
) -> Regrade:
    """Grades a deck's answers, or one card's, of `since` and later, by the grader in force.

    Without `apply` nothing is written. At most about `most` answers are graded in one go. `report`
    hears how many of the answers to grade are done.
    """
    deck = deck_named(app, deck_name)
    standard = standard_of(app, deck)
    found = Regrade(deck, identity(app.grader.identity, standard), applied=apply)
    every = list(_batches(app, found, _cards(app, deck, card_id), since))
    batches = every if most is None else every[: max(1, most // BATCH)]
    found.left = sum(len(batch.answers) for batch in every[len(batches) :])
    total, done = sum(len(batch.answers) for batch in batches), 0
    ahead: dict[str, tuple[Answered, list[Regraded]]] = {}
    report(0, total)
    for batch, graded in _graded(app, standard, batches):
        if apply:
            _write(app, found, batch, graded)
        else:
            _, items = ahead.setdefault(batch.picture.card.id, (batch.picture, []))
            items += _items(app, found, batch.picture, batch.answers, graded)
        done += len(batch.answers)
        report(done, total)
    for picture, items in ahead.values():
        found.changes += foreseen(app, picture, items, by=app.owner.id, why=WHY)
    return found


def _cards(app: App, deck: Deck, card_id: str | None) -> list[str]:
    with app.ledger.read() as unit:
        cards = [card.id for card in unit.cards.list(deck.id, state=None)]
    if card_id is not None and card_id not in cards:
        raise NotFound(f"There is no card {card_id} in {deck.name!r}.")
    return cards if card_id is None else [card_id]


def _batches(
    app: App, found: Regrade, cards: Sequence[str], since: datetime | None
) -> Iterator[_Batch]:
    """The answers that need another grade, card by card; the rest is counted."""
    for card_id in cards:
        with app.ledger.read() as unit:
            picture = answered(unit, card_id)
        wanted = []
        for answer in picture.answers:
            if since is not None and answer.at < since:
                continue
            found.answers += 1
            if picture.settled(answer):
                found.protected += 1
            elif answer.text is None:
                found.gone += 1
            elif _is_current(picture, answer, found.grader):
                found.current += 1
            else:
                wanted.append(answer)
        for at in range(0, len(wanted), BATCH):
            yield _Batch(picture, tuple(wanted[at : at + BATCH]))


def _is_current(picture: Answered, answer: Answer, grader: GraderIdentity) -> bool:
    grade = picture.grades.get(answer.id)
    if grade is None or grade.grader != grader:
        return False
    return (grade.key_version_id or answer.card_version_id) == picture.key_of(answer).id


def _graded(
    app: App, standard: Standard | None, batches: Sequence[_Batch]
) -> Iterator[tuple[_Batch, list[Graded]]]:
    """The batches with their grades, in order; all cores work, a few batches ahead."""

    def graded(batch: _Batch) -> list[Graded]:
        key = batch.picture.key_of
        tasks = [task_of(key(answer), answer.text or "") for answer in batch.answers]
        return judged(app, standard, tasks)

    workers = max(1, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        for at in range(0, len(batches), 4 * workers):
            some = batches[at : at + 4 * workers]
            yield from zip(some, pool.map(graded, some), strict=True)


def _items(
    app: App,
    found: Regrade,
    picture: Answered,
    answers: Sequence[Answer],
    graded: Sequence[Graded],
) -> list[Regraded]:
    """The grades that take the place of others."""
    items = []
    for answer, one in zip(answers, graded, strict=True):
        stood = picture.grades.get(answer.id)
        scored_before = stood is not None and isinstance(stood.result, Scored)
        if scored_before and isinstance(one.result, Unscored):
            found.stands += 1
            continue
        grade = machine_grade(app, answer, stood, one, picture.key_of(answer))
        items.append(Regraded(answer, grade, evidence_of(one, picture.standard)))
    return items


def _write(app: App, found: Regrade, batch: _Batch, graded: Sequence[Graded]) -> None:
    """Appends a batch's grades; answers that were judged otherwise meanwhile are left alone."""
    with app.ledger.write() as unit:
        now = answered(unit, batch.picture.card.id)
        texts = {answer.id: answer.text for answer in now.answers}
        standard = now.standard.id if now.standard else None
        judged_by = batch.picture.standard.id if batch.picture.standard else None
        same = [
            (answer, one)
            for answer, one in zip(batch.answers, graded, strict=True)
            if standard == judged_by
            and now.grade_id(answer.id) == batch.picture.grade_id(answer.id)
            and now.key_of(answer).id == batch.picture.key_of(answer).id
            and texts[answer.id] == answer.text
            and not now.settled(answer)
        ]
        found.gone += len(batch.answers) - len(same)
        answers, grades = [each for each, _ in same], [one for _, one in same]
        items = _items(app, found, now, answers, grades)
        changes = carried_out(app, unit, now, items, by=app.owner.id, why=WHY)
        _tell(app, unit, now, changes)
    found.changes += changes


def _tell(app: App, unit: Unit, picture: Answered, changes: Sequence[Change]) -> None:
    """Tells the students whose verdict is another; the owner sees it in what is shown."""
    question = picture.card.version.content.question
    unit.notices.add(
        [
            Notice(
                id=content_id("ntc", change.after.id),
                learner_id=change.learner.id,
                card_id=picture.card.id,
                answer_id=change.answer.id,
                sentence=f"Graded anew: your answer to “{question[:120]}” is "
                f"{verdict_of(change.after)} now, after {verdict_of(change.before) or 'no grade'}.",
                at=app.now(),
            )
            for change in changes
            if change.flips and change.after is not None and change.learner.id != app.owner.id
        ]
    )
