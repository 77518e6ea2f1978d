"""HTML of a card's field to our own words: plain text with light Markdown and TeX in dollars.

Kept: line breaks, paragraphs, lists, tables as rows, bold, italics, code, links, images of the
package by name, mathematics in any of Anki's marks. Dropped and counted: scripts, styles, hidden
text, fonts and colours, sounds, images from elsewhere. Nothing is ever run or fetched, and no tree
is built: one linear pass over the marks, so depth and broken nesting cost nothing.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from decks.exchange.hypertext_math import CLOSE, OPEN, without_math
from decks.exchange.hypertext_tokens import RAW, Token, tokens
from decks.exchange.losses import Losses
from decks.exchange.mathmarks import Piece, written

_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SOUND = re.compile(r"\[(?:sound|anki:play)[:\]][^\]\n]{0,300}\]?")
_FORMULA = re.compile(f"{OPEN}(\\d+){CLOSE}")
_HARD = "\ufdd2"
"""A space that no rule of HTML takes away, until the end."""

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_GONE = {
    **dict.fromkeys(
        "iframe object svg video audio canvas form noscript template".split(), "object"
    ),
    "head": "page head",
    "rp": "",
}
_BLOCKS = frozenset(
    "p div ul ol li table tr blockquote h1 h2 h3 h4 h5 h6 hr section article header footer pre dl "
    "dt dd main center details summary figure figcaption thead tbody".split()
)
_APART = frozenset("p ul ol table blockquote h1 h2 h3 h4 h5 h6 dl".split())
_BOLD, _ITALIC, _CODE = (
    frozenset({"b", "strong"}),
    frozenset({"i", "em"}),
    frozenset({"code", "tt"}),
)
_FONTS = frozenset("font u mark s strike del ins big small".split())
_LOW = str.maketrans("0123456789+-=()aeoxijn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓᵢⱼₙ")
_HIGH = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look; "\\n" alone is a line's end."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


def words_of(markup: str, losses: Losses | None = None, *, images: set[str] | None = None) -> str:
    """The field as our own words; names of its images are added to `images`.

    What was dropped is counted in `losses`. Deterministic and linear.
    """
    lost = Losses() if losses is None else losses
    if not any(mark in markup for mark in "<&[\\\ufdd0\ufdd1\ufdd2"):
        return _SPACE.sub(" ", markup).strip()
    for mark in (OPEN, CLOSE, _HARD):
        markup = markup.replace(mark, "")
    bare, formulas = without_math(_unsounded(markup, lost))
    reader = _Reader(lost, set() if images is None else images, [raw for _, raw in formulas])
    for token in tokens(bare):
        reader.take(token)
    text = _lines(reader.runs).replace(_HARD, " ").strip()
    return _with_math(text, [piece for piece, _ in formulas])


def _unsounded(markup: str, lost: Losses) -> str:
    for found in _SOUND.finditer(markup):
        lost.add("sound", found.group().partition(":")[2].rstrip("]"))
    return _SOUND.sub("", markup)


def _with_math(text: str, formulas: list[Piece]) -> str:
    """The formulas put back in their places."""
    parts: list[Piece] = []
    at = 0
    for found in _FORMULA.finditer(text):
        parts += [Piece(text[at : found.start()]), formulas[int(found[1])]]
        at = found.end()
    return written(part for part in [*parts, Piece(text[at:])] if part.text) if parts else text


@dataclass
class _Reader:
    """What was read so far, as runs; counters instead of a tree."""

    lost: Losses
    images: set[str]
    raw: list[str]
    """The formulas as they stood, for code, in which they are no formulas."""
    runs: list[Run] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    """Names of open elements whose content is dropped, the outermost first."""
    lists: list[int | None] = field(default_factory=list)
    """Open lists: the number of the last item, or None for bullets."""
    links: list[str] = field(default_factory=list)
    fenced: bool = False
    """A fence of code was opened and nothing stands in it yet."""

    def take(self, token: Token) -> None:
        if not token.name:
            if not self.gone:
                self._text(token.text)
        elif self.gone:
            self._inside_gone(token)
        elif token.name in RAW:
            if not token.closing:
                self.lost.add(RAW[token.name])
        elif not token.closing and self._begins_gone(token):
            self.gone.append(token.name)
        else:
            self._tag(token)

    def _inside_gone(self, token: Token) -> None:
        if token.name == self.gone[0] and token.name not in _VOID:
            # Only elements of the same name are counted: others cannot end it.
            if token.closing:
                self.gone.pop()
            else:
                self.gone.append(token.name)

    def _begins_gone(self, token: Token) -> bool:
        if token.name in _VOID:
            return False
        if token.name in _GONE:
            if _GONE[token.name]:
                self.lost.add(_GONE[token.name], token.name)
            return True
        if _HIDDEN.search(token.attributes.get("style", "")) or "hidden" in token.attributes:
            self.lost.add("hidden text")
            return True
        return False

    def _tag(self, token: Token) -> None:
        name, closing = token.name, token.closing
        if name == "br":
            self._break()
        elif name == "img":
            self._image(token)
        elif name in ("ul", "ol"):
            self._list(token)
        elif name in ("td", "th"):
            if not closing and self.runs and self.runs[-1].text != "\n":
                self._say(" | ")
        elif name == "a":
            self._link(token)
        elif name in ("sub", "sup"):
            self._count(name, closing)
        elif name == "rt":
            self._say(")" if closing else "(")
        else:
            self._look(token)
        if name in _BLOCKS and name != "pre":
            self._edge(apart=name in _APART and not (name in ("ul", "ol") and self.lists[1:]))
        if name == "li" and not closing:
            self._item()

    def _look(self, token: Token) -> None:
        styled = "style" in token.attributes or "color" in token.attributes
        if not token.closing and (styled or token.name in _FONTS):
            self.lost.add("colour, font or underline")
        for kind in ("bold", "italic", "code", "pre"):
            names = {"bold": _BOLD, "italic": _ITALIC, "code": _CODE, "pre": {"pre"}}[kind]
            if token.name in names:
                self._count(kind, token.closing)
        if token.name == "code" and self.open.get("pre") and not token.closing:
            language = re.search(r"language-([\w+#.-]+)", token.attributes.get("class", ""))
            if language and self.fenced:
                self.runs[-1] = Run(f"```{language[1]}")

    def _count(self, kind: str, closing: bool) -> None:
        self.open[kind] = max(0, self.open.get(kind, 0) + (-1 if closing else 1))
        if kind == "pre":
            self._fence(closing)

    def _fence(self, closing: bool) -> None:
        if closing:
            self.runs += [Run("\n")] * (1 + self.fenced) + [Run("```"), Run("\n")]
            self.fenced = False
        else:
            self._edge(apart=False)
            self.runs.append(Run("```"))
            self.fenced = True

    def _text(self, text: str) -> None:
        if self.open.get("pre") or self.open.get("code"):
            text = _FORMULA.sub(lambda mark: html.escape(self.raw[int(mark[1])], quote=False), text)
        if self.open.get("pre"):
            self.runs += [Run("\n")] * self.fenced
            self.fenced = False
            for at, line in enumerate(_unescaped(text).replace(" ", _HARD).split("\n")):
                self.runs += [Run("\n")] * bool(at) + [Run(line)] * bool(line)
            return
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not self.runs or self.runs[-1].text.endswith(("\n", " "))):
            text = text[1:]
        self._say(_unescaped(text))

    def _say(self, words: str) -> None:
        """Adds words as they are, in the look that is open."""
        for kind, table, mark in (("sub", _LOW, "_"), ("sup", _HIGH, "^")):
            if self.open.get(kind) and words.strip():
                shown = words.translate(table)
                plain = any(ord(char) < 128 and not char.isspace() for char in shown)
                words = f"{mark}{words}" if plain else shown
        if words:
            look = [bool(self.open.get(kind)) for kind in ("bold", "italic", "code")]
            self.runs.append(Run(words, *look))

    def _break(self) -> None:
        self.runs.append(Run("\n"))

    def _edge(self, *, apart: bool) -> None:
        """The end of a block: a new line, after a blank one where it stands apart."""
        if self.open.get("pre"):
            return
        while self.runs and self.runs[-1].text == " ":
            self.runs.pop()
        newlines = 0
        for run in reversed(self.runs):
            if run.text != "\n" or newlines == 2:
                break
            newlines += 1
        if newlines < len(self.runs):
            self.runs += [Run("\n")] * max(0, (2 if apart else 1) - newlines)

    def _list(self, token: Token) -> None:
        if not token.closing:
            self.lists.append(0 if token.name == "ol" else None)
        elif self.lists:
            self.lists.pop()

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else None
        mark = "- "
        if number is not None:
            self.lists[-1] = number + 1
            mark = f"{number + 1}. "
        depth = max(0, len(self.lists) - 1)
        self.runs.append(Run("   " * min(depth, 8) + mark))

    def _link(self, token: Token) -> None:
        if not token.closing:
            address = token.attributes.get("href", "")
            known = re.match(r"https?://[^\s<>\"]{1,2000}$", address)
            self.links.append(quote(address, safe="%/:=&?~#+!$,;'@*[]") if known else "")
            if known:
                self.runs.append(Run("["))
        elif self.links and (address := self.links.pop()):
            opening = next(
                at for at in range(len(self.runs) - 1, -1, -1) if self.runs[at].text == "["
            )
            label = "".join(run.text for run in self.runs[opening + 1 :])
            if label.strip() == address or not label.strip() or "\n" in label or "]" in label:
                del self.runs[opening]
            else:
                self.runs.append(Run(f"]({address})"))

    def _image(self, token: Token) -> None:
        source = unquote(token.attributes.get("src", "")).strip()
        words = re.sub(r"[\[\]\r\n]+", " ", token.attributes.get("alt", ""))
        if re.match(r"https?://", source):
            self.lost.add("image from elsewhere", source)
            self._say(words)
        elif (
            not source or re.match(r"[a-zA-Z][\w+.-]*:", source) or "/" in source or "\\" in source
        ):
            self.lost.add("image without a file of the package", source[:60])
            self._say(words)
        else:
            self.images.add(source)
            self.runs.append(Run(f"![{words}](media:{quote(source, safe='')})"))


def _lines(runs: list[Run]) -> str:
    """The runs as lines, with marks for their look where the words around allow it."""
    out: list[str] = []
    line: list[Run] = []
    for run in [*runs, Run("\n")]:
        if run.text == "\n":
            out.append(_line(line))
            line = []
        elif line and (line[-1].bold, line[-1].italic, line[-1].code) == (
            run.bold,
            run.italic,
            run.code,
        ):
            line[-1] = Run(line[-1].text + run.text, run.bold, run.italic, run.code)
        else:
            line.append(run)
    return "\n".join(out)


def _unescaped(text: str) -> str:
    return html.unescape(text.replace("&nbsp;", _HARD))


def _line(runs: list[Run]) -> str:
    out = ""
    for at, run in enumerate(runs):
        mark = "`" if run.code else "**" if run.bold else "*" if run.italic else ""
        inner = run.text.strip(" ")
        after = runs[at + 1].text[:1] if at + 1 < len(runs) else ""
        lead = run.text[: len(run.text) - len(run.text.lstrip(" "))]
        tail = run.text[len(run.text.rstrip(" ")) :]
        before = (out + lead)[-1:]
        follows = (tail + after)[:1]
        clash = (
            before.isalnum()
            or follows.isalnum()
            or before in tuple("*`_")
            or follows in tuple("*`_")
        )
        if not mark or not inner or clash or mark[0] in inner:
            out += run.text
        else:
            out += f"{lead}{mark}{inner}{mark}{tail}"
    return out.rstrip(" ")
