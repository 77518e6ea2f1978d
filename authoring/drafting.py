"""The Drafter port, and how its proposals become drafts of a deck."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from authoring.proposal import PassageDrafts, Proposed
from decks.drafts import Draft, Provenance
from decks.ids import content_id
from decks.sources import Passage, SourceVersion

__all__ = ["Drafter", "PassageDrafts", "Proposed", "to_drafts"]


class Drafter(Protocol):
    """Makes proposals from a passage. Thread-safe."""

    @property
    def name(self) -> str:
        """Maker and version; tasks and drafts carry it, so another drafter drafts anew."""
        ...

    @property
    def provenance(self) -> Provenance:
        """How its drafts come to be, tokens apart."""
        ...

    def draft(self, version: SourceVersion, passage: Passage) -> PassageDrafts:
        """The proposals from one passage; raises one of our errors where there can be none."""
        ...


def to_drafts(
    result: PassageDrafts,
    *,
    version: SourceVersion,
    passage: Passage,
    deck_id: str,
    drafter: Drafter,
    now: datetime,
) -> list[Draft]:
    """The drafts of one passage; the same proposals by the same drafter get the same ids."""
    return [
        _draft(proposal, result, version, passage, deck_id, drafter, now)
        for proposal in result.drafts
    ]


def _draft(
    proposal: Proposed,
    result: PassageDrafts,
    version: SourceVersion,
    passage: Passage,
    deck_id: str,
    drafter: Drafter,
    now: datetime,
) -> Draft:
    grounded = proposal.start is not None and proposal.end is not None
    share = len(result.drafts)
    asks = (str(proposal.start), proposal.content.question, proposal.content.core_answer or "")
    return Draft(
        id=content_id("drf", deck_id, passage.id, drafter.name, *asks),
        deck_id=deck_id,
        passage_id=passage.id,
        proposed=proposal.content,
        content=proposal.content,
        citations=(version.cite(proposal.start or 0, proposal.end or 0),) if grounded else (),
        claimed=proposal.claimed,
        findings=proposal.findings,
        provenance=drafter.provenance.model_copy(
            update={
                "rule": proposal.rule,
                "input_tokens": result.usage.input_tokens // share,
                "output_tokens": result.usage.output_tokens // share,
                "cost": result.usage.cost / share,
            }
        ),
        position=passage.start if proposal.start is None else proposal.start,
        worth=proposal.worth,
        created_at=now,
    )
