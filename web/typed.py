"""Words that come in, as they are kept: whole characters, no NUL, one kind of line end."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Form
from pydantic import AfterValidator, Field

LONGEST = 20_000
"""Characters of one field."""


def whole(text: str) -> str:
    """The text with LF line ends; refused where it holds what no database keeps."""
    if "\x00" in text or not _encodes(text):
        raise ValueError("NUL and half characters cannot be kept")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


Words = Annotated[str, Field(max_length=LONGEST), AfterValidator(whole)]
"""A field of a JSON body."""
Typed = Annotated[str, Form(max_length=LONGEST), AfterValidator(whole)]
"""A field of a form."""
Maybe = Annotated[Annotated[str, AfterValidator(whole)] | None, Form(max_length=LONGEST)]
"""A field of a form that may be left out; an empty one reaches us as none, too."""


def lines(text: str) -> list[str]:
    """The entries of a field that holds one a line, without the blank ones."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _card_fields(
    question: Typed = "",
    core_answer: Typed = "",
    references: Typed = "",
    label: Typed = "",
    explanation: Typed = "",
    formulas: Typed = "",
    key_points: Typed = "",
    tags: Typed = "",
) -> dict[str, str]:
    return {
        "question": question,
        "core_answer": core_answer,
        "references": references,
        "label": label,
        "explanation": explanation,
        "formulas": formulas,
        "key_points": key_points,
        "tags": tags,
    }


EMPTY = _card_fields()
"""The form of a card with nothing in it."""
CardFields = Annotated[dict[str, str], Depends(_card_fields)]
"""The parts of a card as they were typed into its form: lists one a line."""
