"""Deck JSONL, the format of record: a header line, then one typed record a line, without loss.

Hand-written decks need no header: a line with a `question` is a card. A bad line stops the whole
import with its number and field, so nothing is ever half loaded. See docs/reference/deck-jsonl.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from decks.base import Noun
from decks.cards import Card, CardVersion
from decks.errors import BadRecord, EmptyFile, NewerData
from decks.exchange.handwritten import read_plain
from decks.exchange.losses import Loss
from decks.exchange.plain import PlainCard
from decks.exchange.record import FORMAT, RECORD_TYPES, VERSION, DeckBundle
from decks.exchange.strict_json import parse_line, validated, write_line
from decks.media import Medium

_TYPES = {kind.name: kind for kind in RECORD_TYPES}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file held: a whole deck, plain cards, or both; `problems` are worth showing.

    `title` is what the file calls the deck, where it is no bundle; `lost` is what stayed behind.
    """

    bundle: DeckBundle | None
    plain: tuple[PlainCard, ...] = ()
    problems: tuple[str, ...] = ()
    title: str | None = None
    media: tuple[Medium, ...] = ()
    lost: tuple[Loss, ...] = ()


def dump(bundle: DeckBundle) -> Iterator[str]:
    """The lines of a deck, without newlines: stable order, keys as in the nouns, no NaN.

    A card names its version by id; only a version that `card_versions` lacks is written inside.
    """
    yield write_line({"cardwright": FORMAT, "version": VERSION})
    apart = {version.id: version for version in bundle.card_versions}
    for kind in RECORD_TYPES:
        for noun in kind.of(bundle):
            fields = noun.model_dump(mode="json")
            if isinstance(noun, Card) and apart.get(noun.version.id) == noun.version:
                fields["version"] = noun.version.id
            yield write_line({"type": kind.name, **fields})


def load(lines: Iterable[str]) -> Loaded:
    """The deck on these lines; blank lines, a BOM and CRLF are allowed.

    Raises `BadRecord` naming line and field, `NewerData` for a later version of the format, and
    `EmptyFile` where there is no record at all.
    """
    reading = _Reading()
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        if text.strip():
            reading.take(number, parse_line(text, number))
    return reading.finish()


