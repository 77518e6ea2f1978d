"""The local grader on the real model: the laws a student and a teacher rely on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from decks.cards import KeyPoint
from decks.grading import Overall, UnscoredReason, Verdict
from grader.features import evidence
from grader.grader import Grader
from grader.reading import read, view
from grader.stack import stacked
from grader.task import GradingTask
from tests.grader_samples import (
    POINTS,
    QUESTION,
    REFERENCE,
    RIGHT,
    embedder,
    lenient,
    score_of,
    scored,
    sky,
    task,
    unscored,
)

ANSWERS = [
    RIGHT,
    "",
    "idk",
    "One network makes images and the other one judges whether they are real.",
    "It reduces the dimension of the data.",
    "The generator produces samples.",
    REFERENCE,
    "Der Diskriminator unterscheidet echte Beispiele von erzeugten Beispielen.",
]


@pytest.mark.parametrize("answer", ["", " \n ", "idk", "I don't know", "?"])
def test_blank_and_idk_score_nothing_for_certain(answer: str) -> None:
    graded = lenient().grade(task(answer))
    assert graded.certain
    assert scored(graded).score == 0.0
    assert scored(graded).confidence == 1.0


@pytest.mark.parametrize("answer", [REFERENCE, REFERENCE.upper(), f"  {REFERENCE[:-1]}"])
def test_the_reference_word_for_word_scores_everything(answer: str) -> None:
    graded = lenient().grade(task(answer))
    assert graded.certain
    assert scored(graded).score == 1.0
    assert scored(graded).overall is Overall.CORRECT


def test_an_accepted_variant_scores_everything() -> None:
    point = KeyPoint(text="Air scatters blue light most.", variants=("Rayleigh scattering",))
    graded = lenient().grade(
        GradingTask("Why is the sky blue?", (point.text,), "rayleigh scattering!", (point,))
    )
    assert scored(graded).score == 1.0


def test_the_question_copied_scores_nothing() -> None:
    assert score_of(QUESTION) == 0.0


def test_right_scores_above_partial_above_wrong() -> None:
    partial = score_of("The generator produces samples.")
    wrong = score_of("It reduces the dimension of the data.")
    assert score_of(RIGHT) > partial > wrong


def test_typing_errors_are_forgiven() -> None:
    answer = "The discrimnator tels real samples from genrated ones, the generator fools it"
    assert score_of(answer) >= 0.5


def test_a_negation_lowers_the_score() -> None:
    denied = REFERENCE.replace("tells", "does not tell").replace("is trained", "is not trained")
    assert score_of(denied) < 0.5
    assert score_of(denied) < score_of(RIGHT)


def test_swapped_roles_lower_the_score() -> None:
    swapped = (
        "The generator tells real samples from generated ones. "
        "The discriminator is trained to produce samples that the generator takes for real."
    )
    assert score_of(swapped) < score_of(RIGHT)
    assert score_of(swapped) < 0.5


def test_a_known_wrong_idea_contradicts_its_point() -> None:
    point = KeyPoint(
        text="Air scatters blue light more strongly than red light.",
        wrong_ideas=("The sky mirrors the colour of the ocean.",),
    )
    graded = lenient().grade(
        GradingTask(
            "Why is the sky blue?", (point.text,), "It mirrors the ocean's colour", (point,)
        )
    )
    assert scored(graded).verdicts[0].verdict is Verdict.CONTRADICTED


def test_the_best_of_several_references_counts() -> None:
    other = "Rayleigh scattering favours short wavelengths."
    answer = "short wavelengths are favoured by Rayleigh scattering"
    alone = scored(lenient().grade(sky(answer))).score
    both = GradingTask("Why is the sky blue?", (*sky("x").references, other), answer)
    assert scored(lenient().grade(both)).score > alone


def test_many_are_graded_as_one_by_one() -> None:
    tasks = [task(answer) for answer in ANSWERS] + [task(RIGHT, points=POINTS), sky("blue")]
    fresh = Grader(embedder())
    assert fresh.grade_many(tasks) == [Grader(embedder()).grade(each) for each in tasks]


def test_texts_compared_together_get_the_evidence_that_each_gets_alone() -> None:
    texts = ["The critic tells real from fake.", "It does not, ever.", "?", "7 of 10"]
    question, answer, *others = (
        read(text, embedder().embed_tokens([text])[0]) for text in (QUESTION, RIGHT, *texts)
    )
    views, said = [view(each, question) for each in others], view(answer, question)
    alone = [evidence(stacked([each]), said)[0] for each in views]
    assert evidence(stacked(views), said) == pytest.approx(np.array(alone), abs=1e-5)


def test_threads_get_the_same_grades() -> None:
    tasks = [task(answer) for answer in ANSWERS]
    grader = Grader(embedder())
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(grader.grade, tasks)) == grader.grade_many(tasks)


def test_quotes_occur_in_the_answer() -> None:
    raw = "The critic\u200b says “real” or   not;\nthe generator learns to fool it."
    result = scored(lenient().grade(task(raw, points=POINTS)))
    quotes = [each.quote for each in result.verdicts if each.quote]
    assert quotes
    assert all(quote in raw for quote in quotes)


def test_feedback_never_contains_the_whole_reference() -> None:
    for answer in ANSWERS[1:-1]:
        said = scored(lenient().grade(task(answer))).feedback
        assert REFERENCE not in said


def test_another_language_is_unscored_and_graded_without_abstention() -> None:
    german = task(ANSWERS[-1])
    assert unscored(Grader(embedder()).grade(german)).reason is UnscoredReason.LANGUAGE
    assert any(flag.startswith("language") for flag in scored(lenient().grade(german)).flags)


def test_an_over_long_answer_is_unscored() -> None:
    graded = Grader(embedder()).grade(task("The critic tells real from fake. " * 400))
    assert unscored(graded).reason is UnscoredReason.TOO_LONG


def test_below_the_band_the_grader_cannot_tell() -> None:
    from grader.weights import parse, shipped

    file = shipped().file.model_copy(update={"abstain_below": 0.999})
    cautious = Grader(embedder(), weights=parse(file.model_dump_json().encode()))
    assert unscored(cautious.grade(task(ANSWERS[3]))).reason is UnscoredReason.UNSURE
    assert cautious.grade(task("")).certain


def test_the_evidence_names_what_it_was_decided_on() -> None:
    graded = lenient().grade(task(RIGHT))
    assert {"cosine", "align_recall_new", "whole", "point_0", "point_1"} <= set(graded.evidence)
    assert graded.identity.name == "local"


VAE = (
    "A latent-variable model whose encoder outputs a distribution over codes and whose training "
    "keeps these distributions close to a fixed prior"
)


def test_half_of_a_point_that_holds_two_statements_is_partial() -> None:
    asked = "What is a variational autoencoder (VAE)?"
    half = GradingTask(asked, (VAE,), "Its encoder outputs a distribution over codes.")
    whole = GradingTask(
        asked,
        (VAE,),
        "Its encoder gives a distribution over codes, and training keeps it near a fixed prior.",
    )
    assert scored(lenient().grade(half)).overall is Overall.PARTIAL
    assert scored(lenient().grade(whole)).overall is Overall.CORRECT


def test_an_honest_paraphrase_without_a_shared_word_is_not_failed() -> None:
    reference = (
        "A neural network that is trained to reproduce its input through a narrow middle layer."
    )
    answer = "A net that squeezes its data into something small and learns to rebuild it from that."
    graded = lenient().grade(GradingTask("What is an autoencoder?", (reference,), answer))
    assert scored(graded).overall in (Overall.CORRECT, Overall.PARTIAL)
    assert scored(graded).score > scored(lenient().grade(sky("A net for fish."))).score + 0.2


def test_typing_errors_in_most_words_cost_next_to_nothing() -> None:
    reference = "The space of all codes that the encoder can produce or the decoder can read"
    typed = "teh space of all codse that the encoder can prodcue or the decoder can raed"
    graded = lenient().grade(GradingTask("What is a latent space?", (reference,), typed))
    assert scored(graded).score >= 0.9


def test_saying_more_of_the_reference_never_lowers_the_score() -> None:
    first, second = REFERENCE.split(". ")
    assert score_of(first) <= score_of(f"{first}. {second}") + 1e-9
    assert score_of("It is a network.") <= score_of(first)
