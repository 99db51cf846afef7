"""Brings batches on their way: composed, uploaded, submitted, polled, collected.

Every step is noted in the journal before the provider hears of it and after it has answered. A step that may have
been taken is looked for at the provider before it is taken again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.batch.engines.openai_batch.composing import Held, fitting
from summarizer.batch.engines.openai_batch.journal import Journal
from summarizer.batch.engines.openai_batch.records import Answer, Sent
from summarizer.batch.engines.openai_batch.remote import Remote, Unknown
from summarizer.batch.engines.openai_batch.results import BrokenOff, answers_in, error_body
from summarizer.errors import EndpointRefused, SummarizerError
from summarizer.llm import limits
from summarizer.llm.budget import Amount
from summarizer.llm.meter import tokens, usage_of

if TYPE_CHECKING:
    from openai.types import Batch

    from summarizer.batch.order import Order
    from summarizer.llm.prices import Prices

SETTLES = 120.0
"""Seconds after which a batch that was submitted is on the provider's list."""
LATE = 3600.0
"""Seconds after its end in which a batch still gets its files."""
_OVER = frozenset({"completed", "expired", "cancelled", "failed"})
_DOWNLOADS = 3
"""Times that a file is fetched that turns out incomplete."""
_FIRST_HOLD, _LONGEST_HOLD = 60.0, 1800.0
"""Seconds in which nothing is submitted after the provider's queue was full: doubled each time in a row."""
_QUEUE_FULL = re.compile(r"token_limit_exceeded|enqueued[ _]token", re.IGNORECASE)
_QUEUE_LIMIT = re.compile(r"limit:\s*([\d,]+)\s*enqueued", re.IGNORECASE)
_INTERNAL = re.compile(r"server|internal", re.IGNORECASE)


