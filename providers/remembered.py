"""Vectors kept in memory alone, so that texts looked at again are not embedded again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from providers.embedding import Vectors

Embed = Callable[[Sequence[str]], Vectors]

KEPT = 4096
"""Vectors kept, of 1.5 kB each."""


class Remembered:
    """An embedder that keeps what it made last, in memory alone: students' words can be erased."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """The vector of each text, in order; only those not kept are made."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= dict(zip(missing, self._embed(missing), strict=True))
        with self._lock:
            for text in missing:
                self._kept[text] = known[text]
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return np.stack([known[text] for text in texts])
