"""Evidence for every pair of answer and reference of a set, kept on disk between runs.

A kept table is named by the code that makes evidence, so that a changed feature is never read from
an old file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from decks.ids import text_hash
from decks.keypoints import key_points_of
from evals.grading.data import Row
from evals.grading.tokens import Tokens, together, tokens_of
from evals.grading.vectors import default_folder
from grader.card import card_of
from grader.features import FEATURES, evidence
from grader.normalise import normalise, read_answer
from grader.reading import Reading, View, read, view
from grader.spelling import mended
from grader.stack import stacked
from grader.task import GradingTask
from providers.embedding import Embedder

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
_SOURCES = (
    "features", "reading", "alignment", "contrary", "polarity", "order", "parts", "spelling",
    "words", "normalise", "formulas", "stack", "poles",
)  # fmt: skip
_LISTS = ("common-words", "negations", "opposites", "plain", "poles")


@dataclass(frozen=True, eq=False)
class Table:
    """The evidence of a set. Row `owner[i]` of the set gave line i of `whole`; likewise points.

    `scores` and `groups` (question ids) have one entry a row; `point_weights` one a point line.
    `pairs` and `point_pairs` name the texts of each line among `tokens`: the reference or point,
    and the answer.
    """

    name: str
    scores: Numbers
    groups: NDArray[np.str_]
    whole: Numbers
    owner: Places
    points: Numbers
    point_owner: Places
    point_weights: Numbers
    tokens: Tokens
    pairs: Places
    point_pairs: Places

    @property
    def lengths(self) -> Numbers:
        """The number of words of each answer."""
        column = self.whole[:, FEATURES.index("length_answer")]
        first = np.searchsorted(self.owner, np.arange(len(self.scores)))
        return np.asarray(np.expm1(column[first]))

    def only(self, mask: NDArray[np.bool_]) -> Table:
        """The table of the rows where `mask` is true."""
        places = np.cumsum(mask) - 1
        lines, point_lines = mask[self.owner], mask[self.point_owner]
        return replace(
            self,
            scores=self.scores[mask],
            groups=self.groups[mask],
            whole=self.whole[lines],
            owner=places[self.owner[lines]],
            points=self.points[point_lines],
            point_owner=places[self.point_owner[point_lines]],
            point_weights=self.point_weights[point_lines],
            pairs=self.pairs[lines],
            point_pairs=self.point_pairs[point_lines],
        )

    def beside(self, other: Table) -> Table:
        """The table with the references of another table of the same rows as further ones."""
        return replace(
            self,
            whole=np.vstack([self.whole, other.whole]),
            owner=np.concatenate([self.owner, other.owner]),
            tokens=together([self.tokens, other.tokens]),
            pairs=np.concatenate([self.pairs, other.pairs + len(self.tokens)]),
        )

    def best(self, chances: Numbers) -> Places:
        """For each row the line of its best reference by `chances` (one a line of `whole`)."""
        order = np.lexsort((chances, self.owner))
        last = np.flatnonzero(np.diff(np.append(self.owner[order], -1)))
        return order[last].astype(np.int64)


def table_of(name: str, rows: Sequence[Row], embedder: Embedder) -> Table:
    """The evidence of these rows, from disk where made before. Blank answers are left out."""
    graded = [row for row in rows if read_answer(row.answer).text]
    kept = _place(name, graded, embedder)
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, allow_pickle=False, **_made(graded, embedder))
    with np.load(kept, allow_pickle=False) as stored:
        told = {key: stored[key] for key in stored.files}
    tokens = Tokens(*(told.pop(each) for each in ("vectors", "scalars", "starts")))
    return Table(name=name, tokens=tokens, **told)


def _place(name: str, rows: Sequence[Row], embedder: Embedder) -> Path:
    code = hashlib.sha256()
    for source in _SOURCES:
        code.update(files("grader").joinpath(f"{source}.py").read_bytes())
    code.update(files("decks").joinpath("keypoints.py").read_bytes())
    for source in _LISTS:
        code.update(files("grader").joinpath(f"data/{source}.txt").read_bytes())
    code.update(text_hash("\n".join(f"{row.question_id}\t{row.answer}" for row in rows)).encode())
    code.update(embedder.identity.key.encode())
    return default_folder() / "tables" / f"{name}-{code.hexdigest()[:16]}.npz"


def _as_read(row: Row) -> str:
    """The answer as the grader reads it: folded, typing errors mended."""
    task = GradingTask(row.question, row.references, row.answer)
    return mended(read_answer(row.answer), card_of(task).known).text


def _made(rows: Sequence[Row], embedder: Embedder) -> dict[str, NDArray[np.generic]]:
    readings: dict[str, Reading] = {}

    def of(text: str) -> Reading | None:
        folded = normalise(text)
        if folded and folded not in readings:
            readings[folded] = read(folded, embedder.embed_tokens([folded])[0])
        return readings.get(folded)

    seen: dict[tuple[str, str], tuple[int, View]] = {}

    def light(text: str, question: str) -> tuple[int, View] | None:
        reading = of(text)
        if reading is None:
            return None
        key = (reading.text, question)
        if key not in seen:
            seen[key] = (len(seen), view(reading, of(question)))
        return seen[key]

    whole = _Lines([], [], [])
    points = _Lines([], [], [])
    weights: list[float] = []
    for place, row in enumerate(rows):
        said = light(_as_read(row), row.question)
        assert said is not None
        for reference in row.references:
            if wanted := light(reference, row.question):
                whole.add(place, wanted, said)
        drawn = key_points_of(row.references[0], row.question)
        for point in drawn if len(drawn) > 1 else ():
            if wanted := light(point.text, row.question):
                points.add(place, wanted, said)
                weights.append(point.weight)
    tokens = tokens_of([each for _, each in seen.values()])
    return {
        "scores": np.array([row.score for row in rows]),
        "groups": np.array([row.question_id for row in rows]),
        "whole": np.array(whole.lines),
        "owner": np.array(whole.owner, dtype=np.int64),
        "pairs": np.array(whole.pairs, dtype=np.int64),
        "points": np.array(points.lines).reshape(-1, len(FEATURES)),
        "point_owner": np.array(points.owner, dtype=np.int64),
        "point_pairs": np.array(points.pairs, dtype=np.int64).reshape(-1, 2),
        "point_weights": np.array(weights),
        **vars(tokens),
    }


@dataclass(frozen=True)
class _Lines:
    """Evidence line by line, whose it is, and the places of the two texts."""

    lines: list[Numbers]
    owner: list[int]
    pairs: list[tuple[int, int]]

    def add(self, row: int, wanted: tuple[int, View], said: tuple[int, View]) -> None:
        self.lines.append(evidence(stacked([wanted[1]]), said[1])[0])
        self.owner.append(row)
        self.pairs.append((wanted[0], said[0]))
