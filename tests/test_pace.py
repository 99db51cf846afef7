"""How fast an endpoint is asked, in time that is skipped: what is allowed a minute holds for every minute."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skipping import now, seconds, skip_through

from summarizer.errors import ContextOverflow
from summarizer.llm.pace import Bounds, Pace
from summarizer.llm.transports.pacing import Pacing

Sent = list[tuple[float, int]]
"""When each call was made, and of how many tokens."""


def send(bounds: Bounds, sizes: Sequence[int], *, takes: float = 0.5, workers: int = 64) -> Sent:
    """Make calls of these sizes, each of which takes so many seconds."""
    sent: Sent = []

    async def main() -> None:
        pace = Pace(bounds, now=now)
        remaining = iter(sizes)

        async def worker() -> None:
            for size in remaining:
                async with pace.turn(size):
                    sent.append((seconds(), size))
                    await asyncio.sleep(takes)

        await asyncio.gather(*(worker() for _ in range(workers)))

    skip_through(main())
    return sent


def busiest(sent: Sent, window: float = 60.0) -> tuple[int, int]:
    """Most calls, and most tokens, in any stretch of so many seconds."""
    calls = tokens = 0
    for start, _ in sent:
        inside = [size for when, size in sent if start <= when <= start + window]
        calls, tokens = max(calls, len(inside)), max(tokens, sum(inside))
    return calls, tokens


@pytest.mark.parametrize("most", [1, 2, 7, 59, 60, 61, 150, 600])
def test_requests_a_minute_hold_in_every_minute_and_are_made_use_of(most: int) -> None:
    sent = send(Bounds(requests_per_minute=most), [1] * 3 * most)
    assert busiest(sent)[0] <= most
    assert len(sent) == 3 * most
    assert sent[-1][0] <= 3.2 * 61


@settings(deadline=None, max_examples=30)
@given(
    most=st.integers(1_000, 50_000),
    shares=st.lists(st.floats(0.0, 1.0), min_size=5, max_size=60),
    workers=st.integers(1, 16),
)
def test_tokens_a_minute_hold_in_every_minute_whatever_the_sizes(most: int, shares: list[float], workers: int) -> None:
    sizes = [max(1, int(share * most)) for share in shares]
    sent = send(Bounds(tokens_per_minute=most), sizes, workers=workers)
    assert len(sent) == len(sizes)
    assert busiest(sent)[1] <= most


def test_tokens_a_minute_are_made_use_of() -> None:
    sent = send(Bounds(tokens_per_minute=100_000), [random.Random(n).randint(1_000, 5_000) for n in range(200)])
    assert sum(size for _, size in sent) / (sent[-1][0] / 60) > 85_000


def test_both_bounds_hold_together() -> None:
    sent = send(Bounds(requests_per_minute=30, tokens_per_minute=10_000), [600] * 60)
    calls, tokens = busiest(sent)
    assert calls <= 30
    assert tokens <= 10_000


def test_calls_come_in_the_order_in_which_they_were_asked_for() -> None:
    sizes = [random.Random(n).randint(1, 900) for n in range(50)]
    assert [size for _, size in send(Bounds(tokens_per_minute=2_000), sizes, takes=0.0)] == sizes


def test_tokens_beyond_the_expected_are_taken_from_the_calls_to_come() -> None:
    async def main() -> float:
        pace = Pace(Bounds(tokens_per_minute=6_000), now=now)
        async with pace.turn(100) as turn:
            pace.took(turn, 3_100)
        async with pace.turn(100):
            return seconds()

    # the bucket lets a tenth through at once, and the rest of the allowance over a minute
    assert skip_through(main()) == pytest.approx((3_000 - 500 + 100) / (5_401 / 61), rel=0.05)


def test_no_call_begins_in_a_pause_nor_too_many_after_it() -> None:
    sent: Sent = []

    async def main() -> None:
        pace = Pace(Bounds(requests_per_minute=60), now=now)

        async def worker(number: int) -> None:
            async with pace.turn(1):
                sent.append((seconds(), 1))
                if number == 5:
                    pace.pause(40)
                    pace.pause(10)

        await asyncio.gather(*(worker(number) for number in range(100)))

    skip_through(main())
    paused = sent[5][0]
    assert not [when for when, _ in sent if paused < when < paused + 40]
    assert busiest(sent)[0] <= 60


# -- calls at a time


def test_never_more_calls_at_a_time_than_allowed() -> None:
    sent = send(Bounds(calls=7), [1] * 70, takes=1.0)
    assert [sum(round(when, 3) == second for when, _ in sent) for second in range(10)] == [7] * 10


def test_a_burst_of_refusals_halves_the_calls_at_a_time_once() -> None:
    async def main() -> tuple[float, float, float]:
        pace = Pace(Bounds(calls=16), now=now)

        async def call(limited: bool) -> None:
            async with pace.turn(1) as turn:
                await asyncio.sleep(1)
                turn.limited = limited

        await asyncio.gather(*(call(limited=True) for _ in range(16)))
        after_burst = pace.calls
        await asyncio.gather(*(call(limited=True) for _ in range(8)))
        after_second = pace.calls
        for _ in range(100):
            await call(limited=False)
        return after_burst, after_second, pace.calls

    after_burst, after_second, in_the_end = skip_through(main())
    assert (after_burst, after_second) == (8.0, 4.0)
    assert in_the_end == pytest.approx(14.7, abs=0.2)


def test_the_calls_at_a_time_fall_to_one_and_no_lower_and_rise_to_the_bound_and_no_higher() -> None:
    async def main() -> tuple[float, float]:
        pace = Pace(Bounds(calls=4), now=now)
        for _ in range(10):
            async with pace.turn(1) as turn:
                turn.limited = True
        lowest = pace.calls
        for _ in range(50):
            async with pace.turn(1):
                pass
        return lowest, pace.calls

    assert skip_through(main()) == (1.0, 4.0)


def test_a_call_given_up_while_it_waits_takes_nothing_from_the_others() -> None:
    async def main() -> float:
        pace = Pace(Bounds(calls=1, requests_per_minute=60), now=now)

        async def call() -> float:
            async with pace.turn(1):
                await asyncio.sleep(0.1)
                return seconds()

        first, second, third = (asyncio.create_task(call()) for _ in range(3))
        await first
        second.cancel()
        return await third

    assert skip_through(main()) < 3


# -- the layer


class Endpoint(httpx2.AsyncBaseTransport):
    """Answers after a second, with so many tokens."""

    def __init__(self, replies: Sequence[httpx2.Response]) -> None:
        self._replies = iter(replies)
        self.arrived: list[float] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.arrived.append(seconds())
        await asyncio.sleep(1)
        return next(self._replies)


def answer(prompt: int, completion: int) -> httpx2.Response:
    return httpx2.Response(200, json={"usage": {"prompt_tokens": prompt, "completion_tokens": completion}})


def ask(bounds: Bounds, replies: Sequence[httpx2.Response], *, max_tokens: int = 400) -> list[float]:
    """When the calls reached the endpoint, made one after the other."""
    endpoint = Endpoint(replies)

    async def main() -> None:
        layer = Pacing(endpoint, Pace(bounds, now=now), now=now)
        for _ in replies:
            body = {"messages": [{"role": "user", "content": "x" * 900}], "max_tokens": max_tokens}
            await layer.handle_async_request(httpx2.Request("POST", "http://model.invalid", json=body))

    skip_through(main())
    return endpoint.arrived


def test_the_endpoint_is_let_alone_for_as_long_as_it_asks() -> None:
    replies = [httpx2.Response(429, headers={"retry-after": "20"}), answer(10, 10), answer(10, 10)]
    arrived = ask(Bounds(), replies)
    assert arrived[1] - arrived[0] >= 21
    assert arrived[2] - arrived[1] == pytest.approx(1)


@pytest.mark.parametrize("headers", [{}, {"retry-after": "3600"}, {"retry-after": "soon"}])
def test_what_names_no_time_or_too_long_a_one_pauses_nobody(headers: dict[str, str]) -> None:
    arrived = ask(Bounds(), [httpx2.Response(429, headers=headers), answer(10, 10)])
    assert arrived[1] - arrived[0] == pytest.approx(1)


def test_long_answers_count_with_what_they_took() -> None:
    short = ask(Bounds(tokens_per_minute=6_000), [answer(300, 50)] * 20)
    long = ask(Bounds(tokens_per_minute=6_000), [answer(300, 1_500)] * 20)
    assert short[-1] < 120
    assert long[-1] > 19 * 1_800 / 6_000 * 60 * 0.9


def test_a_request_larger_than_a_minutes_tokens_is_refused_so_that_smaller_pieces_may_be_tried() -> None:
    with pytest.raises(ContextOverflow, match="100 a minute"):
        ask(Bounds(tokens_per_minute=100), [answer(1, 1)])
