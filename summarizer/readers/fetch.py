"""An article by its address: fetched with care for the server, and for the network that this machine is in.

Proxies that the environment names are not used: through them it could not be told what is connected to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

from summarizer.article import Article
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.readers import article_of, only, read_bytes
from summarizer.readers.document import Broken, Document, Options
from summarizer.readers.extras import library
from summarizer.readers.visit import Bounds, Page, Resolve, Visit, is_url, parsed

if TYPE_CHECKING:
    import httpx2

_BOUNDS = Bounds()
_NO_OPTIONS = Options()


async def read_url(url: str, options: Options, *, allow_private: bool = False) -> list[Document | Broken]:
    """The articles at an address, each with its own: what the page calls canonical if on the same host.

    Raises:
        ArticleError: it cannot be fetched, see :func:`fetch`, or holds no article.
        ConfigurationError: the address is none, or a library is not installed.
    """
    page = await fetch(url, allow_private=allow_private)
    found = list(read_bytes(page.data, page.url, options))
    return [_addressed(each, page.url, alone=len(found) == 1) if isinstance(each, Document) else each for each in found]


async def article_at(
    url: str, options: Options = _NO_OPTIONS, item: int | None = None, *, allow_private: bool = False
) -> Article:
    """The one article at an address; of several the one numbered ``item``.

    Raises:
        ArticleError: see :func:`read_url`; or there are several articles and no ``item``, or none of that number.
        ConfigurationError: see :func:`read_url`.
    """
    found = await read_url(url, options, allow_private=allow_private)
    return replace(article_of(only(iter(found), url, item), url), path=None)


def _addressed(document: Document, url: str, *, alone: bool) -> Document:
    own = urljoin(url, document.metadata.url or "")
    elsewhere = not is_url(own) or (alone and urlsplit(own).hostname != urlsplit(url).hostname)
    return replace(document, metadata=replace(document.metadata, url=url if elsewhere else own))


async def fetch(
    url: str,
    *,
    allow_private: bool = False,
    bounds: Bounds = _BOUNDS,
    resolve: Resolve | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> Page:
    """What is at ``url``.

    Every host on the way is looked up once, and what is connected to is the address that was found fit, so that a
    name cannot stand for another one the next moment.

    Args:
        url: http or https.
        allow_private: whether addresses of networks that are not public will do.
        bounds: how far to go.
        resolve: gives the addresses of a host and port; by default the system.
        transport: carries requests; by default TCP.

    Raises:
        ConfigurationError: ``url`` is none that can be fetched, or a library is not installed.
        ArticleError: it cannot be had, or is no article by its type, with the reason.
    """
    import httpx2

    library("protego", "Web addresses")
    if not is_url(url):
        raise ConfigurationError(f"{url} is no address of the web; it has to begin with http:// or https://")
    client = httpx2.AsyncClient(
        verify=httpx2.create_ssl_context(), trust_env=False, transport=transport, timeout=bounds.seconds
    )
    try:
        async with asyncio.timeout(bounds.seconds), client:
            visit = Visit(client, bounds, allow_private, resolve or _system)
            return await visit.page(parsed(url))
    except TimeoutError as error:
        raise ArticleError(f"{url} takes longer than {bounds.seconds:g} seconds") from error
    except httpx2.TimeoutException as error:
        raise ArticleError(f"{url} takes longer than {bounds.seconds:g} seconds") from error
    except (httpx2.HTTPError, OSError, UnicodeError) as error:
        hint = "; the proxies that the environment names are not used" if getproxies() else ""
        raise ArticleError(f"{url} cannot be fetched: {error}{hint}") from error


async def _system(host: str, port: int) -> Sequence[str]:
    import socket

    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[4][0]) for address in found]
