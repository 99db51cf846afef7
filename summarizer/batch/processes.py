"""Computes in other processes, so that reading and checking keep all processors busy, not one."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


_FEW = 16
"""Calls that are not worth starting other processes for, which takes as long as some twenty articles."""


class Processes:
    """Other processes, as many as processors may be used; a :class:`~summarizer.middle.Compute`.

    They are started once there is enough work for them; until they are up, calls are made here. They end with this
    process, however that ends. One that dies takes the calls under way with it; those are made once more.
    """

    def __init__(self, count: int | None = None) -> None:
        self._count = count or usable_processors()
        self._pool: ProcessPoolExecutor | None = None
        self._up: Future[None] | None = None
        self._calls = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``function`` returns.

        Raises:
            BrokenProcessPool: the process that it ran in died, twice.
        """
        self._calls += 1
        if self._calls > _FEW and self._up is None:
            self._up = self._running().submit(_nothing)
        if self._up is None or not self._up.done():
            return function(*args, **kwargs)
        call = partial(function, *args, **kwargs)
        pool = self._running()
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, call)
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = None
                pool.shutdown(wait=False)
            return await asyncio.get_running_loop().run_in_executor(self._running(), call)

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._count, mp_context=starting("summarizer.middle"), initializer=_begin)
        return self._pool


def starting(preload: str) -> BaseContext:
    """How processes are started that share ``preload``, a module, with what it imports."""
    # Not forked from this process: it has threads, whose locks a fork would copy as they are. Forked from a server
    # without any, the processes share what is imported once.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    return context


def usable_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _nothing() -> None:
    """Shows that a process is up."""


def end_with_parent() -> None:
    """Have this process end when the one that started it does, however that ends."""
    threading.Thread(target=_wait_and_end, daemon=True).start()


def _begin() -> None:
    # Ctrl-C reaches the whole process group; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()


def _wait_and_end() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    # Nobody is left who would take a result, nor send an end.
    os._exit(1)
