"""The one retry layer: what is asked again, what is told at once, and never past the deadline."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from decks.errors import (
    BadReply,
    BudgetSpent,
    CardwrightError,
    KeyRefused,
    ModelFailed,
    ModelRefusal,
    ModelTimeout,
    ModelUnavailable,
)
from providers.chat import ChatReply, ChatRequest, Usage
from providers.limits import (
    FIRST_PAUSE,
    MAX_REPLY_CHARS,
    Budget,
    Clock,
    Limits,
    Typed,
    ask_typed,
    fan_out,
    fitted,
)
from providers.scripted import Line, ScriptedChat


class Reply(BaseModel):
    """A reply of the tests."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["good", "bad"]
    size: float = Field(default=0.0, allow_inf_nan=False)


GOOD = '{"kind": "good"}'


@dataclass
class FakeClock:
    """Time that passes only in sleep, and in calls that are said to take some."""

    time: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.time, sleep=self.sleep, dice=random.Random(1))


def ask(
    *script: Line, limits: Limits | None = None, budget: Budget | None = None
) -> tuple[Callable[[], Typed[Reply]], ScriptedChat, FakeClock]:
    """The question, not yet asked, its model and its time."""
    model, time = ScriptedChat(script), FakeClock()

    def asking() -> Typed[Reply]:
        return ask_typed(
            model,
            system="s",
            user="the question",
            output=Reply,
            limits=limits or Limits(deadline=30, tries=3),
            budget=budget,
            clock=time.clock,
        )

    return asking, model, time


class TestTries:
    def test_a_good_reply_is_asked_for_once(self) -> None:
        asking, model, time = ask(GOOD)
        reply = asking()
        assert (reply.value.kind, reply.tries, reply.raw) == ("good", 1, GOOD)
        assert model.requests[0].schema == Reply.model_json_schema()
        assert time.slept == []

    @pytest.mark.parametrize("passing", [ModelUnavailable("down"), ModelTimeout("late")])
    def test_what_may_pass_is_asked_again_after_growing_pauses(
        self, passing: CardwrightError
    ) -> None:
        asking, model, time = ask(passing, passing, GOOD)
        assert asking().tries == 3
        first, second = time.slept
        assert 0.5 * FIRST_PAUSE <= first <= 1.5 * FIRST_PAUSE
        assert FIRST_PAUSE <= second <= 3 * FIRST_PAUSE
        assert [request.user for request in model.requests] == ["the question"] * 3

    def test_after_the_last_try_the_last_reason_is_told(self) -> None:
        asking, model, _ = ask(*[ModelUnavailable(f"down {n}") for n in range(9)])
        with pytest.raises(ModelUnavailable, match="down 2"):
            asking()
        assert len(model.requests) == 3

    @pytest.mark.parametrize(
        "final", [KeyRefused("key"), ModelRefusal("no"), ModelFailed("quota"), BudgetSpent("all")]
    )
    def test_what_cannot_pass_is_told_at_once(self, final: CardwrightError) -> None:
        asking, model, time = ask(final, GOOD)
        with pytest.raises(type(final)):
            asking()
        assert len(model.requests) == 1
        assert time.slept == []

    def test_a_reply_that_does_not_fit_is_asked_for_once_more_with_the_reason(self) -> None:
        asking, model, time = ask('{"kind": "ugly"}', GOOD)
        assert asking().tries == 2
        assert "the question\n\nYour last reply did not fit: kind" in model.requests[1].user
        assert time.slept == []

    def test_a_second_reply_that_does_not_fit_is_told(self) -> None:
        asking, model, _ = ask("no JSON", "no JSON", GOOD)
        with pytest.raises(BadReply) as caught:
            asking()
        assert caught.value.raw == "no JSON"
        assert len(model.requests) == 2

    def test_an_outage_does_not_use_up_the_second_chance_of_a_bad_reply(self) -> None:
        asking, _, _ = ask(ModelUnavailable("down"), "no JSON", GOOD)
        assert asking().tries == 3


class TestDeadline:
    def test_every_try_gets_the_time_that_is_left(self) -> None:
        given: list[float] = []

        class Slow:
            name = "slow:model"

            def ask(self, request: ChatRequest, *, timeout: float) -> ChatReply:
                given.append(timeout)
                time.time += 4.0
                raise ModelTimeout("late")

        time = FakeClock()
        limits = Limits(deadline=10, tries=9)
        with pytest.raises(ModelTimeout):
            ask_typed(Slow(), system="", user="", output=Reply, limits=limits, clock=time.clock)
        assert given[0] == 10.0
        assert given == sorted(given, reverse=True)
        assert time.time < 10 + 4

    def test_a_wait_that_ends_after_the_deadline_is_not_begun(self) -> None:
        asking, model, time = ask(ModelUnavailable("busy", retry_after=86_400), GOOD)
        with pytest.raises(ModelUnavailable) as caught:
            asking()
        assert caught.value.retry_after == 86_400
        assert time.slept == []
        assert len(model.requests) == 1

    def test_a_short_wait_that_is_asked_for_is_kept(self) -> None:
        asking, _, time = ask(ModelUnavailable("busy", retry_after=2), GOOD)
        assert asking().value.kind == "good"
        assert time.slept == [2]


