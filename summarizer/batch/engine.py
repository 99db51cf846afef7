"""What an engine is: it takes the tasks of a run, and settles each with what came of it."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.batch.books import Books
from summarizer.batch.order import Order
from summarizer.batch.plan import Item, Passed, Reused, Task, Unusable, plan
from summarizer.llm.prices import Prices
from summarizer.readers import Options
from summarizer.recipe import Recipe

if TYPE_CHECKING:
    from summarizer.batch.store import Store
    from summarizer.batch.walk import Walk
    from summarizer.config import Settings
    from summarizer.llm.registry import ModelSpec
    from summarizer.progress import Progress

_AT_ONCE = 32
"""Items of the plan that are looked at in one go."""


class Feed:
    """The tasks of a plan, one after the other, for any number of takers.

    What needs no work, because it is done or no article, is entered in the books on the way.
    """

    def __init__(self, plan: Iterator[Item], books: Books) -> None:
        self._plan = plan
        self._books = books
        self._looked_at: deque[Item] = deque()
        self._feeding = asyncio.Lock()

    async def next(self) -> Task | None:
        """The next task; nothing when there are no more, or the run is to end."""
        async with self._feeding:
            while self._books.ending is None:
                if not self._looked_at and not await self._look():
                    return None
                item = self._looked_at.popleft()
                if isinstance(item, Task):
                    return item
                if isinstance(item, Reused):
                    self._books.reused(item)
                elif isinstance(item, Unusable):
                    self._books.unusable(item)
                elif isinstance(item, Passed):
                    self._books.passed(item)
        return None

    async def _look(self) -> bool:
        try:
            self._looked_at.extend(await asyncio.to_thread(lambda: list(islice(self._plan, _AT_ONCE))))
        except OSError as error:
            self._books.no_room(error)
        return bool(self._looked_at)


@dataclass(frozen=True, slots=True)
class Work:
    """All that an engine is given."""

    order: Order
    settings: Settings
    spec: ModelSpec
    """The model that ``settings`` name."""
    recipe: Recipe
    """Of model and settings."""
    tasks: Feed
    """What is to be done."""
    books: Books
    """Where what was done is entered, and whether the run is to end."""
    progress: Progress
    """Takes what a client has to say."""
    sleep: Callable[[float], Awaitable[None]]
    now: Callable[[], datetime]


class Engine(ABC):
    """Works through a run. Made once for each; every method but ``run`` returns at once."""

    def __init__(self, work: Work) -> None:
        self.work = work

    @classmethod  # noqa: B027 - an engine that serves all has nothing to check
    def check(cls, order: Order, spec: ModelSpec) -> None:
        """Raise ``ConfigurationError`` for an order or a model that this engine cannot serve; asks nobody."""

    @classmethod
    def prices(cls, spec: ModelSpec) -> Prices:
        """What a model costs that is asked in this engine's way."""
        return Prices(spec.base_url, spec.model, spec.price)

    @classmethod
    def calls_at_a_time(cls, order: Order, spec: ModelSpec) -> int | None:
        """How many calls are made at a time, at most; none where that says nothing about how long it takes."""
        return order.concurrency

    @classmethod
    def plan(cls, order: Order, recipe: Recipe, articles: Walk, store: Store) -> Iterator[Item]:
        """What is to be done about each of the articles, in their order. Read while the engine runs."""
        return plan(
            articles,
            recipe,
            store.has if not order.force else lambda output, digest: False,
            Options(order.text_field),
        )

    @property
    def peak_calls(self) -> int:
        """Most calls that were made at a time."""
        return 0

    @abstractmethod
    async def run(self) -> None:
        """Take tasks until there are none, and settle them; stop where ``work.books.ending`` is set.

        Raises:
            ConfigurationError: nothing can be done with these settings.
        """

    @abstractmethod
    def abandon(self) -> None:
        """Give up also what is in flight. The run has been told to end."""
