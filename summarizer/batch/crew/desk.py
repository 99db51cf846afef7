"""The one place of a run that all workers ask: may I call, may I spend."""

from __future__ import annotations

from collections import defaultdict
from contextlib import AsyncExitStack
from itertools import count

from summarizer.errors import BudgetReached
from summarizer.llm.budget import Amount, Budget
from summarizer.llm.pace import Pace, Turn


class Desk:
    """Gives leave to call and to spend to workers in other processes.

    What a worker holds is its own until it is given back, or the worker is lost: then its calls under way no longer
    count as such, and what was set aside for them counts as spent, since they may have been answered.
    """

    def __init__(self, pace: Pace, budget: Budget) -> None:
        self._pace = pace
        self._budget = budget
        self._numbers = count()
        self._turns: defaultdict[str, dict[int, tuple[Turn, AsyncExitStack]]] = defaultdict(dict)
        self._aside: defaultdict[str, list[Amount]] = defaultdict(list)
        self._calls: defaultdict[str, int] = defaultdict(int)
        self._lost: set[str] = set()

    async def begin(self, worker: str, tokens: int) -> int:
        """Wait for leave to make a call of about ``tokens`` tokens; the number to give it back under."""
        held = AsyncExitStack()
        turn = await held.enter_async_context(self._pace.turn(tokens))
        number = next(self._numbers)
        if worker in self._lost:  # it waited no longer
            await held.aclose()
        else:
            self._calls[worker] += 1
            self._turns[worker][number] = turn, held
        return number

    async def end(self, worker: str, number: int, limited: bool, took: int | None) -> None:
        """A call is over: whether the endpoint said that it is too much, and how many tokens it took, if known."""
        if held := self._turns[worker].pop(number, None):
            turn, stack = held
            turn.limited = limited
            if took is not None:
                self._pace.took(turn, took)
            await stack.aclose()

    def pause(self, seconds: float) -> None:
        """Let no worker begin a call for so long."""
        self._pace.pause(seconds)

    async def reserve(self, worker: str, most: Amount) -> str:
        """Set ``most`` aside for a call, once it fits; where it never will, why."""
        try:
            await self._budget.reserve(most)
        except BudgetReached as error:
            return str(error)
        if worker in self._lost:
            await self._budget.settle(most, Amount())  # no call is made with it
        else:
            self._aside[worker].append(most)
        return ""

    async def settle(self, worker: str, reserved: Amount, spent: Amount) -> None:
        """Replace what was reserved for a call by what it has cost."""
        if reserved in self._aside[worker]:
            self._aside[worker].remove(reserved)
            await self._budget.settle(reserved, spent)

    async def lost(self, worker: str) -> int:
        """A worker is gone. How many calls it had made or begun."""
        self._lost.add(worker)
        for _, stack in self._turns.pop(worker, {}).values():
            await stack.aclose()
        for reserved in self._aside.pop(worker, []):
            await self._budget.settle(reserved, reserved)
        return self._calls[worker]

    def peak(self) -> int:
        """Most calls that ran at a time."""
        return self._pace.peak
