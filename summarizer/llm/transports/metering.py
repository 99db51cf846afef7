"""Counts calls and tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import httpx2

from summarizer.errors import EndpointRefused
from summarizer.llm.bodies import body_of
from summarizer.llm.meter import current_meter, usage_of


class Metering(httpx2.AsyncBaseTransport):
    """Counts every call that reaches the endpoint, whatever becomes of it, on the meter of the article it is for.

    It sits below the retries and reads the tokens from the body itself, so that no failed attempt
    is left out. ``price`` gives the price of an answer's body in US dollars.
    """

    def __init__(
        self, inner: httpx2.AsyncBaseTransport, *, price: Callable[[Mapping[str, object]], float | None]
    ) -> None:
        self._inner = inner
        self._price = price

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass the request on, and count it."""
        meter = current_meter()
        try:
            response = await self._inner.handle_async_request(request)
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            raise  # nobody was reached
        except (httpx2.TransportError, EndpointRefused):
            meter.count({})
            raise
        body = body_of(response)
        usage = usage_of(body)
        meter.count(usage, cost=self._price(body) if usage and isinstance(body, dict) else None)
        return response

    async def aclose(self) -> None:
        """Close what is below."""
        await self._inner.aclose()
