"""An answer becomes a date.

The question is shown with a token of the memory state; the answer is stored before anything else
is done with it; grading happens outside any transaction; the state moves only if the token still
holds. What was said last of an answer counts: the machine's grade, the student's word, a claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decks.analogies import Analogy, AnalogyState
from decks.cards import Card, CardVersion, Deck
from decks.errors import NotFound, Stale, WrongTransition, WrongUsage
from decks.grading import (
    Answer,
    Claim,
    ClaimState,
    Grade,
    Overall,
    Scored,
    Unscored,
    UnscoredReason,
)
from decks.ids import fresh_id
from decks.memory import (
    Entry,
    Evidence,
    GradeEvidence,
    GuessEvidence,
    MemoryState,
    Rating,
    RatingEvidence,
    ReviewLog,
    SelfEvidence,
    Stage,
)
from decks.people import Person
from decks.rulings import Ruling
from grader.task import Graded
from scheduler.review import expected_recall
from service.calendar.corrections import amend, append_review
from service.calendar.waiting import waiting
from service.shapes import DueShape
from service.studying.hinting import was_shown
from service.trust.judging import evidence_of, judged_one, standard_of, task_of
from service.wiring import deck_named, learner_day
from study.spaced import SpacedSession

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


@dataclass(frozen=True, slots=True)
class Question:
    """What a student sees before the attempt is over: no key, no citation, no analogy."""

    card_id: str
    card_version_id: str
    question: str
    label: str
    state_token: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a student is told after the attempt.

    `moved` is False where the schedule did not move: the answer could not be scored yet, or the
    card had moved since it was shown (`stale`).
    """

    answer: Answer
    grade: Grade
    version: CardVersion
    analogies: tuple[Analogy, ...]
    state: MemoryState | None
    moved: bool
    stale: bool
    said: Evidence | None = None
    """What the student said to the verdict, which counts in its place; None where nothing."""
    claim: Claim | None = None
    ruling: Ruling | None = None
    """What the student claimed, and what an instructor answered to it."""

    @property
    def spared(self) -> bool:
        """Whether a wrong verdict left a card on its long schedule, since it was expected to be
        known: a score is evidence, and graders err.
        """
        result, state = self.grade.result, self.state
        wrong = isinstance(result, Scored) and result.overall in _WRONG
        on_schedule = state is not None and state.stage is Stage.REVIEW
        return self.moved and self.said is None and wrong and on_schedule


_WRONG = (Overall.INCORRECT, Overall.CONTRADICTORY)


def due(app: App, deck_name: str, learner: Person) -> list[DueShape]:
    """The cards to study now, in order: steps, reviews by lowest expected recall, new cards."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        order = waiting(app, unit, deck, learner)
        cards = unit.cards.many(order.cards)
    now, model, day = app.now(), app.model_of(learner.id), learner_day(learner)
    recalls = {
        card: expected_recall(state, now, model=model, day=day)
        for card, state in order.states.items()
    }
    return [_due_shape(card, order.states.get(card.id), recalls.get(card.id)) for card in cards]


def _due_shape(card: Card, state: MemoryState | None, recall: float | None) -> DueShape:
    return DueShape(
        card=card.id,
        question=card.version.content.question,
        due=state.due if state else None,
        expected_recall=recall,
        state=state.stage.value if state else "new",
    )


def begin(app: App, deck_name: str, learner: Person) -> SpacedSession:
    """A sitting over what is due now; cards in their steps come back within it.

    A judge that cannot be used is told before the first question, not after the first answer.
    """
    _ = app.grader
    return SpacedSession.begun([row.card for row in due(app, deck_name, learner)])


def ask(app: App, card_id: str, learner: Person) -> Question:
    """One card's question, due or not."""
    with app.ledger.read() as unit:
        return _question(unit, learner, unit.cards.get(card_id))


def _question(unit: Unit, learner: Person, card: Card) -> Question:
    return Question(
        card_id=card.id,
        card_version_id=card.version.id,
        question=card.version.content.question,
        label=card.version.content.label,
        state_token=unit.reviews.token(learner.id, card.id),
    )


