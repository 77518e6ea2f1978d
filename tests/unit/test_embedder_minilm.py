"""The local model in particular: damage, laziness, and what it was published to give."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from decks.errors import DataDamaged
from providers import minilm
from providers.hashing import HashingEmbedder
from providers.minilm import MAX_PIECES, MiniLm


def test_importing_and_constructing_load_no_model() -> None:
    code = (
        "import sys; from providers.minilm import MiniLm; MiniLm().identity; "
        "print([name for name in ('onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("content", [b"", b"{}", None])
def test_altered_or_missing_files_are_one_plain_sentence(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "some.file"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(minilm, "TOKENIZER_FILE", file)
    with pytest.raises(DataDamaged, match=r"tokenizer .* install Cardwright again\.$"):
        MiniLm().embed(["a"])
    monkeypatch.undo()
    monkeypatch.setattr(minilm, "_model_file", lambda: file)
    with pytest.raises(DataDamaged, match=r"embedding model .* install Cardwright again\.$"):
        MiniLm().embed(["a"])


def test_a_missing_model_package_is_one_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "MODEL_PACKAGE", "no_such_package_anywhere")
    with pytest.raises(DataDamaged, match="missing"):
        MiniLm().embed(["a"])


def test_many_first_uses_at_once_load_one_session(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    open_session = minilm._open_session

    def counted(threads: int) -> object:
        opened.append(threads)
        return open_session(threads)

    monkeypatch.setattr(minilm, "_open_session", counted)
    embedder = MiniLm()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(embedder.embed, [["a"]] * 4))
    assert opened == [1]


def test_only_the_first_256_pieces_count() -> None:
    beginning = "cell " * (MAX_PIECES - 2)
    embedder = MiniLm()
    short, long = embedder.embed([beginning, beginning + "and something else entirely"])
    assert np.array_equal(short, long)
    (tokens,) = embedder.embed_tokens([beginning + "more"])
    assert len(tokens.spans) == MAX_PIECES - 2


def test_cosines_are_those_of_the_published_model() -> None:
    """The example pairs shown with the hosted float32 model score .943 and .257."""
    vectors = MiniLm().embed(
        ["That is a happy person", "That is a very happy person", "Today is a sunny day"]
    )
    assert vectors[0] @ vectors[1] == pytest.approx(0.943, abs=0.02)
    assert vectors[0] @ vectors[2] == pytest.approx(0.257, abs=0.03)


def test_hashing_embedders_of_different_lengths_have_different_keys() -> None:
    keys = {HashingEmbedder(size).identity.key for size in (1, 64, 384)}
    assert len(keys) == 3
    with pytest.raises(ValueError, match="at least one"):
        HashingEmbedder(0)


def test_loading_the_model_leaves_nothing_behind_in_the_home_folder(tmp_path: Path) -> None:
    """The runtime would keep telemetry there, and send it, if nobody switched it off."""
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    code = "from providers.minilm import MiniLm; MiniLm().embed(['a'])"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []
