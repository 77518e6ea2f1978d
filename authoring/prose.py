"""Sentences of a source with their exact places, and their words without mark-up.

Rules look at `Sentence.words`; citations quote `Sentence.start` to `Sentence.end` of the text.
Formulas between dollar signs stay as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from decks.sources import SourceVersion, Span, SpanKind

_FORMULA = r"\$\$[^$]+\$\$|\$(?!\d[^$\n]*\$\d)[^$\n]+\$|\\\(.{1,800}?\\\)"
MATH = re.compile(_FORMULA, re.DOTALL)
"""A formula in a line; "$5 and $7" are prices."""
_KEPT = re.compile(rf"({_FORMULA}|`[^`\n]+`)", re.DOTALL)
"""Formulas and code: what stands in them is no mark-up."""
_END = re.compile(
    r"[.!?][\"')\]”’*_]*(?=\s+[\"'(\[“‘*_$]*[A-Z\d\\$]|\s+`[a-z]|\s+\([a-e]\)\s|\s*$)|:(?=\s*$)"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|eg|ie|cf|vs|etc|al|Fig|Figs|Eq|Eqs|Sec|Ch|Dr|Mr|Mrs|Ms|Prof|St|No|approx|"
    r"resp|Inc"
    r"|Jr|Sr|U\.S|a\.k\.a|w\.r\.t|r\.v|i\.i\.d|Vol|pp|ca|Gen|Gov|Sen|Rep)|\b[A-Z])\.$"
)
_FIGURE = re.compile(
    r"\s?[(\[][^()\[\]]{0,200}\[figure or table\][^()]{0,200}\)|\s?\(\s?(?:see )?(?:Fig|Figure|"
    r"Table|Section|"
    r"Chapter|Eq|Equation|Algorithm)s?\.?~? ?[\dA-Za-z.,\- ]{1,20}\)",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"\[\\\[link\\\]\]\([^)\n]{0,400}\)(?:\*\*[a-z]\*\*|[a-z]\b)?|"
    r"\[\[[^\]\n]{1,200}\]\]\([^)\n]{0,400}\)|\[\^[^\]\s]{1,40}\]|:cite:`[^`\n]{0,200}`|\[\d+\]"
)
_EMPTY = re.compile(r"(?:\s|(?<!\w))\((?:[,;\s]|and|see|or){0,60}\)")
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,400}\)(?:\{[^}\n]{0,200}\})?")
_LINK = re.compile(r"\[([^\]\n]{0,300})\]\([^)\n]{0,400}\)(?:\{[^}\n]{0,200}\})?")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_BOLD = re.compile(
    r"(?<![*\w])\*\*(?=\S)([^*\n]{1,80}?)(?<=\S)\*\*(?!\*)|(?<![_\w])__([^_\n]{1,80})__"
)
_EMPHASIS = re.compile(r"(?<![*\w\\])[*_](?=\S)([^*_\n]{1,200}?)(?<=\S)[*_](?![*\w])")
_MARKER = re.compile(r"\s*(?:[-*+•▪◦‣]|\d{1,3}[.)])\s+|\s*(?:>\s*)+")


_NOTE_MARK = re.compile(r"^\d{1,2}\s(?=[A-Z“][a-z])")
"""The mark of a footnote that a PDF sets behind the full stop."""
_WHOLE = re.compile(r"[.!?:][\"')\]”’*_]*$")
_SHORT_FORM = re.compile(r"\s\([A-Za-z]{1,8}\)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the source, its words, and the terms that are set in bold.

    `own` is where the sentence itself begins, if `start` takes in one before it as well.
    """

    start: int
    end: int
    words: str
    bold: tuple[str, ...]
    span: int
    headings: tuple[str, ...]
    own: int = -1

    @property
    def count(self) -> int:
        """How many words it has."""
        return len(self.words.split())


def sentences(version: SourceVersion, index: int, span: Span) -> list[Sentence]:
    """The sentences of one span, in order."""
    text = version.text
    begin = span.start
    marker = _MARKER.match(text, begin, span.end)
    if marker is not None:
        begin = marker.end()
    found: list[Sentence] = []
    for start, end in _cuts(text, begin, span.end):
        raw = text[start:end]
        words = plain(raw)
        if found:
            words = _NOTE_MARK.sub("", words)
        if words:
            found.append(Sentence(start, end, words, bold_terms(raw), index, span.headings))
    return found


def _cuts(text: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Ranges of sentences without the white space around them; never inside a formula."""
    formulas = [match.span() for match in MATH.finditer(text, begin, stop)]
    cuts = []
    start = begin
    for found in _END.finditer(text, begin, stop):
        if any(left < found.end() < right for left, right in formulas):
            continue
        if ABBREVIATION.search(text, max(start, found.start() - 8), found.start() + 1):
            continue
        cuts.append((start, found.end()))
        start = found.end()
    cuts.append((start, stop))
    trimmed = []
    for left, right in cuts:
        raw = text[left:right]
        if raw.strip():
            lead = len(raw) - len(raw.lstrip())
            trimmed.append((left + lead, left + len(raw.rstrip())))
    return trimmed


def plain(raw: str) -> str:
    """The words of raw Markdown in one line: no links, tags, emphasis, figure references."""
    parts = _KEPT.split(raw)
    parts[0::2] = [_unmarked(part) for part in parts[0::2]]
    parts[1::2] = [part.strip("`").replace("\\_", "_") for part in parts[1::2]]
    joined = " ".join("".join(parts).split())
    return re.sub(r"\s+([,.;:!?])(?=\s|$)", r"\1", joined).strip()


def _unmarked(part: str) -> str:
    part = _EMPTY.sub("", _FIGURE.sub("", _CITED.sub("", part)))
    part = _TAG.sub("", _LINK.sub(r"\1", _PICTURE.sub("", part)))
    part = _BOLD.sub(lambda match: match[1] or match[2], part)
    part = _EMPHASIS.sub(r"\1", part)
    return part.replace("`", "").replace("\\ ", " ").replace("\u00a0", " ")


def bold_terms(raw: str) -> tuple[str, ...]:
    """The terms set in bold, in order, without mark-up."""
    return tuple(
        term
        for match in _BOLD.finditer(raw)
        if (
            term := _SHORT_FORM.sub(
                "", " ".join(_unmarked(match[1] or match[2]).split()).strip(" .:,;")
            )
        )
    )


def joined(told: Mapping[int, list[Sentence]], spans: Sequence[Span]) -> dict[int, list[Sentence]]:
    """The sentences with those put together that a page or column cuts in two: the first half ends
    a paragraph without a full stop, the second begins the next one in small letters.
    """
    mended = {index: list(each) for index, each in told.items()}
    prose = [index for index in sorted(mended) if spans[index].kind is SpanKind.PARAGRAPH]
    for first, second in pairwise(prose):
        one, other = mended[first], mended[second]
        if not one or not other or spans[first].headings != spans[second].headings:
            continue
        head, tail = one[-1], other[0]
        if _WHOLE.search(head.words) or not tail.words[:1].islower() or head.count < 3:
            continue
        one[-1] = replace(
            head, end=tail.end, words=f"{head.words} {tail.words}", bold=(*head.bold, *tail.bold)
        )
        del other[0]
    return mended
