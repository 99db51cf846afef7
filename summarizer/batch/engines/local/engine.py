"""Works through the tasks on this machine: a bounded number of articles at a time."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from summarizer.batch.attempt import attempt
from summarizer.batch.books import Entry, Kept, Outcome
from summarizer.batch.crew.worker import Job
from summarizer.batch.engine import Engine, Work
from summarizer.batch.engines.local.hands import FrontDesk, Hands
from summarizer.batch.order import Order
from summarizer.batch.plan import Task
from summarizer.batch.processes import usable_processors
from summarizer.batch.store import Outputs
from summarizer.errors import BudgetReached, ConfigurationError
from summarizer.llm.budget import Budget
from summarizer.llm.client import Client, open_client
from summarizer.llm.meter import Meter
from summarizer.llm.pace import Bounds
from summarizer.llm.registry import LOCAL, ModelSpec

_LOCAL_CALLS = 1
"""Calls to the embedded model at a time: on two cores a second one takes from the first what it gets."""
_LOCAL_ARTICLES = 2
"""Articles at a time with it, so that one is read and written while the model is at another."""
_FEW = 16
"""Articles that are not worth starting worker processes for, which takes as long as some hundred of them."""


class Local(Engine):
    """Takes a few articles through here; of many, workers in processes of their own do all but keep the books."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._client = _client(work)
        self._first_of: dict[str, asyncio.Future[Outcome]] = {}
        self._hands: Hands | None = None
        self._begun = 0
        self._takers: list[asyncio.Task[None]] = []

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
        order, spec, books = self.work.order, self.work.spec, self.work.books
        articles = min(order.concurrency, _LOCAL_ARTICLES) if spec.provider == LOCAL else order.concurrency
        async with AsyncExitStack() as open_:
            await open_.enter_async_context(self._client)
            self._takers = [asyncio.create_task(self._work()) for _ in range(articles)]
            try:
                await asyncio.gather(*self._takers)
            except asyncio.CancelledError:
                if books.ending is None:
                    raise
            finally:
                self.abandon()
                await asyncio.gather(*self._takers, return_exceptions=True)
                if self._hands is not None:
                    await self._hands.disband()
                    books.tally.spent.add(Meter(requests=self._hands.unaccounted))

    def abandon(self) -> None:
        """Give up also what is in flight."""
        for taker in self._takers:
            taker.cancel()

    async def _work(self) -> None:
        while (task := await self.work.tasks.next()) is not None:
            with self.work.books.work_on(task) as entry:
                await self._article(task, entry)

    async def _article(self, task: Task, entry: Entry) -> None:
        """Settle an article; the first of several with one text makes the summary, the others get a copy."""
        store, digest = self.work.books.store, task.fingerprint.digest
        outcome: Outcome = None
        if first := self._first_of.get(digest):
            entry.stage("waiting for the same text")
            outcome = await asyncio.shield(first)
            if not isinstance(outcome, Kept):
                await entry.settle(outcome, copy=True)
                return
        if twin := store.twin(digest):
            await entry.settle(twin, copy=True)
            return
        mine = self._first_of[digest] = asyncio.get_running_loop().create_future()
        try:
            outcome = await self._summarized(task, entry)
        finally:
            del self._first_of[digest]
            mine.set_result(outcome)
        await entry.settle(outcome)

    async def _summarized(self, task: Task, entry: Entry) -> Outcome:
        self._begun += 1
        if self._begun > _FEW and self._hands is None:
            self._hands = self._many()
        if self._hands is not None and self._hands.up:
            return await self._elsewhere(self._hands, task, entry)
        return await self._here(task, entry)

    async def _here(self, task: Task, entry: Entry) -> Outcome:
        work = self.work
        try:
            return await attempt(self._client, task, work.settings, work.recipe, entry, entry.meter)
        except BudgetReached as error:
            work.books.end("budget", str(error))
            return None

    async def _elsewhere(self, hands: Hands, task: Task, entry: Entry) -> Outcome:
        books = self.work.books
        reply = await hands.article(task, entry, force=self.work.order.force)
        if reply is None:
            return await self._here(task, entry)
        entry.meter.add(reply.meter)
        if isinstance(reply.outcome, ConfigurationError):
            raise reply.outcome
        if isinstance(reply.outcome, BudgetReached):
            books.end("budget", str(reply.outcome))
            return None
        if isinstance(reply.outcome, OSError):
            return books.unwritable(task, reply.outcome)
        if isinstance(reply.outcome, Kept):
            books.store.remember(task.output, task.fingerprint.digest)
        return reply.outcome

    def _many(self) -> Hands | None:
        """Workers for a run of many articles, where more than one processor and article at a time can use them."""
        work, order = self.work, self.work.order
        members = min(usable_processors(), order.concurrency)
        if members < 2 or work.spec.provider == LOCAL:
            return None
        bounds, outputs = self._client.pace.bounds, Outputs(order.out, order.also)
        job = Job(work.settings, work.spec, work.recipe, outputs, bounds, order.budget, order.max_tokens)
        desk = FrontDesk(self._client.pace, self._client.budget, work.sleep, work.progress.note)
        return Hands(job, desk, members, work.books, work.progress.note)


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
