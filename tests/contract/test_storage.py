"""What every ledger keeps, whatever database it lies in.

SQLite is tried always, PostgreSQL where `CARDWRIGHT_TEST_POSTGRES` names an empty database of the
test's own (its tables are dropped and made anew).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import create_engine, text

from decks.analogies import Analogy, AnalogyContent, AnalogyOrigin, AnalogyState
from decks.cards import Card, CardState, Deck
from decks.drafts import (
    Action,
    Draft,
    DraftState,
    Finding,
    Gate,
    PassageTask,
    ReviewDecision,
    TaskState,
)
from decks.errors import NotFound, Stale, WrongUsage
from decks.grading import Claim, ClaimState
from decks.people import Person
from decks.rulings import Mark, Notice
from decks.sessions import CardMark, Known, Mode, SessionResult, StudySession
from decks.sources import Source, Upload
from storage.ledger import Ledger, Unit
from storage.rows import IndexRow
from storage.tables import APPEND_ONLY
from tests import storage_samples as samples
from tests.storage_samples import NOW

POSTGRES = os.environ.get("CARDWRIGHT_TEST_POSTGRES")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite ledger with a small course; each test gets a copy."""
    made = tmp_path_factory.mktemp("filled") / "cardwright.db"
    _populate(f"sqlite:///{made}")
    return made


def _populate(url: str) -> None:
    made = Ledger.open(url)
    with made.write() as unit:
        samples.populate(unit)
    made.close()


@pytest.fixture(
    params=[
        "sqlite",
        *([pytest.param("postgresql", marks=pytest.mark.enable_socket)] if POSTGRES else []),
    ]
)
def url(request: pytest.FixtureRequest, filled: Path, tmp_path: Path) -> str:
    if request.param == "sqlite":
        copied = shutil.copy(filled, tmp_path / "cardwright.db")
        return f"sqlite:///{copied}"
    assert POSTGRES is not None
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    _populate(POSTGRES)
    return POSTGRES


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger.open(url, busy_seconds=0.3)
    yield opened
    opened.close()


def decision(number: int, draft_id: str, **further: object) -> ReviewDecision:
    fields = {"id": f"dec_{number}", "draft_id": draft_id, "action": Action.EDIT, "by": "per_a"}
    return ReviewDecision.model_validate({**fields, "at": NOW, **further})


def _fail_after_writing(unit: Unit) -> None:
    unit.facts.put("owner", "per_a")
    raise ZeroDivisionError


def put_card(ledger: Ledger, number: int = 1, position: int = 0) -> Card:
    with ledger.write() as unit:
        card = samples.card(number, position, (samples.version().cite(2, 14),))
        unit.cards.add(card)
    return card


# Units ----------------------------------------------------------------------------------------


def test_a_unit_that_fails_leaves_nothing(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError), ledger.write() as unit:
        _fail_after_writing(unit)
    with ledger.read() as unit:
        assert unit.facts.get("owner") is None


def test_a_reading_refuses_to_write(ledger: Ledger) -> None:
    with ledger.read() as unit, pytest.raises(WrongUsage):
        unit.facts.put("owner", "per_a")


def test_a_reading_sees_one_moment(ledger: Ledger) -> None:
    with ledger.read() as before:
        assert before.facts.get("owner") is None
        with ledger.write() as unit:
            unit.facts.put("owner", "per_a")
        assert before.facts.get("owner") is None
    with ledger.read() as after:
        assert after.facts.get("owner") == "per_a"


def test_a_unit_with_a_failed_write_is_not_committed_even_if_the_failure_is_caught(
    ledger: Ledger,
) -> None:
    """PostgreSQL gives up a transaction at its first error; SQLite must not do otherwise."""

    def stubborn(unit: Unit) -> None:
        unit.facts.put("half", "done")
        with pytest.raises(Stale):
            unit.people.add(Person(id="per_b", name="Ada", created_at=NOW))

    with pytest.raises(Stale), ledger.write() as unit:
        stubborn(unit)
    with ledger.read() as unit:
        assert unit.facts.get("half") is None


def test_what_names_something_missing_is_refused_in_a_sentence(ledger: Ledger) -> None:
    with pytest.raises(WrongUsage, match="missing"), ledger.write() as unit:
        unit.decks.add(Deck(id="dck_x", course_id="crs_x", name="No course", created_at=NOW))


