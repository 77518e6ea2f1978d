"""Decks in and out of a data folder: updated and never doubled, reviews replayed, loss told."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from decks.exchange.formats import read_deck
from decks.keypoints import key_points_of
from decks.memory import Rating
from service import operate
from service.transfer import exchange
from service.transfer.exchange import WRITES, exported, import_bytes
from service.wiring import App, deck_named
from tests.exchange_packages import CREATED, PNG, Note, database, package
from tests.integration.conftest import TestClock

DAY = 86_400


def apkg(*notes: Note, media: dict[str, bytes] | None = None, **options: Any) -> bytes:
    return package({"collection.anki2": database(notes, **options)}, media)


def words(app: App, deck: str = "Deck") -> list[tuple[str, str, int]]:
    with app.ledger.read() as unit:
        found = unit.cards.list(deck_named(app, deck).id)
    return [
        (c.version.content.question, c.version.content.core_answer, c.version.number) for c in found
    ]


def sound(app: App) -> bool:
    checks = {check.name: check for check in operate.doctor(app).checks}
    return checks["replay"].ok and checks["database"].ok


REVIEWED = {"type": 2, "queue": 2, "due": 300, "ivl": 20, "reps": 2, "data": '{"s":19.5,"d":4.2}'}


def revlog(card: int, *days: int) -> list[tuple[int, ...]]:
    return [((CREATED + day * DAY) * 1000, card, 0, 3, 1, 0, 2500, 4000, 0) for day in days]


def test_the_same_package_twice_is_the_package_once(app: App) -> None:
    data = apkg(Note(("a", "b")), Note(("c", ""), "g2"), media={})
    first = import_bytes(app, "x.apkg", data, "Deck")
    again = import_bytes(app, "x.apkg", data, "Deck")
    assert (first.cards, first.drafts) == (1, 1)
    assert (again.cards, again.drafts, again.updated, again.unchanged) == (0, 0, 0, 2)


def test_a_note_that_was_changed_updates_its_card_and_keeps_the_history(app: App) -> None:
    import_bytes(app, "x.apkg", apkg(Note(("a", "b")), Note(("c", ""), "g2")), "Deck")
    changed = apkg(Note(("a", "b, better")), Note(("c", "d"), "g2"), Note(("e", "f"), "g3"))
    shape = import_bytes(app, "x.apkg", changed, "Deck")
    assert (shape.updated, shape.cards) == (1, 2)
    assert words(app) == [("a", "b, better", 2), ("c", "d", 1), ("e", "f", 1)]
    assert import_bytes(app, "x.apkg", changed, "Deck").unchanged == 3


def test_what_was_edited_here_stays_when_the_old_package_comes_again(app: App) -> None:
    old, new = apkg(Note(("a", "b"))), apkg(Note(("a", "edited")))
    import_bytes(app, "x.apkg", old, "Deck")
    import_bytes(app, "x.apkg", new, "Deck")
    assert import_bytes(app, "x.apkg", old, "Deck").unchanged == 1
    assert words(app) == [("a", "edited", 2)]


def test_reviews_of_a_package_give_the_state_that_replaying_gives(app: App) -> None:
    notes = (Note(("a", "b"), card=REVIEWED), Note(("c", "d"), "g2", card=REVIEWED))
    data = apkg(*notes, revlog=revlog(10, 1, 2, 12))
    shape = import_bytes(app, "x.apkg", data, "Deck")
    assert shape.reviews == 4  # Three, and one that stands for a date without reviews.
    assert sound(app)
    with app.ledger.read() as unit:
        states = unit.reviews.states(app.owner.id, deck_named(app, "Deck").id)
    assert len(states) == 2
    assert import_bytes(app, "x.apkg", data, "Deck").reviews == 0


def test_only_reviews_after_the_newest_known_are_added_and_the_others_told(app: App) -> None:
    note = Note(("a", "b"), card=REVIEWED)
    import_bytes(app, "x.apkg", apkg(note, revlog=revlog(10, 5)), "Deck")
    shape = import_bytes(app, "x.apkg", apkg(note, revlog=revlog(10, 2, 5, 9)), "Deck")
    assert shape.reviews == 1
    assert [loss.what for loss in shape.lost] == ["review before the newest one here"]
    assert sound(app)


def test_dates_tags_order_pictures_and_suspension_go_out_as_they_came(app: App) -> None:
    notes = [
        Note(
            (f"q{n} <img src='p.png'>", f"a{n}"),
            f"g{n}",
            tags=f" t{n} ",
            card={**REVIEWED, "due": 100 + n},
        )
        for n in range(5)
    ]
    notes.append(Note(("last", "z"), "g9", card={"queue": -1}))
    data = apkg(*notes, media={"p.png": PNG}, revlog=revlog(10, 1, 2), decks={1: "Deck"})
    from decks.exchange.anki.reading import read_apkg

    before = read_apkg(data)
    import_bytes(app, "x.apkg", data, "Deck")
    after = read_apkg(exported(app, "Deck", "apkg").data)
    assert [c.content for c in after.plain] == [
        c.content.model_copy(update={"label": ""}) for c in before.plain
    ]
    assert [c.key for c in after.plain] == [c.key for c in before.plain]
    assert after.media == before.media
    for one, other in zip(before.plain, after.plain, strict=True):
        assert one.studied is not None
        assert other.studied is not None
        assert one.studied.suspended == other.studied.suspended
        if one.studied.believed is not None:
            assert other.studied.believed is not None
            apart = other.studied.believed.due - one.studied.believed.due
            assert abs(apart) <= timedelta(days=1)


def test_a_package_of_ours_that_comes_back_changes_the_cards_it_came_from(
    app: App, clock: TestClock
) -> None:
    from service.collection import cards

    cards.add(app, "Deck", "What is $x$?", "It is $y_1$.", explanation="Why", tags=["two words"])
    data = exported(app, "Deck", "apkg").data
    assert import_bytes(app, "x.apkg", data, "Deck").unchanged == 1
    assert words(app) == [("What is $x$?", "It is $y_1$.", 1)]
    assert import_bytes(app, "x.apkg", data, "Other").cards == 1


def test_what_is_reviewed_here_goes_out_with_its_date_and_rating(
    app: App, clock: TestClock
) -> None:
    from decks.exchange.anki.reading import read_apkg
    from service.collection import cards
    from service.studying import study

    card = cards.add(app, "Deck", "q", "the answer")
    study.answer(app, app.owner, study.ask(app, card.id, app.owner), "the answer")
    (found,) = read_apkg(exported(app, "Deck", "apkg").data).plain
    assert found.studied is not None
    assert [review.rating for review in found.studied.reviews] == [Rating.GOOD]
    with app.ledger.read() as unit:
        state = unit.reviews.state(app.owner.id, card.id)
    assert state is not None
    assert found.studied.believed is not None
    assert abs(found.studied.believed.due - state.due) < timedelta(days=1)
    bare = read_apkg(exported(app, "Deck", "apkg", with_schedule=False).data)
    assert bare.plain[0].studied is None


def test_jsonl_carries_pictures_and_imported_reviews_without_loss(app: App, tmp_path: Path) -> None:
    from service.settings import resolve
    from service.wiring import opened

    note = Note(("a <img src='p.png'>", "b"), card=REVIEWED)
    import_bytes(app, "x.apkg", apkg(note, media={"p.png": PNG}, revlog=revlog(10, 1, 2)), "Deck")
    one = exported(app, "Deck", "jsonl", with_learners=True).data
    with opened(resolve({"data": tmp_path / "other"}, {}), environ={}) as other:
        assert import_bytes(other, "d.jsonl", one, "Deck").media == 1
        two = exported(other, "Deck", "jsonl", with_learners=True).data
        assert sound(other)
    first, second = ([json.loads(line) for line in data.splitlines()] for data in (one, two))
    for record in (*first, *second):
        if record.get("type") == "person":
            record["name"] = record["role"] = ""
    assert first == second


@pytest.mark.parametrize("format_name", [*WRITES, "anki", "md", "knowt"])
def test_every_format_is_written_and_says_what_it_leaves(app: App, format_name: str) -> None:
    from service.collection import cards

    cards.add(app, "Deck", "What is $x$?", "It is $y$.", key_points=["a", "b"], tags=["t"])
    made = exported(app, "Deck", format_name)
    assert made.data
    assert (made.losses == ()) == (made.format in ("jsonl", "csv", "tsv", "markdown"))
    assert all(loss.count > 0 for loss in made.losses)


REAL = [
    "cs-flash-cards-quizlet.tsv",
    "cs-flash-cards-multiline-custom-separators.txt",
    "data-science-interviews-theory.md",
    "google-ml-glossary-en.apkg",
    "programming-basic.csv",
    "zhongwen-modern-format.apkg",
    "../seed/generative-deep-learning-deck.txt",
]
READ_AGAIN = {
    "csv": "d.csv",
    "tsv": "d.tsv",
    "quizlet": "d.txt",
    "markdown": "d.md",
    "apkg": "d.apkg",
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_deck_goes_out_in_every_format_and_comes_back(
    hashed: App, real_data: Path, name: str
) -> None:
    file = real_data / "decks" / name
    exchange.import_file(hashed, file, "Deck")
    here = [(question, answer) for question, answer, _ in words(hashed)]
    assert here
    for format_name in WRITES:
        made = exported(hashed, "Deck", format_name)
        if format_name in READ_AGAIN:
            read = read_deck(READ_AGAIN[format_name], made.data, key_points_of)
            back = [(one.content.question, one.content.core_answer) for one in read.plain]
            assert back == [(q.strip(), a.strip()) for q, a in here], format_name
    assert sound(hashed)


def test_a_picture_is_served_as_nothing_but_a_picture(app: App) -> None:
    from tests.web_client import signed_in

    import_bytes(
        app, "x.apkg", apkg(Note(("a<img src='p.png'>", "b")), media={"p.png": PNG}), "Deck"
    )
    with signed_in(app) as client:
        reply = client.get(f"/decks/{deck_named(app, 'Deck').id}/media/p.png")
    assert (reply.status_code, reply.content) == (200, PNG)
    assert reply.headers["content-type"] == "image/png"
    assert "sandbox" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_date_without_reviews_is_placed_told_as_such_and_goes_out_as_it_came(
    app: App, clock: TestClock
) -> None:
    from decks.exchange.anki.reading import read_apkg
    from service.calendar import replaying, standings
    from service.studying import study

    held = {"type": 2, "queue": 2, "due": 400, "ivl": 30, "reps": 4, "lapses": 1}
    data = apkg(Note(("q", "the answer"), "g1", card={**held, "data": '{"s": 41.5, "d": 6.25}'}))
    import_bytes(app, "x.apkg", data, "Deck")
    (card,) = app_cards(app)
    with app.ledger.read() as unit:
        state = unit.reviews.state(app.owner.id, card)
    assert state is not None
    assert (state.stability, state.difficulty, state.reps, state.lapses) == (41.5, 6.25, 4, 1)
    assert replaying.replay_all(app, write=False).moved == ()
    known = standings.mastery_of(app, "Deck", app.owner)
    assert [each.evidence for each in known.cards] == ["placed"]
    assert known.evidence["placed"] == 1
    (out,) = read_apkg(exported(app, "Deck", "apkg").data).plain
    assert out.studied is not None
    assert out.studied.reviews == ()
    study.answer(app, app.owner, study.ask(app, card, app.owner), "the answer")
    assert replaying.replay_all(app, write=False).moved == ()
    known = standings.mastery_of(app, "Deck", app.owner)
    assert [each.evidence for each in known.cards] == ["typed"]


def test_a_placed_state_out_of_all_bounds_is_held_within_them(app: App) -> None:
    from service.calendar import standings

    held = {"type": 2, "queue": 2, "due": 400, "ivl": 30, "reps": 2**40, "lapses": 2**40}
    for number, data in enumerate(('{"s": 1e-300, "d": -5}', '{"s": 1e300, "d": 99}', "x")):
        package = apkg(Note(("q", "a"), f"g{number}", card={**held, "data": data}))
        import_bytes(app, "x.apkg", package, f"Deck {number}")
        assert 0 <= standings.mastery_of(app, f"Deck {number}", app.owner).recall <= 1


def app_cards(app: App) -> list[str]:
    with app.ledger.read() as unit:
        return unit.cards.ids(deck_named(app, "Deck").id)
