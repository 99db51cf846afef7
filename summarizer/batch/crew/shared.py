"""A worker's side of what is shared: its transport layers ask the desk, and know nothing of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from summarizer.errors import BudgetReached
from summarizer.llm.budget import Amount, Budget
from summarizer.llm.pace import Bounds, Pace, Turn
from summarizer.progress import Silent

Handle = Any
"""An actor's, which has its methods with ``remote``."""


class SharedPace(Pace):
    """The pace of the whole run."""

    def __init__(self, bounds: Bounds, desk: Handle, worker: str) -> None:
        super().__init__(bounds)
        self._desk = desk
        self._worker = worker
        self._took: dict[int, int] = {}

    @asynccontextmanager
    async def turn(self, tokens: int) -> AsyncIterator[Turn]:
        """Wait for leave to make a call, see :meth:`Pace.turn`."""
        number = await self._desk.begin.remote(self._worker, tokens)
        turn = Turn(0, tokens)
        try:
            yield turn
        finally:
            # Nobody has to wait for it: an actor takes what one caller sends in the order of sending.
            self._desk.end.remote(self._worker, number, turn.limited, self._took.pop(id(turn), None))

    def pause(self, seconds: float) -> None:
        """Let no worker begin a call for so long."""
        self._desk.pause.remote(seconds)

    def took(self, turn: Turn, tokens: int) -> None:
        """A call took so many tokens."""
        self._took[id(turn)] = tokens


class SharedBudget(Budget):
    """The budget of the whole run."""

    def __init__(self, usd: float | None, tokens: int | None, desk: Handle, worker: str) -> None:
        super().__init__(usd=usd, tokens=tokens)
        self._desk = desk
        self._worker = worker

    async def reserve(self, most: Amount) -> None:
        """Set ``most`` aside for a call, see :meth:`Budget.reserve`."""
        if why := await self._desk.reserve.remote(self._worker, most):
            raise BudgetReached(why)

    async def settle(self, reserved: Amount, spent: Amount) -> None:
        """Replace what was reserved for a call by what it has cost."""
        await self._desk.settle.remote(self._worker, reserved, spent)


class Told(Silent):
    """Takes notes to the desk: of one article, or of the client."""

    def __init__(self, desk: Handle, about: str | None = None) -> None:
        self._desk = desk
        self._about = about

    def note(self, text: str) -> None:
        """Pass it on."""
        self._desk.note.remote(self._about, text)
