"""Laws of reading and drafting, over generated Markdown and over every real note."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import authoring.rules
from authoring.language import is_english
from authoring.passages import MOST, cut
from authoring.proposal import Proposed
from authoring.prose import MATH
from authoring.readers.pieces import pieces
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind
from tests.authoring_samples import notes, notes_at, proposals, proposals_at

REAL = (
    "cs231n-generative-models.md",
    "gdl-05-vae-slides.pdf",
    "ai-for-beginners-autoencoders.md",
    "npfl114-12-rl-vae-slides.md",
    "d2l-gan.md",
    "d2l-zh-backprop.zh.md",
    "ki-vorlesung-ml-grundlagen.de.md",
    "half-life-regression-two-column.pdf",
    "openstax-biology-cell-structure.md",
    "openstax-us-history-great-depression.pdf",
    "openstax-chemistry-thermodynamic-table.md",
    "missing-semester-version-control.md",
    "openstax-biology-genetics-evolution-213p.pdf",
)
_WORDS = st.text(st.sampled_from("ab cd. \t*_`$\\[](){}<>-é字\u0301"), min_size=1, max_size=60)
_BLOCK = st.one_of(
    _WORDS,
    _WORDS.map(lambda words: f"# {words}"),
    _WORDS.map(lambda words: f"- {words}"),
    _WORDS.map(lambda words: f"1. {words}"),
    _WORDS.map(lambda words: f"```\n{words}"),
    _WORDS.map(lambda words: f"$$\n{words}\n$$"),
    _WORDS.map(lambda words: f"<!-- {words}"),
    _WORDS.map(lambda words: f"<span hidden>{words}"),
    _WORDS.map(lambda words: f"| {words} |"),
    st.sampled_from(["---", "===", "~~~", ":::", "</span>", "-->", "```", "![a](b)", "    x"]),
)
MARKDOWN = st.lists(_BLOCK, min_size=1, max_size=12).flatmap(
    lambda blocks: st.sampled_from(["\n", "\n\n", "\r\n"]).map(lambda glue: glue.join(blocks))
)


@pytest.fixture(params=REAL)
def place(request: pytest.FixtureRequest, real_data: Path) -> Path:
    return real_data / "notes" / str(request.param)


@pytest.fixture
def real(place: Path) -> SourceVersion:
    return notes_at(place)


@pytest.fixture
def drafted(place: Path) -> tuple[Proposed, ...]:
    return proposals_at(place)


def tiles(version: SourceVersion) -> None:
    """Spans start at 0, touch, end at the last character; locators and paths keep their order."""
    spans = version.spans
    assert spans[0].start == 0
    assert spans[-1].end == len(version.text)
    assert all(left.end == right.start for left, right in pairwise(spans))
    assert "".join(version.words(span.start, span.end) for span in spans) == version.text
    assert "\r" not in version.text
    assert "\x00" not in version.text
    firsts = [span.locator.first for span in spans]
    assert firsts == sorted(firsts)
    assert all(span.headings for span in spans if span.kind is SpanKind.HEADING)


def passes(version: SourceVersion) -> None:
    """Passages hold every span exactly once, in order, and are small unless one span is large."""
    passages = cut(version)
    held = [
        index for passage in passages for index in range(passage.first_span, passage.last_span + 1)
    ]
    assert held == list(range(len(version.spans)))
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    for passage in passages:
        spans = version.spans[passage.first_span : passage.last_span + 1]
        assert (passage.start, passage.end) == (spans[0].start, spans[-1].end)
        prose = [span for span in spans if span.kind is not SpanKind.HEADING]
        assert passage.end - passage.start <= MOST or len(prose) <= 1
    assert passages == cut(version)


@given(MARKDOWN.filter(lambda text: text.strip()))
@settings(max_examples=150)
def test_spans_of_any_markdown_tile_its_text_and_passages_hold_them_once(text: str) -> None:
    version = notes(text)
    tiles(version)
    passes(version)
    for draft in proposals(version):
        assert draft.start is not None
        assert draft.end is not None


@given(st.text(st.sampled_from("ab. C\n"), min_size=1, max_size=9000), st.integers(0, 50))
@settings(max_examples=40)
def test_pieces_touch_and_keep_every_character(text: str, start: int) -> None:
    start = min(start, len(text) - 1)
    found = pieces(text * 3, start, len(text) * 3)
    assert found[0][0] == start
    assert found[-1][1] == len(text) * 3
    assert all(left[1] == right[0] for left, right in pairwise(found))
    assert all(begin < end for begin, end in found)


@given(st.text(max_size=300))
@settings(max_examples=80)
def test_any_text_is_english_or_not_without_an_error(text: str) -> None:
    assert is_english(text) in (True, False)


def test_spans_and_passages_of_real_notes_keep_the_laws(real: SourceVersion) -> None:
    tiles(real)
    passes(real)


def test_every_draft_of_real_notes_quotes_what_stands_there(
    real: SourceVersion, drafted: tuple[Proposed, ...]
) -> None:
    for draft in drafted:
        assert draft.start is not None
        assert draft.end is not None
        citation = real.cite(draft.start, draft.end)
        assert citation.quote == real.text[draft.start : draft.end]
        assert citation.quote.strip()


def test_every_draft_of_real_notes_is_whole_short_and_asks_one_question(
    drafted: tuple[Proposed, ...],
) -> None:
    asked = []
    for draft in drafted:
        content = draft.content
        assert content.missing == ()
        answer = content.core_answer or ""
        words = MATH.sub("$", answer).split()  # a formula is one word
        assert content.kind is CardKind.FORMULA or len(words) <= 25, answer
        assert content.question.endswith(("?", "”"))
        assert content.question[0].isupper()
        assert len(content.key_points) == 1
        assert not content.question.startswith(("What is this", "What is it", "Why is it?"))
        asked.append(content.question)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("place", REAL[:-1], indirect=True)  # the largest would cost as much again
def test_the_same_notes_give_the_same_drafts(
    real: SourceVersion, drafted: tuple[Proposed, ...]
) -> None:
    assert tuple(proposals(real)) == drafted


def test_every_draft_of_real_notes_names_the_rule_that_made_it(
    drafted: tuple[Proposed, ...],
) -> None:
    rules = {each.name for each in iter_modules(authoring.rules.__path__)}
    assert {draft.rule for draft in drafted} <= rules


@pytest.mark.parametrize(
    ("name", "fewest", "most"),
    [
        ("openstax-biology-cell-structure.md", 45, 160),
        ("openstax-biology-genetics-evolution-213p.pdf", 150, 600),
        ("missing-semester-version-control.md", 15, 60),
        ("openstax-chemistry-thermodynamic-table.md", 0, 3),
        ("d2l-zh-backprop.zh.md", 0, 0),
        ("ki-vorlesung-ml-grundlagen.de.md", 0, 0),
    ],
)
def test_rich_notes_give_many_drafts_and_tables_or_other_languages_few(
    name: str, fewest: int, most: int, real_data: Path
) -> None:
    assert fewest <= len(proposals_at(real_data / "notes" / name)) <= most
