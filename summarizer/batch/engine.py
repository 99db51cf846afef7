"""Works through the plan: a bounded number of articles at a time, until all are done or the run is to end."""

from __future__ import annotations

import asyncio
import errno
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.article import parse_text
from summarizer.batch.failures import ANOTHER_TRY, Failure, Patience, failure
from summarizer.batch.plan import Item, Reused, Task, Unusable
from summarizer.batch.store import Store
from summarizer.batch.tally import Cause, Ending, Flight, Listener, Tally, shown
from summarizer.errors import BudgetReached, ConfigurationError
from summarizer.llm import limits
from summarizer.llm.meter import Meter
from summarizer.middle import Compute, here
from summarizer.pipeline import summarize_with
from summarizer.progress import Silent
from summarizer.recipe import Recipe
from summarizer.summary import ArticleSummary

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.llm.client import Client

_AT_ONCE = 32
"""Items of the plan that are looked at in one go."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})

Outcome = ArticleSummary | Failure | None
"""What comes of an article; nothing where it is given up."""


class Engine:
    """One run.

    Args:
        client: asks the model.
        settings: what the user wants.
        recipe: of client and settings.
        store: where summaries go.
        plan: what is to be done.
        tally: is kept up to date.
        concurrency: articles worked on at a time.
        compute: does what costs processor time.
        patience: tells when there are too many failures.
        listeners: are told what happens.
        clock: seconds, from whenever.
    """

    def __init__(
        self,
        client: Client,
        settings: Settings,
        recipe: Recipe,
        store: Store,
        plan: Iterator[Item],
        tally: Tally,
        *,
        concurrency: int,
        compute: Compute = here,
        patience: Patience | None = None,
        listeners: Sequence[Listener] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.tally = tally
        self._client = client
        self._settings = settings
        self._recipe = recipe
        self._store = store
        self._plan = plan
        self._concurrency = concurrency
        self._compute = compute
        self._patience = patience or Patience()
        self._listeners = listeners
        self._clock = clock
        self._feeding = asyncio.Lock()
        self._looked_at: deque[Item] = deque()
        self._ending: Ending | None = None
        self._first_of: dict[str, asyncio.Future[Outcome]] = {}
        self._workers: list[asyncio.Task[None]] = []

    async def run(self) -> Ending:
        """Work until all is done or the run is told to end.

        Raises:
            ConfigurationError: nothing can be done with these settings.
        """
        self._workers = [asyncio.create_task(self._work()) for _ in range(self._concurrency)]
        try:
            await asyncio.gather(*self._workers)
        except asyncio.CancelledError:
            if self._ending is None:
                raise
        finally:
            for worker in self._workers:
                worker.cancel()
            await asyncio.gather(*self._workers, return_exceptions=True)
        return self._ending or Ending("done")

    @property
    def ending(self) -> bool:
        """Whether no further article is begun."""
        return self._ending is not None

    def end(self, cause: Cause, why: str = "", signal: int | None = None) -> None:
        """Begin no further article; those in flight are finished."""
        if self._ending is None:
            self._ending = Ending(cause, why, signal)
            self._tell("run_ending", cause=cause, why=why)

    def abandon(self) -> None:
        """Give up also what is in flight. The run must have been told to end."""
        for worker in self._workers:
            worker.cancel()

    async def _work(self) -> None:
        while (task := await self._next()) is not None:
            await self._article(task)

    async def _next(self) -> Task | None:
        async with self._feeding:
            while self._ending is None:
                if not self._looked_at and not await self._look():
                    return None
                item = self._looked_at.popleft()
                if isinstance(item, Task):
                    return item
                if isinstance(item, Reused):
                    self.tally.reused += 1
                    self._tell("article_reused", path=shown(item.path), output=shown(item.output))
                elif isinstance(item, Unusable):
                    self._failed(item.path, Failure(item.kind, item.why, 1), Meter())
        return None

    async def _look(self) -> bool:
        try:
            self._looked_at.extend(await asyncio.to_thread(lambda: list(islice(self._plan, _AT_ONCE))))
        except OSError as error:
            self._no_room(error)
        return bool(self._looked_at)

    async def _article(self, task: Task) -> None:
        meter = Meter()
        flight = self.tally.begins(task.path, self._clock())
        self._tell("article_started", path=shown(task.path))
        self.tally.unfinished += 1
        try:
            outcome, original = await self._outcome(task, meter, flight)
            if isinstance(outcome, ArticleSummary):
                outcome = await self._kept(task, outcome if original else _as_copy(outcome, task.path))
            if outcome is None:
                return
            self.tally.unfinished -= 1
        finally:
            self.tally.ends(task.path, meter)
        if isinstance(outcome, Failure):
            self._failed(task.path, outcome, meter)
        else:
            self._made(task, outcome, meter, original=original, seconds=self._clock() - flight.started)

    async def _outcome(self, task: Task, meter: Meter, flight: Flight) -> tuple[Outcome, bool]:
        """What comes of an article, and whether it was made here; the first of several with one text makes it."""
        digest = task.fingerprint.digest
        if first := self._first_of.get(digest):
            flight.stage = "waiting for the same text"
            return await asyncio.shield(first), False
        if twin := self._store.twin(digest):
            return twin, False
        mine = self._first_of[digest] = asyncio.get_running_loop().create_future()
        outcome: Outcome = None
        try:
            outcome = await self._summarized(task, meter, flight)
        finally:
            del self._first_of[digest]
            mine.set_result(outcome)
        return outcome, True

    async def _summarized(self, task: Task, meter: Meter, flight: Flight) -> Outcome:
        progress = _Told(flight, lambda text: self._tell("note", path=shown(task.path), text=text))
        for tries in count(1):
            try:
                article = parse_text(task.text, path=shown(task.path))
                return await summarize_with(
                    self._client,
                    article,
                    self._settings,
                    progress,
                    by=self._recipe,
                    meter=meter,
                    compute=self._compute,
                )
            except ConfigurationError:
                raise
            except BudgetReached as error:
                self.end("budget", str(error))
                return None
            except Exception as error:
                if not isinstance(error, ANOTHER_TRY) or tries == limits.TRIES:
                    return failure(error, tries)
                progress.note(f"{error}; trying the article again")
        raise AssertionError

    async def _kept(self, task: Task, summary: ArticleSummary) -> Outcome:
        flight = self.tally.in_flight[task.path]
        flight.stage = "writing"
        try:
            await asyncio.to_thread(self._store.keep, task.output, summary)
        except OSError as error:
            if error.errno in _NO_ROOM:
                self._no_room(error)
                return None
            return Failure("unwritable", f"{task.output} cannot be written: {error.strerror or error}", 1)
        return summary

    def _made(self, task: Task, summary: ArticleSummary, meter: Meter, *, original: bool, seconds: float) -> None:
        about = {"path": shown(task.path), "output": shown(task.output)}
        if not original:
            self.tally.copied += 1
            self._tell("article_copied", **about, same_text_as=summary.run.same_text_as)
            return
        self.tally.done += 1
        self._patience.answered()
        self._tell("article_done", **about, **_spent(meter), seconds=round(seconds, 3), claims=len(summary.claims))

    def _failed(self, path: Path, failure: Failure, meter: Meter) -> None:
        self.tally.failed += 1
        about = {"kind": failure.kind, "message": failure.why, "attempts": failure.tries}
        trace = {"traceback": failure.trace} if failure.trace else {}
        self._tell("article_failed", path=shown(path), **about, **_spent(meter), **trace)
        if why := self._patience.failed(failure.kind, failure.why, self.tally):
            self.end("failures", why)

    def _no_room(self, error: OSError) -> None:
        self.end("storage", f"nothing more can be written to {self._store.folder}: {error.strerror or error}")

    def _tell(self, event: str, **data: object) -> None:
        try:
            for listener in self._listeners:
                listener.happened(event, data)
        except OSError as error:
            self._no_room(error)


class Notes(Silent):
    """Takes what a client has to say to the listeners: waits, re-asks, the start of a model."""

    def __init__(self, listeners: Sequence[Listener]) -> None:
        self._listeners = listeners

    def stage(self, name: str) -> None:
        """Pass it on as a note."""
        self.note(name)

    def note(self, text: str) -> None:
        """Pass it on."""
        with suppress(OSError):  # the engine will meet the same, and end
            for listener in self._listeners:
                listener.happened("note", {"text": text})


class _Told(Silent):
    """Takes the stages of one article to the tally, and its notes to whoever listens."""

    def __init__(self, flight: Flight, note: Callable[[str], None]) -> None:
        self._flight = flight
        self._note = note

    def stage(self, name: str) -> None:
        """Remember what is being done."""
        self._flight.stage = name

    def note(self, text: str) -> None:
        """Pass it on."""
        self._note(text)


def _as_copy(summary: ArticleSummary, path: Path) -> ArticleSummary:
    """The summary of an article with the same text, for the one at ``path``. What it cost, it cost once."""
    run = summary.run
    nothing = {"requests": 0, "reasks": 0, "prompt_tokens": 0, "completion_tokens": 0, "cost_usd": None, "seconds": 0.0}
    twin = run.model_copy(update={**nothing, "same_text_as": run.same_text_as or summary.article.path})
    article = summary.article.model_copy(update={"path": shown(path)})
    return summary.model_copy(update={"article": article, "run": twin})


def _spent(meter: Meter) -> dict[str, object]:
    return {
        "requests": meter.requests,
        "reasks": meter.reasks,
        "prompt_tokens": meter.prompt_tokens,
        "completion_tokens": meter.completion_tokens,
        "cost_usd": meter.cost,
    }
