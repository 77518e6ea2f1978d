"""Whatever is done to an index, it holds and finds what a plain dictionary would."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.vectorstore_samples import IDENTITY, entry, random_vectors
from vectorstore.exact import ExactIndex
from vectorstore.folder import open_folder
from vectorstore.port import Entry, NeighbourIndex

VECTORS = random_vectors(12)
COURSES, DECKS, KINDS = ("crs_1", "crs_2"), ("dck_1", "dck_2"), ("card", "passage")

made_entries = st.builds(
    lambda number, vector, course, deck, kind: entry(
        f"id{number}", VECTORS[vector], course, deck, kind
    ),
    st.integers(0, 20),
    st.integers(0, len(VECTORS) - 1),
    st.sampled_from(COURSES),
    st.sampled_from(DECKS),
    st.sampled_from(KINDS),
)


class IndexAgainstDictionary(RuleBasedStateMachine):
    """The index does what the dictionary does; subclasses say which index."""

    index: NeighbourIndex

    def open(self) -> NeighbourIndex:
        return ExactIndex()

    @initialize()
    def begin(self) -> None:
        self.model: dict[str, Entry] = {}
        self.index = self.open()

    @rule(entries=st.lists(made_entries, max_size=8))
    def upsert(self, entries: list[Entry]) -> None:
        self.index.upsert(entries)
        self.model.update((one.id, one) for one in entries)

    @rule(numbers=st.lists(st.integers(0, 25), max_size=6))
    def remove(self, numbers: list[int]) -> None:
        self.index.remove([f"id{number}" for number in numbers])
        for number in numbers:
            self.model.pop(f"id{number}", None)

    @rule(entries=st.lists(made_entries, max_size=8))
    def rebuild(self, entries: list[Entry]) -> None:
        self.model = {one.id: one for one in entries}
        assert self.index.rebuild(iter(entries)) == len(self.model)

    @rule(
        query=st.integers(0, len(VECTORS) - 1),
        limit=st.integers(0, 8),
        course=st.sampled_from(COURSES),
        deck=st.none() | st.sampled_from(DECKS),
        kind=st.none() | st.sampled_from(KINDS),
    )
    def search(
        self, query: int, limit: int, course: str, deck: str | None, kind: str | None
    ) -> None:
        found = self.index.search(
            VECTORS[query], limit=limit, course_id=course, deck_id=deck, kind=kind
        )
        fitting = [
            (-round(float(np.sum(one.vector * VECTORS[query])), 5), one.id)
            for one in self.model.values()
            if one.course_id == course and deck in (None, one.deck_id) and kind in (None, one.kind)
        ]
        assert [(-round(near.score, 5), near.id) for near in found] == sorted(fitting)[:limit]

    @invariant()
    def ids_are_those_of_the_dictionary(self) -> None:
        if hasattr(self, "model"):
            assert self.index.ids() == frozenset(self.model)

    def teardown(self) -> None:
        if hasattr(self, "index"):
            self.index.close()


class FolderAgainstDictionary(IndexAgainstDictionary):
    """As above, in a folder that is closed and opened again in between."""

    def open(self) -> NeighbourIndex:
        if not hasattr(self, "place"):
            self.place = Path(tempfile.mkdtemp(prefix="index-model-"))
        return open_folder(self.place / "index", IDENTITY)

    @precondition(lambda self: hasattr(self, "place"))
    @rule()
    def reopen(self) -> None:
        self.index.close()
        self.index = self.open()

    def teardown(self) -> None:
        super().teardown()
        if hasattr(self, "place"):
            shutil.rmtree(self.place)


def test_the_exact_index_is_a_dictionary_that_searches() -> None:
    run_state_machine_as_test(
        IndexAgainstDictionary, settings=settings(max_examples=60, stateful_step_count=25)
    )


def test_the_folder_is_a_dictionary_that_searches() -> None:
    run_state_machine_as_test(
        FolderAgainstDictionary,
        settings=settings(
            max_examples=5,
            stateful_step_count=15,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
