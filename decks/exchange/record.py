"""A deck with everything that belongs to it, and the record types it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from decks.analogies import Analogy
from decks.base import Noun
from decks.cards import Card, CardVersion, Course, Deck
from decks.drafts import Draft, PassageTask, ReviewDecision
from decks.grading import Answer, Claim, Grade
from decks.media import Medium
from decks.memory import ReviewLog
from decks.people import Person
from decks.rulings import Label, Ruling, Standard
from decks.sessions import CardMark, StudySession
from decks.sources import Passage, Source, SourceVersion

FORMAT = "deck"
VERSION = 1


@dataclass(frozen=True, slots=True)
class DeckBundle:
    """One deck and what belongs to it; the order inside each tuple is kept.

    `card_versions` holds every wording of the cards, the current ones included. From `answers` on
    they are learners' records, and empty unless they were asked for.
    """

    deck: Deck
    course: Course | None = None
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    versions: tuple[SourceVersion, ...] = ()
    passages: tuple[Passage, ...] = ()
    tasks: tuple[PassageTask, ...] = ()
    drafts: tuple[Draft, ...] = ()
    card_versions: tuple[CardVersion, ...] = ()
    cards: tuple[Card, ...] = ()
    analogies: tuple[Analogy, ...] = ()
    decisions: tuple[ReviewDecision, ...] = ()
    media: tuple[Medium, ...] = ()
    standards: tuple[Standard, ...] = ()
    answers: tuple[Answer, ...] = ()
    grades: tuple[Grade, ...] = ()
    reviews: tuple[ReviewLog, ...] = ()
    claims: tuple[Claim, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    labels: tuple[Label, ...] = ()
    sessions: tuple[StudySession, ...] = ()
    marks: tuple[CardMark, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordType:
    """One kind of line: its `type`, the noun on it, and the field of the bundle it fills."""

    name: str
    noun: type[Noun]
    field: str

    def of(self, bundle: DeckBundle) -> Sequence[Noun]:
        """The nouns of this kind in a bundle, in order."""
        value = getattr(bundle, self.field)
        if value is None:
            return ()
        return cast("Sequence[Noun]", value if isinstance(value, tuple) else (value,))


RECORD_TYPES = (
    RecordType("course", Course, "course"),
    RecordType("deck", Deck, "deck"),
    RecordType("person", Person, "people"),
    RecordType("source", Source, "sources"),
    RecordType("source_version", SourceVersion, "versions"),
    RecordType("passage", Passage, "passages"),
    RecordType("task", PassageTask, "tasks"),
    RecordType("draft", Draft, "drafts"),
    RecordType("card_version", CardVersion, "card_versions"),
    RecordType("card", Card, "cards"),
    RecordType("analogy", Analogy, "analogies"),
    RecordType("decision", ReviewDecision, "decisions"),
    RecordType("medium", Medium, "media"),
    RecordType("standard", Standard, "standards"),
    RecordType("answer", Answer, "answers"),
    RecordType("grade", Grade, "grades"),
    RecordType("review", ReviewLog, "reviews"),
    RecordType("claim", Claim, "claims"),
    RecordType("ruling", Ruling, "rulings"),
    RecordType("label", Label, "labels"),
    RecordType("session", StudySession, "sessions"),
    RecordType("mark", CardMark, "marks"),
)
"""In the order they are written: what is pointed to stands before what points."""
