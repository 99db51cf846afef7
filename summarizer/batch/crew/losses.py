"""What becomes of an article whose worker is lost: another worker gets it, a few times."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, field

from summarizer.batch.crew.worker import Reply
from summarizer.batch.failures import Failure
from summarizer.llm.meter import Meter

LOSSES = 4
"""Workers that may be lost over one article."""


@dataclass(frozen=True, slots=True)
class Loss:
    """The worker is gone that had the article."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Losses:
    """Gives the articles of a run to worker after worker; one for all of them."""

    _suspects: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def outlived(self, ask: Callable[[bool], Awaitable[Reply | Loss | None]]) -> Reply | None:
        """The first reply that ``ask`` has, or a failure after too many losses; nothing where it has none to ask.

        Args:
            ask: gives the article to a worker; is told whether one was lost over it.
        """
        why = ""
        for tries in range(1, LOSSES + 1):
            # What was lost twice may be what kills its worker, or have been beside that: one at a time from then on.
            async with self._suspects if tries > 2 else nullcontext():
                reply = await ask(tries > 1)
            if not isinstance(reply, Loss):
                return reply
            why = f"{tries} workers were lost while they had it" + (f"; the last: {reply.why}" if reply.why else "")
        return Reply(Failure("worker_lost", why, LOSSES), Meter())
