r"""LaTeX inside a paragraph as Markdown: emphasis, links, accents, quotes; formulas stay TeX.

A table of commands says what becomes of each one's arguments. A command that has no rule loses its
name and keeps the words in its braces, so nothing that a reader would see is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from authoring.readers.latex_macros import braces

DEEPEST = 40

_MATH = re.compile(r"\\[^()]|\\(?P<open>\()|\\(?P<close>\))|(?P<dollar>\$)", re.DOTALL)
_LOOK = re.compile(
    r"\\(?P<name>[A-Za-z@]+\*?|[^A-Za-z\s]|\s)(?P<over><[^<>\n]{0,60}>)?|[{}~]|``|''|---?|(?<!\w)\"(?=\w)",
)
_WRAPPED = {
    "textbf": "**", "alert": "**", "structure": "**", "strong": "**", "emph": "*", "textit": "*",
    "textsl": "*", "texttt": "`", "lstinline": "`", "path": "`", "mintinline": "`",
}  # fmt: skip
_UNSEEN_COLOURS = frozenset({"white", "bg", "background"})
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "k": "\u0328",
    "r": "\u030a", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "l": "ł", "L": "Ł", "i": "i", "j": "j", "ldots": "…", "dots": "…", "textendash": "–",
    "textemdash": "—", "S": "§", "copyright": "©", "textregistered": "®", "texttrademark": "™",
    "LaTeX": "LaTeX", "TeX": "TeX", "textbackslash": "\\", "textasciitilde": "~",
    "textgreater": ">",
    "textless": "<", "textbar": "|", "euro": "€", "pounds": "£", "dag": "†", "P": "¶", "quad": " ",
    "qquad": " ", "newline": " ", "linebreak": " ", "par": "\n\n", "and": ", ", "enspace": " ",
    "thinspace": " ", "slash": "/", "textquotesingle": "'", "textmu": "µ", "textdegree": "°",
    "rightarrow": "→", "Rightarrow": "⇒", "to": "→", "times": "×", "today": "",
}  # fmt: skip
_SIGNS = {
    "&": "&", "%": "%", "_": "_", "#": "#", "$": r"\$", "{": "{", "}": "}", "\\": " ", ",": " ",
    ";": " ", ":": " ", "!": "", "/": "", "-": "", "@": "", " ": " ", "\n": " ", "\t": " ",
    "|": "|",
    ">": "", "<": "", "+": "", "*": "", "(": "(", ")": ")", "[": "[", "]": "]",
}  # fmt: skip
_DROPPED_ARGUMENTS = {
    "label": 1, "vspace": 1, "hspace": 1, "vspace*": 1, "hspace*": 1, "includegraphics": 1,
    "color": 1, "pagestyle": 1, "thispagestyle": 1, "fontsize": 2, "setlength": 2, "addtolength": 2,
    "setcounter": 2, "bibliographystyle": 1, "bibliography": 1, "usetheme": 1, "phantom": 1,
    "hphantom": 1, "vphantom": 1, "index": 1, "hypertarget": 1, "rule": 2, "input": 1, "include": 1,
    "graphicspath": 1, "definecolor": 3, "usepackage": 1, "addcontentsline": 3, "nocite": 1,
    "transduration": 1, "selectlanguage": 1, "pdfbookmark": 2, "vskip": 0, "raisebox": 1,
    "cmidrule": 1,
    "resizebox": 2, "scalebox": 1, "rotatebox": 1, "parbox": 1, "fcolorbox": 2, "colorbox": 1,
    "multicolumn": 2, "multirow": 2, "setbeamertemplate": 2, "setbeamercolor": 2,
    "foreignlanguage": 1,
}  # fmt: skip
"""How many arguments of a command are measures or names, not words; those after them are kept."""
_REFERENCES = frozenset("ref eqref cref Cref autoref pageref nameref".split())
_CITATIONS = re.compile(r"(?:no)?(?:foot|paren|text|auto)?cite[a-z]*\*?$")


def inline(text: str) -> str:
    """The words of a piece of LaTeX, as Markdown in one line for each paragraph."""
    out: list[str] = []
    at = 0
    for start, first, last, end in _formulas(text):
        out.append(_words(text[at:start], 0))
        formula = " ".join(text[first:last].split())
        # A dollar sign inside would end the formula: authors mix both kinds of marks.
        out.append(f"${formula.replace('$', '')}$" if formula else "")
        at = end
    out.append(_words(text[at:], 0))
    joined = re.sub(r"[ \t]*\n[ \t]*", " ", re.sub(r"\n\s*\n", "\x00", "".join(out)))
    joined = re.sub(r"[ \t]{2,}", " ", joined).replace("\x00", "\n\n")
    return re.sub(r" +([.,;:!?])(?=\s|$)", r"\1", joined).strip()


def _formulas(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Where each formula's mark begins, its TeX begins and ends, and its mark ends; in one pass."""
    begun: re.Match[str] | None = None
    for found in _MATH.finditer(text):
        if begun is None:
            begun = found if found["open"] or found["dollar"] else None
        elif found["dollar" if begun["dollar"] else "close"]:
            yield begun.start(), begun.end(), found.start(), found.end()
            begun = None


