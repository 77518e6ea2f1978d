"""Study: one question, the verdict, one next date, one key to go on.

Answering is a POST that redirects to the verdict's own page, so a reload repeats nothing; the same
form sent twice is the same answer, by its request key.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from pydantic import AfterValidator
from starlette.responses import RedirectResponse, Response

from decks.cards import Deck
from decks.errors import WrongUsage
from decks.grading import Unscored, UnscoredReason
from decks.ids import fresh_id
from decks.memory import Evidence, GuessEvidence, Rating, RatingEvidence, SelfEvidence
from decks.people import Person
from grader.normalise import MAX_CHARACTERS
from service.calendar.waiting import AHEAD
from service.studying import claiming, hinting, study
from service.studying.sitting import sitting
from service.studying.study import Question, Told
from service.wiring import App
from web.asked import Learner, OneDeck, Owned
from web.render import page
from web.sittings import SURE, place, sitting_of
from web.typed import whole

router = APIRouter()
LONGEST_ANSWER = 4 * MAX_CHARACTERS


@router.get("/decks/{deck_id}/study")
def ask(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    card: str | None = None,
    words: str | None = None,
) -> Response:
    """The next question of the due queue, or the card that was just taken back, with its words."""
    found = sitting(app, deck.name, learner)
    card_id = card or found.card_id
    if card_id is None:
        return page(request, "study_done.html", deck=deck, sitting=found, zone=learner.zone)
    typed = "" if words is None else study.words_of(app, words, card_id, learner)
    return _question(request, app, deck, learner, card_id, {"words": typed})


@router.post("/decks/{deck_id}/study/hint")
def hint(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    card_id: Annotated[str, Form()],
    request_key: Annotated[str, Form(min_length=8, max_length=80)],
    asked_at: Annotated[str, Form(max_length=80)] = "",
    typed: Annotated[str, Form(max_length=LONGEST_ANSWER), AfterValidator(whole)] = "",
    sure: Annotated[Literal["", "0.3", "0.6", "0.9"], Form()] = "",
) -> Response:
    """The same question again with a hint, and with what was typed so far."""
    form = {"words": typed, "said": sure, "request_key": request_key, "asked_at": asked_at}
    if not hinting.hint(app, learner, card_id):
        form["no_hint"] = hinting.NONE
    return _question(request, app, deck, learner, card_id, form)


def _question(
    request: Request,
    app: App,
    deck: Deck,
    learner: Person,
    card_id: str,
    form: dict[str, str],
) -> Response:
    """A card's question to be answered, with a hint where one was shown; `form` as it was left."""
    found = sitting(app, deck.name, learner)
    question = study.ask(app, card_id, learner)
    values: dict[str, Any] = {
        "no_hint": "",
        "said": "",
        "request_key": fresh_id("ans"),
        "asked_at": app.now().isoformat(),
        **form,
    }
    return page(
        request,
        "study.html",
        deck=deck,
        question=question,
        to_go=found.to_go,
        coming_back=found.coming_back,
        hint=hinting.shown(app, learner, card_id, question.card_version_id),
        longest=LONGEST_ANSWER,
        sure=SURE,
        **values,
    )


@router.post("/decks/{deck_id}/study")
def answer(
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    card_id: Annotated[str, Form()],
    card_version_id: Annotated[str, Form()],
    state_token: Annotated[str, Form()],
    request_key: Annotated[str, Form(min_length=8, max_length=80)],
    asked_at: Annotated[str, Form()] = "",
    typed: Annotated[str, Form(max_length=LONGEST_ANSWER)] = "",
    sure: Annotated[Literal["", "0.3", "0.6", "0.9"], Form()] = "",
) -> Response:
    """Stores and grades what was typed."""
    asked = study.ask(app, card_id, learner)
    shown = Question(card_id, card_version_id, asked.question, asked.label, state_token)
    told = study.answer(
        app,
        learner,
        shown,
        typed.replace("\r\n", "\n"),
        seconds=_seconds(app, asked_at),
        sure=float(sure) if sure else None,
        request_key=request_key,
    )
    return _verdict_of(deck.id, told.answer.id)


