"""What a child process says of a deck file, as JSON that the parent checks like any other input."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from decks.errors import DamagedFile
from decks.exchange.jsonl import Loaded
from decks.exchange.losses import Loss
from decks.exchange.plain import PlainCard
from decks.media import Medium


@dataclass(frozen=True, slots=True)
class _Parcel:
    plain: tuple[PlainCard, ...]
    problems: tuple[str, ...]
    title: str | None
    media: tuple[Medium, ...]
    lost: tuple[Loss, ...]


_ADAPTER = TypeAdapter(_Parcel)


def packed(loaded: Loaded) -> bytes:
    """A deck of plain cards as JSON."""
    parcel = _Parcel(loaded.plain, loaded.problems, loaded.title, loaded.media, loaded.lost)
    return _ADAPTER.dump_json(parcel)


def unpacked(data: bytes) -> Loaded:
    """The same deck; `DamagedFile` where it is not one."""
    try:
        parcel = _ADAPTER.validate_json(data)
    except ValidationError:
        raise DamagedFile("Reading gave nothing usable: export the file again.") from None
    return Loaded(
        None, parcel.plain, parcel.problems, parcel.title, media=parcel.media, lost=parcel.lost
    )
