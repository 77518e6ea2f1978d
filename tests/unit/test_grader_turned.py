"""What a rule sees an answer turn round: exchanged terms, denied parts, foils, choices, dates.

Sentences are written for these tests; for each rule stand beside what it must catch the honest
answers that look like it.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.cards import KeyPoint
from grader.apart import borrowed
from grader.card import Card, card_of
from grader.keys.directions import same_direction
from grader.normalise import read_answer
from grader.task import GradingTask
from grader.turns.choice import fills_gap_with_many, offers_choice
from grader.turns.denial import affirms_part, affirms_whole, denies_part, moves_denial
from grader.turns.exchange import exchanged
from grader.turns.foils import without_foils
from grader.turns.traded import traded
from grader.turns.turned import opposed_part, turned

EXCHANGED = (
    ("An echo is sound that a wall sends back to the listener.",
     "An echo is a wall that sound sends back to the listener."),
    ("Mercury is closer to the Sun than Venus.", "Venus is closer to the Sun than Mercury."),
    ("A noun names a thing; a verb names an action.",
     "A verb names a thing; a noun names an action."),
    ("The plaintiff sues the defendant before a court.",
     "The defendant sues the plaintiff before a court."),
    ("Momentum equals mass times velocity.", "Mass equals momentum times velocity."),
    ("GET from the browser, 200 from the site, DATA from the browser.",
     "GET from the site, 200 from the browser, DATA from the site."),
    ("The same mass but a different volume.", "The same volume but a different mass."),
)  # fmt: skip
REORDERED = (
    ("Momentum equals mass times velocity.", "Mass times velocity equals momentum."),
    ("Momentum equals mass times velocity.", "Momentum equals velocity times mass."),
    ("A noun names a thing; a verb names an action.",
     "A verb names an action; a noun names a thing."),
    ("The bill is passed by the senate.", "The senate passed the bill."),
    ("Salt, sugar and acid slow down decay.", "Acid, sugar and salt slow down decay."),
    ("The colour of the leaf of the tree.", "The tree's leaf colour."),
    ("A steady loss of heat, so that water freezes.", "Water freezes since heat is lost steadily."),
    ("When pressure drops, water boils sooner.", "Water boils sooner when pressure drops."),
)  # fmt: skip


@pytest.mark.parametrize(("reference", "answer"), EXCHANGED)
def test_terms_in_each_others_places_are_seen(reference: str, answer: str) -> None:
    assert exchanged(reference, answer)
    assert exchanged(answer, reference)


@pytest.mark.parametrize(("reference", "answer"), REORDERED)
def test_another_order_is_no_exchange(reference: str, answer: str) -> None:
    assert not exchanged(reference, answer)


VESSELS = (
    "What is the difference between arteries and veins?",
    "Arteries carry blood away from the heart; veins carry blood back to the heart.",
)


@pytest.mark.parametrize(
    ("answer", "trades"),
    [
        ("Arteries bring blood to the heart; veins take it away.", True),
        ("veins pump it away from the heart, arteries lead it back", True),
        ("Arteries take blood away and veins bring it back.", False),
        ("Veins lead back to the heart, unlike arteries, which lead away from it.", False),
        ("One kind leads away from the heart and the other back to it.", False),
        ("Arteries do not bring blood back to the heart, veins do not take it away.", False),
        ("Arteries are thick.", False),
        ("", False),
    ],
)
def test_two_things_that_trade_their_parts(answer: str, trades: bool) -> None:
    question, reference = VESSELS
    assert traded(question, (reference,), answer) is trades
    assert not traded("What do they do?", (reference,), answer)
    assert not traded(question, (reference, "Arteries lead away."), "Arteries lead away.")


@given(
    st.lists(st.sampled_from("cat dog bird sees into the and , . hunts of".split()), max_size=25)
)
def test_no_text_is_an_exchange_of_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert not exchanged(text, text)


@pytest.mark.parametrize(
    ("reference", "answer", "denied"),
    [
        ("The engine burns fuel inside the cylinder.", "The engine does not burn fuel.", True),
        ("A sonnet has fourteen lines and a fixed rhyme.", "A sonnet has no fixed rhyme.", True),
        ("The seal prevents leaks of oil.", "The oil does not leak.", False),
        ("Noble gases are unreactive.", "Noble gases are not reactive.", False),
        ("The engine burns fuel inside the cylinder.", "It does not use steam.", False),
        ("The engine burns fuel.", "Not only the engine burns fuel.", False),
    ],
)
def test_a_part_denied_in_the_references_words(reference: str, answer: str, denied: bool) -> None:
    assert denies_part(reference, answer) is denied


@pytest.mark.parametrize(
    ("point", "clause", "contrary"),
    [
        ("the kidney makes no urine", "the kidney makes much urine", True),
        ("the kidney makes no urine", "the kidney stops making urine", False),
        ("the kidney makes no urine", "the kidney makes little urine", False),
    ],
)
def test_what_a_point_denies_is_affirmed(point: str, clause: str, contrary: bool) -> None:
    assert affirms_part(point, clause) is contrary


@pytest.mark.parametrize(
    ("point", "clause", "contrary"),
    [
        ("the pupil of the eye gets larger", "the pupil of the eye gets smaller", True),
        ("the pupil of the eye gets larger", "the pupil of the eye gets bigger", False),
        ("the first wire is longer than the second", "the second is shorter than the first", False),
        ("hot air rises quickly", "cold air rises slowly", False),
        ("salt slows the reaction of the yeast", "salt makes the reaction of yeast faster", True),
        ("a cork is less dense than water", "a cork is denser than water", True),
        ("a cork is less dense than water", "water is denser than a cork", False),
        ("a cork is less dense than water", "a cork is not as dense as water", False),
    ],
)
def test_one_opposite_in_a_clause(point: str, clause: str, contrary: bool) -> None:
    assert opposed_part(point, clause) is contrary


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("It is not the wind; it is the pull of the Moon.", "it is the pull of the Moon."),
        ("The pull of the Moon, not the wind", "The pull of the Moon"),
        ("It is not the Moon; it is the wind.", "It is not the Moon; it is the wind."),
        ("It is not true: the Moon. It pulls", "It is not true: the Moon. It pulls"),
        ("It is not the wind.", "It is not the wind."),
        ("Not sure, the Moon?", "Not sure, the Moon?"),
    ],
)  # fmt: skip
def test_what_an_answer_sets_itself_off_from_is_left_out(answer: str, kept: str) -> None:
    card = frozenset({"pull", "moon", "sea"})
    assert without_foils(read_answer(answer), card, denies=False).text == kept
    assert without_foils(read_answer(answer), card, denies=True).text == answer


@pytest.mark.parametrize(
    ("answer", "reference", "choice"),
    [
        ("12 or 15", "12", True),
        ("either 12 or 15", "12 or 15", False),
        ("2 km or 2000 m", "2 km", False),
        ("O(1) or O(n)", "O(1)", True),
        ("it shrinks or expands", "It expands.", True),
        ("the ions move, or maybe it is the electrons that move", "Ions move.", True),
        ("Either they cross the skin or they stay outside, something like that", "In.", True),
        ("you toss a coin, and it lands on either heads or tails", "A random draw.", False),
        ("keep the rest the same, or else you cannot tell what did it", "Same.", False),
        ("either copper or maybe iron", "copper", True),
        ("the womb or uterus", "uterus", False),
        ("copper or a copper alloy", "copper", False),
    ],
)
def test_values_to_choose_from_are_no_answer(answer: str, reference: str, choice: bool) -> None:
    assert offers_choice(answer, reference) is choice


@pytest.mark.parametrize(
    ("answer", "many"),
    [
        ("lava or magma", True),
        ("lava, ash", True),
        ("lava magma basalt ash", True),
        ("lava", False),
        ("hot molten lava", False),
        ("lava (liquid rock)", False),
        ("rock that melted, that is lava and nothing else in the world", True),
        ("", False),
    ],
)
def test_a_gap_is_not_filled_by_a_list(answer: str, many: bool) -> None:
    question = "Molten rock that has reached the surface is called ____."
    assert fills_gap_with_many(question, ("lava",), answer) is many
    assert not fills_gap_with_many("What is molten rock called?", ("lava",), answer)
    assert not fills_gap_with_many(question, ("lava or pahoehoe",), answer)


@pytest.mark.parametrize(
    ("answer", "same"),
    [
        ("it goes up", True),
        ("The volume increases.", True),
        ("it gets larger", True),
        ("it drops", False),
        ("it stays the same", False),
        ("the density increases", None),
        ("the pressure falls", False),
        ("it does not fall", None),
        ("rises when it is heated, falls when it is cooled", None),
        ("volume; rises; gas", None),
    ],
)
def test_directions_have_many_words(answer: str, same: bool | None) -> None:
    question = "What happens to the volume of a gas when it is heated?"
    assert same_direction(question, "The volume rises.", answer) is same
    assert same_direction("What is a gas?", "The volume rises.", answer) is None


def card(*points: str) -> Card:
    given_ = tuple(KeyPoint(text=each) for each in points)
    return card_of(GradingTask("What is there?", ("; ".join(points),), "-", given_))


def test_a_point_is_not_said_by_the_words_it_shares_with_another() -> None:
    muscles = card("smooth muscle tissue", "striated muscle tissue", "nerve fibres")
    assert borrowed(muscles, "smooth muscle tissue and nerve fibres") == (False, True, False)
    assert borrowed(muscles, "smooth muscle tissue, striped ones") == (False, False, False)
    assert not any(borrowed(muscles, "smooth muscle tissue and no nerve fibres"))
    drawn = card_of(
        GradingTask(
            "What is there?", ("The smooth tissue lines it. The rough tissue holds it.",), "-"
        )
    )
    assert not any(borrowed(drawn, "the smooth tissue"))


def test_a_clause_contradicts_its_own_point_alone() -> None:
    told = turned(card("the valve opens early", "the piston moves up"),
                  "The valve opens late and the piston moves up.")  # fmt: skip
    assert told.points == (True, False)
    assert not told.whole


@pytest.mark.parametrize(
    ("reference", "answer", "denied"),
    [
        ("Bats are no birds but mammals that fly.", "Bats are mammals that fly.", False),
        ("Glass does not conduct current.", "Glass conducts current.", True),
        ("Glass does not conduct current.", "Glass is a poor conductor.", False),
        ("Glass fails to conduct current.", "Glass conducts current badly.", False),
        ("Glass does not conduct current.", "Glass only conducts current when molten.", False),
    ],
)
def test_a_whole_that_denies_is_affirmed(reference: str, answer: str, denied: bool) -> None:
    assert affirms_whole(reference, answer) is denied


def test_a_denial_is_moved_to_what_was_stated() -> None:
    reference = "Nobles and priests paid no tax; farmers and townsmen paid tax."
    assert moves_denial(reference, "Farmers and townsmen paid no tax; nobles and priests paid tax.")
    assert not moves_denial(reference, "Farmers paid tax; nobles and priests paid no tax.")
    assert not moves_denial(reference, "Priests did not pay tax.")


def test_of_several_references_a_stating_one_suffices() -> None:
    several = card_of(
        GradingTask(
            "Why is the lamp lit?",
            ("The switch is not open.", "The switch and the lamp are connected."),
            "-",
        )
    )
    assert not turned(several, "The switch and the lamp are connected.").whole


def test_long_texts_take_linear_time() -> None:
    long = "the dog sees the cat, " * 2000
    assert not exchanged("The cat sees the dog.", long)
    assert not offers_choice(long.replace(",", " or"), "dog")
    without_foils(read_answer("it is not, not the, " * 2000), {"dog"}, denies=False)
