"""Finding words though their spelling in Unicode differs."""

from __future__ import annotations

import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from decks.folding import fold

TEXT = st.text(max_size=200)


@given(TEXT)
def test_every_folded_character_comes_from_somewhere_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True)
    )
    assert list(folded.starts) == sorted(folded.starts)


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXT, st.data())
def test_what_stands_in_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wanted = text[start:end]
    if fold(wanted).text and not unicodedata.combining(wanted[0]):
        found = fold(text).find(wanted)
        assert found is not None
        assert fold(wanted).text in fold(text[slice(*found)]).text


def test_case_space_quotes_and_accents_do_not_matter() -> None:
    text = "He said:  “Caf\u0065\u0301 au\nlait”\u200b — now."
    found = fold(text).find('"CAFÉ AU LAIT" - NOW')
    assert found is not None
    assert text[slice(*found)].startswith("“Caf")


def test_a_megabyte_folds_in_linear_time() -> None:
    started = time.process_time()
    fold("a\u0301" * 250_000 + " " * 500_000)
    assert time.process_time() - started < 5
