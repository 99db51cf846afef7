"""The workers of a run: how many articles each may have, and what becomes of those of a lost one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import ray
from ray.exceptions import RayActorError, RayError

from summarizer import __version__
from summarizer.batch.crew.losses import Loss, Losses
from summarizer.batch.crew.worker import Job, Reply, Worker
from summarizer.batch.engines.ray.desk import ActorDesk
from summarizer.batch.plan import Task
from summarizer.errors import ConfigurationError


@dataclass(eq=False, slots=True)
class _Member:
    """A worker, and what is known of it here."""

    name: str
    actor: Any
    lost: bool = False
    calls: int = 0
    """Calls that its replies told of."""


@dataclass(eq=False)
class Crew:
    """Workers on a cluster; one that is lost is replaced.

    Args:
        job: what they are given.
        members: how many.
        places: articles that each works on at a time.
        note: is told of losses.
    """

    job: Job
    members: int
    places: int
    note: Callable[[str], None]
    unaccounted: int = 0
    """Calls that lost workers had made, of which no reply tells."""
    _free: asyncio.Queue[_Member | ConfigurationError] = field(default_factory=asyncio.Queue)
    _numbers: Any = field(default_factory=lambda: count(1))
    _starting: set[asyncio.Task[None]] = field(default_factory=set)
    _actors: list[Any] = field(default_factory=list)
    _losses: Losses = field(default_factory=Losses)
    _up: int = 0

    def __post_init__(self) -> None:
        # A call for every article at a time may be waiting for leave while others are given back.
        waiting = 4 * self.members * self.places + 100
        job = self.job
        desk: Any = ray.remote(ActorDesk)
        self.desk = desk.options(num_cpus=0, max_concurrency=waiting).remote(job.bounds, job.usd, job.tokens)
        for _ in range(self.members):
            self._start()

    async def article(self, task: Task, *, force: bool) -> Reply:
        """Have an article summarised, by another worker where one is lost over it.

        Raises:
            ConfigurationError: there is no worker, and will be none.
        """

        async def ask(lost: bool) -> Reply | Loss:
            return await self._asked(task, again=lost and not force)

        reply = await self._losses.outlived(ask)
        assert reply is not None
        return reply

    async def disband(self) -> int:
        """Let all workers go, whatever they are at. The most calls that they made at a time."""
        for starting in self._starting:
            starting.cancel()
        for actor in self._actors:
            ray.kill(actor)
        most: int = await self.desk.peak.remote()
        return most

    async def _asked(self, task: Task, *, again: bool) -> Reply | Loss:
        """The reply of whichever worker is free; or that it is lost."""
        member = await self._member()
        try:
            reply: Reply = await member.actor.article.remote(task, again)
        except RayActorError as error:
            await self._replace(member, error)
            return Loss(_first_line(error))
        self._free.put_nowait(member)
        member.calls += reply.meter.requests - reply.meter.replayed
        return reply

    async def _member(self) -> _Member:
        while True:
            member = await self._free.get()
            if isinstance(member, ConfigurationError):
                self._free.put_nowait(member)
                raise member
            if not member.lost:
                return member

    def _start(self) -> None:
        name = f"worker {next(self._numbers)}"
        worker: Any = ray.remote(Worker)
        actor = worker.options(num_cpus=1, max_concurrency=self.places).remote(name, self.job, self.desk)
        self._actors.append(actor)
        starting = asyncio.create_task(self._introduce(_Member(name, actor)))
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)

    async def _introduce(self, member: _Member) -> None:
        """Give a worker its places once it is up; where the last one that could come does not, nobody need wait."""
        try:
            version = await member.actor.ready.remote()
            why = f"summarizer {version} is there, {__version__} here" if version != __version__ else ""
        except RayError as error:
            why = _first_line(error)
        if not why:
            self._up += 1
            for _ in range(self.places):
                self._free.put_nowait(member)
            return
        self.note(f"a worker cannot be started: {why}")
        if not self._up and len(self._starting) == 1:
            self._free.put_nowait(ConfigurationError(f"no worker can be started on the cluster: {why}"))

    async def _replace(self, member: _Member, error: RayActorError) -> None:
        if member.lost:
            return
        member.lost = True
        self._up -= 1
        self.note(f"{member.name} is lost; its articles go to others: {_first_line(error)}")
        self._actors.remove(member.actor)
        ray.kill(member.actor)  # where it is only out of reach, it must not go on
        self._start()
        self.unaccounted += max(0, await self.desk.lost.remote(member.name) - member.calls)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
