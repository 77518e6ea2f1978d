"""Readings of texts, each embedded once: questions and references come back with every answer.

A card's own texts in the light of its question are kept stacked as well, for the next answer.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from grader.reading import Reading, read, view
from grader.stack import Stack, stacked
from providers.embedding import Embedder

KEPT = 512
"""Readings kept for the next call; about 40 kB each for 25 tokens."""
KEPT_STACKS = 64
"""Cards whose texts are kept stacked; about 500 kB each for five texts."""


class Readings:
    """A bounded memory of readings by folded text. Thread-safe."""

    def __init__(self, embedder: Embedder, kept: int = KEPT) -> None:
        self._embedder = embedder
        self._kept = kept
        self._lock = threading.Lock()
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._stacks: OrderedDict[tuple[str, tuple[str, ...]], Stack] = OrderedDict()

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

    def stack(
        self, readings: Mapping[str, Reading], question: str, texts: tuple[str, ...]
    ) -> Stack:
        """A card's texts in the light of its question, out of `readings`."""
        key = (question, texts)
        with self._lock:
            if key in self._stacks:
                self._stacks.move_to_end(key)
                return self._stacks[key]
        fresh = stacked([view(readings[each], readings.get(question)) for each in texts if each])
        with self._lock:
            self._stacks[key] = fresh
            while len(self._stacks) > KEPT_STACKS:
                self._stacks.popitem(last=False)
        return fresh
