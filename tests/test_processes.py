"""Work done in other processes, which come up late and may die."""

from __future__ import annotations

import asyncio
import os
import signal
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from summarizer.batch import processes
from summarizer.batch.processes import Processes


def die_once(mark: Path) -> str:
    """End the process that it runs in, the first time."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def until_up(compute: Processes) -> None:
    while await compute(os.getpid) == os.getpid():
        await asyncio.sleep(0.01)


def test_a_few_calls_are_made_here_and_many_elsewhere() -> None:
    async def main() -> None:
        with Processes(2) as compute:
            assert {await compute(os.getpid) for _ in range(processes._FEW)} == {os.getpid()}
            await until_up(compute)
            assert await compute(divmod, 7, 2) == (3, 1)

    asyncio.run(main())


def test_what_goes_wrong_there_is_raised_here() -> None:
    async def main() -> None:
        with Processes(1) as compute:
            await until_up(compute)
            with pytest.raises(ZeroDivisionError):
                await compute(divmod, 1, 0)
            assert await compute(divmod, 1, 1) == (1, 0)

    asyncio.run(main())


def test_a_process_that_dies_costs_no_call(tmp_path: Path) -> None:
    async def main() -> None:
        with Processes(1) as compute:
            await until_up(compute)
            assert await compute(die_once, tmp_path / "mark") == "alive"
            with pytest.raises(BrokenProcessPool):
                await compute(die)

    asyncio.run(main())
