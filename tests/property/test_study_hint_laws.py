"""What a hint gives away is bounded: no whole word of the key, no number, first letters alone."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from decks.cards import CardContent, KeyPoint
from study.hints import BLANK, GRAMMAR, LONGEST, hint_of
from study.items import plain

WORDS = st.sampled_from(
    "the of a A an into not it IT forget gate 42 3.5 Na K ELBO don't self-attention naïve "
    "e\u0301tat H2O larger smaller ½ VII 代码 压缩输入 Straße \ufb01ne my_var ___ **bold** `code` "
    "(x) % $x$ $E=mc^2$ $\\text{ELBO}(q)=L-K$ $\\alpha = 3$ $p_1 = 2$ three $5 no yes".split(" ")
)
TEXT = st.lists(WORDS, min_size=1, max_size=20).map(" ".join) | st.text(min_size=1, max_size=60)
SAID = TEXT.filter(lambda text: bool(text.strip()))


def contents(question: str, answer: str, points: list[str]) -> CardContent:
    keys = tuple(KeyPoint(text=text) for text in points)
    return CardContent(question=question, label="a card", core_answer=answer, key_points=keys)


CARDS = st.builds(contents, SAID, SAID, st.lists(SAID, min_size=1, max_size=7))


def words(line: str) -> list[str]:
    """The runs of letters and digits of a line, its TeX commands aside."""
    return re.findall(r"[^\W_]+", re.sub(r"\\[a-zA-Z]+", " ", line))


@given(CARDS)
@example(contents("q", "blood group A", ["blood group A"]))
@example(contents("Larger or smaller?", "larger", ["larger"]))
def test_no_whole_word_of_the_key_is_in_a_hint_but_grammar_and_what_the_question_says(
    content: CardContent,
) -> None:
    known = GRAMMAR | set(plain(f"{content.question} {content.label}").split())
    for line in hint_of(content):
        assert [word for word in words(line) if len(word) > 1 and plain(word) not in known] == []


@given(CARDS)
def test_a_hint_shows_no_number(content: CardContent) -> None:
    assert not any(char.isnumeric() for line in hint_of(content) for char in line)


@given(CARDS)
def test_a_single_letter_is_the_first_of_a_longer_word_or_of_a_formula(
    content: CardContent,
) -> None:
    for line in hint_of(content):
        outside = re.sub(r"\$[^$]*\$", " ", line)
        for found in re.finditer(r"(?<![^\W_])[^\W_](?![^\W_])", outside):
            rest = outside[found.end() :].lstrip("\u0301")
            assert rest.startswith(BLANK) or found[0] in "aA", line


@given(CARDS)
def test_a_hint_has_a_line_for_each_point_or_there_is_none(content: CardContent) -> None:
    lines = hint_of(content)
    assert len(lines) in (0, len(content.key_points))
    assert all(lines)
    assert not lines or any(line != BLANK for line in lines)


@given(st.text(min_size=1, max_size=2).filter(lambda text: bool(text.strip())), SAID)
def test_a_key_of_one_or_two_characters_has_no_hint(key: str, question: str) -> None:
    assert hint_of(contents(question, key, [key])) == ()


@given(st.integers(LONGEST + 1, 300))
def test_of_a_long_point_only_the_beginning_is_shown(count: int) -> None:
    (line,) = hint_of(contents("q", "gate " * count, ["gate " * count]))
    assert line.count(BLANK) == LONGEST
