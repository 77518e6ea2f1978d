"""CSV and TSV decks, real ones and hostile ones, and the one door for every format."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from decks.cards import DraftContent, KeyPoint
from decks.errors import BadRecord, EmptyFile, UnknownFormat, WrongEncoding
from decks.exchange.formats import detect, read_deck
from decks.exchange.plain import PlainCard, short_label
from decks.exchange.table import read_table, write_table


def _points(reference: str, question: str) -> tuple[KeyPoint, ...]:
    return (KeyPoint(text=reference[:100]),)


def test_a_csv_deck_comes_in_with_its_line_breaks(real_data: Path) -> None:
    data = (real_data / "decks" / "programming-basic.csv").read_bytes()
    cards = read_deck("programming-basic.csv", data, _points).plain
    rows = list(csv.reader(io.StringIO(data.decode())))
    assert len(cards) == len(rows) == 53
    first = cards[0].content
    assert (first.core_answer or "").split("\n")[1] == "Open/closed principle"
    assert all(not card.content.missing for card in cards)


def test_a_tsv_deck_comes_in_whole_with_its_quotes(real_data: Path) -> None:
    data = (real_data / "decks" / "cs-flash-cards-quizlet.tsv").read_bytes()
    cards = read_deck("quizlet.tsv", data, _points).plain
    lines = [line for line in data.decode().split("\n") if line]
    assert len(cards) == len(lines) == 914
    for card, line in zip(cards, lines, strict=True):
        term, _, definition = line.partition("\t")
        assert card.content.question == term.strip()
        assert card.content.core_answer == definition.strip()


def test_a_header_names_the_columns() -> None:
    cards = read_table("Back,Front,Tags,Other\nanswer,question?,t,ignored\n")
    assert cards[0].content.question == "question?"
    assert cards[0].content.core_answer == "answer"
    assert cards[0].content.tags == ("t",)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_an_exported_cell_never_starts_like_a_formula(start: str) -> None:
    evil = start + 'HYPERLINK("http://example.invalid")'
    card = PlainCard(DraftContent(question=evil, core_answer=evil, label=evil))
    table = write_table([card])
    cells = list(csv.reader(io.StringIO(table, newline="")))[1]
    assert all(cell.startswith("'") for cell in cells if cell)
    assert read_table(table)[0].content == card.content


def test_numbers_stay_numbers() -> None:
    card = PlainCard(DraftContent(question="2 - 7", core_answer="-5"))
    assert ",-5," in write_table([card])


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ("", EmptyFile),
        ("question,answer\n", EmptyFile),
        ("one cell\nanother\n", UnknownFormat),
        ("a,b,c,d,e\n", BadRecord),
        ("q,a\n,orphan\n", BadRecord),
        ("question,answer,answer\n1,2,3\n", BadRecord),
        ('a,"b\n', BadRecord),
        ("a," + "x" * 200_000, BadRecord),
    ],
)
def test_a_bad_table_is_one_clear_error(table: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"\.$"):
        read_table(table, ",")


def test_the_format_is_told_by_name_then_by_text() -> None:
    assert detect("deck.jsonl", "") == "jsonl"
    assert detect("x.txt", '{"question": "q"}') == "jsonl"
    assert detect("x.txt", "What?\nThis. Analogy: that.") == "page"
    assert detect("-", "a\tb\nc\td\n") == "tsv"
    with pytest.raises(UnknownFormat, match="as notes"):
        detect("notes.txt", "Some prose. More prose.")


def test_bytes_that_are_no_text_are_told_apart_from_an_empty_file() -> None:
    with pytest.raises(WrongEncoding, match="UTF-8"):
        read_deck("x.csv", b"caf\xe9,b", _points)
    with pytest.raises(EmptyFile):
        read_deck("x.csv", b"\xef\xbb\xbf\r\n", _points)
    assert len(read_deck("x.csv", "é,b".encode("utf-16"), _points).plain) == 1


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("What is the primary goal of an autoencoder?", "primary goal of an autoencoder"),
        ("What is Hamming Code?", "Hamming Code"),
        ("Name three layers of skin.", "layers of skin"),
        ("Describe the Krebs cycle.", "Krebs cycle"),
        ("2^16", "2^16"),
        ("?", "?"),
    ],
)
def test_a_label_names_what_is_asked_about(question: str, label: str) -> None:
    assert short_label(question) == label
