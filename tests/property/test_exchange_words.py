"""Words and mathematics survive every format that carries them, character by character."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.analogies import AnalogyContent
from decks.cards import CardKind, DraftContent, KeyPoint
from decks.exchange.hypertext_in import words_of
from decks.exchange.hypertext_out import markup_of
from decks.exchange.markdown_in import read_markdown
from decks.exchange.markdown_out import write_markdown
from decks.exchange.mathmarks import Piece, pieces, written
from decks.exchange.plain import PlainCard
from decks.exchange.quizlet import read_quizlet, write_quizlet
from decks.exchange.table import read_table, write_table

_bits = st.sampled_from(
    [
        *"ab1 \n*<>&;!{}^_#-",
        *("**bold**", "*it*", "`co de`", "$x_1$", "$$\\frac{a}{b}$$", " $5 ", "  ", "\n\n"),
        *("[a](https://a.b/c)", "![p](media:a%20b.png)", "&nbsp;", "<script>", "[sound:a]", "[$]"),
        *("\n```python\nx  = 1\n\n# y\n```\n", "&amp;lt;", '"', "'", "{{c1::a}}", "\u00a0", "é"),
    ]
)
words = st.lists(_bits, max_size=12).map("".join)
formulas = st.lists(
    st.sampled_from(["x", "_{1}", "^2", "\\pi", " ", "<", "&", "\\{", "\\text{if } y", "+", "\n"]),
    min_size=1,
    max_size=6,
).map("".join)


@settings(max_examples=300)
@given(words)
def test_words_come_back_from_html_as_they_were(text: str) -> None:
    assert words_of(markup_of(text)) == text.strip()


@settings(max_examples=300)
@given(words)
def test_no_mark_of_the_words_gets_into_the_html(text: str) -> None:
    tags = set(re.findall(r"</?([a-z]+)", markup_of(text)))
    assert tags <= {"b", "i", "code", "pre", "br", "a", "img"}


@settings(max_examples=200)
@given(
    st.lists(st.tuples(formulas, st.booleans()), min_size=1, max_size=3),
    st.sampled_from(["", " ", "a", " $5", "1"]),
)
def test_a_formula_of_anki_goes_in_and_out_unchanged(
    found: list[tuple[str, bool]], between: str
) -> None:
    marks = {True: ("\\[", "\\]"), False: ("\\(", "\\)")}
    escaped = [
        tex.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "&#10;") for tex, _ in found
    ]
    wanted = [
        marks[display][0] + tex.replace("  ", " &#32;") + marks[display][1]
        for tex, (_, display) in zip(escaped, found, strict=True)
    ]
    ours = words_of(between.join(wanted))
    kept = [(piece.text, piece.display) for piece in pieces(ours) if piece.math]
    there = [(tex, display) for tex, display in found if tex.strip()]
    if len(there) == len(found):
        assert kept == there
        assert words_of(markup_of(ours)) == ours


@settings(max_examples=200)
@given(
    st.lists(
        st.builds(Piece, words, math=st.just(False))
        | st.builds(Piece, formulas.filter(str.strip), math=st.just(True), display=st.booleans()),
        max_size=4,
    )
)
def test_what_is_written_holds_the_formulas_that_were_given(parts: list[Piece]) -> None:
    plain = [part for part in parts if part.math or not re.search(r"[$\\`]", part.text)]
    found = [piece for piece in pieces(written(plain)) if piece.math]
    assert found == [part for part in plain if part.math]


@pytest.mark.parametrize(
    ("text", "math"),
    [
        ("It costs $5 and $6.", []),
        ("echo $PATH:$HOME", []),
        ("between US$100 and US$200 a year", []),
        ("`$x$` in code", []),
        ("if $x$ then $5", ["x"]),
        ("$a + b$, $5", ["a + b"]),
        ("$x_i$ and $$y$$ and \\(z\\)", ["x_i", "y", "z"]),
        ("an empty $$ $$ or \\(\\)", []),
    ],
)
def test_money_is_no_mathematics(text: str, math: list[str]) -> None:
    assert [piece.text for piece in pieces(text) if piece.math] == math
    assert "".join(piece.text for piece in pieces(text) if not piece.math) or math


_cell = words.map(str.strip).filter(bool)
_line = _cell.map(lambda value: " ".join(value.split())).filter(
    lambda value: not value.startswith("- ")
)
_cards = st.builds(
    PlainCard,
    content=st.builds(
        DraftContent,
        kind=st.sampled_from(CardKind),
        question=_cell,
        core_answer=st.none() | _cell,
        label=st.just("") | _line,
        explanation=st.just("") | _cell,
        formulas=st.lists(_line, max_size=2).map(tuple),
        key_points=st.lists(st.builds(KeyPoint, text=_line), max_size=2).map(tuple),
        references=st.lists(_line, max_size=2).map(tuple),
        tags=st.lists(_line, max_size=2).map(tuple),
    ),
    analogies=st.lists(st.builds(AnalogyContent, text=_line), max_size=1).map(tuple),
)


@settings(max_examples=150)
@given(st.lists(_cards, min_size=1, max_size=3))
def test_a_markdown_page_that_was_written_comes_back(cards: list[PlainCard]) -> None:
    title, back = read_markdown(write_markdown("A deck", cards))
    assert title == "A deck"
    assert [(c.content, c.analogies) for c in back] == [(c.content, c.analogies) for c in cards]


@settings(max_examples=150)
@given(st.lists(_cards, min_size=1, max_size=3))
def test_quizlet_text_that_was_written_comes_back(cards: list[PlainCard]) -> None:
    text, _ = write_quizlet(cards)
    pairs = [(c.content.question, c.content.core_answer) for c in read_quizlet(text)]
    assert pairs == [(c.content.question, c.content.core_answer) for c in cards]


_attacks = st.lists(st.sampled_from([*";\t\n=+-@'\"1a, ", "=1+1", "-5"]), min_size=1, max_size=8)


@settings(max_examples=300)
@given(_attacks.map("".join).filter(str.strip), st.sampled_from([",", "\t"]))
def test_no_cell_begins_a_formula_however_the_table_is_cut(text: str, delimiter: str) -> None:
    card = PlainCard(DraftContent(question="q", core_answer=text))
    table = write_table([card], delimiter)
    for line in re.split(r"[\r\n]+", table):
        for cell in re.split(r"[;\t]" if delimiter == "\t" else r";", line):
            bare = re.sub(r'^ *"(?!")', "", cell).strip(' "')
            bare = cell if cell.startswith('""') else bare
            number = re.fullmatch(r"[+-]?\d+(?:[.,]\d+)*%?", bare)
            assert not bare.startswith(("=", "+", "-", "@")) or number, (cell, table)
    assert read_table(table, delimiter)[0].content.core_answer == text


@pytest.mark.parametrize(
    "piece",
    [
        "<b>",
        "<a href='",
        "\\(",
        "$$ ",
        "<!--",
        "<script>",
        "`",
        "<p><br>",
        "[latex]",
        "{{c1::",
        "<div hidden>",
        "&",
        "![",
        "<pre>",
    ],
)
def test_a_flood_of_one_mark_is_read_in_linear_time(piece: str) -> None:
    flood = piece * (200_000 // len(piece))
    began = time.process_time()
    words_of(flood + ">")
    markup_of(flood)
    list(pieces(flood))
    assert time.process_time() - began < 10
