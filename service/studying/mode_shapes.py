"""The published shapes of the modes: what is put, and what is told after the attempt.

Before an attempt is over nothing of its key is in them: no right option, no pair, no answer. Each
carries the `session` and the `turn` that the next event must name.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from decks.analogies import AnalogyState
from decks.sessions import SessionResult, StudySession
from service.shapes import AnalogyShape, Shape
from service.studying import study
from service.studying.examining import marked_now
from service.studying.playing import state_of
from service.studying.study_shapes import ToldShape
from study.examination import Examination, Total
from study.flashcards import FlashcardsSession
from study.items import Item
from study.learn import LearnSession, Offer, Rung
from study.matching import MatchingGame
from study.paper import Block, Choice, TrueFalse, Written

if TYPE_CHECKING:
    from service.wiring import App


class ResultShape(Shape):
    """What came of a sitting; `seconds` and `wrong` where they count."""

    credit: float
    out_of: int
    seconds: float | None
    wrong: int

    @classmethod
    def of(cls, result: SessionResult | None) -> ResultShape | None:
        """The shape of a result."""
        if result is None:
            return None
        return cls(**result.model_dump(exclude={"size"}))


class SittingShape(Shape):
    """What every sitting tells: which it is, the turn it stands at, and whether it is over."""

    session: str
    turn: int
    ended: bool
    result: ResultShape | None


class FlashcardsShape(SittingShape):
    """The pile: the side that is up, and where in the pile; `card` None where none is shown.

    Explanation, formulas and accepted analogies come with the answer's side.
    """

    card: str | None
    side: Literal["question", "answer"]
    text: str
    label: str
    explanation: str
    formulas: tuple[str, ...]
    analogies: tuple[AnalogyShape, ...]
    place: int
    of: int
    starred: bool
    known: int
    learning: int
    only_starred: bool


class PutShape(Shape):
    """What is asked now. `kind` says whether to choose one of `options` or to type."""

    card: str
    version_id: str
    kind: Literal["choice", "typed"]
    question: str
    options: tuple[str, ...]


class LearntShape(Shape):
    """The last attempt, which is over: what was right, and what is told of a typed answer."""

    card: str
    question: str
    right: bool
    options: tuple[str, ...]
    chosen: int | None
    right_option: int | None
    core_answer: str
    explanation: str
    told: ToldShape | None


class LearnShape(SittingShape):
    """A Learn sitting: the round, how many cards stand on which rung, what is asked, what was."""

    round: int
    left_in_round: int
    cards: int
    unseen: int
    familiar: int
    mastered: int
    asked: PutShape | None
    last: LearntShape | None


class TestQuestionShape(Shape):
    """One question of a Test, without its key; `response` is what was answered so far,
    `sure` how sure the learner said to be of a written answer.

    `term` and `statement` are those of true or false, `options` of multiple choice, `terms` and
    `answers` of a matching block.
    """

    __test__ = False
    number: int
    kind: Literal["true_false", "choice", "matching", "written"]
    question: str = ""
    term: str = ""
    statement: str = ""
    options: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    response: bool | int | str | tuple[int | None, ...] | None = None
    sure: float | None = None


class TotalShape(Shape):
    """Credit out of so many that could be marked, and how many could not."""

    credit: float
    out_of: int
    unmarked: int

    @classmethod
    def of(cls, total: Total) -> TotalShape:
        """The shape of a total."""
        return cls(credit=round(total.credit, 4), out_of=total.out_of, unmarked=total.unmarked)


class TestMarkShape(Shape):
    """One question, or one pair of a block, after handing in: credit and what was right.

    `credit` is None where the grader cannot tell; `told` explains a written answer, `explanation`
    is the card's, as it reads now.
    """

    __test__ = False
    number: int
    kind: Literal["true_false", "choice", "matching", "written"]
    card: str
    label: str
    credit: float | None
    right: str
    explanation: str
    told: ToldShape | None


class TestShape(SittingShape):
    """A Test: its questions, and after handing in the total, by type and by question."""

    __test__ = False
    questions: tuple[TestQuestionShape, ...]
    points: int
    notes: tuple[str, ...]
    handed_in: bool
    total: TotalShape | None
    by_kind: dict[str, TotalShape]
    marks: tuple[TestMarkShape, ...]


class TileShape(Shape):
    """A tile on the table: a number and its words, and nothing of what it belongs to."""

    number: int
    text: str


class MatchingShape(SittingShape):
    """A game: the tiles left, wrong guesses, the seconds played, and whether the clock runs."""

    tiles: tuple[TileShape, ...]
    pairs: int
    found: int
    wrong: int
    seconds: float
    running: bool


def _sitting(sitting: StudySession) -> dict[str, object]:
    return {
        "session": sitting.id,
        "turn": sitting.turn,
        "ended": sitting.ended_at is not None,
        "result": ResultShape.of(sitting.result),
    }


def flashcards_shape(app: App, sitting: StudySession) -> FlashcardsShape:
    """What is on top of the pile."""
    pile = state_of(sitting, FlashcardsSession)
    place, of = pile.position
    text = label = explanation = ""
    formulas: tuple[str, ...] = ()
    analogies: tuple[AnalogyShape, ...] = ()
    if pile.card is not None:
        with app.ledger.read() as unit:
            content = unit.cards.get(pile.card).version.content
            approved = [
                each for each in unit.analogies.of(pile.card) if each.state is AnalogyState.ACCEPTED
            ]
        if pile.side == "answer":
            text, explanation, formulas = (
                content.core_answer,
                content.explanation,
                content.formulas,
            )
            analogies = tuple(map(AnalogyShape.of, approved))
        else:
            text, label = content.question, content.label
    return FlashcardsShape.model_validate(
        {
            **_sitting(sitting),
            "card": pile.card,
            "side": pile.side.value,
            "text": text,
            "label": label,
            "explanation": explanation,
            "formulas": formulas,
            "analogies": analogies,
            "place": place,
            "of": of,
            "starred": pile.card in pile.starred,
            "known": len(pile.known),
            "learning": len(pile.learning),
            "only_starred": pile.only_starred,
        }
    )


def learn_shape(app: App, sitting: StudySession) -> LearnShape:
    """Where a Learn sitting stands."""
    session = state_of(sitting, LearnSession)
    return LearnShape.model_validate(
        {
            **_sitting(sitting),
            "round": session.round,
            "left_in_round": len(session.queue),
            "cards": len(session.cards),
            "unseen": session.count(Rung.UNSEEN),
            "familiar": session.count(Rung.FAMILIAR),
            "mastered": session.count(Rung.MASTERED),
            "asked": None if session.offer is None else _put(app, session.offer),
            "last": _learnt(app, session),
        }
    )


def _put(app: App, offer: Offer) -> PutShape:
    with app.ledger.read() as unit:
        question = unit.cards.version(offer.version_id).content.question
    return PutShape(
        card=offer.card_id,
        version_id=offer.version_id,
        kind="choice" if offer.options else "typed",
        question=question,
        options=offer.options,
    )


def _learnt(app: App, session: LearnSession) -> LearntShape | None:
    last = session.last
    if last is None or last.offer is None:
        return None
    with app.ledger.read() as unit:
        content = unit.cards.version(last.offer.version_id).content
    told = None if last.answer_id is None else study.told(app, last.answer_id)
    return LearntShape(
        card=last.card_id,
        question=content.question,
        right=last.right,
        options=last.offer.options,
        chosen=last.chosen,
        right_option=last.offer.right if last.offer.options else None,
        core_answer=content.core_answer,
        explanation=content.explanation,
        told=None if told is None else ToldShape.of(told),
    )


def examination_shape(app: App, sitting: StudySession) -> TestShape:
    """Where a Test stands; nothing of any key before it is handed in and marked."""
    test = state_of(sitting, Examination)
    if test.finished:
        test = marked_now(app, test)
    return TestShape.model_validate(
        {
            **_sitting(sitting),
            "questions": tuple(_asked(test, number) for number in range(len(test.paper.questions))),
            "points": test.paper.points,
            "notes": test.paper.notes,
            "handed_in": test.handed_in,
            "total": TotalShape.of(test.total) if test.finished else None,
            "by_kind": {kind.value: TotalShape.of(each) for kind, each in test.by_kind.items()}
            if test.finished
            else {},
            "marks": tuple(_marks(app, test)) if test.finished else (),
        }
    )


def _asked(test: Examination, number: int) -> TestQuestionShape:
    asked = test.paper.questions[number]
    shape = TestQuestionShape(
        number=number,
        kind=asked.kind.value,
        response=test.responses.get(number),
        sure=test.sure.get(number),
    )
    if isinstance(asked, TrueFalse):
        further: dict[str, object] = {"term": asked.item.term, "statement": asked.statement}
    elif isinstance(asked, Choice):
        further = {"question": asked.item.question, "options": asked.options}
    elif isinstance(asked, Block):
        terms = tuple(item.term for item in asked.items)
        further = {"terms": terms, "answers": asked.answers}
    else:
        further = {"question": asked.item.question}
    return shape.model_copy(update=further)


def _marks(app: App, test: Examination) -> list[TestMarkShape]:
    with app.ledger.read() as unit:
        cards = {card.id: card for card in unit.cards.many([mark.card_id for mark in test.marks])}
    return [
        TestMarkShape(
            number=mark.question,
            kind=mark.kind.value,
            card=mark.card_id,
            label=item.label,
            credit=mark.credit,
            right=item.answer,
            explanation=cards[mark.card_id].version.content.explanation,
            told=None if mark.answer_id is None else ToldShape.of(study.told(app, mark.answer_id)),
        )
        for mark in test.marks
        for item in [_item(test, mark.question, mark.card_id)]
    ]


def _item(test: Examination, number: int, card_id: str) -> Item:
    asked: TrueFalse | Choice | Block | Written = test.paper.questions[number]
    if isinstance(asked, Block):
        return next(item for item in asked.items if item.card_id == card_id)
    return asked.item


def matching_shape(sitting: StudySession, now: datetime) -> MatchingShape:
    """Where a game stands."""
    game = state_of(sitting, MatchingGame)
    return MatchingShape.model_validate(
        {
            **_sitting(sitting),
            "tiles": tuple(TileShape(number=tile.number, text=tile.text) for tile in game.left),
            "pairs": game.pairs,
            "found": len(game.found),
            "wrong": game.wrong,
            "seconds": round(game.seconds(now), 3),
            "running": game.running_since is not None,
        }
    )
