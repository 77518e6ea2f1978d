"""The bank of familiar scenes: the project's own, one file a domain, and those a teacher adds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from authoring.analogies.relations import relations
from decks.analogies import AnalogyContent, told
from decks.errors import BadRecord

MOST_WORDS = 40
"""Words of an analogy as it is told (rubric A8); a filler is counted as `FILLER` of them."""
FILLER = 4
MOST_BYTES = 1_000_000
_SLOT = re.compile(r"\{([a-z_]+)\}")

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class Entry(BaseModel):
    """One scene. `told` names each role of the relation in braces; `roles` say what plays it in the
    scene. `misleads` are wrong conclusions that the scene invites; `limits` answer each of them;
    both may name roles in braces, too. One with `only_with` suits a card alone that says one of
    these words, or cites it; one with `never_with` no card that does.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    relation: str
    familiar: Line
    told: Line
    roles: Mapping[str, Line]
    limits: tuple[Line, ...] = Field(min_length=1, max_length=5)
    misleads: tuple[Line, ...] = Field(default=(), max_length=5)
    only_with: frozenset[str] = frozenset()
    never_with: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def _sound(self) -> Entry:
        relation = relations().get(self.relation)
        if relation is None:
            raise ValueError(f"{self.relation!r} is no relation of the list")
        if set(self.roles) != set(relation.roles):
            raise ValueError(f"its roles must be {', '.join(relation.roles)}")
        if set(self.slots) != set(self.roles):
            raise ValueError("what is told must name each role in braces, and no other")
        if not set(_SLOT.findall(" ".join((*self.limits, *self.misleads)))) <= set(self.roles):
            raise ValueError("limits and what misleads can name in braces only its roles")
        words = len(_SLOT.sub("", self.told).split()) + (FILLER - 1) * len(self.slots)
        if words > MOST_WORDS:
            raise ValueError(f"it is told in about {words} words: at most {MOST_WORDS}")
        return self

    def suits(self, words: str) -> bool:
        """Whether what a card says and cites is what the scene is made for."""
        said = set(re.findall(r"[^\W_]+", words.casefold()))
        fitting = not self.only_with or not said.isdisjoint(self.only_with)
        return fitting and said.isdisjoint(self.never_with)

    @property
    def slots(self) -> tuple[str, ...]:
        """The roles in the order in which they are told."""
        return tuple(dict.fromkeys(_SLOT.findall(self.told)))

    def content(self, fillers: Mapping[str, str]) -> AnalogyContent:
        """The analogy with these roles of the card; those that are not named stay open."""
        roles = tuple((self.roles[slot], fillers.get(slot, "")) for slot in self.slots)
        numbers = {slot: number for number, slot in enumerate(self.slots, 1)}
        pattern = _SLOT.sub(lambda found: f"{{{numbers[found[1]]}}}", self.told)
        return AnalogyContent(
            text=told(pattern, roles),
            familiar=self.familiar,
            roles=roles,
            relation=relations()[self.relation].about,
            limits=tuple(self._named(line, fillers) for line in self.limits),
            misleads=tuple(self._named(line, fillers) for line in self.misleads),
            pattern=pattern,
        )

    def _named(self, line: str, fillers: Mapping[str, str]) -> str:
        """The line with the card's words for its roles; an open one by its familiar part."""

        def name(found: re.Match[str]) -> str:
            return fillers.get(found[1]) or f"what {self.roles[found[1]]} stands for"

        named = _SLOT.sub(name, line)
        return named[:1].upper() + named[1:]


class Domain(BaseModel):
    """One file: scenes of one part of everyday life. `field` are words that give away a card of
    that same field, for which its scenes are neither familiar nor simpler (rubric A1).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: Line
    field: frozenset[str] = frozenset()
    entry: tuple[Entry, ...] = Field(min_length=1, max_length=500)


class Bank:
    """Scenes by relation, each with the field words of its domain."""

    def __init__(self, domains: Iterable[Domain]) -> None:
        self._domains = tuple(domains)
        self._fields = {
            entry.id: domain.field for domain in self._domains for entry in domain.entry
        }

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every scene."""
        return tuple(entry for domain in self._domains for entry in domain.entry)

    def showing(self, relation: str) -> Iterator[Entry]:
        """The scenes of a relation."""
        return (entry for entry in self.entries if entry.relation == relation)

    def field(self, entry: Entry) -> frozenset[str]:
        """Words that give away a card of the same field."""
        return self._fields[entry.id]

    def field_of(self, familiar: str) -> frozenset[str]:
        """The same for a scene by its familiar idea; nothing where the bank does not know it."""
        found = (self.field(each) for each in self.entries if each.familiar == familiar)
        return next(found, frozenset())


@cache
def shipped() -> Bank:
    """The project's own bank."""
    folder = files(__package__).joinpath("bank")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return Bank(_domain(name, folder.joinpath(name).read_bytes()) for name in names)


def with_own(place: Path | None) -> Bank:
    """The project's bank and a teacher's own file, or folder of files; an id there replaces ours.

    Raises `BadRecord` where a file cannot be read or breaks a rule of the bank.
    """
    if place is None:
        return shipped()
    try:
        paths = sorted(place.glob("*.toml")) if place.is_dir() else [place]
        found = [_domain(path.name, _bytes(path)) for path in paths]
    except OSError as error:
        raise BadRecord(
            f"The bank of analogies {place} cannot be read: {error.strerror}."
        ) from None
    own = {entry.id for domain in found for entry in domain.entry}
    rest = (_without(domain, own) for domain in shipped()._domains)
    return Bank([*found, *(domain for domain in rest if domain is not None)])


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadRecord(f"{path.name} is larger than a megabyte: no bank of analogies is.")
    return data


def _without(domain: Domain, ids: set[str]) -> Domain | None:
    kept = tuple(entry for entry in domain.entry if entry.id not in ids)
    return domain.model_copy(update={"entry": kept}) if kept else None


def _domain(name: str, data: bytes) -> Domain:
    try:
        return Domain.model_validate(tomllib.loads(data.decode("utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRecord(f"{name} is no TOML in UTF-8: {error}.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise BadRecord(f"{name}: {place}: {reason}.") from None
