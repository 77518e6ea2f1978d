"""A draft from any words of the notes, also from those that nothing was drafted from.

The drafter in force is asked for these words alone, whatever section they stand in; where it makes
nothing of them the draft waits for a person's question. What a reader hid from the drafters stays
hidden from a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring.drafting import to_drafts
from authoring.proposal import PassageDrafts, Proposed
from decks.cards import Deck, DraftContent
from decks.drafts import Draft, Finding, Gate, Origin, Provenance
from decks.errors import BadRecord, WrongUsage
from decks.ids import content_id
from decks.keypoints import key_points_of
from decks.sources import Passage, SourceVersion, SpanKind
from service.notes.from_words import content_of
from service.reviewing.review import checked
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App

ELSEWHERE = "not the words that were asked for"
NO_QUESTION = "Write the question that these words answer."
UNASKED = Finding(
    rule="C8", gate=Gate.BLOCK, reason="No rule made a question of these words: write one."
)
MOST_WORDS = 25
_AS_THEY_ARE = (SpanKind.FORMULA, SpanKind.LIST_ITEM, SpanKind.TABLE, SpanKind.CUE)


def draft_from(
    app: App,
    source_id: str,
    within: tuple[int, int],
    deck_name: str | None = None,
    *,
    question: str = "",
    core_answer: str = "",
) -> list[Draft]:
    """The drafts from the words between two places of a source; the same again are the same drafts.

    With a question they are one draft of a person's. Raises `WrongUsage` for places that hold no
    words, or where it is open which deck is meant, and what a model raises.
    """
    version, deck = _meant(app, source_id, deck_name)
    start, end = _trimmed(version, within)
    passage = _passage(version, start, end)
    if question.strip():
        content = content_of(question, core_answer, partial=True)
        made = _ours(app, deck, version, passage, content, ())
    else:
        made = _theirs(app, deck, version, passage)
    near = [each.id for each in made]
    found = [checked(app, each, apart_from=near) for each in made]
    told = [
        draft.model_copy(
            update={"findings": tuple(dict.fromkeys((*old.findings, *draft.findings)))}
        )
        for old, draft in zip(made, found, strict=True)
    ]
    with app.ledger.write() as unit:
        unit.drafts.add(told)
        return [unit.drafts.get(each.id) for each in told]


def _meant(app: App, source_id: str, deck_name: str | None) -> tuple[SourceVersion, Deck]:
    with app.ledger.read() as unit:
        version = unit.sources.find_version(source_id)
        using = [
            deck for deck in unit.decks.in_use() if unit.tasks.for_version(deck.id, version.id)
        ]
    if deck_name is not None:
        return version, deck_named(app, deck_name)
    if len(using) != 1:
        names = ", ".join(deck.name for deck in using) or "none"
        raise WrongUsage(f"Say for which deck: --deck NAME. These notes are used by: {names}.")
    return version, using[0]


def _trimmed(version: SourceVersion, within: tuple[int, int]) -> tuple[int, int]:
    start, end = within
    if not 0 <= start < end <= len(version.text):
        raise WrongUsage(f"The notes have characters 0 to {len(version.text):,}: A:B lies within.")
    words = version.words(start, end)
    if not words.strip():
        raise WrongUsage("There are no words at that place.")
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _passage(version: SourceVersion, start: int, end: int) -> Passage:
    """The spans around these words, as one passage that is not stored."""
    touched = [index for index, span in enumerate(version.spans) if span.overlaps(start, end)]
    return Passage(
        id=content_id("psg", version.id, "by hand", str(start), str(end)),
        version_id=version.id,
        ordinal=0,
        first_span=touched[0],
        last_span=touched[-1],
        start=version.spans[touched[0]].start,
        end=version.spans[touched[-1]].end,
        headings=version.spans[touched[0]].headings,
    )


def _theirs(app: App, deck: Deck, version: SourceVersion, passage: Passage) -> list[Draft]:
    """What the drafter makes of the words, or one draft that lacks its question."""
    outcome = app.drafter.draft(_alone(version, passage), passage)
    if not outcome.drafts:
        words = " ".join(version.words(passage.start, passage.end).split())
        answer = words if len(words.split()) <= MOST_WORDS else ""
        label = " ".join(words.split()[:6])
        points = key_points_of(answer, "") if answer else ()
        content = DraftContent(
            question=NO_QUESTION, label=label, core_answer=answer or None, key_points=points
        )
        return _ours(app, deck, version, passage, content, (UNASKED,))
    drafts = to_drafts(
        outcome,
        version=version,
        passage=passage,
        deck_id=deck.id,
        drafter=app.drafter,
        now=app.now(),
    )
    return [draft.model_copy(update={"passage_id": None}) for draft in drafts]


def _ours(
    app: App,
    deck: Deck,
    version: SourceVersion,
    passage: Passage,
    content: DraftContent,
    findings: tuple[Finding, ...],
) -> list[Draft]:
    start, end = _trimmed(version, (passage.start, passage.end))
    proposal = Proposed(content, start, end, (), findings)
    made = to_drafts(
        PassageDrafts((proposal,), ()),
        version=version,
        passage=passage,
        deck_id=deck.id,
        drafter=_Person(),
        now=app.now(),
    )
    return [draft.model_copy(update={"passage_id": None}) for draft in made]


def _alone(version: SourceVersion, passage: Passage) -> SourceVersion:
    """The version with nothing to read but the passage, and no heading that says not to."""
    spans = tuple(
        span.model_copy(
            update={
                "headings": (),
                "kind": span.kind if span.kind in _AS_THEY_ARE else SpanKind.PARAGRAPH,
            }
        )
        if passage.first_span <= index <= passage.last_span
        else span.model_copy(update={"set_aside": ELSEWHERE})
        for index, span in enumerate(version.spans)
    )
    return version.model_copy(update={"spans": spans})


class _Person:
    """Drafts that nobody but a person proposed."""

    name = "person"
    provenance = Provenance(origin=Origin.PERSON, drafter="person")

    def draft(self, version: SourceVersion, passage: Passage) -> PassageDrafts:
        """Nothing of itself."""
        raise BadRecord("A person's drafts are written, not made.")
