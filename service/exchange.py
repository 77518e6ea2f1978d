"""Decks in and out: which format a file is in, and what is done with what it holds.

Importing is the decision for complete cards: they become cards at once, each with a draft and an
`accept` by the importing person, so undo works as for any other. Incomplete ones wait as drafts.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, get_args

from decks import lifecycle
from decks.analogies import Analogy, AnalogyOrigin
from decks.cards import Deck
from decks.drafts import Action, Draft, DraftState, Origin, Provenance, ReviewDecision
from decks.errors import NotFound, TooLarge, UnknownFormat, WorkFailed
from decks.exchange import jsonl
from decks.exchange.formats import Format, read_deck
from decks.exchange.plain import PlainCard
from decks.exchange.table import write_table
from decks.ids import content_id, fresh_id
from decks.keypoints import key_points_of
from service import bundles, indexing, review
from service.outputs import whole
from service.shapes import ImportShape
from service.wiring import LONGEST_NAME, deck_for, deck_named

if TYPE_CHECKING:
    from decks.exchange.jsonl import Loaded
    from service.wiring import App
    from storage.ledger import Unit

MAX_BYTES = 100_000_000
_DELIMITERS = {"csv": ",", "tsv": "\t"}


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
    loaded = read_deck(name, data, key_points_of, known_format(format_name))
    deck_name = deck_name or _own_name(loaded, name)
    added = bundles.Added(0, 0, 0, 0)
    if loaded.bundle is not None:
        added = bundles.put_in(app, loaded.bundle, deck_name)
    cards = [_unmended(card) for card in loaded.plain] if as_found else loaded.plain
    shape = _take_in(app, deck_for(app, deck_name), cards)
    return shape.model_copy(
        update={
            "cards": shape.cards + added.cards,
            "drafts": shape.drafts + added.drafts,
            "analogies": shape.analogies + added.analogies,
            "unchanged": shape.unchanged + added.unchanged,
            "warnings": loaded.problems,
        }
    )


def _own_name(loaded: Loaded, file_name: str) -> str:
    bundled = loaded.bundle.deck.name if loaded.bundle else ""
    return " ".join((bundled or loaded.title or PurePath(file_name).stem).split())[:LONGEST_NAME]


def known_format(name: str | None) -> Format | None:
    """The format of this name; None stays None. Raises `UnknownFormat`."""
    for known in get_args(Format):
        if name == known:
            found: Format = known
            return found
    if name is None:
        return None
    raise UnknownFormat(f"There is no format {name!r}; there are: {', '.join(get_args(Format))}.")


def _bytes(file: Path) -> bytes:
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if str(file) == "-" else file.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except OSError as error:
        raise WorkFailed(f"{file} cannot be read: {error.strerror}.") from None
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{file.name} is larger than {MAX_BYTES:,} bytes.")
    return data


def _unmended(card: PlainCard) -> PlainCard:
    if card.as_found is None:
        return card
    return replace(card, content=card.as_found, as_found=None, findings=())


def _take_in(app: App, deck: Deck, incoming: Sequence[PlainCard]) -> ImportShape:
    cards = drafts = analogies = unchanged = 0
    repairs: list[str] = []
    with app.ledger.write() as unit:
        for position, card in enumerate(incoming):
            if card.as_found is not None:
                repairs += [f"{card.content.label}: {finding.reason}" for finding in card.findings]
            draft = _draft(app, deck, card, position)
            if not unit.drafts.add([draft]):
                unchanged += 1
                continue
            analogies += _put_analogies(app, unit, draft, card)
            if draft.content.missing:
                drafts += 1
            else:
                _accept(app, unit, draft)
                cards += 1
    return ImportShape(
        deck=deck.name,
        deck_id=deck.id,
        cards=cards,
        drafts=drafts,
        analogies=analogies,
        unchanged=unchanged,
        repairs=tuple(repairs),
    )


def _draft(app: App, deck: Deck, card: PlainCard, position: int) -> Draft:
    found = card.as_found or card.content
    key = (deck.id, "import", found.question, found.core_answer or "")
    return Draft(
        id=content_id("drf", *key),
        deck_id=deck.id,
        proposed=found,
        content=card.content,
        findings=card.findings,
        provenance=Provenance(origin=Origin.IMPORT, drafter="import/1"),
        position=position,
        created_at=app.now(),
    )


def _put_analogies(app: App, unit: Unit, draft: Draft, card: PlainCard) -> int:
    unit.analogies.add(
        [
            Analogy(
                id=content_id("ana", draft.id, str(number)),
                subject_id=draft.id,
                content=content,
                origin=AnalogyOrigin.IMPORT,
                created_at=app.now(),
            )
            for number, content in enumerate(card.analogies)
        ]
    )
    return len(card.analogies)


def _accept(app: App, unit: Unit, draft: Draft) -> None:
    """The card of a complete draft; a mended one keeps its words as found as version 1."""
    who = app.owner.id
    mended = draft.content != draft.proposed
    card = review.make_card(app, unit, draft, lifecycle.complete(draft.proposed), who)
    if mended:
        version = card.version.model_copy(
            update={
                "id": fresh_id("cdv"),
                "number": 2,
                "content": lifecycle.complete(draft.content),
            }
        )
        unit.cards.add_version(version)
    unit.drafts.save(draft.model_copy(update={"state": DraftState.ACCEPTED, "card_id": card.id}))
    unit.analogies.move(draft.id, card.id)
    unit.drafts.add_decision(
        ReviewDecision(
            id=fresh_id("dec"),
            draft_id=draft.id,
            action=Action.ACCEPT,
            by=who,
            at=app.now(),
            reason="imported, mended" if mended else "imported",
            card_id=card.id,
        )
    )
    indexing.put_card(unit, unit.cards.get(card.id))


@dataclass(frozen=True, slots=True)
class Exported:
    """A deck as text; `lost` is a sentence for each kind of thing the format cannot carry."""

    text: str
    lost: tuple[str, ...]


def exported(
    app: App, deck_name: str, format_name: str = "jsonl", *, with_learners: bool = False
) -> Exported:
    """A deck in one of the formats; learners' records only in jsonl, and only when asked for."""
    deck = deck_named(app, deck_name)
    if format_name == "jsonl":
        bundle = bundles.gather(app, deck, with_learners=with_learners)
        return Exported("".join(f"{line}\n" for line in jsonl.dump(bundle)), ())
    if format_name not in _DELIMITERS:
        raise UnknownFormat(f"There is no format {format_name!r}; there are: jsonl, csv, tsv.")
    with app.ledger.read() as unit:
        cards = [PlainCard(card.version.content) for card in unit.cards.list(deck.id)]
    lost = (
        f"{format_name} carries the words of the cards: citations, analogies and history stay "
        "behind (jsonl carries all)."
    )
    return Exported(write_table(cards, _DELIMITERS[format_name]), (lost,))


def export_file(
    app: App,
    deck_name: str,
    out: Path,
    *,
    format_name: str = "jsonl",
    with_learners: bool = False,
) -> list[str]:
    """Writes a deck; gives a sentence for each kind of thing the format cannot carry.

    The file appears under its name only when it is whole.
    """
    made = exported(app, deck_name, format_name, with_learners=with_learners)
    with whole(out, private=with_learners) as file:
        file.write(made.text.encode("utf-8"))
    return list(made.lost)
