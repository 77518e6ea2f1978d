"""What stands on a deck page and belongs to no card: counter, title, the table of study modes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_COUNTER = re.compile(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*")
_RULES = frozenset(" \t|:+-")
_EMPTY = re.compile(r"\s*No\s+(\w[\w ]{0,60}?)(?:\s+yet)?\s*[.!]?\s*", re.IGNORECASE)
_TITLE_REACH = 12
"""A title stands among the first lines."""


@dataclass(frozen=True, slots=True)
class ChromeLine:
    """A line of the page that is no card text, numbered from 1, and what it is."""

    line: int
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """The chrome of a page; `taken` are its line numbers, `counted` the total of its counter."""

    title: str | None
    chrome: tuple[ChromeLine, ...]
    counted: int | None

    @property
    def taken(self) -> frozenset[int]:
        """Line numbers that no card may use."""
        return frozenset(one.line for one in self.chrome)


def recognise(lines: Sequence[str]) -> Furniture:
    """The furniture among these lines, by shape: nothing depends on the words of one site."""
    about = _table_subject(lines)
    chrome: list[ChromeLine] = []
    counted: int | None = None
    for number, line in enumerate(lines, start=1):
        meaning = _meaning(line, lines[number] if number < len(lines) else "", about)
        if found := _COUNTER.fullmatch(line):
            counted = int(found.group(2)) if counted is None else counted
        if meaning:
            chrome.append(ChromeLine(number, line.strip(), meaning))
    title = _title(lines, {one.line for one in chrome})
    if title is not None:
        chrome.append(ChromeLine(title, lines[title - 1].strip(), "title of the deck"))
    chrome.sort(key=lambda one: one.line)
    return Furniture(lines[title - 1].strip() if title else None, tuple(chrome), counted)


def _table_subject(lines: Sequence[str]) -> str:
    """What the page's table lists, as its empty state says: "No study sessions yet."."""
    for above, line in pairwise(lines):
        found = _EMPTY.fullmatch(line)
        if found and _is_separator(above):
            return f" of {found.group(1)}"
    return ""


def _is_separator(line: str) -> bool:
    # A regular expression with a star on both sides of the dashes would be quadratic here.
    return "---" in line and _RULES.issuperset(line)


def _meaning(line: str, following: str, about: str) -> str | None:
    if found := _COUNTER.fullmatch(line):
        first, last = (str(int(group)) for group in found.groups())
        return f"position counter of the page (card or page {first} of {last}); not card text"
    if _is_separator(line):
        return "separator row of that table"
    if line.count("|") >= 2 and (_is_separator(following) or line.rstrip().endswith("|")):
        return f"header row of a table{about} (Markdown pipe table)"
    if (found := _EMPTY.fullmatch(line)) and f" of {found.group(1)}" == about:
        return "empty state of that table"
    return None


def _title(lines: Sequence[str], taken: set[int]) -> int | None:
    """The number of the line that names the deck: near the top, and neither asked nor stated.

    A line with a full stop at its end is a title only where furniture follows it.
    """
    reach = range(1, min(len(lines), _TITLE_REACH) + 1)
    number = next((n for n in reach if n not in taken and lines[n - 1].strip()), None)
    if number is None:
        return None
    line = lines[number - 1].strip()
    if line.endswith("?") or "analogy:" in line.lower():
        return None
    below = next((n for n in range(number + 1, len(lines) + 1) if lines[n - 1].strip()), None)
    return number if below in taken or not line.endswith((".", "!", ":")) else None
