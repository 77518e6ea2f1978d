"""Markdown as lecturers write it: the source kept as it is, cut into blocks line by line.

A scanner over lines, not a renderer: offsets stay exact, dialects (front matter, pandoc divs, slide
rules, Jekyll and d2lbook directives, TeX displays) need no plug-in, and hostile input costs linear
time. What a browser would hide (comments, hidden elements) is set aside from the drafters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from authoring.encoding import decode
from authoring.readers.hidden import parts
from authoring.readers.reading import Block, Outline, Reading, tiled
from decks.sources import LocatorKind, SpanKind

EXTRACTOR = "markdown/2"
MOST_LINES = 120
"""Lines of a display formula at most; an opening mark without its end is prose."""
MAX_HEADING = 300
"""Characters of a heading at most; a longer line is prose that happens to start with a #."""

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*?))?(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r" {0,3}(?:-[ \t]*){3,}$| {0,3}(?:\*[ \t]*){3,}$| {0,3}(?:_[ \t]*){3,}$|={3,}$")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>=+|-{3,})[ \t]*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")
_TABLE = re.compile(r"\s*\|.*\|\s*$|\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+$")
_DISPLAY = (("$$", "$$"), (r"\[", r"\]"), (r"\( \displaystyle", r"\)"))
_STATEMENT = (
    r"(?:theorem|definition|lemma|proposition|corollary|proof|remark|example|exercise|note|center|"
    r"itemize|enumerate|quote|block|frame|columns?|minipage)"
)
_ENVIRONMENT = re.compile(rf"\s*\\begin\{{(?!{_STATEMENT}\*?\}})(?P<name>[a-z]+\*?)\}}")
_DIRECTIVE = re.compile(
    r"\s*(?::::|:[a-z_]+:(?:`[^`\n]{0,300}`)?\s*$|\{%|\{:|<!--\s*/?\s*\w*:|@\w+$|\[comment\]"
    rf"|\\[A-Za-z]+\*?\s*$|\\(?:begin|end)\{{{_STATEMENT}\*?\}})"
)
_DIV = re.compile(r"\s*:{3,}\s*(?:\{?\s*[.]?(?P<name>[A-Za-z][\w-]*)|\{)?")
_ASIDE_DIVS = {
    "challenges": "exercise",
    "exercise": "exercise",
    "exercises": "exercise",
    "questions": "exercise",
    "quiz": "exercise",
    "quizzes": "exercise",
    "outcomes": "learning objectives",
    "objectives": "learning objectives",
    "refs": "reference list",
    "footnote": "reference list",
    "readings": "reference list",
}
_HTML_HEADING = re.compile(
    r"\s*<h(?P<level>[1-6])\b[^<>]{0,300}>(?P<title>.{1,300})</h(?P=level)>\s*$", re.IGNORECASE
)
_SETTING = re.compile(r"[a-z_-]{2,20}:(?:\s+\S.{0,200})?$")
_SLIDE_MARK = re.compile(r"(?:--|\?\?\?|(?:\.[a-z][\w-]*)+\[|\])\s*$")
_IMAGE = re.compile(r"\s*(?:!\[[^\]\n]*\]\([^)\n]*\)(?:\{[^}\n]*\})?\s*)+$|\s*\[Image:[^\]]*\]\s*$")
_LINKED = re.compile(r" {0,3}\[(?!\^)[^\]\n]{1,200}\]:\s+\S+")
_HTML = re.compile(r"\s*</?[A-Za-z][^\n]*>?\s*$")
_TAG = re.compile(r"<[^<>]*>")
_HTML_BLOCK = re.compile(r"\s*<(?P<tag>table|script|style|pre|svg|iframe|video)\b", re.IGNORECASE)
_CODE_TAGS = {"script", "style", "pre"}


def read(data: bytes, name: str) -> Reading:
    """The blocks of a Markdown file."""
    decoded = decode(data)
    return Reading(
        format="markdown",
        extractor=EXTRACTOR,
        text=decoded.text,
        spans=tiled(decoded.text, scan(decoded.text), LocatorKind.LINE),
        warnings=decoded.warnings,
    )


def scan(text: str, outline: Outline | None = None, on_slides: bool = False) -> list[Block]:
    """The blocks of Markdown text; places are lines counted from 1.

    `outline` is where the reader stands in a larger document, and is moved on. `on_slides` says
    that the text is slides; else it has to look like them.
    """
    return _Scan(text, outline or Outline(), on_slides).run()


def slides(lines: Sequence[str]) -> bool:
    """Whether Markdown is a set of slides: rules between them, and marks that only slides have."""
    rules = sum(line.rstrip() == "---" for line in lines)
    marks = sum(
        line.rstrip() in ("~~~", "--", "???") or line.startswith(("class: ", "layout: "))
        for line in lines
    )
    return rules >= 3 and marks >= 2


