"""A source was read again and has changed: drafts move with their words, cards are looked at.

Nothing of a card changes by itself: ids, versions and schedules stay. A card whose words are no
longer in the notes is told with the difference; a person keeps it, rewords it or withdraws it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from authoring.revision import Alignment, align
from decks.cards import Card, CardVersion, Deck
from decks.drafts import Draft, DraftState, Finding, Gate, PassageTask, TaskState
from decks.errors import WrongTransition
from decks.ids import fresh_id
from decks.sources import Citation, Passage, SourceVersion
from service.collection import indexing

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

_OPEN = (DraftState.PENDING, DraftState.HELD)
UNCHANGED = "unchanged since it was drafted from"
GONE = Finding(
    rule="C1", gate=Gate.BLOCK, reason="The notes have changed: the words it cites are gone."
)


@dataclass(frozen=True, slots=True)
class Changed:
    """A card whose words changed in the notes: what it cites, and what stands there now."""

    card: Card
    citation: Citation
    source: str
    before: str
    after: str


def carry_over(
    unit: Unit, deck: Deck, drafter: str, alignment: Alignment, passages: Sequence[Passage]
) -> list[PassageTask]:
    """Moves the drafts of the older version and gives the tasks of the newer one, for this deck
    and every other that was drafted for from the older one.

    A passage of which every span was drafted from before is done; of the others, spans that are
    known are noted as such, so that nothing is drafted from them twice.
    """
    old, new = alignment.old, alignment.new
    for version in unit.sources.versions(new.source_id):
        for draft in unit.drafts.list(version_id=version.id):
            moved = _moved(draft, _aligned(version, new))
            if moved != draft:
                unit.drafts.save(moved)
    gone = [passage.id for passage in unit.sources.passages(old.id)]
    unit.index.drop(gone)
    others = (each for each in unit.decks.in_use() if unit.tasks.for_version(each.id, old.id))
    tasks = []
    for each in {deck.id: deck, **{other.id: other for other in others}}.values():
        known = _known(unit, each, drafter, alignment)
        tasks += [_task(passage, each, drafter, known) for passage in passages]
    return tasks


def _moved(draft: Draft, alignment: Alignment) -> Draft:
    citations = [
        alignment.move(each) if each.version_id == alignment.old.id else each
        for each in draft.citations
    ]
    found = [each for each in citations if each is not None]
    if len(found) < len(citations):
        waits = draft.state in _OPEN and GONE not in draft.findings
        return draft.model_copy(update={"findings": (*draft.findings, GONE)}) if waits else draft
    if not found:
        return draft
    findings = tuple(each for each in draft.findings if each != GONE)
    update = {"citations": tuple(found), "position": found[0].start, "findings": findings}
    return draft.model_copy(update=update)


def done_before(unit: Unit, deck: Deck, drafter: str, version: SourceVersion) -> set[str]:
    """The passages that an earlier version of this drafter is done with: a better rule is no
    reason to draft the same words again beside what was reviewed.
    """
    return {
        task.passage_id
        for task in unit.tasks.for_version(deck.id, version.id)
        if task.state is TaskState.DONE and _maker(task.drafter) == _maker(drafter)
    }


def _maker(drafter: str) -> str:
    """A drafter's name without its version: "rules" of "rules/2"; models go by all of theirs."""
    return drafter.partition("/")[0] if drafter.startswith("rules/") else drafter


def _known(unit: Unit, deck: Deck, drafter: str, alignment: Alignment) -> dict[int, str]:
    """The new spans that were drafted from in the older version, with what came of them."""
    passages = {passage.id: passage for passage in unit.sources.passages(alignment.old.id)}
    known: dict[int, str] = {}
    for task in unit.tasks.for_version(deck.id, alignment.old.id):
        if _maker(task.drafter) == _maker(drafter) and task.state is TaskState.DONE:
            told = dict(task.skipped)
            passage = passages[task.passage_id]
            for index in range(passage.first_span, passage.last_span + 1):
                if index in alignment.same:
                    known[alignment.same[index]] = told.get(index, UNCHANGED)
    return known


def _task(passage: Passage, deck: Deck, drafter: str, known: dict[int, str]) -> PassageTask:
    spans = range(passage.first_span, passage.last_span + 1)
    return PassageTask(
        passage_id=passage.id,
        deck_id=deck.id,
        drafter=drafter,
        state=TaskState.DONE if all(index in known for index in spans) else TaskState.PENDING,
        skipped=tuple((index, known[index]) for index in spans if index in known),
    )


def changed(app: App, deck: Deck) -> list[Changed]:
    """The cards of a deck whose words are no longer in the newest version of their source."""
    with app.ledger.read() as unit:
        return [each for card in unit.cards.list(deck.id) for each in _changes(unit, card)]


def current(app: App, citation: Citation) -> Citation:
    """Where the cited words stand in the newest version; the citation itself where nowhere."""
    with app.ledger.read() as unit:
        alignment = _alignment(unit, citation.version_id)
    return citation if alignment is None else alignment.move(citation) or citation


def keep(app: App, card_id: str, *, by: str | None = None) -> Card:
    """A person says that the card still holds: it cites what stands there now, as a new version.

    Raises `WrongTransition` where its words have not changed, or nothing stands in their place.
    """
    with app.ledger.write() as unit:
        card = unit.cards.get(card_id)
        if not any(_changes(unit, card)):
            raise WrongTransition("The words that this card cites stand in the notes as they did.")
        citations = tuple(_anew(unit, each) for each in card.version.citations)
        if any(each is None for each in citations):
            raise WrongTransition(
                "Nothing stands in the notes any more where this card came from: "
                "reword it, or withdraw it."
            )
        unit.cards.add_version(
            CardVersion(
                id=fresh_id("cdv"),
                card_id=card.id,
                number=card.version.number + 1,
                content=card.version.content,
                citations=tuple(each for each in citations if each is not None),
                author_id=by or app.owner.id,
                created_at=app.now(),
            )
        )
        kept = unit.cards.get(card_id)
        indexing.put_card(unit, kept)
    return kept


def _changes(unit: Unit, card: Card) -> Iterator[Changed]:
    for citation in card.version.citations:
        alignment = _alignment(unit, citation.version_id)
        if alignment is not None and alignment.move(citation) is None:
            name = unit.sources.get(alignment.new.source_id).name
            yield Changed(card, citation, name, *alignment.difference(citation))


def _anew(unit: Unit, citation: Citation) -> Citation | None:
    alignment = _alignment(unit, citation.version_id)
    if alignment is None:
        return citation
    return alignment.move(citation) or alignment.instead(citation)


def _alignment(unit: Unit, version_id: str) -> Alignment | None:
    """From this version to the newest of its source; None where it is the newest."""
    old = unit.sources.version(version_id)
    new = unit.sources.latest(old.source_id)
    return None if new is None or new.id == old.id else _aligned(old, new)


class _ById:
    """A version as a key of the cache: its id says what it holds."""

    def __init__(self, version: SourceVersion) -> None:
        self.version = version

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.version.id == self.version.id

    def __hash__(self) -> int:
        return hash(self.version.id)


def _aligned(old: SourceVersion, new: SourceVersion) -> Alignment:
    return _kept(_ById(old), _ById(new))


@lru_cache(maxsize=16)
def _kept(old: _ById, new: _ById) -> Alignment:
    return align(old.version, new.version)
