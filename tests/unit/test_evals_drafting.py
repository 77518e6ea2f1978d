"""The measures of drafting: gold questions read, and the test that a draft asks the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from authoring.gold import Gold, read_gold
from authoring.matching import Nearness, asks_the_same, content, likeness
from decks.cards import CardKind, DraftContent
from decks.errors import BadRecord, NotFound

FAR, NEAR, SAME = Nearness(0.3, 0.3), Nearness(0.65, 0.5), Nearness(0.9, 0.9)


def gold(question: str, answer: str, kind: str = "review") -> Gold:
    return Gold(line=1, kind=kind, question=question, answer=answer)


def draft(question: str, answer: str, kind: CardKind = CardKind.DEFINITION) -> DraftContent:
    return DraftContent(kind=kind, question=question, core_answer=answer)


def lines(tmp_path: Path, *rows: object) -> Path:
    place = tmp_path / "gold.jsonl"
    place.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return place


def test_only_kinds_that_notes_can_answer_are_counted(tmp_path: Path) -> None:
    rows = [
        {"kind": "glossary", "question": "cell", "answer": "unit of life"},
        {"kind": "art_connection", "question": "What is in the figure?", "answer": "a cell"},
        {"kind": "review", "question": None, "answer": "a cell"},
        {"kind": "review", "question": "Q?", "options": ["a", "b"], "answer": "a"},
    ]
    found = read_gold(lines(tmp_path, *rows))
    assert [(each.line, each.kind) for each in found] == [(1, "glossary"), (4, "review")]
    assert found[1].options == ("a", "b")


@pytest.mark.parametrize("row", [["list"], {"kind": "review"}, 7, None])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, row: object) -> None:
    with pytest.raises(BadRecord, match="Line 2"):
        read_gold(lines(tmp_path, {"kind": "review", "question": "Q?", "answer": "A"}, row))


def test_no_gold_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_gold(tmp_path / "nothing.jsonl")


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    place = tmp_path / "gold.jsonl"
    place.write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(BadRecord, match="UTF-8"):
        read_gold(place)


POLYPEPTIDE = gold("polypeptide", "long chain of amino acids linked by peptide bonds", "glossary")


@pytest.mark.parametrize(
    "asking",
    [
        draft("What is a polypeptide?", "A chain that a cell makes."),
        draft("What is a long chain of amino acids called?", "A polypeptide."),
        draft("What does “polypeptide” mean?", "Many peptides."),
        draft("What are polypeptides made of?", "Amino acids in a long chain."),
    ],
)
def test_a_term_is_asked_by_name_by_description_or_by_its_meaning(asking: DraftContent) -> None:
    assert asks_the_same(POLYPEPTIDE, asking, NEAR)


@pytest.mark.parametrize(
    "other",
    [
        draft("What is a ribosome?", "A place where a polypeptide is made of amino acids."),
        draft("What is a piece of a polypeptide called?", "An amino acid of the chain."),
        draft("What are polypeptides folded by?", "Helpers."),
    ],
)
def test_what_only_mentions_a_term_does_not_ask_for_it(other: DraftContent) -> None:
    assert not asks_the_same(POLYPEPTIDE, other, NEAR)


def test_nothing_far_away_in_meaning_is_the_same() -> None:
    assert not asks_the_same(POLYPEPTIDE, draft("What is a polypeptide?", "A chain."), FAR)


def test_a_plural_that_the_meaning_names_is_the_same_term() -> None:
    term = gold("flagellum", "(plural = flagella) long structure that moves a cell", "glossary")
    assert asks_the_same(term, draft("What are flagella?", "Long structures."), NEAR)


MONOMERS = gold("The monomers that make up proteins are called ________.", "amino acids")


def test_the_same_fact_is_the_same_question_in_both_directions() -> None:
    there = draft("What are the monomers that make up proteins?", "Amino acids.")
    back = draft("What are amino acids?", "The monomers that make up proteins.")
    assert asks_the_same(MONOMERS, there, NEAR)
    assert asks_the_same(MONOMERS, back, SAME)
    assert not asks_the_same(MONOMERS, back, NEAR)


def test_a_comparison_is_asked_only_by_a_comparison() -> None:
    asked = gold("How do walls and doors differ?", "Walls stay shut and doors open.")
    said = ("How do walls and doors differ?", "Walls stay shut, whereas doors open.")
    assert asks_the_same(asked, draft(*said, CardKind.CONTRAST), SAME)
    assert not asks_the_same(asked, draft(*said, CardKind.FACT), SAME)


def test_a_question_without_an_answer_is_never_counted_as_asked() -> None:
    asked = gold("What is the cell?", "")
    assert not asks_the_same(asked, draft("What is the cell?", "A unit of life."), SAME)


def test_shares_count_what_the_answer_adds_to_its_question() -> None:
    like = likeness(
        gold("What does the heart pump?", "the blood of the body"),
        draft("What does the heart pump?", "Blood."),
    )
    assert (like.topic, like.answer, like.asked, like.length) == (1.0, 0.5, 0.5, 2)


def test_words_are_compared_without_mark_up_and_by_their_stems() -> None:
    assert content("<em>E. coli</em> divides ________") == content("e coli dividing")
