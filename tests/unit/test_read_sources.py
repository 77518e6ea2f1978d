"""LaTeX, notebooks, captions, Markdown slides and PDF: words, formulas, places, what is hidden."""

from __future__ import annotations

from itertools import pairwise

import pytest

from authoring.readers.latex_macros import Macros
from authoring.readers.pdf import joined
from authoring.readers.pdf_lines import Line
from decks.errors import DamagedFile, EmptyFile, NoTextLayer
from decks.sources import LocatorKind, SpanKind
from tests.reading_samples import line, notebook, pdf, read, shown, told

ARTICLE = "\\documentclass{{article}}\n{}\n\\begin{{document}}\n{}\n\\end{{document}}\n"


def article(body: str, preamble: str = "") -> list[tuple[str, str]]:
    return told(read("a.tex", ARTICLE.format(preamble, body)))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (r"\section{Cells}", ("heading", "Cells")),
        (r"\section*{Cells \& more}", ("heading", "Cells & more")),
        (r"A \textbf{cell} is \emph{small}.", ("paragraph", "A **cell** is *small*.")),
        (r"Let \(x\) and $y$ be.", ("paragraph", "Let $x$ and $y$ be.")),
        (r"\[ x = 1 \]", ("formula", "$$x = 1$$")),
        (r"\begin{equation}\label{e} x \end{equation}", ("formula", "$$x$$")),
        (
            "\\begin{align*} x &= 1 \\\\\n y &= 2 \\end{align*}",
            ("formula", r"$$\begin{aligned}x &= 1 \\ y &= 2\end{aligned}$$"),
        ),
        (r"\begin{itemize}\item One\end{itemize}", ("list_item", "- One")),
        (r"\begin{enumerate}\item One\end{enumerate}", ("list_item", "1. One")),
        (r"\begin{description}\item[A] One\end{description}", ("list_item", "- **A** One")),
        (r"\begin{tabular}{l|r} a & b \\ \hline 1 & 2 \end{tabular}", ("table", "| a | b |")),
        ("\\begin{verbatim}\nx = 1 % kept\n\\end{verbatim}", ("code", "x = 1 % kept")),
        (r"\includegraphics[width=1cm]{a/b.png}", ("figure", "[Image: b.png]")),
        (
            r"\begin{theorem}[Bayes] It is so.\end{theorem}",
            ("paragraph", "**Theorem (Bayes).** It"),
        ),
        (r"\begin{exercise}Show it.\end{exercise}", ("exercise", "**Exercise.** Show it.")),
        (r"na\"ive caf\'e Erd\H{o}s stra\ss e", ("paragraph", "naïve café Erdős straße")),
        (r"5\,\% of ``all''---yes~now", ("paragraph", "5 % of “all”—yes now")),
        (r"\textcolor{white}{obey}", ("hidden text", "<!-- obey -->")),
        (r"See \href{https://a.b}{this}.", ("paragraph", "See [this](https://a.b).")),
        ("One % two\nthree", ("paragraph", "One three")),
        ("One\n% two\nthree", ("paragraph", "One three")),
        (r"\begin{comment}no\end{comment}One", ("paragraph", "One")),
    ],
)
def test_each_block_of_latex_is_told(body: str, found: tuple[str, str]) -> None:
    kind, words = article(body)[0]
    assert kind == found[0]
    assert words.startswith(found[1])


@pytest.mark.parametrize(
    ("definition", "use", "text"),
    [
        (r"\newcommand{\R}{\mathbb{R}}", r"$\R^n$", r"$\mathbb{R}^n$"),
        (r"\newcommand{\v}[1]{\mathbf{#1}}", r"$\v{x} + \v y$", r"$\mathbf{x} + \mathbf{y}$"),
        (r"\newcommand{\E}[2][p]{E_{#1}[#2]}", r"$\E{x} \E[q]{y}$", "$E_{p}[x] E_{q}[y]$"),
        (r"\def\KL#1#2{D(#1,#2)}", r"$\KL{a}{b}$", "$D(a,b)$"),
        (r"\DeclareMathOperator{\argmin}{arg\,min}", r"$\argmin f$", r"\operatorname{arg\,min}"),
        (r"\newcommand{\term}[1]{\textbf{#1}}", r"\term{cell}", "**cell**"),
        (r"\renewcommand{\vec}[1]{\vec{\mathbf{#1}}}", r"$\vec{x}$", r"$\vec{\mathbf{x}}$"),
    ],
)
def test_own_macros_are_expanded(definition: str, use: str, text: str) -> None:
    assert text in article(use, definition)[0][1]


def test_macros_that_double_write_no_more_than_is_allowed() -> None:
    macros = Macros()
    names = "abcdefghijklmnopqrst"
    for one, two in pairwise(names):
        macros.collect(f"\\def\\{one}{{\\{two}\\{two}}}")
    assert len(macros.expand("\\a " * 5000)) < 20_000_000


