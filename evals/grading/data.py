"""The public short-answer sets, read from the folder that `CARDWRIGHT_TEST_DATA` names.

Only train and dev parts exist there. SICK is not among the sets: its licence forbids it for weights
that ship.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from decks.errors import NotFound, WrongUsage

SETS = ("scientsbank", "beetle", "mohler", "saf-en", "stita")
"""Graded answers: each is trained on, and left out once."""
PEERS = "-peers"
"""Ending of a set's name where another student's right answer stands in for the reference."""
STRANGERS = "-strangers"
"""Ending of a set's name where right answers to other questions stand in for the answers."""
_PEER_WORDS = 3
_STRANGERS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One graded answer; `score` is the human one in 0..1, `origin` what a made one is made of."""

    dataset: str
    question_id: str
    question: str
    references: tuple[str, ...]
    answer: str
    score: float
    origin: str = ""


def data_folder() -> Path:
    """The folder of graded answers; `WrongUsage` says what to set where it is not known."""
    place = os.environ.get("CARDWRIGHT_TEST_DATA")
    if not place:
        raise WrongUsage(
            "Set CARDWRIGHT_TEST_DATA to the folder that holds asag/*.jsonl (graded answers)."
        )
    folder = Path(place) / "asag"
    if not folder.is_dir():
        raise NotFound(
            f"There is no folder asag in {place}: set CARDWRIGHT_TEST_DATA to its parent."
        )
    return folder


def rows_of(dataset: str) -> list[Row]:
    """The train and dev rows of a set."""
    rows: list[Row] = []
    for part in ("train", "dev"):
        path = data_folder() / f"{dataset}.{part}.jsonl"
        if path.exists():
            rows += [_row(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    return rows


def _row(raw: dict[str, object]) -> Row:
    references = raw.get("references") or [raw["reference"]]
    assert isinstance(references, list)
    return Row(
        dataset=str(raw["dataset"]),
        question_id=f"{raw['dataset']}:{raw['question_id']}",
        question=str(raw["question"]),
        references=tuple(str(each) for each in references if str(each).strip()),
        answer=str(raw["answer"]),
        score=float(str(raw["score"])),
    )


def peers_of(rows: Sequence[Row], seed: int = 5) -> list[Row]:
    """Each row again, with one other student's right answer as its only reference.

    A right answer is a reference too, told by somebody else: the model sees many wordings of what
    is right for each of the few questions that there are. Rows of a question without another
    right answer of three words are left out.
    """
    dice = random.Random(seed)
    right: dict[str, list[str]] = {}
    for row in right_of(rows):
        right.setdefault(row.question_id, []).append(row.answer)
    made = []
    for row in rows:
        others = [each for each in right.get(row.question_id, ()) if each != row.answer]
        if others:
            name = f"{row.dataset}{PEERS}"
            made.append(replace(row, dataset=name, references=(dice.choice(others),)))
    return made


def strangers_of(rows: Sequence[Row], anywhere: Sequence[Row], seed: int = 6) -> list[Row]:
    """For each question some right answers to other questions: wrong, however true and well told.

    Half of them are to other questions of the set, half of them `anywhere`.
    """
    dice = random.Random(seed)
    asked = {row.question_id: row for row in rows}
    right = right_of(rows)
    made = []
    for question_id, row in asked.items():
        for other in (*dice.choices(right, k=_STRANGERS), *dice.choices(anywhere, k=_STRANGERS)):
            if other.question_id != question_id:
                name = f"{row.dataset}{STRANGERS}"
                made.append(replace(row, dataset=name, answer=other.answer, score=0.0))
    return made


def right_of(rows: Sequence[Row]) -> list[Row]:
    """The rows with full marks and three words at least."""
    return [row for row in rows if row.score >= 1.0 and len(row.answer.split()) >= _PEER_WORDS]
