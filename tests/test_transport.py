"""Calls that fail on the way: what is tried again, how often, and what the user is told."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from fake_server import (
    Reply,
    Script,
    Seen,
    breaks_off,
    fails,
    fake_server,
    falls_short,
    limited,
    resets,
    says,
    stalls,
    trickles,
)
from pydantic import BaseModel

from summarizer.config import load_settings
from summarizer.errors import ConfigurationError, EndpointRefused, SummarizerError, TransportFailed
from summarizer.llm import limits
from summarizer.llm.client import open_client
from summarizer.llm.meter import Meter
from summarizer.llm.registry import ModelSpec, resolve
from summarizer.progress import Silent

KEY = "sk-test-0123456789abcdef"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class City(BaseModel):
    city: str


ANSWER = says({"city": "Moscow"})


class Notes(Silent):
    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)


@dataclass
class Outcome:
    """What came of one question."""

    answer: City | None = None
    error: SummarizerError | None = None
    meter: Meter = field(default_factory=Meter)
    waits: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: Sequence[Seen] = ()


def spec_at(base_url: str, **flags: object) -> ModelSpec:
    flags = {"model": "openai/gpt-4o", "base_url": base_url, "api_key": KEY} | flags
    return resolve(load_settings(flags, env={}))


def ask(spec: ModelSpec) -> Outcome:
    outcome, notes = Outcome(), Notes()

    async def sleep(seconds: float) -> None:
        outcome.waits.append(seconds)

    async def run() -> None:
        async with open_client(
            spec, sleep=sleep, now=lambda: NOW + timedelta(seconds=sum(outcome.waits)), progress=notes
        ) as client:
            try:
                outcome.answer = await client.ask([{"role": "user", "content": "Where?"}], City, meter=outcome.meter)
            except SummarizerError as error:
                outcome.error = error

    asyncio.run(run())
    outcome.notes = notes.notes
    return outcome


def ask_server(*script: Script, **flags: object) -> Outcome:
    with fake_server(*script) as server:
        outcome = ask(spec_at(server.base_url, **flags))
        outcome.seen = server.requests
    return outcome


def test_two_limits_with_retry_after_then_an_answer_are_three_calls() -> None:
    outcome = ask_server(limited("1"), limited("1"), ANSWER)
    assert outcome.answer == City(city="Moscow")
    assert len(outcome.seen) == 3
    assert outcome.meter == Meter(requests=3, prompt_tokens=100, completion_tokens=20)
    assert len(outcome.waits) == 2
    assert all(1 <= wait <= 1 + limits.JITTER for wait in outcome.waits)
    assert "429 Too Many Requests" in outcome.notes[0]
    assert outcome.seen[0].raw == outcome.seen[1].raw == outcome.seen[2].raw


def test_retry_after_may_be_a_date() -> None:
    outcome = ask_server(limited(format_datetime(NOW + timedelta(seconds=7), usegmt=True)), ANSWER)
    assert outcome.answer
    assert 7 <= outcome.waits[0] <= 7 + limits.JITTER


@pytest.mark.parametrize("value", ["soon", "-5", "", "nan", format_datetime(NOW - timedelta(hours=1), usegmt=True)])
def test_a_retry_after_of_no_use_does_not_hurt(value: str) -> None:
    outcome = ask_server(limited(value), ANSWER)
    assert outcome.answer
    assert 0 <= outcome.waits[0] <= limits.FIRST_WAIT + limits.JITTER


def test_milliseconds_go_before_seconds() -> None:
    outcome = ask_server(fails(429, headers={"Retry-After-Ms": "2500", "Retry-After": "60"}), ANSWER)
    assert 2.5 <= outcome.waits[0] <= 2.5 + limits.JITTER


def test_an_endpoint_that_asks_for_hours_is_not_waited_for() -> None:
    outcome = ask_server(limited("3600"), ANSWER)
    assert isinstance(outcome.error, TransportFailed)
    assert "3600 seconds" in str(outcome.error)
    assert len(outcome.seen) == 1
    assert outcome.waits == []


def test_attempts_are_bounded_and_waits_grow() -> None:
    outcome = ask_server(*[fails(500, "overloaded")] * (limits.ATTEMPTS + 1))
    assert isinstance(outcome.error, TransportFailed)
    assert len(outcome.seen) == limits.ATTEMPTS == outcome.meter.requests
    assert f"{limits.ATTEMPTS} calls" in str(outcome.error)
    assert "500 Internal Server Error (overloaded)" in str(outcome.error)
    for number, wait in enumerate(outcome.waits):
        low = min(limits.FIRST_WAIT * 2**number, limits.LONGEST_WAIT)
        assert low <= wait <= low + limits.JITTER


@pytest.mark.parametrize(
    "failure",
    [
        resets(),
        breaks_off(),
        falls_short(),
        Reply(""),
        *[fails(status) for status in (408, 409, 429, 500, 502, 503, 504, 529)],
        Reply("<html>bad gateway</html>", 502, content_type="text/html"),
        Reply({"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}, 503),
        # Routers report what went wrong behind them with status 200.
        Reply({"error": {"code": 429, "message": "Provider returned error"}}),
        Reply({"error": {"code": "oops", "message": "Provider returned error"}}),
        Reply({"choices": [{"message": {"content": ""}, "finish_reason": "error", "error": {"code": 502}}]}),
    ],
)
def test_what_may_pass_is_tried_again(failure: Reply) -> None:
    outcome = ask_server(failure, ANSWER)
    assert outcome.answer == City(city="Moscow")
    assert len(outcome.seen) == outcome.meter.requests == 2
    assert outcome.meter.reasks == 0


def test_a_stalled_answer_times_out_and_is_tried_again() -> None:
    outcome = ask_server(stalls(), ANSWER, timeout=0.1)
    assert outcome.answer
    assert len(outcome.seen) == outcome.meter.requests == 2
    assert "no answer in time" in outcome.notes[0]


def test_an_answer_that_trickles_in_for_ever_times_out_and_is_tried_again() -> None:
    outcome = ask_server(trickles(), ANSWER, timeout=0.3)
    assert outcome.answer
    assert len(outcome.seen) == outcome.meter.requests == 2
    assert "no answer in time" in outcome.notes[0]


def test_a_reply_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_REPLY", 1 << 20)
    outcome = ask_server(Reply(" " * ((1 << 20) + 1)))
    assert isinstance(outcome.error, EndpointRefused)
    assert "sent more than 1 MiB" in str(outcome.error)
    assert len(outcome.seen) == outcome.meter.requests == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (fails(401, "Incorrect API key"), "did not accept the key in OPENAI_API_KEY: Incorrect API key"),
        (fails(403, "Country not supported"), "does not allow"),
        (fails(402, "Payment required"), "no credit left"),
        (fails(429, "You exceeded your current quota", code="insufficient_quota"), "no credit left"),
        (fails(404, "The model does not exist"), "check the model's name and the base URL"),
        (fails(400, "Invalid 'response_format'"), "SUMMARIZER_MODE"),
        (fails(400, "bad\x1b[31m\nthing"), "rejected the request with status 400: bad [31m thing"),
        (Reply({"detail": "no such thing"}, 418), "status 418: no such thing"),
        (
            Reply([{"error": {"code": 400, "message": "API key not valid", "status": "INVALID"}}], 400),
            "API key not valid",
        ),
        (Reply({"object": "error", "message": "weird"}, 422), "status 422: weird"),
        (Reply("", 308, {"Location": "https://elsewhere.example/"}), "redirects elsewhere"),
        (Reply("<html>Welcome</html>", content_type="text/html; charset=utf-8"), "text/html instead of JSON"),
        (Reply({"hello": "world"}), "is it an OpenAI-compatible chat API?"),
        (Reply({"choices": []}), "is it an OpenAI-compatible chat API?"),
        (Reply([1, 2]), "is it an OpenAI-compatible chat API?"),
    ],
)
def test_what_will_not_pass_is_told_at_once(reply: Reply, said: str) -> None:
    outcome = ask_server(reply, ANSWER)
    assert isinstance(outcome.error, EndpointRefused)
    assert said in str(outcome.error)
    assert "\n" not in str(outcome.error)
    assert len(outcome.seen) == outcome.meter.requests == 1
    assert outcome.waits == []


def test_a_server_that_does_not_run_is_told_at_once() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        outcome = ask(spec_at(address, model="ollama/qwen3"))
    assert isinstance(outcome.error, TransportFailed)
    assert "is the server running?" in str(outcome.error)
    assert (outcome.error.__cause__, outcome.error.__context__) == (None, None)
    assert outcome.meter.requests == 0
    assert outcome.waits == []


def test_the_key_is_sent_and_seen_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    echo = fails(401, f"Incorrect API key provided: {KEY}.")
    outcome = ask_server(limited("1"), echo)
    assert [seen.headers["authorization"] for seen in outcome.seen] == [f"Bearer {KEY}"] * 2
    assert isinstance(outcome.error, EndpointRefused)
    told = "".join(traceback.format_exception(outcome.error))
    assert "provided: [key]." in told
    everything = [told, repr(outcome.error), repr(outcome.notes), caplog.text, repr(spec_at("http://x.example/v1"))]
    error: BaseException | None = outcome.error
    while error is not None:
        everything += [repr(error), repr(error.args), repr(vars(error))]
        error = error.__cause__ or error.__context__
    assert caplog.text
    assert not [text for text in everything if KEY in text]


def test_headers_of_the_environment_go_to_their_own_provider_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    (own,) = ask_server(ANSWER).seen
    assert (own.headers["openai-organization"], own.headers["openai-project"]) == ("org-1", "proj-1")
    with fake_server(ANSWER) as server:
        assert ask(spec_at(server.base_url, model="ollama/qwen3", api_key=None)).answer
        (other,) = server.requests
    assert not {"openai-organization", "openai-project", "authorization"} & set(other.headers)


def behind(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the environment name a proxy."""
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, proxy)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_a_proxy_is_used_for_the_outside_and_not_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_server(ANSWER, repeat=True) as proxy:
        behind(proxy.base_url.removesuffix("/v1"), monkeypatch)
        assert ask(spec_at("http://model.example/v1")).answer
        assert [seen.path for seen in proxy.requests] == ["http://model.example/v1/chat/completions"]
        assert len(ask_server(ANSWER).seen) == 1
        assert proxy.calls == 1