@pytest.mark.parametrize("name", ["nul\x00inside", "half \ud800"])
def test_text_that_a_database_could_not_hold_is_refused(ledger: Ledger, name: str) -> None:
    with pytest.raises(WrongUsage, match="NUL"), ledger.write() as unit:
        unit.facts.put("note", name)


# People, decks, sources -----------------------------------------------------------------------


def test_people_and_decks_are_found_by_id_and_by_exact_name(ledger: Ledger) -> None:
    with ledger.read() as unit:
        ada = unit.people.get("per_a")
        assert unit.people.by_name("Ada") == ada
        assert unit.people.by_name("ada") is None
        assert unit.people.list() == [ada]
        deck = unit.decks.get("dck_a")
        assert unit.decks.by_name("Lecture 1") == deck
        assert unit.decks.by_name("lecture 1") is None
        assert [course.id for course in unit.decks.courses()] == ["crs_a"]
        assert unit.decks.course("crs_a").name == "Generative models"


def test_a_name_taken_meanwhile_is_stale(ledger: Ledger) -> None:
    with pytest.raises(Stale), ledger.write() as unit:
        unit.decks.add(Deck(id="dck_b", course_id="crs_a", name="Lecture 1", created_at=NOW))


def test_a_deck_can_be_renamed(ledger: Ledger) -> None:
    with ledger.write() as unit:
        deck = unit.decks.get("dck_a").model_copy(update={"name": "Lecture one"})
        unit.decks.save(deck)
    with ledger.read() as unit:
        assert unit.decks.list() == [deck]


def test_files_wait_in_order_until_they_are_read_or_fail(ledger: Ledger) -> None:
    first, second = (
        Upload(id=f"upl_{name}", deck_id="dck_a", name=name, at=NOW + timedelta(seconds=number))
        for number, name in enumerate(("b.md", "a.md"))
    )
    with ledger.write() as unit:
        unit.uploads.add(second, b"2\x00")
        unit.uploads.add(first, b"1")
        unit.uploads.add(first, b"1")
        assert unit.uploads.of_deck("dck_a") == [first, second]
        assert unit.uploads.next() == first
        unit.uploads.fail(first.id, "no text")
        assert unit.uploads.next() == second
        assert (unit.uploads.data(first.id), unit.uploads.data(second.id)) == (b"", b"2\x00")
        assert [each.reason for each in unit.uploads.of_deck("dck_a")] == ["no text", ""]
        assert [unit.uploads.remove(second.id) for _ in range(2)] == [True, False]
        assert unit.uploads.next() is None
        with pytest.raises(NotFound):
            unit.uploads.data(second.id)


def test_names_are_ordered_by_code_point(ledger: Ledger) -> None:
    with ledger.write() as unit:
        for number, name in enumerate(["b", "a", "B", "é", "Z"]):
            unit.people.add(Person(id=f"per_{number}", name=name, created_at=NOW))
    with ledger.read() as unit:
        assert [each.name for each in unit.people.list()] == ["Ada", "B", "Z", "a", "b", "é"]


@pytest.mark.parametrize(
    "look",
    [
        lambda unit: unit.people.get("x"),
        lambda unit: unit.decks.get("x"),
        lambda unit: unit.decks.course("x"),
        lambda unit: unit.sources.get("x"),
        lambda unit: unit.sources.version("x"),
        lambda unit: unit.sources.find_version("x"),
        lambda unit: unit.sources.passage("x"),
        lambda unit: unit.drafts.get("x"),
        lambda unit: unit.analogies.get("x"),
        lambda unit: unit.cards.get("x"),
        lambda unit: unit.cards.version("x"),
        lambda unit: unit.answers.get("x"),
        lambda unit: unit.grades.get("x"),
        lambda unit: unit.reviews.entry("x"),
        lambda unit: unit.claims.get("x"),
    ],
)
def test_what_is_not_there_is_not_found(ledger: Ledger, look: object) -> None:
    assert callable(look)
    with ledger.read() as unit, pytest.raises(NotFound, match="x"):
        look(unit)


def test_the_same_version_again_changes_nothing_but_is_the_latest(ledger: Ledger) -> None:
    first, second = samples.version(), samples.version(text="Other words.\n")
    with ledger.write() as unit:
        unit.sources.add_version(second)
        assert unit.sources.latest("src_a") == second
        unit.sources.add_version(first.model_copy(update={"warnings": ("different",)}))
    with ledger.read() as unit:
        assert unit.sources.versions("src_a") == [first, second]
        assert unit.sources.latest("src_a") == first


