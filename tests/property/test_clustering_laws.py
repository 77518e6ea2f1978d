"""Groups of same answers: a partition, in which every two are alike; made once, kept in memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from providers import remembered
from providers.remembered import Remembered
from service.disputes.clustering import ALIKE, groups

WORDS = ("cell", "wall", "big", "small", "not", "7", "8", "code")


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Counts of letters: texts of the same letters are the same."""
    rows = [[text.count(chr(97 + at)) + 1 for at in range(26)] for text in texts]
    return np.array(rows, dtype=np.float32)


answers = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=12)


@given(answers)
def test_every_answer_is_in_one_group_and_equal_words_in_the_same(texts: list[str]) -> None:
    found = groups(texts, embed) if texts else []
    assert sorted(at for group in found for at in group) == list(range(len(texts)))
    of = {at: number for number, group in enumerate(found) for at in group}
    for one, text in enumerate(texts):
        for other, same in enumerate(texts):
            if text.upper() + "!" == same.upper() + "!":
                assert of[one] == of[other]
    assert found == (groups(texts, embed) if texts else [])


@given(answers)
def test_every_two_of_a_group_are_alike_and_deny_and_count_the_same(texts: list[str]) -> None:
    for group in groups(texts, embed) if texts else []:
        for at in group:
            one, other = texts[group[0]], texts[at]
            assert one.count("not") == other.count("not")
            assert sorted(filter(str.isdigit, one)) == sorted(filter(str.isdigit, other))
            vectors = embed([one, other]).astype(float)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            assert one == other or float(vectors[0] @ vectors[1]) >= ALIKE - 1e-6


def test_opposites_are_not_the_same_though_their_vectors_are() -> None:
    def same(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 4), dtype=np.float32)

    assert groups(["it is hot", "it is cold", "it is warm"], same) == [[0, 2], [1]]


def test_a_vector_is_made_once_and_not_too_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "KEPT", 2)
    made: list[str] = []

    def counted(texts: Sequence[str]) -> NDArray[np.float32]:
        made.extend(texts)
        return embed(texts)

    keeping = Remembered(counted)
    assert np.array_equal(keeping(["a", "b", "a"]), embed(["a", "b", "a"]))
    keeping(["a", "b"])
    assert made == ["a", "b"]
    keeping(["c"])
    keeping(["a"])
    assert made == ["a", "b", "c", "a"]
