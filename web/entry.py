"""Who may come in: the owner, by a one-time link or by the API's token.

The link is printed when the server starts and works once; it gives a cookie that ends with the
server. Programs send `Authorization: Bearer TOKEN`; the token lies in a file of the data folder
that only the owner can read, and `cardwright config --token` prints it. Only hashes are held in
memory.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from datetime import datetime, timedelta

COOKIE = "cardwright_session"
IDLE = timedelta(days=7)
LONGEST = timedelta(days=30)
MOST_SESSIONS = 100


class Entry:
    """The open sessions of one server. Thread-safe."""

    def __init__(self, api_token: str) -> None:
        self._api = _hash(api_token)
        self._lock = threading.Lock()
        self._links: set[bytes] = set()
        self._sessions: dict[bytes, tuple[datetime, datetime]] = {}

    def link(self) -> str:
        """A new secret for a one-time link."""
        secret = secrets.token_urlsafe(24)
        with self._lock:
            self._links.add(_hash(secret))
        return secret

    def enter(self, secret: str, now: datetime) -> str | None:
        """The cookie of a new session for a link's secret; None where it was used or never was."""
        with self._lock:
            if _hash(secret) not in self._links:
                return None
            self._links.discard(_hash(secret))
            cookie = secrets.token_urlsafe(32)
            while len(self._sessions) >= MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[_hash(cookie)] = (now, now)
        return cookie

    def holds(self, cookie: str, now: datetime) -> bool:
        """Whether a cookie names an open session; its idle time begins anew."""
        with self._lock:
            found = self._sessions.get(_hash(cookie))
            if found is None:
                return False
            began, seen = found
            if now - seen > IDLE or now - began > LONGEST:
                del self._sessions[_hash(cookie)]
                return False
            self._sessions[_hash(cookie)] = (began, now)
        return True

    def leave(self, cookie: str) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(_hash(cookie), None)

    def knows_token(self, token: str) -> bool:
        """Whether this is the API's token."""
        return hmac.compare_digest(_hash(token), self._api)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
