"""The pasted deck page: equality with the seed page's truth, and the rules on pages of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decks.cards import KeyPoint
from decks.drafts import Gate
from decks.errors import EmptyFile, TooLarge, UnknownFormat
from decks.exchange.page import LIMIT, parse_page
from decks.exchange.page_cards import page_cards
from decks.exchange.repair import mend
from decks.exchange.sentences import first_sentence_end

DEMO = Path(__file__).parents[2] / "service" / "samples"
LEFT_OUT = {"wording_doubt", "content_doubt"}
"""Doubts of severity "review": telling a weight from a component, or a prior from a posterior,
needs knowledge of the subject, which no rule on the shape of a page has."""


def _points(reference: str, question: str) -> tuple[KeyPoint, ...]:
    return (KeyPoint(text=reference),)


def test_the_seed_page_reads_as_its_truth_says(real_data: Path) -> None:
    seed = real_data / "seed"
    truth = json.loads((seed / "expected_cards.json").read_text("utf-8"))
    page = parse_page((seed / truth["source"]).read_text("utf-8"))
    assert page.title == truth["title"]
    chrome = [{"line": c.line, "text": c.text, "meaning": c.meaning} for c in page.chrome]
    assert chrome == truth["chrome"]
    assert len(page.cards) == len(truth["cards"]) == 13
    for card, expected in zip(page.cards, truth["cards"], strict=True):
        got = {
            "n": card.number,
            **{key: getattr(card, key) for key in ("question", "answer", "elaboration")},
            "elaboration_repaired": card.elaboration_repaired,
            "formulas": [
                {"as_found": f.as_found, "repaired": f.repaired, "damaged": f.damaged}
                for f in card.formulas
            ],
            "analogy": card.analogy,
            "source_lines": list(range(card.lines[0], card.lines[1] + 1)),
        }
        assert got == {key: expected[key] for key in got}
        defects = [(d.kind, d.as_found, d.repair, d.severity) for d in card.defects]
        assert defects == [
            (d["kind"], d["as_found"], d["repair"], d["severity"])
            for d in expected["defects"]
            if d["kind"] not in LEFT_OUT
        ]


def test_only_doubts_about_the_content_are_left_out(real_data: Path) -> None:
    truth = json.loads((real_data / "seed" / "expected_cards.json").read_text("utf-8"))
    defects = [defect for card in truth["cards"] for defect in card["defects"]]
    assert {one["kind"] for one in defects if one["severity"] == "review"} == LEFT_OUT


def test_a_counter_that_disagrees_is_told_and_cuts_nothing(real_data: Path) -> None:
    text = (real_data / "seed" / "generative-deep-learning-deck.txt").read_text("utf-8")
    warnings = " ".join(parse_page(text).warnings)
    assert "counts 12" in warnings
    assert "13 questions" in warnings


def test_the_demo_page_is_mended() -> None:
    page = parse_page((DEMO / "damaged-page.txt").read_text("utf-8"))
    assert [card.answer is None for card in page.cards] == [False, False, False, True, False]
    assert [card.lines for card in page.cards][-1] == (14, 17)
    assert all(card.analogy for card in page.cards)
    assert [card.formulas[0].repaired for card in page.cards if card.formulas] == [
        r"z = \sum_{j=1}^n \alpha_j v_{j}",
        r"\mathcal{L}_{\text{LM}} = -\sum_{t=1}^T \log p(w_{t} \mid w_{<t})",
    ]
    assert len(page.chrome) == 5
    assert "counts 4" in page.warnings[0]


def test_every_repair_of_a_card_is_a_finding_that_shows_both_readings() -> None:
    page = parse_page((DEMO / "damaged-page.txt").read_text("utf-8"))
    second = page_cards(page, _points)[1]
    assert {finding.rule for finding in second.findings} == {"C10"}
    assert {finding.gate for finding in second.findings} == {Gate.FLAG}
    assert any(r"\alphaj -> \alpha_j" in finding.reason for finding in second.findings)
    assert second.content.formulas == (r"z = \sum_{j=1}^n \alpha_j v_{j}",)
    assert "$z =" in second.content.explanation


def test_a_card_without_an_answer_gets_no_invented_one() -> None:
    page = parse_page((DEMO / "damaged-page.txt").read_text("utf-8"))
    card = page_cards(page, _points)[3]
    assert card.content.core_answer is None
    assert card.content.key_points == ()
    assert len(card.analogies) == 1
    assert "core answer" in card.content.missing


def test_a_card_without_an_analogy_ends_where_the_next_question_begins() -> None:
    page = parse_page("What is A?\nA is one.\nWhat is B?\nB is two. Analogy: a pair.\n")
    assert [(c.question, c.answer, c.analogy) for c in page.cards] == [
        ("What is A?", "A is one.", None),
        ("What is B?", "B is two.", "a pair."),
    ]


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("", EmptyFile),
        (" \n\r\n\t", EmptyFile),
        ("Just a line", UnknownFormat),
        ("1/12\n---|\n", UnknownFormat),
        ("What is this?", UnknownFormat),
        ("x" * (LIMIT + 1), TooLarge),
    ],
)
def test_a_page_without_cards_is_one_clear_error(page: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"\.$"):
        parse_page(page)


@pytest.mark.parametrize(
    ("found", "repaired"),
    [
        (r"so \pii and \muj are", r"so $\pi_i$ and $\mu_j$ are"),
        (r"we take \mathbb{E}{x} [\log\sigmat]", r"we take $\mathbb{E}_{x} [\log\sigma_t]$"),
        (r"half \frac{\pii}{\mui} more", r"half $\frac{\pi_i}{\mu_i}$ more"),
        (r"the game \min{G} \max{D} V", r"the game $\min_{G} \max_{D} V$"),
        (r"from \int0^1 f to \sum{i}", r"from $\int_0^1 f$ to $\sum_{i}$"),
        (r"already $x_i$ and \(y_i\) here", r"already $x_i$ and \(y_i\) here"),
        (r"the mean (\mu) and \sigma, too.", r"the mean ($\mu$) and $\sigma$, too."),
        (r"a \in B holds", r"$a \in B$ holds"),
        (r"take a \theta now", r"take a $\theta$ now"),
    ],
)
def test_formulas_are_found_and_mended(found: str, repaired: str) -> None:
    assert mend(found).text() == repaired


@pytest.mark.parametrize(
    "prose",
    [
        "It costs $5 and then $10.",
        r"The folder C:\Users\me holds snake_case_names.",
        "A plan, a man, a canal: I (x) agree.",
        "Use f(x) = 2 or {a, b}; 2^16 is 65536.",
    ],
)
def test_prose_is_left_alone(prose: str) -> None:
    assert mend(prose).text() == prose


def test_a_repair_that_pairs_do_not_explain_is_not_certain() -> None:
    assert [one.certain for one in mend(r"only \pii is odd").repairs] == [False]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("See e.g. this. Two.", "See e.g. this."),
        ("By J. Smith et al. in 2014. Two.", "By J. Smith et al. in 2014."),
        ("It is 3.5 now. Two.", "It is 3.5 now."),
        ('He said "no." Then two.', 'He said "no."'),
        ("No stop here", "No stop here"),
    ],
)
def test_the_first_sentence_ends_where_a_reader_ends_it(text: str, first: str) -> None:
    assert text[: first_sentence_end(text)] == first
