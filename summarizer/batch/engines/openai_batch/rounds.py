"""From the first question to the last answer, round after round.

Every article goes through the same function as everywhere. The client under it answers from the journal; what has no
answer there is noted, and the article waits. Once batches have brought the answers, the article goes through again,
and either comes out as a summary or wants more: a re-ask, a second draft. So nothing here knows what is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from summarizer.batch.attempt import attempt
from summarizer.batch.books import Kept, Outcome
from summarizer.batch.engine import Work
from summarizer.batch.engines.openai_batch import composing
from summarizer.batch.engines.openai_batch.answers import Asking, asking
from summarizer.batch.engines.openai_batch.dispatch import Dispatch
from summarizer.batch.engines.openai_batch.journal import Journal
from summarizer.batch.engines.openai_batch.waiting import Waiting
from summarizer.batch.failures import ANOTHER_TRY, Failure, kind_of
from summarizer.batch.plan import Task
from summarizer.errors import ConfigurationError, Deferred, InvalidAnswer, SummarizerError, TransportFailed
from summarizer.llm import limits
from summarizer.llm.client import Client
from summarizer.llm.meter import Meter
from summarizer.middle import Compute
from summarizer.progress import Silent
from summarizer.summary import ArticleSummary

T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE, GROWS = 10.0, 300.0, 1.5
"""Seconds between two looks at the batches, the longest, and by how much each is longer than the one before."""
UNREACHED = 3600.0
"""Seconds that a provider may be out of reach, once it has been reached."""
_MENDABLE = frozenset(map(kind_of, ANOTHER_TRY))


class Rounds:
    """One run of the engine.

    Args:
        work: what is to be done.
        client: answers from the journal.
        compute: does what costs processor time.
        journal: what was asked and answered.
        waiting: holds the articles meanwhile.
        batches: has the rest asked.
    """

    def __init__(
        self, work: Work, client: Client, compute: Compute, journal: Journal, waiting: Waiting, batches: Dispatch
    ) -> None:
        options = work.order.engine_options
        self._collects = bool(options.get("collect"))
        self._stays = not (self._collects or options.get("detach"))
        self._work = work
        self._books = work.books
        self._client = client
        self._compute = compute
        self._journal = journal
        self._waiting = waiting
        self._batches = batches
        self._in_hand: set[str] = set()
        self._asked = self._asked_bytes = 0
        self._sending = asyncio.Lock()
        self._pause = FIRST_PAUSE
        self._reached: datetime | None = None

    async def run(self) -> None:
        """Until no article waits, the run is to end, or, where it does not stay, no more can be done now."""
        await self._crew(self._take_up)
        going = True
        while going and self._waiting and not self._ends:
            going = await self._round()

    @property
    def _ends(self) -> bool:
        return self._books.ending is not None

    async def _take_up(self) -> bool:
        """The next task of the run: settled where the journal has the answers, else it waits; whether there was one."""
        task = await self._work.tasks.next()
        if task is None:
            return False
        digest = task.fingerprint.digest
        if self._collects and not self._journal.knows(digest):
            return True
        self._waiting.add(task)
        await self._go_through(digest)
        if self._asked >= composing.MOST_REQUESTS or self._asked_bytes >= composing.MOST_BYTES:
            self._asked = self._asked_bytes = 0
            await self._guarded(self._send_full())
        return True

    async def _round(self) -> bool:
        """Send what is to be sent, collect what is there, go on with it; whether there is more to do."""
        moved = await self._guarded(self._send_and_poll())
        if self._ends:
            return False
        if moved:
            ready = iter(self._journal.ready())

            async def go_on() -> bool:
                digest = None if self._ends else next(ready, None)
                if digest is not None:
                    await self._go_through(digest)
                return digest is not None

            await self._crew(go_on)
            self._pause = FIRST_PAUSE
            return True
        held = self._batches.held
        if held is not None and held.for_good and not self._journal.batches():
            self._books.end("budget", held.why)
        elif self._stays:
            await self._rest()
        return self._stays

    async def _send_full(self) -> None:
        async with self._sending:  # or two would send what either finds composed
            self._batches.compose(full=True)
            await self._batches.send()

    async def _send_and_poll(self) -> bool:
        self._batches.compose()
        await self._batches.send()
        return await self._batches.poll()

    async def _guarded(self, step: Awaitable[T]) -> T | None:
        """What the step brings; a provider that refuses, or is not to be reached for long, ends the run."""
        try:
            found = await step
        except ConfigurationError:
            raise
        except TransportFailed as error:
            before, now = self._reached, self._work.now()
            if not self._stays or before is None or (now - before).total_seconds() > UNREACHED:
                self._books.end("failures", str(error))
            self._work.progress.note(str(error))
            return None
        except SummarizerError as error:
            self._books.end("failures", str(error))
            return None
        self._reached = self._work.now()
        return found

    async def _rest(self) -> None:
        """Wait, longer each time, or until the run is to end."""
        waits: list[asyncio.Future[object]] = [
            asyncio.ensure_future(self._work.sleep(self._pause)),
            asyncio.ensure_future(self._books.ends.wait()),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        self._pause = min(self._pause * GROWS, LONGEST_PAUSE)

    async def _crew(self, one: Callable[[], Awaitable[bool]]) -> None:
        """Call ``one`` until it says that there is no more, so many at a time."""

        async def work() -> None:
            while await one():
                pass

        crew = [asyncio.create_task(work()) for _ in range(self._work.order.concurrency)]
        try:
            await asyncio.gather(*crew)
        finally:
            for worker in crew:
                worker.cancel()
            await asyncio.gather(*crew, return_exceptions=True)

    # -- one article

    async def _go_through(self, digest: str) -> None:
        """Settle the articles of this digest, or let them wait on."""
        if digest in self._in_hand:
            return  # who has it in hand will find the other one waiting
        self._in_hand.add(digest)
        try:
            while tasks := self._waiting.take(digest):
                settled = False
                try:
                    settled = await self._settled(tasks)
                finally:
                    if not settled:
                        for task in tasks:
                            self._waiting.add(task)
                if not settled:
                    return
        finally:
            self._in_hand.discard(digest)

    async def _settled(self, tasks: list[Task]) -> bool:
        """Whether these articles, which have one text, are through."""
        digest = tasks[0].fingerprint.digest
        twin = self._books.store.twin(digest)
        outcome, meter = (twin, Meter()) if twin else await self._outcome(tasks[0])
        if outcome is None:
            return False
        used = True
        for number, task in enumerate(tasks):
            with self._books.work_on(task) as entry:
                if number == 0:
                    entry.meter.add(meter)
                came = await entry.settle(outcome, copy=number > 0 or twin is not None)
            used &= came is outcome or isinstance(came, Kept)
        if used:  # what was paid for stays in the journal until it is written
            self._journal.forget(digest)
        return True

    async def _outcome(self, task: Task) -> tuple[Outcome, Meter]:
        """What comes of an article, nothing where answers are still to come; and what it has cost."""
        digest = task.fingerprint.digest
        journal = self._journal
        journal.take_up(digest)
        number, rounds, meter = journal.stage(digest)
        if journal.waits(digest):
            return None, meter
        while True:
            article = Asking(digest, number)
            try:
                with asking(article):
                    outcome = await attempt(
                        self._client,
                        task,
                        self._work.settings,
                        self._work.recipe,
                        Silent(),
                        meter,
                        compute=self._compute,
                        tries=1,
                    )
            except Deferred:
                if rounds >= limits.ROUNDS:
                    why = f"{self._client.spec.name} gave no valid answer in {rounds} batches"
                    return Failure(kind_of(InvalidAnswer), why, number), meter
                journal.want(digest, article.wanted.values())
                self._asked += len(article.wanted)
                self._asked_bytes += sum(len(each.line) for each in article.wanted.values())
                return None, meter
            if isinstance(outcome, ArticleSummary):
                return outcome, meter
            if outcome.kind not in _MENDABLE or number >= limits.TRIES:
                return replace(outcome, tries=number), meter
            journal.try_again(digest, meter)
            number += 1
