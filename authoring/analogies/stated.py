"""Which relations a card states, and what of it plays which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from authoring.analogies.clauses import left_out
from authoring.analogies.misfits import misfit
from authoring.analogies.phrases import kind, several
from authoring.analogies.relations import Slot, relations
from authoring.analogies.statements import Statement, statements
from authoring.analogies.wordings import loose, verbs
from decks.cards import DraftContent


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation of the list and the words of the card that play its roles; a role that nothing
    plays for sure is not among `fillers`. `broad` says that a scene of it explains little, or that
    the verb often means something else; `left_out`, that the card says more than the relation.
    """

    relation: str
    fillers: Mapping[str, str]
    first: bool
    broad: bool = False
    left_out: bool = False

    @property
    def whole(self) -> bool:
        """Whether every role is played."""
        return set(self.fillers) == set(relations()[self.relation].roles)

    @property
    def all_told(self) -> bool:
        """Whether it is what the card is about, with nothing of it left out."""
        return self.whole and not self.broad and not self.left_out


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
    if misfit(statement, name):
        return None
    relation = relations()[name]
    fillers: dict[str, str] = {}
    for role, slot in relation.roles.items():
        words = _words(statement, slot)
        if words is None:
            continue
        if kind(words) not in slot.kinds or (slot.many and not several(words)):
            return None
        fillers[role] = words
    alike = len({words.casefold() for words in fillers.values()}) < len(fillers)
    if not fillers or alike:
        return None
    broad = relation.broad or statement.verb in loose(name)
    return Stated(name, fillers, statement.first, broad, left_out(statement, fillers.values()))


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
