"""The grader's report card, blind labels, how strictly a deck is judged, the key interview."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from decks.rulings import Mark, Stratum
from service.disputes import standards
from service.disputes.ruling_shapes import ProposalShape
from service.trust import interview, labels
from service.trust.interview import Word
from service.trust.report_card import report_card
from service.trust.report_shapes import ProbeShape, ReportCardShape, ToLabelShape
from web.api.bodies import Body
from web.asked import OneDeck, Owned
from web.typed import Words

router = APIRouter()


class MarkIn(Body):
    """A person's mark, given without seeing the grade; `stratum` comes with the answer."""

    mark: Mark
    stratum: Stratum


class LabelOut(Body):
    """The mark that counts."""

    answer: str
    mark: Mark
    stratum: Stratum


class StandardIn(Body):
    """From which score on answers are correct; or, with `learn`, what labels and rulings teach.

    Without `keep` it is only shown what would change.
    """

    cut: Annotated[float, Field(ge=0.2, le=0.8)] = 0.5
    learn: bool = False
    reason: Annotated[Words, Field(max_length=2_000)] = ""
    keep: bool = False


class WordIn(Body):
    """Whether an answer made by rule passes; `not_enough`: it does not, and is not wrong."""

    passes: bool
    not_enough: bool = False


@router.get("/decks/{deck_id}/report-card")
def card(app: Owned, deck: OneDeck) -> ReportCardShape:
    """Whether the grader can be trusted on this deck."""
    return ReportCardShape.of(report_card(app, deck.name))


@router.get("/decks/{deck_id}/labels/next")
def asked(app: Owned, deck: OneDeck) -> list[ToLabelShape]:
    """The answer to mark next, without its grade; none where all are marked."""
    found = labels.next_to_label(app, deck.name)
    return [] if found is None else [ToLabelShape.of(found)]


@router.post("/answers/{answer_id}/label")
def marked(app: Owned, answer_id: str, body: MarkIn) -> LabelOut:
    """Keeps a mark; another one takes its place."""
    kept = labels.label(app, answer_id, body.mark, body.stratum)
    return LabelOut(answer=kept.answer_id, mark=kept.mark, stratum=kept.stratum)


@router.post("/decks/{deck_id}/standard")
def judged(app: Owned, deck: OneDeck, body: StandardIn) -> ProposalShape:
    """Another operating point, or a learned calibration: shown, and kept where that is asked."""
    if body.learn:
        found = standards.learned(app, deck.name)
    else:
        found = standards.at_point(app, deck.name, body.cut, why=body.reason)
    return ProposalShape.of(standards.keep(app, found) if body.keep else found)


@router.get("/drafts/{draft_id}/interview")
def probes(app: Owned, draft_id: str) -> list[ProbeShape]:
    """Two or three answers made by rule: would they pass?"""
    return [ProbeShape.of(each) for each in interview.interview(app, draft_id)]


@router.post("/drafts/{draft_id}/interview/{probe_id}")
def answered(app: Owned, draft_id: str, probe_id: str, body: WordIn) -> list[ProbeShape]:
    """The key learns whether this answer passes; gives what else there is to ask."""
    short = Word.NOT_ENOUGH if body.not_enough else Word.WRONG
    interview.answered(app, draft_id, probe_id, Word.PASSES if body.passes else short)
    return [ProbeShape.of(each) for each in interview.interview(app, draft_id, said=[probe_id])]
