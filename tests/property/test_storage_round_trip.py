"""Every noun comes back from the database as it went in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sqlalchemy import Engine, create_engine, delete, insert, select

from decks.grading import Grade
from storage import mapping
from storage.mapping import Mapped, to_bytes, to_vector
from storage.tables import metadata
from tests import storage_samples as samples

EACH: list[tuple[Mapped[Any], st.SearchStrategy[Any], tuple[str, ...]]] = [
    (mapping.people, samples.people, ()),
    (mapping.courses, samples.courses, ()),
    (mapping.decks, samples.decks, ()),
    (mapping.sources, samples.sources, ()),
    (mapping.source_versions, samples.source_versions(), ()),
    (mapping.passages, samples.passages, ()),
    (mapping.uploads, samples.uploads, ()),
    (mapping.briefs, samples.briefs, ()),
    (mapping.set_asides, samples.set_asides, ()),
    (mapping.passage_tasks, samples.passage_tasks, ()),
    (mapping.drafts, samples.drafts, ("citations",)),
    (mapping.decisions, samples.decisions, ()),
    (mapping.analogies, samples.analogies, ()),
    (mapping.cards, samples.cards, ("version",)),
    (mapping.card_versions, samples.card_versions, ("citations",)),
    (mapping.draft_citations, samples.citations(), ()),
    (mapping.card_citations, samples.citations(), ()),
    (mapping.answers, samples.answers, ("text",)),
    (mapping.grades, samples.grades, ()),
    (mapping.review_logs, samples.review_logs(), ()),
    (mapping.memory_states, samples.memory_states, ()),
    (mapping.claims, samples.claims, ()),
    (mapping.rulings, samples.rulings, ()),
    (mapping.reversals, samples.reversals, ()),
    (mapping.notices, samples.notices, ()),
    (mapping.labels, samples.labels, ()),
    (mapping.standards, samples.standards, ()),
    (mapping.study_sessions, samples.study_sessions, ()),
    (mapping.card_marks, samples.card_marks, ()),
]
FURTHER: dict[str, dict[str, object]] = {
    "cards": {"current": 1},
    "uploads": {"data": b"words"},
    "draft_citations": {"owner_id": "o", "ordinal": 0},
    "card_citations": {"owner_id": "o", "ordinal": 0},
    "memory_states": {"learner_id": "l", "card_id": "c"},
}


@pytest.fixture(scope="module")
def tables() -> Iterator[Engine]:
    """Tables in memory, without triggers and foreign keys: one row at a time is looked at."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(("mapped", "nouns", "apart"), EACH, ids=lambda each: _name(each))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_noun_comes_back_from_its_row_as_it_was(
    tables: Engine,
    mapped: Mapped[Any],
    nouns: st.SearchStrategy[Any],
    apart: tuple[str, ...],
    data: st.DataObject,
) -> None:
    noun = data.draw(nouns)
    with tables.begin() as connection:
        connection.execute(delete(mapped.table))
        row = mapped.row(noun, **FURTHER.get(mapped.table.name, {}))
        connection.execute(insert(mapped.table), [row])
        back = connection.execute(select(mapped.table)).mappings().one()
    assert mapped.noun(back, **{name: getattr(noun, name) for name in apart}) == noun


def test_every_column_that_is_no_key_of_its_own_holds_a_field() -> None:
    """A field added to a noun without a column would be lost; a column without a field, dead."""
    own = {"seq", "owner_id", "ordinal", "learner_id", "card_id", "current", "data"}
    for mapped, _, apart in EACH:
        fields = set(mapped.kind.model_fields)
        columns = {column.name for column in mapped.table.columns}
        assert fields - columns == set(apart), mapped.table.name
        assert columns - fields <= own, mapped.table.name


@given(
    moment=st.datetimes(
        samples.EARLIEST,
        samples.LATEST,
        timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_time_of_any_zone_comes_back_as_the_same_moment_in_utc(
    tables: Engine, moment: datetime
) -> None:
    table = metadata.tables["people"]
    row = {"id": "per_x", "name": "x", "role": "owner", "zone": "UTC", "created_at": moment}
    with tables.begin() as connection:
        connection.execute(delete(table))
        connection.execute(insert(table), [row])
        back = connection.execute(select(table.c.created_at)).scalar_one()
    assert back == moment
    assert back.utcoffset() == timedelta(0)


@given(vector=arrays(np.float32, st.integers(1, 40), elements=st.floats(width=32)))
def test_a_vector_comes_back_bit_for_bit_and_is_stored_little_endian(
    vector: np.ndarray[Any, np.dtype[np.float32]],
) -> None:
    assert to_vector(to_bytes(vector)).tobytes() == vector.tobytes()
    assert to_bytes(vector) == vector.astype("<f4").tobytes()
    assert to_vector(to_bytes(vector)).flags.writeable


@given(grade=samples.grades)
def test_a_grade_and_the_words_it_quotes_part_and_come_together(grade: Grade) -> None:
    whole = mapping.grades.row(grade)["result"]
    bare, words = mapping.words_apart(whole)
    assert mapping.words_together(bare, words) == whole
    erased = mapping.words_together(bare, None)
    assert Grade.model_validate({**grade.model_dump(), "result": erased}).answer_id


def _name(each: Any) -> str | None:
    return each.table.name if isinstance(each, Mapped) else None
