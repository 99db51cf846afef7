"""Brings files to the disk while its worker goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from summarizer.batch import places


class Writer:
    """Writes in one thread; what comes while it is at work is written together when that is done.

    Threads that write take turns with the worker's own at every call of the system, and each time one of the two
    wakes up late: so there is one of them, it does little else, and a folder is synced for many files at once.

    Args:
        parts: folder for what is not yet complete.
    """

    def __init__(self, parts: Path) -> None:
        self._parts = parts
        self._waiting: list[tuple[Sequence[places.File], asyncio.Future[None]]] = []
        self._at_work: asyncio.Task[None] | None = None

    async def write(self, files: Sequence[places.File]) -> None:
        """See :func:`places.write`.

        Raises:
            OSError: one cannot be written.
        """
        if files and not places.is_local(files[0].path):
            # Storage elsewhere takes many at a time, each as slow as the way there.
            await asyncio.to_thread(places.write, files, self._parts)
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((files, done))
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._work())
        await done

    async def _work(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            errors: Sequence[Exception | None]
            try:
                errors = await asyncio.to_thread(places.write_each, [files for files, _ in taken], self._parts)
            except Exception as fault:  # whoever waits has to learn of it, or would wait for ever
                errors = [fault] * len(taken)
            for (_, done), error in zip(taken, errors, strict=True):
                if done.done():
                    continue  # whoever waited has been cancelled
                if error is None:
                    done.set_result(None)
                else:
                    done.set_exception(error)
        self._at_work = None
