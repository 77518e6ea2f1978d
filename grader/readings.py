"""Readings of texts, each embedded once: questions and references come back with every answer.

What a card's own texts look like in the light of its question is kept as well, for the next answer.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from grader.reading import Reading, View, read, view
from providers.embedding import Embedder

KEPT = 512
"""Readings kept for the next call, and as many views; about 40 kB each for 25 tokens."""


class Readings:
    """A bounded memory of readings by folded text. Thread-safe."""

    def __init__(self, embedder: Embedder, kept: int = KEPT) -> None:
        self._embedder = embedder
        self._kept = kept
        self._lock = threading.Lock()
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._views: OrderedDict[tuple[str, str], View] = OrderedDict()

    def of(self, kept: Iterable[str], passing: Iterable[str] = ()) -> dict[str, Reading]:
        """The readings of these folded texts; the unknown ones in one batch of vectors.

        Those `kept` (a card's) are remembered, the `passing` ones (answers) are not.
        """
        stay = dict.fromkeys(text for text in kept if text)
        wanted = stay | dict.fromkeys(text for text in passing if text)
        with self._lock:
            found = {text: self._readings[text] for text in wanted if text in self._readings}
            for text in found:
                self._readings.move_to_end(text)
        missing = [text for text in wanted if text not in found]
        if missing:
            vectors = self._embedder.embed_tokens(missing)
            fresh = {t: read(t, v) for t, v in zip(missing, vectors, strict=True)}
            found |= fresh
            self._remember({text: each for text, each in fresh.items() if text in stay})
        return found

    def _remember(self, fresh: dict[str, Reading]) -> None:
        with self._lock:
            self._readings.update(fresh)
            while len(self._readings) > self._kept:
                self._readings.popitem(last=False)

    def views(
        self, readings: Mapping[str, Reading], question: str, texts: Iterable[str]
    ) -> dict[str, View]:
        """Views of a card's texts in the light of its question, out of `readings`."""
        wanted = list(dict.fromkeys(text for text in texts if text))
        with self._lock:
            found = {t: self._views[question, t] for t in wanted if (question, t) in self._views}
        fresh = {t: view(readings[t], readings.get(question)) for t in wanted if t not in found}
        if fresh:
            with self._lock:
                self._views.update(((question, t), each) for t, each in fresh.items())
                while len(self._views) > self._kept:
                    self._views.popitem(last=False)
        return found | fresh
