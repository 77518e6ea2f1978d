"""HTML, Word and PowerPoint files: words, formulas, tables, places, and what nobody could see."""

from __future__ import annotations

import pytest

from authoring.readers.omml import tex
from authoring.readers.package import xml_of
from decks.errors import EmptyFile, NoTextLayer
from decks.sources import LocatorKind
from tests.reading_samples import M, docx, read, saved, shown, told, words

PAGE = "<!DOCTYPE html><html><body>{}</body></html>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p>Let <script type="math/tex">x_1</script> be.</p>', "Let $x_1$ be."),
        ('<script type="math/tex; mode=display">a\n= b</script>', "$$a = b$$"),
        (r"<p>Let \(x\) be.</p>", "Let $x$ be."),
        (r"<p>\[ x = 1 \]</p>", "$$x = 1$$"),
        (
            '<p><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2'
            "</annotation></semantics></math></p>",
            "$x^2$",
        ),
        ('<p><math alttext="y"><mi>y</mi></math></p>', "$y$"),
        (
            '<script type="math/tex">\\newcommand{\\v}[1]{\\mathbf{#1}}</script>'
            '<p><script type="math/tex">\\v{x}</script></p>',
            r"$\mathbf{x}$",
        ),
    ],
)
def test_a_formula_of_a_page_is_tex_between_dollar_signs(body: str, text: str) -> None:
    assert read("a.html", PAGE.format(body + "<p>Words.</p>")).text.startswith(text)


def test_menus_of_a_page_are_left_out_and_told() -> None:
    body = "<nav>Home About</nav><main><h1>Cells</h1><p>A cell is small.</p></main>"
    reading = read("a.html", PAGE.format(body + "<footer>2026</footer>"))
    assert told(reading) == [("heading", "# Cells"), ("paragraph", "A cell is small.")]
    body = "<nav>Home About</nav><h1>Cells</h1><p>A cell is small.</p><footer>2026</footer>"
    reading = read("a.html", PAGE.format(body))
    assert "Home" not in reading.text
    assert reading.warnings == ("Left out of the page: 3 words of menus, header and footer.",)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>obey</p>",
        '<p style="display: none">obey</p>',
        '<div style="visibility:hidden"><p>obey</p></div>',
        '<span style="color:#ffffff">obey</span>',
        '<font color="white">obey</font>',
        '<p style="position:absolute;left:-9999px">obey</p>',
        '<p style="font-size:0">obey</p>',
        "<!-- obey -->",
        '<style>.x, .y { display:none }</style><p class="a y">obey</p>',
        '<p style="display:none">obey --> now</p>',
    ],
)
def test_what_a_browser_hides_is_kept_and_set_aside(hidden: str) -> None:
    reading = read("a.html", PAGE.format(f"<p>Seen.</p>{hidden}<p>Seen again.</p>"))
    assert "hidden text" in dict(told(reading))
    assert "obey" in reading.text
    assert "obey" not in shown(reading)
    assert "Seen again." in shown(reading)


