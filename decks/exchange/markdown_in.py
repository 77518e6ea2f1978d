"""Markdown decks: our own pages without loss, and the ways in which people write cards.

Told from the text, and the first that fits is used for the whole file: our own page; lines `Q:` and
`A:`; `<details>` with the question as summary; a paragraph in bold that asks; headings that ask;
`question :: answer` on a line. The first paragraph of an answer is the core answer, what follows it
the explanation; an answer that is a promise ("Answer here") is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pydantic import ValidationError

from decks.analogies import AnalogyContent
from decks.cards import CardKind, DraftContent, KeyPoint
from decks.errors import BadRecord, EmptyFile, TooLarge, UnknownFormat
from decks.exchange.markdown_out import MARK
from decks.exchange.plain import PlainCard

LIMIT = 5_000_000
"""Characters of a page that are read at most."""
_MOST_WORDS = 80
"""Words of a first paragraph that can still be a core answer."""

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_BOLD = re.compile(r"\*\*([^*\n]{2,500})\*\*[ \t]*$|__([^_\n]{2,500})__[ \t]*$")
_ASKED = re.compile(
    r"(?:#{1,6}[ \t]+|[-*][ \t]+)?\*{0,2}(?:Q|Question)\d{0,4}[.:)]\*{0,2}[ \t]*(.*)$", re.I
)
_ANSWERED = re.compile(r"\*{0,2}(?:A|Ans|Answer)\d{0,4}[.:)]\*{0,2}[ \t]*(.*)$", re.I)
_INLINE = re.compile(r"(?:[-*+][ \t]+|\d{1,4}[.)][ \t]+)?(\S.{0,1000}?)[ \t]+::[ \t]+(\S.*)$")
_SUMMARY = re.compile(r"<summary>(.{1,2000}?)</summary>", re.I | re.S)
_RULE = re.compile(r"(?:<br\s{0,3}/?>|-{3,}|\*{3,}|_{3,})[ \t]*$", re.I)
_PROMISE = re.compile(
    r"(?:answers?(?: (?:here|goes here|to come|tbd|needed))?|todo|tbd|coming soon|\.{3}|…)[.!]?",
    re.I,
)
_BLOCK = re.compile(r"[-*+>|][ \t]|\||\d{1,4}[.)][ \t]|```|~~~|!\[|<(?!s)|\$\$|#{1,6} ")
"""What begins a list, a table, code, a picture or a quotation: no sentence, and none without it."""
_TOLD = re.compile(
    r"(?:Calculate|Compare|Define|Derive|Describe|Draw|Explain|Give|List|Name|Prove|Show|Sketch|"
    r"State|Write)\b",
    re.I,
)
"""How a question begins that is a command."""
_LEGEND = re.compile(r"Legend:[ \t]*(.{1,300})", re.I)
_TAGS = re.compile(r"<(?!sub\b|sup\b|/sub|/sup)/?[a-z][^<>\n]{0,200}>", re.I)
_JOINERS = "\u200d\ufe0f"


@dataclass(frozen=True, slots=True)
class Raw:
    """A card as it stands: question, the lines of its answer, and the headings above it."""

    question: str
    answer: tuple[str, ...]
    line: int
    headings: tuple[str, ...] = ()


def read_markdown(text: str) -> tuple[str | None, tuple[PlainCard, ...]]:
    """The title, where the page has one, and the cards.

    Raises `EmptyFile`, `TooLarge`, and `UnknownFormat` where no card is found. Linear.
    """
    if len(text) > LIMIT:
        raise TooLarge(f"The page is longer than {LIMIT:,} characters: import it in parts.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise EmptyFile("The page is empty: it holds no card.")
    lines = text.split("\n")
    title = next(
        (found[2] for line in lines if (found := _HEADING.match(line)) and len(found[1]) == 1), None
    )
    if MARK in text:
        return title, _own(lines)
    for way in (_question_lines, _details, _bold, _headings, _inline, _one_bold, _one_heading):
        raw = list(way(lines))
        if raw:
            legend = _legend(text)
            return title, tuple(_card(one, legend) for one in raw)
    raise UnknownFormat(
        "No card was found in this page: write each question, with its question mark, as a "
        'heading or in bold on a line of its own and the answer below it, or as lines "Q:" and '
        '"A:".'
    )


def _unfenced(lines: list[str]) -> Iterator[tuple[int, str, bool]]:
    """The lines by number, and whether each stands in a fence of code."""
    fence = ""
    for number, line in enumerate(lines, start=1):
        found = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence:
            yield number, line, True
            fence = "" if line.strip().startswith(fence) and not line.strip(" `~") else fence
        else:
            yield number, line, found is not None
            fence = found[1] if found else ""


def _split(
    lines: list[str], asks: Callable[[str], str | None], *, ends: bool = True
) -> Iterator[Raw]:
    """Cards that begin where a line asks and go to the next one, or to a heading (`ends`)."""
    question, answer, begun = "", list[str](), 0
    headings: list[tuple[int, str]] = []
    under: tuple[str, ...] = ()
    for number, line, in_code in _unfenced(lines):
        asked = None if in_code else asks(line)
        heading = None if in_code else _HEADING.match(line)
        if asked is not None or (heading and ends):
            if question:
                yield Raw(question, tuple(answer), begun, under)
            question, answer, begun = asked or "", [], number
        elif question:
            answer.append(line)
        if heading:
            level = len(heading[1])
            headings = [each for each in headings if each[0] < level]
            if asked is None and level > 1:
                headings.append((level, heading[2]))
        if asked is not None:
            under = tuple(name for _, name in headings)
    if question:
        yield Raw(question, tuple(answer), begun, under)


def _one_bold(lines: list[str]) -> Iterator[Raw]:
    """A page of a single question in bold: only where it holds no card of another form."""
    yield from _bold(lines, least=1)


def _one_heading(lines: list[str]) -> Iterator[Raw]:
    yield from _headings(lines, least=1)


def _bold(lines: list[str], least: int = 2) -> Iterator[Raw]:
    def asks(line: str) -> str | None:
        found = _BOLD.match(line.strip())
        return (found[1] or found[2]).strip() if found else None

    found = list(_split(lines, asks))
    asking = sum("?" in raw.question or bool(_TOLD.match(raw.question)) for raw in found)
    # Bold lines are questions where most of them ask; else they are only bold.
    if asking * 2 > len(found) and asking >= least and any("?" in raw.question for raw in found):
        yield from found


def _headings(lines: list[str], least: int = 2) -> Iterator[Raw]:
    levels = [
        len(found[1])
        for _, line, code in _unfenced(lines)
        if not code and (found := _HEADING.match(line)) and found[2].rstrip("* ").endswith("?")
    ]
    if len(levels) < least:
        return
    level = max(set(levels), key=levels.count)

    def asks(line: str) -> str | None:
        found = _HEADING.match(line)
        if not found or len(found[1]) != level or "?" not in found[2]:
            return None
        return re.sub(r"^\d{1,4}[.)]\s+", "", found[2].strip("* "))

    yield from _split(lines, asks)


def _question_lines(lines: list[str]) -> Iterator[Raw]:
    def asks(line: str) -> str | None:
        found = _ASKED.match(line.strip())
        return found[1].strip() if found and found[1].strip() else None

    raw = list(_split(lines, asks))
    answered = [one for one in raw if any(_ANSWERED.match(line.strip()) for line in one.answer)]
    if len(answered) * 2 > len(raw):
        yield from (_joined(one) for one in raw)


def _joined(raw: Raw) -> Raw:
    """What stands before "A:" belongs to the question, what follows it is the answer."""
    for at, line in enumerate(raw.answer):
        if found := _ANSWERED.match(line.strip()):
            question = "\n".join([raw.question, *raw.answer[:at]]).strip()
            return replace(raw, question=question, answer=(found[1], *raw.answer[at + 1 :]))
    return raw


def _details(lines: list[str]) -> Iterator[Raw]:
    text = "\n".join(lines)
    found = list(_SUMMARY.finditer(text))
    if len(found) < 2:
        return
    for at, mark in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else len(text)
        answer = re.split(r"</details>", text[mark.end() : stop], maxsplit=1, flags=re.I)[0]
        question = " ".join(_TAGS.sub("", mark[1]).strip().strip("*").split())
        if question:
            yield Raw(question, tuple(answer.split("\n")), text.count("\n", 0, mark.start()) + 1)


def _inline(lines: list[str]) -> Iterator[Raw]:
    found = [
        (number, mark)
        for number, line, code in _unfenced(lines)
        if not code and (mark := _INLINE.match(line.strip()))
    ]
    for number, mark in found:
        yield Raw(mark[1], (mark[2],), number)


def _legend(text: str) -> dict[str, str]:
    """Signs that the page explains, such as a star for "medium", by sign."""
    found = _LEGEND.search(text)
    if found is None:
        return {}
    pairs = re.findall(r"([^\w\s]{1,8})\s+([\w-]{2,30})", found[1])
    return {_bare(sign): word for sign, word in pairs if _bare(sign)}


def _bare(sign: str) -> str:
    return sign.strip(_JOINERS)


def _card(raw: Raw, legend: dict[str, str]) -> PlainCard:
    question = raw.question
    tags = [heading for heading in raw.headings if "?" not in heading]
    for sign, word in legend.items():
        if sign in question:
            tags.append(word)
            question = re.sub(rf"[{_JOINERS}]*{re.escape(sign)}[{_JOINERS}]*", "", question)
    core, rest = _answer(raw.answer)
    content = DraftContent(
        question=" ".join(question.split()) if "\n" not in question else question.strip(),
        core_answer=core,
        explanation=rest,
        tags=tuple(dict.fromkeys(tags)),
    )
    return PlainCard(content, line=raw.line)


def _answer(lines: tuple[str, ...]) -> tuple[str | None, str]:
    """Core answer and explanation, without the rules around them."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or _RULE.match(kept[-1].strip())):
        kept.pop()
    while kept and (not kept[0].strip() or _RULE.match(kept[0].strip())):
        kept.pop(0)
    text = "\n".join(kept).strip()
    if not text or _PROMISE.fullmatch(text.strip("*_ ")):
        return None, ""
    first, _, rest = text.partition("\n\n")
    said = len(first.split()) <= _MOST_WORDS and not first.rstrip().endswith(":")
    if not rest.strip() or not said or _BLOCK.match(first) or _BLOCK.match(rest.lstrip()):
        return text, ""
    return first.strip(), rest.strip()


