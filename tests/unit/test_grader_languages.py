"""Languages other than English: told apart, graded where tried, refused with a reason elsewhere."""

from __future__ import annotations

import pytest

from decks.grading import UnscoredReason
from grader.grader import Grader
from grader.language import languages
from grader.shortcuts import settle, wanted_of
from grader.task import GradingTask
from grader.tongues import tongue
from tests.grader_samples import embedder, lenient, scored, unscored

ASKED = "Wozu dient die Zellmembran einer Pflanzenzelle?"
GERMAN = "Die Zellmembran grenzt die Zelle nach außen ab und regelt den Durchgang der Stoffe."
RIGHT = "Sie grenzt die Zelle nach außen ab und regelt, welche Stoffe hinein und heraus gelangen."


@pytest.mark.parametrize("answer", [RIGHT, "Sie regelt Stoffe", "Grenze nach außen"])
def test_a_card_in_another_language_is_left_to_the_student_however_short_the_answer(
    answer: str,
) -> None:
    result = unscored(Grader(embedder()).grade(GradingTask(ASKED, (GERMAN,), answer)))
    assert result.reason is UnscoredReason.LANGUAGE
    assert "this card is in German" in result.detail


def test_with_abstention_off_it_is_scored_and_the_language_flagged() -> None:
    result = scored(lenient().grade(GradingTask(ASKED, (GERMAN,), RIGHT)))
    assert "language de" in result.flags


def test_the_reference_word_for_word_is_right_in_any_language() -> None:
    assert scored(Grader(embedder()).grade(GradingTask(ASKED, (GERMAN,), GERMAN))).score == 1.0


FRENCH = "La membrane sépare la cellule de son milieu et règle le passage des substances."


@pytest.mark.parametrize(
    ("asked", "reference", "answer"),
    [
        ("What is the cell membrane for?", "It lets some substances in and others out.", RIGHT),
        (ASKED, GERMAN, "It separates the cell from what is outside and lets some things pass."),
        (ASKED, GERMAN, FRENCH),
    ],
)
def test_an_answer_in_another_language_than_the_card_is_refused(
    asked: str, reference: str, answer: str
) -> None:
    result = unscored(Grader(embedder()).grade(GradingTask(asked, (reference,), answer)))
    assert result.reason is UnscoredReason.LANGUAGE
    assert "cannot compare them" in result.detail


def test_a_short_answer_is_in_the_language_of_its_card() -> None:
    assert languages("Sie regelt Stoffe", "de", None) == ("de", "de")
    assert languages("It lets stuff in", "en", None) == ("en", "en")


def test_a_language_that_is_told_is_believed() -> None:
    assert languages("Stoffe", "en", "de-AT") == ("de", "en")


@pytest.mark.parametrize(
    "answer",
    [
        "Keine Ahnung", "Weiß ich nicht.", "Ich weiß es leider nicht", "je ne sais pas",
        "Aucune idée",
        "No lo sé", "no tengo idea", "ni idea", "Non lo so", "boh", "Geen idee", "ik weet het niet",
        "Não sei", "não faço ideia", "不知道", "我不知道。", "我忘了",
    ],
)  # fmt: skip
def test_not_knowing_is_understood_in_seven_languages(answer: str) -> None:
    settled = settle(answer, wanted_of("?", ["something else"]))
    assert settled is not None
    assert settled.rule == "does not know"


@pytest.mark.parametrize(
    "answer",
    ["keine Antwort", "k. A.", "pas de réponse", "sin respuesta", "nessuna risposta", "没有答案"],
)
def test_fillers_are_blank_in_their_languages(answer: str) -> None:
    settled = settle(answer, wanted_of("?", ["something else"]))
    assert settled is not None
    assert settled.rule == "no response"


@pytest.mark.parametrize(
    ("code", "said", "denied"),
    [
        ("de", "Das Wasser siedet.", "Das Wasser siedet nicht."),
        ("fr", "L'eau bout.", "L'eau ne bout jamais."),
        ("es", "El agua hierve.", "El agua nunca hierve."),
        ("it", "L'acqua bolle.", "L'acqua non bolle."),
        ("nl", "Het water kookt.", "Het water kookt niet."),
        ("pt", "A água ferve.", "A água não ferve."),
        ("zh", "水会沸腾", "水不会沸腾"),
    ],
)
def test_words_that_deny_are_known_in_each_language(code: str, said: str, denied: str) -> None:
    known = tongue(code)
    assert known is not None
    assert known.denials(said) == 0
    assert known.denials(denied) > 0


def test_a_right_answer_that_holds_such_words_is_not_settled() -> None:
    assert (
        settle("Niemand weiß nichts von der Sonne", wanted_of("?", ["Die Sonne scheint"])) is None
    )
