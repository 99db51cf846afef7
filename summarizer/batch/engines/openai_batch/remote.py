"""The provider's files and batches, through the ``openai`` client.

What can be repeated without harm is repeated here. What cannot is tried once: where it is not known whether it
arrived, ``Unknown`` is raised, and the caller looks before it does it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.errors import ConfigurationError, ModelError, TransportFailed
from summarizer.llm import limits
from summarizer.llm.failures import failure, is_final, quoted, said_by
from summarizer.llm.transports.retry import MayPass, retry_after, retrying

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI
    from openai.types import Batch

    from summarizer.llm.registry import ModelSpec

T = TypeVar("T")

MARKER = "summarizer"
"""The metadata by which a batch is found again."""
_PAGE = 100
_TRANSFER = 1800.0
"""Seconds that a file of the largest size may take to go up or to come down."""
_SKEW = 3600.0
"""Seconds by which the provider's clock may differ from ours."""


class Unknown(ModelError):
    """Whether the provider did what it was asked to is not known."""


class Remote:
    """Files and batches of one account. Raises ``TransportFailed`` where it cannot be reached, ``EndpointRefused``
    where it refuses, ``ConfigurationError`` where it has no batches.

    Args:
        spec: the model whose provider it is.
        sleep: waits; ``now`` is the date.
        note: is told of waits.
    """

    def __init__(
        self,
        spec: ModelSpec,
        *,
        sleep: Callable[[float], Awaitable[None]],
        now: Callable[[], datetime],
        note: Callable[[str], None],
    ) -> None:
        self._spec = spec
        self._sleep = sleep
        self._now = now
        self._note = note
        self._openai: AsyncOpenAI | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._openai is not None:
            await self._openai.close()

    async def upload(self, path: Path, name: str) -> str:
        """Send a request file; the provider's name for it. Raises ``Unknown`` where it may have arrived."""
        client = await self._client()

        async def send() -> str:
            with path.open("rb") as file:
                sent = await client.files.create(file=(name, file, "application/jsonl"), purpose="batch")
            return sent.id

        return await self._asked(send, once=True)

    async def find_file(self, name: str, size: int, since: float) -> str | None:
        """The file of this name and size, if it was sent since then (Unix time)."""
        client = await self._client()

        async def look() -> str | None:
            async for each in client.files.list(purpose="batch", order="desc", limit=_PAGE):
                if each.filename == name and each.bytes == size:
                    return each.id
                if each.created_at < since - _SKEW:
                    break
            return None

        return await self._asked(look)

    async def submit(self, file: str, marker: str) -> str:
        """Have a file's requests answered; the batch's name. Raises ``Unknown`` where it may have been accepted."""
        client = await self._client()

        async def send() -> str:
            batch = await client.batches.create(
                input_file_id=file,
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={MARKER: marker},
                extra_headers={"Idempotency-Key": marker},
            )
            return batch.id

        return await self._asked(send, once=True)

    async def find_batch(self, marker: str, file: str) -> str | None:
        """The batch with this marker or of this file, if there is one; all are looked through, in whatever order."""
        client = await self._client()

        async def look() -> str | None:
            async for each in client.batches.list(limit=_PAGE):
                if (each.metadata or {}).get(MARKER) == marker or each.input_file_id == file:
                    return each.id
            return None

        return await self._asked(look)

    async def batch(self, name: str) -> Batch | None:
        """A batch as it stands; nothing where the provider knows none of this name."""
        client = await self._client()
        return await self._asked(lambda: _if_there(client.batches.retrieve(name)))

    async def download(self, name: str, path: Path) -> bool:
        """Fetch a file to ``path``; whether the provider has it."""
        client = await self._client()

        async def fetch() -> bool:
            async with client.files.with_streaming_response.content(name) as response:
                await response.stream_to_file(path)
            return True

        return await self._asked(lambda: _if_there(fetch())) or False

    async def _asked(self, ask: Callable[[], Awaitable[T]], *, once: bool = False) -> T:
        """What ``ask`` brings, tried again where that can do no harm."""
        spec = self._spec
        try:
            async for attempt in retrying(self._sleep, self._note, spec.name):
                with attempt:
                    return await self._once(ask, once=once)
        except MayPass as error:
            what = str(error)
        raise TransportFailed(f"{spec.name} could not be asked about its batches; last: {what}")

    async def _once(self, ask: Callable[[], Awaitable[T]], *, once: bool) -> T:
        import httpx2
        from openai import APIConnectionError, APIStatusError

        failed: Exception
        try:
            return await ask()
        except APIStatusError as error:
            failed = self._failure(error, once=once)
        except (APIConnectionError, httpx2.TransportError) as error:
            what = quoted(str(error.__cause__ or error)) or "the connection broke"
            reached = not isinstance(error.__cause__ or error, (httpx2.ConnectError, httpx2.ConnectTimeout))
            failed = Unknown(what) if once and reached else MayPass(what)
        # Outside of the handler: what the libraries raise holds requests with the key, and stays out of tracebacks.
        raise failed

    def _failure(self, error: APIStatusError, *, once: bool) -> Exception:
        status, body = error.status_code, {"error": error.body}
        what = f"status {status}" + (f" ({said})" if (said := said_by(body)) else "")
        if status in limits.RETRIED_STATUSES and not is_final(body):
            if once and status != 429:
                return Unknown(what)  # it may have been done before something behind it failed
            wait = retry_after(error.response.headers, self._now())
            if wait is not None and wait > limits.LONGEST_RETRY_AFTER:
                return TransportFailed(f"{self._spec.name} asks to come back in {wait:.0f} seconds: {what}")
            return MayPass(what, wait)
        if status in (404, 405, 501):
            return ConfigurationError(
                f"{self._spec.base_url} has no batch interface ({what}); --engine local asks the same model directly"
            )
        return failure(self._spec, status, body) or TransportFailed(what)

    async def _client(self) -> AsyncOpenAI:
        if self._openai is None:
            self._openai = await asyncio.to_thread(self._build)
        return self._openai

    def _build(self) -> AsyncOpenAI:
        import httpx2
        from openai import AsyncOpenAI, Omit

        from summarizer.llm.transports.wire import Wire

        spec = self._spec
        assert spec.base_url is not None
        timeout = httpx2.Timeout(_TRANSFER, connect=limits.CONNECT_TIMEOUT)
        # Which account is meant is said to the one who has it.
        strangers: dict[str, Any] = (
            {} if spec.provider == "openai" else {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
        )
        return AsyncOpenAI(
            base_url=spec.base_url,
            api_key=spec.api_key or "none",
            max_retries=0,
            timeout=timeout,
            default_headers=strangers,
            http_client=httpx2.AsyncClient(transport=Wire(spec.base_url), timeout=timeout),
        )


async def _if_there(asked: Awaitable[T]) -> T | None:
    """What comes; nothing where there is no such thing."""
    from openai import NotFoundError

    try:
        return await asked
    except NotFoundError:
        return None
