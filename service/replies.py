"""Replies of author models, kept in the ledger: nobody pays for the same passage twice."""

from __future__ import annotations

from storage.ledger import Ledger


class Replies:
    """What was replied, by what was asked of which model. Thread-safe, as the ledger is."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def get(self, key: str) -> str | None:
        """The reply under this key, or None."""
        with self._ledger.read() as unit:
            return unit.replies.get(key)

    def put(self, key: str, text: str) -> None:
        """Keeps a reply."""
        with self._ledger.write() as unit:
            unit.replies.put(key, text)
