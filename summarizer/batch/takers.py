"""What engines have in common that take an article through from the plan to its summary, a number of them at a time."""

from __future__ import annotations

import asyncio
from abc import abstractmethod

from summarizer.batch.books import Entry, Kept, Outcome
from summarizer.batch.crew.worker import Job, Reply
from summarizer.batch.engine import Engine, Work
from summarizer.batch.plan import Task
from summarizer.batch.store import Outputs
from summarizer.errors import BudgetReached, ConfigurationError
from summarizer.llm.pace import Bounds


class Takers(Engine):
    """Takers, each with one article at a time; of articles with one text one is summarised, the others get a copy."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._first_of: dict[str, asyncio.Future[Outcome]] = {}
        self._takers: list[asyncio.Task[None]] = []

    def abandon(self) -> None:
        """Give up also what is in flight."""
        for taker in self._takers:
            taker.cancel()

    async def _take(self, articles: int) -> None:
        """Take so many articles at a time until there are none or the run is told to end; then none is in work."""
        self._takers = [asyncio.create_task(self._work()) for _ in range(articles)]
        try:
            await asyncio.gather(*self._takers)
        except asyncio.CancelledError:
            if self.work.books.ending is None:
                raise
        finally:
            self.abandon()
            await asyncio.gather(*self._takers, return_exceptions=True)

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
        # Nothing is awaited from here until this one is entered as the first: another would be that as well.
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

    @abstractmethod
    async def _summarized(self, task: Task, entry: Entry) -> Outcome:
        """What comes of an article whose text no other has."""

    @property
    def _bounds(self) -> Bounds:
        """How much may be asked of the endpoint."""
        order = self.work.order
        calls = self.calls_at_a_time(order, self.work.spec)
        return Bounds(calls, order.requests_per_minute, order.tokens_per_minute)

    @property
    def _job(self) -> Job:
        """What workers are given."""
        work, order = self.work, self.work.order
        outputs = Outputs(order.out, order.also)
        return Job(work.settings, work.spec, work.recipe, outputs, self._bounds, order.budget, order.max_tokens)

    def _replied(self, reply: Reply, task: Task, entry: Entry) -> Outcome:
        """What comes of an article, by a worker's reply.

        Raises:
            ConfigurationError: the worker can do nothing with these settings.
        """
        books, outcome = self.work.books, reply.outcome
        entry.meter.add(reply.meter)
        if isinstance(outcome, ConfigurationError):
            raise outcome
        if isinstance(outcome, BudgetReached):
            books.end("budget", str(outcome))
            return None
        if isinstance(outcome, OSError):
            return books.unwritable(task, outcome)
        if isinstance(outcome, Kept):
            books.store.remember(task.output, task.fingerprint.digest)
        return outcome
