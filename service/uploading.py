"""Several files at once, as a browser sends them: each is read by itself, and what waits is told.

A file's name is a label that a stranger chose: no part of a path, no control characters, and
nothing that turns the direction of what stands around it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring.reading import ReadLimits
from decks.cards import Deck
from decks.drafts import TaskState
from decks.errors import CardwrightError, TooLarge, WrongUsage
from service.ingest import take_in
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App

MOST_FILES = 20
LONGEST_LABEL = 120
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave nothing, and why in one sentence."""

    name: str
    error: CardwrightError


@dataclass(frozen=True, slots=True)
class Upload:
    """What came of the files; `deck` is None where none could be read and no deck was made."""

    deck: Deck | None
    taken: tuple[str, ...]
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many passages of a deck's notes are drafted from, wait, or failed."""

    done: int
    waiting: int
    failed: int

    @property
    def total(self) -> int:
        """All passages."""
        return self.done + self.waiting + self.failed


def upload(app: App, files: Sequence[tuple[str, bytes]], deck_name: str) -> Upload:
    """Reads and stores each (name, bytes); a file that fails costs the others nothing.

    A deck that is not named is called after the first file. The same files again change nothing.
    Raises `WrongUsage` for no file or too many.
    """
    if not files:
        raise WrongUsage("Choose a file, or paste the text of the notes.")
    if len(files) > MOST_FILES:
        raise WrongUsage(f"At most {MOST_FILES} files at once: send the others afterwards.")
    name = _deck_name(app, deck_name, files[0][0])
    taken: list[str] = []
    failed: list[Failure] = []
    for called, data in _apart(files):
        try:
            _fits(called, data)
            take_in(app, called, data, name)
            taken.append(called)
        except CardwrightError as error:
            failed.append(Failure(called, error))
    return Upload(deck_named(app, name) if taken else None, tuple(taken), tuple(failed))


def _deck_name(app: App, given: str, first_file: str) -> str:
    """The name of a deck that is there, else a new one's as it may be shown."""
    with app.ledger.read() as unit:
        if unit.decks.by_name(given) is not None:
            return given
    called = label(first_file)
    return label(given, "") or called.rpartition(".")[0] or called


def label(name: str, otherwise: str = "notes") -> str:
    """A file's or deck's name as it may be shown and stored; `otherwise` where nothing is left."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1] if otherwise else name
    seen = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in last)
    kept = " ".join(seen.split()).lstrip(".")
    if len(kept) > LONGEST_LABEL:
        stem, dot, suffix = kept.rpartition(".")
        ending = dot + suffix if stem and len(suffix) <= 10 else ""
        kept = kept[: LONGEST_LABEL - len(ending)] + ending
    return kept or otherwise


def _apart(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The files under labels; two of one name in one upload are told apart by a number."""
    given: dict[str, int] = {}
    named = []
    for name, data in files:
        called = label(name)
        given[called] = given.get(called, 0) + 1
        if given[called] > 1:
            stem, dot, suffix = called.rpartition(".")
            many = f" ({given[called]})"
            called = f"{stem}{many}{dot}{suffix}" if stem else called + many
        named.append((called, data))
    return named


def _fits(name: str, data: bytes) -> None:
    allowed = ReadLimits().file_megabytes
    if len(data) > allowed * 1_000_000:
        raise TooLarge(f"{name} is larger than {allowed} MB: split it.")


def standing(app: App, deck: Deck) -> Standing:
    """How far the drafter in force is with a deck's notes."""
    with app.ledger.read() as unit:
        counts = unit.tasks.counts(deck.id, app.drafter.name)
    return Standing(counts[TaskState.DONE], counts[TaskState.PENDING], counts[TaskState.FAILED])


def try_again(app: App, deck: Deck) -> int:
    """Lets the passages that failed wait once more; gives how many."""
    with app.ledger.write() as unit:
        failed = unit.tasks.failed(deck.id)
        for task in failed:
            again = {"state": TaskState.PENDING, "reason": ""}
            unit.tasks.save(task.model_copy(update=again))
    return len(failed)
