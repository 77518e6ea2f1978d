r"""LaTeX sources: articles by their sections, beamer by its frames. No TeX runs.

Comments go, own macros are expanded, equations stay as $$..$$, lists and tables become Markdown.
Other files are not read: \input and \include are told. Places are slides where there are frames,
else lines of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from authoring.encoding import decode
from authoring.readers.enclosed import enclosed
from authoring.readers.latex_blocks import JOINT, Blocks
from authoring.readers.latex_macros import Macros
from authoring.readers.reading import Reading, tiled
from decks.errors import EmptyFile
from decks.sources import LocatorKind

EXTRACTOR = "latex/1"

_COMMENT_LINE = re.compile(r"^[ \t]*%[^\n]*\n?", re.MULTILINE)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_LEFT_OUT = (
    (re.compile(r"\\begin\{comment\}"), r"\end{comment}"),
    (re.compile(r"\\iffalse\b"), r"\fi"),
)
_INPUT = re.compile(r"\\(?:input|include|subfile|import\{[^{}]*\})\s*\{([^{}\n]{1,200})\}")
_BODY = re.compile(r"\\begin\s*\{document\}")
_END = re.compile(r"\\end\s*\{document\}")
_FRAME = re.compile(r"\\begin\s*\{frame\}|\\frame\b\s*(?:<[^>]*>)?\s*(?:\[[^\]]*\])?\s*\{")
_VERBATIM = tuple(
    (re.compile(rf"\\begin\{{{name}\}}"), rf"\end{{{name}}}")
    for name in ("verbatim", "lstlisting", "minted", "Verbatim")
)


def read(data: bytes, name: str) -> Reading:
    """The frames or sections of a LaTeX file; raises `EmptyFile` where it holds no words."""
    decoded = decode(data)
    source = _Source(decoded.text)
    blocks = Blocks(source.text, bool(_FRAME.search(source.text)), source.line, source.title)
    blocks.run()
    text = "\n\n".join(blocks.texts)
    if not text.strip():
        raise EmptyFile("The LaTeX file holds no words: there is nothing to make cards from.")
    kind = LocatorKind.SLIDE if blocks.frames else LocatorKind.LINE
    return Reading(
        format="latex",
        extractor=EXTRACTOR,
        text=text,
        spans=tiled(text, blocks.found, kind),
        warnings=(*decoded.warnings, *source.told),
    )


@dataclass(slots=True)
class _Source:
    """The body of a file with its macros expanded, and the line that each character comes from."""

    raw: str
    text: str = ""
    title: str = ""
    told: list[str] = field(default_factory=list)
    _offsets: list[int] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        bare = _uncommented(self.raw)
        macros = Macros()
        for start, end in macros.collect(bare):
            bare = bare[:start] + _blank(bare[start:end]) + bare[end:]
        begun = _BODY.search(bare)
        ended = _END.search(bare, begun.end() if begun else 0)
        first = begun.end() if begun else 0
        last = ended.start() if ended else len(bare)
        title = re.search(r"\\title\s*(?:\[[^\]]*\])?\s*\{((?:[^{}]|\{[^{}]*\})*)\}", bare)
        self.title = macros.expand(title[1]) if title else ""
        others = [found[1] for found in _INPUT.finditer(bare, first, last)]
        if others:
            listed = ", ".join(others[:5]) + (", ..." if len(others) > 5 else "")
            self.told.append(f"Other files that it names were not read: {listed}. Ingest them too.")
        self._expand(bare, first, last, macros)

    def _expand(self, bare: str, first: int, last: int, macros: Macros) -> None:
        pieces, line, counted, written = [], 1 + bare.count("\n", 0, first), first, 0
        for offset, piece in macros.pieces(bare[first:last]):
            start = first + offset
            line += bare.count("\n", counted, start)
            counted = start
            own = bare.startswith(piece, start)
            for number, part in enumerate(piece.split("\n")) if own else [(0, piece)]:
                self._offsets.append(written)
                self._lines.append(line + number)
                written += len(part) + (1 if own else 0)
            written -= 1 if own else 0
            pieces.append(piece)
        self.text = "".join(pieces)

    def line(self, offset: int) -> int:
        """The line of the file, from 1, that a character of `text` comes from."""
        index = bisect_right(self._offsets, offset) - 1
        return self._lines[max(0, index)] if self._lines else 1


def _uncommented(text: str) -> str:
    """The text with comments blank; line numbers stay, and a line of comment breaks nothing."""
    for opening, closing in _VERBATIM:
        text = _within(text, opening, closing, lambda inside: inside.replace("%", "\x01"))
    for opening, closing in _LEFT_OUT:
        text = _within(text, opening, closing, _blank)
    # A line of comment still counts as a line, and ends no paragraph as an empty one would.
    text = _COMMENT_LINE.sub(f"{JOINT}\n", text)
    return _COMMENT.sub(r"\1", text).replace("\x01", "%")


def _within(text: str, opening: re.Pattern[str], closing: str, change: Callable[[str], str]) -> str:
    """The text with `change` applied from each opening mark to behind its closing one."""
    parts, at = [], 0
    for found, end in enclosed(text, opening, closing):
        behind = end + len(closing)
        parts += [text[at : found.start()], change(text[found.start() : behind])]
        at = behind
    return "".join(parts) + text[at:]


def _blank(text: str) -> str:
    return "".join(char if char == "\n" else " " for char in text)
