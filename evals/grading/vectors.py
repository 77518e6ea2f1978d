"""Token vectors kept on disk, so that only the first run over the data pays for the model.

`KeptVectors` is an `Embedder` around another one. Vectors are kept as float16 in a folder outside
the project, named by the identity of the model; a text is embedded once, whatever file it is in.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from decks.ids import text_hash
from providers.embedding import Embedder, EmbedderIdentity, TokenVectors, Vectors

BATCH = 64


def default_folder() -> Path:
    """Where vectors are kept between runs: a folder of the system's temporary directory."""
    return Path(tempfile.gettempdir()) / "cardwright-evals"


class KeptVectors:
    """An embedder that remembers; not for more than one process at a time."""

    def __init__(self, inner: Embedder, folder: Path | None = None) -> None:
        self._inner = inner
        place = (folder or default_folder()) / inner.identity.key
        place.mkdir(parents=True, exist_ok=True)
        self._rows = place / "vectors.f16"
        self._index = place / "index.jsonl"
        self._places: dict[str, tuple[int, tuple[tuple[int, int], ...]]] = {}
        self._read_index()

    def _read_index(self) -> None:
        if not self._index.exists():
            return
        for line in self._index.read_text(encoding="utf-8").splitlines():
            key, start, spans = json.loads(line)
            self._places[key] = (start, tuple((first, last) for first, last in spans))

    @property
    def identity(self) -> EmbedderIdentity:
        """The identity of the model inside."""
        return self._inner.identity

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of whole texts, out of their token vectors' store."""
        if not texts:
            return np.zeros((0, self.identity.dimension), dtype=np.float32)
        return np.stack([kept.sentence for kept in self.embed_tokens(texts)])

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text; those not yet kept are computed and kept."""
        missing = sorted(
            {text for text in texts if text_hash(text) not in self._places},
            key=lambda text: (len(text), text),
        )
        for first in range(0, len(missing), BATCH):
            self._keep(missing[first : first + BATCH])
        dimension = self.identity.dimension
        rows = np.memmap(self._rows, dtype=np.float16, mode="r").reshape(-1, dimension)
        return [self._kept(rows, text) for text in texts]

    def _keep(self, texts: Sequence[str]) -> None:
        dimension = self.identity.dimension
        start = self._rows.stat().st_size // (2 * dimension) if self._rows.exists() else 0
        with self._rows.open("ab") as rows, self._index.open("a", encoding="utf-8") as index:
            for text, found in zip(texts, self._inner.embed_tokens(texts), strict=True):
                block = np.vstack([found.sentence[None, :], found.vectors]).astype(np.float16)
                rows.write(block.tobytes())
                key = text_hash(text)
                self._places[key] = (start, found.spans)
                index.write(json.dumps([key, start, found.spans]) + "\n")
                start += len(block)

    def _kept(self, rows: NDArray[np.float16], text: str) -> TokenVectors:
        start, spans = self._places[text_hash(text)]
        block = np.asarray(rows[start : start + 1 + len(spans)], dtype=np.float32)
        block = block / np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-9)
        return TokenVectors(vectors=block[1:], spans=spans, sentence=block[0])
