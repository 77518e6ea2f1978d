"""The Test mode on the stored deck.

What it gives to the memory: a written answer is a typed attempt and moves the date by its grade,
once the Test is handed in. True or false, multiple choice and matching are kept as evidence that a
card is recognised or matched, and move no date. A question left blank moves nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from decks.errors import WrongTransition
from decks.grading import Scored
from decks.memory import GuessEvidence, RatingEvidence, SelfEvidence
from decks.sessions import Known, Mode, SessionResult, StudySession
from service.studying import study
from service.studying.distractors import Misses
from service.studying.playing import (
    Event,
    Moved,
    again,
    begun,
    dice_of,
    found,
    items_of,
    left_open,
    moved,
    state_of,
)
from service.wiring import deck_named
from study.examination import Examination, Response
from study.examination import begun as set_up
from study.paper import Kind, Settings, Written

if TYPE_CHECKING:
    from decks.people import Person
    from service.studying.study import Told
    from service.wiring import App

PASSED = 0.5
"""Credit from which a written answer is evidence that the card was recalled."""
_KNOWN = {
    Kind.TRUE_FALSE: Known.RECOGNISED,
    Kind.CHOICE: Known.RECOGNISED,
    Kind.MATCHING: Known.MATCHED,
    Kind.WRITTEN: Known.TYPED,
}


def open_test(
    app: App,
    deck_name: str,
    learner: Person,
    settings: Settings | None = None,
    *,
    fresh: bool = False,
) -> StudySession:
    """The Test the learner stopped in, or a new one by these settings (default: the last ones)."""
    deck = deck_named(app, deck_name)
    sitting = None if fresh else left_open(app, deck, learner, Mode.TEST)
    if sitting is not None:
        return sitting
    wanted = settings or _last_settings(app, deck.id, learner) or Settings()
    items, misses = items_of(app, deck, learner), Misses(app, deck)
    return begun(
        app,
        deck,
        learner,
        Mode.TEST,
        lambda name: set_up(items, wanted, dice_of(name, "paper"), misses.of, misses.alike),
    )


def respond(
    app: App,
    learner: Person,
    event: Event,
    number: int,
    response: Response | None,
    sure: float | None = None,
) -> StudySession:
    """Answers a question, by its place from 0, or takes the answer back (None).

    `sure` says of a written answer how sure the learner is of it, in 0..1.
    """
    return moved(
        app, learner, event, Examination, lambda test: Moved(test.answered(number, response, sure))
    )


def hand_in(app: App, learner: Person, event: Event) -> StudySession:
    """Hands the Test in and grades its written answers; after a crash it goes on where it was.

    Each written answer is stored before it is graded, and is the same answer when sent again.
    """
    sitting = found(app, learner, event.session_id)
    if not state_of(sitting, Examination).handed_in:
        sitting = moved(app, learner, event, Examination, lambda test: _ended(test.handed()))
    while (test := state_of(sitting, Examination)).to_grade:
        number = test.to_grade[0]
        told = _graded(app, learner, sitting.id, test, number)
        mark = partial(_marked, number, told)
        sitting = moved(app, learner, again(sitting), Examination, mark)
    return sitting


def marked_now(app: App, test: Examination) -> Examination:
    """The Test with what was said and ruled since about its written answers."""
    for mark in test.marks:
        if mark.answer_id is not None:
            told = study.told(app, mark.answer_id)
            test = test.marked(mark.question, credit_of(told), mark.answer_id)
    return test


def credit_of(told: Told) -> float | None:
    """What a written answer is worth: the learner's word where it counts, else the grade's score.

    None where the grader could not tell and the learner has not said.
    """
    if isinstance(told.said, SelfEvidence):
        return float(told.said.had_it)
    if isinstance(told.said, GuessEvidence):
        return 0.0
    if isinstance(told.said, RatingEvidence):
        return float(told.said.rating > 1)
    result = told.grade.result
    return result.score if isinstance(result, Scored) else None


def _marked(number: int, told: Told, test: Examination) -> Moved:
    return _ended(test.marked(number, credit_of(told), told.answer.id))


def _graded(app: App, learner: Person, session_id: str, test: Examination, number: int) -> Told:
    question, text = test.paper.questions[number], test.responses.get(number)
    if not isinstance(question, Written) or not isinstance(text, str):
        raise WrongTransition("Only written answers are graded.")
    asked = study.ask(app, question.item.card_id, learner)
    key = f"{session_id}/{number}"
    with app.ledger.read() as unit:
        earlier = unit.answers.by_request(learner.id, key)
    token = asked.state_token if earlier is None else earlier.state_token
    shown = replace(asked, card_version_id=question.item.version_id, state_token=token)
    return study.answer(app, learner, shown, text, sure=test.sure.get(number), request_key=key)


def _ended(test: Examination) -> Moved:
    """A Test that is handed in; with its result and what it showed once all is marked."""
    if not test.finished:
        return Moved(test)
    total = test.total
    seen: dict[str, Known] = {}
    for mark in test.marks:
        if mark.credit is not None and mark.credit >= PASSED:
            seen[mark.card_id] = _KNOWN[mark.kind]
    return Moved(test, SessionResult(credit=total.credit, out_of=total.out_of), seen)


def _last_settings(app: App, deck_id: str, learner: Person) -> Settings | None:
    """The settings of the learner's last Test with a deck."""
    with app.ledger.read() as unit:
        sittings = unit.sessions.list(deck_id, learner.id)
    tests = [each for each in sittings if each.mode is Mode.TEST]
    return state_of(tests[-1], Examination).paper.settings if tests else None
