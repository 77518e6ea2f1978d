"""Readings of texts, each embedded once: questions and references come back with every answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable

from grader.reading import Reading, read
from providers.embedding import Embedder

KEPT = 2048
"""Readings kept for the next call; about 40 kB each for a sentence of 25 tokens."""


class Readings:
    """A bounded memory of readings by folded text. Thread-safe."""

    def __init__(self, embedder: Embedder, kept: int = KEPT) -> None:
        self._embedder = embedder
        self._kept = kept
        self._lock = threading.Lock()
        self._readings: OrderedDict[str, Reading] = OrderedDict()

    def of(self, texts: Iterable[str]) -> dict[str, Reading]:
        """The readings of these folded texts; the unknown ones in one batch of vectors."""
        wanted = dict.fromkeys(text for text in texts if text)
        with self._lock:
            found = {text: self._readings[text] for text in wanted if text in self._readings}
            for text in found:
                self._readings.move_to_end(text)
        missing = [text for text in wanted if text not in found]
        if missing:
            vectors = self._embedder.embed_tokens(missing)
            fresh = {t: read(t, v) for t, v in zip(missing, vectors, strict=True)}
            found |= fresh
            self._remember(fresh)
        return found

    def _remember(self, fresh: dict[str, Reading]) -> None:
        with self._lock:
            self._readings.update(fresh)
            while len(self._readings) > self._kept:
                self._readings.popitem(last=False)
