"""The critic: decisions of this course become examples that later drafts are compared with."""

from __future__ import annotations

from itertools import pairwise

import pytest

from decks.cards import CardKind, Deck, DraftContent, KeyPoint
from decks.drafts import Draft, Origin, Provenance
from decks.ids import content_id
from service.reviewing import critic, review
from service.reviewing.drafts import drafts
from service.wiring import App, deck_for
from tests.integration.conftest import TestClock

TRIVIAL = "Not worth a card"
ROOMS = ["A", "B", "C", "D", "E", "F", "G", "H"]


@pytest.fixture
def deck(app: App) -> Deck:
    return deck_for(app, "Bio")


def add(app: App, deck: Deck, question: str, answer: str, origin: Origin = Origin.RULES) -> Draft:
    content = DraftContent(
        kind=CardKind.FACT,
        question=question,
        label=answer[:20],
        core_answer=answer,
        key_points=(KeyPoint(text=answer),),
    )
    draft = Draft(
        id=content_id("drf", deck.id, question, answer),
        deck_id=deck.id,
        proposed=content,
        content=content,
        provenance=Provenance(origin=origin, drafter="rules/2"),
        created_at=app.now(),
    )
    with app.ledger.write() as unit:
        unit.drafts.add([draft])
    return draft


def room(app: App, deck: Deck, name: str) -> Draft:
    return add(app, deck, f"In which room is exercise class {name}?", f"In room {name} 12.")


def organ(app: App, deck: Deck, name: str) -> Draft:
    return add(app, deck, f"What does the {name} do for the cell?", f"The {name} makes proteins.")


def reviewed(app: App, deck: Deck, clock: TestClock) -> None:
    """Four rooms rejected, four organelles accepted, in turn."""
    for name in ROOMS[:4]:
        clock.turn(seconds=10)
        review.reject(app, room(app, deck, name).id, TRIVIAL)
        clock.turn(seconds=10)
        review.accept(app, organ(app, deck, f"ribosome {name}").id)


def test_with_nothing_decided_the_critic_says_nothing_and_how_it_learns(
    app: App, deck: Deck
) -> None:
    draft = room(app, deck, "A")
    assert critic.opinions(app, deck, [draft]) == {}
    assert critic.record(app, deck) == critic.Record()
    assert "learns from your decisions" in critic.record(app, deck).sentence
    assert drafts(app, "Bio")[0].expected is None


def test_a_draft_like_those_that_were_rejected_is_told_so_and_goes_last(
    app: App, deck: Deck, clock: TestClock
) -> None:
    reviewed(app, deck, clock)
    bad, good = room(app, deck, "X"), organ(app, deck, "nucleolus")
    told = critic.opinions(app, deck, [bad, good])
    assert told[bad.id].sentence == f"Like 4 that you rejected as “{TRIVIAL}”."
    assert told[good.id].sentence == "Like 4 that you accepted."
    worth = critic.expectations(app, deck, [bad, good])
    assert worth[bad.id] < 0 < worth[good.id]
    shown = {each.id: each for each in drafts(app, "Bio")}
    assert shown[bad.id].like.startswith("Like 4 that you rejected")
    assert (shown[bad.id].expected or 1) < 0.5


def test_the_record_knows_before_each_decision_only_those_before_it(
    app: App, deck: Deck, clock: TestClock
) -> None:
    reviewed(app, deck, clock)
    records = [critic.record(app, deck)]
    for name in ROOMS[4:]:
        clock.turn(seconds=10)
        review.reject(app, room(app, deck, name).id, TRIVIAL)
        records.append(critic.record(app, deck))
    assert records[0].asked == records[0].decided - critic.LEAST
    for before, after in pairwise(records):
        assert after.asked == before.asked + 1
        assert after.agreed - before.agreed in (0, 1)
    assert records[-1].agreed == records[-1].asked
    assert "foresaw" in records[-1].sentence


def test_what_is_taken_back_is_an_example_no_longer(app: App, deck: Deck, clock: TestClock) -> None:
    reviewed(app, deck, clock)
    before = critic.opinions(app, deck, [room(app, deck, "X")])
    rejected = room(app, deck, "A")
    review.undo(app, rejected.id)
    after = critic.opinions(app, deck, [room(app, deck, "X")])
    assert [each.sentence for each in before.values()] != [each.sentence for each in after.values()]


def test_what_a_person_wrote_or_imported_teaches_nothing(
    app: App, deck: Deck, clock: TestClock
) -> None:
    for number in range(8):
        clock.turn(seconds=10)
        made = add(app, deck, f"What is organ {number}?", "An organ.", Origin.PERSON)
        review.accept(app, made.id)
    assert critic.record(app, deck) == critic.Record()
