"""Keeps to the pace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import httpx2

from summarizer.errors import ContextOverflow
from summarizer.llm import limits
from summarizer.llm.asked import size_of
from summarizer.llm.bodies import body_of
from summarizer.llm.meter import tokens, usage_of
from summarizer.llm.pace import Pace
from summarizer.llm.transports.retry import retry_after

_LATEST = 0.1
"""Weight of the latest answer in the mean of their lengths."""


class Pacing(httpx2.AsyncBaseTransport):
    """Waits for leave before each call, and tells the pace what the endpoint says to it.

    It sits below the retries, so that no attempt goes past it. Raises ``ContextOverflow`` for a request that a
    minute's tokens do not suffice for: in smaller pieces it may go.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, pace: Pace, *, now: Callable[[], datetime]) -> None:
        self._inner = inner
        self._pace = pace
        self._now = now
        self._answer = 0.0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass the request on in its turn."""
        async with self._pace.turn(self._expected(request)) as turn:
            response = await self._inner.handle_async_request(request)
            turn.limited = response.status_code == 429
            if response.status_code in limits.RETRIED_STATUSES:
                wait = retry_after(response.headers, self._now())
                if wait is not None and wait <= limits.LONGEST_RETRY_AFTER:
                    self._pace.pause(wait)
            elif response.status_code == 200:
                usage = usage_of(body_of(response))
                answer = tokens(usage, "completion_tokens")
                self._answer += _LATEST * (answer - self._answer)
                self._pace.took(turn, tokens(usage, "prompt_tokens") + answer)
        return response

    async def aclose(self) -> None:
        """Close what is below."""
        await self._inner.aclose()

    def _expected(self, request: httpx2.Request) -> int:
        """About how many tokens a call will take; an answer, before any has come, as many as its prompt."""
        allowed = self._pace.bounds.tokens_per_minute
        if allowed is None:
            return 0
        size = size_of(request.content)
        expected = size.prompt + min(int(self._answer) or size.prompt, size.most_answer or size.prompt)
        if expected > allowed:
            raise ContextOverflow(f"a request needs about {expected} tokens, and {allowed} a minute are allowed")
        return expected
