"""How fast an endpoint is asked: calls at a time, requests and tokens a minute, and pauses that it asks for.

Two kinds of bounds work together. What the user allows a minute is never exceeded. How many calls run at a time is
found out: halved when the endpoint says that it is too much, raised by one for each full round of answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf

from aiolimiter import AsyncLimiter

_MINUTE = 61.0
"""Seconds in which no more than a minute's allowance goes out: one more, for what the way to the endpoint may vary."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the user allows; ``None`` is no bound."""

    calls: int | None = None
    """Calls at a time."""
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None


@dataclass(slots=True)
class Turn:
    """The leave to make one call."""

    round: int
    """How often the calls at a time had been cut when it began."""
    tokens: int
    """For how many it was given."""
    limited: bool = False
    """Whether the endpoint said that it is too much; set by who makes the call."""


class Pace:
    """Gives leave to call. One for all calls to an endpoint; ``sleep`` and ``now`` are the clock."""

    def __init__(
        self,
        bounds: Bounds = Bounds(),
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.bounds = bounds
        self.busy = 0
        """Calls that run now."""
        self.peak = 0
        """Most calls that ran at a time."""
        self._sleep = sleep
        self._now = now
        self._gate = _Gate(bounds.calls or inf)
        self._requests = _requests(bounds.requests_per_minute) if bounds.requests_per_minute else None
        self._tokens = _tokens(bounds.tokens_per_minute) if bounds.tokens_per_minute else None
        self._next = asyncio.Lock()
        self._until: datetime | None = None

    @property
    def calls(self) -> float:
        """How many calls may run at a time now."""
        return self._gate.limit

    @asynccontextmanager
    async def turn(self, tokens: int) -> AsyncIterator[Turn]:
        """Wait for leave to make a call of about ``tokens`` tokens, prompt and answer; it lasts for the block."""
        turn = Turn(await self._gate.enter(), tokens)
        try:
            async with self._next:
                await self._leave(tokens)
            self.busy += 1
            self.peak = max(self.peak, self.busy)
            try:
                yield turn
            finally:
                self.busy -= 1
        finally:
            await self._gate.exit(turn)

    def pause(self, seconds: float) -> None:
        """Let no call begin for so long."""
        until = self._now() + timedelta(seconds=seconds)
        self._until = max(until, self._until or until)

    def took(self, turn: Turn, tokens: int) -> None:
        """A call took so many tokens; what goes beyond its leave is taken from the calls to come."""
        if self._tokens is not None:
            self._tokens.owes(tokens - turn.tokens)

    async def _leave(self, tokens: int) -> None:
        while True:
            await self._over()
            if self._requests is not None:
                await self._requests.take(1)
            if self._tokens is not None:
                await self._tokens.take(tokens)
            if self._until is None:
                return
            # A pause began meanwhile: a leave kept through it would come on top of those of the minute after it.

    async def _over(self) -> None:
        while (until := self._until) is not None:
            left = (until - self._now()).total_seconds()
            if left > 0:
                await self._sleep(left)
            if self._until == until:
                self._until = None


class _Gate:
    """So many calls at a time: additive increase, multiplicative decrease."""

    def __init__(self, most: float) -> None:
        self.limit = most
        self._most = most
        self._inside = 0
        self._cuts = 0
        self._changed = asyncio.Condition()

    async def enter(self) -> int:
        async with self._changed:
            await self._changed.wait_for(lambda: self._inside + 1 <= self.limit)
            self._inside += 1
            return self._cuts

    async def exit(self, turn: Turn) -> None:
        if not turn.limited:
            self.limit = min(self._most, self.limit + 1 / self.limit)
        elif turn.round == self._cuts:
            # Calls that had begun before a cut say nothing about it: a burst of refusals counts as one.
            self._cuts += 1
            self.limit = max(1.0, min(self.limit, self._inside) / 2)
        async with self._changed:
            self._inside -= 1
            self._changed.notify_all()


class _PerMinute:
    """An allowance a minute, handed out evenly. One caller at a time."""

    def __init__(self, most: int, burst: int) -> None:
        # A leaky bucket lets its size through at once and then its rate: together the allowance, no more.
        self._burst = burst
        self._bucket = AsyncLimiter(burst, burst * _MINUTE / (most - burst + 1))
        self._owed = 0

    async def take(self, amount: int) -> None:
        """Wait until ``amount`` may go out."""
        while self._owed > 0:
            piece = min(self._owed, self._burst)
            await self._bucket.acquire(piece)
            self._owed -= piece
        left = amount
        while left > 0:
            piece = min(left, self._burst)
            await self._bucket.acquire(piece)
            left -= piece
        # What is larger than the bucket goes out in one piece after it was handed out in several. It is waited for
        # again before the next, or that would follow too soon.
        self.owes(amount - self._burst)

    def owes(self, amount: int) -> None:
        """Count ``amount``, if it is more than nothing, as gone out already."""
        self._owed += max(0, amount)


def _requests(most: int) -> _PerMinute:
    return _PerMinute(most, max(1, most // 60))


def _tokens(most: int) -> _PerMinute:
    return _PerMinute(most, max(1, most // 10))
