"""Answers from recordings, and makes them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import httpx2

from summarizer.errors import ReplayMiss
from summarizer.llm.bodies import body_of, with_body
from summarizer.llm.failures import failure
from summarizer.llm.meter import current_meter, usage_of
from summarizer.llm.recordings import Asked, Recorded, Recordings, utc_text

if TYPE_CHECKING:
    from summarizer.llm.registry import ModelSpec


class Recording(httpx2.AsyncBaseTransport):
    """Answers what the store holds; asks ``inner`` for the rest and keeps the answers. Without ``inner`` it is replay.

    Only answers are kept: no error, no refusal, nothing cut off. Whether an answer fits its schema is not asked
    here but at each reading. A replayed answer counts with the tokens that it once took and costs nothing.
    Raises ``ReplayMiss`` in replay for what the store does not hold, ``BrokenRecording`` for a file that is none,
    ``StoreFailed`` where the store cannot be read or written.
    """

    def __init__(
        self,
        store: Recordings,
        spec: ModelSpec,
        inner: httpx2.AsyncBaseTransport | None,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._spec = spec
        self._inner = inner
        self._now = now

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The recorded answer, or the one from below."""
        asked = Asked(self._spec.identity, request.method, request.url.path, json.loads(request.content))
        if recorded := self._store.find(asked):
            current_meter().count(usage_of(recorded.body), replayed=True)
            return with_body(recorded.status, recorded.body, request)
        if self._inner is None:
            raise ReplayMiss(f"no recording of this request to {self._spec.name}: {self._store.explain_miss(asked)}")
        response = await self._inner.handle_async_request(request)
        body = body_of(response)
        if response.status_code == 200 and isinstance(body, dict) and failure(self._spec, 200, body) is None:
            recorded = Recorded(asked, 200, body, self._spec.name, utc_text(self._now()))
            await asyncio.to_thread(self._store.keep, recorded)  # a disk may take its time over a sync
        return response

    async def aclose(self) -> None:
        """Close what is below."""
        if self._inner is not None:
            await self._inner.aclose()
