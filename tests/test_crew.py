"""Worker processes of a batch: how they are spoken to, and what becomes of the articles of one that is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fake_server import Reply, Seen, after, fake_server
from stories import drafts, write_stories

from summarizer.batch import places
from summarizer.batch.crew.channel import Channel, Handle, Lost
from summarizer.batch.crew.process import WorkerProcess
from summarizer.batch.crew.writer import Writer
from summarizer.batch.order import Order
from summarizer.batch.run import run
from summarizer.batch.store import STATE
from summarizer.config import load_settings
from summarizer.middle import InTurn


class Target:
    """What the other end calls."""

    def __init__(self) -> None:
        self.told: list[int] = []

    async def twice(self, number: int) -> int:
        await asyncio.sleep(0)
        return 2 * number

    def tell(self, number: int) -> None:
        self.told.append(number)

    async def fail(self) -> None:
        raise ValueError("not today")

    async def never(self) -> None:
        await asyncio.Event().wait()


@asynccontextmanager
async def connected(target: Target) -> AsyncIterator[tuple[Channel, Channel]]:
    loop = asyncio.get_running_loop()
    here, there = Channel(Target()), Channel(target)
    ours, theirs = socket.socketpair()
    await loop.create_connection(lambda: here, sock=ours)
    await loop.create_connection(lambda: there, sock=theirs)
    yield here, there
    here.close()
    await there.gone


def test_calls_are_answered_and_what_is_told_arrives_in_order() -> None:
    async def main() -> None:
        target = Target()
        async with connected(target) as (here, _):
            handle = Handle(here, frozenset({"tell"}))
            for number in range(100):
                handle.tell.remote(number)
            answers = await asyncio.gather(*(handle.twice.remote(number) for number in range(100)))
            assert answers == [2 * number for number in range(100)]
            assert target.told == list(range(100))
            assert await here.call("twice", "x" * 1_000_000) == "x" * 2_000_000

    asyncio.run(main())


def test_what_fails_there_is_told_here() -> None:
    async def main() -> None:
        async with connected(Target()) as (here, _):
            with pytest.raises(RuntimeError, match="not today"):
                await here.call("fail")
            assert await here.call("twice", 1) == 2

    asyncio.run(main())


def test_who_waits_for_one_that_is_gone_learns_it() -> None:
    async def main() -> None:
        async with connected(Target()) as (here, there):
            waiting = asyncio.ensure_future(here.call("never"))
            await asyncio.sleep(0.01)
            there.close()
            with pytest.raises(Lost):
                await waiting
            with pytest.raises(Lost):
                await here.call("twice", 1)
            here.tell("tell", 1)  # nobody is there to hear it

    asyncio.run(main())


def test_between_checks_what_is_ready_goes_on() -> None:
    order: list[str] = []

    async def main() -> None:
        compute = InTurn()

        async def article(name: str) -> None:
            await compute(order.append, f"check {name}")
            asyncio.get_running_loop().call_soon(order.append, f"write {name}")

        async def call() -> None:
            order.append("call")

        await asyncio.gather(*(article(name) for name in "abcde"), call())
        await asyncio.sleep(0)

    asyncio.run(main())
    # Before the first, all; then each waits for no more than one check, and before the fifth for none.
    assert order[:1] == ["call"]
    assert order[1:9] == ["check a", "check b", "write a", "check c", "write b", "check d", "write c", "write d"]
    assert order[9:] == ["check e", "write e"]


def test_a_writer_writes_together_what_came_while_it_was_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes: list[int] = []
    write_each = places.write_each

    def counted(groups: Sequence[Sequence[places.File]], parts: Path) -> list[Exception | None]:
        goes.append(len(groups))
        return write_each(groups, parts)

    monkeypatch.setattr(places, "write_each", counted)
    (tmp_path / "folder").mkdir()

    async def main() -> None:
        writer = Writer(tmp_path)
        given_up = asyncio.create_task(writer.write([places.File(tmp_path / "given up", b"")]))
        others = [asyncio.create_task(writer.write([places.File(tmp_path / name, b"1")])) for name in ("a", "folder")]
        await asyncio.sleep(0)
        late = asyncio.create_task(writer.write([places.File(tmp_path / "late", b"2")]))
        given_up.cancel()
        outcomes = await asyncio.gather(given_up, *others, late, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [
            asyncio.CancelledError, type(None), IsADirectoryError, type(None),
        ]  # fmt: skip
        await writer.write([places.File(tmp_path / "later", b"3")])

    asyncio.run(main())
    assert sum(goes) == 5
    assert len(goes) < 5
    assert [(tmp_path / name).read_bytes() for name in ("a", "late", "later")] == [b"1", b"2", b"3"]


def test_who_waits_for_a_writer_learns_of_any_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(groups: object, parts: Path) -> list[Exception | None]:
        raise ValueError("not today")

    monkeypatch.setattr(places, "write_each", broken)

    async def main() -> None:
        writer = Writer(tmp_path)
        for _ in range(2):
            with pytest.raises(ValueError, match="not today"):
                await writer.write([])

    asyncio.run(main())


def test_a_worker_that_is_lost_costs_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_stories(tmp_path / "in", 120)
    pids: list[int] = []
    start = WorkerProcess.start

    async def noted(self: WorkerProcess) -> None:
        await start(self)
        assert self._process is not None
        assert self._process.pid is not None
        pids.append(self._process.pid)

    monkeypatch.setattr(WorkerProcess, "start", noted)
    monkeypatch.setattr("summarizer.batch.engines.local.engine.usable_processors", lambda: 2)
    killed: list[int] = []
    parts = tmp_path / "out" / STATE / "parts"

    def script(seen: Seen) -> Reply:
        all_up = len(pids) > len(killed) + 1
        if all_up and len(killed) < 3 and server.calls % 10 == 0:
            killed.append(pids[len(killed)])
            os.kill(killed[-1], signal.SIGKILL)
            (parts / f".{killed[-1]}.part").write_text("{")  # as if it had been writing
        # The articles must not be done before the workers are up, however long that takes.
        return after(0.05 if all_up else 0.5, drafts())(seen)

    with fake_server(script, repeat=True) as server:
        flags = {"model": "openai/gpt-5-mini", "api_key": "secret-secret", "base_url": server.base_url}
        order = Order(tmp_path / "in", tmp_path / "out", concurrency=6, log=tmp_path / "log")
        result = asyncio.run(run(order, load_settings(flags, env={})))
        calls = server.calls
    assert killed
    assert (result.tally.done, result.tally.failed, result.tally.unfinished) == (120, 0, 0)
    assert "its articles go to others" in (tmp_path / "log").read_text()
    # A call that was under way counts, also where the worker had not come to send it.
    assert calls <= result.tally.spent.requests <= calls + 6 * len(killed)
    assert result.report["peak_calls"] <= 6
    assert not list(parts.iterdir())