def test_a_version_is_found_by_its_id_or_its_sources(ledger: Ledger) -> None:
    with ledger.read() as unit:
        version = samples.version()
        assert unit.sources.find_version(version.id) == version
        assert unit.sources.find_version("src_a") == version
        assert unit.sources.by_name("crs_a", "notes.md") == unit.sources.get("src_a")
        assert unit.sources.by_name("crs_a", "Notes.md") is None
        assert unit.sources.list("crs_a") == unit.sources.list()
        assert unit.sources.list("crs_b") == []


def test_passages_come_in_the_order_of_the_text(ledger: Ledger) -> None:
    version = samples.version()
    with ledger.write() as unit:
        unit.sources.add_passages([samples.passage(version, n) for n in (2, 1, 0)])
    with ledger.read() as unit:
        assert [each.ordinal for each in unit.sources.passages(version.id)] == [0, 1, 2]


# Tasks and drafts -----------------------------------------------------------------------------


def test_a_task_is_kept_as_it_stands_when_it_is_added_again(ledger: Ledger) -> None:
    version = samples.version()
    passage = samples.passage(version)
    task = PassageTask(passage_id=passage.id, deck_id="dck_a", drafter="rules/1")
    other = task.model_copy(update={"drafter": "rules/2"})
    done = task.model_copy(update={"state": TaskState.DONE, "skipped": ((0, "a heading"),)})
    with ledger.write() as unit:
        unit.tasks.add([task])
        unit.tasks.save(done)
        unit.tasks.add([task, other])
    with ledger.read() as unit:
        assert unit.tasks.for_version("dck_a", version.id) == [done, other]
        assert unit.tasks.pending() == unit.tasks.pending("dck_a") == [other]
        assert unit.tasks.pending("dck_b") == []
        counts = unit.tasks.counts("dck_a", "rules/1")
        assert counts == {TaskState.PENDING: 0, TaskState.DONE: 1, TaskState.FAILED: 0}
    with ledger.write() as unit:
        failed = other.model_copy(update={"state": TaskState.FAILED, "reason": "no"})
        unit.tasks.save(failed)
        assert unit.tasks.failed("dck_a") == [failed]
        assert unit.tasks.failed("dck_b") == []


def test_drafts_count_once_and_come_back_with_their_citations(ledger: Ledger) -> None:
    version = samples.version()
    drafts = [
        samples.draft(number, version, (version.cite(2, 14), version.cite(0, 1)), position=number)
        for number in (2, 1)
    ]
    with ledger.write() as unit:
        assert unit.drafts.add(drafts) == 2
        assert unit.drafts.add([*drafts, samples.draft(3)]) == 1
        assert unit.drafts.add([drafts[0].model_copy(update={"position": 9})]) == 0
    with ledger.read() as unit:
        assert unit.drafts.list() == [drafts[1], drafts[0], samples.draft(3)]
        assert unit.drafts.list(version_id=version.id) == [drafts[1], drafts[0]]
        assert unit.drafts.list("dck_b") == []
        assert unit.drafts.list("dck_a", DraftState.ACCEPTED) == []
        assert unit.drafts.get("drf_00002") == drafts[0]


def test_drafts_run_as_the_lectures_were_read_then_by_place(ledger: Ledger) -> None:
    early = samples.version("src_b", "Early.\n", NOW - timedelta(days=1))
    late = samples.version()
    with ledger.write() as unit:
        unit.sources.add(Source(id="src_b", course_id="crs_a", name="early.md"))
        unit.sources.add_version(early)
        unit.sources.add_passages([samples.passage(early)])
        unit.drafts.add(
            [
                samples.draft(1),  # of no source
                samples.draft(2, late, position=0),
                samples.draft(3, early, position=8),
                samples.draft(4, early, position=8),
                samples.draft(5, None, (early.cite(0, 5),), position=1),
            ]
        )
    with ledger.read() as unit:
        assert [int(each.id[4:]) for each in unit.drafts.list()] == [5, 3, 4, 2, 1]


def test_saving_a_draft_never_changes_what_was_proposed(ledger: Ledger) -> None:
    version = samples.version()
    draft = samples.draft(1, version, (version.cite(2, 14),))
    words = draft.content.model_copy(update={"question": "Edited?"})
    edited: Draft = draft.model_copy(
        update={
            "proposed": words,
            "content": words,
            "state": DraftState.ACCEPTED,
            "findings": (Finding(rule="C1", gate=Gate.BLOCK, reason="no"),),
            "citations": (version.cite(0, 1),),
            "card_id": "crd_00001",
        }
    )
    with ledger.write() as unit:
        unit.drafts.add([draft])
        unit.drafts.save(edited)
    with ledger.read() as unit:
        assert unit.drafts.get(draft.id) == edited.model_copy(update={"proposed": draft.proposed})