def _seconds(app: App, asked_at: str) -> float:
    """Seconds since the question was shown, at most an hour; 0 where that cannot be told."""
    try:
        gone = (app.now() - datetime.fromisoformat(asked_at)).total_seconds()
    except (ValueError, TypeError):
        return 0.0
    return min(3600.0, max(0.0, gone))


def _verdict_of(deck_id: str, answer_id: str, of: str = "") -> Response:
    way = f"?of={quote(of)}" if of else ""
    return RedirectResponse(f"/decks/{deck_id}/answers/{answer_id}{way}", 303)


@router.get("/decks/{deck_id}/answers/{answer_id}")
def verdict(
    request: Request,
    app: Owned,
    deck: OneDeck,
    learner: Learner,
    answer_id: str,
    of: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """What the student is told after the attempt; `of` is the sitting that one goes back to."""
    told = study.told(app, answer_id)
    unscored = isinstance(told.grade.result, Unscored)
    return page(
        request,
        "verdict.html",
        deck=deck,
        told=told,
        unscored=unscored,
        asks=unscored and not told.moved and not told.stale and not _faulted(told),
        content=told.version.content,
        zone=learner.zone,
        now=app.now(),
        back=place(deck.id, sitting_of(app, deck, learner, None, of)) if of else "",
        of=of,
        ratings=app.settings.ratings,
        sure=SURE.get(told.answer.sure or 0.0),
        soon=told.state is not None and told.state.due - app.now() <= AHEAD,
        said=None if told.said is None else _in_words(told.said),
        disputable=claiming.disputable(told.grade.result),
        claim_counts=told.claim is not None and _counts(told),
    )


def _faulted(told: Told) -> bool:
    result = told.grade.result
    return isinstance(result, Unscored) and result.reason is UnscoredReason.FAULT


def _counts(told: Told) -> bool:
    """Whether the claim is what stands: nothing else was said of the answer since."""
    if told.claim is not None and told.claim.ruling_id is not None:
        return True
    return told.said is None or (isinstance(told.said, SelfEvidence) and told.said.had_it)


def _in_words(said: Evidence) -> str:
    """What the student said to the verdict, and what that does."""
    if isinstance(said, GuessEvidence):
        return "You said you guessed: it counts as not recalled."
    if isinstance(said, RatingEvidence):
        return f"You rated it {said.rating.name.capitalize()}: that counts."
    if isinstance(said, SelfEvidence) and said.had_it:
        return "You said you had it: that counts."
    return "You said you did not have it: that counts."


Said = Literal["right", "because", "take-back", "guessed", "had", "had-not", "1", "2", "3", "4"]


@router.post("/decks/{deck_id}/answers/{answer_id}")
def say(
    app: Owned,
    deck: OneDeck,
    answer_id: str,
    said: Annotated[Said, Form()],
    sentence: Annotated[str, Form(max_length=500)] = "",
    of: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """What the student says to the verdict."""
    _said(app, answer_id, said, sentence)
    return _verdict_of(deck.id, answer_id, of)


def _said(app: App, answer_id: str, said: Said, sentence: str) -> Told:
    if said == "right":
        return claiming.claim(app, answer_id, sentence)[1]
    if said == "because":
        return claiming.explain(app, answer_id, sentence)
    if said == "take-back":
        return claiming.take_back(app, answer_id)
    if said == "guessed":
        return study.guessed(app, answer_id)
    if said in ("had", "had-not"):
        return study.say(app, answer_id, said == "had")
    if not app.settings.ratings:
        raise WrongUsage("The four ratings are switched off: set CARDWRIGHT_RATINGS=true.")
    return study.rate(app, answer_id, Rating(int(said)))


@router.post("/study/undo")
def undo(app: Owned, learner: Learner) -> Response:
    """Takes the newest review back and asks its card again."""
    question = study.undo(app, learner)
    with app.ledger.read() as unit:
        deck_id = unit.cards.get(question.card_id).deck_id
        last = unit.answers.list(card_id=question.card_id, learner_id=learner.id)[-1:]
    words = "".join(f"&words={each.id}" for each in last)
    return RedirectResponse(f"/decks/{deck_id}/study?card={question.card_id}{words}", 303)
