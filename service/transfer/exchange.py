"""Decks in and out: which format a file is in, and what is done with what it holds.

Importing is the decision for complete cards: they become cards at once, each with a draft and an
`accept` by the importing person, so undo works as for any other. Incomplete ones wait as drafts.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from decks.errors import NotFound, TooLarge, UnknownFormat, WorkFailed
from decks.exchange import jsonl
from decks.exchange.carried import Written, left_behind
from decks.exchange.formats import Format, is_package, read_deck
from decks.exchange.losses import Loss, joined
from decks.exchange.table import write_table
from decks.keypoints import key_points_of
from service.outputs import whole
from service.shapes import ExportShape, ImportShape, LossShape
from service.transfer import bundles, imported, outgoing
from service.transfer.packages import read_package
from service.wiring import LONGEST_NAME, deck_for, deck_named

if TYPE_CHECKING:
    from decks.exchange.jsonl import Loaded
    from decks.exchange.outgoing import OutgoingDeck
    from decks.media import Medium
    from service.wiring import App

MAX_BYTES = 100_000_000
READS: tuple[Format, ...] = get_args(Format)
WRITES: tuple[Written, ...] = get_args(Written)
ENDINGS: dict[Written, str] = {
    "jsonl": "jsonl",
    "apkg": "apkg",
    "csv": "csv",
    "tsv": "tsv",
    "quizlet": "txt",
    "markdown": "md",
    "gift": "gift",
    "moodle": "xml",
    "qti": "xml",
}
"""How the names of files of each format end."""
ALIASES = {
    "anki": "apkg",
    "colpkg": "apkg",
    "knowt": "quizlet",
    "text": "quizlet",
    "txt": "quizlet",
    "md": "markdown",
    "moodle-xml": "moodle",
    "qti12": "qti",
}
"""Other names that people have for the formats."""

F = TypeVar("F", Format, Written)


def import_file(
    app: App,
    file: Path,
    deck_name: str,
    *,
    format_name: str | None = None,
    as_found: bool = False,
) -> ImportShape:
    """Brings a deck in; the same file again changes nothing.

    Damaged formulas are mended, each repair is told, and the words as found stay as the card's
    first version; `as_found` keeps them as they are.
    """
    return import_bytes(
        app, file.name, _bytes(file), deck_name, format_name=format_name, as_found=as_found
    )


def import_bytes(
    app: App,
    name: str,
    data: bytes,
    deck_name: str | None,
    *,
    format_name: str | None = None,
    as_found: bool = False,
) -> ImportShape:
    """Brings in a deck that was sent; the name is a label and its ending tells the format.

    Without `deck_name` the deck is called as it calls itself, or after the file.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"This is larger than {MAX_BYTES:,} bytes.")
    known = known_format(format_name)
    if is_package(name, data, known):
        loaded = read_package(name, data)
    else:
        loaded = read_deck(name, data, key_points_of, known)
    deck_name = deck_name or _own_name(loaded, name)
    added = bundles.Added(0, 0, 0, 0)
    if loaded.bundle is not None:
        added = bundles.put_in(app, loaded.bundle, deck_name)
    deck = deck_for(app, deck_name)
    if loaded.media:
        with app.ledger.write() as unit:
            stored = unit.media.put(deck.id, loaded.media)
    else:
        stored = added.media
    plain = imported.as_they_were(loaded.plain) if as_found else loaded.plain
    taken = imported.take_in(app, deck, plain)
    return ImportShape(
        deck=deck.name,
        deck_id=deck.id,
        cards=taken.cards + added.cards,
        drafts=taken.drafts + added.drafts,
        analogies=taken.analogies + added.analogies,
        unchanged=taken.unchanged + added.unchanged,
        updated=taken.updated,
        reviews=taken.reviews,
        media=stored,
        warnings=loaded.problems,
        repairs=tuple(taken.repairs),
        lost=loss_shapes((*loaded.lost, *taken.lost.told())),
    )


def loss_shapes(losses: tuple[Loss, ...]) -> tuple[LossShape, ...]:
    """Losses as they are printed."""
    return tuple(LossShape(**loss.model_dump(), sentence=loss.sentence) for loss in losses)


def _own_name(loaded: Loaded, file_name: str) -> str:
    bundled = loaded.bundle.deck.name if loaded.bundle else ""
    return " ".join((bundled or loaded.title or PurePath(file_name).stem).split())[:LONGEST_NAME]


def known_format(name: str | None) -> Format | None:
    """The format to read of this name; None stays None. Raises `UnknownFormat`."""
    return None if name is None else _named(name, READS, "read")