def test_a_proxy_of_another_kind_needs_an_extra_and_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp_socks", None)
    behind("socks5://127.0.0.1:1", monkeypatch)
    outcome = ask(spec_at("http://model.example/v1"))
    assert isinstance(outcome.error, ConfigurationError)
    assert "pip install 'summarizer[socks]'" in str(outcome.error)


def test_behind_a_proxy_that_is_not_there_nothing_is_paid_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        behind(f"http://127.0.0.1:{unused.getsockname()[1]}", monkeypatch)
        outcome = ask(spec_at("http://model.example/v1"))
    assert isinstance(outcome.error, TransportFailed)
    assert "no connection to http://model.example" in str(outcome.error)
    assert outcome.meter.requests == 0


def test_an_endpoint_that_speaks_no_tls_is_told_at_once() -> None:
    with fake_server(ANSWER) as server:
        outcome = ask(spec_at(server.base_url.replace("http:", "https:")))
    assert isinstance(outcome.error, TransportFailed)
    assert "no connection to https://127.0.0.1" in str(outcome.error)
    assert outcome.meter.requests == 0


def test_a_connection_that_the_endpoint_has_closed_is_not_used_again() -> None:
    body = json.dumps(ANSWER(Seen("POST", "", {}, b'{"model": "m"}')).body).encode()
    reply = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    connections = 0

    async def run() -> Meter:
        closed = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal connections
            connections += 1
            head = await reader.readuntil(b"\r\n\r\n")
            lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            await reader.readexactly(int(lengths[0].partition(b":")[2]))
            writer.write(reply)
            await writer.drain()
            writer.close()  # though it said nothing of it
            await writer.wait_closed()
            closed.set()

        meter = Meter()
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
            async with open_client(spec_at(address)) as client:
                for _ in range(2):
                    await client.ask([{"role": "user", "content": "Where?"}], City, meter=meter)
                    await closed.wait()
                    closed.clear()
                    await asyncio.sleep(0)
        return meter

    assert asyncio.run(run()).requests == 2
    assert connections == 2
