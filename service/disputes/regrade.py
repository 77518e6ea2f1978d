"""Answers of a deck graded anew: by another grader, another standard or another wording of the key.

What it would change is shown before it is applied. Answers are tried first, on every core, and what
came out is kept (`service.disputes.trying`); then the grades take the place of others in
transactions of some answers each, so that a run that was cut short goes on where it stopped. What a
person decided (a ruling, an upheld claim) is never touched, and where this grader cannot tell, an
earlier score stands.

There is no undo and no need of one: with the earlier strictness set again, grading anew gives the
grades and dates that it gave before (`service.disputes.trying` on why).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from decks.cards import Deck
from decks.errors import NotFound
from decks.grading import Answer, GraderIdentity, Overall
from decks.ids import content_id, fresh_id
from decks.rulings import Notice, Standard
from grader.task import Graded
from service.disputes.notices import shortened
from service.disputes.regrading import ANEW, Change, Regraded, carried_out, foreseen
from service.disputes.trying import Looked, Standing, Untried, try_out
from service.trust.answered import Answered, verdict_of
from service.trust.judging import evidence_of, identity, standard_of
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

WRITTEN = 64
"""Answers whose grades are written in one transaction; more where a card has very many."""
Report = Callable[[str, int, int], None]
"""Hears what is done ("grading", "writing"), of how many answers, and of how many in all."""


@dataclass
class Regrade:
    """What a regrade changes, or changed.

    Of `answers`, `current` had such a grade already, `protected` were decided by people, `stands`
    keep their grade because this grader cannot tell, `gone` changed or were erased meanwhile;
    `left` are for a later run: more than were asked for, or not to be had of a model that failed.
    """

    deck: Deck
    grader: GraderIdentity
    standard: Standard | None = None
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

    def count(self, how: Standing) -> None:
        """Counts an answer for which there is nothing to do."""
        name = {
            Standing.CURRENT: "current",
            Standing.PROTECTED: "protected",
            Standing.STANDS: "stands",
            Standing.UNTRIED: "left",
        }.get(how, "gone")
        setattr(self, name, getattr(self, name) + 1)


def regrade(
    app: App,
    deck_name: str,
    *,
    card_id: str | None = None,
    since: datetime | None = None,
    apply: bool = False,
    most: int | None = None,
    report: Report = lambda what, done, total: None,
) -> Regrade:
    """Grades a deck's answers, or one card's, of `since` and later, by the grader in force.

    Without `apply` no grade and no date changes. At most `most` answers are looked at in one go
    beside those that need nothing.
    """
    deck = deck_named(app, deck_name)
    standard = standard_of(app, deck)
    found = Regrade(deck, identity(app.grader.identity, standard), standard, applied=apply)
    wanted = _Wanted(_cards(app, deck, card_id), since, most)
    work = _tried(app, found, wanted, report)
    total, done = sum(map(len, work.values())), 0
    for card, ids in work.items():
        if not apply:
            _foresee(app, found, card, ids)
            continue
        for some in _parts(ids):
            _write(app, found, card, some)
            done += len(some)
            report("writing", done, total)
    return found


def under(app: App, deck: Deck, standard: Standard | None, newest: int) -> Regrade:
    """What `regrade` would change of a deck's newest answers if this standard were in force."""
    found = Regrade(deck, identity(app.grader.identity, standard), standard)
    cards = _cards(app, deck, None)
    with app.ledger.read() as unit:
        given = [each for card in cards for each in unit.answers.list(card_id=card)]
    latest = sorted(given, key=lambda each: each.at)[-newest:]
    wanted = _Wanted(cards, only=frozenset(each.id for each in latest))
    for card, ids in _tried(app, found, wanted).items():
        _foresee(app, found, card, ids)
    return found


