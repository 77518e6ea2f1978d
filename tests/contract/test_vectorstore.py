"""What every `NeighbourIndex` owes its callers. The note under a test says what is probably wrong.

The server is Chroma's own, started for the tests on 127.0.0.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.chroma_server import chroma_server
from tests.vectorstore_samples import COURSE, IDENTITY, entries, entry, random_vectors
from vectorstore.exact import ExactIndex
from vectorstore.folder import open_folder
from vectorstore.port import Entry, NeighbourIndex
from vectorstore.server import open_server

X, Y, Z = np.eye(8, dtype=np.float32)[:3]


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server that serves these tests alone."""
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url


def _opened(name: str, request: pytest.FixtureRequest, folder: Path) -> NeighbourIndex:
    if name == "exact":
        return ExactIndex()
    if name == "folder":
        return open_folder(folder / "index", IDENTITY)
    index = open_server(request.getfixturevalue("server_url"), IDENTITY, fresh=True)
    index.rebuild([])
    return index


@pytest.fixture(
    params=[
        "exact",
        "folder",
        pytest.param("server", marks=[pytest.mark.loopback, pytest.mark.enable_socket]),
    ]
)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NeighbourIndex]:
    opened = _opened(str(request.param), request, tmp_path)
    yield opened
    opened.close()


def _found(index: NeighbourIndex, vector: np.ndarray, limit: int = 10, **where: str) -> list[str]:
    return [
        near.id for near in index.search(vector, limit=limit, **({"course_id": COURSE} | where))
    ]


def test_an_empty_index_finds_and_holds_nothing(index: NeighbourIndex) -> None:
    assert index.search(X, limit=5, course_id=COURSE) == []
    assert index.ids() == frozenset()
    index.upsert([])
    index.remove([])
    # Probably wrong: an empty batch reaches the store, which refuses it.


def test_the_nearest_comes_first_with_its_exact_cosine(index: NeighbourIndex) -> None:
    held = entries(random_vectors(60))
    index.upsert(held)
    found = index.search(held[7].vector, limit=60, course_id=COURSE)
    assert found[0].id == held[7].id
    assert found[0].score == pytest.approx(1.0, abs=1e-6)
    cosines = {one.id: float(held[7].vector @ one.vector) for one in held}
    assert [near.score for near in found] == pytest.approx(
        sorted(cosines.values(), reverse=True), abs=1e-6
    )
    assert all(near.score <= 1.0 and abs(cosines[near.id] - near.score) < 1e-6 for near in found)
    # Probably wrong: a distance is handed back as a score, or the space is not the cosine's.


def test_scores_and_order_equal_those_of_the_exact_index(index: NeighbourIndex) -> None:
    held = entries(random_vectors(200))
    exact = ExactIndex()
    for store in (index, exact):
        store.upsert(held)
    for query in random_vectors(10, seed=5):
        assert index.search(query, limit=8, course_id=COURSE) == exact.search(
            query, limit=8, course_id=COURSE
        )
    # Probably wrong: the store rescales vectors, so that last bits and ties change.


def test_ties_are_ordered_by_id(index: NeighbourIndex) -> None:
    index.upsert([entry(name, X) for name in ("d", "b", "e", "a", "c")] + [entry("z", Y)])
    assert _found(index, X) == ["a", "b", "c", "d", "e", "z"]
    assert _found(index, X, limit=2) == ["a", "b"]
    # Probably wrong: the order of the store is kept among equals.


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (-1, 0), (1, 1), (3, 3), (100, 5)])
def test_at_most_the_limit_is_found(index: NeighbourIndex, limit: int, count: int) -> None:
    index.upsert(entries(random_vectors(5)))
    assert len(_found(index, X, limit=limit)) == count
    # Probably wrong: candidates are handed back uncut, or the store refuses a limit above its size.


def test_only_entries_of_the_course_deck_and_kind_are_found(index: NeighbourIndex) -> None:
    index.upsert(
        [
            entry("card", X),
            entry("passage", X, kind="passage"),
            entry("other-deck", X, deck="dck_two"),
            entry("other-course", X, course="crs_two"),
        ]
    )
    assert _found(index, X) == ["card", "other-deck", "passage"]
    assert _found(index, X, deck_id="dck_one") == ["card", "passage"]
    assert _found(index, X, kind="card") == ["card", "other-deck"]
    assert _found(index, X, deck_id="dck_one", kind="passage") == ["passage"]
    assert _found(index, X, course_id="crs_two") == ["other-course"]
    assert _found(index, X, course_id="crs_none") == []
    # Probably wrong: filtering after the search instead of in it, or one term is dropped.


