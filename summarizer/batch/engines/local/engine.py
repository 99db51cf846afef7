"""Works through the tasks on this machine: a bounded number of articles at a time."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from summarizer.batch.attempt import attempt
from summarizer.batch.books import Entry, Outcome
from summarizer.batch.engine import Engine, Work
from summarizer.batch.order import Order
from summarizer.batch.plan import Task
from summarizer.batch.processes import Processes
from summarizer.errors import BudgetReached
from summarizer.llm.budget import Budget
from summarizer.llm.client import Client, open_client
from summarizer.llm.pace import Bounds
from summarizer.llm.registry import LOCAL, ModelSpec
from summarizer.middle import Compute, here

_LOCAL_CALLS = 1
"""Calls to the embedded model at a time: on two cores a second one takes from the first what it gets."""
_LOCAL_ARTICLES = 2
"""Articles at a time with it, so that one is read and written while the model is at another."""


class Local(Engine):
    """Workers in one event loop, which share a client; reading and checking is done in other processes."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._client = _client(work)
        self._compute: Compute = here
        self._first_of: dict[str, asyncio.Future[Outcome]] = {}
        self._workers: list[asyncio.Task[None]] = []

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
        order, spec = self.work.order, self.work.spec
        articles = min(order.concurrency, _LOCAL_ARTICLES) if spec.provider == LOCAL else order.concurrency
        async with AsyncExitStack() as open_:
            await open_.enter_async_context(self._client)
            if order.concurrency > 1 and spec.provider != LOCAL:
                self._compute = open_.enter_context(Processes())
            self._workers = [asyncio.create_task(self._work()) for _ in range(articles)]
            try:
                await asyncio.gather(*self._workers)
            except asyncio.CancelledError:
                if self.work.books.ending is None:
                    raise
            finally:
                self.abandon()
                await asyncio.gather(*self._workers, return_exceptions=True)

    def abandon(self) -> None:
        """Give up also what is in flight."""
        for worker in self._workers:
            worker.cancel()

    async def _work(self) -> None:
        while (task := await self.work.tasks.next()) is not None:
            with self.work.books.work_on(task) as entry:
                outcome, copy = await self._outcome(task, entry)
                await entry.settle(outcome, copy=copy)

    async def _outcome(self, task: Task, entry: Entry) -> tuple[Outcome, bool]:
        """What comes of an article, and whether it is a copy: the first of several with one text makes the summary."""
        digest = task.fingerprint.digest
        if first := self._first_of.get(digest):
            entry.stage("waiting for the same text")
            return await asyncio.shield(first), True
        if twin := self.work.books.store.twin(digest):
            return twin, True
        mine = self._first_of[digest] = asyncio.get_running_loop().create_future()
        outcome: Outcome = None
        try:
            outcome = await self._summarized(task, entry)
        finally:
            del self._first_of[digest]
            mine.set_result(outcome)
        return outcome, False

    async def _summarized(self, task: Task, entry: Entry) -> Outcome:
        work = self.work
        try:
            return await attempt(
                self._client, task, work.settings, work.recipe, entry, entry.meter, compute=self._compute
            )
        except BudgetReached as error:
            work.books.end("budget", str(error))
            return None


def _client(work: Work) -> Client:
    order = work.order
    return open_client(
        work.spec,
        record=work.settings.record,
        replay=work.settings.replay,
        sleep=work.sleep,
        now=work.now,
        progress=work.progress,
        bounds=Bounds(Local.calls_at_a_time(order, work.spec), order.requests_per_minute, order.tokens_per_minute),
        budget=Budget(usd=order.budget, tokens=order.max_tokens),
    )