def test_decisions_keep_their_order_and_undone_ones_do_not_stand(ledger: Ledger) -> None:
    with ledger.write() as unit:
        unit.drafts.add([samples.draft(1), samples.draft(2)])
        first = decision(9, "drf_00001")
        second = decision(8, "drf_00001", by="per_b", after=samples.card_content())
        third = decision(7, "drf_00002", action=Action.REJECT, reason="wrong")
        for each in (first, second, third):
            unit.drafts.add_decision(each)
        assert unit.drafts.last_standing_draft() == "drf_00002"
        undo = decision(6, "drf_00002", action=Action.UNDO, undoes="dec_7")
        unit.drafts.add_decision(undo)
    with ledger.read() as unit:
        kept = unit.drafts.decisions("drf_00001")
        assert [each.id for each in kept] == ["dec_9", "dec_8"]
        assert kept[0] == first
        assert unit.drafts.last_decision() == undo
        assert unit.drafts.last_decision(by="per_b") == kept[1]
        deck_id = unit.drafts.get("drf_00001").deck_id
        whole = unit.drafts.decisions_in(deck_id)
        assert [each.id for each in whole] == ["dec_9", "dec_8", "dec_7", "dec_6"]
        assert unit.drafts.decisions_in("dck_none") == []
        assert unit.drafts.last_decision(by="per_c") is None
        assert unit.drafts.last_standing_draft() == "drf_00001"


def test_analogies_move_with_their_draft_to_the_card(ledger: Ledger) -> None:
    analogy = Analogy(
        id="ana_a",
        subject_id="drf_00001",
        content=AnalogyContent(text="Like a zip file.", roles=(("zip", "code"),)),
        origin=AnalogyOrigin.BANK,
        created_at=NOW,
    )
    with ledger.write() as unit:
        unit.analogies.add([analogy, analogy])
        unit.analogies.move("drf_00001", "crd_00001")
    with ledger.write() as unit:
        moved = analogy.model_copy(update={"subject_id": "crd_00001"})
        assert unit.analogies.of("drf_00001") == []
        assert unit.analogies.of("crd_00001") == [moved]
        unit.cards.add(samples.card(1))
        assert unit.analogies.in_deck(samples.card(1).deck_id) == [moved]
        assert unit.analogies.in_deck("dck_none") == []
        unit.analogies.save(moved.model_copy(update={"state": AnalogyState.REJECTED}))
        assert unit.analogies.get("ana_a").state is AnalogyState.REJECTED


# Cards ----------------------------------------------------------------------------------------


def test_a_further_version_becomes_current_and_the_first_stays(ledger: Ledger) -> None:
    card = put_card(ledger)
    second = samples.card_version(card.id, 2, (samples.version().cite(0, 1),))
    with ledger.write() as unit:
        unit.cards.add_version(second)
    with ledger.read() as unit:
        assert unit.cards.get(card.id).version == second
        assert unit.cards.versions(card.id) == [card.version, second]
        assert unit.cards.version(card.version.id) == card.version
    with pytest.raises(Stale), ledger.write() as unit:
        unit.cards.add_version(second.model_copy(update={"id": "cdv_clash"}))


def test_cards_come_by_position_and_withdrawn_ones_only_when_asked_for(ledger: Ledger) -> None:
    cards = [put_card(ledger, number, 9 - number) for number in (1, 2, 3)]
    with ledger.write() as unit:
        unit.cards.set_state(cards[1].id, CardState.WITHDRAWN)
        assert unit.cards.next_position("dck_a") == 9
        assert unit.cards.next_position("dck_b") == 0
    with ledger.read() as unit:
        assert unit.cards.list("dck_a") == [cards[2], cards[0]]
        assert unit.cards.ids("dck_a") == [cards[2].id, cards[0].id]
        every = unit.cards.list("dck_a", state=None)
        assert [each.id for each in every] == [cards[2].id, cards[1].id, cards[0].id]
        assert unit.cards.list("dck_a", CardState.WITHDRAWN) == [every[1]]