class Dispatch:
    """All batches of a run.

    Args:
        journal: what was done before, and what is to be done.
        remote: the provider.
        folder: where request files are written and downloads go.
        order: what may be spent.
        prices: of an answer.
        now: the date.
        note: is told what goes on.
        ends: whether nothing further is to be begun.
    """

    def __init__(
        self,
        journal: Journal,
        remote: Remote,
        folder: Path,
        order: Order,
        prices: Prices,
        *,
        now: Callable[[], datetime],
        note: Callable[[str], None],
        ends: Callable[[], bool] = lambda: False,
    ) -> None:
        self.held: Held | None = None
        """Why something waits that could not be composed, if anything does."""
        self.spent = Amount()
        """What the answers cost that were collected in this run."""
        self._journal = journal
        self._remote = remote
        self._folder = folder
        self._order = order
        self._prices = prices
        self._now = now
        self._note = note
        self._ends = ends
        self._told: dict[int, str] = {}

    def compose(self, *, full: bool = False) -> None:
        """Put what is wanted into batches, with ``full`` only into such as can take no more."""
        if self._time() < (self._journal.fact("hold") or 0.0):
            self.held = Held("the provider's queue is full")
            return
        while True:
            picked = fitting(
                self._journal.wanted(),
                self._order,
                spent=self.spent,
                under_way=self._journal.outstanding(),
                queued=self._journal.outstanding(live=True),
                cap=self._journal.fact("cap"),
            )
            self.held = picked.held
            if not picked.names or (full and not picked.full):
                return
            self._journal.compose(picked.names)

    async def send(self) -> None:
        """Upload and submit what is composed, and find out about what may have been."""
        for batch in self._journal.batches():
            if self._ends():
                return
            if batch.state in ("composed", "uploading"):
                batch = await self._upload(batch)
            if batch.state in ("uploaded", "submitting"):
                await self._submit(batch)

    async def poll(self) -> bool:
        """Look at every submitted batch, and collect those that are over; whether there were any."""
        moved = False
        for batch in self._journal.batches():
            if batch.state == "submitted" and not self._ends():
                moved |= await self._look_at(batch)
        return moved

    # -- there

    async def _upload(self, batch: Sent) -> Sent:
        path, name = self._folder / f"{batch.marker}.jsonl", f"{batch.marker}.jsonl"
        with path.open("wb") as out:
            out.writelines(self._journal.lines(batch.number))
        try:
            file = None
            if batch.state == "uploading":
                file = await self._remote.find_file(name, path.stat().st_size, batch.since)
            if file is None:
                self._journal.moves(batch.number, "uploading", self._time())
                file = await self._remote.upload(path, name)
            return self._journal.moves(batch.number, "uploaded", self._time(), file=file)
        except Unknown as error:
            self._note(f"whether a request file arrived is not known ({error}); it will be looked for")
            return batch
        except SummarizerError:
            self._journal.moves(batch.number, "composed", self._time())
            raise
        finally:
            path.unlink()

    async def _submit(self, batch: Sent) -> None:
        assert batch.file is not None
        found = None
        if batch.state == "submitting":
            found = await self._remote.find_batch(batch.marker, batch.file)
            if found is None and self._time() - batch.since < SETTLES:
                return
        if found is None:
            self._journal.moves(batch.number, "submitting", self._time())
            try:
                found = await self._remote.submit(batch.file, batch.marker)
            except Unknown as error:
                self._note(f"whether a batch was submitted is not known ({error}); it will be looked for")
                return
            except EndpointRefused as error:
                self._journal.moves(batch.number, "composed", self._time())
                if not _QUEUE_FULL.search(str(error)):
                    raise
                self._queue_full(batch, str(error))
                return
            except SummarizerError:
                self._journal.moves(batch.number, "composed", self._time())
                raise
        self._journal.moves(batch.number, "submitted", self._time(), batch=found)
        self._note(f"{found}: {self._journal.load_of(batch.number).requests} requests submitted")

    # -- and back

    async def _look_at(self, batch: Sent) -> bool:
        assert batch.batch is not None
        found = await self._remote.batch(batch.batch)
        if found is None:
            self._collect(batch, (), f"the provider knows no batch {batch.batch} any more")
            return True
        self._tell(batch, found)
        if found.status not in ("validating", "failed"):
            self._journal.note(refusals=None)
        if found.status not in _OVER:
            return False
        if found.status == "failed":
            self._refused(batch, found)
            return True
        if _unnamed(found):
            over = self._journal.is_over(batch.number, self._time())
            if self._time() - over < LATE:
                return False
        await self._fetch(batch, found)
        return True

    async def _fetch(self, batch: Sent, found: Batch) -> None:
        counts = found.request_counts
        paths: list[Path] = []
        try:
            for name, least in ((found.output_file_id, counts.completed if counts else 0), (found.error_file_id, 0)):
                if name is not None:
                    paths.append(self._folder / f"{batch.marker}-{len(paths)}.jsonl")
                    await self._download(name, paths[-1], least)
            said = (answer for path in paths for answer in answers_in(path, strict=False))
            self._collect(batch, _each_once(said), f"the batch is {found.status} and gave no answer")
        finally:
            for path in paths:
                path.unlink(missing_ok=True)

    async def _download(self, name: str, path: Path, least: int) -> None:
        """Fetch a file; once more where it lacks something. What is missing at last was lost."""
        for _ in range(_DOWNLOADS):
            if not await self._remote.download(name, path):
                path.write_bytes(b"")
                self._note(f"the provider has no file {name} any more")
                return
            try:
                if len({answer.name for answer in answers_in(path, strict=True)}) >= least:
                    return
                what = "it lacks answers"
            except BrokenOff as error:
                what = str(error)
            self._note(f"the file {name} is not whole: {what}")

    def _collect(self, batch: Sent, answers: Sequence[Answer] | Iterator[Answer], why: str) -> None:
        spent = Amount()

        def counted() -> Iterator[Answer]:
            nonlocal spent
            for answer in answers:
                spent += self._cost(answer)
                yield answer

        self._journal.collect(batch.number, counted(), error_body(why), self._time(), attempts=limits.ATTEMPTS)
        self.spent += spent

    def _cost(self, answer: Answer) -> Amount:
        usage = usage_of(body := answer.said)
        taken = tokens(usage, "prompt_tokens") + tokens(usage, "completion_tokens")
        return Amount(taken, (self._prices.of(body) or 0.0) if usage else 0.0)

    def _refused(self, batch: Sent, found: Batch) -> None:
        """The provider did not take a batch up: say so to those requests that it names, or to all."""
        errors = (found.errors.data if found.errors else None) or []
        why = "; ".join(error.message or error.code or "" for error in errors[:3]) or "the batch failed"
        codes = " ".join(error.code or "" for error in errors)
        if _QUEUE_FULL.search(f"{codes} {why}"):
            self._queue_full(batch, why)
            return
        if not errors or _INTERNAL.search(codes):
            self._collect(batch, (), why)
            return
        names = self._journal.names(batch.number)
        bad = [
            Answer(names[error.line - 1], 400, error_body(error.message or why, error.code).encode())
            for error in errors
            if error.line is not None and 0 < error.line <= len(names)
        ]
        if bad:
            self._journal.enter(batch.number, bad)
            self._journal.dissolve(batch.number, self._time())
        else:
            self._collect(batch, [Answer(name, 400, error_body(why, errors[0].code).encode()) for name in names], why)

    def _queue_full(self, batch: Sent, why: str) -> None:
        """Ask for less at a time, and later."""
        load, under_way = self._journal.load_of(batch.number), self._journal.outstanding(live=True)
        stated = _QUEUE_LIMIT.search(why)
        cap = int(stated[1].replace(",", "")) if stated else under_way.tokens - load.tokens // 2
        refusals = self._journal.fact("refusals") or 0.0
        hold = min(_FIRST_HOLD * 2.0**refusals, _LONGEST_HOLD)
        self._journal.note(cap=cap, refusals=refusals + 1, hold=self._time() + hold)
        if load.requests == 1:
            self._collect(batch, (), why)
        else:
            self._journal.dissolve(batch.number, self._time())
        self._note(f"the provider's queue is full ({why}); more is submitted in {hold:.0f} s at the earliest")

    def _tell(self, batch: Sent, found: Batch) -> None:
        counts = found.request_counts
        done = f", {counts.completed} of {counts.total} done, {counts.failed} failed" if counts and counts.total else ""
        told = f"{found.id}: {found.status}{done}"
        if self._told.get(batch.number) != told:
            self._told[batch.number] = told
            self._note(told)

    def _time(self) -> float:
        return self._now().timestamp()


def _unnamed(found: Batch) -> bool:
    """Whether a batch that is over does not name the files yet that it must have."""
    counts = found.request_counts
    output, error = found.output_file_id, found.error_file_id
    if counts and ((counts.completed and output is None) or (counts.failed and error is None)):
        return True
    return output is None and error is None


def _each_once(answers: Iterator[Answer]) -> Iterator[Answer]:
    """The first answer to each request; one that says that a request was lost only where there is no other."""
    seen: set[str] = set()
    lost: dict[str, Answer] = {}
    for answer in answers:
        if answer.status is None:
            lost.setdefault(answer.name, answer)
        elif answer.name not in seen:
            seen.add(answer.name)
            yield answer
    yield from (answer for name, answer in lost.items() if name not in seen)
