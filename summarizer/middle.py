"""The pure middle of the way: article and drafts in, what stands of them out.

It is what costs processor time. Arguments and results are plain data, so that it may run in another process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from typing import ParamSpec, Protocol, TypeVar

from summarizer.article import Article
from summarizer.checks import Verified, verify
from summarizer.checks.locate import from_drafts
from summarizer.checks.proposal import from_reading
from summarizer.drafts import ArticleDraft
from summarizer.lexical import Reading, read_lexically, unread
from summarizer.lexical.datafiles import has_grammar

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Compute(Protocol):
    """Calls a function of this module, here or elsewhere."""

    def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """What ``function`` returns."""


async def here(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call it in this process, now."""
    return function(*args, **kwargs)


_IN_A_ROW = 4
"""Calls in a row, before the first of which all else that is ready goes."""


class InTurn:
    """Calls it in this process, one call at a time, and lets all else that is ready go before every few.

    Without that, many articles fall into step: while the answers that came together are checked in a row, no new call
    goes out, and then all wait for answers. A few in a row find what the one before has left in the processor's cache.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._calls = 0

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``function`` returns."""
        async with self._turn:
            if self._calls % _IN_A_ROW == 0:
                await asyncio.sleep(0)
            self._calls += 1
            return function(*args, **kwargs)


def by_rules(article: Article) -> tuple[Verified, int]:
    """The summary's parts by the layer's reading alone, and how many statements it read."""
    reading = read_lexically(article)
    return verify(article, reading, from_reading(reading), soft_binds=True), len(reading.statements)


def by_drafts(
    article: Article, drafts: Sequence[ArticleDraft], *, soft_binds: bool, language: str | None = None
) -> Verified:
    """What stands of a model's drafts of the whole article, see :func:`~summarizer.checks.verify`."""
    reading = _reading(article)
    proposal = from_drafts(article, reading, drafts)
    return verify(article, reading, proposal, soft_binds=soft_binds, language=language)


@lru_cache(maxsize=1)
def _reading(article: Article) -> Reading:
    """The reading of an article, kept for its second draft; light rules are no voice beside a strong model."""
    return read_lexically(article) if has_grammar(article.language) else unread(article)
