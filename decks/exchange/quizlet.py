"""Text as Quizlet and Knowt export and import it: a term, a separator, a definition, a separator.

By default a tab parts term and definition and a line's end parts cards; a line without a tab goes
on with the definition before it. Own separators are marks that stand alone on lines, such as ":::"
and ";;;"; they are told from the text by how they take turns. Nothing is quoted in this format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from decks.cards import DraftContent
from decks.errors import BadRecord, EmptyFile, UnknownFormat
from decks.exchange.plain import PlainCard

FIELD, CARD = ":::", ";;;"
_LONGEST_MARK = 12


def read_quizlet(text: str) -> tuple[PlainCard, ...]:
    """The cards; raises `EmptyFile`, `UnknownFormat` where no separator is found, `BadRecord`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise EmptyFile("The text is empty: it holds no card.")
    lines = text.split("\n")
    if marks := separators(lines):
        return _marked(lines, *marks)
    if "\t" in text:
        return _tabbed(lines)
    raise UnknownFormat(
        "No separator was found: part term and definition by a tab and cards by a line's end, or "
        f"both by marks that stand alone on a line, such as {FIELD} and {CARD}."
    )


def separators(lines: list[str]) -> tuple[str, str] | None:
    """The two marks that take turns on lines of their own: the first parts term and definition."""
    alone = [line.strip() for line in lines]
    if own := _own_marks(alone):
        return own
    marks = [line for line in alone if line and _is_mark(line)]
    first = next(iter(marks), None)
    second = next((mark for mark in marks if mark != first), None)
    if first is None or second is None:
        return None
    pair = [mark for mark in marks if mark in (first, second)]
    turns = all(mark == (first, second)[at % 2] for at, mark in enumerate(pair))
    return (first, second) if turns else None


def _own_marks(lines: list[str]) -> tuple[str, str] | None:
    """The marks that `write_quizlet` sets: the longest of either kind, which no text has."""
    fields = [line for line in lines if re.fullmatch(r":{3,12}", line)]
    cards = [line for line in lines if re.fullmatch(r";{3,12}", line)]
    return (max(fields, key=len), max(cards, key=len)) if fields and cards else None


def _is_mark(line: str) -> bool:
    # Fences, brackets of code and bullets stand alone on lines too, and part nothing.
    if len(line) > _LONGEST_MARK or any(char.isalnum() for char in line):
        return False
    return not set(line) & set("{}()[]`") and line not in ("-", "*", "...", "…", "//", "/*", "*/")


def _marked(lines: list[str], field: str, card: str) -> tuple[PlainCard, ...]:
    cards: list[PlainCard] = []
    parts: list[list[str]] = [[]]
    begun = 1
    for number, line in enumerate([*lines, card], start=1):
        mark = line.strip()
        if mark == field and len(parts) == 1:
            parts.append([])
        elif mark == card or number > len(lines):
            if any(text.strip() for part in parts for text in part):
                cards.append(_card("\n".join(parts[0]), parts[1:], begun))
            parts, begun = [[]], number + 1
        else:
            parts[-1].append(line)
    return tuple(cards)


def _card(term: str, rest: list[list[str]], line: int) -> PlainCard:
    definition = "\n".join(rest[0]) if rest else ""
    return _made(term.strip("\n"), definition.strip("\n"), line)


def _tabbed(lines: list[str]) -> tuple[PlainCard, ...]:
    cards: list[tuple[str, list[str], int]] = []
    for number, line in enumerate(lines, start=1):
        term, tab, definition = line.partition("\t")
        if tab:
            cards.append((term, [definition], number))
        elif cards:
            cards[-1][1].append(line)
        elif line.strip():
            raise BadRecord(f"Line {number}: no tab parts a term from its definition.")
    return tuple(_made(term, "\n".join(parts).rstrip("\n"), at) for term, parts, at in cards)


def _made(term: str, definition: str, line: int) -> PlainCard:
    if not term.strip():
        raise BadRecord(f"Line {line}: question: a card needs one.")
    content = DraftContent(question=term.strip(), core_answer=definition.strip() or None)
    return PlainCard(content, line=line)


def write_quizlet(cards: Iterable[PlainCard]) -> tuple[str, str]:
    """The cards as text, and how its separators are to be set; tabs where no text holds breaks."""
    pairs = [(card.content.question, card.content.core_answer or "") for card in cards]
    plain = all("\t" not in text and "\n" not in text for pair in pairs for text in pair)
    marked = separators([text for pair in pairs for text in pair])
    if plain and not marked:
        return "".join(f"{term}\t{words}\n" for term, words in pairs), ""
    lines = {line.strip() for pair in pairs for text in pair for line in text.split("\n")}
    field, card = _free(FIELD, lines), _free(CARD, lines)
    text = "".join(f"{term}\n{field}\n{words}\n{card}\n" for term, words in pairs)
    return text, f"In Quizlet, set the separators to {field} and {card}, each on a line of its own."


def _free(mark: str, lines: set[str]) -> str:
    while mark in lines:
        mark += mark[0]
    return mark
