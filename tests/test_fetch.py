"""Articles by their address: what is fetched, what is refused, and how far a fetch goes."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner
from fake_server import FakeServer, Reply, fake_server

from summarizer import __version__, summarize
from summarizer.cli import main
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.readers.addresses import is_public
from summarizer.readers.document import Document, Options
from summarizer.readers.fetch import fetch, read_url
from summarizer.readers.visit import Bounds, Page

TEXT = "The ferry to Ost stopped on Tuesday, its operator said.\n\nNobody was hurt."
NO_ROBOTS = Reply("none", status=404)


def page(body: str | bytes = TEXT, kind: str = "text/plain; charset=utf-8", **headers: str) -> Reply:
    return Reply(body, content_type=kind, headers={name.replace("_", "-"): value for name, value in headers.items()})


def at(server: FakeServer, path: str) -> str:
    return server.base_url.removesuffix("/v1") + path


def get(url: str, bounds: Bounds = Bounds()) -> Page:  # noqa: B008 - it cannot be changed
    return asyncio.run(fetch(url, allow_private=True, bounds=bounds))


async def streamed() -> AsyncIterator[bytes]:
    yield TEXT.encode()


def get_with(answer: Callable[[httpx2.Request], httpx2.Response], url: str, *addresses: str) -> Page:
    """What is fetched where every name has ``addresses`` and ``answer`` is the web."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    return asyncio.run(fetch(url, resolve=resolve, transport=httpx2.MockTransport(answer)))


def test_page_is_fetched_under_a_name_of_its_own() -> None:
    with fake_server() as server:
        server.pages = {"/robots.txt": NO_ROBOTS, "/story?id=1": page()}
        found = get(at(server, "/story?id=1#top"))
        assert found == Page(at(server, "/story?id=1"), b"\xef\xbb\xbf" + TEXT.encode())
        robots, story = server.visits
    assert robots.path == "/robots.txt"
    assert story.headers["user-agent"] == f"summarizer/{__version__}"
    assert story.headers["host"] == at(server, "").removeprefix("http://")


def test_articles_carry_their_address() -> None:
    with fake_server() as server:
        server.pages = {
            "/robots.txt": NO_ROBOTS,
            "/old": Reply(status=301, headers={"Location": "/new"}),
            "/new": page(),
        }
        found = asyncio.run(read_url(at(server, "/old"), Options(), allow_private=True))
        (document,) = found
        assert isinstance(document, Document)
        assert document.text == TEXT
        assert document.metadata.url == at(server, "/new")


def test_items_of_a_feed_have_addresses_of_their_own() -> None:
    item = "<item><title>Ferry</title><link>{}</link><content:encoded>The ferry stopped.</content:encoded></item>"
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Courier</title>'
        + item.format("/1")
        + item.format("https://elsewhere.example/2")
        + item.format("javascript:alert(1)")
        + "</channel></rss>"
    )
    with fake_server() as server:
        server.pages = {"/robots.txt": NO_ROBOTS, "/feed": page(feed, "application/rss+xml")}
        found = asyncio.run(read_url(at(server, "/feed"), Options(), allow_private=True))
        urls = [each.metadata.url for each in found if isinstance(each, Document)]
        assert urls == [at(server, "/1"), "https://elsewhere.example/2", at(server, "/feed")]


@pytest.mark.parametrize(
    ("body", "kind", "data"),
    [
        ("Привет".encode("cp1251"), "text/plain; charset=windows-1251", b"\xef\xbb\xbf" + "Привет".encode()),
        (b"caf\xe9", "text/plain", b"caf\xe9"),
        (b"caf\xe9", "text/plain; charset=utf-8", b"caf\xe9"),
        (b"caf\xe9", "text/html; charset=nonesuch", b"caf\xe9"),
        (b"<a/>", "application/xml; charset=latin-1", b"<a/>"),
    ],
)
def test_charset_of_the_header_goes_first(body: bytes, kind: str, data: bytes) -> None:
    with fake_server() as server:
        server.pages = {"/robots.txt": NO_ROBOTS, "/a": page(body, kind)}
        assert get(at(server, "/a")).data == data


