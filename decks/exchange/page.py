"""A deck pasted from a web page: furniture, then cards, each closed by its "Analogy:" line.

A card is one question line and every line up to and including the one that holds "Analogy:".
Neither a question mark nor a count of lines is a rule: questions end in full stops, bodies have
one line or three. The first sentence of the body is the answer, the rest before "Analogy:" the
elaboration. A card without a body keeps an empty answer; its analogy never becomes one. Nothing is
changed in silence: each repair is a defect with what was found and what is proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from decks.errors import EmptyFile, TooLarge, UnknownFormat
from decks.exchange.furniture import ChromeLine, Furniture, recognise
from decks.exchange.repair import Mended, MendedFormula, mend
from decks.exchange.sentences import first_sentence_end
from decks.exchange.split import RawCard, split_cards

LIMIT = 2_000_000
"""Characters of a page that are read at most; a long deck has some thousand per card."""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that is off in a card.

    `severity` is "fixable" (a repair is proposed and shown), "needs_review" (a person must act),
    or "info".
    """

    kind: str
    as_found: str | None
    repair: str | None
    severity: str
    detail: str


@dataclass(frozen=True, slots=True)
class PageCard:
    """One card of a page: as found, and as it should read.

    `lines` are its first and last line in the page, from 1. `answer` and `elaboration` are None
    where the body lacks them; the `_repaired` fields have delimiters around formulas.
    """

    number: int
    question: str
    question_repaired: str
    answer: str | None
    answer_repaired: str | None
    elaboration: str | None
    elaboration_repaired: str | None
    formulas: tuple[MendedFormula, ...]
    analogy: str | None
    analogy_repaired: str | None
    defects: tuple[Defect, ...]
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PageDeck:
    """What a page held; `warnings` are sentences for the person who pasted it."""

    title: str | None
    chrome: tuple[ChromeLine, ...]
    cards: tuple[PageCard, ...]
    warnings: tuple[str, ...] = ()


def parse_page(text: str) -> PageDeck:
    """The deck on a pasted page.

    Raises `EmptyFile` for a page of white space, `UnknownFormat` where no card is found, `TooLarge`
    over 2,000,000 characters. Linear in the length of the text.
    """
    if len(text) > LIMIT:
        raise TooLarge(f"The page is longer than {LIMIT:,} characters: import it in parts.")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not any(line.strip() for line in lines):
        raise EmptyFile("The page is empty: paste its text, from the title to the last card.")
    furniture = recognise(lines)
    raw, leftover = split_cards(lines, furniture.taken)
    cards = tuple(_card(number, one) for number, one in enumerate(raw, start=1))
    if not any(card.answer or card.analogy for card in cards):
        raise UnknownFormat(
            "No card was found in this page: a card is a question line and, below it, the answer "
            'and "Analogy:".'
        )
    return PageDeck(furniture.title, furniture.chrome, cards, _warnings(furniture, cards, leftover))


def _warnings(
    furniture: Furniture, cards: tuple[PageCard, ...], leftover: tuple[int, ...]
) -> tuple[str, ...]:
    out = []
    if furniture.counted is not None and furniture.counted != len(cards):
        out.append(
            f"The page counts {furniture.counted}, and {len(cards)} questions were found: all "
            f"{len(cards)} are imported."
        )
    if bare := [str(card.number) for card in cards if card.answer is None]:
        out.append(f"Without an answer, kept for review: card {', '.join(bare)}.")
    if leftover:
        places = ", ".join(str(number) for number in leftover[:10])
        out.append(f"Not understood and left out: line {places}.")
    return tuple(out)


class _Parts(NamedTuple):
    answer: str | None
    answer_repaired: str | None
    elaboration: str | None
    elaboration_repaired: str | None


def _card(number: int, raw: RawCard) -> PageCard:
    question, body = mend(raw.question), mend(raw.body)
    analogy = mend(raw.analogy) if raw.analogy else None
    parts = _parts(body)
    mended = [question, body, *([analogy] if analogy else [])]
    return PageCard(
        number=number,
        question=raw.question,
        question_repaired=question.text(),
        answer=parts.answer,
        answer_repaired=parts.answer_repaired,
        elaboration=parts.elaboration,
        elaboration_repaired=parts.elaboration_repaired,
        formulas=tuple(formula for one in mended for formula in one.formulas),
        analogy=raw.analogy,
        analogy_repaired=analogy.text() if analogy else None,
        defects=tuple(_defects(raw, mended)),
        lines=raw.lines,
    )


def _parts(body: Mended) -> _Parts:
    """Answer and elaboration of a body; the cut is made in the words as found."""
    words = body.as_found
    if not words:
        return _Parts(None, None, None, None)
    inside = [(formula.start, formula.end) for formula in body.formulas]
    cut = first_sentence_end(words, inside)
    rest = cut + len(words[cut:]) - len(words[cut:].lstrip())
    if rest >= len(words):
        return _Parts(words, body.text(), None, None)
    return _Parts(words[:cut], body.text(0, cut), words[rest:], body.text(rest))


def _defects(raw: RawCard, mended: list[Mended]) -> list[Defect]:
    out = [] if raw.body else [_missing_answer()]
    for part in mended:
        out.extend(_lost(part))
    for part in mended:
        out.extend(_undelimited(part))
    body = mended[1]
    out.extend(_apart(body, formula) for formula in body.formulas if _stands_apart(body, formula))
    if raw.analogy_line is not None:
        shown = " ".join(raw.analogy_line.split()[:4])
        detail = "the analogy begins a line of its own: a card is not always two lines"
        out.append(Defect("analogy_on_its_own_line", shown, None, "info", detail))
    return out


def _missing_answer() -> Defect:
    return Defect(
        kind="missing_answer",
        as_found=None,
        repair=None,
        severity="needs_review",
        detail="the card holds no answer; none is invented, and the analogy is not one",
    )


def _lost(part: Mended) -> list[Defect]:
    detail = {
        True: "eaten as emphasis, one of a pair; eating it again gives the text as found",
        False: "an underscore is missing, though not by the usual cause: check it",
    }
    return [
        Defect("lost_underscore", one.as_found, one.repaired, "fixable", detail[one.certain])
        for one in part.repairs
    ]


def _undelimited(part: Mended) -> list[Defect]:
    return [
        Defect(
            kind="inline_math_without_delimiters",
            as_found=formula.as_found,
            repair=f"${formula.as_found}$",
            severity="fixable",
            detail="mathematics without $ around it; the sentence's own punctuation stays outside",
        )
        for formula in part.formulas
        if not formula.delimited
    ]


def _stands_apart(body: Mended, formula: MendedFormula) -> bool:
    before = body.as_found[: formula.start].rstrip(" $")
    after = body.as_found[formula.end :].strip(" $")
    return not after and before.endswith((".", "!", "?"))


def _apart(body: Mended, formula: MendedFormula) -> Defect:
    detail = "stands after a full stop with no punctuation of its own: probably a display formula"
    return Defect("formula_not_in_a_sentence", formula.as_found, None, "info", detail)
