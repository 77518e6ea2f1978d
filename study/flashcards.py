"""The Flashcards mode: a pile to leaf through. It grades nothing and moves no date."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from decks.base import Noun
from study.items import Side


class FlashcardsSession(Noun):
    """A pile in the order it is shown, where one is, and what was said of each card.

    `pile` is the deck's own order; `order` the one shown. `known` and `learning` hold the cards of
    which that was said last. With `only_starred` the others are passed over.
    """

    pile: tuple[str, ...]
    order: tuple[str, ...]
    place: int = 0
    flipped: bool = False
    first: Side = Side.QUESTION
    starred: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    only_starred: bool = False

    @classmethod
    def begun(cls, cards: Sequence[str], starred: Iterable[str] = ()) -> FlashcardsSession:
        """The pile of these cards; stars of cards that are not in it are left out."""
        pile = tuple(dict.fromkeys(cards))
        return cls(pile=pile, order=pile, starred=frozenset(starred) & set(pile))

    @property
    def shown(self) -> tuple[str, ...]:
        """The cards that are leafed through now."""
        if not self.only_starred:
            return self.order
        return tuple(card for card in self.order if card in self.starred)

    @property
    def card(self) -> str | None:
        """The card on top; None where no card is shown."""
        return self.shown[self.place] if self.shown else None

    @property
    def side(self) -> Side:
        """The side that is up."""
        if not self.flipped:
            return self.first
        return Side.ANSWER if self.first is Side.QUESTION else Side.QUESTION

    @property
    def position(self) -> tuple[int, int]:
        """n of N, counted from 1; (0, 0) where no card is shown."""
        return (self.place + 1, len(self.shown)) if self.shown else (0, 0)

    def flip(self) -> FlashcardsSession:
        """The other side up."""
        return self._with(flipped=not self.flipped) if self.shown else self

    def next(self) -> FlashcardsSession:
        """The card after this one, first side up; at the last it stays."""
        return self._at(self.place + 1)

    def back(self) -> FlashcardsSession:
        """The card before this one, first side up; at the first it stays."""
        return self._at(self.place - 1)

    def shuffled(self, dice: random.Random) -> FlashcardsSession:
        """The pile in a thrown order, from its first card."""
        order = list(self.pile)
        dice.shuffle(order)
        return self._with(order=tuple(order), place=0, flipped=False)

    def in_order(self) -> FlashcardsSession:
        """The pile in the deck's own order, from its first card."""
        return self._with(order=self.pile, place=0, flipped=False)

    def facing(self, first: Side) -> FlashcardsSession:
        """Which side comes first, from here on."""
        return self._with(first=first, flipped=False)

    def star(self, card_id: str) -> FlashcardsSession:
        """The card's star set or taken away; the same card stays on top where it is still shown."""
        if card_id not in self.pile:
            return self
        return self._kept(starred=self.starred ^ {card_id})

    def only(self, starred: bool) -> FlashcardsSession:
        """Whether only starred cards are leafed through; the card on top stays if it is one."""
        return self._kept(only_starred=starred)

    def said(self, card_id: str, known: bool) -> FlashcardsSession:
        """The session with "known" or "still learning" said of a card; then comes the next."""
        if card_id not in self.pile:
            return self
        marked = self._with(
            known=self.known | {card_id} if known else self.known - {card_id},
            learning=self.learning - {card_id} if known else self.learning | {card_id},
        )
        return marked.next() if card_id == self.card else marked

    def _at(self, place: int) -> FlashcardsSession:
        held = min(max(0, place), max(0, len(self.shown) - 1))
        return self if held == self.place else self._with(place=held, flipped=False)

    def _kept(self, **changes: object) -> FlashcardsSession:
        """Changes of what is shown, with the card on top kept there, or the next one that is."""
        top = self.card
        changed = self._with(**changes)
        if top in changed.shown:
            return changed._with(place=changed.shown.index(top))
        after = self.order[self.order.index(top) :] if top in self.order else ()
        place = next((changed.shown.index(card) for card in after if card in changed.shown), 0)
        return changed._with(place=place, flipped=False)

    def _with(self, **changes: object) -> FlashcardsSession:
        return self.model_copy(update=changes)