def _own(lines: list[str]) -> tuple[PlainCard, ...]:
    """A page that `markdown_out` wrote; a person may have changed it since."""
    cards: list[PlainCard] = []
    head, begun, part = "", 0, ""
    parts: dict[str, list[str]] = {}
    for number, line in enumerate([*lines, "## "], start=1):
        if line.startswith("## "):
            if begun:
                cards.append(
                    _from_parts(head, {name: _text(each) for name, each in parts.items()}, begun)
                )
            head, begun, part, parts = line[3:].strip(), number, "", {}
        elif line.startswith("### ") and begun:
            part = line[4:].strip()
        elif begun:
            parts.setdefault(part, []).append(re.sub(r"^\\(\\*#{2,3} )", r"\1", line))
    if not cards:
        raise EmptyFile("The page holds no card.")
    return tuple(cards)


def _text(lines: list[str]) -> str:
    """Without the blank line after the heading and the one before the next."""
    kept = lines[1:] if lines and not lines[0] else lines
    return "\n".join(kept[:-1] if kept and not kept[-1] else kept)


def _from_parts(head: str, parts: dict[str, str], line: int) -> PlainCard:
    question = parts.get("Question") or head
    if not question.strip():
        raise BadRecord(f"Line {line}: question: a card needs one.")
    try:
        content = DraftContent(
            kind=CardKind(parts.get("Kind", "").strip() or "other"),
            question=question,
            label=parts.get("Label", ""),
            core_answer=parts.get("Answer") or parts.get("", "").strip() or None,
            explanation=parts.get("Explanation", ""),
            formulas=_items(parts.get("Formulas", "")),
            key_points=tuple(KeyPoint(text=text) for text in _items(parts.get("Key points", ""))),
            references=_items(parts.get("Also right", "")),
            tags=_items(parts.get("Tags", "")),
        )
    except (ValidationError, ValueError) as error:
        told = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise BadRecord(f"Line {line}: {told}.") from None
    analogies = tuple(AnalogyContent(text=text) for text in _items(parts.get("Analogies", "")))
    return PlainCard(content, analogies=analogies, line=line)


def _items(text: str) -> tuple[str, ...]:
    entries: list[str] = []
    for line in text.split("\n"):
        if line.startswith("- "):
            entries.append(line[2:])
        elif entries:
            entries[-1] += "\n" + line.removeprefix("  ")
    return tuple(entry.rstrip("\n") for entry in entries if entry.strip())
