"""Commands and symbols of code with what they do: "- `git fetch`: retrieve objects from a remote"
is "What does “git fetch” do?", answered in the third person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from authoring.prose import plain
from authoring.rules.candidate import (
    POINTING,
    Candidate,
    Setting,
    balanced,
    personal,
    sentence_of,
    shortened,
)
from authoring.rules.slide import bare_title
from authoring.rules.telling import akin, articled, as_deed, ordered
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

_MARKER = re.compile(r"\s*(?:[-*+•▪◦‣●■▶►]|\d{1,3}[.)])\s+")
_ITEM = re.compile(
    r"^(?:\*\*)?`(?P<command>[^`\n]{1,60})`(?:\*\*)?(?:\s?(?P<mark>:|[-–—])\s+|\s)"
    r"(?P<means>(?:to\s)?[^\s`].{2,})$",
    re.DOTALL,
)
_NO_MEANING = re.compile(r"^(?:e\.g|i\.e|see|also|for example|https?|\[|and|or)\b", re.IGNORECASE)
LONGEST = 600
MOST_WORDS = 6


def find(version: SourceVersion, setting: Setting, aside: dict[int, str]) -> Iterator[Candidate]:
    """A card for each command of a list that tells what its commands do."""
    shaped = [_told(version, index) for index in range(len(version.spans))]
    for index, found in enumerate(shaped):
        beside = shaped[index - 1] if index else None
        below = shaped[index + 1] if index + 1 < len(shaped) else None
        if index in aside or found is None or (beside is None and below is None):
            continue
        made = _candidate(version, index, found, setting)
        if made is not None:
            yield made


def _told(version: SourceVersion, index: int) -> tuple[str, str] | None:
    """The command that a list item begins with, and what is said of it."""
    span = version.spans[index]
    if span.kind is not SpanKind.LIST_ITEM or span.end - span.start > LONGEST:
        return None
    raw = _MARKER.sub("", version.words(span.start, span.end), count=1).strip()
    found = _ITEM.match(raw)
    if found is None:
        return None
    said = found["means"] if found["mark"] else re.split(r",\s(?:and\s)?`", found["means"])[0]
    means = plain(said.removeprefix("to ")).rstrip(".")
    if found["mark"] is None and as_deed(means) is None:
        return None  # "`x` is a name": a sentence
    return found["command"].strip(), re.split(r"(?<=[a-z)])\.\s", means)[0]


def _candidate(
    version: SourceVersion, index: int, told: tuple[str, str], setting: Setting
) -> Candidate | None:
    command, means = told
    span = version.spans[index]
    if not _good(command, means):
        return None
    asked = _asked(command, means)
    if asked is None:
        return None
    answer, rest = shortened(asked[1])
    if len(answer.split()) < FEWEST_NEW:
        return None
    return Candidate(
        kind=CardKind.DEFINITION,
        question=f"{asked[0]}{_cue(command, span.headings, setting)}?",
        label=command,
        core_answer=sentence_of(answer),
        explanation=sentence_of(means) if rest else "",
        start=_start(version, index),
        end=span.start + len(version.words(span.start, span.end).rstrip()),
        weight=1.7,
        spans=(index,),
    )


def _start(version: SourceVersion, index: int) -> int:
    span = version.spans[index]
    marker = _MARKER.match(version.text, span.start, span.end)
    return marker.end() if marker is not None else span.start


def _good(command: str, means: str) -> bool:
    if len(command.split()) > MOST_WORDS or not any(char.isalnum() for char in command):
        return False
    if command.startswith(("$", "\\", "http")) or _NO_MEANING.match(means):
        return False
    return balanced(means) and not POINTING.search(means) and not personal(means)


def _cue(command: str, headings: tuple[str, ...], setting: Setting) -> str:
    """The tool that a command belongs to, where it does not name it; else the section of a short
    one.
    """
    if setting.tool:
        return "" if setting.tool.casefold() in command.casefold() else f" in {setting.tool}"
    title = bare_title(headings[-1]) if headings else ""
    bare = len(command.split()) == 1 or re.search(r"[A-Za-z]{3}", command) is None
    short = bare and 1 <= len(title.split()) <= MOST_WORDS
    return f" ({title})" if short and not title.endswith("?") else ""


def _asked(command: str, means: str) -> tuple[str, str] | None:
    """What a command does, or what a symbol of code stands for; None where its own name says it."""
    deed = as_deed(means)
    if re.match(r"(?:the )?same as\s", means):
        deed = f"does the same as {re.sub(r'^(?:the )?same as ', '', means)}"
    elif deed is not None and not _tells_more(command, means):
        return None
    if deed is not None:
        return f"What does “{command}” do", articled(deed)
    alone = " " not in command and ordered(means) is None
    return (f"What does “{command}” stand for", means) if alone and _NOUN.match(means) else None


_NOUN = re.compile(r"^(?:an?|the|all|any|every|[a-z]+ of)\s", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|\{[^{}]*\}")
_SAYS_LITTLE = frozenset(
    "create creates make makes show shows add adds display displays print prints list lists new "
    "the and its current set run runs start starts into onto with from this that for".split()
)
FEWEST_NEW = 2


def _tells_more(command: str, means: str) -> bool:
    """Whether a meaning has two words at least that the command's own name does not say; one where
    that is no word.
    """
    name = re.findall(r"[a-z]{3,}", _PLACEHOLDER.sub(" ", command.casefold()))
    told = _PLACEHOLDER.sub(" ", means.casefold())
    said = set(re.findall(r"[a-z]{3,}", told)) - _SAYS_LITTLE
    new = [word for word in said if not any(akin(word, own) for own in name)]
    return len(new) >= (FEWEST_NEW if name else 1)