def test_a_nearby_crowd_of_another_course_hides_nothing(index: NeighbourIndex) -> None:
    crowd = [entry(f"crowd_{place:03d}", X, course="crs_two") for place in range(300)]
    index.upsert([*crowd, entry("mine", Y)])
    assert _found(index, X, limit=3) == ["mine"]
    # Probably wrong: the course is filtered after the candidates were taken.


def test_upserting_again_changes_nothing_and_replaces_by_id(index: NeighbourIndex) -> None:
    for _ in range(3):
        index.upsert([entry("a", X), entry("b", Y)])
    assert index.ids() == {"a", "b"}
    index.upsert([entry("a", Z, deck="dck_two", kind="passage")])
    assert _found(index, Z, deck_id="dck_two", kind="passage") == ["a"]
    assert _found(index, X, deck_id="dck_one") == ["b"]
    # Probably wrong: add instead of upsert, or old metadata stays.


def test_of_two_entries_with_one_id_the_later_counts(index: NeighbourIndex) -> None:
    index.upsert([entry("a", X), entry("a", Y)])
    assert index.search(Y, limit=1, course_id=COURSE)[0].score == pytest.approx(1.0)
    # Probably wrong: the store refuses a batch with a repeated id.


def test_removing_is_final_and_unknown_ids_are_no_error(index: NeighbourIndex) -> None:
    index.upsert([entry("a", X), entry("b", Y)])
    for _ in range(2):
        index.remove(["a", "never-there", "a"])
    assert index.ids() == {"b"}
    assert _found(index, X) == ["b"]
    index.upsert([entry("a", X)])
    assert _found(index, X) == ["a", "b"]
    # Probably wrong: the store refuses an unknown or repeated id.


def test_more_entries_than_one_write_takes_all_arrive(index: NeighbourIndex) -> None:
    held = entries(random_vectors(601))
    index.upsert(held)
    assert index.ids() == {one.id for one in held}
    index.remove([one.id for one in held[:600]])
    assert index.ids() == {held[600].id}
    # Probably wrong: the last, shorter batch is lost.


def test_a_rebuild_replaces_everything(index: NeighbourIndex) -> None:
    index.upsert(entries(random_vectors(20), prefix="old"))
    held = entries(random_vectors(300, seed=1), prefix="new")
    assert index.rebuild(iter(held)) == 300
    assert index.ids() == {one.id for one in held}
    assert _found(index, held[3].vector, limit=1) == [held[3].id]
    index.upsert([entry("later", X)])
    assert "later" in index.ids()
    assert index.rebuild([]) == 0
    assert index.ids() == frozenset()
    # Probably wrong: old entries stay, or the handle still points to what was dropped.


def test_a_rebuild_that_fails_on_the_way_loses_nothing(index: NeighbourIndex) -> None:
    held = entries(random_vectors(10))
    index.upsert(held)

    def broken() -> Iterator[Entry]:
        yield from entries(random_vectors(400), prefix="new")
        raise LookupError("the source of entries failed")

    with pytest.raises(LookupError):
        index.rebuild(broken())
    assert index.ids() == {one.id for one in held}
    assert _found(index, held[0].vector, limit=1) == [held[0].id]
    # Probably wrong: the old entries are dropped before the new ones are all there.


def test_a_vector_of_another_length_is_refused(index: NeighbourIndex) -> None:
    index.upsert([entry("a", X)])
    with pytest.raises(ValueError):  # noqa: PT011 - the wording is the adapter's own
        index.search(np.ones(3, dtype=np.float32), limit=1, course_id=COURSE)
    # Probably wrong: the length is not checked, and the store's own error comes out.


def test_threads_may_share_one_index(index: NeighbourIndex) -> None:
    held = entries(random_vectors(80))

    def work(place: int) -> None:
        index.upsert(held[place * 20 : place * 20 + 20])
        index.search(held[place * 20].vector, limit=5, course_id=COURSE)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert index.ids() == {one.id for one in held}
    # Probably wrong: unlocked state of one call on the object.
