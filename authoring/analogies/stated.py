"""Which relations a card states, and what of it plays which role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from authoring.analogies.phrases import head, kind, several
from authoring.analogies.relations import Slot, relations
from authoring.analogies.statements import Statement, statements
from authoring.analogies.wordings import verbs
from decks.cards import DraftContent

_ILL = frozenset("damage loss losses death disease diseases failure crash harm decline".split())
_PLACES = frozenset(
    "site sites receptor receptors promoter promoters enzyme enzymes operator sequence sequences "
    "region regions pocket antigen antigens".split()
)
_ODD: Mapping[str, Callable[[Statement], bool]] = {
    "causes": lambda one: "to do" in one.others,
    "stores": lambda one: one.others.get("in") == "place",
    "fits_into": lambda one: one.verb.base == "bind" and head(one.object or "") not in _PLACES,
    "has_task": lambda one: head(one.object or "") in _ILL,
}
"""Where the verb of a relation states another one: "causes it to begin", "holds it in place"."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation of the list and the words of the card that play its roles; a role that nothing
    plays for sure is not among `fillers`.
    """

    relation: str
    fillers: Mapping[str, str]
    first: bool

    @property
    def broad(self) -> bool:
        """Whether the relation says so little that a scene of it explains little."""
        return relations()[self.relation].broad

    @property
    def whole(self) -> bool:
        """Whether every role is played."""
        return set(self.fillers) == set(relations()[self.relation].roles)


def stated(content: DraftContent) -> list[Stated]:
    """The relations that the card states: those with every role first, and what it is about."""
    found = [
        made
        for statement in statements(content)
        for name in verbs()[statement.verb]
        if (made := _played(statement, name)) is not None
    ]
    return sorted(found, key=lambda each: (not each.whole, not each.first))


def _played(statement: Statement, name: str) -> Stated | None:
    """None where something of the wrong kind stands in a role: the relation is another one then."""
    if name in _ODD and _ODD[name](statement):
        return None
    fillers: dict[str, str] = {}
    for role, slot in relations()[name].roles.items():
        words = _words(statement, slot)
        if words is None:
            continue
        if kind(words) not in slot.kinds or (slot.many and not several(words)):
            return None
        fillers[role] = words
    alike = len({words.casefold() for words in fillers.values()}) < len(fillers)
    if not fillers or alike:
        return None
    return Stated(name, fillers, statement.first)


def _words(statement: Statement, slot: Slot) -> str | None:
    for place in slot.at:
        if place == "subject" and statement.subject:
            return statement.subject
        if place == "object" and statement.object is not None:
            return statement.object
        if place == "object to" and statement.object is not None and "to do" in statement.others:
            return statement.object
        if place in statement.others:
            return statement.others[place]
    return None
