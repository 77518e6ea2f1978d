"""TeX to MathML, which every current browser shows and screen readers read.

The converter's output is not safe as it stands (`\\text{<script>...}` comes out as a live tag), it
accepts damaged input, and deep nesting exhausts it. So: a cap on length and depth, known commands
only, and of the result only elements and attributes of an allow-list; what fails is shown as its
source.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree

from markupsafe import Markup, escape

from decks.exchange.commands import COMMANDS
from decks.exchange.mathmarks import pieces

MAX_LENGTH = 2_000
MAX_DEPTH = 40
WIDE = 40
"""Characters of TeX from which a formula may be wider than a phone."""
_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup "
    "msubsup munder mover munderover mmultiscripts mtable mtr mtd mlabeledtr menclose".split()
)
_ATTRIBUTES = frozenset(
    "display stretchy fence separator form accent accentunder mathvariant linethickness width "
    "height depth lspace rspace movablelimits displaystyle scriptlevel columnalign rowspacing "
    "columnspacing minsize maxsize notation bevelled largeop symmetric columnlines".split()
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_SIZES = re.compile(r"\\[bB]igg?[lrm]?(?![A-Za-z])")


@lru_cache(maxsize=4096)
def formula(tex: str, *, block: bool = False) -> Markup:
    """A formula as MathML; one that is damaged, unknown or too long as its own source."""
    found = _converted(tex.strip(), block=block)
    if found is None:
        return Markup('<code class="tex">{}</code>').format(tex.strip())
    return found


def readable(tex: str) -> bool:
    """Whether a formula can be shown as mathematics."""
    return _converted(tex.strip(), block=False) is not None


def _converted(tex: str, *, block: bool) -> Markup | None:
    if not tex or len(tex) > MAX_LENGTH or _depth(tex) is None:
        return None
    if any(name not in COMMANDS for name in _COMMAND.findall(tex)):
        return None
    from latex2mathml.converter import convert

    try:
        shown = convert(_SIZES.sub("", tex), display="block" if block else "inline")
        root = ElementTree.fromstring(shown)  # noqa: S314 - no DTD can stand inside an element
    except Exception:
        # The converter raises errors of many kinds for damaged input; all mean the same here.
        return None
    if not all(_allowed(each) for each in root.iter()):
        return None
    root.set("alttext", tex)
    if block or len(tex) > WIDE:
        root.set("tabindex", "0")  # it may scroll sideways, and then the arrow keys must reach it
    ElementTree.register_namespace("", _NAMESPACE.strip("{}"))
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - allow-listed above


def _depth(tex: str) -> int | None:
    """The deepest nesting of braces, or None where they do not pair or go too deep."""
    depth = deepest = 0
    for place, char in enumerate(tex):
        if char in "{}" and (place == 0 or tex[place - 1] != "\\"):
            depth += 1 if char == "{" else -1
            deepest = max(deepest, depth)
            if depth < 0 or depth > MAX_DEPTH:
                return None
    return deepest if depth == 0 else None


def _allowed(element: ElementTree.Element) -> bool:
    name = element.tag.removeprefix(_NAMESPACE)
    return name in _ELEMENTS and set(element.attrib) <= _ATTRIBUTES


def with_formulas(text: str) -> Markup:
    """Words with their mathematics shown as such, everything else escaped."""
    return Markup("").join(
        formula(piece.text, block=piece.display) if piece.math else with_gaps(piece.text)
        for piece in pieces(text)
    )


def with_gaps(text: str) -> Markup:
    """The words, escaped; a gap of a cloze card stays seen inside of an underlined link."""
    return Markup('<span class="gap">____</span>').join(
        escape(part) for part in re.split(r"_{4,}", text)
    )
