"""Deck JSONL: what a bad line says, what hand-written lines may hold, the documented example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decks.errors import BadRecord, EmptyFile, NewerData
from decks.exchange.jsonl import dump, load
from decks.exchange.record import RECORD_TYPES

HEADER = '{"cardwright": "deck", "version": 1}'
DECK = (
    '{"type": "deck", "id": "dck_a", "course_id": "crs_a", "name": "D", '
    '"created_at": "2026-11-23T12:00:00Z"}'
)
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "deck-jsonl.md"


def _examples() -> list[list[str]]:
    blocks = re.findall(r"```jsonl\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return [block.strip().split("\n") for block in blocks]


def test_the_documented_deck_loads_and_comes_out_as_it_stands() -> None:
    example = _examples()[0]
    loaded = load(example)
    assert loaded.bundle is not None
    assert loaded.problems == ()
    assert list(dump(loaded.bundle)) == example


def test_the_documented_plain_cards_load() -> None:
    loaded = load(_examples()[1])
    assert loaded.bundle is None
    assert [card.line for card in loaded.plain] == [1, 2]
    assert loaded.plain[1].content.key_points[1].weight == 2
    assert loaded.plain[1].analogies[0].text


def test_every_record_type_and_field_is_documented() -> None:
    text = PAGE.read_text("utf-8")
    for kind in RECORD_TYPES:
        row = re.search(rf"^\| `{kind.name}` \|(.*)$", text, re.MULTILINE)
        assert row, kind.name
        named = set(re.findall(r"`(\w+)`", row.group(1)))
        assert set(kind.noun.model_fields) <= named, kind.name


def test_plain_cards_may_stand_among_the_records_of_a_deck() -> None:
    loaded = load([HEADER, DECK, '{"question": "q?", "answer": "a"}'])
    assert loaded.bundle is not None
    assert loaded.plain[0].content.core_answer == "a"


def test_a_record_that_points_nowhere_is_told() -> None:
    passage = (
        '{"type": "passage", "id": "psg_a", "version_id": "ver_x", "ordinal": 0, '
        '"first_span": 0, "last_span": 0, "start": 0, "end": 1}'
    )
    assert load([HEADER, DECK, passage]).problems == (
        "1 passage record with a version_id that is not in this file.",
    )


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["[1]"], "Line 1: a record is a JSON object"),
        ([HEADER, DECK, "{"], "Line 3: not JSON"),
        ([HEADER, DECK, "", "{"], "Line 4: not JSON"),
        ([HEADER, DECK, '{"type": "horse"}'], "Line 3: type"),
        ([HEADER, DECK, '{"type": ["deck"]}'], "Line 3: type"),
        ([HEADER, DECK, DECK], "Line 3: id: line 2 has this deck"),
        ([HEADER, DECK, HEADER], "Line 3: the header"),
        ([HEADER], "0 deck records"),
        ([HEADER, DECK.replace('"D"', "5")], "Line 2: name"),
        ([HEADER, DECK.replace("2026-11-23T12:00:00Z", "2026-11-23T12:00:00")], "without a zone"),
        ([HEADER, DECK.replace('"D"', '"D", "horse": 1')], "Line 2: horse"),
        ([DECK], "Line 1: a record with a type needs the header"),
        (['{"question": "a", "question": "b"}'], "Line 1: 'question' stands twice"),
        (['{"question": "a", "key_points": [{"text": "b", "weight": NaN}]}'], "Line 1: NaN"),
        (['{"question": "\\ud800"}'], "Line 1: half of a surrogate pair"),
        (['{"question": "\ud800"}'], "Line 1: half of a surrogate pair"),
        (["[" * 100_000], "Line 1: nested too deeply"),
        (['{"question": ' + "1" * 5000 + "}"], "Line 1: a number with too many digits"),
        (['{"question": "a", "key_points": 7}'], "Line 1: key_points"),
        (['{"question": " ", "answer": "a"}'], "Line 1: question"),
        (['{"answer": "a"}'], "Line 1: question"),
        (['{"question": "q", "answer": "a", "core_answer": "b"}'], "either answer or core_answer"),
        (['{"cardwright": "deck", "version": true}'], "Line 1: a deck starts with"),
        (['{"cardwright": "pack", "version": 1}'], "Line 1: a deck starts with"),
    ],
)
def test_a_bad_line_is_named_with_its_field(lines: list[str], says: str) -> None:
    with pytest.raises(BadRecord, match=re.escape(says)):
        load(lines)


def test_a_card_whose_version_is_missing_is_refused() -> None:
    card = '{"type": "card", "id": "crd_a", "deck_id": "dck_a", "version": "cdv_gone"}'
    with pytest.raises(BadRecord, match="Line 3: version"):
        load([HEADER, DECK, card])


def test_a_later_format_is_refused_with_what_to_do() -> None:
    with pytest.raises(NewerData, match="update Cardwright"):
        load(['{"cardwright": "deck", "version": 2}', "what this version cannot read"])


@pytest.mark.parametrize("lines", [[], [""], ["\ufeff", "  "]])
def test_no_record_at_all_is_an_empty_file(lines: list[str]) -> None:
    with pytest.raises(EmptyFile):
        load(lines)
