"""An endpoint between a program and its model that counts every call, whoever makes it.

It passes requests on to a running model, or answers them out of a script; then the tokens are those that the model's
own template and tokenizer would have made of them, so that all programs are counted alike.
"""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from summarizer.llm.embedded import EmbeddedServer

Request = Mapping[str, Any]
Script = Callable[[Request], str]
_TIMEOUT = 3600


@dataclass(frozen=True)
class Call:
    """One call of the model."""

    prompt_tokens: int
    completion_tokens: int
    schema_tokens: int
    """Tokens of the schema that the answer is held to, as JSON; providers differ in whether they count them."""
    seconds: float
    """From the request's arrival to its answer."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """What llama.cpp says of its own work."""


class Relay:
    """Serves ``base_url`` while in its context; a script, where one is set, answers in the model's place."""

    def __init__(self, model: EmbeddedServer) -> None:
        self._model = model
        self._calls: list[Call] = []
        self._lock = threading.Lock()
        self.script: Script | None = None
        relay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer = relay._answer(json.loads(body))
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Requests are counted, not told."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    def taken(self) -> list[Call]:
        """The calls since this was last asked."""
        with self._lock:
            calls, self._calls = self._calls, []
        return calls

    def tokens(self, text: str) -> int:
        """How many tokens a text has for the model."""
        return len(self._post("/tokenize", {"content": text, "parse_special": True})["tokens"])

    def forget(self) -> None:
        """Have the model forget the last prompt, so that nobody finds half of its own read already."""
        self._post("/completion", {"prompt": "-", "n_predict": 1, "cache_prompt": False})

    def plain_speed(self, tokens: int = 64) -> tuple[float, float]:
        """Tokens a second that the model reads and writes when nothing else is asked of it: no schema, no cache."""
        words = " ".join(f"number {n}" for n in range(tokens))
        order = {"prompt": words, "n_predict": tokens, "ignore_eos": True, "cache_prompt": False}
        timings = self._post("/completion", order)["timings"]
        return timings["prompt_per_second"], timings["predicted_per_second"]

    def _answer(self, request: Request) -> tuple[int, bytes]:
        started = time.perf_counter()
        try:
            made = self._scripted(request) if self.script else self._post("/v1/chat/completions", request)
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()
        seconds = time.perf_counter() - started
        form = (request.get("response_format") or {}).get("json_schema")
        usage = made["usage"]
        schema_tokens = self.tokens(json.dumps(form["schema"])) if form else 0
        call = Call(
            usage["prompt_tokens"], usage["completion_tokens"], schema_tokens, seconds, made.get("timings") or {}
        )
        with self._lock:
            self._calls.append(call)
        return 200, json.dumps(made).encode()

    def _scripted(self, request: Request) -> dict[str, Any]:
        assert self.script is not None
        content = self.script(request)
        prompt = self._post("/apply-template", {"messages": request["messages"]})["prompt"]
        used = {"prompt_tokens": self.tokens(prompt), "completion_tokens": self.tokens(content) + 1}  # and the end
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": request["model"],
            "choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}],
            "usage": used | {"total_tokens": sum(used.values())},
        }

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._model.api_key}"}
        address = self._model.base_url.removesuffix("/v1") + path
        asked = urllib.request.Request(address, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(asked, timeout=_TIMEOUT) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
