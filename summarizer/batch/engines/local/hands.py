"""The worker processes of a run: which of them has which article, and what becomes of those of a lost one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

from summarizer.batch.books import Entry
from summarizer.batch.crew.channel import Lost
from summarizer.batch.crew.desk import Desk
from summarizer.batch.crew.losses import Loss, Losses
from summarizer.batch.crew.process import WorkerProcess
from summarizer.batch.crew.worker import Job, Reply
from summarizer.batch.plan import Task
from summarizer.batch.tally import shown
from summarizer.llm.budget import Budget
from summarizer.llm.meter import Meter
from summarizer.llm.pace import Pace


class FrontDesk(Desk):
    """The desk in the process that keeps the books: what workers say goes straight into them.

    Args:
        pace: of this process, which calls too.
        budget: the same.
        sleep: waits, for workers as well.
        note: is told what a worker says that is about no article.
    """

    def __init__(
        self, pace: Pace, budget: Budget, sleep: Callable[[float], Awaitable[None]], note: Callable[[str], None]
    ) -> None:
        super().__init__(pace, budget)
        self.entries: dict[str, Entry] = {}
        """The articles that workers have, by what they are called."""
        self._sleep = sleep
        self._say = note

    def note(self, about: str | None, text: str) -> None:
        """Pass on what a worker has to say."""
        entry = self.entries.get(about) if about is not None else None
        (entry.note if entry is not None else self._say)(text)

    def stage(self, about: str | None, name: str) -> None:
        """Remember what is being done about an article, or pass on what the client does."""
        entry = self.entries.get(about) if about is not None else None
        (entry.stage if entry is not None else self._say)(name)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._sleep(seconds)


class Hands:
    """Worker processes, a number of articles at a time each; one that is lost is replaced.

    Args:
        job: what they are given.
        desk: where they ask for leave.
        members: how many.
        note: is told of losses.
    """

    def __init__(self, job: Job, desk: FrontDesk, members: int, note: Callable[[str], None]) -> None:
        self.unaccounted = 0
        """Calls that lost workers had made, of which no reply tells."""
        self._job = job
        self._desk = desk
        self._note = note
        self._numbers = count(1)
        self._has: dict[WorkerProcess, int] = {}
        self._calls: dict[WorkerProcess, int] = {}
        self._losses = Losses()
        self._clock = asyncio.get_running_loop().time
        self._asked_at = self._clock()
        self._starting = {asyncio.create_task(self._start()) for _ in range(members)}

    async def up_within(self, seconds: float) -> bool:
        """Whether there is a worker, so many seconds after the first was asked for."""
        if not self._has and self._starting and (left := self._asked_at + seconds - self._clock()) > 0:
            await asyncio.wait(self._starting, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        return bool(self._has)

    async def article(self, task: Task, entry: Entry, *, force: bool) -> Reply | None:
        """Have an article summarised, by another worker where one is lost over it; nothing where there is none."""
        about = shown(task.label)
        self._desk.entries[about] = entry

        async def ask(lost: bool) -> Reply | Loss | None:
            return await self._asked(task, entry.meter, again=lost and not force)

        try:
            return await self._losses.outlived(ask)
        finally:
            del self._desk.entries[about]

    async def disband(self) -> None:
        """Let all workers go."""
        for starting in self._starting:
            starting.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._has))

    async def _asked(self, task: Task, meter: Meter, *, again: bool) -> Reply | Loss | None:
        """The reply of the worker that has least to do; nothing where there is no worker, and will be none."""
        while not self._has and self._starting:
            await asyncio.wait(self._starting, return_when=asyncio.FIRST_COMPLETED)
        if not self._has:
            return None
        worker = min(self._has, key=self._has.__getitem__)
        self._has[worker] += 1
        try:
            reply = await worker.article(task, again, meter)
        except Lost:
            await self._replace(worker)
            return Loss()
        finally:
            if worker in self._has:
                self._has[worker] -= 1
        self._calls[worker] += reply.meter.requests - reply.meter.replayed
        return reply

    async def _start(self) -> None:
        worker = WorkerProcess(f"worker {next(self._numbers)}", self._job, self._desk)
        try:
            await worker.start()
        except asyncio.CancelledError:
            worker.kill()
            raise
        except (Lost, OSError) as error:
            worker.kill()
            self._note(f"a worker process cannot be started: {error or 'it ended at once'}")
        else:
            self._has[worker] = self._calls[worker] = 0
        finally:
            current = asyncio.current_task()
            assert current is not None
            self._starting.discard(current)

    async def _replace(self, worker: WorkerProcess) -> None:
        if self._has.pop(worker, None) is None:
            return
        self._note(f"{worker.name} is lost; its articles go to others")
        worker.kill()
        self._starting.add(asyncio.create_task(self._start()))
        self.unaccounted += max(0, await self._desk.lost(worker.name) - self._calls.pop(worker))
