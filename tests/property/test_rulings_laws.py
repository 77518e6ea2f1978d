"""Whatever is claimed, ruled, graded anew and undone: the log gives the live state, nobody's word
is overwritten by a machine, and nothing that was appended changes.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from decks.errors import Refused, WrongTransition, WrongUsage
from decks.grading import Answer, ClaimState, Grade
from decks.memory import Rating
from decks.rulings import RulingKind
from scheduler.replay import replay
from service.collection import cards
from service.disputes import claims, reversals, rulings
from service.disputes.regrade import regrade
from service.disputes.regrading import Change
from service.disputes.rulings import Wish
from service.settings import resolve
from service.studying import claiming, study
from service.wiring import learner_day, opened
from tests.integration.conftest import TestClock
from tests.keyword_grader import keywords

WORDS = ("alpha", "Alpha", "beta", "alpha beta", "gamma", "alpha?", "")
KINDS = st.sampled_from(
    [
        (RulingKind.VARIANT, 0, "gamma"),
        (RulingKind.VARIANT, 1, "Alpha"),
        (RulingKind.VARIANT, None, "beta"),
        (RulingKind.POINT, None, "gamma"),
        (RulingKind.NO, None, ""),
        (RulingKind.FAULT, None, ""),
    ]
)


class Corrections(RuleBasedStateMachine):
    """Two students and the owner on one card of two key points."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.clock = TestClock()
        resolved = resolve({"data": Path(self._folder.name) / "data", "zone": "Europe/Berlin"}, {})
        self._open = opened(resolved, clock=self.clock, environ={})
        self.app = self._open.__enter__()
        self.grader = keywords(self.app)
        self.people = [self.app.owner, self.app.learner("Ann"), self.app.learner("Ben")]
        self.grades: dict[str, list[Grade]] = {}

    @initialize(texts=st.tuples(*[st.sampled_from(WORDS)] * 4), claimed=st.sets(st.integers(0, 3)))
    def a_card(self, texts: tuple[str, ...], claimed: set[int]) -> None:
        made = cards.add(
            self.app, "D", "What is it?", "alpha and beta", key_points=["alpha", "beta"]
        )
        self.card_id = made.id
        for at, text in enumerate(texts):
            self.answer((1, 2, 1, 0)[at], text, at)
            if at in claimed:
                with suppress(WrongTransition):  # a correct answer leaves nothing to claim
                    claiming.claim(self.app, self.answers()[-1].id)

    def teardown(self) -> None:
        self._open.__exit__(None, None, None)
        self._folder.cleanup()

    def answers(self) -> list[Answer]:
        with self.app.ledger.read() as unit:
            return unit.answers.list(card_id=self.card_id)

    @rule(who=st.integers(0, 2), text=st.sampled_from(WORDS), days=st.integers(0, 9))
    def answer(self, who: int, text: str, days: int) -> None:
        self.clock.turn(days=days, minutes=11)
        learner = self.people[who]
        study.answer(self.app, learner, study.ask(self.app, self.card_id, learner), text)

    @precondition(lambda self: self.answers())
    @rule(data=st.data(), word=st.sampled_from(["claim", "back", "guess", "rate", "had", "not"]))
    def say(self, data: st.DataObject, word: str) -> None:
        chosen = data.draw(st.sampled_from([each.id for each in self.answers()]))
        try:
            if word == "claim":
                claiming.claim(self.app, chosen)
            elif word == "back":
                claiming.take_back(self.app, chosen)
            elif word == "guess":
                study.guessed(self.app, chosen)
            elif word == "rate":
                study.rate(self.app, chosen, Rating.EASY)
            else:
                study.say(self.app, chosen, word == "had")
        except (WrongUsage, Refused):
            pass

    @rule(who=st.integers(0, 2))
    def undo(self, who: int) -> None:
        with suppress(WrongUsage):
            study.undo(self.app, self.people[who])

    @rule(data=st.data(), how=KINDS)
    def rule_on(self, data: st.DataObject, how: tuple[RulingKind, int | None, str]) -> None:
        made = [each.claim.id for each in claims.listed(self.app, state=None)]
        if not made:
            return
        chosen = tuple(data.draw(st.lists(st.sampled_from(made), min_size=1, max_size=3)))
        kind, point, words = how
        wish = Wish(kind, chosen, point, words, "because")
        try:
            shown = rulings.plan(self.app, wish)
            if shown.done:
                return
            done = rulings.rule(self.app, wish, seen=shown.stamp)
        except WrongUsage:
            return
        assert [_told(each) for each in done.changes] == [_told(each) for each in shown.changes]
        before = self.everything()
        assert rulings.rule(self.app, wish).done
        assert self.everything() == before

    @rule(data=st.data(), how=KINDS)
    def rule_and_take_back(
        self, data: st.DataObject, how: tuple[RulingKind, int | None, str]
    ) -> None:
        made = [each.claim.id for each in claims.listed(self.app, state=None)]
        if not made:
            return
        chosen = tuple(data.draw(st.lists(st.sampled_from(made), min_size=1, max_size=3)))
        kind, point, words = how
        before = self.as_it_stands()
        try:
            done = rulings.rule(self.app, Wish(kind, chosen, point, words, "because"))
        except WrongUsage:
            return
        if done.changes or done.claims:
            shown = reversals.plan(self.app, done.ruling.id, "a mistake")
            back = reversals.take_back(self.app, done.ruling.id, "a mistake", seen=shown.stamp)
            assert [_told(each) for each in back.changes] == [_told(c) for c in shown.changes]
            assert self.as_it_stands() == before
            whole = self.everything()
            assert reversals.take_back(self.app, done.ruling.id, "a mistake").done
            assert self.everything() == whole

    @rule(data=st.data())
    def take_back_any(self, data: st.DataObject) -> None:
        with self.app.ledger.read() as unit:
            made = [each.id for each in unit.rulings.of_card(self.card_id)]
        if made:
            reversals.take_back(self.app, data.draw(st.sampled_from(made)), "a mistake")

    def as_it_stands(self) -> tuple[object, ...]:
        """What counts now, whatever it followed from."""
        with self.app.ledger.read() as unit:
            card, grades = unit.cards.get(self.card_id), unit.grades.of_card(self.card_id)
            return (
                (card.state, card.version.content),
                [unit.reviews.state(person.id, self.card_id) for person in self.people],
                [(e, g.result, g.grader, g.by, g.certain) for e, g in grades.items()],
                [(each.id, each.state, each.ruling_id) for each in unit.claims.list()],
            )

    @rule(version=st.integers(1, 4))
    def grade_anew(self, version: int) -> None:
        self.grader.version = version
        foreseen = regrade(self.app, "D")
        done = regrade(self.app, "D", apply=True)
        assert [_told(each) for each in done.changes] == [_told(each) for each in foreseen.changes]
        again = regrade(self.app, "D", apply=True)
        assert (again.changes, again.stands) == ([], done.stands)

    def everything(self) -> tuple[object, ...]:
        with self.app.ledger.read() as unit:
            return (
                unit.grades.of_card(self.card_id),
                unit.reviews.logs(self.card_id),
                unit.claims.list(),
                unit.cards.versions(self.card_id),
                unit.rulings.of_card(self.card_id),
                [unit.notices.waiting(person.id) for person in self.people],
            )

    @invariant()
    def the_log_gives_the_live_state(self) -> None:
        with self.app.ledger.read() as unit:
            deck = unit.decks.list()[0] if unit.decks.list() else None
            for person in self.people if deck else ():
                assert deck is not None
                log = unit.reviews.log(person.id, self.card_id)
                again = replay(
                    log,
                    model=self.app.memory_model,
                    policy=self.app.policy(deck),
                    day=learner_day(person),
                )
                assert again == unit.reviews.state(person.id, self.card_id)

    @invariant()
    def what_was_appended_stays_and_a_persons_grade_counts(self) -> None:
        with self.app.ledger.read() as unit:
            for answer in self.answers() if hasattr(self, "card_id") else ():
                grades = unit.grades.of(answer.id)
                before = self.grades.get(answer.id, [])
                assert grades[: len(before)] == before
                self.grades[answer.id] = grades
                back = unit.rulings.reversals([e.why.removeprefix("ruling ") for e in grades])
                by_people = [
                    each
                    for each in grades
                    if each.by is not None and each.why.removeprefix("ruling ") not in back
                ]
                assert not by_people or grades[-1].by is not None

    @invariant()
    def a_settled_claim_names_its_ruling_and_an_open_one_has_none(self) -> None:
        with self.app.ledger.read() as unit:
            for claim in unit.claims.list():
                ruled = claim.ruling_id is not None
                if claim.state is ClaimState.OPEN:
                    assert not ruled
                elif claim.learner_id != self.app.owner.id:
                    assert ruled
                if ruled:
                    assert unit.rulings.find(claim.ruling_id or "") is not None


def _told(change: Change) -> tuple[object, ...]:
    """A change without the ids and times that each run makes anew."""
    result = change.after.result if change.after else None
    return change.answer.id, result, change.due_before, change.due_after


TestCorrections = Corrections.TestCase
TestCorrections.settings = settings(max_examples=12, stateful_step_count=14)
