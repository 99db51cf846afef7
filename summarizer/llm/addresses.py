"""Base URLs: what is accepted as one, and what can be told from one."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from summarizer.errors import ConfigurationError


def checked_base_url(url: str, origin: str) -> str:
    """``url`` without a trailing slash, or ``ConfigurationError``.

    ``origin`` says where the URL was set, for the message. A URL that may hold a secret is not quoted.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
        # the resolver would find it out in the middle of a call, with an error of its own
        (host or "").encode("idna")
    except UnicodeError:
        raise ConfigurationError(
            f"the base URL in {origin} has no possible host name: between its dots stand 1 to 63 letters or digits"
        ) from None
    except ValueError as error:
        raise ConfigurationError(f"the base URL in {origin} is not a URL: {error}") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError(
            f"the base URL in {origin} holds a user name, a query or a fragment; give the plain address, "
            "and the key in an environment variable"
        )
    if parts.scheme not in ("http", "https") or not host:
        raise ConfigurationError(
            f"the base URL in {origin} is {url.strip()!r}; it has to look like http://127.0.0.1:8000/v1"
        )
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return f"{parts.scheme}://{parts.netloc}{path}"


def host_of(url: str) -> str:
    """The host name in ``url``, lower case; empty where there is none."""
    return (urlsplit(url).hostname or "").lower()


def is_loopback(url: str) -> bool:
    """Whether ``url`` stays on this machine."""
    host = host_of(url)
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
