"""The author model looks twice, is paid once, and loses nothing when the second look fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from authoring.asking import Asking
from authoring.model_drafter import DROPPED, ModelDrafter
from authoring.proposal import PassageDrafts
from authoring.quoting import place_of
from decks.errors import BadReply, BudgetSpent, KeyRefused, ModelRefusal
from providers.chat import Usage, about_tokens
from providers.limits import Budget, Limits
from providers.scripted import Line, ScriptedChat
from tests.model_authors import card, reply
from tests.unit.test_model_drafter import SENTENCE, notes

SECOND = "Most of the ATP of a cell comes from there."


class Shelf(dict[str, str]):
    """Replies in memory."""

    def put(self, key: str, text: str) -> None:
        self[key] = text


def refined(*cards: dict[str, Any], dropped: tuple[tuple[int, str], ...] = ()) -> str:
    gone = [{"card": number, "reason": reason} for number, reason in dropped]
    return json.dumps({"cards": list(cards), "dropped": gone})


def drafted(tmp_path: Path, *script: Line, tokens: int | None = None) -> PassageDrafts:
    asking = Asking(ScriptedChat(list(script)), Limits(deadline=5, tries=1), Budget(tokens))
    return ModelDrafter(asking).draft(*notes(tmp_path))


def test_a_second_look_splits_and_sharpens(tmp_path: Path) -> None:
    parts = [card(SENTENCE, question=f"What is part {number}?") for number in (1, 2)]
    found = drafted(tmp_path, reply(card(SENTENCE)), refined(*parts))
    assert [each.content.question for each in found.drafts] == [
        "What is part 1?",
        "What is part 2?",
    ]
    assert all(each.start is not None for each in found.drafts)


def test_what_is_dropped_is_the_reason_of_its_span(tmp_path: Path) -> None:
    found = drafted(tmp_path, reply(card(SENTENCE)), refined(dropped=((1, "trivial"), (9, "no"))))
    assert found.drafts == ()
    assert f"{DROPPED}: trivial" in dict(found.skipped).values()


@pytest.mark.parametrize(
    "failure", ["no JSON", ModelRefusal("declined"), KeyRefused("no"), BudgetSpent("spent"), "{}"]
)
def test_a_second_look_that_fails_loses_nothing_of_the_first(tmp_path: Path, failure: Line) -> None:
    found = drafted(tmp_path, reply(card(SENTENCE)), failure)
    assert [each.content.question for each in found.drafts] == [card(SENTENCE)["question"]]


def test_a_second_look_that_says_nothing_at_all_is_not_obeyed(tmp_path: Path) -> None:
    assert len(drafted(tmp_path, reply(card(SENTENCE)), refined()).drafts) == 1


def test_an_invented_quote_of_the_second_look_blocks_like_any(tmp_path: Path) -> None:
    found = drafted(tmp_path, reply(card(SENTENCE)), refined(card("Nuclei eat ATP at night.")))
    [only] = found.drafts
    assert only.start is None
    assert [each.rule for each in only.findings] == ["C1"]


def test_the_same_passage_is_paid_for_once(tmp_path: Path) -> None:
    model = ScriptedChat([reply(card(SENTENCE)), refined(card(SENTENCE))])
    asking = Asking(model, Limits(deadline=5, tries=1), Budget(None), Shelf())
    drafter = ModelDrafter(asking)
    place = notes(tmp_path)
    assert drafter.estimate(*place).input_tokens > 0
    first, again = drafter.draft(*place), drafter.draft(*place)
    assert first.drafts == again.drafts
    assert first.usage.output_tokens > 0
    assert again.usage == drafter.estimate(*place) == Usage()
    assert len(model.requests) == 2


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 1), ("four letters each", 5), ("细胞是生命的基本单位", 11), ("Straße", 3), ("\ud800", 2)],
)
def test_tokens_are_guessed_by_letter_where_nobody_counts_them(text: str, tokens: int) -> None:
    assert about_tokens(text) == tokens
    assert Usage.about(text, text + "abcd") == Usage(tokens, tokens + 1)


def test_another_model_is_asked_anew(tmp_path: Path) -> None:
    shelf = Shelf()
    for name in ("vendor:one", "vendor:two"):
        model = ScriptedChat([reply(card(SENTENCE)), refined(card(SENTENCE))], name=name)
        asking = Asking(model, Limits(deadline=5, tries=1), None, shelf)
        ModelDrafter(asking).draft(*notes(tmp_path))
        assert len(model.requests) == 2


def test_a_reply_that_was_kept_and_no_longer_fits_is_asked_for_again(tmp_path: Path) -> None:
    shelf = Shelf()
    asking = Asking(ScriptedChat([reply(card(SENTENCE))]), Limits(tries=1), None, shelf)
    ModelDrafter(asking, passes=1).draft(*notes(tmp_path))
    shelf.update(dict.fromkeys(shelf, "{}"))
    model = ScriptedChat([reply(card(SENTENCE))])
    ModelDrafter(Asking(model, Limits(tries=1), None, shelf), passes=1).draft(*notes(tmp_path))
    assert len(model.requests) == 1


@pytest.mark.parametrize("kind", [BadReply, ModelRefusal])
def test_a_reply_that_cannot_be_used_is_charged_to_the_budget(
    tmp_path: Path, kind: type[BadReply]
) -> None:
    cut = kind("cut off")
    cut.tokens = 40, 60
    budget = Budget(1000)
    asking = Asking(ScriptedChat([cut]), Limits(tries=1, prices=(1e6, 1e6)), budget)
    with pytest.raises(kind):
        ModelDrafter(asking).draft(*notes(tmp_path))
    assert budget.used == Usage(40, 60, 100.0)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The mitochondrion makes ATP ... comes from there.", "The mitochondrion makes ATP"),
        ("Most of the ATP of a cell […] there", "Most of the ATP of a cell"),
        ("Most of the ATP of the cell comes from there", SECOND[:-1]),
        ("Most of the ATP of cells is not made there", None),
        ("The nucleus keeps the genes of every cell.", None),
        ("makes", "makes"),
        ("makes up", None),
    ],
)
def test_a_quote_is_repaired_from_the_passage_or_not_found(
    tmp_path: Path, quote: str, found: str | None
) -> None:
    version, passage = notes(tmp_path)
    place = place_of(quote, version, passage)
    assert (None if place is None else version.words(*place)) == found
