"""A deck on its way out: its cards with all that any format might carry of them."""

from __future__ import annotations

from dataclasses import dataclass

from decks.analogies import Analogy, AnalogyState
from decks.cards import CardContent
from decks.exchange.plain import PlainCard
from decks.exchange.studied import Studied
from decks.media import Medium


@dataclass(frozen=True, slots=True)
class OutgoingCard:
    """A live card. `key` is what the file it came from called it, or empty.

    `sources` are its citations as lines for reading; `studied` is the exporting person's own
    schedule, None where there is none or none was asked for.
    """

    id: str
    content: CardContent
    analogies: tuple[Analogy, ...] = ()
    sources: tuple[str, ...] = ()
    key: str = ""
    studied: Studied | None = None
    versions: int = 1

    @property
    def accepted(self) -> tuple[str, ...]:
        """The words of the analogies that a person accepted: those a student may see."""
        return tuple(
            one.content.text for one in self.analogies if one.state is AnalogyState.ACCEPTED
        )

    @property
    def plain(self) -> PlainCard:
        """The card as an author's file holds it: with the analogies that were not dropped."""
        kept = (one for one in self.analogies if not one.dropped)
        return PlainCard(self.content, analogies=tuple(one.content for one in kept))


@dataclass(frozen=True, slots=True)
class OutgoingDeck:
    """A deck's live cards in order, its pictures, and how much of it is no live card."""

    id: str
    name: str
    cards: tuple[OutgoingCard, ...]
    media: tuple[Medium, ...] = ()
    drafts: int = 0
    withdrawn: int = 0
