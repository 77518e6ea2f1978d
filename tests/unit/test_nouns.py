"""What the nouns refuse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from pydantic import ValidationError

from decks.cards import CardContent, DraftContent, KeyPoint
from decks.drafts import Action, Draft, Finding, Gate, Origin, Provenance, ReviewDecision
from decks.errors import WrongTransition
from decks.grading import Grade, GraderIdentity, PointVerdict, Unscored, UnscoredReason, Verdict
from decks.ids import content_id, fresh_id
from decks.lifecycle import acceptable, after, complete, last_standing
from decks.sources import Citation, Locator, LocatorKind, SourceVersion, Span, SpanKind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINE = Locator(kind=LocatorKind.LINE, first=(1,), last=(1,))


def version(text: str, *cuts: int) -> SourceVersion:
    edges = [0, *cuts, len(text)]
    return SourceVersion(
        id="ver_x",
        source_id="src_x",
        format="text",
        extractor="text/1",
        text=text,
        text_hash="0",
        spans=tuple(
            Span(start=start, end=end, kind=SpanKind.PARAGRAPH, locator=LINE)
            for start, end in pairwise(edges)
        ),
        created_at=NOW,
    )


def draft(content: DraftContent, *findings: Finding) -> Draft:
    return Draft(
        id="drf_x",
        deck_id="dck_x",
        proposed=content,
        content=content,
        findings=findings,
        provenance=Provenance(origin=Origin.RULES, drafter="rules/1"),
        created_at=NOW,
    )


WHOLE = DraftContent(
    question="What is it?",
    label="it",
    core_answer="A thing.",
    key_points=(KeyPoint(text="a thing"),),
)


def test_a_citation_is_the_exact_slice() -> None:
    text = version("one two three", 4)
    cited = text.cite(4, 7)
    assert cited.quote == "two" == text.text[cited.start : cited.end]


def test_a_citation_is_as_long_as_its_quote() -> None:
    with pytest.raises(ValidationError):
        Citation(version_id="v", start=0, end=5, quote="abc", locator=LINE)


@pytest.mark.parametrize("place", [(-1, 2), (2, 2), (0, 99)])
def test_no_citation_outside_the_text(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a range"):
        version("some words").cite(*place)


@pytest.mark.parametrize("text", ["a\r\nb", "a\x00b"])
def test_stored_text_has_lf_and_no_nul(text: str) -> None:
    with pytest.raises(ValidationError):
        version(text)


def test_spans_must_touch() -> None:
    good = version("abcdef", 3)
    with pytest.raises(ValidationError, match="touch"):
        SourceVersion.model_validate(
            {
                **good.model_dump(),
                "spans": [good.spans[0], {**good.spans[1].model_dump(), "start": 4}],
            }
        )


def test_a_time_without_a_zone_is_refused_and_others_become_utc() -> None:
    with pytest.raises(ValidationError, match="zone"):
        version("x").model_validate(
            {**version("x").model_dump(), "created_at": NOW.replace(tzinfo=None)}
        )
    shifted = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    again = SourceVersion.model_validate({**version("x").model_dump(), "created_at": shifted})
    assert again.created_at.tzinfo is UTC
    assert again.created_at == NOW


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        KeyPoint.model_validate({"text": "x", "role": "admin"})


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf")])
def test_a_weight_is_positive_and_finite(weight: float) -> None:
    with pytest.raises(ValidationError):
        KeyPoint(text="x", weight=weight)


def test_a_card_has_one_to_seven_key_points() -> None:
    for count, fits in ((0, False), (1, True), (7, True), (8, False)):
        points = [KeyPoint(text=f"point {number}") for number in range(count)]
        values = {**WHOLE.model_dump(), "key_points": points}
        if fits:
            assert len(CardContent.model_validate(values).key_points) == count
        else:
            with pytest.raises(ValidationError):
                CardContent.model_validate(values)


def test_an_incomplete_draft_becomes_no_card() -> None:
    without = WHOLE.model_copy(update={"core_answer": None})
    with pytest.raises(WrongTransition, match="core answer"):
        acceptable(draft(without), "")


def test_a_blocking_finding_is_overruled_only_in_words() -> None:
    blocked = draft(WHOLE, Finding(rule="C1", gate=Gate.BLOCK, reason="not in the notes"))
    with pytest.raises(WrongTransition, match="is blocked"):
        acceptable(blocked, "  ")
    assert acceptable(blocked, "I checked the book") == complete(WHOLE)


def test_a_decided_draft_is_not_decided_again() -> None:
    accepted = draft(WHOLE).model_copy(update={"state": "accepted"})
    for action in (Action.ACCEPT, Action.EDIT, Action.REJECT):
        with pytest.raises(WrongTransition, match="Undo"):
            after(accepted, action)


def test_undo_takes_back_the_newest_standing_decision() -> None:
    def decision(name: str, action: Action, undoes: str | None = None) -> ReviewDecision:
        return ReviewDecision(id=name, draft_id="d", action=action, by="p", at=NOW, undoes=undoes)

    first, second = decision("1", Action.EDIT), decision("2", Action.ACCEPT)
    assert last_standing([first, second]) == second
    assert last_standing([first, second, decision("3", Action.UNDO, "2")]) == first
    with pytest.raises(WrongTransition):
        last_standing([first, decision("3", Action.UNDO, "1")])


@pytest.mark.parametrize("verdict", [Verdict.PRESENT, Verdict.PARTIAL, Verdict.CONTRADICTED])
def test_a_verdict_rests_on_a_quote(verdict: Verdict) -> None:
    with pytest.raises(ValidationError, match="quote"):
        PointVerdict(point=0, text="x", verdict=verdict, credit=0.5)


def test_absent_needs_no_quote() -> None:
    assert PointVerdict(point=0, text="x", verdict=Verdict.ABSENT, credit=0.0).quote is None


def test_a_person_who_corrects_says_why() -> None:
    with pytest.raises(ValidationError, match="why"):
        Grade(
            id="g",
            answer_id="a",
            result=Unscored(reason=UnscoredReason.UNSURE, detail="?"),
            grader=GraderIdentity(name="person", version="1"),
            by="per_x",
            at=NOW,
        )


def test_content_ids_keep_their_parts_apart() -> None:
    assert content_id("drf", "a", "b") == content_id("drf", "a", "b")
    assert content_id("drf", "ab", "") != content_id("drf", "a", "b")
    assert len({fresh_id("ans") for _ in range(1000)}) == 1000


def test_locators_read_as_people_say_them() -> None:
    assert Locator(kind=LocatorKind.PAGE, first=(4,), last=(4,)).label == "page 4"
    assert Locator(kind=LocatorKind.LINE, first=(4,), last=(9,)).label == "lines 4-9"
    assert Locator(kind=LocatorKind.CUE, first=(61_500,), last=(65_000,)).label == "01:01-01:05"


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u3000"])
def test_a_blank_wording_is_none(blank: str) -> None:
    content = WHOLE.model_dump()
    content |= {"references": [blank, "Another."], "formulas": [blank]}
    content["key_points"] = [{"text": "x", "variants": [blank, "y"], "wrong_ideas": [blank]}]
    read = DraftContent.model_validate(content)
    assert (read.references, read.formulas) == (("Another.",), ())
    assert (read.key_points[0].variants, read.key_points[0].wrong_ideas) == (("y",), ())


def test_a_record_from_before_rules_were_kept_is_valid_and_names_its_maker_alone() -> None:
    old = Provenance.model_validate({"origin": "rules", "drafter": "rules/2"})
    assert old.maker == "rules/2"
    assert old.model_copy(update={"rule": "why"}).maker == "rules/2 (rule: why)"
