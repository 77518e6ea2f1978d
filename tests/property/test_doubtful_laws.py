"""When a class's answers speak against a card: small numbers say little, one student nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from study.doubtful import FEWEST, Heard, Sign, doubtful, wilson

HEARD = st.builds(
    Heard,
    learner_id=st.sampled_from([f"per_{n}" for n in range(12)]),
    card_id=st.sampled_from([f"crd_{n}" for n in range(7)]),
    right=st.none() | st.booleans(),
    claimed=st.booleans(),
    judged=st.none() | st.booleans(),
    words=st.sampled_from(["", "it makes energy", "makes energy", "a wall", "no idea", "sugar"]),
)
CLASSES = st.lists(HEARD, max_size=120)


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_bound_lies_below_the_share_and_grows_with_the_count(count: int, of: int) -> None:
    count = min(count, of)
    assert 0 <= wilson(count, of) <= count / of
    if count < of:
        assert wilson(count, of) < wilson(count + 1, of)
    assert wilson(count, of) <= wilson(2 * count, 2 * of) + 1e-12


@given(CLASSES)
def test_no_card_is_doubted_by_fewer_than_the_fewest_students(heard: list[Heard]) -> None:
    few = [each for each in heard if int(each.learner_id[4:]) < FEWEST - 1]
    assert doubtful(few) == []


@given(CLASSES)
def test_every_sign_counts_students_and_rests_on_its_bound(heard: list[Heard]) -> None:
    for doubt in doubtful(heard):
        students = {each.learner_id for each in heard if each.card_id == doubt.card_id}
        for sign in doubt.evidence:
            assert FEWEST <= sign.of <= len(students)
            assert sign.bound == wilson(sign.count, sign.of)


@given(CLASSES)
def test_students_who_repeat_themselves_count_no_more(heard: list[Heard]) -> None:
    assert doubtful(heard * 3) == doubtful(heard)


@given(CLASSES)
def test_a_card_that_all_have_right_unasked_is_not_in_doubt(heard: list[Heard]) -> None:
    sound = [
        Heard(each.learner_id, each.card_id, right=True, words=each.words)
        if each.card_id == "crd_0"
        else each
        for each in heard
    ]
    assert "crd_0" not in {each.card_id for each in doubtful(sound)}


def of_class(card: str, right: bool, *, words: str = "", claimed: bool = False) -> list[Heard]:
    """Ten students with six sound cards, and their answer to one more."""
    rest = [Heard(f"per_{n}", f"crd_rest{k}", right=True) for n in range(10) for k in range(6)]
    return rest + [
        Heard(f"per_{n}", card, right=right, words=words.format(n), claimed=claimed)
        for n in range(10)
    ]


def signs(heard: list[Heard], card: str = "crd_a") -> set[Sign]:
    return {sign.sign for each in doubtful(heard) if each.card_id == card for sign in each.evidence}


def test_each_sign_is_seen_by_itself() -> None:
    assert signs(of_class("crd_a", right=False)) == {Sign.MISSED}
    assert Sign.CLAIMED in signs(of_class("crd_a", right=False, claimed=True))
    assert Sign.SCATTERED in signs(of_class("crd_a", right=False, words="word{0} thing{0}"))
    assert Sign.SCATTERED not in signs(of_class("crd_a", right=False, words="the same thing"))
    judged = [Heard(f"per_{n}", "crd_a", right=True, judged=n > 4) for n in range(10)]
    assert signs(judged) == {Sign.OVERRULED}


def test_a_hard_card_that_the_weak_miss_is_the_students_fault() -> None:
    able, weak = range(10), range(10, 20)
    heard = [
        Heard(f"per_{n}", f"crd_{k}", right=n in able) for n in (*able, *weak) for k in range(7)
    ]
    assert doubtful(heard) == []
