"""Works through the tasks on this machine: a bounded number of articles at a time."""

from __future__ import annotations

from summarizer.batch.attempt import attempt
from summarizer.batch.books import Entry, Outcome
from summarizer.batch.engine import Work
from summarizer.batch.engines.local.hands import FrontDesk, Hands
from summarizer.batch.order import Order
from summarizer.batch.plan import Task
from summarizer.batch.processes import usable_processors
from summarizer.batch.takers import Takers
from summarizer.errors import BudgetReached
from summarizer.llm.budget import Budget
from summarizer.llm.client import Client, open_client
from summarizer.llm.meter import Meter
from summarizer.llm.pace import Bounds
from summarizer.llm.registry import LOCAL, ModelSpec
from summarizer.middle import InTurn

_LOCAL_CALLS = 1
"""Calls to the embedded model at a time: on two cores a second one takes from the first what it gets."""
_LOCAL_ARTICLES = 2
"""Articles at a time with it, so that one is read and written while the model is at another."""
_FEW = 16
"""Articles that are not worth starting worker processes for, which takes as long as some hundred of them."""
_START = 0.3
"""Seconds to wait for these: less than they take where all has to be imported first, and more than otherwise."""


class Local(Takers):
    """Takes a few articles through here; of many, workers in processes of their own do all but keep the books."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._client = _client(work, self._bounds)
        self._compute = InTurn()
        self._hands: Hands | None = None
        self._begun = 0

    @classmethod
    def calls_at_a_time(cls, order: Order, spec: ModelSpec) -> int:
        """One with the embedded model."""
        return min(order.concurrency, _LOCAL_CALLS) if spec.provider == LOCAL else order.concurrency

    @property
    def peak_calls(self) -> int:
        """Most calls that were made at a time."""
        return self._client.pace.peak

    async def run(self) -> None:
        """Work until all is done or the run is told to end."""
        order = self.work.order
        local = self.work.spec.provider == LOCAL
        async with self._client:
            try:
                await self._take(min(order.concurrency, _LOCAL_ARTICLES) if local else _in_work(order.concurrency))
            finally:
                if self._hands is not None:
                    await self._hands.disband()
                    self.work.books.tally.spent.add(Meter(requests=self._hands.unaccounted))

    async def _summarized(self, task: Task, entry: Entry) -> Outcome:
        self._begun += 1
        if self._begun > _FEW and self._hands is None:
            self._hands = self._many()
        if self._hands is not None and await self._hands.up_within(_START):
            return await self._elsewhere(self._hands, task, entry)
        return await self._here(task, entry)

    async def _here(self, task: Task, entry: Entry) -> Outcome:
        work = self.work
        try:
            return await attempt(
                self._client, task, work.settings, work.recipe, entry, entry.meter, compute=self._compute
            )
        except BudgetReached as error:
            work.books.end("budget", str(error))
            return None

    async def _elsewhere(self, hands: Hands, task: Task, entry: Entry) -> Outcome:
        reply = await hands.article(task, entry, force=self.work.order.force)
        return self._replied(reply, task, entry) if reply is not None else await self._here(task, entry)

    def _many(self) -> Hands | None:
        """Workers for a run of many articles, where more than one processor and article at a time can use them."""
        work = self.work
        members = min(usable_processors(), work.order.concurrency)
        if members < 2 or work.spec.provider == LOCAL:
            return None
        desk = FrontDesk(self._client.pace, self._client.budget, work.sleep, work.progress.note)
        return Hands(self._job, desk, members, work.progress.note)


def _in_work(calls: int) -> int:
    """How many articles are taken on for so many calls at a time.

    Where calls are many, they are kept up only if there are more articles than calls: some are read, checked and
    written meanwhile. Where they are few, a run that is told to end had better not have so many under way.
    """
    return calls + max(0, calls - _FEW)


def _client(work: Work, bounds: Bounds) -> Client:
    order = work.order
    return open_client(
        work.spec,
        record=work.settings.record,
        replay=work.settings.replay,
        sleep=work.sleep,
        now=work.now,
        progress=work.progress,
        bounds=bounds,
        budget=Budget(usd=order.budget, tokens=order.max_tokens),
    )
