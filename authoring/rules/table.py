"""Rows of tables of words: the first cell is the term, the column of prose says what is asked.

"| Ribosomes | Protein synthesis |" under "| Component | Function |" is "What is the function of
ribosomes?". Tables of numbers give nothing (`authoring.setting_aside`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from authoring.prose import plain
from authoring.rules.candidate import (
    POINTING,
    Candidate,
    Setting,
    balanced,
    lowered,
    personal,
    plural,
    sentence_of,
    shortened,
)
from authoring.rules.slide import bare_title
from authoring.rules.telling import as_deed, as_plural
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

_ROW = re.compile(r"<tr\b[^>]{0,300}>(.*?)</tr>", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<(t[hd])\b[^>]{0,300}>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_PIPES = re.compile(r"^[ \t]*\|?(.*\|.*?)\|?[ \t]*$", re.MULTILINE)
_RULER = re.compile(r"^[\s|:+-]+$")
_MEANS = re.compile(r"^(?:definition|meaning|what it (?:is|means))\b", re.IGNORECASE)
_SAYS = re.compile(r"^(?:description|explanation|details|notes?|comment)\b", re.IGNORECASE)
_OF = re.compile(
    r"^(?:(?:main|primary|key|major)\s)?(?:function|role|purpose|use|effect|cause|result|goal|"
    r"objective|advantage|disadvantage|consequence|outcome|task|job|location|structure|symptom)s?$",
    re.IGNORECASE,
)
LONGEST = 20_000
MOST_ROWS = 40
MOST_TERM_WORDS = 5
FEWEST_WORDS = 3
OFTEN = 2
"""Times that the source writes a term with its article before a question does."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its place in the text, and the plain words of its cells."""

    start: int
    end: int
    cells: tuple[str, ...]


def find(version: SourceVersion, setting: Setting, aside: dict[int, str]) -> Iterator[Candidate]:
    """A card for each row whose first cell is a term and whose column of prose tells of it."""
    for index, span in enumerate(version.spans):
        if span.kind is not SpanKind.TABLE or aside.get(index) != "table":
            continue
        if span.end - span.start > LONGEST:
            continue
        found = rows(version.text, span.start, span.end)
        if len(found) < 3:
            continue
        wanted = _column(found)
        if wanted is None:
            continue
        head, column = wanted
        for row in found[found.index(head) + 1 :][:MOST_ROWS]:
            made = _candidate(version, index, row, head, column, setting)
            if made is not None:
                yield made


def rows(text: str, start: int, end: int) -> list[Row]:
    """The rows with their places; a line of dashes is none."""
    told = []
    for found in _ROW.finditer(text, start, end):
        cells = tuple(plain(cell[2]) for cell in _CELL.finditer(found[1]))
        told.append(Row(found.start(), found.end(), cells))
    if told:
        return told
    for found in _PIPES.finditer(text, start, end):
        if found[0].strip() and not _RULER.match(found[0]):
            cells = tuple(plain(cell) for cell in found[1].rstrip(" \t|").split("|"))
            left = len(found[0]) - len(found[0].lstrip())
            told.append(Row(found.start() + left, found.start() + len(found[0].rstrip()), cells))
    return told


def _column(told: list[Row]) -> tuple[Row, int] | None:
    """The row of titles, and the first column after the terms that holds prose under a title that
    can be asked for.
    """
    width = max(len(row.cells) for row in told)
    head = next((row for row in told[:3] if len(row.cells) == width and all(row.cells)), None)
    if head is None or width < 2:
        return None
    below = [row for row in told[told.index(head) + 1 :] if len(row.cells) == width]
    for column in range(1, width):
        title = head.cells[column]
        if not (_MEANS.match(title) or _SAYS.match(title) or _OF.match(title)):
            continue
        words = [len(row.cells[column].split()) for row in below]
        if words and sum(words) >= FEWEST_WORDS * len(words):
            return head, column
    return None


_FUNCTION = re.compile(r"^(?:functions?|roles?|tasks?|purposes?|jobs?)$", re.IGNORECASE)
_UNKNOWN = re.compile(r"^(?:unspecified|unknown|unclear|various|many|several)\b", re.IGNORECASE)
_WHERE_IT_IS = re.compile(
    r"^(?:An?\s|The\s)?(?:[a-z-]+\s){0,4}?[a-z]+\s(?:within|in which|where)\b", re.I
)


def _candidate(
    version: SourceVersion, index: int, row: Row, head: Row, column: int, setting: Setting
) -> Candidate | None:
    title = head.cells[column]
    headings = version.spans[index].headings
    section = bare_title(headings[-1]) if headings else ""
    if len(row.cells) <= column or not row.cells[0]:
        return None
    term, said = row.cells[0].strip(" .:"), row.cells[column].strip()
    if not 1 <= len(term.split()) <= MOST_TERM_WORDS or not re.match(r"[A-Za-z]", term):
        return None
    if POINTING.search(said) or personal(said) or not balanced(said):
        return None
    answer, rest = shortened(said.rstrip("."))
    if len(answer.split()) < 2 or term.casefold() in answer.casefold():
        return None
    named = lowered(term, setting)
    if not plural(term) and version.text.count(f"the {named}") >= OFTEN:
        named = f"the {named}"
    deed = as_plural(answer) if plural(term) else as_deed(answer)
    if _OF.match(title) and (_WHERE_IT_IS.search(answer) or _UNKNOWN.match(answer)):
        return None  # a place is no function
    if _FUNCTION.match(title) and deed is not None:
        if deed.count(", ") > 1:
            return None  # several tasks are several cards
        many = plural(term)
        question = f"What {'do' if many else 'does'} {named} do?"
        answer = f"{'They' if many else 'It'} {deed[:1].lower()}{deed[1:]}"
    elif _OF.match(title):
        what = title[:1].lower() + title[1:].removesuffix("s")
        question = f"What is the {what} of {named}?"
    elif _MEANS.match(title):
        question = f"What {'are' if plural(term) else 'is'} {named}?"
    else:
        cue = f" ({section})" if 1 <= len(section.split()) <= 6 else ""
        question = f"What is meant by “{named}”{cue}?"
    return Candidate(
        kind=CardKind.FACT if _OF.match(title) else CardKind.DEFINITION,
        question=question,
        label=term[:60],
        core_answer=sentence_of(answer),
        explanation=sentence_of(said) if rest else "",
        start=row.start,
        end=row.end,
        weight=1.8,
        spans=(index,),
    )
