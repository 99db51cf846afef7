"""Works through the tasks with the provider's batch interface."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from summarizer.batch.engine import Engine, Work
from summarizer.batch.engines.openai_batch.answers import Answers
from summarizer.batch.engines.openai_batch.dispatch import Dispatch
from summarizer.batch.engines.openai_batch.journal import Journal
from summarizer.batch.engines.openai_batch.remote import Remote
from summarizer.batch.engines.openai_batch.rounds import Rounds
from summarizer.batch.engines.openai_batch.waiting import Waiting
from summarizer.batch.order import Order
from summarizer.batch.processes import Processes
from summarizer.errors import ConfigurationError
from summarizer.llm.client import open_client
from summarizer.llm.prices import Prices
from summarizer.llm.providers import providers
from summarizer.llm.registry import LOCAL, NONE
from summarizer.middle import here

if TYPE_CHECKING:
    from summarizer.llm.registry import ModelSpec

FOLDER = "openai-batch"
"""The engine's own folder, in that of the run."""


class OpenAIBatch(Engine):
    """Articles wait on disk while their questions are with the provider."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._running: asyncio.Task[None] | None = None

    @classmethod
    def check(cls, order: Order, spec: ModelSpec) -> None:
        """Refuse models without a batch interface, and what makes no sense with one."""
        detach, collect = (bool(order.engine_options.get(name)) for name in ("detach", "collect"))
        if spec.provider in (LOCAL, NONE) or not providers()[spec.provider].batches:
            having = [name for name, each in providers().items() if each.batches and each.base_url]
            raise ConfigurationError(
                f"{spec.name} has no batch interface: --engine openai-batch needs a model of {' or '.join(having)}, "
                "or of another endpoint that has one (--base-url)"
            )
        if detach and collect:
            raise ConfigurationError("--detach and --collect exclude each other: both return at once")
        if order.force and (detach or collect):
            raise ConfigurationError("--force has to be waited for: a later run would take the old summaries for done")
        if order.requests_per_minute or order.tokens_per_minute:
            raise ConfigurationError("the provider paces its batches itself: no requests or tokens a minute can be set")

    @classmethod
    def prices(cls, spec: ModelSpec) -> Prices:
        """Those of batches."""
        return Prices(spec.base_url, spec.model, spec.price, batch=True)

    @classmethod
    def calls_at_a_time(cls, order: Order, spec: ModelSpec) -> None:
        """As many as the provider likes."""

    async def run(self) -> None:
        """Ask, wait and collect until no article waits; detached or collecting, until no more can be done now."""
        self._running = asyncio.create_task(self._through())
        try:
            await self._running
        except asyncio.CancelledError:
            if self.work.books.ending is None:
                raise
        except OSError as error:
            self.work.books.no_room(error)

    def abandon(self) -> None:
        """Leave everything as it is: the journal knows how far it has come."""
        if self._running is not None:
            self._running.cancel()

    async def _through(self) -> None:
        work = self.work
        if work.settings.record is not None:
            # What is recorded costs nothing when it is read again, and an article here is read for every round.
            raise ConfigurationError("--record does not go with --engine openai-batch, which keeps answers itself")
        books, order, note = work.books, work.order, work.progress.note
        prices = self.prices(work.spec)
        folder = books.store.state / FOLDER
        folder.mkdir(exist_ok=True)
        for left in folder.glob("*.jsonl"):  # by a run that was killed
            left.unlink()
        async with AsyncExitStack() as open_:
            journal = open_.enter_context(Journal(folder / "journal.db"))
            waiting = open_.enter_context(Waiting(books.tally))
            remote = Remote(work.spec, sleep=work.sleep, now=work.now, note=note)
            open_.push_async_callback(remote.close)
            client = open_client(
                work.spec,
                replay=work.settings.replay,
                now=work.now,
                way=Answers(journal, prices, work.spec.name),
            )
            await open_.enter_async_context(client)
            compute = open_.enter_context(Processes()) if order.concurrency > 1 else here
            batches = Dispatch(journal, remote, folder, order, prices, now=work.now, note=note, ends=books.ends.is_set)
            await Rounds(work, client, compute, journal, waiting, batches).run()
