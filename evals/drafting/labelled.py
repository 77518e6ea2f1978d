"""The test of `authoring.matching` against a person's judgement of pairs.

`pairs.jsonl` names each pair by its places, so that no words of the notes are kept here: the line
of a gold question, and the range and kind of the draft that was judged beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from authoring.gold import Gold, read_gold
from authoring.matching import Nearness, asks_the_same
from authoring.passages import cut
from authoring.proposal import Proposed
from authoring.reading import read_file
from authoring.rule_drafter import RuleDrafter
from decks.ids import content_id, text_hash
from decks.sources import SourceVersion
from evals.drafting.files import data_folder
from providers.embedding import Embedder

PAIRS = Path(__file__).parent / "pairs.jsonl"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often test and person said "the same": both, only the test, only the person, neither.

    `gone` pairs were judged on drafts that the drafter no longer makes.
    """

    both: int = 0
    test_only: int = 0
    person_only: int = 0
    neither: int = 0
    gone: int = 0

    @property
    def precision(self) -> float:
        """Of the pairs that the test calls the same, the share that the person does."""
        return self.both / max(1, self.both + self.test_only)

    @property
    def recall(self) -> float:
        """Of the pairs that the person calls the same, the share that the test finds."""
        return self.both / max(1, self.both + self.person_only)


def agreement(embedder: Embedder, *, glossary: bool) -> Agreement:
    """The test against the person, on glossary terms or on the other questions."""
    told = list(_judged(embedder, glossary=glossary))
    counted = [each for each in told if each is not None]
    return Agreement(
        both=counted.count((True, True)),
        test_only=counted.count((True, False)),
        person_only=counted.count((False, True)),
        neither=counted.count((False, False)),
        gone=told.count(None),
    )


def _judged(embedder: Embedder, *, glossary: bool) -> Iterator[tuple[bool, bool] | None]:
    """For each pair what the test says and what the person said; None for a draft that is gone."""
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    for notes in dict.fromkeys(row["notes"] for row in rows):
        mine = [row for row in rows if row["notes"] == notes]
        drafts = _drafts(data_folder() / "notes" / notes)
        gold = {
            each.line: each for each in read_gold(data_folder() / "decks" / str(mine[0]["gold"]))
        }
        for row in mine:
            question = gold[row["line"]]
            if (question.kind == "glossary") is not glossary:
                continue
            draft = drafts.get((row["start"], row["kind"]))
            if draft is None:
                yield None
            else:
                yield _same(embedder, question, draft), bool(row["same"])


def _same(embedder: Embedder, gold: Gold, draft: Proposed) -> bool:
    content = draft.content
    whole, told, asked, question = embedder.embed(
        [
            f"{gold.question} {gold.answer}",
            f"{content.question} {content.core_answer or ''}",
            gold.question,
            content.question,
        ]
    )
    return asks_the_same(gold, content, Nearness(float(whole @ told), float(asked @ question)))


def _drafts(notes: Path) -> dict[tuple[int | None, str], Proposed]:
    """What the built-in drafter makes of a file, by where it begins and its kind."""
    version = _version(notes)
    drafter = RuleDrafter()
    made: Sequence[Proposed] = [
        each for passage in cut(version) for each in drafter.draft(version, passage).drafts
    ]
    return {(each.start, each.content.kind.value): each for each in made}


def _version(notes: Path) -> SourceVersion:
    reading = read_file(notes)
    digest = text_hash(reading.text)
    return SourceVersion(
        id=content_id("ver", notes.name, digest, reading.extractor),
        source_id=notes.name,
        format=reading.format,
        extractor=reading.extractor,
        text=reading.text,
        text_hash=digest,
        spans=reading.spans,
        warnings=reading.warnings,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
