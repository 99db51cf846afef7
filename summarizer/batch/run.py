"""A run from its order to its report: opens what it needs, starts the engine, ends it on signals, writes down."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from summarizer.batch import places
from summarizer.batch.books import Books, Notes
from summarizer.batch.display import View, showing
from summarizer.batch.engine import Engine, Feed, Work
from summarizer.batch.engines import load
from summarizer.batch.estimate import Estimate, estimate
from summarizer.batch.order import Order
from summarizer.batch.plan import plan
from summarizer.batch.records import ARTICLES, FAILURES, REPORT, JsonLines, report, written
from summarizer.batch.store import Store, file_of, sound
from summarizer.batch.tally import Ending, Tally
from summarizer.batch.walk import Patterns, Walk, walk
from summarizer.errors import ConfigurationError
from summarizer.llm.registry import LOCAL, NONE, ModelSpec, resolve
from summarizer.readers import Options
from summarizer.recipe import recipe

if TYPE_CHECKING:
    from summarizer.config import Settings

_WORKED_ON = ("article_done", "article_copied", "article_failed")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run."""

    ending: Ending
    tally: Tally
    report: dict[str, Any]
    """The content of ``run.json``."""


async def run(
    order: Order,
    settings: Settings,
    *,
    screen: TextIO | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    clock: Callable[[], float] = time.monotonic,
) -> Result:
    """Summarise a folder.

    Args:
        order: what is to be done.
        settings: with which model.
        screen: where progress is shown, if anywhere.
        sleep: waits; with ``now`` and ``clock`` (seconds) all that tells the run the time.
        now: the date.
        clock: seconds.

    Raises:
        ConfigurationError: the order cannot be carried out.
    """
    spec = resolve(settings)
    kind = load(order.engine)
    check(order, spec, kind)
    by = recipe(spec, settings)
    started, began = now(), clock()
    with ExitStack() as open_:
        enter: Any = open_.enter_context
        store = enter(Store(order.out, order.also))
        if order.force:
            store.forget()
        logs = [enter(log) for log in _logs(order, enter(store.lines(FAILURES)), enter(store.lines(ARTICLES)), now)]
        tally = Tally()
        _reported(store, report(spec, settings, by, tally, None, engine=order.engine, started=started), Ending("done"))
        view = View(tally, clock, screen)
        listeners = (view, *logs)
        books = Books(store, tally, clock, patience=order.patience, listeners=listeners)
        articles = walk(order.folder, Patterns(order.include, order.exclude), besides=order.out)
        items = kind.plan(order, by, articles, store)
        engine = kind(Work(order, settings, spec, by, Feed(items, books), books, Notes(listeners), sleep, now))
        if screen is not None:
            enter(_counting(articles, tally))
        async with showing(view, sleep):
            with _signals(engine):
                await engine.run()
        if books.ending is None:
            with suppress(OSError):  # the report will meet the same
                store.tidy()
        ending = books.ending or Ending("done")
        told_at_last = report(
            spec,
            settings,
            by,
            tally,
            ending,
            engine=order.engine,
            started=started,
            ended=now(),
            seconds=clock() - began,
            peak_calls=engine.peak_calls,
        )
        ending = _reported(store, told_at_last, ending)
    return Result(ending, tally, told_at_last)


def _reported(store: Store, content: dict[str, object], ending: Ending) -> Ending:
    """Write ``run.json``; a run for which there is no room is one that ended for want of it."""
    try:
        store.write(REPORT, written(content))
    except OSError as error:
        return (
            ending if ending.cause == "storage" else Ending("storage", f"{REPORT} cannot be written: {error.strerror}")
        )
    return ending


def estimated(order: Order, settings: Settings) -> Estimate:
    """What the run would do and cost; nothing is written.

    Raises:
        ConfigurationError: the order cannot be carried out.
    """
    spec = resolve(settings, to_ask=False)
    engine = load(order.engine)
    check(order, spec, engine)
    by = recipe(spec, settings)
    articles = walk(order.folder, Patterns(order.include, order.exclude), besides=order.out)

    def done(output: Path, digest: str) -> bool:
        return not order.force and sound(file_of(order.out, output), digest) is not None

    return estimate(
        plan(articles, by, done, Options(order.text_field)),
        spec,
        by,
        engine.prices(spec),
        calls_at_a_time=engine.calls_at_a_time(order, spec),
        requests_per_minute=order.requests_per_minute,
        tokens_per_minute=order.tokens_per_minute,
    )


def check(order: Order, spec: ModelSpec, engine: type[Engine]) -> None:
    """Raise ``ConfigurationError`` for an order that cannot be carried out."""
    try:
        if not places.is_folder(order.folder):
            raise ConfigurationError(f"there is no folder {order.folder}")
    except OSError as error:
        raise ConfigurationError(f"{order.folder} cannot be reached: {error.strerror or error}") from None
    folder, out = order.folder.resolve(), order.out.resolve()
    if folder == out or out in folder.parents:
        raise ConfigurationError(f"--out {order.out} holds the articles; summaries need a folder of their own")
    engine.check(order, spec)
    priced = order.budget is None or spec.provider in (LOCAL, NONE) or engine.prices(spec).quote(1, 1) is not None
    if not priced:
        raise ConfigurationError(
            f"--budget needs the price of {spec.name}, which is not on the list: "
            "give it with --price, or bound the tokens with --max-tokens-total"
        )


def _logs(order: Order, failures: Path, articles: Path, now: Callable[[], datetime]) -> Iterator[JsonLines]:
    try:
        yield JsonLines(failures, now, {"article_failed"})
        yield JsonLines(articles, now, _WORKED_ON)
        if order.log is not None:
            yield JsonLines(order.log, now, append=True)
    except OSError as error:
        raise ConfigurationError(f"{error.filename} cannot be written: {error.strerror or error}") from None


@contextmanager
def _counting(articles: Walk, tally: Tally) -> Iterator[None]:
    """Count the articles beside the work, so that the display can tell how many are left."""
    over = threading.Event()

    def count() -> None:
        number = 0
        for _ in articles:
            if over.is_set():
                return
            number += 1
        tally.total = number

    counter = threading.Thread(target=count, name="counting articles", daemon=True)
    counter.start()
    try:
        yield
    finally:
        over.set()
        counter.join()


@contextmanager
def _signals(engine: Engine) -> Iterator[None]:
    """The first signal to end lets what is in flight finish, the second does not."""
    loop = asyncio.get_running_loop()

    def told(number: int) -> None:
        books = engine.work.books
        if books.ending is not None:
            engine.abandon()
            return
        books.end("interrupted", f"{signal.Signals(number).name}; once more gives up what is in flight", number)

    def handle(number: int, frame: object) -> None:
        loop.call_soon_threadsafe(told, number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
