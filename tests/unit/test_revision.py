"""Two versions of one source: where words went, and what stands in their place."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from authoring.readers.markdown import read
from authoring.revision import align
from decks.ids import text_hash
from decks.sources import SourceVersion

NOW = datetime(2026, 11, 24, tzinfo=UTC)
OLD = "# Cells\n\nA cell is a room.\n\nA wall is rigid.\n\nA leaf is green.\n"


def version(text: str) -> SourceVersion:
    reading = read(text.encode(), "a.md")
    return SourceVersion(
        id=text_hash(text)[:12],
        source_id="src_a",
        format=reading.format,
        extractor=reading.extractor,
        text=reading.text,
        text_hash=text_hash(reading.text),
        spans=reading.spans,
        created_at=NOW,
    )


def cited(source: SourceVersion, words: str):  # type: ignore[no-untyped-def]  # a short helper
    start = source.text.index(words)
    return source.cite(start, start + len(words))


def test_words_that_moved_are_found_where_they_stand_now() -> None:
    old, new = version(OLD), version("# Cells\n\nNew first.\n\n" + OLD.partition("\n\n")[2])
    moved = align(old, new).move(cited(old, "wall is rigid"))
    assert moved is not None
    assert (moved.version_id, moved.quote) == (new.id, "wall is rigid")
    assert new.text[moved.start : moved.end] == moved.quote


def test_words_in_another_order_of_paragraphs_are_found() -> None:
    old = version(OLD)
    new = version("# Cells\n\nA leaf is green.\n\nA wall is rigid.\n\nA cell is a room.\n")
    for words in ("A cell is a room.", "A wall is rigid.", "A leaf is green."):
        moved = align(old, new).move(cited(old, words))
        assert moved is not None
        assert moved.quote == words


def test_words_that_were_only_set_anew_are_found_as_they_stand() -> None:
    old, new = version(OLD), version(OLD.replace("wall is rigid", "wall\nis  rigid"))
    moved = align(old, new).move(cited(old, "A wall is rigid."))
    assert moved is not None
    assert moved.quote == "A wall\nis  rigid."


def test_words_that_changed_are_told_with_what_stands_there_now() -> None:
    old, new = version(OLD), version(OLD.replace("wall is rigid", "membrane is soft"))
    citation = cited(old, "wall is rigid")
    both = align(old, new)
    assert both.move(citation) is None
    assert both.difference(citation) == ("A wall is rigid.", "A membrane is soft.")
    instead = both.instead(citation)
    assert instead is not None
    assert instead.quote == "A membrane is soft."


def test_of_words_that_were_taken_out_nothing_stands_there() -> None:
    old, new = version(OLD), version(OLD.replace("A wall is rigid.\n\n", ""))
    both, citation = align(old, new), cited(old, "wall is rigid")
    assert (both.move(citation), both.instead(citation)) == (None, None)
    assert both.difference(citation) == ("A wall is rigid.", "")


PARAGRAPHS = st.lists(
    st.text(alphabet="abc é\u0301\U0001f642$", min_size=1, max_size=20).filter(str.strip),
    min_size=1,
    max_size=12,
)


@given(PARAGRAPHS, PARAGRAPHS, st.data())
def test_a_moved_citation_quotes_what_stands_at_its_place(
    ours: list[str], theirs: list[str], data: st.DataObject
) -> None:
    old, new = version("\n\n".join(ours)), version("\n\n".join(theirs))
    start = data.draw(st.integers(0, len(old.text) - 1))
    end = data.draw(st.integers(start + 1, len(old.text)))
    citation = old.cite(start, end)
    both = align(old, new)
    moved = both.move(citation)
    if moved is not None:
        assert new.text[moved.start : moved.end] == moved.quote
    instead = both.instead(citation)
    assert instead is None or new.text[instead.start : instead.end] == instead.quote
    itself = align(old, old).move(citation)
    assert itself == citation


def test_a_text_of_very_many_equal_lines_takes_no_long() -> None:
    text = "A line.\n\n" * 8_000
    old, new = version(text + "The end."), version("Begin.\n\n" + text + "The end.")
    moved = align(old, new).move(cited(old, "The end."))
    assert moved is not None
    assert moved.quote == "The end."
