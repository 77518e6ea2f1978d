"""Test: an even split, each card once, nothing told until it is handed in, marks and totals."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.errors import WrongTransition, WrongUsage
from study.examination import LONGEST, Examination, begun
from study.items import Item
from study.paper import BLOCK, Block, Choice, Kind, Settings, TrueFalse, Written, shares, weight
from tests.study_samples import dice, items, never, others


def made(
    cards: int = 30,
    questions: int = 20,
    kinds: tuple[Kind, ...] = tuple(Kind),
    seed: int = 1,
    pool: list[Item] | None = None,
) -> Examination:
    pool = items(cards) if pool is None else pool
    wanted = Settings(questions=questions, kinds=kinds)
    return begun(pool, wanted, dice(seed), others(pool), never)


def of_kind(sitting: Examination, kind: Kind) -> list[int]:
    return [n for n, each in enumerate(sitting.paper.questions) if each.kind is kind]


def right_responses(sitting: Examination) -> Examination:
    for number, question in enumerate(sitting.paper.questions):
        if isinstance(question, TrueFalse):
            sitting = sitting.answered(number, question.truth)
        elif isinstance(question, Choice | Block):
            sitting = sitting.answered(number, question.right)
        else:
            sitting = sitting.answered(number, question.item.answer)
    return sitting


def graded(sitting: Examination, credit: float | None = 1.0) -> Examination:
    for number in sitting.to_grade:
        sitting = sitting.marked(number, credit, f"ans_{number}")
    return sitting


@pytest.mark.parametrize(
    ("questions", "split"), [(20, [5, 5, 5, 5]), (22, [6, 6, 5, 5]), (3, [1, 1, 1, 0])]
)
def test_questions_are_split_evenly(questions: int, split: list[int]) -> None:
    assert list(shares(questions, tuple(Kind)).values()) == split


def test_a_test_has_its_number_of_questions_of_every_type_and_every_card_once() -> None:
    paper = made().paper
    counts: Counter[Kind] = Counter()
    for question in paper.questions:
        counts[question.kind] += weight(question)
    assert counts == dict.fromkeys(Kind, 5)
    assert paper.points == 20
    assert paper.notes == ()
    cards = [
        item.card_id
        for each in paper.questions
        for item in (each.items if isinstance(each, Block) else (each.item,))
    ]
    assert len(cards) == len(set(cards)) == 20
    assert made().paper == paper
    assert made(seed=2).paper != paper


def test_matching_comes_in_blocks_of_at_most_ten_of_even_size() -> None:
    sitting = made(40, 24, (Kind.MATCHING,))
    sizes = [weight(each) for each in sitting.paper.questions]
    assert sizes == [8, 8, 8]
    assert max(weight(each) for each in made(40, 23, (Kind.MATCHING,)).paper.questions) <= BLOCK
    for block in sitting.paper.questions:
        assert isinstance(block, Block)
        assert [block.answers[place] for place in block.right] == [
            item.answer for item in block.items
        ]


def test_true_or_false_and_matching_show_the_label_and_never_the_whole_question() -> None:
    for question in made().paper.questions:
        if isinstance(question, TrueFalse):
            assert question.item.term == question.item.label
            assert (question.statement == question.item.answer) == question.truth


def test_a_deck_without_near_misses_is_asked_another_way_and_the_paper_says_so() -> None:
    sitting = made(cards=1, questions=4, kinds=(Kind.CHOICE, Kind.TRUE_FALSE))
    assert [each.kind for each in sitting.paper.questions] == [Kind.WRITTEN]
    assert any("only be asked as written" in note for note in sitting.paper.notes)
    assert any("has 1 cards" in note for note in sitting.paper.notes)
    with pytest.raises(WrongUsage, match="no cards"):
        made(cards=0)


def test_cards_that_cannot_be_told_apart_are_never_in_one_block() -> None:
    pool = [
        each.model_copy(update={"answer": "the same answer"}) if n < 6 else each
        for n, each in enumerate(items(9))
    ]
    sitting = made(questions=9, kinds=(Kind.MATCHING,), pool=pool)
    for question in sitting.paper.questions:
        if isinstance(question, Block):
            assert len(set(question.answers)) == len(question.answers)
    assert any("told apart" in note for note in sitting.paper.notes)


def test_nothing_is_told_before_it_is_handed_in_and_graded() -> None:
    sitting = right_responses(made())
    for early in (sitting, sitting.handed()):
        assert not early.finished
        with pytest.raises(WrongTransition):
            _ = early.total
        with pytest.raises(WrongTransition):
            _ = early.by_kind
    assert sitting.marks == ()
    assert sitting.to_grade == ()


def test_answers_can_be_changed_until_it_is_handed_in_and_not_after() -> None:
    sitting = made(kinds=(Kind.TRUE_FALSE,))
    question = sitting.paper.questions[0]
    assert isinstance(question, TrueFalse)
    sitting = sitting.answered(0, not question.truth).answered(0, question.truth)
    handed = sitting.handed()
    assert handed.marks[0].credit == 1.0
    assert handed.handed() == handed
    with pytest.raises(WrongTransition):
        handed.answered(0, True)
    assert sitting.answered(0, None).responses == {}


def test_all_right_is_the_full_total_in_every_type_and_all_blank_is_nothing() -> None:
    full = graded(right_responses(made()).handed())
    assert (full.total.credit, full.total.out_of, full.total.share) == (20, 20, 1.0)
    assert {kind: total.share for kind, total in full.by_kind.items()} == dict.fromkeys(Kind, 1.0)
    blank = made().handed()
    assert blank.finished
    assert (blank.total.credit, blank.total.out_of) == (0, 20)
    assert all(mark.answer_id is None for mark in blank.marks)


def test_each_pair_of_a_block_is_marked_by_itself() -> None:
    sitting = made(8, 4, (Kind.MATCHING,))
    (block,) = sitting.paper.questions
    assert isinstance(block, Block)
    first, second, *rest = block.right
    total = sitting.answered(0, (second, first, *rest)).handed().total
    assert (total.credit, total.out_of) == (2, 4)
    assert sitting.answered(0, (first, None, None, None)).handed().total.credit == 1


def test_what_a_grader_cannot_tell_is_left_out_of_the_total_and_said() -> None:
    sitting = right_responses(made(kinds=(Kind.WRITTEN, Kind.CHOICE), questions=4)).handed()
    first, second = sitting.to_grade
    sitting = sitting.marked(first, 0.5, "ans_a").marked(second, None, "ans_b")
    assert (sitting.total.credit, sitting.total.out_of, sitting.total.unmarked) == (2.5, 3, 1)
    settled = sitting.marked(second, 1.0, "ans_b")
    assert (settled.total.credit, settled.total.unmarked) == (3.5, 0)
    only = right_responses(made(kinds=(Kind.WRITTEN,), questions=1)).handed()
    assert only.marked(0, None, "a").total.share is None


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        (Kind.TRUE_FALSE, 1),
        (Kind.TRUE_FALSE, "true"),
        (Kind.CHOICE, 4),
        (Kind.CHOICE, -1),
        (Kind.CHOICE, True),
        (Kind.CHOICE, "a"),
        (Kind.MATCHING, (0,)),
        (Kind.MATCHING, (0, 0, 1, 2)),
        (Kind.MATCHING, (0, 9, 1, 2)),
        (Kind.MATCHING, 3),
        (Kind.WRITTEN, 3),
        (Kind.WRITTEN, True),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_refused(kind: Kind, response: object) -> None:
    sitting = made(8, 4, (kind,))
    with pytest.raises(WrongUsage, match="no answer"):
        sitting.answered(0, response)  # type: ignore[arg-type]
    with pytest.raises(WrongUsage, match="no question"):
        sitting.answered(99, True)


def test_a_written_answer_has_a_length_it_may_not_exceed() -> None:
    sitting = made(4, 1, (Kind.WRITTEN,))
    assert sitting.answered(0, "a" * LONGEST).responses
    with pytest.raises(WrongUsage, match="at most"):
        sitting.answered(0, "a" * (LONGEST + 1))


def test_only_written_answers_are_graded_and_only_after_handing_in() -> None:
    sitting = right_responses(made(8, 2, (Kind.WRITTEN, Kind.CHOICE)))
    (written,), (choice,) = of_kind(sitting, Kind.WRITTEN), of_kind(sitting, Kind.CHOICE)
    with pytest.raises(WrongTransition):
        sitting.marked(written, 1.0, "a")
    with pytest.raises(WrongTransition):
        sitting.handed().marked(choice, 1.0, "a")


def test_a_new_test_from_the_same_settings_has_other_questions() -> None:
    sitting = made(40, 10)
    pool = items(40)
    again = sitting.again(pool, dice(9), others(pool), never)
    assert again.paper.settings == sitting.paper.settings
    assert again.paper.questions != sitting.paper.questions
    assert again.responses == {}


@settings(max_examples=50)
@given(
    st.integers(1, 25),
    st.integers(1, 30),
    st.lists(st.sampled_from(Kind), min_size=1, max_size=4, unique=True),
    st.integers(0, 99),
    st.data(),
)
def test_any_test_has_as_many_questions_as_there_are_cards_for_and_resumes_from_json(
    cards: int, questions: int, kinds: list[Kind], seed: int, data: st.DataObject
) -> None:
    sitting = made(cards, questions, tuple(kinds), seed)
    assert sitting.paper.points == min(cards, questions)
    sitting = right_responses(sitting)
    for number in range(len(sitting.paper.questions)):
        if data.draw(st.booleans()):
            sitting = sitting.answered(number, None)
    assert Examination.model_validate_json(sitting.model_dump_json()) == sitting
    handed = graded(sitting.handed())
    assert Examination.model_validate_json(handed.model_dump_json()) == handed
    total = handed.total
    assert total.out_of == min(cards, questions)
    assert total.credit == sum(each.credit for each in handed.by_kind.values())
    blank = sum(
        weight(each) for n, each in enumerate(sitting.paper.questions) if n not in sitting.responses
    )
    assert total.credit == total.out_of - blank
    assert isinstance(handed.paper.questions[0], TrueFalse | Choice | Block | Written)


def test_how_sure_one_is_belongs_to_a_written_answer_and_goes_with_it() -> None:
    test = made(kinds=(Kind.WRITTEN, Kind.TRUE_FALSE))
    written, other = of_kind(test, Kind.WRITTEN)[0], of_kind(test, Kind.TRUE_FALSE)[0]
    said = test.answered(written, "words", 0.9)
    assert said.sure == {written: 0.9}
    assert said.answered(written, "other words").sure == {}
    assert said.answered(written, None).sure == {}
    for number, response, sure in [(other, True, 0.9), (written, None, 0.9), (written, "w", 1.5)]:
        with pytest.raises(WrongUsage):
            test.answered(number, response, sure)


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "half \ud800", "\udfff"])
def test_what_no_database_keeps_is_no_answer(text: str) -> None:
    with pytest.raises(WrongUsage, match="NUL"):
        made(kinds=(Kind.WRITTEN,)).answered(0, text)
