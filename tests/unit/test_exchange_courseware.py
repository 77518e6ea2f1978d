"""Questions for learning platforms: valid, escaped, and the same question as the card."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
import xmlschema

from decks.analogies import Analogy, AnalogyContent, AnalogyOrigin, AnalogyState
from decks.cards import CardContent, KeyPoint
from decks.exchange.carried import CARRIES, PARTS, left_behind
from decks.exchange.gift import write_gift
from decks.exchange.moodle import write_moodle
from decks.exchange.outgoing import OutgoingCard, OutgoingDeck
from decks.exchange.qti import write_qti
from decks.media import Medium
from tests.conftest import NOW
from tests.exchange_packages import PNG

SCHEMAS = Path(__file__).parents[1] / "schemas"
HOSTILE = "a {b} =c ~d #e :f \\g \n\n// h $CATEGORY: x ]]> <script>&amp; </text> ::t:: %50% *"


def card(number: int, question: str, answer: str, **more: object) -> OutgoingCard:
    content = CardContent(
        question=question,
        label=f"card {number}",
        core_answer=answer,
        key_points=(KeyPoint(text="a point"),),
        **more,
    )
    return OutgoingCard(f"crd_{number}", content)


def analogy(state: AnalogyState) -> Analogy:
    content = AnalogyContent(text=f"like {state} water")
    return Analogy(
        id=f"ana_{state}",
        subject_id="crd_1",
        content=content,
        origin=AnalogyOrigin.PERSON,
        state=state,
        created_at=NOW,
    )


@pytest.fixture
def deck() -> OutgoingDeck:
    plain = card(1, "What is 2^16?", "65,536", references=("2 to the 16",), tags=("numbers",))
    states = tuple(analogy(state) for state in AnalogyState)
    return OutgoingDeck(
        "dck_a",
        "A/B <deck>",
        (
            OutgoingCard("crd_1", plain.content, states, sources=("notes.md, line 3: words",)),
            card(2, "Why $x < y_1$?", "Because $\\frac{a}{b}$ & ~ {c} is so, and more.\n\nThen."),
            card(3, HOSTILE, HOSTILE, explanation=HOSTILE),
            card(4, "![p](media:a%20b.png)?", "five * stars"),
        ),
        media=(Medium(name="a b.png", kind="image/png", data=PNG),),
    )


def gift(text: str) -> Iterator[tuple[str, str, str]]:
    """Title, question and answers, read by the rules of the format: Moodle's own reader's steps."""
    for block in re.split(r"\n\s*\n", text.replace("\\\\", "\ue000")):
        lines = [line for line in block.split("\n") if not line.startswith("//")]
        body = "\n".join(lines).strip()
        if not body or body.startswith("$CATEGORY"):
            continue
        for at, sign in enumerate(":#={}~n"):
            body = body.replace(f"\\{sign}", chr(0xE001 + at))
        found = re.fullmatch(r"::(.*?)::\[html\](.*?)\{(.*)\}", body, re.DOTALL)
        assert found, body
        yield tuple(_unescaped(part) for part in found.groups())  # type: ignore[misc]  # three


def _unescaped(text: str) -> str:
    for at, sign in enumerate(":#={}~\n"):
        text = text.replace(chr(0xE001 + at), sign)
    return text.replace("\ue000", "\\")


def test_gift_is_read_by_its_own_rules_as_as_many_questions(deck: OutgoingDeck) -> None:
    questions = list(gift(write_gift(deck)))
    assert [title for title, _, _ in questions] == ["card 1", "card 2", "card 3", "card 4"]
    assert "\\(x &lt; y_1\\)" in questions[1][1]
    assert questions[0][2].startswith("=65,536 =2 to the 16 ####")
    assert "=five \\* stars" in questions[3][2]
    assert "<script>" not in write_gift(deck)


@pytest.mark.parametrize(("write", "schema"), [(write_moodle, "moodle"), (write_qti, "qti12")])
def test_what_is_written_fits_the_schema(deck: OutgoingDeck, write: object, schema: str) -> None:
    assert callable(write)
    xmlschema.XMLSchema(SCHEMAS / f"{schema}.xsd").validate(Xml.fromstring(write(deck)))


def mutilated(root: Xml.Element) -> Iterator[tuple[str, Xml.Element]]:
    """The document with one part taken away, put behind the next one, or foreign, each in turn."""
    for at, holder in enumerate(root.iter()):
        for place, part in enumerate(holder):
            name = f"{part.tag.rpartition('}')[2]} in {holder.tag.rpartition('}')[2]}"
            following = [each.tag for each in holder[place + 1 : place + 2]]
            for what, put in (("no", None), ("late", place + 1), ("foreign", place)):
                if what == "late" and following in ([], [part.tag]):
                    continue
                changed = copy.deepcopy(root)
                spoilt = list(changed.iter())[at]
                taken = spoilt[place]
                spoilt.remove(taken)
                if put is not None:
                    new = taken if what == "late" else Xml.Element(f"{part.tag}s")
                    spoilt.insert(put, new)
                yield f"{what} {name}", changed


OPTIONAL = {
    "itemfeedback in item",
    "displayfeedback in respcondition",
    "setvar in respcondition",
    "respcondition in resprocessing",
    "varequal in or",
    "item in section",
    "qtimetadatafield in qtimetadata",
}
"""Parts of which a document may have one less."""


def test_the_schema_of_qti_refuses_parts_that_lack_stand_wrong_or_are_foreign(
    deck: OutgoingDeck,
) -> None:
    schema = xmlschema.XMLSchema(SCHEMAS / "qti12.xsd")
    changed = list(mutilated(Xml.fromstring(write_qti(deck))))
    passed = {what for what, document in changed if schema.is_valid(document)}
    assert passed <= {f"no {name}" for name in OPTIONAL}
    assert {"late conditionvar in respcondition", "late material in presentation"} <= {
        what for what, _ in changed
    }


def test_moodle_keeps_mathematics_pictures_and_the_reference(deck: OutgoingDeck) -> None:
    quiz = Xml.fromstring(write_moodle(deck))
    first, second, third, fourth = quiz.findall("question")[1:]
    assert first.get("type") == "shortanswer"
    assert [one.findtext("text") for one in first.findall("answer")] == ["65,536", "2 to the 16"]
    assert first.findtext("tags/tag/text") == "numbers"
    assert second.get("type") == "essay"
    assert "\\(\\frac{a}{b}\\)" in str(second.findtext("graderinfo/text"))
    assert "<script>" not in str(third.findtext("questiontext/text"))
    file = fourth.find("questiontext/file")
    assert file is not None
    assert file.get("name") == "a b.png"
    assert "@@PLUGINFILE@@/a%20b.png" in str(fourth.findtext("questiontext/text"))


def test_students_see_accepted_analogies_alone(deck: OutgoingDeck) -> None:
    for written in (write_gift(deck), write_moodle(deck), write_qti(deck)):
        assert "like accepted water" in written
        assert "pending" not in written
        assert "rejected" not in written


def test_every_part_is_carried_or_counted(deck: OutgoingDeck) -> None:
    for format_name, carried in CARRIES.items():
        lost = {loss.what for loss in left_behind(deck, format_name)}
        there = {part for part, found in PARTS.items() for one in deck.cards if list(found(one))}
        assert lost == there - set(carried)
        assert set(carried) <= set(PARTS)
    assert left_behind(deck, "jsonl") == ()


def test_drafts_and_withdrawn_cards_are_told() -> None:
    deck = OutgoingDeck("dck_a", "A", (card(1, "q", "a"),), drafts=2, withdrawn=1)
    lost = {loss.what: loss.count for loss in left_behind(deck, "apkg")}
    assert lost["draft that waits for review"] == 2
    assert lost["withdrawn card"] == 1
