"""Answers requests out of the journal, and notes down those that have no answer yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import httpx2

from summarizer.batch.engines.openai_batch.journal import Journal
from summarizer.batch.engines.openai_batch.records import Wanted
from summarizer.errors import Deferred, TransportFailed
from summarizer.llm import limits
from summarizer.llm.asked import size_of
from summarizer.llm.failures import is_final, said_by
from summarizer.llm.meter import current_meter, usage_of
from summarizer.llm.prices import Prices
from summarizer.llm.recordings import canonical

ENDPOINT = "/v1/chat/completions"
_IN_NAME = 24


@dataclass
class Asking:
    """An article that is being asked about."""

    digest: str
    """Of its fingerprint."""
    number: int
    """Which try of it this is: the same question is asked anew with each."""
    wanted: dict[str, Wanted] = field(default_factory=dict)
    """What it needs to know and does not yet, by ``custom_id``."""

    def name_of(self, body: Mapping[str, Any]) -> str:
        """The ``custom_id`` of a request: the article, the try, and what is asked."""
        asked = hashlib.sha256(canonical(body).encode()).hexdigest()
        return f"{self.digest[:_IN_NAME]}-{self.number}-{asked[:_IN_NAME]}"


_current: ContextVar[Asking] = ContextVar("asking")


@contextmanager
def asking(article: Asking) -> Iterator[None]:
    """Requests inside the block are about this article."""
    token = _current.set(article)
    try:
        yield
    finally:
        _current.reset(token)


class Answers(httpx2.AsyncBaseTransport):
    """Stands in for the way to the endpoint.

    A request that the journal has an answer to gets it, counted as a call at the price of a batch. Any other is noted
    as wanted by the article it is about, and ``Deferred`` is raised. ``TransportFailed`` is raised where batch after
    batch gave no answer.
    """

    def __init__(self, journal: Journal, prices: Prices, name: str) -> None:
        self._journal = journal
        self._prices = prices
        self._name = name

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, if there is one."""
        body = json.loads(request.content)
        article = _current.get()
        name = article.name_of(body)
        found = self._journal.answer(name)
        if found is None:
            article.wanted[name] = self._wanted(name, body, request.content)
            raise Deferred(f"{self._name} has not answered yet")
        said = found.said
        usage = usage_of(said)
        current_meter().count(usage, cost=self._prices.of(said) if usage else None)
        if found.status in limits.RETRIED_STATUSES and not is_final(said):
            raise TransportFailed(
                f"{self._name} gave no answer in {limits.ATTEMPTS} batches; last: {said_by(said) or found.status}"
            )
        return httpx2.Response(found.status or 200, json=said, request=request)

    def _wanted(self, name: str, body: Mapping[str, Any], content: bytes) -> Wanted:
        line = {"custom_id": name, "method": "POST", "url": ENDPOINT, "body": body}
        size = size_of(content)
        usd = self._prices.quote(size.most_prompt, size.most_answer)
        return Wanted(
            name,
            json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n",
            size.prompt,
            size.most_prompt + size.most_answer,
            usd or 0.0,
        )
