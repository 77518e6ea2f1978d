"""No text can close the marks that it stands between, or open others."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from prompts.loader import marked

PIECES = [
    "<data",
    "</data",
    "<",
    "/",
    "data",
    "-",
    ">",
    "<<data",
    "</</data",
    "\u200b",
    "\x00",
    "\n",
]
HOSTILE = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join),
)


def body(whole: str) -> str:
    """What stands between the opening and the closing mark, which must be whole and alike."""
    found = re.fullmatch(r'<data-(\w{12}) name="x">\n(.*)\n</data-\1>', whole, re.DOTALL)
    assert found is not None
    return found[2]


@given(HOSTILE)
def test_the_text_between_the_marks_holds_no_mark(text: str) -> None:
    inside = body(marked("x", text))
    assert "<data" not in inside
    assert "</data" not in inside


@given(HOSTILE)
def test_a_text_that_holds_another_text_marked_closes_nothing(text: str) -> None:
    stolen = marked("x", text)
    inside = body(marked("x", f"before {stolen} after"))
    assert "<data" not in inside
    assert "</data" not in inside


@given(st.text(alphabet="abc äöü.,\n$\\{}"))
def test_ordinary_text_travels_unchanged(text: str) -> None:
    assert body(marked("x", text)) == text
