"""Formulas from anywhere: only allow-listed elements come out, quickly, and nothing is raised."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decks.exchange.commands import COMMANDS
from web.formulas import MAX_LENGTH, formula, readable, with_formulas

MATH = "{http://www.w3.org/1998/Math/MathML}"
ELEMENTS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup "
    "msubsup munder mover munderover mmultiscripts mtable mtr mtd mlabeledtr menclose".split()
)
HOSTILE = {
    "80 kB": "x" * 80_000,
    "80 kB of commands": "\\alpha" * 13_000,
    "3,000 nested braces": "{" * 3_000 + "x" + "}" * 3_000,
    "nested fractions": "\\frac{1}{" * 300 + "x" + "}" * 300,
    "nested roots": "\\sqrt{" * 39 + "x" + "}" * 39,
    "nested scripts": "x^{" * 39 + "y" + "}" * 39,
    "unclosed": "\\frac{1}{",
    "closed too often": "}}}}",
    "script in text": r"\text{<script>alert(1)</script>}",
    "image in text": r"\text{<img src=x onerror=alert(1)>}",
    "entity in text": r"\text{&lt;script&gt;&#x3c;}",
    "href": r"\href{javascript:alert(1)}{x}",
    "url": r"\url{javascript:alert(1)}",
    "class": r"\class{x}{y}\cssId{a}{b}\style{color:red}{x}\htmlData{x=y}{z}",
    "input": r"\input{/etc/passwd}\include{x}\write18{ls}",
    "macro": r"\def\a{\a\a}\a",
    "newcommand": r"\newcommand{\x}{\x\x}\x",
    "many columns": "\\begin{matrix}" + "&" * 1_500 + "\\end{matrix}",
    "many rows": "\\begin{matrix}" + r"\\" * 900 + "\\end{matrix}",
    "no end": "\\begin{matrix}a",
    "no begin": "\\end{matrix}",
    "left alone": "\\left(",
    "NUL": "a\x00b",
    "half a character": "a\ud800b",
    "right to left": "\u202ex\u202c",
    "many scripts": "x" + "_1^2" * 400,
    "primes": "f" + "'" * 1_900,
    "color": r"\color{red}{x}\textcolor{url(x)}{y}\mathchoice{a}{b}{c}{d}",
    "cdata": "]]><script>alert(1)</script>",
    "space": " " * 1_900,
    "many words": "\\operatorname{" + "a" * 1_800 + "}",
}


def checked(tex: str, *, block: bool) -> None:
    """The laws of one formula."""
    started = time.perf_counter()
    shown = str(formula(tex, block=block))
    took = time.perf_counter() - started
    assert took < 1, tex[:60]
    whole = shown.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    root = ElementTree.fromstring(whole.replace("\x00", "").replace("\ufffd", ""))
    if root.tag == "code":
        assert len(root) == 0
        assert root.attrib == {"class": "tex"}
        return
    for element in root.iter():
        assert element.tag.removeprefix(MATH) in ELEMENTS
        names = [name for name in element.attrib if name != "alttext"]
        assert not any(name.startswith("on") or "href" in name for name in names)
        assert not {"style", "class", "id", "src", "actiontype"} & set(names)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("block", [True, False])
def test_hostile_formulas_are_shown_as_what_they_are(name: str, block: bool) -> None:
    checked(HOSTILE[name], block=block)
    with_formulas(f"a ${HOSTILE[name]}$ b $${HOSTILE[name]}$$")


@pytest.mark.parametrize("tex", [HOSTILE["80 kB"], HOSTILE["3,000 nested braces"]])
def test_what_is_too_long_or_too_deep_is_no_mathematics(tex: str) -> None:
    assert not readable(tex)
    assert not readable("x" * (MAX_LENGTH + 1))


TEX = st.lists(
    st.sampled_from(
        [f"\\{name}" for name in sorted(COMMANDS)]
        + [*"{}[]()^_&~'\"<>=+-|/\\$%#,;: abx019", "\\\\", "\\{", "\\left", "\\right", "\\"]
        + ["<script>", "</math>", "\\text{<", "\\begin{matrix}", "\\end{matrix}", "é", "∑"]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(tex=TEX, block=st.booleans())
def test_no_formula_breaks_out(tex: str, block: bool) -> None:
    checked(tex, block=block)


@settings(max_examples=200)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300) | TEX)
def test_words_with_formulas_are_well_formed_and_escaped(text: str) -> None:
    shown = str(with_formulas(text))
    root = ElementTree.fromstring(f"<p>{shown}</p>")
    known = {"p", "code", *ELEMENTS}
    assert {element.tag.removeprefix(MATH) for element in root.iter()} <= known