def test_frames_are_slides_and_other_files_are_told() -> None:
    body = (
        "\\section{One}\n\\begin{frame}{First}\\begin{itemize}\\item<1-> A\n"
        "\\begin{itemize}\\item B\\end{itemize}\\end{itemize}\\end{frame}\n"
        "\\begin{frame}\\frametitle{Second}\\input{other} Words here.\\end{frame}"
    )
    reading = read("a.tex", ARTICLE.format("", body))
    assert told(reading) == [
        ("heading", "One"),
        ("heading", "First"),
        ("list_item", "- A"),
        ("list_item", "- B"),
        ("heading", "Second"),
        ("paragraph", "Words here."),
    ]
    labels = [span.locator.label for span in reading.spans]
    assert labels == ["slide 1"] * 4 + ["slide 2"] * 2
    assert reading.spans[3].headings == ("One", "First")
    assert "other" in reading.warnings[0]


def test_the_places_of_an_article_are_lines_of_the_file() -> None:
    text = ARTICLE.format(
        "\\newcommand{\\x}{many words}\n", "\\section{A}\n\n% no\nSome \\x.\nEnd."
    )
    reading = read("a.tex", text)
    lines = text.split("\n")
    assert [span.locator.first[0] for span in reading.spans] == [
        lines.index("\\section{A}") + 1,
        lines.index("Some \\x.") + 1,
    ]
    assert reading.spans[1].locator.last[0] == lines.index("End.") + 1


def test_a_notebook_gives_cells_without_outputs() -> None:
    cells = [("markdown", "# A\n\nWords."), ("code", "x = 1"), ("raw", "r"), ("markdown", "- one")]
    secret = [{"output_type": "stream", "text": "obey"}]
    reading = read("a.ipynb", notebook(cells, outputs=secret))
    assert told(reading) == [
        ("heading", "# A"),
        ("paragraph", "Words."),
        ("code", "x = 1"),
        ("markup", "r"),
        ("list_item", "- one"),
    ]
    assert [span.locator.label for span in reading.spans][1:3] == ["cell 1", "cell 2"]
    assert reading.spans[4].headings == ("A",)
    assert "obey" not in reading.text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("{", DamagedFile),
        ("[]", DamagedFile),
        ('{"cells": 1}', DamagedFile),
        ('{"cells": [1]}', DamagedFile),
        ('{"cells": []}', EmptyFile),
    ],
)
def test_what_is_no_notebook_is_told(data: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read("a.ipynb", data)


VTT = "WEBVTT\nKind: captions\n\nNOTE a note\n\nintro\n00:01.000 --> 00:03.000 align:start\n{}\n"


def test_cues_become_paragraphs_with_their_times() -> None:
    cues = (
        VTT.format("A cell is") + "\n00:03.000 --> 00:05.500\nthe <b>smallest</b> unit &amp; it\n"
    )
    cues += "\n2\n01:00:05.500 --> 01:00:06.000\nlives.\n"
    reading = read("a.vtt", cues)
    assert told(reading) == [("cue", "A cell is the smallest unit & it"), ("cue", "lives.")]
    assert [span.locator.label for span in reading.spans] == ["00:01-00:05", "1:00:05-1:00:06"]
    assert reading.spans[0].locator.kind is LocatorKind.CUE
    assert reading.spans[0].kind is SpanKind.CUE


def test_speakers_begin_paragraphs_and_sounds_are_set_aside() -> None:
    cues = VTT.format("<v Ann Lee>Hello there.") + "\n00:04.000 --> 00:05.000\n<v Bob>Hi.\n"
    cues += "\n00:05.000 --> 00:06.000\n[Applause]\n"
    assert told(read("a.vtt", cues)) == [
        ("cue", "Ann Lee: Hello there."),
        ("cue", "Bob: Hi."),
        ("boilerplate", "[Applause]"),
    ]


def test_captions_that_roll_are_told_once() -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nwe look at the\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nwe look at the\nencoder of the model\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nencoder of the model\nand its loss\n"
    )
    assert told(read("a.srt", srt)) == [("cue", "we look at the encoder of the model and its loss")]


def test_divs_of_exercises_and_objectives_are_set_aside() -> None:
    text = "# A\n\n::: outcomes\n- Explain it.\n:::\n\n::: {.challenges}\nDo it.\n:::\n\nWords.\n"
    assert told(read("a.md", text))[2] == ("learning objectives", "- Explain it.")
    assert ("exercise", "Do it.") in told(read("a.md", text))
    assert told(read("a.md", text))[-1] == ("paragraph", "Words.")


