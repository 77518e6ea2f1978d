"""Notes of Anki as cards: one card for each of Anki's, its question and answer as its templates
show them.

The question is what the front shows. What the back adds is told by field: the field that is named
like an answer, or else the first, is the core answer, the others are the explanation. A cloze card
asks for one gap and shows the others filled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from decks.analogies import AnalogyContent
from decks.cards import CardKind, DraftContent
from decks.exchange.anki.collection import CardRow, Collection, NoteRow, NoteType, ReviewRow
from decks.exchange.anki.schedule import studied
from decks.exchange.anki.templates import fill, filling, gap_numbers
from decks.exchange.hypertext_in import words_of
from decks.exchange.losses import Losses
from decks.exchange.plain import PlainCard

OWN_FIELDS = ("Question", "Answer", "Explanation", "Analogy", "Source")
"""The fields of the note type that `writing` makes."""
DECK_TAG = "deck::"
"""A tag of this form keeps which part of a tree of decks a card came from."""
BETWEEN = "\n\n***\n\n"
"""Between several analogies in one field."""
_ANSWERS = frozenset(
    "back answer answers definition meaning translation english response a core_answer".split()
)
_EXTRAS = frozenset(
    "extra notes note explanation comment comments source sources hint mnemonic example examples "
    "remark remarks detail details image picture audio sound frequency context reference "
    "references analogy".split()
) | {"back extra", "personal notes", "add reverse", "example sentence"}
_MARK, _END = "\ufdd3", "\ufdd4"


class Notes:
    """The cards of a collection, with what stayed behind; `images` are the names they show."""

    def __init__(self, collection: Collection, losses: Losses) -> None:
        self._collection = collection
        self._losses = losses
        self._notes = {note.id: note for note in collection.notes}
        self._reviews: dict[int, list[ReviewRow]] = defaultdict(list)
        for row in collection.reviews:
            self._reviews[row.card_id].append(row)
        self._words: dict[str, str] = {}
        self.images: set[str] = set()
        self.title, self._paths = _tree(collection)

    def cards(self) -> list[PlainCard]:
        """Every card that shows a question, in the order in which Anki would teach them."""
        made = [self._card(row, at) for at, row in enumerate(_ordered(self._collection.cards), 1)]
        return [card for card in made if card is not None]

    def _card(self, row: CardRow, line: int) -> PlainCard | None:
        note = self._notes.get(row.note_id)
        kind = None if note is None else self._collection.types.get(note.type_id)
        if note is None or kind is None or not kind.templates:
            self._losses.add("card without its note or note type")
            return None
        content, analogies = self._content(row, note, kind)
        if content is None:
            self._losses.add("card with an empty front", note.fields[0])
            return None
        return PlainCard(
            content=content,
            analogies=analogies,
            line=line,
            key=f"anki:{note.guid}:{row.ordinal}",
            studied=studied(row, self._reviews.get(row.id, ()), self._collection.created),
        )

    def _content(
        self, row: CardRow, note: NoteRow, kind: NoteType
    ) -> tuple[DraftContent | None, tuple[AnalogyContent, ...]]:
        values = dict(zip(kind.fields, note.fields, strict=False))
        tags = note.tags + self._paths.get(row.deck_id, ())
        if kind.fields == OWN_FIELDS:
            return self._own(values, tags)
        gap = row.ordinal + 1 if kind.cloze else 0
        template = kind.templates[0 if kind.cloze else min(row.ordinal, len(kind.templates) - 1)]
        extra = {"Tags": " ".join(note.tags), "Type": kind.name, "Card": template.name}
        question = self._said(fill(template.front, {**extra, **values}, gap=gap))
        if not question:
            return None, ()
        front, back = _shown(template.front), _shown(template.back)
        added = self._added(values, front, back, question)
        answers = self._gap(values, gap) if kind.cloze else None
        core, rest = (answers, added) if answers else _parted(added)
        if not added and not answers:
            whole = fill(template.back, {**extra, **values, "FrontSide": ""}, gap=gap)
            core = _beyond(self._said(whole), question)
        self._unseen(values, {*front, *back, *(_mentioned(template.front + template.back))})
        content = DraftContent(
            kind=CardKind.CLOZE if kind.cloze else CardKind.OTHER,
            question=question,
            core_answer=core or None,
            explanation=_explanation(rest),
            tags=tags,
        )
        return content, ()

    def _added(
        self, values: Mapping[str, str], front: tuple[str, ...], back: tuple[str, ...], asked: str
    ) -> list[tuple[str, str]]:
        """The fields that only the back shows, each with its words; what was said is left out."""
        said = {line.strip() for line in asked.split("\n")}
        added: list[tuple[str, str]] = []
        for name in dict.fromkeys(back):
            words = self._said(values[name]) if name in values and name not in front else ""
            if words and words.strip() not in said:
                said.add(words.strip())
                added.append((name, words))
        return added

    def _own(
        self, values: Mapping[str, str], tags: tuple[str, ...]
    ) -> tuple[DraftContent | None, tuple[AnalogyContent, ...]]:
        """A note that this program wrote comes back as the card it was made from."""
        question, answer, explanation, analogies, source = (
            self._said(values.get(name, "")) for name in OWN_FIELDS
        )
        if source:
            self._losses.add("source line (a citation needs its notes)", source)
        if not question:
            return None, ()
        content = DraftContent(
            question=question, core_answer=answer or None, explanation=explanation, tags=tags
        )
        return content, tuple(
            AnalogyContent(text=text) for text in analogies.split(BETWEEN) if text.strip()
        )

    def _said(self, markup: str) -> str:
        if markup not in self._words:
            self._words[markup] = words_of(markup, self._losses, images=self.images)
        return self._words[markup]

    def _gap(self, values: Mapping[str, str], gap: int) -> str:
        found = [
            self._said(words)
            for value in values.values()
            if gap in gap_numbers(value)
            for words in filling(value, gap)
        ]
        return "; ".join(dict.fromkeys(word for word in found if word))

    def _unseen(self, values: Mapping[str, str], seen: set[str]) -> None:
        for name, value in values.items():
            if name not in seen and value.strip():
                self._losses.add(f"field {name!r}, which no side of the card shows", value)


def _ordered(cards: tuple[CardRow, ...]) -> list[CardRow]:
    """By the position in which Anki teaches them, where every card has one; else as written."""
    places = {card.id: card.due if card.type == 0 else card.data.get("pos") for card in cards}
    if all(isinstance(place, int) for place in places.values()):
        return sorted(cards, key=lambda card: (places[card.id], card.note_id, card.ordinal))
    return sorted(cards, key=lambda card: (card.note_id, card.ordinal))


def _tree(collection: Collection) -> tuple[str | None, dict[int, tuple[str, ...]]]:
    """What the decks have in common as a title, and a tag for what lies below it."""
    used = dict.fromkeys(card.deck_id for card in collection.cards)
    paths = {each: collection.decks.get(each, "Default").split("::") for each in used}
    if not paths:
        return None, {}
    common = list(next(iter(paths.values())))
    for path in paths.values():
        while path[: len(common)] != common:
            common.pop()
    below = {each: "::".join(path[len(common) :]) for each, path in paths.items()}
    tags: dict[int, tuple[str, ...]] = {
        each: (DECK_TAG + rest,) for each, rest in below.items() if rest
    }
    return "::".join(common) or None, tags


@lru_cache(maxsize=1_000)
def _shown(template: str) -> tuple[str, ...]:
    """The fields that a side really shows, in order: those in hidden parts are not."""
    names = _mentioned(template)
    marks = {name: f"{_MARK}{at}{_END}" for at, name in enumerate(names)} | {"FrontSide": ""}
    seen = words_of(fill(re.sub(r"\{\{\s*cloze(?:-only)?:", "{{", template), marks))
    return tuple(names[int(found)] for found in re.findall(f"{_MARK}(\\d+){_END}", seen))


@lru_cache(maxsize=1_000)
def _mentioned(template: str) -> list[str]:
    tags = re.findall(r"\{\{([^{}]{1,300})\}\}", template)
    found = (tag.strip().lstrip("#^/!").split(":")[-1].strip() for tag in tags)
    return list(dict.fromkeys(name for name in found if name != "FrontSide"))


def _parted(added: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """The core answer and what else the back says."""
    if not added:
        return "", []
    ranks = [
        0 if name.lower() in _ANSWERS else 2 if name.lower() in _EXTRAS else 1 for name, _ in added
    ]
    at = ranks.index(min(ranks))
    return added[at][1], [*added[:at], *added[at + 1 :]]


def _explanation(rest: list[tuple[str, str]]) -> str:
    if len(rest) == 1:
        return rest[0][1]
    return "\n\n".join(f"{name}: {words}" for name, words in rest)


def _beyond(back: str, question: str) -> str:
    """The lines of a back that its front does not show."""
    asked = set(question.split("\n"))
    return "\n".join(line for line in back.split("\n") if line not in asked).strip()
