"""Running totals of what one article costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Meter:
    """What was asked so far for one article, failed attempts included. One meter may serve parallel calls."""

    requests: int = 0
    """Calls that reached the endpoint, or were answered from a recording."""
    reasks: int = 0
    """Calls made again because an answer was not valid."""
    prompt_tokens: int = 0
    """Tokens sent."""
    completion_tokens: int = 0
    """Tokens received."""
    replayed: int = 0
    """How many of the requests a recording answered."""
    cost: float | None = None
    """US dollars spent; none where no price is known or nothing was bought. A replayed answer costs nothing."""

    @property
    def all_replayed(self) -> bool:
        """Whether there were answers, and all of them came from recordings."""
        return 0 < self.requests == self.replayed

    def count(self, usage: Mapping[str, object], *, cost: float | None = None, replayed: bool = False) -> None:
        """Add one call.

        ``usage`` is the ``usage`` object of the answer, empty where there was none; ``cost`` its price in US dollars.
        """
        self.requests += 1
        self.replayed += replayed
        self.prompt_tokens += tokens(usage, "prompt_tokens")
        self.completion_tokens += tokens(usage, "completion_tokens")
        if cost is not None:
            self.cost = (self.cost or 0.0) + cost

    def add(self, other: Meter) -> None:
        """Add all that another meter counted."""
        self.requests += other.requests
        self.reasks += other.reasks
        self.prompt_tokens += other.prompt_tokens
        self.completion_tokens += other.completion_tokens
        self.replayed += other.replayed
        if other.cost is not None:
            self.cost = (self.cost or 0.0) + other.cost


def tokens(usage: Mapping[str, object], name: str) -> int:
    """A token count out of a ``usage`` object; 0 where the endpoint gives none or no number."""
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def usage_of(body: object) -> Mapping[str, object]:
    """The ``usage`` object of an answer's body, empty where there is none."""
    usage = body.get("usage") if isinstance(body, dict) else None
    return usage if isinstance(usage, dict) else {}


# The layers that count sit below libraries that know no meter; the context carries it past them,
# separately for each task, so that one client serves many articles at a time.
_current: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered(meter: Meter) -> Iterator[None]:
    """Count the calls made inside the block on ``meter``."""
    token = _current.set(meter)
    try:
        yield
    finally:
        _current.reset(token)


def current_meter() -> Meter:
    """The meter of the block around; one that nobody reads outside of any."""
    return _current.get() or Meter()
