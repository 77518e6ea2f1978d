"""Laws of the deck formats over random decks and texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decks.analogies import AnalogyContent
from decks.cards import DraftContent, KeyPoint
from decks.errors import CardwrightError
from decks.exchange.jsonl import dump, load
from decks.exchange.page import parse_page
from decks.exchange.plain import PlainCard, short_label
from decks.exchange.record import DeckBundle
from decks.exchange.repair import eaten, mend
from decks.exchange.table import read_table, write_table
from tests.exchange_samples import bundles, text, words


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(bundles())
def test_loading_what_was_dumped_gives_the_same_deck(bundle: DeckBundle) -> None:
    lines = list(dump(bundle))
    assert load(lines).bundle == bundle
    assert load("\n".join(lines).splitlines()).bundle == bundle


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(bundles())
def test_a_deck_does_not_depend_on_windows_line_ends_or_blank_lines(bundle: DeckBundle) -> None:
    text = "\ufeff" + "\r\n\r\n".join(dump(bundle)) + "\r\n"
    assert load(text.split("\n")).bundle == bundle


@settings(max_examples=100)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_lines_are_a_deck_or_one_clear_error(lines: list[str]) -> None:
    said = _complaint(lambda: load(lines))
    assert said is None or re.fullmatch(r"[^\n]+\.", said)


def _complaint(act: Callable[[], object]) -> str | None:
    """The sentence of one of our own errors; any other exception is the test's failure."""
    try:
        act()
    except CardwrightError as error:
        return str(error)
    return None


_symbols = st.sampled_from(["\\pi", "\\mu", "\\Sigma", "\\theta", "\\alpha", "\\sigma"])
_scripted = st.one_of(
    st.builds("{}_{}".format, _symbols, st.sampled_from("ijkt")),
    st.builds("{}_{{{}}}".format, st.sampled_from(["x", "L", "z"]), st.sampled_from(["t-1", "ij"])),
    st.builds("\\{}_{{{}=1}}^{}".format, *map(st.sampled_from, (("sum", "prod"), "ikt", "KNT"))),
    st.builds(
        "\\mathcal{{{}}}_{{\\text{{{}}}}}".format, *map(st.sampled_from, ("LN", ("KL", "GAN")))
    ),
)


@settings(max_examples=100)
@given(st.lists(_scripted, min_size=2, max_size=6).filter(lambda parts: len(parts) % 2 == 0))
def test_pairs_of_underscores_that_were_eaten_come_back(parts: list[str]) -> None:
    formula = " + ".join(parts)
    found = f"The loss is {eaten(formula)}, as before."
    mended = mend(found)
    assert mended.text() == f"The loss is ${formula}$, as before."
    assert all(repair.certain for repair in mended.repairs)


@settings(max_examples=100)
@given(st.lists(_scripted, min_size=1, max_size=5))
def test_an_intact_formula_is_never_repaired(parts: list[str]) -> None:
    assert mend(f"We write {' + '.join(parts)} here.").repairs == ()


_pieces = st.sampled_from(
    [
        "\\pii",
        "\\sum",
        "{i=1}",
        "^K",
        "_",
        "x",
        "(",
        ")",
        "$",
        " ",
        ". ",
        "the",
        "{",
        "}",
        "\\(",
        "7",
    ]
)


@settings(max_examples=150)
@given(st.lists(_pieces, max_size=30).map("".join))
def test_eating_the_certain_repairs_gives_back_the_text_as_found(found: str) -> None:
    mended = mend(found)
    bare = "".join(
        found[a:b] + "_" * (b < len(found))
        for a, b in pairwise([0, *(one.at for one in mended.repairs), len(found)])
    )
    if mended.repairs and all(one.certain for one in mended.repairs):
        assert eaten(bare) == found
    for left, right in pairwise(mended.formulas):
        assert left.end <= right.start
    assert all(found[one.start : one.end] == one.as_found for one in mended.formulas)


@settings(max_examples=100)
@given(
    st.lists(st.one_of(st.text(max_size=30), st.just("Analogy: a"), st.just("---|")), max_size=8)
)
def test_any_page_is_a_deck_or_one_clear_error(lines: list[str]) -> None:
    said = _complaint(lambda: parse_page("\n".join(lines)))
    assert said is None or re.fullmatch(r"[^\n]+\.", said)


_line = words.map(lambda value: re.sub(r"\s+", " ", value).strip()).filter(bool)
_risky = st.builds(
    "{}{}".format, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'", "'=", "1"]), text
)
_cards = st.builds(
    PlainCard,
    content=st.builds(
        DraftContent,
        question=words | _risky,
        core_answer=st.none() | words | _risky,
        label=text | _risky,
        explanation=text | _risky,
        tags=st.lists(_line, max_size=2).map(tuple),
        key_points=st.lists(st.builds(KeyPoint, text=_line), max_size=2).map(tuple),
    ),
    analogies=st.lists(st.builds(AnalogyContent, text=_line), max_size=1).map(tuple),
)


@settings(max_examples=100)
@given(st.lists(_cards, min_size=1, max_size=3), st.sampled_from([",", "\t"]))
def test_a_table_that_was_written_comes_back_and_runs_nothing(
    cards: list[PlainCard], delimiter: str
) -> None:
    cards = [one for one in cards if one.content.question.strip()]
    if not cards:
        return
    table = write_table(cards, delimiter)
    back = read_table(table, delimiter)
    assert [(c.content, c.analogies) for c in back] == [(c.content, c.analogies) for c in cards]


@given(words)
def test_a_label_is_short_and_never_empty(question: str) -> None:
    assert 0 < len(short_label(question)) <= 61
