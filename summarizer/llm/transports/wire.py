"""The connections themselves, by ``aiohttp``: a call takes 0.5 ms of the processor, and 1.2 with httpx2's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx2

from summarizer.errors import ConfigurationError
from summarizer.llm.addresses import host_of, is_loopback

_KEPT = 4.0
"""Seconds for which an idle connection is kept: many servers close theirs after 5, and a call may cross that."""
_PART = 1 << 16
_HEAD = 1 << 16
"""Bytes that a line of a reply's head may have: gateways send long ones."""
_FAILURES: tuple[tuple[type[Exception], type[httpx2.TransportError]], ...] = (
    (aiohttp.ConnectionTimeoutError, httpx2.ConnectTimeout),
    (aiohttp.ServerTimeoutError, httpx2.ReadTimeout),
    (aiohttp.ClientHttpProxyError, httpx2.ProxyError),
    (aiohttp.ClientConnectorError, httpx2.ConnectError),
    (aiohttp.ServerDisconnectedError, httpx2.RemoteProtocolError),
    (aiohttp.ClientConnectionError, httpx2.ReadError),
    (aiohttp.InvalidURL, httpx2.UnsupportedProtocol),
    (aiohttp.ClientError, httpx2.RemoteProtocolError),  # a body or a head that is none
    (TimeoutError, httpx2.WriteTimeout),
    (OSError, httpx2.ReadError),
)
"""What goes wrong, in the words of the client library; the first that fits."""


class Wire(httpx2.AsyncBaseTransport):
    """Sends requests, and hands over what comes, as it comes. How many run at a time is for others to say.

    The environment's proxies stand between it and other machines. Timeouts are those of the request.

    Args:
        base_url: where all requests go.

    Raises:
        ConfigurationError: the proxy is of a kind that another package is needed for.
    """

    def __init__(self, base_url: str) -> None:
        self._secure = base_url.startswith("https:")
        self._proxy = _proxy_to(base_url)
        self._socks = _socks() if self._proxy is not None and self._proxy.startswith("socks") else None
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The head of the reply; its body is read from the stream.

        Raises:
            httpx2.TransportError: no reply came.
        """
        headers = headers_of(request, lambda name: name != b"transfer-encoding")  # aiohttp says that itself
        allowed = request.extensions.get("timeout", {})
        response = await self.send(request.method, str(request.url), headers, _body(request), allowed)
        return httpx2.Response(
            response.status, headers=list(response.raw_headers), stream=Body(response), request=request
        )

    async def send(
        self,
        method: str,
        url: str,
        headers: Sequence[tuple[str, str]],
        body: bytes | AsyncIterable[bytes] | None,
        allowed: Mapping[str, float | None],
    ) -> aiohttp.ClientResponse:
        """The head of the reply as ``aiohttp`` has it; whoever asks has to release it.

        Without request and response of the client library's, the making of which takes longer than the rest.

        Args:
            method: GET, POST.
            url: the whole of it.
            headers: all that go out.
            body: what goes out.
            allowed: seconds to connect, to write and to read, as the client library names them.

        Raises:
            httpx2.TransportError: no reply came.
        """
        if self._session is None:
            self._session = self._opened()
        # aiohttp has no bound on sending: it gets what all else may take
        sent_within = None if allowed.get("write") is None else sum(seconds or 0.0 for seconds in allowed.values())
        with _told_as_the_client_knows_it():
            async with asyncio.timeout(sent_within):
                return await self._session.request(
                    method,
                    url,
                    headers=headers,
                    skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
                    data=body,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(
                        total=None, connect=allowed.get("connect"), sock_read=allowed.get("read")
                    ),
                )

    async def aclose(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        kept: dict[str, Any] = {"limit": 0, "keepalive_timeout": _KEPT}
        if self._secure:
            # nobody is trusted whom the client library's own transport would not trust
            kept["ssl"] = httpx2.create_ssl_context()
        try:
            connector = self._socks.from_url(self._proxy, **kept) if self._socks else aiohttp.TCPConnector(**kept)
        except ValueError as error:
            raise ConfigurationError(f"the proxy set in the environment is none: {error}") from None
        return aiohttp.ClientSession(
            connector=connector,
            proxy=None if self._socks else self._proxy,
            max_line_size=_HEAD,
            max_field_size=_HEAD,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # the client library does
        )


class Body(httpx2.AsyncByteStream):
    """The body of a reply, as it comes."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _told_as_the_client_knows_it():
            async for part in self._response.content.iter_chunked(_PART):
                yield part

    async def aclose(self) -> None:
        """Let the connection go; one with an unread rest is closed."""
        self._response.release()


def headers_of(request: httpx2.Request, wanted: Callable[[bytes], bool]) -> list[tuple[str, str]]:
    """The headers of a request whose names, in lower case, are wanted."""
    return [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw if wanted(name.lower())
    ]


def _body(request: httpx2.Request) -> bytes | AsyncIterable[bytes] | None:
    try:
        return request.content or None
    except httpx2.RequestNotRead:
        stream = request.stream
        assert isinstance(stream, AsyncIterable)
        return stream


def _proxy_to(base_url: str) -> str | None:
    """The environment's proxy for an address, which ``aiohttp`` would read otherwise than the client library does."""
    if is_loopback(base_url) or proxy_bypass(host_of(base_url)):
        return None
    proxies = getproxies()
    return proxies.get(base_url.partition(":")[0]) or proxies.get("all")


def _socks() -> Any:  # noqa: ANN401 - a class of a package that need not be there
    try:
        from aiohttp_socks import ProxyConnector
    except ImportError:
        raise ConfigurationError(
            "the proxy set in the environment needs an extra: pip install 'summarizer[socks]'"
        ) from None
    return ProxyConnector


@contextmanager
def _told_as_the_client_knows_it() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if type(error).__module__.startswith(("aiohttp_socks", "python_socks")):  # which need not be there
            raise httpx2.ConnectError(str(error)) from error
        for kind, known in _FAILURES:
            if isinstance(error, kind):
                raise known(_in_words(error)) from error
        raise


def _in_words(error: Exception) -> str:
    """What went wrong, without the connector's own notes on it."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return str(error.certificate_error)
    return (isinstance(error, aiohttp.ClientConnectorError) and error.strerror) or str(error)
