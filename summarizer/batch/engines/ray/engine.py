"""Works through the tasks on a Ray cluster: this process keeps the books, workers make the summaries."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from typing import Any

from summarizer.batch.books import Entry, Kept, Outcome
from summarizer.batch.crew.worker import Job
from summarizer.batch.engine import Engine, Work
from summarizer.batch.engines.ray.cluster import cluster
from summarizer.batch.engines.ray.crew import Crew
from summarizer.batch.order import Order
from summarizer.batch.plan import Item, Task
from summarizer.batch.store import Outputs, Store
from summarizer.batch.walk import Walk
from summarizer.errors import BudgetReached, ConfigurationError
from summarizer.llm.meter import Meter
from summarizer.llm.pace import Bounds
from summarizer.llm.registry import LOCAL, ModelSpec
from summarizer.readers import Options
from summarizer.recipe import Recipe


class OnRay(Engine):
    """Ray Data streams the plan in, a crew of actors takes its tasks, and the books are kept here."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._crew: Crew | None = None
        self._peak = 0
        self._first_of: dict[str, asyncio.Future[Outcome]] = {}
        self._hands: list[asyncio.Task[None]] = []

    @classmethod
    def check(cls, order: Order, spec: ModelSpec) -> None:
        """A model that runs in the process that asks it is none for a cluster."""
        if spec.provider == LOCAL:
            raise ConfigurationError(
                f"--engine ray does not serve {spec.name}, which would be loaded once for each worker; "
                "serve it by an endpoint that all can reach"
            )

    @classmethod
    def plan(cls, order: Order, recipe: Recipe, articles: Walk, store: Store) -> Iterator[Item]:
        """Found, read and compared on the cluster, which ``run`` joins."""
        from summarizer.batch.engines.ray.stream import stream

        has = _never if order.force else Outputs(order.out, order.also).has
        yield from stream(articles, recipe, has, Options(order.text_field))

    @property
    def peak_calls(self) -> int:
        """Most calls that were made at a time."""
        return self._peak

    async def run(self) -> None:
        """Work until all is done or the run is told to end."""
        order, options = self.work.order, self.work.order.engine_options
        address: Any = options.get("ray_address") or os.environ.get("RAY_ADDRESS")
        wanted: Any = options.get("ray_workers")
        self.work.progress.stage("joining the cluster" if address else "starting Ray")
        with cluster(address, wanted) as processors:
            members = min(wanted or processors, order.concurrency)
            self._crew = Crew(self._job(), members, order.concurrency // members, self.work.progress.note)
            listening = asyncio.create_task(self._listen(self._crew))
            self._hands = [asyncio.create_task(self._work(self._crew)) for _ in range(order.concurrency)]
            try:
                await asyncio.gather(*self._hands)
            except asyncio.CancelledError:
                if self.work.books.ending is None:
                    raise
            finally:
                self.abandon()
                listening.cancel()
                await asyncio.gather(*self._hands, listening, return_exceptions=True)
                self.work.books.tally.spent.add(Meter(requests=self._crew.unaccounted))
                self._peak = await self._crew.disband()

    def abandon(self) -> None:
        """Give up also what is in flight."""
        for hand in self._hands:
            hand.cancel()

    def _job(self) -> Job:
        work, order = self.work, self.work.order
        bounds = Bounds(order.concurrency, order.requests_per_minute, order.tokens_per_minute)
        outputs = Outputs(order.out, order.also)
        return Job(work.settings, work.spec, work.recipe, outputs, bounds, order.budget, order.max_tokens)

    async def _listen(self, crew: Crew) -> None:
        """Pass on what workers have to say."""
        while True:
            for about, text in await crew.desk.heard.remote():
                if about is None:
                    self.work.progress.note(text)
                else:
                    self.work.books.tell("note", path=about, text=text)

    async def _work(self, crew: Crew) -> None:
        while (task := await self.work.tasks.next()) is not None:
            with self.work.books.work_on(task) as entry:
                await self._article(crew, task, entry)

    async def _article(self, crew: Crew, task: Task, entry: Entry) -> None:
        """Have a summary made; of several articles with one text for the first, the others get a copy."""
        store, digest = self.work.books.store, task.fingerprint.digest
        outcome: Outcome = None
        if first := self._first_of.get(digest):
            entry.stage("waiting for the same text")
            outcome = await asyncio.shield(first)
            if not isinstance(outcome, Kept):
                await entry.settle(outcome, copy=True)
                return
        if twin := await asyncio.to_thread(store.twin, digest):
            await entry.settle(twin, copy=True)
            return
        mine = self._first_of[digest] = asyncio.get_running_loop().create_future()
        try:
            outcome = await self._made(crew, task, entry)
        finally:
            del self._first_of[digest]
            mine.set_result(outcome)
        await entry.settle(outcome)

    async def _made(self, crew: Crew, task: Task, entry: Entry) -> Outcome:
        entry.stage("on the cluster")
        books = self.work.books
        reply = await crew.article(task, force=self.work.order.force)
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


def _never(output: object, digest: str) -> bool:
    return False
