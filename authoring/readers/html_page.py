"""A parsed page made ready: its main part, formulas as TeX, hidden words as comments, no menus."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from authoring.readers.hidden import HIDES
from authoring.readers.latex_macros import Macros
from decks.errors import TooLarge

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

DEEPEST = 100
"""Elements that may stand in one another; pages of words need a quarter of it."""
MOST_MARKS = 150_000
"""Elements that a file opens at most: formulas that a program drew are thousands of them."""
MOST_ELEMENTS = 50_000
"""Elements that are left, without menus and drawn formulas, at most."""

_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "form",
    "button", "input", "select", "textarea", "link", "meta", "title",
)  # fmt: skip
_MENUS = ("nav", "footer", "menu", "dialog")
_MENU_NAMES = re.compile(
    r"^(?:nav(?:bar|igation|-links)?|menu|side-?bar|site-(?:header|footer|nav)|footer|breadcrumbs?|"
    r"toc|table-of-contents|skip-link|cookie[\w-]*|pagination|headerlink|share[\w-]*|comments)$",
    re.IGNORECASE,
)
_HIDING_RULE = re.compile(r"(?P<names>[^{}@;]{1,300})\{(?P<body>[^{}]{0,1000})\}")
_SIMPLE_NAME = re.compile(r"^[A-Za-z]*([.#])([\w-]+)$")
_CONFIGURED = re.compile(
    r"\b(?P<name>[A-Za-z]{1,30})\s*:\s*(?:\[\s*(?P<q>[\"'])(?P<body>.{1,400}?)(?P=q)\s*,\s*(?P<n>\d)\s*\]"
    r"|(?P<r>[\"'])(?P<plain>.{1,400}?)(?P=r))\s*[,}\n]"
)
_CDATA = re.compile(r"%?\s*<!\[CDATA\[|%?\s*\]\]>")
_SLIDES = ".slides section, section.slide, div.slide"
"""The slides of reveal.js, Slidy, pandoc and their like."""
_INLINE = re.compile(r"\\\((.{1,2000}?)\\\)", re.DOTALL)
_DISPLAYED = re.compile(r"\\\[(.{1,4000}?)\\\]", re.DOTALL)


def cleaned(soup: BeautifulSoup) -> tuple[Tag, list[str]]:
    """The part of the page that holds the words, and sentences about what was left out.

    Raises `TooLarge` where elements stand too deep in one another, or are too many.
    """
    _check_depth(soup)
    told: list[str] = []
    _formulas(soup, told)
    hiding = _hiding_names(soup)
    root = _main(soup)
    for tag in [*root.find_all(_DROPPED)]:
        tag.decompose()
    menus = _without_menus(root)
    if menus:
        told.append(f"Left out of the page: {menus} words of menus, header and footer.")
    _hide(root, hiding)
    _count(len(root.find_all(True)), MOST_ELEMENTS)
    return root, told


def _count(elements: int, most: int) -> None:
    if elements > most:
        raise TooLarge(f"The page has {elements:,} elements; at most {most:,} are read: split it.")


def check_marks(text: str) -> None:
    """Refuses text that opens too many elements to be parsed in time; raises `TooLarge`."""
    _count(len(re.findall("<[A-Za-z]", text)), MOST_MARKS)


def _check_depth(soup: BeautifulSoup) -> None:
    depth: dict[int, int] = {id(soup): 0}
    for element in soup.find_all(True):
        deep = depth[id(element)] = depth.get(id(element.parent), 0) + 1
        if deep > DEEPEST:
            raise TooLarge(
                f"The page's elements are nested more than {DEEPEST} deep in one another: save its "
                "text and send that."
            )


def parted(root: Tag) -> bool:
    """Puts a rule between the slides of a page that is a set of them; False for other pages."""
    found = root.select(_SLIDES)
    leaves = [each for each in found if each.select_one(_SLIDES) is None]
    if len(leaves) < 2:
        return False
    for rule in root.find_all("hr"):
        rule.decompose()
    soup: Any = next(parent for parent in root.parents if parent.parent is None)
    for leaf in leaves[1:]:
        leaf.insert_before(soup.new_tag("hr"))
    return True


def _main(soup: BeautifulSoup) -> Tag:
    """The main part where the page marks one that holds a good part of the words."""
    body: Tag = soup.body or soup
    words = len(body.get_text(" ").split())
    articles = body.find_all("article")
    marked = [body.find("main"), body.find(None, {"role": "main"}), *articles[: len(articles) == 1]]
    for part in marked:
        if part is not None and len(part.get_text(" ").split()) >= 0.4 * words:
            found: Tag = part
            return found
    return body


def _without_menus(root: Tag) -> int:
    """Takes menus and the like out of the page; gives how many words they held."""
    words = 0
    for tag in root.find_all(True):
        if tag.decomposed or tag is root:
            continue
        names = [*_classes(tag), str(tag.get("id") or "")]
        site_header = tag.name == "header" and tag.find(re.compile("^h[1-6]$")) is None
        menu = tag.name in _MENUS or site_header or tag.get("role") in ("navigation", "banner")
        if menu or (tag.name != "body" and any(map(_MENU_NAMES.match, names))):
            words += len(tag.get_text(" ").split())
            tag.decompose()
    return words


def _hiding_names(soup: BeautifulSoup) -> set[str]:
    """Classes (.x) and ids (#x) that the page's own style sheet hides."""
    found = set()
    for sheet in soup.find_all("style"):
        css = re.sub(r"@media[^{]{0,200}print", "", sheet.get_text())
        for rule in _HIDING_RULE.finditer(css[:200_000]):
            if HIDES.search(rule["body"]) and "color" not in rule["body"].lower():
                names = (_SIMPLE_NAME.match(name.strip()) for name in rule["names"].split(","))
                found |= {name[1] + name[2] for name in names if name}
    return found


def _hide(root: Tag, hiding: set[str]) -> None:
    """Turns comments and what a browser would not show into comments of the Markdown text."""
    from bs4.element import Comment, NavigableString, PreformattedString

    for node in root.find_all(string=True):
        if isinstance(node, Comment) and node.strip() and not node.strip().startswith("[if"):
            node.replace_with(NavigableString(_comment(str(node))))
        elif isinstance(node, PreformattedString):
            node.extract()
    for tag in root.find_all(True):
        if tag.decomposed or tag.parent is None or tag is root or not _is_hidden(tag, hiding):
            continue
        words = tag.get_text(" ")
        tag.replace_with(NavigableString(_comment(words) if words.strip() else ""))


def _comment(words: str) -> str:
    bare = " ".join(words.replace("--", "- ").replace("<", " ").replace(">", " ").split())
    return f"<!-- {bare} -->"


def _is_hidden(tag: Tag, hiding: set[str]) -> bool:
    shown = f'style="{tag.get("style") or ""}" color="{tag.get("color") or ""}"'
    if tag.has_attr("hidden") or HIDES.search(shown):
        return True
    if not hiding:
        return False
    names = [f".{name}" for name in _classes(tag)]
    return not hiding.isdisjoint([*names, f"#{tag.get('id')}"])


def _classes(tag: Tag) -> list[str]:
    return [str(name) for name in tag.get_attribute_list("class") if name]


def _formulas(soup: BeautifulSoup, told: list[str]) -> None:
    """Every formula becomes TeX between dollar signs, with the page's own macros expanded."""
    macros = Macros()
    for script in soup.find_all("script", type=re.compile("mathjax-config", re.IGNORECASE)):
        _configured(script.get_text(), macros)
    for script in soup.find_all("script", type=re.compile(r"^math/tex")):
        _put(script, _tex(script.get_text(), macros), "display" in str(script["type"]))
    for shown in soup.find_all(class_=re.compile(r"^MathJax")):
        if not shown.decomposed:
            shown.decompose()
    for shown in soup.find_all(class_="katex-html"):
        shown.decompose()
    lost = 0
    for math in soup.find_all("math"):
        note = math.find("annotation", encoding="application/x-tex")
        tex = note.get_text() if note else math.get("alttext")
        lost += tex is None
        if tex is not None:
            _put(math, _tex(str(tex), macros), math.get("display") == "block")
    if lost:
        told.append(f"{lost} formulas are MathML without TeX: only their symbols were read.")
    _delimited(soup, macros)


def _put(tag: Tag, tex: str, display: bool) -> None:
    from bs4.element import NavigableString

    if not tex:
        tag.decompose()
        return
    if not display:
        tag.replace_with(NavigableString(f"${tex}$"))
        return
    soup: Any = next(parent for parent in tag.parents if parent.parent is None)
    block = soup.new_tag("p")
    block.string = f"$${tex}$$"
    tag.replace_with(block)


def _tex(raw: str, macros: Macros) -> str:
    """TeX in one line, without definitions and labels."""
    raw = _CDATA.sub("", raw)
    for start, end in reversed(macros.collect(raw)):
        raw = raw[:start] + raw[end:]
    raw = macros.expand(re.sub(r"(?<!\\)%[^\n]*", "", raw))
    # Inside dollar signs it is "aligned"; "align" stands by itself.
    raw = re.sub(r"\\(begin|end)\{(?:align|eqnarray)\*?\}", r"\\\1{aligned}", raw)
    return " ".join(re.sub(r"\\label\{[^{}]*\}|\\(?:nonumber|notag)\b", "", raw).split())


def _configured(script: str, macros: Macros) -> None:
    """The macros that a MathJax configuration defines."""
    from authoring.readers.latex_macros import Macro

    _, _, inside = script.partition("Macros")
    for found in _CONFIGURED.finditer(inside[:20_000]):
        body = (found["body"] or found["plain"]).replace("\\\\", "\\")
        macros.known[found["name"]] = Macro(int(found["n"] or 0), None, body)


def _delimited(soup: BeautifulSoup, macros: Macros) -> None:
    r"""Words with \( \) and \[ \] get dollar signs, as everywhere else."""
    for node in soup.find_all(string=re.compile(r"\\[(\[]")):
        if node.parent is None or node.parent.name in ("script", "style", "code", "pre"):
            continue
        text = _INLINE.sub(lambda found: f"${_tex(found[1], macros)}$", str(node))
        node.replace_with(_DISPLAYED.sub(lambda found: f"$${_tex(found[1], macros)}$$", text))
