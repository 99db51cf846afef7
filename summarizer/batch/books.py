"""What becomes of each article, entered wherever it has to be: output, tally, listeners, patience."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from summarizer.batch.failures import Failure, Patience
from summarizer.batch.plan import Passed, Reused, Task, Unusable
from summarizer.batch.store import Store
from summarizer.batch.tally import Cause, Ending, Flight, Listener, Tally, shown
from summarizer.llm.meter import Meter
from summarizer.progress import Silent
from summarizer.summary import ArticleSummary

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


@dataclass(frozen=True, slots=True)
class Kept:
    """A summary that has been written."""

    claims: int
    """How many it holds."""
    same_text_as: str | None = None
    """The article whose summary it is, where that is another."""


Outcome = ArticleSummary | Kept | Failure | None
"""What comes of an article; nothing where it is given up."""


class Books:
    """The state of one run, kept by whichever engine works through it.

    Args:
        store: where summaries go.
        tally: is kept up to date.
        patience: tells when there are too many failures.
        listeners: are told what happens.
        clock: seconds, from whenever.
    """

    def __init__(
        self,
        store: Store,
        tally: Tally,
        clock: Callable[[], float],
        *,
        patience: Patience | None = None,
        listeners: Sequence[Listener] = (),
    ) -> None:
        self.store = store
        self.tally = tally
        self.ending: Ending | None = None
        """How the run ends, once that is decided: no further article is begun then."""
        self.ends = asyncio.Event()
        """Is set with ``ending``, for an engine that waits."""
        self._clock = clock
        self._patience = patience or Patience()
        self._listeners = listeners

    def end(self, cause: Cause, why: str = "", signal: int | None = None) -> None:
        """Begin no further article. The first cause stands."""
        if self.ending is None:
            self.ending = Ending(cause, why, signal)
            self.ends.set()
            self.tell("run_ending", cause=cause, why=why)

    def no_room(self, error: OSError) -> None:
        """End the run because the output folder cannot be written."""
        self.end("storage", f"nothing more can be written to {self.store.folder}: {error.strerror or error}")

    def tell(self, event: str, **data: object) -> None:
        """Tell the listeners."""
        try:
            for listener in self._listeners:
                listener.happened(event, data)
        except OSError as error:
            self.no_room(error)

    def reused(self, item: Reused) -> None:
        """An article was summarised before."""
        self.store.remember(item.output, item.digest)
        self.tally.reused += 1
        self.tell("article_reused", path=shown(item.path), output=shown(item.output))

    def passed(self, item: Passed) -> None:
        """A file holds no article by its kind."""
        self.tally.skipped += 1
        self.tell("file_skipped", path=shown(item.path), why=item.why)

    def unusable(self, item: Unusable) -> None:
        """A file or folder holds no article."""
        self._failed(item.path, Failure(item.kind, item.why, 1), Meter())

    @contextmanager
    def work_on(self, task: Task) -> Iterator[Entry]:
        """An article is worked on while the block lasts; left without :meth:`Entry.settle`, it is given up."""
        entry = Entry(self, task, Meter(), self.tally.begins(task.label, self._clock()))
        self.tell("article_started", path=shown(task.label))
        self.tally.unfinished += 1
        try:
            yield entry
        finally:
            if not entry.settled:
                self.tally.ends(task.label, entry.meter)

    async def _settle(self, entry: Entry, outcome: Outcome, *, copy: bool) -> Outcome:
        task, meter = entry.task, entry.meter
        if isinstance(outcome, ArticleSummary):
            entry.flight.stage = "writing"
            outcome = await self._keep(task, _as_copy(outcome, task) if copy else outcome)
        entry.settled = True
        self.tally.ends(task.label, meter)
        if outcome is None:
            return None
        self.tally.unfinished -= 1
        if isinstance(outcome, Failure):
            self._failed(task.label, outcome, meter)
        else:
            self._made(task, outcome, meter, copy=copy, seconds=self._clock() - entry.flight.started)
        return outcome

    async def _keep(self, task: Task, summary: ArticleSummary) -> Kept | Failure | None:
        try:
            await asyncio.to_thread(self.store.keep, task.output, summary)
        except OSError as error:
            return self.unwritable(task, error)
        return Kept(len(summary.claims), summary.run.same_text_as)

    def unwritable(self, task: Task, error: OSError) -> Failure | None:
        """What comes of an article whose summary could not be written; where nothing can be, the run ends."""
        if error.errno in _NO_ROOM:
            self.no_room(error)
            return None
        return Failure("unwritable", f"{task.output} cannot be written: {error.strerror or error}", 1)

    def _made(self, task: Task, kept: Kept, meter: Meter, *, copy: bool, seconds: float) -> None:
        about = {"path": shown(task.label), "output": shown(task.output)}
        if copy:
            self.tally.copied += 1
            self.tell("article_copied", **about, same_text_as=kept.same_text_as)
            return
        self.tally.done += 1
        self._patience.answered()
        self.tell("article_done", **about, **_spent(meter), seconds=round(seconds, 3), claims=kept.claims)

    def _failed(self, path: Path, failure: Failure, meter: Meter) -> None:
        self.tally.failed += 1
        about = {"kind": failure.kind, "message": failure.why, "attempts": failure.tries}
        trace = {"traceback": failure.trace} if failure.trace else {}
        self.tell("article_failed", path=shown(path), **about, **_spent(meter), **trace)
        if why := self._patience.failed(failure.kind, failure.why, self.tally):
            self.end("failures", why)


class Entry(Silent):
    """An article that is being worked on. It takes the article's stages and notes, as a ``Progress``."""

    def __init__(self, books: Books, task: Task, meter: Meter, flight: Flight) -> None:
        self.task = task
        self.meter = meter
        """Counts what the article costs."""
        self.flight = flight
        self.settled = False
        self._books = books

    def stage(self, name: str) -> None:
        """Remember what is being done."""
        self.flight.stage = name

    def note(self, text: str) -> None:
        """Pass it on."""
        self._books.tell("note", path=shown(self.task.label), text=text)

    async def settle(self, outcome: Outcome, *, copy: bool = False) -> Outcome:
        """Write the summary, or note the failure; with nothing the article is given up.

        Args:
            outcome: what came of the article.
            copy: whether the summary is that of another article with the same text.

        Returns:
            The same, or what came of writing it: a failure, or nothing where there was no room.
        """
        return await self._books._settle(self, outcome, copy=copy)