def test_a_range_knows_the_live_cards_whose_current_words_it_holds(ledger: Ledger) -> None:
    card = put_card(ledger)  # cites [2, 14)
    version_id = samples.version().id
    with ledger.write() as unit:
        assert unit.cards.citing(version_id, 13, 20) == [card.id]
        assert unit.cards.citing(version_id, 0, 3) == [card.id]
        assert unit.cards.citing(version_id, 14, 20) == []
        assert unit.cards.citing(version_id, 0, 2) == []
        assert unit.cards.citing("ver_other", 0, 20) == []
        assert [owner for owner, _ in unit.citations()] == [card.version.id]
        unit.cards.add_version(samples.card_version(card.id, 2))
        assert unit.cards.citing(version_id, 2, 14) == []


# Answers, grades, claims ----------------------------------------------------------------------


def test_one_request_makes_one_answer(ledger: Ledger) -> None:
    put_card(ledger)
    answer = samples.answer()
    with ledger.write() as unit:
        unit.answers.add(answer)
    with ledger.read() as unit:
        assert unit.answers.by_request("per_a", "request 1") == answer
        assert unit.answers.by_request("per_a", "request 2") is None
        assert unit.answers.list(learner_id="per_a") == [answer]
        assert unit.answers.list(card_id="crd_other") == []
    with pytest.raises(Stale), ledger.write() as unit:
        unit.answers.add(answer.model_copy(update={"id": "ans_other"}))


def test_erased_words_are_gone_and_the_answer_stays(ledger: Ledger) -> None:
    put_card(ledger)
    with ledger.write() as unit:
        unit.answers.add(samples.answer())
    for _ in range(2):
        with ledger.write() as unit:
            unit.answers.erase_text("ans_1")
    with ledger.read() as unit:
        assert unit.answers.get("ans_1") == samples.answer(text=None)


def test_grades_keep_their_order_and_the_newest_counts(ledger: Ledger) -> None:
    put_card(ledger)
    first = samples.grade(2)
    second = samples.grade(1).model_copy(
        update={"by": "per_a", "why": "it is right", "supersedes": first.id}
    )
    with ledger.write() as unit:
        unit.answers.add(samples.answer())
        assert unit.grades.current("ans_1") is None
        unit.grades.add(first)
        unit.grades.add(second)
    with ledger.read() as unit:
        assert unit.grades.of("ans_1") == [first, second]
        assert unit.grades.current("ans_1") == second
        assert unit.grades.get(first.id) == first


def test_claims_are_settled(ledger: Ledger) -> None:
    put_card(ledger)
    claim = Claim(id="clm_a", answer_id="ans_1", learner_id="per_a", sentence="I was.", at=NOW)
    with ledger.write() as unit:
        unit.answers.add(samples.answer())
        unit.claims.add(claim)
        assert unit.claims.list(ClaimState.OPEN) == [claim]
        upheld = claim.model_copy(update={"state": ClaimState.UPHELD})
        unit.claims.save(upheld)
    with ledger.read() as unit:
        assert unit.claims.list(state=ClaimState.OPEN) == []
        assert unit.claims.list() == unit.claims.of_answer("ans_1") == [upheld]
        assert unit.claims.get("clm_a") == upheld


def test_rulings_labels_and_standards_are_kept_and_the_newest_counts(ledger: Ledger) -> None:
    card = put_card(ledger)
    ruling, label, standard = samples.ruling(card), samples.label(), samples.standard()
    again = label.model_copy(update={"id": "lbl_2", "mark": Mark.WRONG})
    strict = standard.model_copy(update={"id": "std_2", "cut": 0.7})
    with ledger.write() as unit:
        assert unit.standards.current("dck_a") is None
        unit.answers.add(samples.answer())
        unit.rulings.add(ruling)
        for each in (label, again):
            unit.labels.add(each)
        for one in (standard, strict):
            unit.standards.add(one)
    with ledger.read() as unit:
        assert unit.rulings.find(ruling.id) == ruling
        assert unit.rulings.find("rul_x") is None
        assert unit.rulings.many([ruling.id, "rul_x"]) == {ruling.id: ruling}
        assert unit.rulings.of_card(card.id) == unit.rulings.of_deck("dck_a") == [ruling]
        assert unit.labels.of_deck("dck_a") == unit.labels.of_deck("dck_a", "per_a") == [again]
        assert unit.labels.of_deck("dck_a", "per_x") == unit.labels.of_deck("dck_x") == []
        assert unit.standards.current("dck_a") == strict
        assert unit.standards.of("dck_a") == [standard, strict]