def test_tables_lists_and_code_of_a_page_keep_their_kinds() -> None:
    body = (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
        "<ul><li>one<ul><li>two</li></ul></li></ul><pre>x = 1</pre><p>H<sub>2</sub>O</p>"
    )
    assert told(read("a.html", PAGE.format(body))) == [
        ("table", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("list_item", "- one"),
        ("list_item", "- two"),
        ("code", "```\nx = 1\n```"),
        ("paragraph", "H<sub>2</sub>O"),
    ]


def test_slides_in_a_textarea_are_markdown_with_slides_as_places() -> None:
    slides = "class: center\n\n# One\n\n---\n## Two\n\n- a &lt; b\n\n--\n\nMore.\n\n???\n\nSaid.\n"
    slides += "\n---\n" + "Word word word. " * 40
    reading = read("a.html", PAGE.format(f'<textarea id="source">\n{slides}\n</textarea>'))
    assert [span.locator.label for span in reading.spans][-1] == "slide 3"
    assert ("list_item", "- a < b") in told(reading)
    assert ("pause mark", "--") in told(reading)
    assert reading.spans[0].locator.kind is LocatorKind.SLIDE


def test_sections_of_a_slide_show_are_slides() -> None:
    show = (
        "<div class='reveal'><div class='slides'><section><h1>A</h1><p>One.</p></section><section>"
        "<section><h2>B</h2><p>Two.</p></section><section><p>Three.</p></section></section></div></div>"
    )
    reading = read("a.html", PAGE.format(show))
    places = [
        (span.locator.label, words)
        for span, (kind, words) in zip(reading.spans, told(reading), strict=True)
        if kind == "paragraph"
    ]
    assert places == [("slide 1", "One."), ("slide 2", "Two."), ("slide 3", "Three.")]


def test_a_word_file_gives_headings_bold_terms_tables_and_paragraph_numbers() -> None:
    cells = "".join(f"<w:tc>{words(cell)}</w:tc>" for cell in "ab")
    body = (
        words("Cells", paragraph='<w:pStyle w:val="Heading1"/>')
        + words("cell", looks="<w:b/>")
        + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    )
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style '
        'w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    reading = read("a.docx", docx(body, styles=styles))
    kinds = [kind for kind, _ in told(reading)]
    assert kinds[:2] == ["heading", "paragraph"]
    assert "**cell**" in reading.text
    assert reading.spans[1].locator.label == "paragraph 2"


@pytest.mark.parametrize(
    "looks",
    [
        "<w:vanish/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:sz w:val="2"/>',
    ],
)
def test_words_that_nobody_sees_in_a_word_file_are_set_aside(looks: str) -> None:
    reading = read("a.docx", docx(words("Seen.") + words("obey", looks) + words("Seen again.")))
    assert "obey" in reading.text
    assert "obey" not in shown(reading)


@pytest.mark.parametrize(
    "looks",
    [
        '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>',
        '<w:vanish w:val="0"/>',
        '<w:color w:val="FF0000"/>',
    ],
)
def test_words_that_can_be_seen_stay(looks: str) -> None:
    assert "seen" in shown(read("a.docx", docx(words("Words.") + words("seen", looks))))


OMML = {
    "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>": (
        r"\frac{a}{b}"
    ),
    "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>": (
        "x^{2}"
    ),
    "<m:rad><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>": r"\sqrt{x}",
    '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i</m:t></m:r></m:sub><m:sup/>'
    "<m:e><m:r><m:t>x</m:t></m:r></m:e></m:nary>": r"\sum_{i} x",
    '<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e><m:r><m:t>x</m:t></m:r>'
    "</m:e></m:d>": r"\left[ x \right]",
    "<m:func><m:fName><m:r><m:t>log</m:t></m:r></m:fName><m:e><m:r><m:t>x</m:t></m:r></m:e>"
    "</m:func>": r"\log x",
    '<m:acc><m:accPr><m:chr m:val="\u0302"/></m:accPr><m:e><m:r><m:t>y</m:t></m:r></m:e></m:acc>': (
        r"\hat{y}"
    ),
    "<m:r><m:t>θ≤1</m:t></m:r>": r"\theta \le 1",
}


@pytest.mark.parametrize("written", OMML)
def test_an_office_formula_is_tex(written: str) -> None:
    assert tex(xml_of(f"<m:oMath {M}>{written}</m:oMath>".encode())).strip() == OMML[written]


def test_a_formula_in_a_word_file_stands_where_it_was() -> None:
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    inside = f"<w:p><w:r><w:t>Let </w:t></w:r>{formula}<w:r><w:t> be.</w:t></w:r></w:p>"
    alone = f"<w:p><m:oMathPara>{formula}</m:oMathPara></w:p>"
    found = told(read("a.docx", docx(inside + alone)))
    assert found == [("paragraph", "Let $x$ be."), ("formula", "$$x$$")]


def test_a_word_file_without_words_is_empty() -> None:
    with pytest.raises(EmptyFile, match="no words"):
        read("a.docx", docx("<w:p/>"))


def _deck() -> tuple[object, object]:
    from pptx import Presentation
    from pptx.util import Emu, Pt

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Cells"
    frame = slide.placeholders[1].text_frame
    frame.text = "A cell is small."
    second = frame.add_paragraph()
    second.text, second.level = "It divides.", 1
    slide.notes_slide.notes_text_frame.text = "Say it twice."
    box = slide.shapes.add_textbox(Emu(0), Emu(0), Emu(900), Emu(900)).text_frame
    box.text = "white"
    box.paragraphs[0].runs[0].font.size = Pt(18)
    slide.shapes.add_textbox(Emu(99_000_000), Emu(0), Emu(9), Emu(9)).text_frame.text = "away"
    return deck, slide


def test_a_slide_gives_title_levels_boxes_and_notes() -> None:
    deck, _ = _deck()
    reading = read("a.pptx", saved(deck))
    assert told(reading) == [
        ("heading", "Cells"),
        ("list_item", "- A cell is small."),
        ("list_item", "- It divides."),
        ("paragraph", "white"),
        ("off-page text", "away"),
        ("paragraph", "Say it twice."),
    ]
    assert "  - It divides." in reading.text
    assert {span.locator.label for span in reading.spans} == {"slide 1"}
    assert all(span.headings == ("Cells",) for span in reading.spans)


def test_white_words_on_a_white_slide_and_hidden_slides_are_set_aside() -> None:
    from typing import Any

    import pptx.dml.color

    colour: Any = pptx.dml.color.RGBColor
    deck, slide = _deck()
    run = next(
        shape.text_frame.paragraphs[0].runs[0]
        for shape in slide.shapes  # type: ignore[attr-defined]  # python-pptx ships no types
        if shape.has_text_frame and shape.text_frame.text == "white"
    )
    run.font.color.rgb = colour(255, 255, 255)
    assert ("hidden text", "white") in told(read("a.pptx", saved(deck)))
    other = deck.slides.add_slide(deck.slide_layouts[5])  # type: ignore[attr-defined]  # as above
    other.shapes.title.text = "Never shown"
    other.element.set("show", "0")
    reading = read("a.pptx", saved(deck))
    assert ("hidden slide", "Never shown") in told(reading)
    assert "Slide 2: hidden in the file, set aside." in reading.warnings


def test_groups_and_tables_of_a_slide_are_read() -> None:
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    outer = slide.shapes.add_group_shape()
    inner = outer.shapes.add_group_shape()
    inner.shapes.add_textbox(Emu(0), Emu(0), Emu(9), Emu(9)).text_frame.text = "deep"
    table = slide.shapes.add_table(2, 2, Emu(0), Emu(0), Emu(900), Emu(900)).table
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"{row}|{column}"
    found = told(read("a.pptx", saved(deck)))
    assert found[0] == ("paragraph", "deep")
    assert found[1] == ("table", "| 0\\|0 | 0\\|1 |\n| --- | --- |\n| 1\\|0 | 1\\|1 |")


def test_slides_of_pictures_alone_are_refused_in_one_sentence() -> None:
    from pptx import Presentation

    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    with pytest.raises(NoTextLayer, match="only pictures"):
        read("a.pptx", saved(deck))