def written_format(name: str) -> Written:
    """The format to write of this name. Raises `UnknownFormat`."""
    return _named(name, WRITES, "written")


def _named(name: str, known: tuple[F, ...], done: Literal["read", "written"]) -> F:
    wanted = ALIASES.get(name.lower(), name.lower())
    found = next((each for each in known if each == wanted), None)
    if found is None:
        raise UnknownFormat(f"No format {name!r} is {done}; these are: {', '.join(known)}.")
    return found


def _bytes(file: Path) -> bytes:
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with file.open("rb") as opened:
                data = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except OSError as error:
        raise WorkFailed(f"{file} cannot be read: {error.strerror}.") from None
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{file.name} is larger than {MAX_BYTES:,} bytes.")
    return data


def picture(app: App, deck_id: str, name: str) -> Medium:
    """A picture of a deck by its name, or `NotFound`."""
    with app.ledger.read() as unit:
        return unit.media.get(deck_id, name)


@dataclass(frozen=True, slots=True)
class Exported:
    """A deck as bytes; `losses` are what the format cannot carry, `notes` what to know of it."""

    data: bytes
    format: Written
    losses: tuple[Loss, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def lost(self) -> tuple[str, ...]:
        """Sentences for the person: notes, then losses."""
        head = (f"{self.format} cannot carry these; they stay behind:",) if self.losses else ()
        return (*self.notes, *head, *joined(self.losses))

    def shape(self, deck_name: str, out: str) -> ExportShape:
        """As it is printed of a deck that was written to `out`."""
        return ExportShape(
            deck=deck_name,
            format=self.format,
            out=out,
            bytes=len(self.data),
            notes=self.notes,
            lost=loss_shapes(self.losses),
        )


def exported(
    app: App,
    deck_name: str,
    format_name: str = "jsonl",
    *,
    with_learners: bool = False,
    with_schedule: bool = True,
) -> Exported:
    """A deck in one of the formats.

    Learners' records go out only in jsonl, and only when asked for; an Anki package has the
    schedule of the person whose data folder this is, unless they leave it out.
    """
    kind = written_format(format_name)
    deck = deck_named(app, deck_name)
    if kind == "jsonl":
        bundle = bundles.gather(app, deck, with_learners=with_learners)
        text = "".join(f"{line}\n" for line in jsonl.dump(bundle))
        return Exported(text.encode("utf-8"), kind)
    out = outgoing.gather(app, deck, with_schedule=with_schedule)
    data, note = _written(app, out, kind)
    return Exported(data, kind, left_behind(out, kind), (note,) if note else ())


def all_losses(app: App, deck_name: str) -> dict[Written, tuple[Loss, ...]]:
    """What each format would leave behind of a deck."""
    deck = outgoing.gather(app, deck_named(app, deck_name), with_schedule=True)
    return {kind: left_behind(deck, kind) for kind in WRITES}


def _written(app: App, deck: OutgoingDeck, kind: Written) -> tuple[bytes, str]:
    """The deck's bytes, and a sentence on how they are to be used, where one is needed."""
    if kind == "apkg":
        from decks.exchange.anki.writing import write_apkg

        return write_apkg(deck, app.now(), outgoing.days(app, deck)), ""
    text, note = _text(deck, kind)
    return text.encode("utf-8", "replace"), note


def _text(deck: OutgoingDeck, kind: Written) -> tuple[str, str]:
    plain = [card.plain for card in deck.cards]
    if kind == "quizlet":
        from decks.exchange.quizlet import write_quizlet

        return write_quizlet(plain)
    if kind == "markdown":
        from decks.exchange.markdown_out import write_markdown

        return write_markdown(deck.name, plain), ""
    if kind == "gift":
        from decks.exchange.gift import write_gift

        return write_gift(deck), ""
    if kind == "moodle":
        from decks.exchange.moodle import write_moodle

        return write_moodle(deck), ""
    if kind == "qti":
        from decks.exchange.qti import write_qti

        return write_qti(deck), ""
    return write_table(plain, "," if kind == "csv" else "\t"), ""


def export_file(
    app: App,
    deck_name: str,
    out: Path,
    *,
    format_name: str = "jsonl",
    with_learners: bool = False,
    with_schedule: bool = True,
) -> Exported:
    """Writes a deck and tells what its format cannot carry.

    The file appears under its name only when it is whole.
    """
    made = exported(
        app,
        deck_name,
        format_name,
        with_learners=with_learners,
        with_schedule=with_schedule,
    )
    with whole(out, private=with_learners) as file:
        file.write(made.data)
    return made
