"""What workers on several machines share: the pace and the budget of the run, also where workers are lost.

Nothing here needs Ray."""

from __future__ import annotations

import asyncio
import importlib.util
import random
from collections.abc import Callable
from inspect import isawaitable
from typing import Any

import pytest
from skipping import now, seconds, skip_through

from summarizer.batch.crew.shared import SharedBudget, SharedPace, Told
from summarizer.batch.engines import load
from summarizer.batch.engines.ray.cluster import cluster
from summarizer.batch.engines.ray.desk import ActorDesk
from summarizer.errors import BudgetReached, ConfigurationError
from summarizer.llm.budget import Amount
from summarizer.llm.pace import Bounds


class Actor:
    """A desk as Ray hands it to workers: calls are sent, and answered some time later, in the order of sending."""

    def __init__(self, desk: ActorDesk) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a handle's method
        return Method(getattr(self._desk, name))


class Method:
    def __init__(self, method: Callable[..., Any]) -> None:
        self._method = method

    def remote(self, *args: object) -> asyncio.Task[Any]:
        async def later() -> Any:  # noqa: ANN401 - whatever the method gives
            await asyncio.sleep(0.002)
            answer = self._method(*args)
            return await answer if isawaitable(answer) else answer

        return asyncio.get_running_loop().create_task(later())


def desk(bounds: Bounds | None = None, *, usd: float | None = None, tokens: int | None = None) -> Actor:
    return Actor(ActorDesk(bounds or Bounds(), usd, tokens, now))


def test_a_minute_and_the_calls_at_a_time_are_those_of_all_workers_together() -> None:
    bounds = Bounds(calls=6, requests_per_minute=120)
    came: list[float] = []
    running = most = 0

    async def main() -> None:
        shared = desk(bounds)

        async def worker(name: str) -> None:
            pace = SharedPace(bounds, shared, name)

            async def one() -> None:
                nonlocal running, most
                async with pace.turn(10):
                    came.append(seconds())
                    running += 1
                    most = max(most, running)
                    await asyncio.sleep(4)
                    running -= 1

            await asyncio.gather(*(one() for _ in range(60)))

        await asyncio.gather(*(worker(f"worker {number}") for number in range(4)))

    skip_through(main())
    assert len(came) == 240
    assert most == 6
    assert all(sum(start <= each < start + 60 for each in came) <= 120 for start in came)


def test_what_one_worker_is_told_to_wait_all_wait() -> None:
    async def main() -> float:
        shared = desk()
        one, other = (SharedPace(Bounds(), shared, name) for name in ("one", "other"))
        async with one.turn(1) as turn:
            turn.limited = True
            one.pause(20)
        before = seconds()
        async with other.turn(1):
            return seconds() - before

    assert 19.9 < skip_through(main()) < 20.1


def test_calls_of_a_lost_worker_make_room_for_others() -> None:
    async def main() -> int:
        bounds = Bounds(calls=2)
        shared = desk(bounds)
        lost, other = (SharedPace(bounds, shared, name) for name in ("lost", "other"))

        async def never_ends() -> None:
            async with lost.turn(1):
                await asyncio.Event().wait()

        gone = [asyncio.create_task(never_ends()) for _ in range(3)]  # the third has not got its leave
        await asyncio.sleep(1)
        assert await shared.lost.remote("lost") == 2
        for _ in range(4):  # all places are free again, also that which the lost one still waited for
            async with asyncio.timeout(1), other.turn(1), other.turn(1):
                await asyncio.sleep(0.1)
        for task in gone:
            task.cancel()
        return int(await shared.peak.remote())

    assert skip_through(main()) == 2


def test_tokens_that_went_beyond_the_leave_are_owed_by_all() -> None:
    async def main() -> float:
        bounds = Bounds(tokens_per_minute=600)
        shared = desk(bounds)
        one, other = (SharedPace(bounds, shared, name) for name in ("one", "other"))
        async with one.turn(10) as turn:
            one.took(turn, 310)
        before = seconds()
        async with other.turn(10):
            return seconds() - before

    assert skip_through(main()) > 20


@pytest.mark.parametrize("seed", range(5))
def test_the_budget_holds_over_all_workers_and_what_a_lost_one_had_set_aside_is_spent(seed: int) -> None:
    random_ = random.Random(seed)
    paid = 0.0

    async def main() -> None:
        shared = desk(usd=1.0)

        async def worker(name: str, dies: bool) -> None:
            budget = SharedBudget(1.0, None, shared, name)
            for number in range(40):
                nonlocal paid
                most = Amount(0, random_.uniform(0.01, 0.05))
                try:
                    await budget.reserve(most)
                except BudgetReached:
                    return
                paid += (cost := random_.uniform(0.0, most.usd))
                await asyncio.sleep(random_.random())
                if dies and number == 3:  # the call was answered and paid for, and nobody will ever settle it
                    await shared.lost.remote(name)
                    return
                await budget.settle(most, Amount(0, cost))

        await asyncio.gather(*(worker(f"worker {number}", number < 2) for number in range(6)))

    skip_through(main())
    assert 0.8 < paid <= 1.0


def test_notes_are_heard_with_the_article_that_they_are_about() -> None:
    async def main() -> list[tuple[str | None, str]]:
        shared = desk()
        Told(shared, "in/a.txt").note("asking again")
        Told(shared).note("waiting 20 s")
        await asyncio.sleep(1)
        heard: list[tuple[str | None, str]] = await shared.heard.remote()
        return heard

    assert skip_through(main()) == [("in/a.txt", "asking again"), (None, "waiting 20 s")]


@pytest.mark.parametrize(
    ("address", "message"),
    [("ray://head:10001", "start the run on a machine of the cluster"), ("127.0.0.1:1", "cannot be joined")],
)
def test_a_cluster_that_cannot_be_joined_is_told_before_anything_is_begun(address: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message), cluster(address, None):
        pass


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="pip install 'summarizer\\[ray\\]'"):
        load("ray")
