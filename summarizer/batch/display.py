"""Shows a run while it goes on: live on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from summarizer.batch.tally import Tally, shown
from summarizer.report.wording import visible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rich.console import RenderableType

_INTERVAL = 10.0
"""Seconds between two lines."""
_WINDOW = 60.0
"""Seconds over which the pace is told that the time left is reckoned from."""
_LISTED = 8
"""Articles in flight that are named."""


class View:
    """A run in words, from its tally. A listener, for the notes.

    Args:
        tally: the run's.
        clock: seconds, as the tally's flights have them.
        stream: where it is shown, if anywhere.
    """

    def __init__(self, tally: Tally, clock: Callable[[], float], stream: TextIO | None = None) -> None:
        self.stream = stream
        self._tally = tally
        self._clock = clock
        self._started = clock()
        self._past: deque[tuple[float, int]] = deque([(self._started, 0)])
        self._note = ""

    def happened(self, event: str, data: Mapping[str, object]) -> None:
        """Keep the latest note and the latest failure."""
        if event == "note":
            self._note = visible(str(data["text"]))
        elif event == "article_failed":
            self._note = visible(f"failed: {data['path']}: {data['message']}")
        elif event == "run_ending":
            flying = len(self._tally.in_flight)
            self._note = visible(f"ending: {data['why']}" + (f"; {flying} in flight are finished" if flying else ""))
            if self.stream is not None and not self.stream.isatty():
                self.say(self._note)

    def say(self, line: str) -> None:
        """Write a line, if there is still somebody to read it."""
        if self.stream is not None:
            with suppress(OSError):
                self.stream.write(f"{line}\n")
                self.stream.flush()

    def line(self) -> str:
        """Counts, cost, pace and time left on one line."""
        return " · ".join(part for part in (self._counts(), self._spent(), self._pace()) if part)

    def _counts(self) -> str:
        tally = self._tally
        of = f" of {tally.total}" if tally.total is not None else ""
        parts = [f"{tally.settled}{of} articles", f"{tally.done + tally.copied} done", f"{tally.reused} reused"]
        parts += [f"{tally.failed} failed", f"{len(tally.in_flight)} in flight"]
        return " · ".join([*parts, f"{tally.waiting} waiting"] if tally.waiting else parts)

    def live(self) -> RenderableType:
        """The same with the articles that are being worked on, for a terminal."""
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        tally = self._tally
        grid = Table.grid(padding=(0, 1))
        grid.add_row(Text(self._counts(), overflow="ellipsis", no_wrap=True))
        told = " · ".join(part for part in (self._spent(), self._pace()) if part)
        grid.add_row(Text(told, overflow="ellipsis", no_wrap=True))
        grid.add_row(ProgressBar(total=tally.total, completed=tally.settled, width=60, pulse=tally.total is None))
        now = self._clock()
        oldest = sorted(tally.in_flight.items(), key=lambda item: item[1].started)
        for path, flight in oldest[:_LISTED]:
            text = f"  {now - flight.started:5.1f} s  {visible(shown(path))}  {flight.stage}"
            grid.add_row(Text(text, style="dim", overflow="ellipsis", no_wrap=True))
        if len(oldest) > _LISTED:
            grid.add_row(Text(f"  and {len(oldest) - _LISTED} more", style="dim"))
        if self._note:
            grid.add_row(Text(self._note, style="yellow", overflow="ellipsis", no_wrap=True))
        return grid

    def _spent(self) -> str:
        spent = self._tally.spent
        tokens = spent.prompt_tokens + spent.completion_tokens
        cost = f", ${spent.cost:.4f}" if spent.cost is not None else ""
        return f"{tokens:,} tokens{cost}" if tokens else ""

    def _pace(self) -> str:
        now, tally = self._clock(), self._tally
        minutes = (now - self._started) / 60
        told = f"{tally.tried / minutes:.0f} a minute" if minutes and tally.tried else ""
        self._past.append((now, tally.settled))
        while now - self._past[0][0] > _WINDOW and len(self._past) > 2:
            self._past.popleft()
        then, before = self._past[0]
        if tally.total is not None and tally.settled > before:
            left = (tally.total - tally.settled) * (now - then) / (tally.settled - before)
            told += f", {duration(left)} left"
        return told


def duration(seconds: float) -> str:
    """``seconds`` in the two largest units that matter: ``2 h 05 min``, ``3 min 20 s``, ``12 s``."""
    whole = max(0, round(seconds))
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02} min"
    return f"{whole // 60} min {whole % 60:02} s" if whole >= 60 else f"{whole} s"


@asynccontextmanager
async def showing(view: View, sleep: Callable[[float], Awaitable[None]]) -> AsyncIterator[None]:
    """Show the run while the block lasts: live on a terminal, else a line every ten seconds."""
    if view.stream is None:
        yield
    elif view.stream.isatty():
        from rich.console import Console
        from rich.live import Live

        with Live(get_renderable=view.live, console=Console(file=view.stream), refresh_per_second=4, transient=True):
            yield
    else:
        lines = asyncio.create_task(_lines(view, sleep))
        try:
            yield
        finally:
            lines.cancel()
            with suppress(asyncio.CancelledError):
                await lines


async def _lines(view: View, sleep: Callable[[float], Awaitable[None]]) -> None:
    while True:
        await sleep(_INTERVAL)
        view.say(view.line())
