"""Files as a browser sends them: stored at once, read one after the other while people go on.

What waits stands in SQL, so a server that stops loses none: the next one reads it. A file that
cannot be read is told with its reason until it is dismissed or sent again. A file's name is a
label that a stranger chose: no part of a path, no control characters, and nothing that turns the
direction of what stands around it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring.reading import ReadLimits, read_bytes
from decks.briefs import Wish
from decks.cards import Deck
from decks.drafts import TaskState
from decks.errors import CardwrightError, NotFound, SayWhich, TooLarge, WrongUsage
from decks.ids import content_id
from decks.sources import Upload, UploadState
from service.notes import briefs
from service.notes.briefs import lecture_of
from service.notes.drafting import Report, Step, silent
from service.notes.ingest import store
from service.notes.naming import numbered
from service.wiring import deck_for

if TYPE_CHECKING:
    from service.wiring import App

MOST_FILES = 20
_QUESTION = (
    "{} has next to nothing in common with the notes of that name that were read before. Is it a "
    "newer version of them, or another document?"
)
LONGEST_LABEL = 120
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a deck's notes are.

    `reading` counts the files that wait to be read; the others count passages that are drafted
    from, wait, or failed.
    """

    reading: int
    done: int
    waiting: int
    failed: int

    @property
    def total(self) -> int:
        """All passages."""
        return self.done + self.waiting + self.failed

    @property
    def busy(self) -> bool:
        """Whether anything waits."""
        return bool(self.reading or self.waiting)


def receive(
    app: App, files: Sequence[tuple[str, bytes]], deck_name: str, wish: Wish | None = None
) -> Deck:
    """Stores each (name, bytes) for reading, all or none; gives the deck that they go to.

    They are one lecture, and `wish` says what is asked of its drafts.

    A deck that is not named is called after the first file. The same files again change nothing.
    Raises `WrongUsage` for no file or too many, `TooLarge` for one that is.
    """
    if not files:
        raise WrongUsage("Choose a file, or paste the text of the notes.")
    if len(files) > MOST_FILES:
        raise WrongUsage(f"At most {MOST_FILES} files at once: send the others afterwards.")
    named = _apart(files)
    for called, data in named:
        _fits(called, data)
    deck = deck_for(app, _deck_name(app, deck_name, files[0][0]))
    with app.ledger.write() as unit:
        for called, data in named:
            digest = hashlib.sha256(data).hexdigest()
            made = content_id("upl", deck.id, called, digest)
            sent = Upload(
                id=made,
                deck_id=deck.id,
                name=called,
                wish=wish or Wish(),
                lecture=lecture_of(deck, [name for name, _ in named]),
                at=app.now(),
            )
            unit.uploads.add(sent, data)
    return deck


def read_waiting(app: App, report: Report = silent) -> int:
    """Reads every file that waits, oldest first; gives how many became sources.

    Their passages then wait to be drafted from (`service.notes.drafting.go_on`).
    """
    count = 0
    while True:
        with app.ledger.read() as unit:
            upload = unit.uploads.next()
            if upload is None:
                return count
            deck, data = unit.decks.get(upload.deck_id), unit.uploads.data(upload.id)
        report(Step(f"reading {upload.name}", count, count + 1))
        try:
            reading = read_bytes(data, upload.name)
            version = store(app, deck, upload.name, reading, upload, upload.place)
            briefs.ask(app, deck, [version], upload.wish, upload.lecture)
            count += 1
        except SayWhich:
            with app.ledger.write() as unit:
                unit.uploads.ask(upload.id, _QUESTION.format(upload.name))
        except CardwrightError as error:
            with app.ledger.write() as unit:
                unit.uploads.fail(upload.id, str(error))


def received(app: App, deck: Deck) -> list[Upload]:
    """The files of a deck that wait to be read or could not be."""
    with app.ledger.read() as unit:
        return unit.uploads.of_deck(deck.id)


def answer(app: App, deck: Deck, upload_id: str, place: str) -> None:
    """Says what a file is that was asked about: "new", or a newer version of its namesake ("").

    Once is enough; raises `NotFound` for another deck's.
    """
    with app.ledger.write() as unit:
        found = [each for each in unit.uploads.of_deck(deck.id) if each.id == upload_id]
        if not found:
            raise NotFound("This file was read meanwhile, or dismissed before.")
        unit.uploads.settle(upload_id, place or found[0].name)


def dismiss(app: App, deck: Deck, upload_id: str) -> None:
    """Lets a file go that could not be read, or need not be; `NotFound` for another deck's."""
    with app.ledger.write() as unit:
        if upload_id not in {each.id for each in unit.uploads.of_deck(deck.id)}:
            raise NotFound("This file was read meanwhile, or dismissed before.")
        unit.uploads.remove(upload_id)


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
            called = numbered(called, given[called])
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
        sent = unit.uploads.of_deck(deck.id)
    reading = sum(each.state is UploadState.WAITING for each in sent)
    return Standing(
        reading, counts[TaskState.DONE], counts[TaskState.PENDING], counts[TaskState.FAILED]
    )


def try_again(app: App, deck: Deck) -> int:
    """Lets the passages that failed wait once more; gives how many."""
    with app.ledger.write() as unit:
        failed = unit.tasks.failed(deck.id)
        for task in failed:
            again = {"state": TaskState.PENDING, "reason": ""}
            unit.tasks.save(task.model_copy(update=again))
    return len(failed)