def test_packed_page_is_unpacked() -> None:
    with fake_server() as server:
        server.pages = {
            "/robots.txt": NO_ROBOTS,
            "/a": page(gzip.compress(TEXT.encode()), "text/html", Content_Encoding="gzip"),
        }
        assert get(at(server, "/a")).data == TEXT.encode()


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=401), "wants a name and a password (HTTP status 401)"),
        (Reply(status=403), "is not given out by its server"),
        (Reply(status=404), "is not there (HTTP status 404)"),
        (Reply(status=429), "too many requests; try again later"),
        (Reply(status=503), "cannot be had: its server fails (HTTP status 503)"),
        (Reply(status=418), "cannot be had (HTTP status 418)"),
        (Reply(status=301), "cannot be had (HTTP status 301)"),
        (Reply(status=301, headers={"Location": "file:///etc/passwd"}), "redirected to what is no address of the web"),
        (
            Reply(status=301, headers={"Location": "ftp://courier.example/a"}),
            "redirected to what is no address of the web",
        ),
        (Reply(status=302, headers={"Location": "/a"}), "redirected more than 5 times"),
        (page("GIF89a", "image/gif"), "is image/gif, which is no article"),
        (page("x" * 2_000_000), "is larger than 1 MB"),
        (page(gzip.compress(b"\0" * 10_000_000), Content_Encoding="gzip"), "is larger than"),
        (page("plain", Content_Encoding="gzip"), "comes damaged"),
        (page(gzip.compress(b"x" * 500)[:-9], Content_Encoding="gzip"), "comes incomplete"),
        (page("x", Content_Encoding="br"), "comes packed in a way that was not asked for (br)"),
        (Reply("half", content_type="text/plain", fault="trickle"), "takes longer than 0.3 seconds"),
        (Reply("half", content_type="text/plain", fault="stall"), "takes longer than 0.3 seconds"),
        (Reply(fault="reset"), "cannot be fetched"),
    ],
)
def test_what_cannot_be_had_is_said(reply: Reply, why: str) -> None:
    with fake_server() as server:
        server.pages = {"/robots.txt": NO_ROBOTS, "/a": reply}
        with pytest.raises(ArticleError) as failed:
            get(at(server, "/a"), Bounds(most_bytes=2**20, seconds=0.3 if reply.fault else 30))
        assert why in str(failed.value)
        assert str(failed.value).startswith(at(server, "/a"))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/a", "is no address of the web"),
        ("http://", "is no address of the web"),
        ("http://[::1", "is no address of the web"),
        ("https://name:secret@example.org/", "an address with a name and a password in it is not fetched"),
    ],
)
def test_what_is_no_address_of_the_web_is_wrong_usage(url: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(why)) as failed:
        get(url)
    assert "secret" not in str(failed.value)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Reply("User-agent: *\nDisallow: /a", content_type="text/plain"), False),
        (Reply("User-agent: *\nDisallow: /*.html$\n", content_type="text/plain"), True),
        (Reply("User-agent: summarizer\nDisallow: /\n\nUser-agent: *\nAllow: /", content_type="text/plain"), False),
        (Reply("User-agent: *\nDisallow: /\nAllow: /a", content_type="text/plain"), True),
        (Reply(status=403), True),
        (Reply(status=500), False),
        (Reply(status=429), False),
        (Reply(status=302, headers={"Location": "/other.txt"}), False),
        (Reply(status=302, headers={"Location": "/robots.txt"}), True),
        (Reply("#" * 600_000 + "\nUser-agent: *\nDisallow: /", content_type="text/plain"), True),
    ],
)
def test_robots_are_heeded(robots: Reply, allowed: bool) -> None:
    with fake_server() as server:
        rules = Reply("User-agent: *\nDisallow: /a", content_type="text/plain")
        server.pages = {"/robots.txt": robots, "/other.txt": rules, "/a": page()}
        if allowed:
            assert TEXT.encode() in get(at(server, "/a")).data
        else:
            with pytest.raises(ArticleError, match=r"robots\.txt says so"):
                get(at(server, "/a"))
            assert "/a" not in [visit.path for visit in server.visits]


def test_private_addresses_are_refused() -> None:
    with fake_server() as server:
        server.pages = {"/robots.txt": NO_ROBOTS, "/a": page()}
        with pytest.raises(ArticleError, match=r"is at 127\.0\.0\.1, .*--allow-private"):
            asyncio.run(fetch(at(server, "/a")))
        with pytest.raises(ArticleError, match=r"is at 127\.0\.0\.1"):
            asyncio.run(fetch(at(server, "/a").replace("127.0.0.1", "2130706433")))
        assert server.visits == []


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["93.184.215.14", "::1"], ["::ffff:93.184.215.14"]])
def test_every_address_of_a_name_is_looked_at(addresses: list[str]) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError("nothing is to be asked for")

    with pytest.raises(ArticleError, match="no address of the public internet"):
        get_with(answer, "http://courier.example/a", *addresses)