def _cards(app: App, deck: Deck, card_id: str | None) -> list[str]:
    with app.ledger.read() as unit:
        cards = [card.id for card in unit.cards.list(deck.id, state=None)]
    if card_id is not None and card_id not in cards:
        raise NotFound(f"There is no card {card_id} in {deck.name!r}.")
    return cards if card_id is None else [card_id]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which answers are looked at: of these cards, of `since` and later, `only` these by id."""

    cards: Sequence[str]
    since: datetime | None = None
    most: int | None = None
    only: Collection[str] | None = None

    def has(self, answer: Answer) -> bool:
        """Whether an answer is looked at."""
        early = self.since is not None and answer.at < self.since
        return not early and (self.only is None or answer.id in self.only)


def _tried(
    app: App, found: Regrade, wanted: _Wanted, report: Report = lambda what, done, total: None
) -> dict[str, list[str]]:
    """The answers that may get another grade, by card, each of them tried; counts the rest."""
    work, untried = _work(app, found, wanted)
    report("grading", 0, len(untried))
    try_out(app, found.standard, untried, lambda done: report("grading", done, len(untried)))
    return work


def _work(app: App, found: Regrade, wanted: _Wanted) -> tuple[dict[str, list[str]], list[Untried]]:
    """The answers that may get another grade, by card, and those to try; counts the rest."""
    work: dict[str, list[str]] = {}
    untried: list[Untried] = []
    taken = 0
    for card_id in wanted.cards:
        with app.ledger.read() as unit:
            looked = Looked.at(app, unit, card_id, found.standard)
        for answer in filter(wanted.has, looked.picture.answers):
            found.answers += 1
            how, _ = looked.outcome(answer)
            if how not in (Standing.TRIED, Standing.UNTRIED):
                found.count(how)
                continue
            if wanted.most is not None and taken >= wanted.most:
                found.left += 1
                continue
            taken += 1
            work.setdefault(card_id, []).append(answer.id)
            if how is Standing.UNTRIED:
                untried.append(Untried(answer, looked.picture.key_of(answer)))
    return work, untried


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Answers to write together: each transaction reads the whole card, so not too many of them."""
    size = max(WRITTEN, len(ids) // 16)
    for at in range(0, len(ids), size):
        yield ids[at : at + size]


def _foresee(app: App, found: Regrade, card_id: str, ids: Sequence[str]) -> None:
    with app.ledger.read() as unit:
        looked = Looked.at(app, unit, card_id, found.standard)
    items = _items(app, found, looked, ids)
    found.changes += foreseen(app, looked.picture, items, by=app.owner.id, why=ANEW)


def _write(app: App, found: Regrade, card_id: str, ids: Sequence[str]) -> None:
    """Applies trials; answers that were judged otherwise meanwhile are left alone."""
    with app.ledger.write() as unit:
        now = unit.standards.current(found.deck.id)
        standard = None if now is None or now.plain else now
        looked = Looked.at(app, unit, card_id, standard)
        items = _items(app, found, looked, ids)
        picture = looked.picture
        changes = carried_out(app, unit, picture, items, by=app.owner.id, why=ANEW)
        current = [
            each.answer.id for each in items if each.grade and each.grade.grader == found.grader
        ]
        unit.trials.drop(current)
        _tell(app, unit, picture, changes)
    found.changes += changes


def _items(app: App, found: Regrade, looked: Looked, ids: Sequence[str]) -> list[Regraded]:
    """The grades that take the place of others, in the order of the answers."""
    wanted, items, picture = set(ids), [], looked.picture
    for answer in picture.answers:
        if answer.id not in wanted:
            continue
        how, said = looked.outcome(answer)
        how = how if looked.grader == found.grader else Standing.GONE
        if how is not Standing.TRIED or said is None:
            found.count(Standing.GONE if how is Standing.CURRENT else how)
            continue
        stood = picture.grades.get(answer.id)
        changed = {
            "id": fresh_id("grd"),
            "supersedes": stood.id if stood else None,
            "at": app.now(),
        }
        grade = said.model_copy(update=changed)
        one = Graded(grade.result, grade.grader, grade.evidence, bool(grade.certain))
        items.append(Regraded(answer, grade, evidence_of(one, looked.standard_by(grade))))
    return items


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
                sentence=f"Graded anew: your answer to “{shortened(question)}” is "
                f"{verdict_of(change.after)} now, after {verdict_of(change.before) or 'no grade'}.",
                at=app.now(),
            )
            for change in changes
            if change.flips and change.after is not None and change.learner.id != app.owner.id
        ]
    )
