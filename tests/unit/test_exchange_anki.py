"""Anki packages: the real collection of each generation is read, as its cards show it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from decks.cards import CardKind
from decks.exchange.anki.reading import read_apkg
from decks.exchange.plain import PlainCard
from decks.memory import Rating, Stage
from tests.exchange_packages import (
    BASIC,
    CLOZE,
    CREATED,
    PNG,
    REVERSED,
    Note,
    database,
    generations,
    package,
)

GENERATIONS = ("anki2", "anki21", "anki21b")


def cards(notes: list[Note], **options: object) -> tuple[PlainCard, ...]:
    return read_apkg(package({"collection.anki2": database(notes, **options)})).plain  # type: ignore[arg-type]  # options of database


def said(card: PlainCard) -> tuple[str, str | None, str]:
    return card.content.question, card.content.core_answer, card.content.explanation


@pytest.mark.parametrize("generation", GENERATIONS)
def test_each_generation_gives_its_real_collection_and_never_the_stub(generation: str) -> None:
    notes = [Note(("What is <b>it</b>?<img src='a b.png'>", "\\(x_1\\)"), tags=" a b::c ")]
    made = generations(notes, {"a b.png": PNG}, decks={1: "Course::Part"})
    loaded = read_apkg(made[generation])
    (card,) = loaded.plain
    assert said(card) == ("What is **it**?![](media:a%20b.png)", "$x_1$", "")
    assert card.content.tags == ("a", "b::c")
    assert card.key == "anki:g1:0"
    assert loaded.title == "Course::Part"
    assert [(medium.name, medium.kind) for medium in loaded.media] == [("a b.png", "image/png")]


def test_a_reversed_note_is_two_cards() -> None:
    found = cards([Note(("one", "eins"), ords=(0, 1))], templates=REVERSED)
    assert [said(card)[:2] for card in found] == [("one", "eins"), ("eins", "one")]
    assert [card.key for card in found] == ["anki:g1:0", "anki:g1:1"]


def test_a_cloze_note_is_a_card_for_each_gap() -> None:
    text = "{{c1::Canberra::city}} is the capital of {{c2::Australia}}, {{c1::really}}."
    fields = ("Text", "Extra")
    note = Note((text, "why"), ords=(0, 1))
    first, second = cards([note], templates=CLOZE, fields=fields, cloze=True)
    assert first.content.kind is CardKind.CLOZE
    asked = "[city] is the capital of Australia, [...]."
    assert said(first) == (asked, "Canberra; really", "why")
    assert said(second)[:2] == ("Canberra is the capital of [...], really.", "Australia")


def test_a_gap_in_a_gap_is_asked_apart() -> None:
    note = Note(("{{c1::a {{c2::b}} c}} d", ""), ords=(0, 1))
    first, second = cards([note], templates=CLOZE, fields=("Text", "Extra"), cloze=True)
    assert said(first)[:2] == ("[...] d", "a b c")
    assert said(second)[:2] == ("a [...] c d", "b")


def test_of_many_fields_the_answer_is_told_by_name_and_the_rest_explains() -> None:
    fields = ("Word", "Sound", "Meaning", "Note", "Unseen")
    template = [("C", "{{Word}}", "{{FrontSide}}{{Sound}}{{Meaning}}{{#Note}}{{Note}}{{/Note}}")]
    data = database([Note(("mot", "mo", "word", "noun", "x"))], template, fields)
    loaded = read_apkg(package({"collection.anki2": data}))
    assert said(loaded.plain[0]) == ("mot", "word", "Sound: mo\n\nNote: noun")
    assert [loss.what for loss in loaded.lost] == [
        "field 'Unseen', which no side of the card shows"
    ]


def test_what_a_front_hides_is_no_part_of_the_question() -> None:
    template = [
        ("C", "{{A}}<div style='visibility: hidden'>{{B}}</div><script>x()</script>", "{{B}}")
    ]
    (card,) = cards([Note(("asked", "answer"))], templates=template, fields=("A", "B"))
    assert said(card) == ("asked", "answer", "")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("[$]a_1<br>b[/$]", "$a_1\nb$"),
        ("[$$]\\frac{a}{b}[/$$]", "$$\\frac{a}{b}$$"),
        ("[latex]$x &lt; y$[/latex]", "$x < y$"),
        ("[latex]\\begin{align}a\\end{align}[/latex]", "$$\\begin{align}a\\end{align}$$"),
        ("\\(a &lt;b&nbsp;c\\) and \\[d\\]", "$a <b c$ and $$d$$"),
        ('<anki-mathjax block="true">e</anki-mathjax>', "$$e$$"),
        ("<code>\\(x\\)</code>", "`\\(x\\)`"),
        ("\\(x\\)\\(y\\)", "\\(x\\)\\(y\\)"),
        ("<ul><li>a<li><b>b</b></ul>c", "- a\n- **b**\n\nc"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("H<sub>2</sub>O, x<sup>ab</sup>", "H₂O, x^ab"),
        ("un<b>real</b>ly", "unreally"),
        ("a<script>alert(1)</script>b<style>p{}</style>", "ab"),
        ("<a href='javascript:x'>y</a> <a href='https://z.org'>w</a>", "y [w](https://z.org)"),
        ("<img src=x onerror=alert(1)>", "![](media:x)"),
        ("<table><tr><td>a<td>b</tr></table>", "a | b"),
        ("[sound:a.mp3]word", "word"),
        ("<p hidden>secret</p>seen", "seen"),
        ("a < b and c > d", "a < b and c > d"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_a_field_becomes_our_own_words(markup: str, words: str) -> None:
    from decks.exchange.hypertext_in import words_of

    assert words_of(markup) == words


def test_pictures_that_are_not_there_or_not_safe_leave_their_description() -> None:
    front = "<img src='a.svg' alt='a chart'><img src='http://x.y/b.png' alt='far'>"
    data = package({"collection.anki2": database([Note((front, "b"))])}, {"a.svg": b"<svg/>"})
    loaded = read_apkg(data)
    assert loaded.media == ()
    assert loaded.plain[0].content.question == "a chartfar"
    assert sum(loss.count for loss in loaded.lost) == 2


def test_a_tree_of_decks_is_kept_in_tags() -> None:
    notes = [Note(("a", "b"), "g1", deck=1), Note(("c", "d"), "g2", deck=2)]
    data = database(notes, decks={1: "Course::One", 2: "Course::Two::Deep"})
    loaded = read_apkg(package({"collection.anki2": data}))
    assert loaded.title == "Course"
    assert [card.content.tags for card in loaded.plain] == [("deck::One",), ("deck::Two::Deep",)]


def test_reviews_and_the_due_date_come_as_they_were() -> None:
    at = CREATED * 1000 + 86_400_000
    card = {"type": 2, "queue": 2, "due": 30, "ivl": 20, "reps": 2, "lapses": 0}
    card["data"] = '{"s": 19.5, "d": 4.2}'  # type: ignore[assignment]  # a text among numbers
    revlog = [
        (at, 10, 0, 1, 1, 0, 2500, 4000, 0),
        (at + 1, 10, 0, 0, 0, 0, 0, 0, 4),
        (at + 2000, 10, 0, 3, 1, 0, 2500, 5000, 0),
        (at + 4000, 10, 0, 4, 1, 0, 0, 5000, 3),
    ]
    (found,) = cards([Note(("a", "b"), card=card)], revlog=revlog)
    studied = found.studied
    assert studied is not None
    assert [(each.rating, each.seconds) for each in studied.reviews] == [(Rating.GOOD, 5.0)]
    assert studied.believed is not None
    assert studied.believed.due == datetime.fromtimestamp(CREATED, UTC) + timedelta(days=30)
    assert (studied.believed.stability, studied.believed.difficulty) == (19.5, 4.2)
    assert studied.believed.stage is Stage.REVIEW


def test_a_new_card_has_no_history_and_a_suspended_one_says_so() -> None:
    new, suspended = cards(
        [Note(("a", "b"), "g1"), Note(("c", "d"), "g2", card={"queue": -1})], templates=BASIC
    )
    assert new.studied is None
    assert suspended.studied is not None
    assert suspended.studied.suspended
    assert suspended.studied.believed is None
