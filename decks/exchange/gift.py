"""Moodle's GIFT format: plain text, one question after a blank line.

https://docs.moodle.org/en/GIFT_format. Signs that the format gives a meaning are written with a
backslash, line breaks as \\n, so that no text can end a question or begin another.
"""

from __future__ import annotations

import re

from decks.exchange.courseware import CourseQuestion, questions
from decks.exchange.outgoing import OutgoingDeck

_SIGNS = re.compile(r"[~=#{}:]")


def write_gift(deck: OutgoingDeck) -> str:
    """The deck as one category of questions."""
    category = " ".join(deck.name.replace("/", "//").split())
    return f"$CATEGORY: $course$/top/{category}\n\n" + "\n".join(map(_question, questions(deck)))


def _question(one: CourseQuestion) -> str:
    feedback = f"####{_escaped(one.feedback)}" if one.feedback else ""
    answers = " ".join(f"={_answer(answer)}" for answer in one.answers)
    title = _escaped(one.title)
    return (
        f"// question: {one.id}\n::{title}::[html]{_escaped(one.question)}"
        f"{{{answers}{' ' if answers and feedback else ''}{feedback}}}\n"
    )


def _answer(text: str) -> str:
    """A right answer; there a star stands for any words, and a percent sign for a share."""
    return re.sub(r"^%", "%100%%", _escaped(text.replace("*", "\\*")))


def _escaped(text: str) -> str:
    escaped = _SIGNS.sub(lambda found: f"\\{found[0]}", text.replace("\\", "\\\\"))
    return escaped.replace("\r", "").replace("\n", "\\n")
