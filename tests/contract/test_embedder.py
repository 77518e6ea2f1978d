"""What every `Embedder` owes its callers. The note under a test says what is probably wrong."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest

from providers.embedding import Embedder
from providers.hashing import HashingEmbedder
from providers.minilm import MiniLm

TEXTS = [
    "A variational autoencoder maximises a lower bound on the likelihood.",
    "cell",
    "",
    "Café, naïve, Übergrößenträger — déjà vu 😀 and 中文 too.",
    "The mitochondrion makes ATP. " * 8,
    "x = \\frac{1}{2} \\sum_i p_i \\log p_i",
    "   \n\t ",
    "The generator and the discriminator play a game against each other until neither gains.",
]


@cache
def made(name: str) -> Embedder:
    return MiniLm() if name == "minilm" else HashingEmbedder()


@pytest.fixture(params=["minilm", "hashing"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return made(str(request.param))


def test_every_text_gives_one_row_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.identity.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)
    # Probably wrong: the last scaling is missing, or an empty text has no tokens to average.


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.identity.dimension)
    assert embedder.embed_tokens([]) == []
    # Probably wrong: an empty list reaches np.stack or the model.


def test_rows_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    forward, backward = embedder.embed(TEXTS), embedder.embed(TEXTS[::-1])
    assert np.array_equal(forward, backward[::-1])
    # Probably wrong: results are in the order of the length-sorted batches.


def test_a_text_gives_the_same_bits_alone_and_in_a_batch(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS * 3)
    for place, text in enumerate(TEXTS * 3):
        assert np.array_equal(together[place], embedder.embed([text])[0]), text
    # Probably wrong: padding is averaged in, or this build of the runtime sums a padded batch in
    # another order; then batch only texts of equal length.


def test_token_spans_are_code_points_of_the_text_itself(embedder: Embedder) -> None:
    for text, tokens in zip(TEXTS, embedder.embed_tokens(TEXTS), strict=True):
        assert len(tokens.spans) == len(tokens.vectors)
        assert list(tokens.spans) == sorted(tokens.spans)
        assert all(0 <= start < end <= len(text) for start, end in tokens.spans)
        covered = {place for start, end in tokens.spans for place in range(start, end)}
        letters = {place for place, letter in enumerate(text) if letter.isalnum()}
        assert letters <= covered
    # Probably wrong: offsets of the normalised text, of bytes or of UTF-16 units.


def test_words_after_emoji_and_accents_are_where_the_spans_say(embedder: Embedder) -> None:
    text = "😀😀 Café e\u0301tude word"
    (tokens,) = embedder.embed_tokens([text])
    pieces = [text[start:end] for start, end in tokens.spans]
    assert "Café" in pieces
    assert "word" in pieces
    # Probably wrong: as above; an emoji is one code point, four bytes, two UTF-16 units.


def test_token_vectors_have_unit_length_and_the_sentence_is_the_embedding(
    embedder: Embedder,
) -> None:
    for row, tokens in zip(embedder.embed(TEXTS), embedder.embed_tokens(TEXTS), strict=True):
        assert np.array_equal(tokens.sentence, row)
        assert tokens.vectors.shape == (len(tokens.spans), embedder.identity.dimension)
        np.testing.assert_allclose(np.linalg.norm(tokens.vectors, axis=1), 1.0, atol=1e-6)
    # Probably wrong: the sentence is averaged over the tokens without the special ones.


def test_a_text_is_nearer_to_its_like_than_to_another(embedder: Embedder) -> None:
    one, like, other = embedder.embed(
        ["the cell makes energy", "energy is made by the cell", "a painting hung in Paris"]
    )
    assert one @ like > one @ other
    # Probably wrong: token ids and attention mask are swapped, or the weights are not these.


def test_lone_surrogates_and_nul_are_embedded_like_any_text(embedder: Embedder) -> None:
    text = "a\ud800b \x00 word"
    assert np.isfinite(embedder.embed([text])).all()
    (tokens,) = embedder.embed_tokens([text])
    assert "word" in [text[start:end] for start, end in tokens.spans]
    # Probably wrong: the tokenizer was given text that is no UTF-8.


def test_threads_may_share_one_embedder(embedder: Embedder) -> None:
    alone = embedder.embed(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(embedder.embed, [TEXTS] * 8))
    assert all(np.array_equal(result, alone) for result in results)
    # Probably wrong: state of one call is kept on the object.


def test_the_identity_tells_the_length_and_never_changes(embedder: Embedder) -> None:
    assert embedder.identity == embedder.identity
    assert len(embedder.identity.sha256) == 64
    assert embedder.embed(["a"]).shape[1] == embedder.identity.dimension
    # Probably wrong: the identity is read from what is loaded, and changes with loading.
