"""ChromaIndex: the NeighbourIndex port on a Chroma client, be it a folder's or a server's.

Chroma finds candidates, we rank them. Its graph search is approximate, so it is asked for more
than is wanted, and the candidates' own vectors, which it hands back, are scored exactly. With the
graph below recall@10 is above 0.99 on 10,000 random vectors of 384 numbers, the hardest case there
is; Chroma's defaults reach 0.5 there (on clustered vectors, as texts give, both reach 1.0). A crowd
of equal vectors can cut an entry off from the graph: where fewer candidates come back than were
asked for, everything that fits the filter is fetched and ranked.

Vectors are of unit length, so their inner product is the cosine. The space is "ip" and not "cosine"
because in a cosine space Chroma rescales what it stores, which changes the last bits; in an "ip"
space the very bits come back, and scores and ties equal those of `ExactIndex`.

Only our own vectors go in: Chroma's default embedding function would download a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from decks.errors import CardwrightError, IndexMismatch
from vectorstore.client import let_go
from vectorstore.exact import nearest
from vectorstore.port import Entry, IndexIdentity, Neighbour

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

BATCH = 250
"""Entries in one write, which is there as a whole or not at all."""
NAME = "cardwright"
"""One name for every model, so that an index of another model is found and refused."""

_CANDIDATES_PER_WANTED, _FEWEST_CANDIDATES = 4, 50
_GRAPH = {"space": "ip", "ef_construction": 100, "ef_search": 800, "max_neighbors": 32}

Result = TypeVar("Result")
Explain = Callable[[BaseException], CardwrightError]
"""What a failure of Chroma means where this index lives, as an error with one clear sentence."""


class ChromaIndex:
    """An index in one collection of a Chroma client; thread-safe as Chroma is.

    With `fresh` it starts as an empty collection beside whatever is stored, which takes the stored
    one's place when `rebuild` has filled it; what is written before that is not kept.
    Raises `IndexMismatch` when the stored collection was made by another embedding model, and what
    `explain` makes of everything that Chroma raises.
    """

    def __init__(
        self, client: Client, identity: IndexIdentity, explain: Explain, *, fresh: bool = False
    ) -> None:
        self._client = client
        self._identity = identity
        self._explain = explain
        self._collection = self._staged() if fresh else self._opened()

    def upsert(self, entries: Sequence[Entry]) -> None:
        """Adds or replaces entries by id, 250 a write; of two with one id the later counts.

        Raises `ValueError` for a vector of another length, before anything is written.
        """
        for batch in list(_batches(self._checked(entries))):
            self._try(partial(_write, batch))

    def remove(self, ids: Sequence[str]) -> None:
        """Removes entries; unknown ids are no error."""
        for batch in _batches(sorted(set(ids))):
            self._try(partial(_delete, batch))

    def search(
        self,
        vector: NDArray[np.float32],
        *,
        limit: int,
        course_id: str,
        deck_id: str | None = None,
        kind: str | None = None,
    ) -> list[Neighbour]:
        """The nearest entries of the course, best first, ties by id; at most `limit`."""
        self._check(vector)
        if limit < 1:
            return []
        where = _where(course_id, deck_id, kind)
        asked = max(_CANDIDATES_PER_WANTED * limit, _FEWEST_CANDIDATES)
        ids, rows = self._candidates(vector, asked, where)
        if len(ids) < asked:  # few fit, or the graph does not reach them: then look at all that fit
            ids, rows = self._fitting(where)
        return nearest(ids, rows.reshape(len(ids), self._identity.dimension), vector, limit)

    def _candidates(
        self, vector: NDArray[np.float32], count: int, where: Where
    ) -> tuple[list[str], NDArray[np.float32]]:
        found = self._try(
            lambda collection: collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=count,
                where=where,
                include=["embeddings"],
            )
        )
        return found["ids"][0], np.asarray((found["embeddings"] or [[]])[0], dtype=np.float32)

    def _fitting(self, where: Where) -> tuple[list[str], NDArray[np.float32]]:
        found = self._try(lambda collection: collection.get(where=where, include=["embeddings"]))
        return found["ids"], np.asarray(found["embeddings"], dtype=np.float32)

    def ids(self) -> frozenset[str]:
        """Every id held."""
        return frozenset(self._try(lambda collection: collection.get(include=[]))["ids"])

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replaces everything by these entries and returns how many there are.

        They are written beside the stored collection, which is dropped when all are there.
        """
        staged = self._staged()
        for batch in _batches(entries):
            kept = self._checked(batch)
            with self._plainly():
                _write(kept, staged)
        with self._plainly():
            count = staged.count()
            self._drop(NAME)
            staged.modify(name=NAME)
        self._collection = staged
        return count

    def close(self) -> None:
        """Lets go of the client; closing twice is no error."""
        if "_client" in self.__dict__:
            let_go(self._client)
            del self._client, self._collection  # they would keep the database file open

    def _opened(self) -> Collection:
        with self._plainly():
            collection = self._client.get_or_create_collection(NAME, **self._made_of())
        stored = dict(collection.metadata or {})
        if stored != self._metadata():
            raise IndexMismatch(
                f"The vector index was made by the embedding model {stored.get('model', 'unknown')}"
                f" and not by {self._identity.key}: run cardwright rebuild-index."
            )
        return collection

    def _staged(self) -> Collection:
        name = f"{NAME}-next"
        with self._plainly():
            self._drop(name)
            return self._client.create_collection(name, **self._made_of())

    def _drop(self, name: str) -> None:
        if any(held.name == name for held in self._client.list_collections()):
            self._client.delete_collection(name)

    def _made_of(self) -> dict[str, Any]:
        return {
            "embedding_function": None,
            "metadata": self._metadata(),
            "configuration": {"hnsw": dict(_GRAPH)},
        }

    def _metadata(self) -> dict[str, str | int]:
        made_by = self._identity
        return {"model": made_by.key, "sha256": made_by.sha256, "dimension": made_by.dimension}

    def _checked(self, entries: Iterable[Entry]) -> list[Entry]:
        last = {entry.id: entry for entry in entries}
        for entry in last.values():
            self._check(entry.vector)
        return list(last.values())

    def _check(self, vector: NDArray[np.float32]) -> None:
        if vector.shape != (self._identity.dimension,):
            raise ValueError(
                f"a vector of this index has {self._identity.dimension} numbers, "
                f"not the shape {vector.shape}"
            )

    def _try(self, act: Callable[[Collection], Result]) -> Result:
        """Does it, once more where another process's rebuild replaced the collection meanwhile."""
        from chromadb.errors import NotFoundError

        with self._plainly():
            try:
                return act(self._collection)
            except NotFoundError:
                self._collection = self._opened()
                return act(self._collection)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        with plainly(self._explain):
            yield


@contextmanager
def plainly(explain: Explain) -> Iterator[None]:
    """Turns whatever Chroma raises into the sentence that `explain` has for it.

    Panics of Chroma's Rust part are no `Exception`, so they are known by name.
    """
    try:
        yield
    except CardwrightError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise explain(error) from error
        raise


def _batches(items: Iterable[Result]) -> Iterator[list[Result]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _delete(batch: list[str], collection: Collection) -> None:
    collection.delete(ids=batch)


def _write(batch: Sequence[Entry], collection: Collection) -> None:
    collection.upsert(
        ids=[entry.id for entry in batch],
        embeddings=np.stack([entry.vector for entry in batch]),
        metadatas=[
            {"course": entry.course_id, "deck": entry.deck_id, "kind": entry.kind}
            for entry in batch
        ],
    )


def _where(course_id: str, deck_id: str | None, kind: str | None) -> Where:
    wanted = {"course": course_id, "deck": deck_id, "kind": kind}
    terms: list[Any] = [{name: value} for name, value in wanted.items() if value is not None]
    return {"$and": terms} if len(terms) > 1 else terms[0]