class TestBudget:
    def test_replies_that_do_not_fit_cost_too(self) -> None:
        budget = Budget(None)
        asking, _, _ = ask("no JSON at all", GOOD, budget=budget)
        reply = asking()
        assert budget.used == reply.usage
        assert reply.usage.output_tokens == 4 + 2

    def test_a_spent_allowance_asks_nobody(self) -> None:
        asking, model, _ = ask(GOOD, budget=Budget(0))
        with pytest.raises(BudgetSpent, match="CARDWRIGHT_RUN_TOKENS"):
            asking()
        assert model.requests == []

    def test_an_allowance_spent_by_a_bad_reply_ends_the_question(self) -> None:
        asking, model, _ = ask("no JSON", GOOD, budget=Budget(1))
        with pytest.raises(BudgetSpent):
            asking()
        assert len(model.requests) == 1

    def test_threads_share_one_allowance(self) -> None:
        budget = Budget(None)

        def spend() -> None:
            for _ in range(500):
                budget.spend(Usage(1, 2))

        threads = [threading.Thread(target=spend) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert budget.used == Usage(2000, 4000)


class TestFitting:
    @pytest.mark.parametrize(
        "text", [GOOD, f"```json\n{GOOD}\n```", f"```\n{GOOD}```", f" {GOOD} "]
    )
    def test_json_fits_with_or_without_a_fence(self, text: str) -> None:
        assert fitted(text, Reply).kind == "good"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "good",
            '{"kind": "good"',
            '{"kind": "good"} and more',
            '{"kind": "good", "size": NaN}',
            '{"kind": "good", "size": Infinity}',
            '{"kind": "good", "size": 1e999}',
            '{"kind": "good", "size": "NaN"}',
            '{"kind": "bad", "kind": "good"}',
            '{"kind": "good", "score": 1}',
            '{"kind": true}',
            "[]",
            "[" * 100_000,
            '"' + "a" * MAX_REPLY_CHARS + '"',
        ],
    )
    def test_anything_else_does_not_fit_and_is_kept_for_the_log(self, text: str) -> None:
        with pytest.raises(BadReply) as caught:
            fitted(text, Reply)
        assert caught.value.raw == text[:MAX_REPLY_CHARS]


class TestFanningOut:
    @pytest.mark.parametrize("workers", [1, 4])
    def test_every_item_gives_its_result_or_its_error_and_costs_no_other(
        self, workers: int
    ) -> None:
        def work(number: int) -> int:
            if number == 3:
                raise ModelFailed("three")
            return number * 10

        results = dict(fan_out(work, range(6), workers=workers))
        assert isinstance(results.pop(3), ModelFailed)
        assert results == {0: 0, 1: 10, 2: 20, 4: 40, 5: 50}

    @pytest.mark.parametrize("workers", [1, 4])
    def test_a_fault_of_ours_is_raised(self, workers: int) -> None:
        with pytest.raises(ZeroDivisionError):
            list(fan_out(lambda number: 1 // number, [0, 1], workers=workers))

    def test_no_more_run_at_one_time_than_workers(self) -> None:
        running, most, lock = 0, 0, threading.Lock()
        together = threading.Barrier(2)

        def work(_: int) -> None:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            together.wait(5)
            with lock:
                running -= 1

        list(fan_out(work, range(6), workers=2))
        assert most == 2

    def test_one_worker_is_lazy_and_in_order(self) -> None:
        done: list[int] = []
        results = fan_out(done.append, [1, 2, 3], workers=1)
        next(results)
        assert done == [1]

    def test_what_was_not_begun_is_dropped_when_nobody_asks_on(self) -> None:
        begun: list[int] = []
        gate = threading.Event()

        def work(number: int) -> None:
            begun.append(number)
            if number:
                gate.wait(5)

        results = fan_out(work, range(50), workers=2)
        next(results)
        results.close()  # type: ignore[attr-defined]  # it is a generator
        gate.set()
        assert len(begun) < 10


def test_what_a_call_cost_follows_from_tokens_and_prices() -> None:
    limits = Limits(prices=(2.0, 10.0))
    assert limits.priced(Usage(1_000_000, 100_000)).cost == pytest.approx(3.0)
    assert limits.priced(Usage(5, 5, cost=0.25)).cost == 0.25
    assert Limits().priced(Usage(5, 5)).cost == 0.0
