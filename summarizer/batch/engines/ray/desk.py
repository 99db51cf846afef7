"""The desk of a cluster's workers, which runs there too, and keeps what they say until it is fetched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from summarizer.batch.crew.desk import Desk
from summarizer.llm.budget import Budget
from summarizer.llm.pace import Bounds, Pace

Note = tuple[str | None, str]
"""What a worker has to say, and the article that it is about, if any."""


class ActorDesk(Desk):
    """A desk that is an actor.

    Args:
        bounds: of the pace.
        usd: of the budget, if any, in US dollars.
        tokens: the same in tokens.
        now: the pace's clock.
    """

    def __init__(
        self,
        bounds: Bounds,
        usd: float | None,
        tokens: int | None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(Pace(bounds, now=now), Budget(usd=usd, tokens=tokens))
        self._notes: asyncio.Queue[Note] = asyncio.Queue()

    def note(self, about: str | None, text: str) -> None:
        """Take what a worker has to say."""
        self._notes.put_nowait((about, text))

    async def heard(self) -> list[Note]:
        """What workers have said since the last time, once there is something."""
        notes = [await self._notes.get()]
        while not self._notes.empty():
            notes.append(self._notes.get_nowait())
        return notes
