"""The cards of a pasted page as plain cards: repaired words, and a finding for every repair."""

from __future__ import annotations

from decks.analogies import AnalogyContent
from decks.cards import DraftContent
from decks.drafts import Finding, Gate
from decks.exchange.page import Defect, PageCard, PageDeck
from decks.exchange.plain import KeyPoints, PlainCard, completed, short_label

NOTATION = "C10"
"""The rule of the rubric that repairs of mathematics belong to."""


def page_cards(page: PageDeck, key_points: KeyPoints) -> tuple[PlainCard, ...]:
    """Every card of the page, in order; one without an answer keeps `core_answer` None."""
    return tuple(_plain(card, key_points) for card in page.cards)


def _plain(card: PageCard, key_points: KeyPoints) -> PlainCard:
    # A lone letter is delimited in the text, and is no formula worth listing on a card.
    formulas = dict.fromkeys(one.repaired for one in card.formulas if len(one.repaired) > 1)
    content = DraftContent(
        question=card.question_repaired,
        label=short_label(card.question),
        core_answer=card.answer_repaired,
        explanation=card.elaboration_repaired or "",
        formulas=tuple(formulas),
    )
    found = DraftContent(
        question=card.question,
        label=content.label,
        core_answer=card.answer,
        explanation=card.elaboration or "",
    )
    text = card.analogy_repaired
    return completed(
        PlainCard(
            content=content,
            as_found=found if _findings(card) else None,
            analogies=(AnalogyContent(text=text),) if text else (),
            findings=_findings(card),
            line=card.lines[0],
        ),
        key_points,
    )


def _findings(card: PageCard) -> tuple[Finding, ...]:
    mended = {one.as_found: one.repaired for one in card.formulas}
    return tuple(
        Finding(rule=NOTATION, gate=Gate.FLAG, reason=_reason(defect, mended))
        for defect in card.defects
        if defect.repair is not None
    )


def _reason(defect: Defect, mended: dict[str, str]) -> str:
    if defect.kind == "lost_underscore":
        return f"underscore put back: {defect.as_found} -> {defect.repair} ({defect.detail})"
    found = defect.as_found or ""
    return f"delimiters added: {found} -> ${mended.get(found, found)}$"
