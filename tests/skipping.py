"""An event loop whose time passes when everybody waits: hours in no time, and in the right order."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
_STEP = 1e-9
_START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class _Selector(selectors.SelectSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        self.now += _STEP  # as time does: who waits for less than a float can tell would wait for ever
        if not events:
            if timeout is None:
                raise AssertionError("everybody waits, and for nothing")
            self.now += timeout
        return events


class SkippingLoop(asyncio.SelectorEventLoop):
    """Its clock jumps to the next timer as soon as nothing else is to be done. Nothing outside of it may be awaited."""

    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    def time(self) -> float:
        """Seconds since the start."""
        return self._clock.now


def skip_through(main: Coroutine[Any, Any, T]) -> T:
    """Run ``main`` to its end in a loop that skips all waiting."""
    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(main)


def seconds() -> float:
    """The running loop's time."""
    return asyncio.get_running_loop().time()


def now() -> datetime:
    """The same as a date."""
    return _START + timedelta(seconds=seconds())