def test_a_notice_waits_until_its_learner_has_seen_it(ledger: Ledger) -> None:
    card = put_card(ledger)
    notice = Notice(id="ntc_1", learner_id="per_a", card_id=card.id, sentence="Upheld.", at=NOW)
    for _ in range(2):
        with ledger.write() as unit:
            unit.notices.add([notice])
    with ledger.write() as unit:
        assert unit.notices.waiting("per_a") == [notice]
        assert unit.notices.waiting("per_x") == []
        assert unit.notices.seen("per_x", ["ntc_1"], NOW) == 0
        assert unit.notices.seen("per_a", ["ntc_1"], NOW) == 1
        assert unit.notices.seen("per_a", ["ntc_1"], NOW) == 0
    with ledger.read() as unit:
        assert unit.notices.waiting("per_a") == []


def test_what_concerns_a_card_is_found_at_once(ledger: Ledger) -> None:
    card = put_card(ledger)
    claim = Claim(id="clm_a", answer_id="ans_1", learner_id="per_a", at=NOW)
    first = samples.grade(2)
    with ledger.write() as unit:
        unit.answers.add(samples.answer())
        unit.grades.add(first)
        unit.grades.add(samples.grade(1).model_copy(update={"supersedes": first.id}))
        unit.claims.add(claim)
        unit.reviews.append(samples.review(1, card), samples.state())
    with ledger.read() as unit:
        assert unit.grades.of_card(card.id) == {"ans_1": unit.grades.current("ans_1")}
        assert unit.claims.of_card(card.id) == unit.claims.of_deck("dck_a") == [claim]
        assert unit.reviews.logs(card.id) == {"per_a": [samples.review(1, card)]}
        assert unit.grades.of_card("x") == {}
        assert unit.reviews.logs("x") == {}
        assert unit.claims.of_card("x") == unit.claims.of_deck("x") == []


# Reviews --------------------------------------------------------------------------------------


def test_log_and_state_move_together_and_a_taken_sequence_is_stale(ledger: Ledger) -> None:
    card = put_card(ledger)
    with ledger.write() as unit:
        assert unit.reviews.token("per_a", card.id) == "0"
        unit.reviews.append(samples.review(1, card), samples.state())
    rival = samples.review(1, card).model_copy(update={"id": "rev_rival"})
    later = samples.state(NOW + timedelta(days=9))
    with pytest.raises(Stale, match="elsewhere"), ledger.write() as unit:
        unit.reviews.append(rival, later)
    with ledger.read() as unit:
        assert unit.reviews.token("per_a", card.id) == "1"
        assert unit.reviews.state("per_a", card.id) == samples.state()
        assert unit.reviews.log("per_a", card.id) == [samples.review(1, card)]
        assert unit.reviews.pairs() == [("per_a", card.id)]


def test_a_state_can_be_put_and_taken_away_after_a_replay(ledger: Ledger) -> None:
    card = put_card(ledger)
    with ledger.write() as unit:
        unit.reviews.set_state("per_a", card.id, samples.state())
        assert unit.reviews.states("per_a", "dck_a") == {card.id: samples.state()}
        unit.reviews.set_state("per_a", card.id, None)
        assert unit.reviews.state("per_a", card.id) is None


def test_due_cards_come_longest_waiting_first_whatever_the_zone_asked_in(ledger: Ledger) -> None:
    cards = [put_card(ledger, number) for number in (1, 2, 3, 4)]
    waits = [timedelta(hours=-1), timedelta(0), timedelta(microseconds=1), timedelta(hours=-9)]
    with ledger.write() as unit:
        for card, wait in zip(cards, waits, strict=True):
            unit.reviews.set_state("per_a", card.id, samples.state(NOW + wait))
        unit.cards.set_state(cards[3].id, CardState.WITHDRAWN)
    zone = timezone(timedelta(hours=-11))
    with ledger.read() as unit:
        due = unit.reviews.due("per_a", "dck_a", NOW.astimezone(zone))
        assert [card_id for card_id, _ in due] == [cards[0].id, cards[1].id]
        assert due[1][1].due == NOW
        assert due[1][1].due.tzinfo is UTC
        assert unit.reviews.due("per_b", "dck_a", NOW) == []


