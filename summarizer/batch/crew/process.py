"""A worker in a process of its own on this machine."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import socket
from pathlib import Path

from summarizer.batch.crew.channel import Channel, Handle
from summarizer.batch.crew.shared import Told
from summarizer.batch.crew.worker import Job, Reply, Worker
from summarizer.batch.plan import Task
from summarizer.batch.processes import end_with_parent, starting
from summarizer.llm.meter import Meter

TOLD = frozenset({"end", "pause", "note", "stage"})
"""What a worker tells the desk without waiting for an answer."""
_LONGEST_END = 5.0
"""Seconds for a worker to end by itself."""


class WorkerProcess:
    """A worker, up once ``start`` has returned.

    It ends with this process, however that ends, and whenever it is let go.

    Args:
        name: by which the desk knows it.
        job: what it is given.
        desk: whose methods it may call.
    """

    def __init__(self, name: str, job: Job, desk: object) -> None:
        self.name = name
        self._job = job
        self._desk = desk
        self._process: multiprocessing.process.BaseProcess | None = None
        self._channel: Channel | None = None

    async def start(self) -> None:
        """Start it, and wait until it is up.

        Raises:
            Lost: it ended at once.
            OSError: it cannot be started.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                context = starting("summarizer.batch.crew.preload")
                process = context.Process(  # type: ignore[attr-defined]  # every context has it
                    target=_main, args=(theirs, self.name, self._job), name=self.name, daemon=True
                )
                # In a thread: the first one waits for all that workers need to be imported.
                await asyncio.to_thread(process.start)
            except BaseException:
                ours.close()
                raise
        self._process = process
        channel = Channel(self._desk)
        await asyncio.get_running_loop().create_connection(lambda: channel, sock=ours)
        self._channel = channel
        await channel.call("ready")

    async def article(self, task: Task, again: bool, meter: Meter) -> Reply:
        """Have an article summarised, see :meth:`Worker.article`. Where it is given up, ``meter`` tells what was spent.

        Raises:
            Lost: the worker is gone.
        """
        assert self._channel is not None
        try:
            reply: Reply = await self._channel.call("article", task, again)
        except asyncio.CancelledError:
            spent = asyncio.ensure_future(self._channel.call("give_up", task.output))
            await asyncio.wait([spent], timeout=_LONGEST_END)
            if spent.done() and spent.exception() is None:
                meter.add(spent.result())
            raise
        return reply

    def kill(self) -> None:
        """End it now, whatever it is at."""
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.kill()

    async def end(self) -> None:
        """Let it go, and wait until it has gone."""
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            await asyncio.to_thread(self._process.join, _LONGEST_END)
            self._process.kill()


class _Seat:
    """What the process that keeps the books may call here."""

    def __init__(self) -> None:
        self.worker: Worker | None = None
        self._at_work: dict[Path, tuple[asyncio.Task[Reply], Meter]] = {}

    async def ready(self) -> None:
        pass

    async def article(self, task: Task, again: bool) -> Reply | None:
        assert self.worker is not None
        meter = Meter()
        made = asyncio.create_task(self.worker.article(task, again, meter))
        self._at_work[task.output] = made, meter
        try:
            return await made
        except asyncio.CancelledError:
            return None  # nobody waits for it any longer
        finally:
            del self._at_work[task.output]

    async def give_up(self, output: Path) -> Meter:
        """Stop working on an article. What it has cost."""
        if output not in self._at_work:
            return Meter()
        made, meter = self._at_work[output]
        made.cancel()
        await asyncio.wait([made])
        return meter


def _main(sock: socket.socket, name: str, job: Job) -> None:
    # Signals reach the whole process group; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end_with_parent()
    gc.freeze()  # what is imported stays
    asyncio.run(_work(sock, name, job))
    os._exit(0)  # there is nothing to clean up that would be worth waiting for


async def _work(sock: socket.socket, name: str, job: Job) -> None:
    seat = _Seat()
    channel = Channel(seat)
    desk = Handle(channel, TOLD)
    seat.worker = Worker(name, job, desk, sleep=desk.sleep.remote, told=_Told)
    await asyncio.get_running_loop().create_connection(lambda: channel, sock=sock)
    await channel.gone


class _Told(Told):
    """Takes stages to the desk as well."""

    def stage(self, name: str) -> None:
        """Pass it on."""
        self._desk.stage.remote(self._about, name)
