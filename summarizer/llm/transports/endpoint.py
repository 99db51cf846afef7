"""One call, to the right place, with the key, and its whole body read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx2

from summarizer.errors import EndpointRefused
from summarizer.llm import limits
from summarizer.llm.bodies import decoded
from summarizer.llm.failures import error_in, first_choice
from summarizer.llm.transports.wire import Body, Wire, headers_of

if TYPE_CHECKING:
    import aiohttp

_SENT = ("accept", "accept-encoding", "content-type", "user-agent")
_RETURNED = ("content-type", "retry-after", "retry-after-ms")
_SHORTEST_SECRET = 8
_MASK = "[key]"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint is, and the key to it."""

    base_url: str
    api_key: str | None = field(default=None, repr=False)


class Endpoint(httpx2.AsyncBaseTransport):
    """Sends a request to the address that ``find`` gives, which is asked once for each call.

    The response comes back complete, as JSON where its status says success, and without the key
    should the endpoint have quoted it. Call and reply together take ``timeout`` seconds at most, however
    steadily the endpoint sends, and a reply has ``limits.LARGEST_REPLY`` bytes at most. An error that an
    endpoint sends with status 200 gets the status that it names. Raises ``httpx2.TransportError`` for what
    may pass, a reply that breaks off included, and ``EndpointRefused`` where no chat API answers.
    """

    def __init__(
        self, find: Callable[[], Awaitable[Address]], *, timeout: float, send_headers: tuple[str, ...] = ()
    ) -> None:
        self._find = find
        self._timeout = timeout
        self._passed = frozenset(name.encode() for name in _SENT + send_headers)
        self._http: Wire | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """One call, no second try."""
        address = await self._find()
        if self._http is None:
            self._http = Wire(address.base_url)
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._sent_to(self._http, request, address)
                text = await _text(response, address.base_url)
        except TimeoutError:
            # The transport's own timeout is for each read: an endpoint that trickles never meets it.
            raise httpx2.ReadTimeout("the reply was not complete in time", request=request) from None
        headers = {name: response.headers[name] for name in _RETURNED if name in response.headers}
        if address.api_key and len(address.api_key) >= _SHORTEST_SECRET:
            text = text.replace(address.api_key, _MASK)
            headers = {name: value.replace(address.api_key, _MASK) for name, value in headers.items()}
        whole = httpx2.Response(response.status, headers=headers, content=text.encode(), request=request)
        whole.status_code = _status(whole, address.base_url)
        return whole

    async def aclose(self) -> None:
        """Close the connections."""
        if self._http is not None:
            await self._http.aclose()

    async def _sent_to(self, http: Wire, request: httpx2.Request, address: Address) -> aiohttp.ClientResponse:
        # Not the request that the client library holds, and may log or put into an exception: that one never
        # knows the key; and nothing goes out but what is named here.
        headers = headers_of(request, self._passed.__contains__)
        if address.api_key:
            headers.append(("Authorization", f"Bearer {address.api_key}"))
        # All else that may take too long is bounded as a whole.
        allowed = {"connect": limits.CONNECT_TIMEOUT}
        url = address.base_url + request.url.path
        return await http.send(request.method, url, headers, request.content or None, allowed)


async def _text(response: aiohttp.ClientResponse, base_url: str) -> str:
    content = bytearray()
    body: AsyncIterable[bytes]
    if "Content-Encoding" in response.headers:
        body = httpx2.Response(response.status, headers=list(response.raw_headers), stream=Body(response)).aiter_bytes()
    else:
        body = Body(response)
    try:
        async for part in body:
            content += part
            if len(content) > limits.LARGEST_REPLY:
                raise EndpointRefused(f"{base_url} sent more than {limits.LARGEST_REPLY >> 20} MiB; that is no answer")
    except httpx2.DecodingError as error:
        raise httpx2.RemoteProtocolError(f"the reply could not be unpacked: {error}") from None
    finally:
        response.release()
    return content.decode("utf-8", "replace")


def _status(reply: httpx2.Response, base_url: str) -> int:
    """The status that a reply deserves: an error may come with 200."""
    if reply.status_code != 200:
        return reply.status_code
    try:
        body: Any = decoded(reply)
    except ValueError:
        content_type = reply.headers.get("content-type", "")
        if "json" in content_type or not reply.content.strip():
            raise httpx2.RemoteProtocolError("the reply breaks off") from None
        kind = content_type.partition(";")[0] or "something"
        raise EndpointRefused(
            f"{base_url} answered with {kind} instead of JSON; a base URL often ends in /v1"
        ) from None
    if (error := error_in(body)) and (first_choice(body) is None or "error" in body["choices"][0]):
        code = error.get("code")
        return code if isinstance(code, int) and 400 <= code < 600 else 502
    return reply.status_code
