"""One visit to the web: every request that a fetch takes, and what may be made of the answers."""

from __future__ import annotations

import re
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.readers.addresses import is_public
from summarizer.readers.extras import library
from summarizer.readers.parts import decoded

if TYPE_CHECKING:
    import httpx2

AGENT = "summarizer"
_URL = re.compile(r"https?://", re.IGNORECASE)
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_TYPES = re.compile(
    r"text/(?:html|plain|markdown|x-markdown|xml|json)|application/(?:(?:[\w.-]+\+)?(?:xml|json)|pdf|jsonl|x-ndjson"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.document|vnd\.oasis\.opendocument\.text)|message/rfc822"
)
_TEXTS = frozenset(["text/html", "text/plain", "text/markdown", "text/x-markdown", "application/xhtml+xml"])
_ROBOTS_BYTES = 500 * 1024
"""What has to be read of a robots.txt by RFC 9309."""
_WHY = {
    401: "wants a name and a password",
    402: "wants to be paid",
    403: "is not given out by its server",
    404: "is not there",
    410: "is no longer there",
    429: "cannot be had now: the server has had too many requests; try again later",
    451: "is withheld for legal reasons",
}

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a fetch goes."""

    most_bytes: int = 20 * 1024 * 1024
    """Of the body, unpacked."""
    seconds: float = 30.0
    """For everything: names looked up, robots.txt, redirects, the last byte."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched."""

    url: str
    """Where it was in the end, after redirects."""
    data: bytes


def is_url(text: str) -> bool:
    """Whether it is an address rather than the name of a file."""
    return bool(_URL.match(text))


def parsed(text: str) -> httpx2.URL:
    """An address without its fragment.

    Raises:
        ConfigurationError: no page has such an address.
    """
    import httpx2

    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError) as error:
        raise ConfigurationError(f"{text} is no address of the web ({error})") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError(f"{text} is no address of the web; it has to begin with http:// or https://")
    if url.userinfo:
        raise ConfigurationError("an address with a name and a password in it is not fetched, as summaries show it")
    return url.copy_with(fragment=None)


