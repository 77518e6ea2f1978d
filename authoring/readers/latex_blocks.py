"""The blocks of a LaTeX body: headings, frames, list items, equations, tables, code, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable

from authoring.readers.hidden import parts
from authoring.readers.latex_inline import inline
from authoring.readers.latex_macros import braces
from authoring.readers.reading import Block, Outline
from decks.sources import SpanKind

JOINT = "\x02"
"""Stands for a line that was a comment: no words, and no end of a paragraph."""

_SECTIONS = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 6,
    "subparagraph": 7,
}  # fmt: skip
_FRAME_LEVEL, _BLOCK_LEVEL = 5, 6
_MATHS = frozenset(
    "equation align gather multline eqnarray displaymath alignat flalign math dmath".split()
)
_VERBATIM = frozenset("verbatim lstlisting minted Verbatim semiverbatim".split())
_TABLES = frozenset("tabular tabularx tabulary longtable array".split())
_DRAWINGS = frozenset("tikzpicture pgfpicture picture forest tikzcd circuitikz axis".split())
_BOXES = frozenset("block alertblock exampleblock tcolorbox".split())
_STATEMENTS = frozenset(
    "theorem definition lemma proposition corollary example remark proof claim fact axiom note "
    "exercise problem solution quote".split()
)
_LISTS = frozenset("itemize enumerate description compactitem compactenum thebibliography".split())
_NEXT = re.compile(
    r"\\(?P<verb>begin|end)\s*\{(?P<env>[A-Za-z]+)\*?\}"
    r"|\\(?P<section>part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?(?:\[[^\]\n]{0,200}\])?(?=\s*\{)"
    r"|\\(?P<title>frametitle|framesubtitle|frame|caption|titlepage|maketitle)\b(?:<[^>\n]{0,40}>)?"
    r"|\\(?P<item>item|bibitem)\b(?:<[^>\n]{0,40}>)?"
    r"|(?P<open>\\\[|\$\$)"
    r"|\\(?P<picture>includegraphics)\*?\s*(?:\[[^\]]{0,300}\])?\s*\{(?P<file>[^{}\n]{0,200})\}"
    r"|(?P<blank>\n[ \t]*\n\s*)"
)
_OPTIONS = re.compile(r"\s*(?:<[^<>\n]{0,60}>)?\s*(?:\[[^\[\]]{0,300}\])?\s*")
_SET_ASIDE = {"exercise": "exercise", "problem": "exercise", "solution": "exercise"}
_UNMATHS = re.compile(r"\\(?:label|tag)\*?\{[^{}]*\}|\\(?:nonumber|notag)\b|" + JOINT)
_RULES_OF_TABLES = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfoot)\b|\\(?:cline|cmidrule)(?:\([^)]*\))?\{[^{}]*\}"
)


class Blocks:
    """One pass over a body; `found` are its blocks, `texts` their words, `frames` their number."""

    def __init__(self, body: str, beamer: bool, line: Callable[[int], int], title: str) -> None:
        self.texts: list[str] = []
        self.found: list[Block] = []
        self.frames = 0
        self._body = body
        self._beamer = beamer
        self._line = line
        self._title = title
        self._pairs = braces(body)
        self._outline = Outline()
        self._lists: list[str] = []
        self._counts: list[int] = []
        self._prefix = ""
        self._asides: list[str] = []
        self._length = 0

    def run(self) -> None:
        """Reads the body."""
        at = begun = 0
        while (found := _NEXT.search(self._body, at)) is not None:
            self._words(begun, found.start())
            at = begun = self._take(found)
        self._words(begun, len(self._body))

    def _take(self, found: re.Match[str]) -> int:
        """Reads what was found; gives where to go on."""
        at = found.end()
        if found["verb"] == "begin":
            return self._begin(found["env"], found.start(), at)
        if found["verb"] == "end":
            return self._ended(found["env"], at)
        if found["section"]:
            words, at = self._argument(at)
            self._heading(_SECTIONS[found["section"]], words, found.start())
        elif found["title"]:
            return self._titled(found["title"], found.start(), at)
        elif found["item"]:
            return self._item(found["item"], at)
        elif found["open"]:
            closing = r"\]" if found["open"] == r"\[" else "$$"
            end = self._body.find(closing, at)
            end = len(self._body) if end < 0 else end
            self._formula(self._body[at:end], "", found.start(), end)
            return end + 2
        elif found["picture"]:
            name = found["file"].rpartition("/")[2]
            self._add(f"[Image: {name}]", SpanKind.OTHER, found.start(), at, "figure")
        return at

    def _begin(self, env: str, start: int, at: int) -> int:
        if env in _MATHS:
            end, behind = self._end_of(env, at)
            inner = re.sub(r"^\s*\{\d+\}", "", self._body[at:end]) if env == "alignat" else None
            self._formula(self._body[at:end] if inner is None else inner, env, start, end)
            return behind
        if env in _VERBATIM or env in _DRAWINGS or env in _TABLES:
            end, behind = self._end_of(env, at)
            self._raw(env, self._body[at:end], start, end)
            return behind
        return self._open(env, start, at)

    def _open(self, env: str, start: int, at: int) -> int:
        """An environment whose inside is read on: a frame, a list, a box, a statement."""
        options = _OPTIONS.match(self._body, at)
        given = options[0].strip(" \n[]") if options else ""
        at = options.end() if options else at
        if env == "frame":
            self.frames += 1
            self._lists, self._counts = [], []
            words, after = self._argument(at) if at in self._pairs else ("", at)
            self._heading(_FRAME_LEVEL, words, start)
            return self._argument(after)[1] if words and after in self._pairs else after
        if env in _LISTS:
            self._lists.append(env)
            self._counts.append(0)
            if env == "thebibliography":
                self._heading(2, "References", start)
                at = self._pairs.get(at, at - 1) + 1
        elif env in _BOXES:
            words, at = self._argument(at) if at in self._pairs else (given, at)
            self._heading(_BLOCK_LEVEL, words, start)
        elif env in _STATEMENTS:
            self._asides.append(_SET_ASIDE.get(env, ""))
            named = f" ({inline(given)})" if given and env != "quote" else ""
            self._prefix = "" if env == "quote" else f"**{env.capitalize()}{named}.** "
        else:
            while at in self._pairs and env in ("column", "minipage", "multicols", "adjustwidth"):
                at = self._pairs[at] + 1
        return at

    def _ended(self, env: str, at: int) -> int:
        if env in _LISTS and self._lists:
            self._lists.pop()
            self._counts.pop()
        elif env in _STATEMENTS and self._asides:
            self._asides.pop()
        self._prefix = ""
        return at

    def _titled(self, name: str, start: int, at: int) -> int:
        if name == "maketitle" or name == "titlepage":
            self._heading(1, self._title, start)
            return at
        if name == "frame":
            options = _OPTIONS.match(self._body, at)
            inside = options.end() if options else at
            if inside not in self._pairs:
                return at
            self.frames += 1
            self._heading(_FRAME_LEVEL, "", start)
            return inside + 1
        words, end = self._argument(at)
        if name == "frametitle":
            self._heading(_FRAME_LEVEL, words, start)
        elif name == "caption":
            self._add(inline(words), SpanKind.PARAGRAPH, start, end)
        return end

    def _item(self, name: str, at: int) -> int:
        label = ""
        options = re.compile(r"\s*\[([^\[\]]{0,300})\]").match(self._body, at)
        if options is not None:
            label, at = inline(options[1]), options.end()
        if name == "bibitem":
            return self._argument(at)[1]
        deep = max(0, len(self._lists) - 1)
        numbered = bool(self._lists) and self._lists[-1] in ("enumerate", "compactenum")
        if self._counts:
            self._counts[-1] += 1
        mark = f"{self._counts[-1]}." if numbered else "-"
        self._prefix = f"{'  ' * deep}{mark} {f'**{label}** ' if label else ''}"
        return at

    def _argument(self, at: int) -> tuple[str, int]:
        """The words in the braces that follow, and where they end."""
        while self._body[at : at + 1].isspace():
            at += 1
        if at not in self._pairs:
            return "", at
        return self._body[at + 1 : self._pairs[at]], self._pairs[at] + 1

    def _end_of(self, env: str, at: int) -> tuple[int, int]:
        """Where an environment's inside ends, and where its \\end does."""
        closing = re.compile(rf"\\end\s*\{{{env}\*?\}}").search(self._body, at)
        return (closing.start(), closing.end()) if closing else (len(self._body), len(self._body))

    def _raw(self, env: str, inside: str, start: int, end: int) -> None:
        if env in _DRAWINGS:
            self._add("[Image: a drawing in the source]", SpanKind.OTHER, start, end, "figure")
        elif env in _VERBATIM:
            code = re.sub(r"^(?:\[[^\]]*\]|\{[^}]*\})+", "", inside).strip("\n")
            self._add(code.replace(JOINT, ""), SpanKind.CODE, start, end)
        else:
            self._add(_table(inside), SpanKind.TABLE, start, end)

    def _formula(self, inside: str, env: str, start: int, end: int) -> None:
        bare = " ".join(_UNMATHS.sub("", inside).split())
        bare = re.sub(r"(?:\s*\\\\)+$", "", bare)
        several = env not in ("", "equation", "displaymath", "math")
        aligned = rf"\begin{{aligned}}{bare}\end{{aligned}}" if several and bare else bare
        self._add(f"$${aligned}$$" if bare else "", SpanKind.FORMULA, start, end)

    def _heading(self, level: int, words: str, start: int) -> None:
        title = " ".join(inline(words.replace(JOINT, "")).split())
        if title and self._outline.path[-1:] != (title,):
            self._outline.enter(level, title)
        elif level == _FRAME_LEVEL:
            return
        if title:
            ahead = 1 if level < _FRAME_LEVEL else 0  # A section opens the next frame.
            self._add(title, SpanKind.HEADING, start, start + 1, ahead=ahead)

    def _words(self, start: int, end: int) -> None:
        """What stands between two marks: a paragraph, or the item that the last mark opened."""
        raw = self._body[start:end].replace(JOINT + "\n", "").replace(JOINT, "")
        words = inline(raw).replace("\n\n", " ") if raw.strip(" \n{}") else ""
        if not re.search(r"\w", words):
            return
        item = self._prefix.lstrip()[:1].isdigit() or self._prefix.lstrip().startswith("- ")
        kind = SpanKind.LIST_ITEM if item else SpanKind.PARAGRAPH
        lead = len(self._body[start:end]) - len(self._body[start:end].lstrip(f" \t\n{JOINT}"))
        self._add(self._prefix + words, kind, start + lead, end)
        self._prefix = ""

    def _add(
        self,
        text: str,
        kind: SpanKind,
        start: int,
        end: int,
        aside: str | None = None,
        ahead: int = 0,
    ) -> None:
        if not text.strip():
            return
        slide = max(1, self.frames + ahead, *(self.found[-1].first if self.found else ()))
        place = (slide,) if self._beamer else (self._line(start),)
        last = place if self._beamer else (max(place[0], self._line(max(start, end - 1))),)
        aside = aside or next((each for each in self._asides if each), None)
        whole = kind not in (SpanKind.PARAGRAPH, SpanKind.LIST_ITEM)
        cut = [(0, len(text), None)] if whole else parts(text, 0, len(text))
        for first, _, gone in cut:
            begin, path = self._length + first, self._outline.path
            self.found.append(Block(begin, kind, place, last, path, gone or aside))
        self.texts.append(text)
        self._length += len(text) + 2


def _table(inside: str) -> str:
    """Rows of a tabular as a Markdown table; its column definition goes."""
    pairs = braces(inside)
    at = 0
    while True:
        options = _OPTIONS.match(inside, at)
        at = options.end() if options else at
        if at not in pairs:
            break
        at = pairs[at] + 1
    rows = []
    for row in re.split(r"\\\\(?:\[[^\]]*\])?|\\tabularnewline", inside[at:]):
        bare = _RULES_OF_TABLES.sub("", row).replace(JOINT, "")
        cells = [" ".join(inline(cell).split()) for cell in re.split(r"(?<!\\)&", bare)]
        if any(cells):
            rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    if len(rows) > 1:
        rows.insert(1, "|" + " --- |" * rows[0].count(" |"))
    return "\n".join(rows)
