"""Files that were sent and wait to be read."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from decks.errors import NotFound
from decks.sources import Upload, UploadState
from storage import mapping, tables
from storage.session import Session

_table = tables.uploads
_known = mapping.uploads.columns


class Uploads:
    """Each file by deck, with its bytes until they were read."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, upload: Upload, data: bytes) -> None:
        """Stores a file; one of the same id waits again in its place."""
        self.remove(upload.id)
        self._session.insert(_table, [mapping.uploads.row(upload, data=data)])

    def of_deck(self, deck_id: str) -> list[Upload]:
        """The files of a deck that wait or could not be read, as they were sent."""
        query = select(*_known).where(_table.c.deck_id == deck_id)
        rows = self._session.rows(query.order_by(_table.c.at, _table.c.id))
        return [mapping.uploads.noun(row) for row in rows]

    def next(self) -> Upload | None:
        """The file that has waited longest."""
        waiting = _table.c.state == UploadState.WAITING.value
        query = select(*_known).where(waiting).order_by(_table.c.at, _table.c.id).limit(1)
        row = self._session.first(query)
        return None if row is None else mapping.uploads.noun(row)

    def data(self, upload_id: str) -> bytes:
        """The bytes of a file, or `NotFound`."""
        found = self._session.value(select(_table.c.data).where(_table.c.id == upload_id))
        if found is None:
            raise NotFound(f"There is no upload {upload_id}.")
        return bytes(found)

    def fail(self, upload_id: str, reason: str) -> None:
        """Notes why a file could not be read and lets its bytes go; nothing where it is gone."""
        values = {"state": UploadState.FAILED.value, "reason": reason, "data": b""}
        self._session.write(update(_table).where(_table.c.id == upload_id).values(**values))

    def ask(self, upload_id: str, question: str) -> None:
        """Notes what its sender has to say first; the bytes stay."""
        values = {"state": UploadState.ASKED.value, "reason": question}
        self._session.write(update(_table).where(_table.c.id == upload_id).values(**values))

    def settle(self, upload_id: str, place: str) -> bool:
        """Lets a file that was asked about wait again, with the answer; says whether it was."""
        asked = (_table.c.id == upload_id, _table.c.state == UploadState.ASKED.value)
        values = {"state": UploadState.WAITING.value, "reason": "", "place": place}
        return bool(self._session.write(update(_table).where(*asked).values(**values)))

    def remove(self, upload_id: str) -> bool:
        """Lets a file go that was read or dismissed; says whether it was there."""
        return bool(self._session.write(delete(_table).where(_table.c.id == upload_id)))