class Visit:
    """One fetch with all its requests."""

    def __init__(self, client: httpx2.AsyncClient, bounds: Bounds, allow_private: bool, resolve: Resolve) -> None:
        self._client = client
        self._bounds = bounds
        self._allow_private = allow_private
        self._resolve = resolve
        self._addresses: dict[tuple[str, int], Sequence[str]] = {}
        self._rules: dict[str, str] = {}

    async def page(self, url: httpx2.URL) -> Page:
        """What is there, redirects followed."""
        for _ in range(self._bounds.redirects + 1):
            await self._where(url)
            await self._check_robots(url)
            async with self._get(url) as response:
                if (onward := _onward(url, response)) is not None:
                    url = onward
                    continue
                _check(url, response)
                data = await self._body(url, response, self._bounds.most_bytes)
                return Page(str(url), _decoded(data, response))
        raise ArticleError(f"{url} is redirected more than {self._bounds.redirects} times")

    @asynccontextmanager
    async def _get(self, url: httpx2.URL) -> AsyncIterator[httpx2.Response]:
        """The answer to one request, made to an address that was looked at."""
        import httpx2

        failed: httpx2.ConnectError | None = None
        for address in await self._where(url):
            request = self._client.build_request(
                "GET",
                url.copy_with(host=address),
                headers={
                    "Host": url.netloc.decode("ascii"),
                    "User-Agent": f"{AGENT}/{__version__}",
                    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
                    "Accept-Encoding": "gzip",
                },
                # the certificate has to be that of the name, not of the address
                extensions={**self._client.build_request("GET", url).extensions, "sni_hostname": url.host},
            )
            try:
                response = await self._client.send(request, stream=True)
            except httpx2.ConnectError as error:
                failed = error
                continue
            try:
                yield response
            finally:
                await response.aclose()
            return
        raise failed or httpx2.ConnectError(f"{url.host} has no address")

    async def _where(self, url: httpx2.URL) -> Sequence[str]:
        """The addresses of a host, looked up once.

        Raises:
            ArticleError: one of them is not public.
        """
        key = (url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80))
        if key not in self._addresses:
            found = list(dict.fromkeys(await self._resolve(*key)))
            inner = next((address for address in found if not is_public(address)), None)
            if inner is not None and not self._allow_private:
                raise ArticleError(
                    f"{url} is at {inner}, which is no address of the public internet; --allow-private fetches it"
                )
            self._addresses[key] = found
        return self._addresses[key]

    async def _check_robots(self, url: httpx2.URL) -> None:
        """Raises ArticleError where the site asks programs to stay away from the page."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._rules:
            self._rules[origin] = await self._robots(url.join("/robots.txt"))
        rules = library("protego", "Web addresses").Protego.parse(self._rules[origin])
        if not rules.can_fetch(str(url), AGENT):
            raise ArticleError(f"{url} is not for programs: the site's robots.txt says so; save the page and give that")

    async def _robots(self, url: httpx2.URL) -> str:
        """The rules of a site, as RFC 9309 has it: none where there is no such file, all forbidden where it fails."""
        for _ in range(self._bounds.redirects + 1):
            async with self._get(url) as response:
                if (onward := _onward(url, response)) is not None:
                    url = onward
                    continue
                if response.status_code >= 500 or response.status_code == 429:
                    return "User-agent: *\nDisallow: /"
                if response.status_code != 200:
                    return ""
                return (await self._body(url, response, _ROBOTS_BYTES, cut=True)).decode("utf-8", "replace")
        return ""

    async def _body(self, url: httpx2.URL, response: httpx2.Response, most: int, *, cut: bool = False) -> bytes:
        """The body, unpacked; of what is larger than ``most`` bytes only those, or an error."""
        packed = response.headers.get("Content-Encoding", "identity").strip().lower()
        if packed not in ("identity", "gzip", "x-gzip", ""):
            raise ArticleError(f"{url} comes packed in a way that was not asked for ({packed})")
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packed else None
        data = bytearray()
        try:
            async for chunk in response.aiter_raw():
                data += unpack.decompress(chunk, most + 1 - len(data)) if unpack else chunk
                if len(data) > most:
                    if cut:
                        return bytes(data[:most])
                    raise ArticleError(f"{url} is larger than {most / 2**20:g} MB, too much for an article")
        except zlib.error as error:
            raise ArticleError(f"{url} comes damaged ({error})") from error
        if unpack and not unpack.eof:
            raise ArticleError(f"{url} comes incomplete")
        return bytes(data)


def _onward(url: httpx2.URL, response: httpx2.Response) -> httpx2.URL | None:
    """Where an answer points to; ``None`` where it does not."""
    place = response.headers.get("Location")
    if response.status_code not in _REDIRECTS or not place:
        return None
    try:
        return parsed(str(url.join(place)))
    except (ConfigurationError, ValueError) as error:
        raise ArticleError(f"{url} is redirected to what is no address of the web: {place}") from error


def _check(url: httpx2.URL, response: httpx2.Response) -> None:
    """Raises ArticleError for an answer that is no article, by its status and type."""
    status = response.status_code
    if status != 200:
        why = _WHY.get(status) or ("cannot be had: its server fails" if status >= 500 else "cannot be had")
        raise ArticleError(f"{url} {why} (HTTP status {status})")
    kind = _type(response)
    if kind and not _TYPES.fullmatch(kind):
        raise ArticleError(f"{url} is {kind}, which is no article")


def _type(response: httpx2.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _decoded(data: bytes, response: httpx2.Response) -> bytes:
    """A text in UTF-8 with its mark, where the server says in what encoding it is, which goes before what it says."""
    text = decoded(data, response.charset_encoding) if _type(response) in _TEXTS else None
    return data if text is None else b"\xef\xbb\xbf" + text.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
