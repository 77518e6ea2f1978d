"""CSV and TSV decks: question, answer and more, one card a row.

A table of our own starts with all the columns of `COLUMNS` and comes back equal, but for key points
(only their words) and line breaks inside a list's entry. Cells that a spreadsheet would run as a
formula get an apostrophe in front; numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from decks.analogies import AnalogyContent
from decks.cards import DraftContent, KeyPoint
from decks.errors import BadRecord, EmptyFile, UnknownFormat
from decks.exchange.plain import PlainCard

COLUMNS = (
    "question",
    "answer",
    "label",
    "explanation",
    "formulas",
    "key_points",
    "tags",
    "analogies",
)

_NAMES = {
    **{name: name for name in COLUMNS},
    **dict.fromkeys(("q", "front", "term", "prompt"), "question"),
    **dict.fromkeys(("a", "back", "definition", "core_answer"), "answer"),
    **dict.fromkeys(("elaboration", "notes", "extra"), "explanation"),
    **dict.fromkeys(("analogy",), "analogies"),
}
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_RUNS = tuple("=+-@\t\r\n＝＋－＠")
_AFTER = r"([;\t\r\n][\" ]{0,9})"
_RISKY = r"('*[=+\-@＝＋－＠])"
_INNER = re.compile(_AFTER + _RISKY)
"""Where a cell could begin inside of a cell, before what would run."""
_UNDONE = re.compile(_AFTER + "'" + _RISKY)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")

Row = tuple[int, list[str]]


def read_table(text: str, delimiter: str | None = None) -> tuple[PlainCard, ...]:
    """The cards of a table; without `delimiter` it is told from the first lines.

    The first row names the columns where it holds names for question and answer; else the columns
    are question, answer, explanation. `<br>` is a line break. Raises `EmptyFile`, `UnknownFormat`
    where no row has two cells, and `BadRecord` with the line.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise EmptyFile("The table is empty: it holds no row.")
    delimiter = delimiter or sniff(text)
    rows = list(_rows(text, delimiter))
    if not any(len(cells) > 1 for _, cells in rows):
        raise UnknownFormat(
            "No row of this table has two cells: a card needs a question and an answer, parted by "
            "a tab, a comma or a semicolon."
        )
    header = [_NAMES.get(cell.strip().lower(), "") for cell in rows[0][1]]
    if "question" not in header or "answer" not in header:
        return tuple(_card(row, ("question", "answer", "explanation"), False) for row in rows)
    if duplicates := {name for name in header if name and header.count(name) > 1}:
        raise BadRecord(f"Line {rows[0][0]}: the column {duplicates.pop()} is there twice.")
    ours = tuple(rows[0][1]) == COLUMNS
    if len(rows) == 1:
        raise EmptyFile("The table holds the names of its columns and no card.")
    return tuple(_card(row, header, ours) for row in rows[1:])


def write_table(cards: Iterable[PlainCard], delimiter: str = ",") -> str:
    """The cards as CSV (or TSV with a tab), safe to open in a spreadsheet; a header row first."""
    out = io.StringIO(newline="")
    # RFC 4180 line ends; with "\n" alone the writer would leave a bare CR in a cell unquoted.
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for card in cards:
        writer.writerow([_neutral(cell) for cell in _cells(card)])
    return out.getvalue()


def sniff(text: str) -> str:
    """The delimiter of a table: of tab, comma and semicolon the one that cuts most lines."""
    lines = [line for line in text[:20_000].split("\n")[:50] if line.strip()]
    for one in ("\t", ",", ";"):
        if tuple(lines[0].strip("\r").split(one)) == COLUMNS:
            return one
    return max(("\t", ",", ";"), key=lambda one: sum(one in line for line in lines))


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Rows with their first line; where quotes do not come in pairs they are plain characters."""
    try:
        yield from list(_parsed(text, delimiter, csv.QUOTE_MINIMAL))
    except csv.Error as error:
        if delimiter != "\t":
            raise BadRecord(f"The table cannot be read: {error}.") from None
        try:
            yield from list(_parsed(text, delimiter, csv.QUOTE_NONE))
        except csv.Error as again:
            raise BadRecord(f"The table cannot be read: {again}.") from None


def _parsed(text: str, delimiter: str, quoting: Any) -> Iterator[Row]:
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True
    )
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise csv.Error(f"line {line}: {error}") from None


def _card(row: Row, names: Sequence[str], ours: bool) -> PlainCard:
    line, cells = row
    if len(cells) > len(names):
        raise BadRecord(
            f"Line {line}: {len(cells)} cells, and only {len(names)} columns are known: put quotes "
            "around cells that hold the separator."
        )
    values = {
        name: _bare(cell) if ours else _BREAK.sub("\n", cell).strip()
        for name, cell in zip(names, cells, strict=False)
        if name
    }
    if not values.get("question", "").strip():
        raise BadRecord(f"Line {line}: question: a card needs one.")
    try:
        content = DraftContent(
            question=values["question"],
            label=values.get("label", ""),
            core_answer=values.get("answer") or None,
            explanation=values.get("explanation", ""),
            formulas=_entries(values, "formulas"),
            key_points=tuple(KeyPoint(text=text) for text in _entries(values, "key_points")),
            tags=_entries(values, "tags"),
        )
    except ValidationError as error:
        raise BadRecord(f"Line {line}: {error.errors()[0]['msg']}.") from None
    analogies = tuple(AnalogyContent(text=text) for text in _entries(values, "analogies"))
    return PlainCard(content=content, analogies=analogies, line=line)


def _entries(values: dict[str, str], name: str) -> tuple[str, ...]:
    """The entries of a list's cell, one a line."""
    return tuple(entry for entry in values.get(name, "").split("\n") if entry.strip())


def _cells(card: PlainCard) -> tuple[str, ...]:
    content = card.content
    return (
        content.question,
        content.core_answer or "",
        content.label,
        content.explanation,
        _joined(content.formulas),
        _joined(point.text for point in content.key_points),
        _joined(content.tags),
        _joined(analogy.text for analogy in card.analogies),
    )


def _joined(entries: Iterable[str]) -> str:
    return "\n".join(" ".join(entry.split("\n")) for entry in entries)


def _neutral(cell: str) -> str:
    """The cell as words: never a formula to a spreadsheet, and undone by `_bare`.

    A spreadsheet that takes another sign for the separator, or no quotes, would begin a new cell
    inside of this one: what begins there is made words too.
    """
    shown = cell.lstrip(" ")
    risky = shown.startswith((*_RUNS, "'")) and not _NUMBER.fullmatch(shown)
    cell = _INNER.sub(r"\1'\2", cell)
    return f"'{cell}" if risky else cell


def _bare(cell: str) -> str:
    cell = cell[1:] if cell.startswith("'") else cell
    return _UNDONE.sub(r"\1\2", cell)
