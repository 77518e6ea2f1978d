"""A Test that was handed in, question by question, in the words that its page shows."""

from __future__ import annotations

from dataclasses import dataclass

from service.studying.mode_shapes import TestMarkShape, TestQuestionShape, TestShape


@dataclass(frozen=True, slots=True)
class Marked:
    """One question, or one pair: what was asked, given and right."""

    mark: TestMarkShape
    asked: str
    statement: str
    given: str
    verdict: str


def results(test: TestShape) -> list[Marked]:
    """Every mark with what was given."""
    found: list[Marked] = []
    places: dict[int, int] = {}
    for mark in test.marks:
        question = test.questions[mark.number]
        place = places.get(mark.number, 0)
        places[mark.number] = place + 1
        found.append(
            Marked(
                mark=mark,
                asked=_asked(question, place),
                statement=question.statement,
                given=_given(question, place),
                verdict=_verdict(mark),
            )
        )
    return found


def _asked(question: TestQuestionShape, place: int) -> str:
    if question.kind == "matching":
        return question.terms[place]
    return question.term or question.question


def _given(question: TestQuestionShape, place: int) -> str:
    """What was answered, in words; "" for nothing."""
    response = question.response
    if response is None:
        return ""
    if isinstance(response, bool):
        return "True" if response else "False"
    if isinstance(response, int):
        return question.options[response]
    if isinstance(response, str):
        return response
    chosen = response[place]
    return "" if chosen is None else question.answers[chosen]


def _verdict(mark: TestMarkShape) -> str:
    if mark.credit is None:
        return "not graded"
    if mark.credit >= 1 or (mark.told and mark.credit and mark.told.verdict == "correct"):
        return "right"
    return "wrong" if mark.credit <= 0 else "partly right"