def test_the_newest_review_that_no_undo_took_out_stands(ledger: Ledger) -> None:
    one, two = put_card(ledger, 1), put_card(ledger, 2)
    first = samples.review(1, one, NOW)
    second = samples.review(1, two, NOW + timedelta(minutes=1))
    undo = samples.review(2, two, NOW + timedelta(minutes=2), undoes=second.id)
    with ledger.write() as unit:
        assert unit.reviews.newest_standing("per_a") is None
        unit.reviews.append(first, samples.state())
        unit.reviews.append(second, samples.state())
        assert unit.reviews.newest_standing("per_a") == second
        unit.reviews.append(undo, None)
    with ledger.read() as unit:
        assert unit.reviews.newest_standing("per_a") == first
        assert unit.reviews.since("per_a", second.at) == [second, undo]
        assert unit.reviews.entry(undo.id) == undo


# Sittings and marks ---------------------------------------------------------------------------


def sitting(number: int = 1, **further: object) -> StudySession:
    fields = {"id": f"ses_{number}", "learner_id": "per_a", "deck_id": "dck_a", "mode": "learn"}
    moments = {"begun_at": NOW, "touched_at": NOW}
    return StudySession.model_validate({**fields, "state": {"round": 1}, **moments, **further})


def test_a_sitting_is_found_where_it_was_left_until_it_ends(ledger: Ledger) -> None:
    later = NOW + timedelta(hours=1)
    with ledger.write() as unit:
        assert unit.sessions.open_one("per_a", "dck_a", Mode.LEARN) is None
        unit.sessions.add(sitting(1))
        unit.sessions.add(sitting(2, touched_at=later, mode="test"))
    with ledger.write() as unit:
        assert unit.sessions.open_one("per_a", "dck_a", Mode.LEARN) == sitting(1)
        result = SessionResult(credit=1, out_of=2)
        ended = sitting(1, turn=1, ended_at=later, result=result, state={"round": 2})
        unit.sessions.save(ended)
    with ledger.read() as unit:
        assert unit.sessions.open_one("per_a", "dck_a", Mode.LEARN) is None
        assert unit.sessions.get("ses_1") == ended
        assert [each.id for each in unit.sessions.list("dck_a")] == ["ses_1", "ses_2"]
        assert unit.sessions.list("dck_a", "per_b") == unit.sessions.list("dck_b") == []
        with pytest.raises(NotFound):
            unit.sessions.get("ses_9")


def test_of_two_turns_made_at_once_one_is_stale(ledger: Ledger) -> None:
    with ledger.write() as unit:
        unit.sessions.add(sitting(1))
        unit.sessions.save(sitting(1, turn=1, request_key="first"))
    for turn in (1, 3):
        with pytest.raises(Stale, match="elsewhere"), ledger.write() as unit:
            unit.sessions.save(sitting(1, turn=turn, request_key="second"))
    with ledger.read() as unit:
        assert unit.sessions.get("ses_1").request_key == "first"


def test_a_mark_takes_the_place_of_the_earlier_one(ledger: Ledger) -> None:
    card = put_card(ledger)
    empty = CardMark(learner_id="per_a", card_id=card.id)
    mark = empty.model_copy(update={"starred": True, "known": Known.MATCHED, "buried_until": NOW})
    with ledger.write() as unit:
        assert unit.marks.get("per_a", card.id) == empty
        unit.marks.put(mark)
        unit.marks.put(mark.model_copy(update={"suspended": True}))
    with ledger.read() as unit:
        found = unit.marks.get("per_a", card.id)
        assert found == mark.model_copy(update={"suspended": True})
        assert unit.marks.of_deck("per_a", "dck_a") == {card.id: found}
        assert unit.marks.of_deck("per_b", "dck_a") == {}


def test_a_deck_keeps_its_examination_day(ledger: Ledger) -> None:
    with ledger.write() as unit:
        deck = unit.decks.get("dck_a").model_copy(update={"exam_on": date(2028, 2, 29)})
        unit.decks.save(deck)
    with ledger.read() as unit:
        assert unit.decks.get("dck_a").exam_on == date(2028, 2, 29)


# Vectors, index, facts ------------------------------------------------------------------------


def test_vectors_are_kept_by_embedder_and_text(ledger: Ledger) -> None:
    vectors = {f"hash {n}": np.array([n, 0.1], dtype=np.float32) for n in range(1200)}
    with ledger.write() as unit:
        unit.vectors.put("mini/1", vectors)
        unit.vectors.put("mini/1", {"hash 7": np.array([8, 8], dtype=np.float32)})
    with ledger.read() as unit:
        found = unit.vectors.get("mini/1", [*vectors, "unknown"])
        assert set(found) == set(vectors)
        assert found["hash 7"].tolist() == [8, 8]
        assert found["hash 9"].tobytes() == vectors["hash 9"].tobytes()
        assert unit.vectors.get("mini/2", list(vectors)) == {}
        assert unit.vectors.count("mini/1") == 1200


