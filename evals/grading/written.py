"""Graded answers written for this project to train on, and a set of the same kind held out.

`written/classes` holds what ordinary classes answer, `written/tricky` what tries a grader: right
answers in quite other words, contraries in the words of the reference. They and `heldout.txt` are
plain text, cards parted by blank lines: `Q:` the question, `R:` a reference (one line each), `K:` a
key point, then one line an answer, `kind | low-high | answer`, with the range of scores that a fair
teacher gives. Licence of the project. The held-out cards were written by another hand, apart from
the rest, and never trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from decks.errors import BadRecord
from evals.grading.data import Row

CLASSES, TRICKY = "classes", "tricky"
WRITTEN = (CLASSES, TRICKY)
"""The folders, each a set of its own."""
POINTS = "-points"
"""Ending of a set's name where single key points stand in for the reference."""
WRITTEN_CONTRARY = "written-contrary"
"""The contraries of both, ..."""
WRITTEN_EMPTY = "written-empty"
"""... and what states nothing."""
FOLDER = Path(__file__).parent / "written"
HELD_OUT = Path(__file__).parent / "heldout.txt"
CONTRARY = frozenset(("negated", "opposite", "swapped", "number"))
"""Kinds of answers that say the contrary of the reference, in its words or in others."""
EMPTY = frozenset(("keywords", "restate"))
"""Kinds that state nothing of their own."""
_ANSWER = re.compile(r"([a-z]+)\s*\|\s*([\d.]+)\s*-\s*([\d.]+)\s*\|\s*(\S.*)")
_EDGE, _PART = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: how it is made, and the range of scores that is fair."""

    kind: str
    low: float
    high: float
    text: str

    @property
    def fair(self) -> float:
        """The middle of the range, stretched so that "0.8-1" is full marks and "0-0.2" is none."""
        middle = (self.low + self.high) / 2
        return min(1.0, max(0.0, (middle - _EDGE) / (1 - 2 * _EDGE)))


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """A card with its answers; `name` is file and place in it."""

    name: str
    question: str
    references: tuple[str, ...]
    key_points: tuple[str, ...]
    answers: tuple[Answer, ...]


def cards_of(path: Path) -> list[WrittenCard]:
    """The cards of a file; `BadRecord` names a line that cannot be read."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    told = [block.strip().splitlines() for block in blocks if block.strip()]
    return [_card(f"{path.stem}:{place}", lines) for place, lines in enumerate(told)]


def _card(name: str, lines: Sequence[str]) -> WrittenCard:
    def after(mark: str) -> tuple[str, ...]:
        return tuple(line[2:].strip() for line in lines if line.startswith(mark))

    answers = tuple(_answers(line for line in lines if line[:2] not in ("Q:", "R:", "K:")))
    return WrittenCard(name, after("Q:")[0], after("R:"), after("K:"), answers)


def _answers(lines: Iterator[str]) -> Iterator[Answer]:
    for line in lines:
        found = _ANSWER.fullmatch(line.strip())
        if found is None:
            raise BadRecord(f"This is no answer of a written card: {line[:80]}")
        kind, low, high, text = found.groups()
        yield Answer(kind, float(low), float(high), text)


def written_cards(name: str) -> list[WrittenCard]:
    """The cards to train on of a folder, file by file."""
    return [card for path in sorted((FOLDER / name).glob("*.txt")) for card in cards_of(path)]


def written_rows(name: str, kinds: frozenset[str] | None = None) -> list[Row]:
    """Their answers as graded rows: all, or those of these kinds that are wrong."""
    return [
        Row(name, f"{name}:{card.name}", card.question, card.references, each.text, each.fair)
        for card in written_cards(name)
        for each in card.answers
        if kinds is None or (each.kind in kinds and each.fair < _PART)
    ]


def point_rows(name: str) -> list[Row]:
    """Each key point as the reference of the answers that surely say it, or surely do not."""
    return [
        Row(f"{name}{POINTS}", f"{name}:{card.name}", card.question, (point,), each.text, each.fair)
        for card in written_cards(name)
        for point in (card.key_points if len(card.key_points) > 1 else ())
        for each in card.answers
        if each.fair in (0.0, 1.0)
    ]
