"""Gold questions: what people asked about the notes that drafts are made from.

One JSON object a line: `kind`, `question` (for a glossary, the term), `answer`, and optionally
`options` and `section`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from decks.errors import BadRecord, NotFound, TooLarge, WorkFailed

COUNTED = ("glossary", "review", "free_response", "exam", "quiz", "critical_thinking")
"""The kinds that coverage is told of; other lines (exercises on code, questions on a figure or on
the reader's own life) have no answer in the notes.
"""
MOST_LINES = 20_000
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold question; `line` counts from 1 in its file. A glossary's question is its term."""

    line: int
    kind: str
    question: str
    answer: str
    options: tuple[str, ...] = ()
    section: str = ""


def read_gold(path: Path) -> list[Gold]:
    """The questions of a file whose kind is counted, in order.

    Raises `NotFound`, `TooLarge`, or `BadRecord` with the line that does not fit.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TooLarge(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB: split it.")
        with path.open(encoding="utf-8") as lines:
            numbered = islice(enumerate(lines, start=1), MOST_LINES)
            found = [_gold(number, line) for number, line in numbered if line.strip()]
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise BadRecord(f"{path.name} is not UTF-8 text: save it again as UTF-8.") from None
    except OSError as error:
        raise WorkFailed(f"{path} cannot be read: {error.strerror}.") from None
    return [each for each in found if each.kind in COUNTED and each.question]


def _gold(number: int, line: str) -> Gold:
    try:
        row = json.loads(line)
        kind, question = row["kind"], row["question"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BadRecord(
            f"Line {number} is no gold question: a JSON object with kind and question is needed."
        ) from None
    return Gold(
        line=number,
        kind=_text(kind),
        question=_text(question),
        answer=_text(row.get("answer")),
        options=_texts(row.get("options")),
        section=_text(row.get("section")),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(_text(each) for each in value if _text(each))
