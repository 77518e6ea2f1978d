"""An Anki package to cards, reviews and pictures, with what it lost on the way."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

from decks.cards import DraftContent
from decks.errors import EmptyFile
from decks.exchange.anki.collection import read_collection
from decks.exchange.anki.notes import Notes
from decks.exchange.anki.package import Package, open_package
from decks.exchange.hypertext_out import MEDIA
from decks.exchange.jsonl import Loaded
from decks.exchange.losses import Losses
from decks.exchange.plain import PlainCard
from decks.media import Medium, kind_of, safe_name


def read_apkg(data: bytes) -> Loaded:
    """What an .apkg or .colpkg holds; raises an `Unreadable` that says what is wrong with it."""
    package = open_package(data)
    collection = read_collection(package.database)
    losses = Losses()
    notes = Notes(collection, losses)
    cards = notes.cards()
    if not cards:
        raise EmptyFile("The package holds no card.")
    media = _media(package, notes.images, losses)
    kept = {medium.name for medium in media}
    if notes.images - kept:
        cards = [_without(card, kept) for card in cards]
    return Loaded(None, tuple(cards), title=notes.title, media=media, lost=losses.told())


def _media(package: Package, wanted: set[str], losses: Losses) -> tuple[Medium, ...]:
    found: list[Medium] = []
    for name in sorted(wanted):
        data = package.medium(name) if safe_name(name) else None
        kind = None if data is None else kind_of(data)
        if data is None or kind is None:
            losses.add("image that is missing or of a kind that is not kept", name)
        else:
            found.append(Medium(name=name, kind=kind, data=data))
    return tuple(found)


def _without(card: PlainCard, kept: set[str]) -> PlainCard:
    """The card without pointers to images that are not there: their descriptions stay."""

    def told(text: str) -> str:
        return MEDIA.sub(lambda mark: mark[0] if unquote(mark[2]) in kept else mark[1], text)

    content = card.content
    if "](media:" not in f"{content.question}{content.core_answer}{content.explanation}":
        return card
    changed: dict[str, object] = {
        "question": told(content.question) or "[image]",
        "core_answer": told(content.core_answer or "") or None,
        "explanation": told(content.explanation),
    }
    return replace(card, content=DraftContent(**{**content.model_dump(), **changed}))