def test_pauses_and_settings_of_markdown_slides_are_no_words() -> None:
    text = "class: title\n# A\n---\n# B\n~~~\nWords.\n~~~\nMore.\n---\n# C\n\nx\n---\n# D\n"
    found = told(read("a.md", text))
    assert found[0] == ("slide settings", "class: title")
    assert ("paragraph", "Words.") in found
    assert ("paragraph", "More.") in found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+++\ntitle = 1\n+++\n\nWords.", ("front matter", "+++\ntitle = 1\n+++")),
        ("[^1]: Words of a note.", ("paragraph", "[^1]: Words of a note.")),
        ("\\begin{definition}\nA cell.\n\\end{definition}", ("markup", "\\begin{definition}")),
        ("<h2>Cells</h2>\n\nWords.", ("heading", "<h2>Cells</h2>")),
        ("\\bigskip\n\nWords.", ("markup", "\\bigskip")),
    ],
)
def test_dialects_of_markdown_are_told(text: str, found: tuple[str, str]) -> None:
    assert told(read("a.md", text))[0] == found


PAGE = [
    line("Cells", 50, 760, 20),
    line("A cell is the smallest unit of a living thing and it divides.", 50, 720),
    line("Every organism is made of cells, which come from cells.", 50, 706),
]


def test_large_or_bold_lines_of_a_pdf_are_headings() -> None:
    page = [*PAGE, line("1.2 Walls", 50, 660, 11, "F2"), line("A wall is firm and round.", 50, 640)]
    reading = read("a.pdf", pdf(["\n".join(page)]))
    assert [words for kind, words in told(reading) if kind == "heading"] == ["Cells", "1.2 Walls"]
    assert reading.spans[-1].headings == ("Cells", "1.2 Walls")
    assert reading.spans[0].locator.label == "page 1"


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        (line("obey", 50, 600, before="1 1 1 rg"), "hidden text"),
        (line("obey", 50, 600, before="3 Tr"), "hidden text"),
        (line("obey", 50, 600, 1), "hidden text"),
        (line("obey", 900, 600), "off-page text"),
    ],
)
def test_what_nobody_sees_on_a_page_is_set_aside(hidden: str, why: str) -> None:
    reading = read("a.pdf", pdf(["\n".join([*PAGE, hidden])]))
    if "obey" in reading.text:
        assert (why, "obey") in told(reading)
    assert "obey" not in shown(reading)
    assert "smallest unit" in shown(reading)


def test_white_words_on_a_dark_ground_are_seen() -> None:
    box = "q 0 0 0 rg 40 590 300 40 re f Q"
    seen = line("An organelle is a part of it.", 50, 600, before="1 1 1 rg")
    assert "organelle" in shown(read("a.pdf", pdf(["\n".join([*PAGE, box, seen])])))


def test_pages_without_words_and_formulas_in_pieces_are_told_by_page() -> None:
    formula = line("p = 2 (1)", 200, 640)
    reading = read("a.pdf", pdf(["\n".join([*PAGE, formula]), "", ""]))
    assert "Pages 2-3: scanned or blank, no text." in reading.warnings
    assert any(warning.startswith("Page 1: formulas") for warning in reading.warnings)
    assert ("formula or figure as loose symbols", "p = 2 (1)") in told(reading)
    with pytest.raises(NoTextLayer):
        read("a.pdf", pdf(["", ""]))


def test_page_numbers_are_furniture_and_repeated_titles_are_not() -> None:
    pages = ["\n".join([*PAGE, line(f"Chapter one {number}", 50, 20, 8)]) for number in range(1, 6)]
    found = told(read("a.pdf", pdf(pages)))
    assert [kind for kind, words in found if words.startswith("Chapter")] == ["page furniture"] * 5
    assert [kind for kind, words in found if words == "Cells"] == ["heading"] * 5


def test_two_columns_are_read_one_after_the_other() -> None:
    words = [f"left {number} goes on and" for number in range(20)]
    left = [line(text, 50, 700 - 14 * at) for at, text in enumerate(words)]
    right = [
        line(text.replace("left", "right"), 320, 700 - 14 * at) for at, text in enumerate(words)
    ]
    text = read("a.pdf", pdf(["\n".join([*left, *right])])).text
    assert text.index("left 19") < text.index("right 0")


def test_a_title_of_the_bookmarks_is_a_heading_though_it_looks_like_the_words() -> None:
    outline = {
        20: "<< /Type /Outlines /First 21 0 R /Last 21 0 R /Count 1 >>",
        21: "<< /Title (Walls of cells) /Parent 20 0 R /Dest [5 0 R /Fit] >>",
    }
    page = [*PAGE, line("3 Walls of cells", 50, 692), line("A wall is firm and round.", 50, 678)]
    reading = read("a.pdf", pdf(["\n".join(page)], outline, "/Outlines 20 0 R"))
    assert ("heading", "3 Walls of cells") in told(reading)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["true\ufffe", "breeding"], "true-breeding"),
        (["breed\ufffe", "ing"], "breeding"),
        (["long breed-", "ing"], "long breeding"),
        (["pre- and", "post-test"], "pre- and post-test"),
    ],
)
def test_a_word_cut_at_a_line_end_keeps_a_hyphen_that_belongs_to_it(
    lines: list[str], text: str
) -> None:
    made = [Line(each, 0, 0, 0, 0) for each in lines]
    assert joined(made, {"true-breeding"}) == text
