"""Modes on a stored deck: resumed anywhere, once for twice, no key before the attempt is over."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from decks.analogies import Analogy, AnalogyContent, AnalogyOrigin, AnalogyState
from decks.cards import CardState
from decks.errors import NotFound, Stale, WrongTransition
from decks.grading import Unscored, UnscoredReason
from decks.sessions import Known, Mode, StudySession
from grader.task import Graded, GradingTask
from service.calendar import standings
from service.collection import cards
from service.studying import examining, leafing, learning, matching, playing, study
from service.studying.leafing import Leaf
from service.studying.mode_shapes import (
    examination_shape,
    flashcards_shape,
    learn_shape,
    matching_shape,
)
from service.studying.playing import Event, state_of
from service.wiring import App
from study.examination import Examination
from study.learn import LearnSession
from study.matching import MatchingGame
from study.paper import Block, Choice, Kind, Settings, TrueFalse
from study.table import EMPTY
from tests.integration.conftest import TestClock
from tests.mode_samples import DECK, FACTS, filled

KEYS = count()


def event(sitting: StudySession, key: str | None = None) -> Event:
    return Event(sitting.id, sitting.turn, key or f"request {next(KEYS)}")


def known(app: App, card_id: str) -> Known:
    with app.ledger.read() as unit:
        return unit.marks.get(app.owner.id, card_id).known


def log(app: App, card_id: str) -> int:
    with app.ledger.read() as unit:
        return len(unit.reviews.log(app.owner.id, card_id))


def right_turn(app: App, sitting: StudySession) -> StudySession:
    session = state_of(sitting, LearnSession)
    assert session.offer is not None
    if session.offer.options:
        return learning.choose(app, app.owner, event(sitting), session.offer.right)
    with app.ledger.read() as unit:
        content = unit.cards.version(session.offer.version_id).content
    return learning.write(app, app.owner, event(sitting), content.core_answer)


# Learn ----------------------------------------------------------------------------------------


def test_learn_climbs_from_choices_to_typed_answers_and_ends(app: App) -> None:
    ids = filled(app)
    sitting = learning.open_learn(app, DECK, app.owner)
    kinds = []
    while not sitting.ended_at:
        shape = learn_shape(app, sitting)
        assert shape.asked is not None
        kinds.append(shape.asked.kind)
        sitting = right_turn(app, sitting)
    assert kinds == ["choice"] * 6 + ["typed"] * 6
    assert sitting.result is not None
    assert (sitting.result.credit, sitting.result.out_of) == (12, 12)
    assert {known(app, card) for card in ids} == {Known.TYPED}
    assert {log(app, card) for card in ids} == {1}
    with pytest.raises(WrongTransition):
        learning.choose(app, app.owner, event(sitting), 0)


def test_options_are_near_misses_of_the_deck_and_the_right_one_is_among_them(app: App) -> None:
    filled(app)
    shape = learn_shape(app, learning.open_learn(app, DECK, app.owner))
    assert shape.asked is not None
    assert len(shape.asked.options) == 4
    assert set(shape.asked.options) <= set(FACTS.values())
    assert FACTS[shape.asked.question] in shape.asked.options


def test_a_choice_moves_no_date_and_is_kept_as_recognised(app: App) -> None:
    ids = filled(app)
    sitting = right_turn(app, learning.open_learn(app, DECK, app.owner))
    assert (known(app, ids[0]), log(app, ids[0])) == (Known.RECOGNISED, 0)
    offer = state_of(sitting, LearnSession).offer
    assert offer is not None
    learning.choose(app, app.owner, event(sitting), (offer.right + 1) % 4)
    assert (known(app, ids[1]), log(app, ids[1])) == (Known.NOTHING, 0)


def test_learn_goes_on_at_the_same_question_with_the_same_options(app: App) -> None:
    filled(app)
    sitting = right_turn(app, learning.open_learn(app, DECK, app.owner))
    assert learning.open_learn(app, DECK, app.owner) == sitting
    fresh = learning.open_learn(app, DECK, app.owner, fresh=True)
    assert fresh.id != sitting.id
    assert learning.open_learn(app, DECK, app.owner) == fresh


def test_an_event_sent_twice_counts_once_and_one_of_an_older_turn_is_stale(app: App) -> None:
    filled(app)
    sitting = learning.open_learn(app, DECK, app.owner)
    sent = event(sitting)
    after = learning.choose(app, app.owner, sent, 0)
    assert learning.choose(app, app.owner, sent, 0) == after
    for late in (event(sitting), Event(sitting.id, 99, "x")):
        with pytest.raises(Stale):
            learning.choose(app, app.owner, late, 0)


def test_a_typed_answer_sent_twice_is_one_answer(app: App) -> None:
    (card,) = filled(app, 1)
    sitting = learning.open_learn(app, DECK, app.owner)
    assert learn_shape(app, sitting).asked.kind == "typed"  # type: ignore[union-attr]
    sent = event(sitting)
    after = learning.write(app, app.owner, sent, "It makes ATP from nutrients.")
    assert learning.write(app, app.owner, sent, "It makes ATP from nutrients.") == after
    assert log(app, card) == 1
    with app.ledger.read() as unit:
        assert len(unit.answers.list(learner_id=app.owner.id)) == 1


def test_a_card_on_the_long_schedule_keeps_its_date_in_learn(app: App, clock: TestClock) -> None:
    (card,) = filled(app, 1)
    answer = next(iter(FACTS.values()))
    for _ in range(3):
        study.answer(app, app.owner, study.ask(app, card, app.owner), answer)
        clock.turn(days=3)
    before = log(app, card)
    sitting = learning.open_learn(app, DECK, app.owner)
    sitting = learning.write(app, app.owner, event(sitting), answer)
    assert sitting.ended_at is not None
    assert log(app, card) == before
    with app.ledger.read() as unit:
        assert len(unit.answers.list(learner_id=app.owner.id)) == 4


def test_an_override_settles_a_typed_answer_as_a_claim_does(app: App) -> None:
    (card,) = filled(app, 1)
    sitting = learning.open_learn(app, DECK, app.owner)
    sitting = learning.write(app, app.owner, event(sitting), "no idea at all")
    last = learn_shape(app, sitting).last
    assert last is not None
    assert not last.right
    sitting = learning.override(app, app.owner, event(sitting))
    assert sitting.ended_at is not None
    with app.ledger.read() as unit:
        assert len(unit.claims.list()) == 1
        state = unit.reviews.state(app.owner.id, card)
    assert state is not None


def test_what_the_grader_cannot_tell_is_settled_by_the_learners_word(app: App) -> None:
    (card,) = filled(app, 1)
    identity = app.grader.identity

    class Doubtful:
        def grade(self, task: GradingTask) -> Graded:
            return Graded(Unscored(reason=UnscoredReason.UNSURE, detail="No."), identity)

    app.__dict__["grader"] = Doubtful()
    sitting = learning.open_learn(app, DECK, app.owner)
    sitting = learning.write(app, app.owner, event(sitting), "hm")
    assert log(app, card) == 0
    sitting = learning.override(app, app.owner, event(sitting))
    assert (log(app, card), sitting.ended_at is not None) == (1, True)


def test_a_card_withdrawn_meanwhile_leaves_the_sitting(app: App) -> None:
    ids = filled(app, 2)
    learning.open_learn(app, DECK, app.owner)
    with app.ledger.write() as unit:
        unit.cards.set_state(ids[0], CardState.WITHDRAWN)
    sitting = learning.open_learn(app, DECK, app.owner)
    asked = learn_shape(app, sitting).asked
    assert asked is not None
    assert asked.card == ids[1]


def test_another_persons_sitting_is_not_found(app: App) -> None:
    filled(app)
    sitting = learning.open_learn(app, DECK, app.owner)
    with pytest.raises(NotFound):
        playing.found(app, app.learner("Eve"), sitting.id)
    with pytest.raises(NotFound):
        learning.choose(app, app.learner("Eve"), event(sitting), 0)


def test_an_empty_deck_says_what_to_do(app: App) -> None:
    cards.add(app, DECK, "What?", "That one.")
    with app.ledger.write() as unit:
        deck = unit.decks.by_name(DECK)
        assert deck is not None
        unit.cards.set_state(unit.cards.ids(deck.id)[0], CardState.WITHDRAWN)
    for opening in (learning.open_learn, leafing.open_flashcards):
        with pytest.raises(WrongTransition, match="add some"):
            opening(app, DECK, app.owner)


# Test -----------------------------------------------------------------------------------------


def answered(app: App, sitting: StudySession) -> StudySession:
    """Everything answered right."""
    for number, asked in enumerate(state_of(sitting, Examination).paper.questions):
        response: bool | int | str | tuple[int | None, ...]
        if isinstance(asked, TrueFalse):
            response = asked.truth
        elif isinstance(asked, Choice | Block):
            response = asked.right
        else:
            response = asked.item.answer
        sitting = examining.respond(app, app.owner, event(sitting), number, response)
    return sitting


def test_a_test_tells_nothing_until_it_is_handed_in_then_everything(app: App) -> None:
    ids = filled(app)
    sitting = examining.open_test(app, DECK, app.owner, Settings(questions=6))
    sitting = answered(app, sitting)
    shape = examination_shape(app, sitting)
    assert (shape.total, shape.marks, shape.by_kind) == (None, (), {})
    shown = shape.model_dump_json()
    assert '"truth"' not in shown
    assert '"right"' not in shown
    sitting = examining.hand_in(app, app.owner, event(sitting))
    shape = examination_shape(app, sitting)
    assert shape.total is not None
    assert (shape.total.credit, shape.total.out_of) == (6, 6)
    assert len(shape.marks) == 6
    written = [mark for mark in shape.marks if mark.kind == "written"]
    assert all(mark.told is not None and mark.told.moved for mark in written)
    moved = {card for card in ids if log(app, card)}
    assert moved == {mark.card for mark in written}
    assert all(mark.explanation == "" for mark in shape.marks)
    for mark in shape.marks:
        wanted = {"written": Known.TYPED, "matching": Known.MATCHED}.get(
            mark.kind, Known.RECOGNISED
        )
        assert known(app, mark.card) is wanted


def test_written_questions_show_no_answer_and_a_crash_among_them_loses_none(app: App) -> None:
    ids = filled(app, 3)
    settings = Settings(questions=3, kinds=(Kind.WRITTEN,))
    sitting = answered(app, examining.open_test(app, DECK, app.owner, settings))
    asked = examination_shape(app, sitting).model_copy(update={"questions": ()})
    assert not any(answer in asked.model_dump_json() for answer in FACTS.values())
    whole = app.grader
    calls = count()

    class Failing:
        identity = whole.identity

        def grade(self, task: GradingTask) -> Graded:
            if next(calls) == 1:
                raise RuntimeError("power cut")
            return whole.grade(task)

    app.__dict__["grader"] = Failing()
    with pytest.raises(RuntimeError):
        examining.hand_in(app, app.owner, event(sitting))
    sitting = playing.found(app, app.owner, sitting.id)
    assert examination_shape(app, sitting).total is None
    sitting = examining.hand_in(app, app.owner, event(sitting))
    assert sitting.result is not None
    assert sitting.result.credit == 3
    assert [log(app, card) for card in ids] == [1, 1, 1]
    assert examining.hand_in(app, app.owner, event(sitting)) == sitting


def test_a_test_is_gone_on_with_and_the_next_one_has_the_same_settings(app: App) -> None:
    filled(app)
    settings = Settings(questions=2, kinds=(Kind.WRITTEN,))
    sitting = examining.open_test(app, DECK, app.owner, settings)
    assert examining.open_test(app, DECK, app.owner) == sitting
    examining.hand_in(app, app.owner, event(sitting))
    again = examining.open_test(app, DECK, app.owner)
    assert again.id != sitting.id
    assert state_of(again, Examination).paper.settings == settings


def test_a_claim_about_a_written_answer_counts_in_what_the_test_shows(app: App) -> None:
    filled(app, 1)
    settings = Settings(questions=1, kinds=(Kind.WRITTEN,))
    sitting = examining.open_test(app, DECK, app.owner, settings)
    sitting = examining.respond(app, app.owner, event(sitting), 0, "no idea at all")
    sitting = examining.hand_in(app, app.owner, event(sitting))
    (mark,) = examination_shape(app, sitting).marks
    assert mark.told is not None
    learning.had_it(app, mark.told.answer)
    learning.had_it(app, mark.told.answer)
    total = examination_shape(app, sitting).total
    assert total is not None
    assert total.credit == 1


# Matching, flashcards -------------------------------------------------------------------------


def test_matching_is_timed_counts_misses_and_tells_no_pair_before(
    app: App, clock: TestClock
) -> None:
    ids = filled(app, 3)
    sitting = matching.open_matching(app, DECK, app.owner)
    shape = matching_shape(sitting, app.now())
    assert len(shape.tiles) == 6
    assert not any(card in shape.model_dump_json() for card in ids)
    sitting = matching.run_clock(app, app.owner, event(sitting), running=True)
    clock.turn(seconds=5)
    sitting = matching.run_clock(app, app.owner, event(sitting), running=False)
    clock.turn(hours=5)
    tiles = {
        card: [
            each.number for each in state_of(sitting, MatchingGame).tiles if each.card_id == card
        ]
        for card in ids
    }
    sitting = matching.match(app, app.owner, event(sitting), tiles[ids[0]][0], tiles[ids[1]][0])
    clock.turn(seconds=2)
    for card in ids:
        sitting = matching.match(app, app.owner, event(sitting), *tiles[card])
    assert sitting.result is not None
    assert (sitting.result.seconds, sitting.result.wrong) == (7.0, 1)
    assert [known(app, card) for card in ids] == [Known.NOTHING, Known.NOTHING, Known.MATCHED]
    assert all(log(app, card) == 0 for card in ids)


def test_flashcards_show_one_side_at_a_time_and_stars_outlast_the_sitting(app: App) -> None:
    ids = filled(app, 3)
    sitting = leafing.open_flashcards(app, DECK, app.owner)
    shape = flashcards_shape(app, sitting)
    assert (shape.card, shape.place, shape.of, shape.side) == (ids[0], 1, 3, "question")
    assert not any(answer in shape.model_dump_json() for answer in FACTS.values())
    for act in (Leaf.STAR, Leaf.FLIP):
        sitting = leafing.leaf(app, app.owner, event(sitting), act)
    assert flashcards_shape(app, sitting).text == FACTS["What does a mitochondrion do?"]
    for act in (Leaf.KNOWN, Leaf.LEARNING, Leaf.END):
        sitting = leafing.leaf(app, app.owner, event(sitting), act)
    assert sitting.result is not None
    assert sitting.result.share == 0.5
    again = leafing.open_flashcards(app, DECK, app.owner)
    assert flashcards_shape(app, again).starred
    again = leafing.leaf(app, app.owner, event(again), Leaf.ONLY_STARRED)
    assert flashcards_shape(app, again).of == 1
    assert all(log(app, card) == 0 for card in ids)


def test_the_answers_side_has_formulas_and_accepted_analogies_the_questions_side_none(
    app: App,
) -> None:
    card = cards.add(app, DECK, "What is it?", "It is $x$.", explanation="Since it is.")
    with app.ledger.write() as unit:
        for state in AnalogyState:
            content = AnalogyContent(text=f"like a wall, {state.value}")
            unit.analogies.add(
                [
                    Analogy(
                        id=f"ana_{state.value}",
                        subject_id=card.id,
                        state=state,
                        origin=AnalogyOrigin.PERSON,
                        content=content,
                        created_at=app.now(),
                    )
                ]
            )
    sitting = leafing.open_flashcards(app, DECK, app.owner)
    asked = flashcards_shape(app, sitting)
    assert (asked.explanation, asked.formulas, asked.analogies) == ("", (), ())
    told = flashcards_shape(app, leafing.leaf(app, app.owner, event(sitting), Leaf.FLIP))
    assert told.explanation == "Since it is."
    assert [each.text for each in told.analogies] == ["like a wall, accepted"]


# Standing -------------------------------------------------------------------------------------


def test_the_table_is_empty_until_somebody_studied_and_then_has_a_row_for_each(
    app: App, clock: TestClock
) -> None:
    ids = filled(app, 2)
    assert standings.table_shape(app, DECK).empty == EMPTY == "No study sessions yet."
    ada = app.learner("=cmd|Ada")
    study.answer(app, ada, study.ask(app, ids[0], ada), FACTS["What does a mitochondrion do?"])
    clock.turn(days=1)
    study.answer(app, ada, study.ask(app, ids[1], ada), "no idea")
    settings = Settings(questions=2, kinds=(Kind.CHOICE, Kind.WRITTEN))
    sitting = answered(app, examining.open_test(app, DECK, app.owner, settings))
    examining.hand_in(app, app.owner, event(sitting))
    shape = standings.table_shape(app, DECK)
    assert shape.empty is None
    rows = {str(row["Name"]): row for row in shape.rows}
    assert rows["=cmd|Ada"]["Spaced last"] == "0/1"
    assert rows["=cmd|Ada"]["Spaced best"] == "1/1"
    assert rows["me"]["Test last"] == "2/2"
    assert 0 < float(rows["=cmd|Ada"]["Mastery"]) < 1
    opened = standings.sessions_of(app, DECK, app.owner)
    assert [(each.mode, each.result) for each in opened] == [("test", "2/2")]
    assert standings.sessions_of(app, DECK, ada) == []
    csv = standings.table_csv(app, DECK)
    assert csv.splitlines()[0].startswith("Name,Mastery,Learn last")
    assert "\n'=cmd|Ada," in csv


def test_mastery_falls_with_the_days_and_names_its_evidence(app: App) -> None:
    ids = filled(app, 2)
    question = study.ask(app, ids[0], app.owner)
    study.answer(app, app.owner, question, "It makes ATP from nutrients.", sure=0.9)
    wrong = study.ask(app, ids[1], app.owner)
    study.answer(app, app.owner, wrong, "I don't know", sure=0.9)
    now = standings.mastery_of(app, DECK, app.owner)
    later = standings.mastery_of(app, DECK, app.owner, (app.now() + timedelta(days=60)).date())
    assert later.recall < now.recall
    assert now.evidence == {"nothing": 0, "recognised": 0, "matched": 0, "typed": 2, "placed": 0}
    assert [each.card for each in now.confidently_wrong] == [ids[1]]


def test_a_sitting_is_of_its_own_mode(app: App) -> None:
    filled(app)
    sitting = learning.open_learn(app, DECK, app.owner)
    assert sitting.mode is Mode.LEARN
    with pytest.raises(WrongTransition, match="learn"):
        examining.respond(app, app.owner, event(sitting), 0, True)
