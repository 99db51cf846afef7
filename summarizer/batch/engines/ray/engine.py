"""Works through the tasks on a Ray cluster: this process keeps the books, workers make the summaries."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from typing import Any

from summarizer.batch.books import Entry, Outcome
from summarizer.batch.engine import Work
from summarizer.batch.engines.ray.cluster import cluster
from summarizer.batch.engines.ray.crew import Crew
from summarizer.batch.order import Order
from summarizer.batch.plan import Item, Task
from summarizer.batch.store import Outputs, Store
from summarizer.batch.takers import Takers
from summarizer.batch.walk import Walk
from summarizer.errors import ConfigurationError
from summarizer.llm.meter import Meter
from summarizer.llm.registry import LOCAL, ModelSpec
from summarizer.readers import Options
from summarizer.recipe import Recipe


class OnRay(Takers):
    """Ray Data streams the plan in, a crew of actors takes its tasks, and the books are kept here."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._crew: Crew | None = None
        self._peak = 0

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
            self._crew = Crew(self._job, members, order.concurrency // members, self.work.progress.note)
            listening = asyncio.create_task(self._listen(self._crew))
            try:
                await self._take(order.concurrency)
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
                self.work.books.tally.spent.add(Meter(requests=self._crew.unaccounted))
                self._peak = await self._crew.disband()

    async def _listen(self, crew: Crew) -> None:
        """Pass on what workers have to say."""
        while True:
            for about, text in await crew.desk.heard.remote():
                if about is None:
                    self.work.progress.note(text)
                else:
                    self.work.books.tell("note", path=about, text=text)

    async def _summarized(self, task: Task, entry: Entry) -> Outcome:
        assert self._crew is not None
        entry.stage("on the cluster")
        return self._replied(await self._crew.article(task, force=self.work.order.force), task, entry)


def _never(output: object, digest: str) -> bool:
    return False
