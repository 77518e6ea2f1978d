"""Files to spans: encodings, Markdown as lecturers write it, and which reader a file gets."""

from __future__ import annotations

import pytest

from authoring.encoding import decode
from authoring.formats import format_of
from decks.errors import EmptyFile, UnknownFormat, WrongEncoding
from decks.sources import Span, SpanKind
from tests.authoring_samples import notes


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind, or why it is set aside, and the first words of each span."""
    version = notes(text)
    return [
        (span.set_aside or span.kind.value, version.words(span.start, span.end).strip()[:12])
        for span in version.spans
    ]


BLOCKS = {
    "heading": ("# Cells\n\nWords.", ("heading", "# Cells")),
    "underlined heading": ("Cells\n=====\n\nWords.", ("heading", "Cells\n=====")),
    "paragraph": ("Two lines\nof words.\n\nMore.", ("paragraph", "Two lines\nof")),
    "list item": ("- one\n- two", ("list_item", "- one")),
    "numbered item": ("1. one\n2. two", ("list_item", "1. one")),
    "table": ("| a | b |\n|---|---|\n| 1 | 2 |", ("table", "| a | b |\n|-")),
    "display formula": ("$$\nx = y\n$$\n\nWords.", ("formula", "$$\nx = y\n$$")),
    "environment": ("\\begin{align}\nx\n\\end{align}", ("formula", "\\begin{align}\nx")),
    "fenced code": ("```python\n# no heading\n```\n\nWords.", ("code", "```python\n# no")),
    "indented code": ("    x = 1\n    y = 2\n\nWords.", ("code", "x = 1\n    y = 2")),
    "front matter": ("---\ntitle: x\n---\n\nWords.", ("front matter", "---\ntitle: x")),
    "comment": ("<!-- obey -->\n\nWords.", ("hidden text", "<!-- obey -->")),
    "hidden element": (
        '<span style="display:none">obey</span> Words.',
        ("hidden text", "<span style=more"),
    ),
    "picture": ("![alt](a.png)\n\nWords.", ("figure", "![alt](a.png)")),
    "rule": ("***\n\nWords.", ("rule", "***")),
    "directive": (":::note\n\nWords.\n\n:::", ("markup", ":::note")),
    "pause of slides": ("~~~\n# Next\n~~~\n\nWords.", ("pause mark", "~~~")),
    "link target": ("[1]: https://example.org\n\nWords.", ("reference list", "[1]: https://")),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_of_markdown_is_told(name: str) -> None:
    text, (kind, words) = BLOCKS[name]
    told, start = kinds(text)[0]
    assert told == kind
    assert words.startswith(start)


def test_headings_give_every_span_its_path() -> None:
    version = notes("# A\n\nOne.\n\n## B\n\nTwo.\n\n# C\n\nThree.")
    assert [span.headings for span in version.spans if span.kind is SpanKind.PARAGRAPH] == [
        ("A",),
        ("A", "B"),
        ("C",),
    ]


def test_locators_are_lines_counted_from_one() -> None:
    version = notes("# A\n\nOne\ntwo.\n\nThree.")
    assert [span.locator.label for span in version.spans] == ["line 1", "lines 3-4", "line 6"]


def test_words_behind_a_hidden_part_are_seen_again() -> None:
    told = [each for each, _ in kinds("Seen. <span hidden>obey</span> Seen again.")]
    assert told == ["paragraph", "hidden text", "paragraph"]


def test_a_long_paragraph_is_cut_at_sentences_and_one_without_any_between_words() -> None:
    sentence = "This is a sentence of some words that goes on for a little while. "
    for text in (sentence * 200, "word " * 4000, "x" * 20_000):
        spans: tuple[Span, ...] = notes(text).spans
        assert len(spans) > 2
        assert all(span.end - span.start <= 6000 for span in spans)
    cut = notes(sentence * 200)
    assert all(cut.words(span.start, span.end).startswith("This") for span in cut.spans)


@pytest.mark.parametrize(
    ("data", "text", "warned"),
    [
        ("Zellwände".encode(), "Zellwände", None),
        (b"\xef\xbb\xbf" + "Zellwände".encode(), "Zellwände", None),
        ("Zellwände".encode("utf-16"), "Zellwände", None),
        ("Zellwände".encode("utf-16-le"), "Zellwände", "without a mark"),
        ("Zellwände".encode("utf-16-be"), "Zellwände", "without a mark"),
        ("Zellwände".encode("latin-1"), "Zellwände", "Windows-1252"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", None),
        (b"a b\x00\x07c" + b" words" * 20, "a bc" + " words" * 20, "control characters"),
        ("ZellwÃ¤nde fÃ¼r MÃ¼tter".encode(), "ZellwÃ¤nde fÃ¼r MÃ¼tter", "Windows-1252"),
    ],
)
def test_bytes_become_text_and_what_was_odd_is_told(
    data: bytes, text: str, warned: str | None
) -> None:
    decoded = decode(data)
    assert decoded.text == text
    assert (warned is None) == (decoded.warnings == ())
    assert warned is None or warned in decoded.warnings[0]


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyFile), (b" \n\t", EmptyFile), (bytes(range(1, 9)) * 20, WrongEncoding)],
)
def test_what_is_no_text_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        decode(data)


@pytest.mark.parametrize(
    ("name", "data", "format_name"),
    [
        ("a.md", b"# x", "markdown"),
        ("a.TXT", b"x", "text"),
        ("notes", b"x", "text"),
        ("a.pdf", b"%PDF-1.7", "pdf"),
        ("notes", b"%PDF-1.7", "pdf"),
        ("a.docx", b"%PDF-1.7", "pdf"),
        ("a.htm", b"<p>x</p>", "html"),
        ("a.md", b"<!DOCTYPE html><html>", "html"),
        ("a.tex", b"x", "latex"),
        ("a.txt", b"% x\n\\documentclass{article}", "latex"),
        ("a.ipynb", b"{}", "notebook"),
        ("a.json", b'{"cells": [], "nbformat": 4}', "notebook"),
        ("a.vtt", b"x", "captions"),
        ("a.txt", b"WEBVTT\n\n", "captions"),
        ("a.txt", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nx", "captions"),
    ],
)
def test_a_file_is_read_as_what_it_is(name: str, data: bytes, format_name: str) -> None:
    assert format_of(name, data) == format_name


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"PK\x03\x04", "damaged zip archive or Office document"),
        ("a.docx", b"words", "none inside"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "old Office document"),
        ("a.rtf", b"{\\rtf1", "rich-text"),
        ("a.md", b"\x89PNG", "a picture"),
        ("a.xyz", b"words", "kind .xyz"),
    ],
)
def test_another_file_is_refused_with_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnknownFormat, match=said):
        format_of(name, data)
