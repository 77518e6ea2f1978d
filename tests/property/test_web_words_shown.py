"""A card's words on a page: marks are shown, pictures are the deck's own, all else is text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web_client import HOSTILE
from web.words import shown

BITS = r"** * ` ``` ![ ]( media: a.png ) [ ] $ $$ \( \) \[ \] x ____ <b> \" ' & ../ //e.example/"
FURTHER = "https://e.example/p.png %2e%2e%2f %00 javascript: onerror= é"
PARTS = st.lists(
    st.sampled_from([*BITS.split(), *FURTHER.split(), "\n", "word ", "\u202e"]), max_size=30
).map("".join)


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(max_examples=500)
@given(PARTS | st.sampled_from(HOSTILE))
def test_only_marks_and_pictures_of_the_deck_come_of_any_words(text: str) -> None:
    for tag, attributes in Elements(str(shown(text, "dck_a"))).found:
        assert tag not in {"script", "a", "b", "i", "iframe", "svg", "style"}
        assert not any(name.startswith("on") or name in ("style", "href") for name in attributes)
        if tag == "img":
            source = attributes["src"] or ""
            assert source.startswith("/decks/dck_a/media/")
            assert "/" not in source.removeprefix("/decks/dck_a/media/")
            assert attributes["alt"]
        else:
            assert "src" not in attributes


@given(st.text(st.characters(exclude_characters="*`$\\\\[]!_\r", exclude_categories=["Cs", "Cc"])))
def test_words_without_marks_are_shown_as_they_are(text: str) -> None:
    assert Elements(str(shown(text, "dck_a"))).text == text


@pytest.mark.parametrize("tex", ["x", "\\frac{a}{b}", "z_{\\text{concept}}"])
def test_all_marks_of_mathematics_are_shown_alike(tex: str) -> None:
    assert shown(f"a ${tex}$ b", None) == shown(f"a \\({tex}\\) b", None)
    assert shown(f"a $${tex}$$ b", None) == shown(f"a \\[{tex}\\] b", None)
    assert "<math" in shown(f"\\({tex}\\)", None)
    assert "<math" not in shown(f"`${tex}$`", None)


def test_light_markdown_is_shown_and_prices_stay_words() -> None:
    assert shown("a **bold** *leaning* `x < y`", None) == (
        "a <strong>bold</strong> <em>leaning</em> <code>x &lt; y</code>"
    )
    assert shown("```c\nif (a < b)\n  c;\n```", None) == (
        '<code class="lines-of-code">if (a &lt; b)\n  c;</code>'
    )
    assert "<math" not in shown("between $5 and $6", None)
    assert shown("[here](https://e.example/)", None) == "here (https://e.example/)"


def test_a_picture_is_the_decks_own_or_its_description() -> None:
    assert shown("![a cell](media:p%20q.png)", "dck_a") == (
        '<img class="picture" src="/decks/dck_a/media/p%20q.png" alt="a cell">'
    )
    for words in ("![x](https://e.example/p.png)", "![x](media:..%2Fp.png)"):
        assert "<img" not in shown(words, "dck_a")
    assert shown("![a cell](media:p.png)", None) == "[a cell]"
