"""What the work tells while it goes on: a protocol, and the three ways in which the command line shows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

from summarizer.report.wording import visible

if TYPE_CHECKING:
    from rich.progress import Progress as Bars


class Progress(Protocol):
    """Receives what the work reports. No method raises or waits."""

    def stage(self, name: str) -> None:
        """A stage begins; ``name`` says in a few words what is done."""

    def advance(self, done: int, total: int) -> None:
        """``done`` of ``total`` steps of this stage are through."""

    def note(self, text: str) -> None:
        """Something worth knowing that is no part of the result, such as a wait or a re-ask."""


class Silent:
    """Shows nothing."""

    def stage(self, name: str) -> None:
        """Nothing."""

    def advance(self, done: int, total: int) -> None:
        """Nothing."""

    def note(self, text: str) -> None:
        """Nothing."""


class Lines:
    """One line for each stage and note, for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def stage(self, name: str) -> None:
        """Write the stage."""
        self._write(visible(name))

    def advance(self, done: int, total: int) -> None:
        """Nothing: a log wants the stages, not each step."""

    def note(self, text: str) -> None:
        """Write the note, indented under its stage."""
        self._write(f"  {visible(text)}")

    def _write(self, line: str) -> None:
        self._stream.write(f"{line}\n")
        self._stream.flush()


class Live:
    """A spinner with stage, bar and time; with ``keep_notes`` the notes stay above it, else only the last is seen."""

    def __init__(self, bars: Bars, *, keep_notes: bool) -> None:
        self._bars = bars
        self._keep_notes = keep_notes
        self._task = bars.add_task("", total=None, note="")

    def stage(self, name: str) -> None:
        """Show the stage, with a bar that does not know its end yet."""
        self._bars.reset(self._task, total=None, description=visible(name), note="")

    def advance(self, done: int, total: int) -> None:
        """Move the bar; what was noted before is over."""
        self._bars.update(self._task, completed=done, total=total, note="")

    def note(self, text: str) -> None:
        """Show the note beside the stage, or keep it above."""
        if self._keep_notes:
            self._bars.console.print(visible(text), markup=False, highlight=False, style="dim")
        else:
            self._bars.update(self._task, note=visible(text))


@contextmanager
def show_progress(stream: TextIO, *, verbose: int = 0, quiet: bool = False) -> Iterator[Progress]:
    """Progress on ``stream``: live on a terminal, lines elsewhere when ``verbose``, nothing when ``quiet``.

    The display is gone when the block ends, however it ends.
    """
    if quiet:
        yield Silent()
    elif stream.isatty():
        with _bars(stream) as bars:
            yield Live(bars, keep_notes=verbose > 0)
    else:
        yield Lines(stream) if verbose else Silent()


def _bars(stream: TextIO) -> Bars:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    # Text goes in as markup-free: stage names may quote model or file names with brackets.
    return Bars(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}", markup=False, style="dim"),
        console=Console(file=stream),
        transient=True,
    )