def answer(
    app: App,
    learner: Person,
    question: Question,
    text: str,
    *,
    seconds: float = 0.0,
    sure: float | None = None,
    request_key: str | None = None,
) -> Told:
    """Stores what was typed, grades it, and moves the date if the state is still the one shown.

    The same `request_key` sent twice has the effect of once; with other words it is `WrongUsage`.
    """
    stored = _stored(
        app,
        Answer(
            id=fresh_id("ans"),
            learner_id=learner.id,
            card_id=question.card_id,
            card_version_id=question.card_version_id,
            text=text,
            seconds=seconds,
            state_token=question.state_token,
            request_key=request_key or fresh_id("ans"),
            at=app.now(),
            sure=sure,
        ),
    )
    with app.ledger.read() as unit:
        grade = unit.grades.current(stored.id)
        version = unit.cards.version(stored.card_version_id)
    if grade is None:
        with app.ledger.read() as unit:
            deck = _deck_of(unit, stored.card_id)
        standard = standard_of(app, deck)
        graded = judged_one(app, standard, task_of(version, text))
        grade = _record(app, learner, stored, graded, evidence_of(graded, standard))
    return told(app, stored.id)


SENT = ("text", "card_id", "card_version_id", "state_token", "sure")
"""What makes two requests of one key the same."""


def _stored(app: App, sent: Answer) -> Answer:
    """The answer as it is kept: stored now, or at the first time this request came."""
    with app.ledger.write() as unit:
        earlier = unit.answers.by_request(sent.learner_id, sent.request_key)
        if earlier is not None:
            if any(getattr(earlier, name) != getattr(sent, name) for name in SENT):
                raise WrongUsage("This request was already sent with another answer.")
            return earlier
        if unit.cards.version(sent.card_version_id).card_id != sent.card_id:
            raise WrongUsage("This version is of another card.")
        hinted = was_shown(unit, sent.learner_id, sent.card_id, sent.state_token)
        kept = sent.model_copy(update={"hinted": hinted})
        unit.answers.add(kept)
    return kept


def _record(
    app: App, learner: Person, stored: Answer, graded: Graded, evidence: GradeEvidence | None
) -> Grade:
    """Keeps the grade; moves the state if there is a score and the state shown still holds."""
    grade = Grade(
        id=fresh_id("grd"),
        answer_id=stored.id,
        result=graded.result,
        grader=graded.identity,
        evidence=graded.evidence,
        key_version_id=stored.card_version_id,
        certain=graded.certain,
        at=app.now(),
    )
    with app.ledger.write() as unit:
        already = unit.grades.current(stored.id)
        if already is not None:
            return already
        unit.grades.add(grade)
        shown = unit.reviews.token(learner.id, stored.card_id) == stored.state_token
        if evidence is not None and shown:
            deck = _deck_of(unit, stored.card_id)
            append_review(app, unit, deck, learner, stored, evidence, grade.id)
    return grade


def words_of(app: App, answer_id: str, card_id: str, learner: Person) -> str:
    """What this learner typed in an earlier answer to the card, or nothing."""
    with app.ledger.read() as unit:
        found = [each for each in unit.answers.list(card_id=card_id) if each.id == answer_id]
    return found[0].text or "" if found and found[0].learner_id == learner.id else ""


def told(app: App, answer_id: str) -> Told:
    """What the student is told of a graded answer; only after the attempt."""
    with app.ledger.read() as unit:
        stored = unit.answers.get(answer_id)
        grade = unit.grades.current(answer_id)
        if grade is None:
            raise NotFound(f"Answer {answer_id} has no grade yet.")
        entry = _entry_of(unit, stored)
        token = unit.reviews.token(stored.learner_id, stored.card_id)
        claims = unit.claims.of_answer(answer_id)
        ruled = claims[-1].ruling_id if claims else None
        return Told(
            answer=stored,
            grade=grade,
            version=unit.cards.version(stored.card_version_id),
            analogies=tuple(
                analogy
                for analogy in unit.analogies.of(stored.card_id)
                if analogy.state is AnalogyState.ACCEPTED
            ),
            state=unit.reviews.state(stored.learner_id, stored.card_id),
            moved=entry is not None,
            stale=entry is None and token != stored.state_token,
            said=_said(unit, stored),
            claim=claims[-1] if claims else None,
            ruling=unit.rulings.find(ruled) if ruled else None,
        )


