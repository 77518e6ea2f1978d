"""Normalising, rules, arithmetic and words of feedback: no model enters."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.cards import KeyPoint
from decks.errors import BadRecord, DataDamaged
from decks.grading import Overall, PointVerdict, Verdict
from grader.feedback import feedback
from grader.language import foreign
from grader.normalise import normalise, read_answer
from grader.score import CREDIT, overall, score
from grader.shortcuts import keyword_list, settle, wanted_of
from grader.task import GradingTask
from grader.topics import topic
from grader.weights import parse, shipped
from tests.grader_samples import QUESTION, REFERENCE, SKY, SKY_REFERENCE


def verdict(index: int, kind: Verdict, credit: float | None = None) -> PointVerdict:
    return PointVerdict(
        point=index,
        text=f"point {index}",
        verdict=kind,
        credit=CREDIT[kind] if credit is None else credit,
        quote=None if kind is Verdict.ABSENT else "words",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9", "cafe\u0301"),
        ("entropy", "ent\u200br\u2060opy"),
        ("entropy", "\u202eentropy\u202c"),
        ("entropy", "еntrору"),
        ("score", "ｓｃｏｒｅ"),
        ("score", "s" + "\u0336\u0337\u0338\u0301" * 200 + "core"),
        ("don't", "don’t"),
        (r"$\sigma^2 \le 1$", "σ² ≤ 1"),
        (r"\frac{a}{b}", "(a)/(b)"),
        (r"\mathrm{KL}(q\|p)", "KL(q||p)"),
    ],
)
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize("text", ["σ is a standard deviation", "мир и война", "x ≠ y"])
def test_honest_letters_of_other_alphabets_are_not_made_latin_words(text: str) -> None:
    assert "mup" not in normalise(text)
    assert normalise("мир") == "мир"


def test_hostile_text_is_folded_in_linear_time() -> None:
    start = time.process_time()
    for text in ("{" * 50_000, "a\u0301" * 50_000, "\\frac{" * 10_000, "because " * 10_000):
        read_answer(text)
    assert time.process_time() - start < 3


def test_clauses_keep_their_place_in_the_students_text() -> None:
    raw = "First  part\u200b one.  Second, because  it is so!\nThird"
    answer = read_answer(raw)
    for clause in answer.clauses:
        assert answer.quote(clause) in raw
        assert normalise(answer.quote(clause)) == answer.text[clause.first : clause.last]


@pytest.mark.parametrize(
    "answer",
    ["idk", "I don't know", "I dont know.", "i have no idea", "Sorry, I don't remember this",
     "No clue!", "not sure", "I really don't know the answer", "dunno",
     "idk, we never learned this", "I can't remember why the sky is blue", "no idea about the sky",
     "the sky being blue", "I forgot", "???", "...",
     "N/A", "no response", "Solution:", "The answer is correct", "Thought process:",
     "Let's solve this problem step by step.", "asdfasdf ghjkl", "hhhhhhh", "test"],
)  # fmt: skip
def test_an_answer_that_says_nothing_is_settled_at_nothing(answer: str) -> None:
    settled = settle(normalise(answer), wanted_of(SKY, [SKY_REFERENCE]))
    assert settled is not None
    assert settled.credit == 0.0


@pytest.mark.parametrize(
    "answer",
    ["I don't know if it is scattering of light", "no idea, maybe dust in the sky",
     "The air is not sure to absorb it",
     "No light is absorbed", "blue light scatters", "None of the red light scatters", "O2",
     "It is blue because the ocean is blue"],
)  # fmt: skip
def test_an_answer_that_says_something_is_not_settled(answer: str) -> None:
    assert settle(normalise(answer), wanted_of(SKY, [SKY_REFERENCE])) is None


@pytest.mark.parametrize("short", ["No", "x", "5", "same", "nothing", "none"])
def test_a_filler_that_is_the_reference_is_right(short: str) -> None:
    settled = settle(short, wanted_of("What remains?", [short.upper()]))
    assert settled is not None
    assert settled.credit == 1.0


def test_a_choice_named_in_the_question_is_no_echo() -> None:
    asked = "Is a delta formed by erosion or deposition?"
    assert settle("deposition", wanted_of(asked, ["deposition"])) is not None
    assert settle("by erosion", wanted_of(asked, ["by deposition"])) is None


def test_key_words_without_a_statement_are_seen_unless_a_list_is_asked_for() -> None:
    listed = "discriminator, generator, real samples, fake samples"
    assert keyword_list(listed, QUESTION, REFERENCE)
    assert not keyword_list(listed, "Name four parts of a GAN", REFERENCE)
    assert not keyword_list(
        "The critic, which sees both, learns to tell them.", QUESTION, REFERENCE
    )


def test_only_long_and_surely_foreign_text_is_called_foreign() -> None:
    german = "Der Diskriminator unterscheidet echte Beispiele von erzeugten Beispielen."
    assert foreign(german) == "de"
    assert foreign("Die Entropie") is None
    assert foreign("the discriminator tells real samples from generated samples") is None
    assert foreign("KL(q||p) >= 0, sigma^2 = 1, x_t = a x_{t-1} + e") is None


def test_the_score_is_the_weighted_mean_of_credits_less_the_penalty() -> None:
    points = [KeyPoint(text="a", weight=3.0), KeyPoint(text="b", weight=1.0)]
    present, absent = verdict(0, Verdict.PRESENT), verdict(1, Verdict.ABSENT)
    assert score(points, [present, absent]) == pytest.approx(0.75)
    against = verdict(1, Verdict.CONTRADICTED)
    assert score(points, [present, against]) == pytest.approx(0.75 - 0.25 / 4)


def test_a_required_point_that_is_absent_keeps_an_answer_from_being_correct() -> None:
    points = [KeyPoint(text="a", weight=3.0), KeyPoint(text="b", weight=1.0)]
    verdicts = [verdict(0, Verdict.PRESENT), verdict(1, Verdict.ABSENT)]
    assert overall(points, verdicts) is Overall.PARTIAL
    optional = [points[0], KeyPoint(text="b", weight=1.0, required=False)]
    assert overall(optional, verdicts) is Overall.CORRECT


def test_feedback_says_what_was_right_first_and_never_the_reference() -> None:
    points = [KeyPoint(text=part) for part in REFERENCE.split(". ")]
    verdicts = [verdict(0, Verdict.PRESENT), verdict(1, Verdict.ABSENT)]
    said = feedback(points, verdicts, Overall.PARTIAL)
    assert said.index("Right") < said.index("missing")
    assert all(point.text not in said for point in points)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("The mitochondrion is the site of respiration in the cell", '"mitochondrion"'),
        (
            "Both animal and plant cells have a nucleus, ribosomes and a membrane around them",
            '"animal and plant cells"',
        ),
        ("They are simple, mostly single-celled organisms", ""),
        ("Both animal and plant cells", ""),
        ("Simple mostly single-celled organisms", ""),
        ("In plants makes sugar the leaf", ""),
        ("It holds", ""),
        ("", ""),
    ],
)
def test_a_topic_is_a_whole_phrase_or_none(statement: str, named: str) -> None:
    assert topic(statement) == named


@given(st.text("abc and of is the cells, animal plant-", max_size=90))
def test_a_topic_is_a_stretch_of_the_statement_and_not_most_of_it(statement: str) -> None:
    named = topic(statement).strip('"')
    assert named in " ".join(re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|\S", statement))
    assert len(named.split()) < max(1, len(statement.split()))


def test_points_without_a_phrase_are_counted_not_named() -> None:
    points = [KeyPoint(text="It compresses"), KeyPoint(text="It learns")]
    absent = [verdict(0, Verdict.ABSENT), verdict(1, Verdict.ABSENT)]
    assert feedback(points, absent, Overall.INCORRECT).startswith("Still missing: 2 points. Read")
    alone = feedback(points, absent[:1], Overall.INCORRECT)
    assert alone.startswith("Still missing: one point. Read")


@pytest.mark.parametrize("kind", [Verdict.PARTIAL, Verdict.CONTRADICTED, Verdict.ABSENT])
@pytest.mark.parametrize("text", ["It compresses", "A fast avalanche of hot gas, ash and rock"])
def test_nothing_takes_back_that_an_answer_is_correct(kind: Verdict, text: str) -> None:
    said = feedback([KeyPoint(text=text)], [verdict(0, kind)], Overall.CORRECT)
    assert said
    assert not re.search(r"says otherwise|missing|On the way|Check this", said)


def test_words_that_hold_two_points_are_quoted_once() -> None:
    points = [KeyPoint(text=text) for text in "abc"]
    held = [
        verdict(at, Verdict.PRESENT).model_copy(update={"quote": "all of it"}) for at in range(2)
    ]
    said = feedback(points, [*held, verdict(2, Verdict.ABSENT)], Overall.PARTIAL)
    assert said.count("all of it") == 1


def test_what_the_answer_speaks_of_is_not_named_as_missing() -> None:
    points = [KeyPoint(text="Lava is molten rock at the surface"), KeyPoint(text="b")]
    spoken = verdict(1, Verdict.PRESENT).model_copy(update={"quote": "lava is a thing"})
    absent = verdict(0, Verdict.ABSENT)
    assert "Lava" in feedback(points, [absent], Overall.INCORRECT)
    assert "Lava" not in feedback(points, [absent, spoken], Overall.PARTIAL)


def test_a_task_without_a_reference_is_refused() -> None:
    with pytest.raises(BadRecord, match="reference"):
        GradingTask("Why?", (" ",), "because")


def test_weights_for_other_features_are_refused() -> None:
    other = shipped().file.model_copy(update={"features": ["one"]})
    with pytest.raises(DataDamaged):
        parse(other.model_dump_json().encode())


def test_another_weights_file_is_another_version() -> None:
    other = parse(shipped().file.model_copy(update={"about": "other"}).model_dump_json().encode())
    assert other.version != shipped().version


@pytest.mark.parametrize(
    ("question", "reference", "answer"),
    [
        ("How are arrays passed to functions?", "By reference.", "Arrays are passed by reference"),
        ("Write a[i] with a pointer.", "*(a + i)", "a[i] = *(a+i)"),
        ("Is the answer right?", "It is correct.", "It is correct, yes"),
    ],
)
def test_words_that_are_the_answer_here_are_not_taken_for_empty(
    question: str, reference: str, answer: str
) -> None:
    settled = settle(normalise(answer), wanted_of(normalise(question), [normalise(reference)]))
    assert settled is None or settled.credit == 1.0
