"""Keeping the vector index in step with SQL, which is the truth.

Verbs only write what should be indexed (`unit.index`), in the transaction of the data it is
about; `settle` carries the queue over to the index. Where another process holds the index folder
the queue waits, and `near` searches the vectors that SQL keeps, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from decks.errors import IndexMismatch, Locked, WorkFailed
from decks.ids import text_hash
from storage.rows import IndexRow
from vectorstore.exact import ExactIndex
from vectorstore.port import Entry, Neighbour, NeighbourIndex

if TYPE_CHECKING:
    from decks.cards import Card, Deck, DraftContent
    from providers.embedding import Vectors
    from service.wiring import App
    from storage.ledger import Unit

BATCH = 200
Progress = Callable[[int, int], None]


def vectors_for(app: App, texts: Sequence[str]) -> list[Vectors]:
    """The vector of each text, in order; each text is embedded once in the life of the data."""
    key = app.embedder.identity.key
    hashes = [text_hash(text) for text in texts]
    with app.ledger.read() as unit:
        known = unit.vectors.get(key, sorted(set(hashes)))
    missing = {name: text for name, text in zip(hashes, texts, strict=True) if name not in known}
    if missing:
        made = app.embedder.embed(list(missing.values()))
        fresh = dict(zip(missing, made, strict=True))
        with app.ledger.write() as unit:
            unit.vectors.put(key, fresh)
        known = {**known, **fresh}
    return [known[name] for name in hashes]


def wording(content: DraftContent) -> str:
    """What is compared and indexed of a card: its question and core answer."""
    return f"{content.question}\n{content.core_answer or ''}".strip()


def put_card(unit: Unit, card: Card) -> None:
    """Notes that the index should hold the card's current words."""
    put_text(unit, unit.decks.get(card.deck_id), card.id, "card", wording(card.version.content))


def put_text(unit: Unit, deck: Deck, text_id: str, kind: str, text: str) -> None:
    """Notes that the index should hold this text, unless it does already."""
    row = IndexRow(
        id=text_id,
        course_id=deck.course_id,
        deck_id=deck.id,
        kind=kind,
        text=text,
        text_hash=text_hash(text),
    )
    if row not in unit.index.get([text_id]):
        unit.index.put([row])


def settle(app: App, progress: Progress | None = None) -> bool:
    """Carries queued changes over to the index; False where it is in use elsewhere or unfit."""
    with app.ledger.read() as unit:
        waiting = unit.index.queue_length()
    if not waiting:
        return True
    index = _index_or_notice(app)
    if index is None:
        return False
    try:
        _drain(app, index, waiting, progress)
    finally:
        index.close()
    return True


def _drain(app: App, index: NeighbourIndex, waiting: int, progress: Progress | None) -> None:
    done = 0
    while True:
        with app.ledger.read() as unit:
            items = unit.index.queue(BATCH)
            rows = {row.id: row for row in unit.index.get([item.entry_id for item in items])}
        if not items:
            return
        index.upsert(entries(app, list(rows.values())))
        index.remove(sorted({item.entry_id for item in items} - set(rows)))
        with app.ledger.write() as unit:
            unit.index.settle([item.seq for item in items])
        done += len(items)
        if progress is not None:
            progress(min(done, waiting), waiting)


def entries(app: App, rows: Sequence[IndexRow]) -> list[Entry]:
    """What the index should hold for these rows."""
    vectors = vectors_for(app, [row.text for row in rows])
    return [
        Entry(row.id, vector, row.course_id, row.deck_id, row.kind)
        for row, vector in zip(rows, vectors, strict=True)
    ]


def _index_or_notice(app: App) -> NeighbourIndex | None:
    try:
        return app.open_index()
    except (Locked, IndexMismatch, WorkFailed) as error:
        app.notice(f"{error} Searching the stored vectors exactly meanwhile.")
        return None


def near(
    app: App, text: str, *, limit: int, course_id: str, deck_id: str | None, kind: str | None
) -> list[Neighbour]:
    """The nearest indexed texts of the course, through the index where it can be had."""
    vector = vectors_for(app, [text])[0]
    index = _index_or_notice(app)
    if index is None:
        with app.ledger.read() as unit:
            rows = unit.index.rows(course_id=course_id, deck_id=deck_id, kind=kind)
        index = ExactIndex()
        index.upsert(entries(app, rows))
    else:
        _drain(app, index, 0, None)
    try:
        return index.search(vector, limit=limit, course_id=course_id, deck_id=deck_id, kind=kind)
    finally:
        index.close()


def rebuild(app: App, progress: Progress | None = None) -> int:
    """Makes the index anew from SQL; embeds only texts never embedded before."""
    with app.ledger.read() as unit:
        rows = unit.index.rows()
        last = [item.seq for item in unit.index.queue(10**9)]
    made: list[Entry] = []
    for start in range(0, len(rows), BATCH):
        made += entries(app, rows[start : start + BATCH])
        if progress is not None:
            progress(len(made), len(rows))
    index = app.open_index(fresh=True)
    try:
        count = index.rebuild(made)
    finally:
        index.close()
    with app.ledger.write() as unit:
        unit.index.settle(last)
    return count


def difference(app: App) -> tuple[frozenset[str], frozenset[str]]:
    """Ids that SQL has and the index lacks, and ids that the index has and SQL lacks."""
    with app.ledger.read() as unit:
        wanted = frozenset(row.id for row in unit.index.rows())
    index = app.open_index()
    try:
        held = index.ids()
    finally:
        index.close()
    return wanted - held, held - wanted
