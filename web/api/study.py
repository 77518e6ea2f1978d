"""Study: a question without its key, an answer, and what is told of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header

from decks.errors import WrongUsage
from service.studying import claiming, hinting, study
from service.studying.study import Question
from service.studying.study_shapes import HintShape, QuestionShape, ToldShape
from web.api.bodies import AnswerIn, OwnWord, RatingIn, Sentence
from web.asked import Learner, Owned

router = APIRouter()
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{8,80}$",
        description="The same key with the same body is the same answer; another body is 422.",
    ),
]


@router.get("/cards/{card_id}/question")
def asked(app: Owned, learner: Learner, card_id: str) -> QuestionShape:
    """The question, due or not, with the token of the memory state; nothing of the key."""
    return QuestionShape.of(study.ask(app, card_id, learner))


@router.post("/cards/{card_id}/hint")
def hinted(app: Owned, learner: Learner, card_id: str) -> HintShape:
    """A hint before the attempt, which speaks a little against recall; asked again, the same."""
    return HintShape(points=hinting.hint(app, learner, card_id))


@router.post("/cards/{card_id}/answers")
def answered(app: Owned, learner: Learner, card_id: str, body: AnswerIn, key: Key) -> ToldShape:
    """Stores and grades what was typed, and moves the date if the token still holds."""
    shown = Question(card_id, body.version_id, "", "", body.state_token)
    told = study.answer(
        app, learner, shown, body.text, seconds=body.seconds, sure=body.sure, request_key=key
    )
    if told.answer.seconds != body.seconds:
        raise WrongUsage("This request was already sent with another body.")
    return ToldShape.of(told)


@router.get("/answers/{answer_id}")
def told(app: Owned, answer_id: str) -> ToldShape:
    """What is told of a graded answer."""
    return ToldShape.of(study.told(app, answer_id))


@router.post("/answers/{answer_id}/claim")
def claimed(app: Owned, answer_id: str, body: Sentence) -> ToldShape:
    """ "I was right": counts at once."""
    return ToldShape.of(claiming.claim(app, answer_id, body.sentence)[1])


@router.post("/answers/{answer_id}/guess")
def guessed(app: Owned, answer_id: str) -> ToldShape:
    """ "I guessed": the answer counts as not recalled."""
    return ToldShape.of(study.guessed(app, answer_id))


@router.post("/answers/{answer_id}/self")
def own_word(app: Owned, answer_id: str, body: OwnWord) -> ToldShape:
    """ "I had it" or "I did not", of an answer that could not be scored: it moves the date."""
    return ToldShape.of(study.say(app, answer_id, body.had_it))


@router.post("/answers/{answer_id}/rating")
def rated(app: Owned, answer_id: str, body: RatingIn) -> ToldShape:
    """One of the four ratings, in place of what the grader made of the answer."""
    if not app.settings.ratings:
        raise WrongUsage("The four ratings are switched off: set CARDWRIGHT_RATINGS=true.")
    return ToldShape.of(study.rate(app, answer_id, body.rating))


@router.post("/undo")
def undone(app: Owned, learner: Learner) -> QuestionShape:
    """Takes the newest review back and asks its card again."""
    return QuestionShape.of(study.undo(app, learner))
