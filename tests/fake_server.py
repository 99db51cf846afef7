"""An OpenAI-compatible model server for tests: real HTTP on loopback, with replies out of a script."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Fault = Literal["reset", "stall", "short", "trickle", None]


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    raw: bytes

    @cached_property
    def body(self) -> dict[str, Any]:
        """The decoded JSON body."""
        decoded: dict[str, Any] = json.loads(self.raw)
        return decoded


@dataclass(frozen=True)
class Reply:
    """One reply. ``body`` is sent as JSON, or as it is where it is text or bytes."""

    body: Mapping[str, Any] | list[Any] | str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    fault: Fault = None
    delay: float = 0.0
    """Seconds before the reply."""


Script = Reply | Callable[[Seen], Reply]


def says(
    content: object,
    *,
    prompt_tokens: int = 100,
    completion_tokens: int = 20,
    finish_reason: str = "stop",
    refusal: str | None = None,
    usage: bool = True,
) -> Callable[[Seen], Reply]:
    """A chat completion with ``content``: text as it is, everything else as JSON.

    Where the request forces a function call, the content becomes its arguments.
    """
    text = content if isinstance(content, str) or content is None else json.dumps(content, ensure_ascii=False)

    def reply(seen: Seen) -> Reply:
        request = seen.body
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if refusal is not None:
            message["refusal"] = refusal
        if request.get("tools") and text is not None:
            name = request["tools"][0]["function"]["name"]
            call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": text}}
            message |= {"content": None, "tool_calls": [call]}
        body: dict[str, Any] = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": request["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": finish_reason}],
        }
        if usage:
            body["usage"] = {
                "prompt_tokens": prompt_tokens,
                "completion_tokens": completion_tokens,
                "total_tokens": prompt_tokens + completion_tokens,
            }
        return Reply(body)

    return reply


def corrects(draft: Mapping[str, Any]) -> Callable[[Seen], Reply]:
    """What a model that is asked about claims of its own says if ``draft`` is how they have to be."""
    claims = [{"number": number, "claim": claim} for number, claim in enumerate(draft["claims"], 1)]
    return says({"sources": draft["sources"], "claims": claims})


def insists(draft: Mapping[str, Any]) -> Callable[[Seen], Reply]:
    """Answers with ``draft``, and with its claims as they are where it is asked about them."""

    def reply(seen: Seen) -> Reply:
        return (corrects if b'"Corrections"' in seen.raw else says)(draft)(seen)

    return reply


def fails(
    status: int,
    message: str = "scripted failure",
    *,
    code: str | int | None = None,
    type: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """An error in OpenAI's form."""
    return Reply({"error": {"message": message, "type": type, "param": None, "code": code}}, status, headers or {})


def limited(retry_after: str | None = None) -> Reply:
    """Status 429, with a ``Retry-After`` header if given."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return fails(429, "Rate limit reached", code="rate_limit_exceeded", headers=headers)


def refuses(words: str = "I can't help with that.") -> Callable[[Seen], Reply]:
    """A refusal in OpenAI's form."""
    return says(None, refusal=words)


def filtered() -> Callable[[Seen], Reply]:
    """An answer that a content filter withheld."""
    return says("", finish_reason="content_filter")


def cut_off(content: str = '{"city": "Mos') -> Callable[[Seen], Reply]:
    """An answer that hit the output limit."""
    return says(content, finish_reason="length")


def overflow_openai() -> Reply:
    """A prompt that does not fit, as OpenAI says it."""
    return fails(
        400,
        "This model's maximum context length is 4096 tokens. However, your messages resulted in 5120 tokens.",
        type="invalid_request_error",
        code="context_length_exceeded",
    )


def overflow_llamacpp() -> Reply:
    """A prompt that does not fit, as llama.cpp's server says it."""
    error = {
        "code": 400,
        "message": "the request exceeds the available context size, try increasing it",
        "type": "exceed_context_size_error",
        "n_prompt_tokens": 5120,
        "n_ctx": 4096,
    }
    return Reply({"error": error}, 400)


def after(seconds: float, script: Script) -> Callable[[Seen], Reply]:
    """The same reply, later."""
    return lambda seen: replace(script(seen) if callable(script) else script, delay=seconds)


def resets() -> Reply:
    """The connection is reset before any reply."""
    return Reply(fault="reset")


def stalls() -> Reply:
    """Headers, then nothing until the server closes."""
    return Reply(fault="stall")


def trickles() -> Reply:
    """Headers, then a byte now and again, until the server closes."""
    return Reply(fault="trickle")


def breaks_off() -> Reply:
    """A reply whose JSON ends in the middle, at full length by HTTP's account."""
    return Reply('{"id": "chatcmpl-1", "choices": [{"mess')


def falls_short() -> Reply:
    """A reply shorter than its ``Content-Length``."""
    return Reply('{"id": "chatcmpl-1"', fault="short")


class FakeServer:
    """Gives the scripted replies in order, the last of them for ever if ``repeat``; keeps what was asked."""

    def __init__(self, script: Iterable[Script], *, repeat: bool = False, models: Iterable[str] = ()) -> None:
        self._script = list(script)
        self._repeat = repeat
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self.listing = Reply({"object": "list", "data": [{"id": name, "object": "model"} for name in models]})
        self.requests: list[Seen] = []
        self.pages: dict[str, Reply] = {}
        """What is got at which path; everywhere else it is the listing."""
        self.visits: list[Seen] = []
        """What was got, in order."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or headers and body would wait for each other

            def do_POST(self) -> None:
                server._answer(self)

            def do_GET(self) -> None:
                server._list(self)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def base_url(self) -> str:
        """Where it listens, with ``/v1``."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def calls(self) -> int:
        """How many requests arrived."""
        return len(self.requests)

    def start(self) -> None:
        """Listen."""
        self._thread.start()

    def close(self) -> None:
        """Stop, and let go of stalled connections."""
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        raw = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        seen = Seen(handler.command, handler.path, {k.lower(): v for k, v in handler.headers.items()}, raw)
        with self._lock:
            turn = len(self.requests)
            self.requests.append(seen)
        if turn < len(self._script):
            step = self._script[turn]
        elif self._repeat:
            step = self._script[-1]
        else:
            step = fails(400, f"the script has {len(self._script)} replies; this is request {turn + 1}")
        self._send(handler, step(seen) if callable(step) else step)

    def _list(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.visits.append(Seen(handler.command, handler.path, headers, b""))
        self._send(handler, self.pages.get(handler.path, self.listing))

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if reply.delay:
            self._closing.wait(reply.delay)
        if reply.fault == "reset":
            # Lingering for zero seconds makes close() send RST.
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            handler.close_connection = True
            return
        content = _content(reply)
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.content_type)
        missing = {None: 0, "trickle": 1_000_000}.get(reply.fault, 100)
        handler.send_header("Content-Length", str(len(content) + missing))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)
        if reply.fault == "stall":
            self._closing.wait()
        while reply.fault == "trickle" and not self._closing.wait(0.05):
            try:
                handler.wfile.write(b" ")
            except OSError:  # the client has given up
                break
        handler.close_connection = reply.fault is not None


def _content(reply: Reply) -> bytes:
    if isinstance(reply.body, bytes):
        return reply.body
    return (reply.body if isinstance(reply.body, str) else json.dumps(reply.body, ensure_ascii=False)).encode()


@contextmanager
def fake_server(*script: Script, repeat: bool = False, models: Iterable[str] = ()) -> Iterator[FakeServer]:
    """A running ``FakeServer``."""
    server = FakeServer(script, repeat=repeat, models=models)
    server.start()
    try:
        yield server
    finally:
        server.close()