def _words(text: str, deep: int) -> str:
    """The words of text without formulas."""
    if deep > DEEPEST:
        return text.replace("{", "").replace("}", "")
    return "".join(_pieces(text, deep))


def _pieces(text: str, deep: int) -> Iterator[str]:
    pairs = braces(text)
    at = 0
    while (found := _LOOK.search(text, at)) is not None:
        yield text[at : found.start()]
        at = found.end()
        if found["name"] is None:
            yield {"~": " ", "``": "“", "''": "”", "--": "–", "---": "—", '"': "“"}.get(
                found[0], ""
            )
            continue
        name = found["name"]
        if name[0].isalpha():
            said, at = _command(text, name, at, pairs, deep)
        elif (name in _ACCENTS and name not in ("=", ".")) or _accented(text, at, name):
            said, at = _accent(text, name, at, pairs)
        else:
            said = _SIGNS.get(name, "")
        yield said
    yield text[at:]


def _accented(text: str, at: int, name: str) -> bool:
    return name in _ACCENTS and (text[at : at + 1].isalpha() or text[at : at + 1] == "{")


def _accent(text: str, name: str, at: int, pairs: dict[int, int]) -> tuple[str, int]:
    """A letter with its accent, as one character where there is one."""
    while text[at : at + 1] == " ":
        at += 1
    if at in pairs:
        inside, end = text[at + 1 : pairs[at]], pairs[at] + 1
    else:
        inside, end = text[at : at + 1], at + 1
    letter = {"\\i": "i", "\\j": "j"}.get(inside.strip(), inside)
    if not letter:
        return "", end
    return unicodedata.normalize("NFC", letter[0] + _ACCENTS[name] + letter[1:]), end


def _command(text: str, name: str, at: int, pairs: dict[int, int], deep: int) -> tuple[str, int]:
    """What a command writes, and where its arguments end."""
    if name in _ACCENTS and not text[at : at + 1].isalpha():
        return _accent(text, name, at, pairs)
    if name == "verb" or name == "verb*":
        end = text.find(text[at : at + 1], at + 1)
        return (f"`{text[at + 1 : end]}`", end + 1) if end > 0 else ("", at)
    bare = name.rstrip("*")
    if bare in _LETTERS:
        return _LETTERS[bare], _after(text, at)
    arguments, end = _arguments(text, at, pairs)
    if not arguments:
        return ("" if text[at : at + 1] != "\n" else "\n"), end if end > at else _after(text, at)
    return _applied(name, arguments, deep), end


def _applied(name: str, arguments: list[str], deep: int) -> str:
    bare = name.rstrip("*")
    if bare in _WRAPPED:
        inside = _words(arguments[0], deep + 1).strip()
        rest = "".join(_words(each, deep + 1) for each in arguments[1:])
        mark = "" if inside.startswith(_WRAPPED[bare]) or "\n\n" in inside else _WRAPPED[bare]
        return (f"{mark}{inside}{mark}" if inside else "") + rest
    if bare == "href" and len(arguments) > 1:
        return f"[{_words(arguments[1], deep + 1)}]({arguments[0].strip()})"
    if bare == "url":
        return arguments[0].strip()
    if bare in ("footnote", "footnotetext", "thanks"):
        return f" ({_words(arguments[0], deep + 1).strip()})"
    if bare in _REFERENCES:
        return "[reference]"
    if _CITATIONS.match(name):
        return f"[{arguments[-1].strip()}]"
    if bare == "textcolor" and len(arguments) > 1:
        words = _words(arguments[1], deep + 1)
        return f"<!-- {words} -->" if arguments[0].strip() in _UNSEEN_COLOURS else words
    kept = arguments[_DROPPED_ARGUMENTS.get(name, _DROPPED_ARGUMENTS.get(bare, 0)) :]
    return " ".join(_words(each, deep + 1) for each in kept)


def _arguments(text: str, at: int, pairs: dict[int, int]) -> tuple[list[str], int]:
    """The braces that follow, at most four; what stands in brackets is an option and goes."""
    found: list[str] = []
    end = at
    while len(found) < 4:
        if text[at : at + 1] == "[" and not found:
            close = text.find("]", at, at + 400)
            if close < 0:
                break
            at = close + 1
        elif at in pairs:
            found.append(text[at + 1 : pairs[at]])
            at = pairs[at] + 1
        else:
            break
        end = at
    return found, end


def _after(text: str, at: int) -> int:
    """Behind the empty braces or the one space that end a command's name."""
    if text[at : at + 2] == "{}":
        return at + 2
    return at + 1 if text[at : at + 1] == " " else at
