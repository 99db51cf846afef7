"""What a run has come to so far: the one state that display, log and report are drawn from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from summarizer.llm.meter import Meter

Cause = Literal["done", "interrupted", "budget", "failures", "storage"]
"""Why a run ended: all was done, a signal, the budget, too many failures, or no room to write."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended."""

    cause: Cause
    why: str = ""
    signal: int | None = None
    """The signal, where one ended it."""


@dataclass(slots=True)
class Flight:
    """An article that is being worked on."""

    started: float
    """On the run's clock, in seconds."""
    stage: str = ""
    """What is being done."""


@dataclass
class Tally:
    """Counts of articles, and what they cost, failed attempts included."""

    done: int = 0
    """Summarised in this run."""
    copied: int = 0
    """Given the summary of an article with the same text."""
    reused: int = 0
    """Summarised before."""
    failed: int = 0
    """Not summarised."""
    skipped: int = 0
    """Files that hold no article by their kind, such as pictures."""
    unfinished: int = 0
    """Begun and given up when the run ended."""
    waiting: int = 0
    """Asked about, the answers still to come: a later run goes on with them."""
    total: int | None = None
    """Articles in the folder, once they are counted."""
    spent: Meter = field(default_factory=Meter)
    """What the finished, failed and abandoned articles cost."""
    in_flight: dict[Path, Flight] = field(default_factory=dict)
    """The articles that are being worked on."""
    peak: int = 0
    """Most articles in flight at a time."""

    @property
    def settled(self) -> int:
        """Articles that the run is through with."""
        return self.done + self.copied + self.reused + self.failed + self.skipped

    @property
    def tried(self) -> int:
        """Articles that this run has worked on and is through with."""
        return self.done + self.copied + self.failed

    def begins(self, path: Path, now: float) -> Flight:
        """An article is taken up."""
        flight = self.in_flight[path] = Flight(now)
        self.peak = max(self.peak, len(self.in_flight))
        return flight

    def ends(self, path: Path, meter: Meter) -> None:
        """An article is laid down, whatever came of it."""
        del self.in_flight[path]
        self.spent.add(meter)


class Listener(Protocol):
    """Is told what happens in a run, and does not wait."""

    def happened(self, event: str, data: Mapping[str, object]) -> None:
        """``event`` with what is to be known about it, in values that JSON has.

        Raises:
            OSError: it cannot be written down, which ends the run.
        """


def shown(path: Path) -> str:
    """``path`` as text that can be written, whatever bytes the name is of."""
    return os.fsencode(str(path)).decode("utf-8", "backslashreplace")