class _Scan:
    """One pass over the lines; each method takes a block and moves on behind it."""

    def __init__(self, text: str, outline: Outline, on_slides: bool) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._at = 0
        self._blocks: list[Block] = []
        self._outline = outline
        self._in_list = False
        self._slides = on_slides or slides(self._lines)
        self._divs: list[str] = []
        self._closes: dict[str, int | None] = {}

    def run(self) -> list[Block]:
        """All blocks, in order."""
        self._front_matter()
        takers: tuple[Callable[[str], bool], ...] = (
            self._slide_mark,
            self._fence,
            self._display,
            self._comment,
            self._heading,
            self._rule,
            self._directive,
            self._image,
            self._html,
            self._table,
            self._item,
            self._indented,
            self._linked,
        )
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip():
                self._at += 1
            elif not any(take(line) for take in takers):
                self._paragraph()
        return self._blocks

    def _add(self, last: int, kind: SpanKind, set_aside: str | None = None) -> None:
        """A block from this line to line `last` (counted from 0), and on behind it."""
        self._blocks.append(
            Block(
                start=self._starts[self._at],
                kind=kind,
                first=(self._at + 1,),
                last=(last + 1,),
                headings=self._outline.path,
                set_aside=set_aside or self._aside,
            )
        )
        self._in_list = kind is SpanKind.LIST_ITEM
        self._at = last + 1

    @property
    def _aside(self) -> str | None:
        """Why the innermost named div keeps its words from the drafters."""
        return next((_ASIDE_DIVS[name] for name in self._divs if name in _ASIDE_DIVS), None)

    def _find(self, begin: int, wanted: Callable[[str], bool]) -> int | None:
        """The first line from `begin` on that is wanted."""
        return next((n for n in range(begin, len(self._lines)) if wanted(self._lines[n])), None)

    def _closing(self, mark: str) -> int | None:
        """The line, from this one on, that closes a block; found once for all that it closes."""
        known = self._closes.get(mark, -1)
        if known is not None and known < self._at:
            known = self._find(self._at, lambda line: mark in line.lower())
            self._closes[mark] = known
        return known

    def _front_matter(self) -> None:
        fence = self._lines[0].rstrip()
        if fence not in ("---", "+++"):
            return
        closing = ("---", "...") if fence == "---" else ("+++",)
        end = self._find(1, lambda line: line.rstrip() in closing)
        inside = self._lines[1 : end or 1]
        if end is not None and any(":" in line or "=" in line for line in inside):
            self._add(end, SpanKind.OTHER, "front matter")

    def _slide_mark(self, line: str) -> bool:
        """Pauses, notes, boxes and settings of a slide; in other Markdown they are words."""
        if not self._slides:
            return False
        if line.rstrip() == "~~~" or _SLIDE_MARK.match(line) is not None:
            if line.rstrip().endswith("["):
                self._divs.append(line.strip(" .[\t").split(".")[0])
            elif line.startswith("]") and self._divs:
                self._divs.pop()
            self._add(self._at, SpanKind.OTHER, "pause mark" if line[0] in "~-" else "markup")
            return True
        if _SETTING.match(line) is None or not self._begins_slide():
            return False
        self._add(self._at, SpanKind.OTHER, "slide settings")
        return True

    def _begins_slide(self) -> bool:
        """Whether nothing but settings stands between this line and the slide's beginning."""
        above = self._blocks[-1] if self._blocks else None
        if above is None:
            return True
        follows = above.last == (self._at,)
        return follows and above.set_aside in ("rule", "slide settings")

    def _fence(self, line: str) -> bool:
        found = _FENCE.match(line)
        if found is None:
            return False
        fence = found["fence"]
        closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        end = self._find(self._at + 1, lambda later: closing.match(later) is not None)
        bare = fence[0] == "~" and not found["info"].strip()
        if bare and (end is None or self._holds_prose(end)):
            self._add(self._at, SpanKind.OTHER, "pause mark")
            return True
        self._add(len(self._lines) - 1 if end is None else end, SpanKind.CODE)
        return True

    def _holds_prose(self, end: int) -> bool:
        """Slides use a bare ~~~ as a pause: what follows then is Markdown, not code."""
        inside = self._lines[self._at + 1 : end]
        return any(
            _HEADING.match(line) or _ITEM.match(line) or _RULE.match(line) or "![" in line
            for line in inside
        )

    def _display(self, line: str) -> bool:
        bare = line.strip()
        environment = _ENVIRONMENT.match(line)
        if environment is not None:
            close = f"\\end{{{environment['name']}}}"
            return self._display_until(close, bare.removeprefix(environment[0].strip()))
        for opening, closing in _DISPLAY:
            if bare.startswith(opening):
                return self._display_until(closing, bare[len(opening) :])
        return False

    def _display_until(self, closing: str, rest: str) -> bool:
        """A display that closes on this line's end or alone on a later one, before a blank line."""
        if closing in rest:
            if rest.rstrip(".,; ").endswith(closing):
                self._add(self._at, SpanKind.FORMULA)
                return True
            return False
        for number in range(self._at + 1, min(self._at + MOST_LINES, len(self._lines))):
            if closing in self._lines[number]:
                self._add(number, SpanKind.FORMULA)
                return True
            if not self._lines[number].strip() and number > self._at + 40:
                return False
        return False

    def _comment(self, line: str) -> bool:
        if not line.lstrip().startswith("<!--"):
            return False
        end = self._closing("-->")
        if end is None:
            end = len(self._lines) - 1
        if self._lines[end].split("-->", 1)[-1].strip():
            return False
        self._add(end, SpanKind.OTHER, "hidden text")
        return True

    def _heading(self, line: str) -> bool:
        found = _HEADING.match(line) if len(line) <= MAX_HEADING else None
        tagged = None if found or "<" not in line else _HTML_HEADING.match(line)
        if found is not None or tagged is not None:
            words = found["title"] if found else tagged and tagged["title"]
            level = len(found["marks"]) if found else int(tagged["level"]) if tagged else 1
            self._outline.enter(level, _plain_title(words or ""))
            self._add(self._at, SpanKind.HEADING)
            return True
        below = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        under = _UNDERLINE.match(below)
        if under is None or len(line) > 120 or _ITEM.match(line) or "|" in line:
            return False
        if self._slides and under["mark"][0] == "-":
            return False
        self._outline.enter(1 if under["mark"][0] == "=" else 2, _plain_title(line))
        self._add(self._at + 1, SpanKind.HEADING)
        return True

    def _rule(self, line: str) -> bool:
        if _RULE.match(line) is None:
            return False
        self._add(self._at, SpanKind.OTHER, "rule")
        return True

    def _directive(self, line: str) -> bool:
        if _DIRECTIVE.match(line) is None:
            return False
        div = _DIV.match(line)
        if div is not None:
            if line.strip(" \t:"):
                self._divs.append((div["name"] or "").lower())
            elif self._divs:
                self._divs.pop()
        self._add(self._at, SpanKind.OTHER, "markup")
        return True

    def _image(self, line: str) -> bool:
        if _IMAGE.match(line) is None:
            return False
        self._add(self._at, SpanKind.OTHER, "figure")
        return True

    def _html(self, line: str) -> bool:
        opened = _HTML_BLOCK.match(line)
        if opened is not None:
            tag = opened["tag"].lower()
            end = self._closing(f"</{tag}")
            kind = SpanKind.TABLE if tag == "table" else SpanKind.OTHER
            kind = SpanKind.CODE if tag in _CODE_TAGS else kind
            aside = "figure" if kind is SpanKind.OTHER else None
            self._add(self._at if end is None else end, kind, aside)
            return True
        if _HTML.match(line) is None or _TAG.sub("", line).strip():
            return False
        self._add(self._at, SpanKind.OTHER, "figure" if "<img" in line else "markup")
        return True

    def _table(self, line: str) -> bool:
        if _TABLE.match(line) is None:
            return False
        end = self._at
        while end + 1 < len(self._lines) and "|" in self._lines[end + 1]:
            end += 1
        self._add(end, SpanKind.TABLE)
        return True

    def _item(self, line: str) -> bool:
        if _ITEM.match(line) is None:
            return False
        end = self._at
        while end + 1 < len(self._lines) and not self._breaks(self._lines[end + 1]):
            end += 1
        self._prose(end, SpanKind.LIST_ITEM)
        return True

    def _indented(self, line: str) -> bool:
        if not line.startswith(("    ", "\t")) or self._in_list:
            return False
        end = self._at
        while end + 1 < len(self._lines) and self._lines[end + 1].startswith(("    ", "\t")):
            end += 1
        self._add(end, SpanKind.CODE)
        return True

    def _linked(self, line: str) -> bool:
        if _LINKED.match(line) is None:
            return False
        self._add(self._at, SpanKind.OTHER, "reference list")
        return True

    def _paragraph(self) -> None:
        end = self._at
        while end + 1 < len(self._lines) and not self._breaks(self._lines[end + 1]):
            end += 1
        self._prose(end, SpanKind.PARAGRAPH)

    def _breaks(self, line: str) -> bool:
        """Whether this line ends the paragraph or list item above it."""
        return (
            not line.strip()
            or any(
                pattern.match(line) is not None
                for pattern in (_FENCE, _HEADING, _RULE, _ITEM, _TABLE, _DIRECTIVE, _ENVIRONMENT)
            )
            or (self._slides and _SLIDE_MARK.match(line) is not None)
            or line.lstrip().startswith(("$$", "\\[", "<!--"))
        )

    def _prose(self, last: int, kind: SpanKind) -> None:
        """Words: hidden parts become spans of their own, long paragraphs are cut at sentences."""
        start, end = self._starts[self._at], self._starts[last] + len(self._lines[last])
        line, counted = self._at + 1, start
        for begin, stop, aside in parts(self._text, start, end):
            line += self._text.count("\n", counted, begin)
            counted = begin
            bottom = line + self._text.count("\n", begin, stop)
            gone = aside or self._aside
            self._blocks.append(Block(begin, kind, (line,), (bottom,), self._outline.path, gone))
        self._in_list = kind is SpanKind.LIST_ITEM
        self._at = last + 1


def _plain_title(title: str) -> str:
    """A heading's words without attributes, links, marks and tags."""
    bare = re.sub(r"\{[#.:][^{}]*\}", "", _TAG.sub("", title))
    bare = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*\)", r"\1", bare)
    return re.sub(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", bare).strip()