def test_what_the_index_should_hold_is_queued_in_order(ledger: Ledger) -> None:
    one = IndexRow("crd_1", "crs_a", "dck_a", "card", "words", "hash")
    two = IndexRow("psg_1", "crs_a", "dck_b", "passage", "words", "hash")
    with ledger.write() as unit:
        unit.index.put([one, two])
        unit.index.drop(["crd_1"])
    with ledger.write() as unit:
        queue = unit.index.queue(10)
        acts = [(item.entry_id, item.action) for item in queue]
        assert acts == [("crd_1", "upsert"), ("psg_1", "upsert"), ("crd_1", "remove")]
        assert unit.index.rows() == unit.index.get(["psg_1", "crd_1"]) == [two]
        assert unit.index.rows(deck_id="dck_a") == unit.index.rows(kind="card") == []
        assert unit.index.rows("crs_a", "dck_b", "passage") == [two]
        unit.index.settle([item.seq for item in unit.index.queue(2)])
        assert unit.index.queue_length() == 1
        assert unit.index.queue(10) == [queue[2]]


def test_a_ruling_is_taken_back_once(ledger: Ledger) -> None:
    card = put_card(ledger)
    ruling, reversal = samples.ruling(card), samples.reversal()
    with ledger.write() as unit:
        unit.rulings.add(ruling)
        assert unit.rulings.reversals([ruling.id]) == {}
        unit.rulings.reverse(reversal)
    with ledger.read() as unit:
        assert unit.rulings.reversals([ruling.id, "rul_x"]) == {ruling.id: reversal}
    with pytest.raises(Stale), ledger.write() as unit:
        unit.rulings.reverse(reversal.model_copy(update={"id": "rvs_2"}))


def test_a_tried_grade_is_the_newest_of_its_answer_and_is_erased_with_its_words(
    ledger: Ledger,
) -> None:
    card, grade = put_card(ledger), samples.grade()
    newer = grade.model_copy(update={"id": "grd_2", "why": "again"})
    with ledger.write() as unit:
        unit.answers.add(samples.answer())
        unit.trials.put([grade])
        unit.trials.put([newer])
        assert unit.trials.of_card(card.id) == {newer.answer_id: newer}
        assert unit.trials.of_card("crd_x") == {}
        unit.trials.drop([newer.answer_id])
        assert unit.trials.of_card(card.id) == {}
        unit.trials.put([grade])
        assert unit.answers.with_words([grade.answer_id, "ans_x"]) == {grade.answer_id}
        unit.answers.erase_text(grade.answer_id)
        assert unit.answers.with_words([grade.answer_id]) == set()
    with ledger.read() as unit:
        assert unit.trials.of_card(card.id) == {}


def test_a_fact_is_replaced(ledger: Ledger) -> None:
    with ledger.write() as unit:
        unit.facts.put("version", "1")
        unit.facts.put("version", "2")
        assert unit.facts.get("version") == "2"


# History --------------------------------------------------------------------------------------


def fill_history(ledger: Ledger) -> None:
    card = put_card(ledger)
    with ledger.write() as unit:
        unit.drafts.add([samples.draft(1)])
        unit.drafts.add_decision(decision(1, "drf_00001"))
        unit.answers.add(samples.answer())
        unit.grades.add(samples.grade())
        unit.reviews.append(samples.review(1, card), samples.state())
        unit.rulings.add(samples.ruling(card))
        unit.rulings.reverse(samples.reversal())
        unit.labels.add(samples.label())
        unit.standards.add(samples.standard())


@pytest.mark.parametrize("table", [table.name for table in APPEND_ONLY])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_database_itself_refuses_to_change_history(
    ledger: Ledger, url: str, table: str, act: str
) -> None:
    fill_history(ledger)
    column = "quote" if table == "card_citations" else "id"
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            count = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            assert count == 1
            with pytest.raises(Exception, match="append-only"):
                connection.execute(text(act.format(table, column, column)))
    finally:
        engine.dispose()


def test_history_read_back_is_aware_and_in_utc(ledger: Ledger) -> None:
    fill_history(ledger)
    with ledger.read() as unit:
        entry = unit.reviews.log("per_a", "crd_00001")[0]
        assert entry.at == datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
        assert entry.at.tzinfo is UTC