@dataclass
class _Reading:
    """What was read so far; becomes a `Loaded` only when every line was good."""

    started: bool = False
    enveloped: bool = False
    nouns: dict[str, list[Noun]] = field(default_factory=dict)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    waiting: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    plain: list[PlainCard] = field(default_factory=list)

    def take(self, number: int, record: dict[str, Any]) -> None:
        first, self.started = not self.started, True
        if "cardwright" in record:
            self._header(number, record, first)
        elif "type" in record and "question" not in record:
            self._typed(number, record)
        else:
            self.plain.append(read_plain(record, number))

    def _header(self, number: int, record: dict[str, Any], first: bool) -> None:
        if not first:
            raise BadRecord(f"Line {number}: the header line stands only at the top of a file.")
        version = record.get("version")
        if record["cardwright"] != FORMAT or type(version) is not int or version < 1:
            raise BadRecord(
                f'Line {number}: a deck starts with {{"cardwright": "deck", "version": {VERSION}}}.'
            )
        if version > VERSION:
            raise NewerData(
                f"This deck is in version {version} of the format, and this Cardwright reads "
                f"up to {VERSION}: update Cardwright, then import it again."
            )
        self.enveloped = True

    def _typed(self, number: int, record: dict[str, Any]) -> None:
        name = record.pop("type")
        if not self.enveloped:
            raise BadRecord(
                f"Line {number}: a record with a type needs the header line "
                f'{{"cardwright": "deck", "version": {VERSION}}} at the top of the file.'
            )
        if not isinstance(name, str) or name not in _TYPES:
            raise BadRecord(
                f"Line {number}: type: there is no such record; it is one of {', '.join(_TYPES)}."
            )
        if name == "card" and isinstance(record.get("version"), str):
            self.waiting.append((number, record))
            # The place is kept so that cards stay in order with those that carry their version.
            self._keep(number, name, _Placeholder(id=str(record.get("id"))))
        else:
            self._keep(number, name, validated(_TYPES[name].noun, record, number))

    def _keep(self, number: int, name: str, noun: Noun) -> None:
        key = getattr(noun, "id", None)
        if key is not None:
            before = self.seen.setdefault((name, key), number)
            if before != number:
                raise BadRecord(f"Line {number}: id: line {before} has this {name} already.")
        self.nouns.setdefault(name, []).append(noun)

    def finish(self) -> Loaded:
        if not self.started:
            raise EmptyFile("There is no record in this file: it holds no deck and no cards.")
        if not self.enveloped:
            return Loaded(None, tuple(self.plain))
        self._join_versions()
        for name, least in (("deck", 1), ("course", 0)):
            count = len(self.nouns.get(name, ()))
            if not least <= count <= 1:
                raise BadRecord(f"The file holds {count} {name} records; it needs one {name}.")
        bundle = self._bundle()
        return Loaded(bundle, tuple(self.plain), problems(bundle))

    def _join_versions(self) -> None:
        versions = {
            version.id: version
            for version in cast("list[CardVersion]", self.nouns.get("card_version", []))
        }
        places = {
            getattr(noun, "id", None): at for at, noun in enumerate(self.nouns.get("card", ()))
        }
        for number, record in self.waiting:
            version = versions.get(record["version"])
            if version is None:
                raise BadRecord(
                    f"Line {number}: version: no card_version line of this file has that id."
                )
            whole = {**record, "version": version.model_dump()}
            self.nouns["card"][places[str(record.get("id"))]] = validated(Card, whole, number)

    def _bundle(self) -> DeckBundle:
        values: dict[str, Any] = {}
        for kind in RECORD_TYPES:
            nouns = self.nouns.get(kind.name, [])
            if kind.field in ("deck", "course"):
                values[kind.field] = nouns[0] if nouns else None
            else:
                values[kind.field] = tuple(nouns)
        return DeckBundle(**values)


class _Placeholder(Noun):
    """Stands in a card's place until all versions are read."""

    id: str


def problems(bundle: DeckBundle) -> tuple[str, ...]:
    """Sentences about records that point to records which are not there, one for each kind."""
    ids = {getattr(noun, "id", None) for kind in RECORD_TYPES for noun in kind.of(bundle)}
    lost: Counter[tuple[str, str]] = Counter()
    for kind in RECORD_TYPES:
        for noun in kind.of(bundle):
            for name in _POINTERS.get(kind.name, ()):
                target = getattr(noun, name)
                if target is not None and target not in ids:
                    lost[kind.name, name] += 1
    return tuple(
        f"{count} {kind} record{'s' * (count > 1)} with a {name} that is not in this file."
        for (kind, name), count in lost.items()
    )


_POINTERS = {
    "source_version": ("source_id",),
    "passage": ("version_id",),
    "task": ("passage_id", "deck_id"),
    "draft": ("deck_id", "passage_id"),
    "card_version": ("card_id",),
    "card": ("deck_id",),
    "analogy": ("subject_id",),
    "decision": ("draft_id",),
    "answer": ("learner_id", "card_id", "card_version_id"),
    "grade": ("answer_id",),
    "review": ("learner_id", "card_id", "card_version_id"),
    "claim": ("answer_id", "learner_id"),
    "session": ("learner_id",),
    "mark": ("learner_id", "card_id"),
    "standard": ("deck_id",),
    "ruling": ("card_id", "version_id", "made_version_id"),
    "label": ("answer_id",),
}
"""What must be in the file with a record. Not here: authors and reviewers, who are people and
leave a course, and the draft of a card, which an export without drafts leaves behind."""