class Notes(Silent):
    """Takes what a client has to say to the listeners: waits, re-asks, the start of a model."""

    def __init__(self, listeners: Sequence[Listener]) -> None:
        self._listeners = listeners

    def stage(self, name: str) -> None:
        """Pass it on as a note."""
        self.note(name)

    def note(self, text: str) -> None:
        """Pass it on."""
        with suppress(OSError):  # the books will meet the same, and end the run
            for listener in self._listeners:
                listener.happened("note", {"text": text})


def _as_copy(summary: ArticleSummary, task: Task) -> ArticleSummary:
    """The summary of an article with the same text, for that of ``task``. What it cost, it cost once."""
    run = summary.run
    nothing = {"requests": 0, "reasks": 0, "prompt_tokens": 0, "completion_tokens": 0, "cost_usd": None, "seconds": 0.0}
    twin = run.model_copy(update={**nothing, "same_text_as": run.same_text_as or summary.article.path})
    article = summary.article.model_copy(update={"path": shown(task.path), "part": task.document.part})
    return summary.model_copy(update={"article": article, "run": twin})


def _spent(meter: Meter) -> dict[str, object]:
    return {
        "requests": meter.requests,
        "reasks": meter.reasks,
        "prompt_tokens": meter.prompt_tokens,
        "completion_tokens": meter.completion_tokens,
        "cost_usd": meter.cost,
    }
