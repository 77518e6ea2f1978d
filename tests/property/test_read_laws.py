"""Laws of all readers: spans tile the text, places keep their order, whatever a file holds."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.readers.latex_inline import inline
from authoring.readers.latex_macros import braces
from authoring.readers.reading import Reading
from decks.errors import Unreadable
from decks.sources import SpanKind
from tests.authoring_samples import version_of
from tests.reading_samples import docx, line, notebook, pdf, read, shown, words

NAMES = (
    "ai-for-beginners-autoencoders.md",
    "cs231n-generative-models.md",
    "d2l-gan.md",
    "d2l-zh-backprop.zh.md",
    "dgm-vae-notes.html",
    "dlbook-ch20-deep-generative-models-beamer.tex",
    "gdl-05-vae-slides.pdf",
    "gdl-lab04-vaes.ipynb",
    "gentlenlp-ch4-slides.pptx",
    "half-life-regression-two-column.pdf",
    "ki-vorlesung-ml-grundlagen.de.md",
    "m2ds-generative-models-slides.html",
    "missing-semester-version-control.md",
    "npfl114-12-rl-vae-slides.md",
    "nyu-dl-week08-practicum-vae.vtt",
    "openstax-biology-cell-structure.md",
    "openstax-biology-genetics-evolution-213p.pdf",
    "openstax-biology-macromolecules.docx",
    "openstax-chemistry-thermodynamic-table.md",
    "openstax-us-history-great-depression.pdf",
)
_ROUGH = st.text(
    st.sampled_from("ab cd.\n\t*_`$\\[](){}<>-é字\u0301&%#~^\"'|\u0007\x00\r\u2028\ue000"),
    min_size=1,
    max_size=60,
)
_TEX = st.lists(
    st.one_of(
        _ROUGH,
        st.sampled_from(
            "\\begin{itemize} \\item \\end{itemize} \\begin{frame}{A} \\end{frame} \\[ \\] $ $$ "
            ""
            "\\begin{align} \\end{align} \\textbf{ } { \\section{A} "
            "\\def\\a{\\a\\a} \\a % \\verb|a "
            "\\begin{tabular} & \\\\ \\end{tabular} "
            "\\begin{verbatim} \\frame{ \\footnote{a} \\'e "
            "\\newcommand{\\b}[2]{#1#2#3} \\b \\begin{document} \\end{document} \\href{a}{b}".split(
                " "
            )
        ),
    ),
    max_size=14,
).map(" ".join)
_TAGS = st.lists(
    st.one_of(
        _ROUGH,
        st.sampled_from(
            "<p> </p> <ul> <li> <table> <tr> <td> </table> <div hidden> </div> <!-- --> <h1> </h1> "
            "<pre> <script> </script> <style> <textarea> <math> <b> &amp; &#0; &#xd800; "
            "<br> <a href='x'> "
            "<nav> <main> <dl> <dt> <dd> <img alt='a\nb'> "
            "<svg> <sup> <blockquote> <ol start=x>".split(" ")
        ),
    ),
    max_size=16,
).map(" ".join)


def lawful(reading: Reading) -> None:
    """The noun itself refuses spans that do not tile; the rest is stated here."""
    version = version_of(reading)
    spans = version.spans
    assert all(left.end == right.start for left, right in pairwise(spans))
    assert "".join(version.words(span.start, span.end) for span in spans) == version.text
    firsts = [span.locator.first for span in spans]
    assert firsts == sorted(firsts)
    assert len({span.locator.kind for span in spans}) == 1
    assert all(span.headings for span in spans if span.kind is SpanKind.HEADING)
    json.dumps(reading.text).encode("utf-8")
    reading.text.encode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_real_file_is_tiled_in_the_order_of_its_places(name: str, real_data: Path) -> None:
    data = (real_data / "notes" / name).read_bytes()
    reading = read(name, data)
    lawful(reading)
    assert len(data) > 800_000 or read(name, data) == reading


def tried(name: str, data: bytes | str) -> None:
    with suppress(Unreadable):
        lawful(read(name, data))


@given(_TEX)
@settings(max_examples=150)
def test_any_latex_is_tiled_or_refused(text: str) -> None:
    tried("a.tex", "\\documentclass{beamer}\n" + text)


@given(_TAGS)
@settings(max_examples=150)
def test_any_page_is_tiled_or_refused(text: str) -> None:
    tried("a.html", "<html><body><p>Words.</p>" + text)


@given(st.lists(st.tuples(st.integers(0, 99_999_999), st.integers(0, 9_999), _ROUGH), max_size=9))
@settings(max_examples=80)
def test_any_captions_are_tiled_or_refused(cues: list[tuple[int, int, str]]) -> None:
    def time(at: int) -> str:
        return (
            f"{at // 3_600_000:02d}:{at // 60_000 % 60:02d}:{at // 1000 % 60:02d}.{at % 1000:03d}"
        )

    body = "\n\n".join(f"{time(at)} --> {time(at + long)}\n{text}" for at, long, text in cues)
    tried("a.vtt", "WEBVTT\n\n" + body)


@given(st.lists(st.tuples(st.sampled_from(["markdown", "code", "raw"]), _ROUGH), max_size=6))
@settings(max_examples=80)
def test_any_notebook_is_tiled_or_refused(cells: list[tuple[str, str]]) -> None:
    tried("a.ipynb", notebook(cells))


_XML = st.text(st.sampled_from("ab .,$*#-|<>&'\"é字"), max_size=40)


@given(st.lists(st.tuples(_XML, st.booleans()), min_size=1, max_size=6))
@settings(max_examples=40)
def test_any_word_file_is_tiled_and_hides_what_is_hidden(runs: list[tuple[str, bool]]) -> None:
    from xml.sax.saxutils import escape

    body = "".join(
        words(f"{'secret ' if gone else ''}{escape(text)}", "<w:vanish/>" if gone else "")
        for text, gone in runs
    )
    data = docx(words("Words of a text.") + body)
    lawful(read("a.docx", data))
    assert "secret" not in shown(read("a.docx", data))


@given(
    st.lists(
        st.tuples(st.integers(-99, 900), st.integers(-99, 900), st.integers(1, 40)), max_size=9
    )
)
@settings(max_examples=40)
def test_any_page_of_a_pdf_is_tiled(places: list[tuple[int, int, int]]) -> None:
    lines = [line(f"word {at} is here", *place) for at, place in enumerate(places)]
    tried("a.pdf", pdf(["\n".join([line("A line of words.", 50, 700), *lines])] * 2))


@given(_ROUGH)
@settings(max_examples=150)
def test_braces_pair_and_any_latex_words_give_words(text: str) -> None:
    pairs = braces(text)
    assert all(
        text[left] == "{" and text[right] == "}" and left < right for left, right in pairs.items()
    )
    assert isinstance(inline(text), str)