def _said(unit: Unit, stored: Answer) -> Evidence | None:
    """The student's own word on this answer, where it is what counts now."""
    log = unit.reviews.log(stored.learner_id, stored.card_id)
    words = [entry.evidence for entry in log if entry.answer_id == stored.id]
    return words[-1] if words and not isinstance(words[-1], GradeEvidence) else None


def _entry_of(unit: Unit, stored: Answer) -> ReviewLog | None:
    """The review that this answer made, if it made one."""
    for entry in unit.reviews.log(stored.learner_id, stored.card_id):
        if entry.answer_id == stored.id and entry.entry is Entry.REVIEW:
            return entry
    return None


def _deck_of(unit: Unit, card_id: str) -> Deck:
    return unit.decks.get(unit.cards.get(card_id).deck_id)


def say(app: App, answer_id: str, had_it: bool) -> Told:
    """The student's word on an answer the grader could not tell about: it moves the date.

    Raises `WrongTransition` where the answer was scored (then it is a claim), `Stale` where the
    card has moved since it was shown.
    """
    with app.ledger.write() as unit:
        stored = unit.answers.get(answer_id)
        grade = unit.grades.current(answer_id)
        if grade is None or not isinstance(grade.result, Unscored):
            raise WrongTransition("This answer was graded: say that you were right instead.")
        move(app, unit, stored, SelfEvidence(had_it=had_it), "the student's own word")
    return told(app, answer_id)


def rate(app: App, answer_id: str, rating: Rating) -> Told:
    """One of the four ratings, in place of what the grader made of the answer."""
    with app.ledger.write() as unit:
        stored = unit.answers.get(answer_id)
        move(app, unit, stored, RatingEvidence(rating=rating), "the student's rating")
    return told(app, answer_id)


def guessed(app: App, answer_id: str) -> Told:
    """ "I guessed": the answer counts as not recalled, and the grade stays as it is."""
    with app.ledger.write() as unit:
        stored = unit.answers.get(answer_id)
        move(app, unit, stored, GuessEvidence(), "the student guessed")
    return told(app, answer_id)


def move(app: App, unit: Unit, stored: Answer, evidence: Evidence, why: str) -> ReviewLog:
    """Puts this evidence in the place of what the answer's review rests on, or reviews with it.

    Gives the entry that does so. Raises `Stale` where the answer moved nothing and the card was
    reviewed since, `WrongTransition` where the card was at fault.
    """
    grade = unit.grades.current(stored.id)
    if grade is not None and getattr(grade.result, "reason", None) is UnscoredReason.FAULT:
        raise WrongTransition("This card was at fault: no answer to it counts.")
    learner = unit.people.get(stored.learner_id)
    deck = _deck_of(unit, stored.card_id)
    entry = _entry_of(unit, stored)
    if entry is not None:
        return amend(
            app, unit, deck, learner, entry, evidence, by=learner.id, why=why, at=app.now()
        )
    if unit.reviews.token(learner.id, stored.card_id) != stored.state_token:
        raise Stale("This card was reviewed elsewhere since it was shown; nothing was moved.")
    return append_review(app, unit, deck, learner, stored, evidence, None)


def undo(app: App, learner: Person) -> Question:
    """Takes the learner's newest review out of the log, with the claim about it that nobody has
    ruled on, and asks its card again.
    """
    with app.ledger.write() as unit:
        entry = unit.reviews.newest_standing(learner.id)
        if entry is None:
            raise WrongTransition("There is no review to undo.")
        deck = _deck_of(unit, entry.card_id)
        amend(app, unit, deck, learner, entry, None, by=learner.id, why="undo", at=app.now())
        for each in unit.claims.of_answer(entry.answer_id) if entry.answer_id else ():
            if each.ruling_id is None:
                unit.claims.save(each.model_copy(update={"state": ClaimState.WITHDRAWN}))
        return _question(unit, learner, unit.cards.get(entry.card_id))