def test_redirect_into_the_network_is_refused() -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        if request.url.path == "/robots.txt":
            return httpx2.Response(404)
        return httpx2.Response(302, headers={"Location": "http://inner.example/secrets"})

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["169.254.169.254"] if host == "inner.example" else ["93.184.215.14"]

    with pytest.raises(ArticleError, match=r"inner\.example/secrets is at 169\.254\.169\.254"):
        asyncio.run(fetch("http://courier.example/a", resolve=resolve, transport=httpx2.MockTransport(answer)))
    assert asked == ["http://93.184.215.14/robots.txt", "http://93.184.215.14/a"]


def test_connection_goes_to_the_address_that_was_looked_at() -> None:
    looked_up: list[str] = []
    asked: list[httpx2.Request] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        looked_up.append(f"{host}:{port}")
        return ["93.184.215.14"] if len(looked_up) == 1 else ["127.0.0.1"]

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, headers={"Content-Type": "text/plain"}, content=streamed())

    found = asyncio.run(
        fetch("https://courier.example:8443/a", resolve=resolve, transport=httpx2.MockTransport(answer))
    )
    assert found.url == "https://courier.example:8443/a"
    assert looked_up == ["courier.example:8443"]
    assert [request.url.host for request in asked] == ["93.184.215.14"] * 2
    assert [request.headers["Host"] for request in asked] == ["courier.example:8443"] * 2
    assert [request.extensions["sni_hostname"] for request in asked] == ["courier.example"] * 2


def test_next_address_is_tried_where_one_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "2606:4700::1":
            raise httpx2.ConnectError("unreachable")
        return httpx2.Response(200, headers={"Content-Type": "text/plain"}, content=streamed())

    assert get_with(answer, "http://courier.example/a", "2606:4700::1", "93.184.215.14").data == TEXT.encode()
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    with pytest.raises(ArticleError, match="unreachable; the proxies that the environment names are not used"):
        get_with(answer, "http://courier.example/a", "2606:4700::1")
    with pytest.raises(ArticleError, match=r"courier\.example has no address"):
        get_with(answer, "http://courier.example/a")


def test_endless_body_is_cut_off() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 65536
            yield b"x" * 65536

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/robots.txt":
            return httpx2.Response(404)
        return httpx2.Response(200, headers={"Content-Type": "text/html"}, content=endless())

    with pytest.raises(ArticleError, match="larger than 20 MB"):
        get_with(answer, "http://courier.example/a", "93.184.215.14")
    assert sent < 21 * 1024 * 1024


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:8.8.8.8",
        "::ffff:127.0.0.1",
        "::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001::1",
    ],
)
def test_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700::1", "2a00:1450:4001::1"])
def test_address_is_public(address: str) -> None:
    assert is_public(address)


def test_command_summarises_an_address(tmp_path: Path) -> None:
    with fake_server() as server:
        server.pages = {"/robots.txt": NO_ROBOTS, "/story": page()}
        out = tmp_path / "summary.json"
        command = ["article", at(server, "/story"), "--model", "none", "-o", str(out)]
        refused = CliRunner().invoke(main, command)
        assert refused.exit_code == 1
        assert "--allow-private fetches it" in refused.output
        assert CliRunner().invoke(main, [*command, "--allow-private"]).exit_code == 0
        about = json.loads(out.read_text(encoding="utf-8"))["article"]
        assert about["url"] == at(server, "/story")
        assert about["path"] is None
        assert about["text"] == TEXT


def test_python_summarises_an_address() -> None:
    with fake_server() as server:
        server.pages = {"/robots.txt": NO_ROBOTS, "/story": page()}
        summary = summarize(at(server, "/story"), model="none", allow_private=True)
        assert summary.article.url == at(server, "/story")
        with pytest.raises(ArticleError, match="no address of the public internet"):
            summarize(at(server, "/story"), model="none")


def test_canonical_address_counts_on_the_same_host_only() -> None:
    body = (
        "<html><head><title>Ferry</title><link rel='canonical' href='{}'></head><body><article><h1>Ferry stops</h1>"
        + "<p>The ferry to Ost stopped on Tuesday, its operator said. Nobody was hurt, and it will run on Friday.</p>"
        * 3
        + "</article></body></html>"
    )
    with fake_server() as server:
        here = at(server, "/ferry")
        server.pages = {
            "/robots.txt": NO_ROBOTS,
            "/a": page(body.format(here), "text/html"),
            "/b": page(body.format("https://elsewhere.example/ferry"), "text/html"),
        }
        for path, url in (("/a", here), ("/b", at(server, "/b"))):
            (found,) = asyncio.run(read_url(at(server, path), Options(), allow_private=True))
            assert isinstance(found, Document)
            assert found.metadata.url == url
