"""A provider's files and batches for tests: real HTTP on loopback, with what goes wrong out of a script."""

from __future__ import annotations

import json
import random
import re
import socket
import struct
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from fake_server import Reply, Script, Seen

Fault = Literal["before", "after"] | Reply | None
"""The connection is reset before the request is looked at, or after it was done; or another reply is given."""


@dataclass(frozen=True)
class Plan:
    """How a batch goes."""

    statuses: tuple[str, ...] = ("validating", "in_progress", "completed")
    """What each look at it is told; the last for ever."""
    unnamed: int = 0
    """Looks at it that find it over, but without its files."""
    unanswered: Callable[[int], bool] = lambda number: False
    """Lines that it says nothing to, by their place in the request file."""
    failing: Callable[[int], Mapping[str, Any] | None] = lambda number: None
    """Lines that end in the error file, with what is said there."""
    errors: tuple[Mapping[str, Any], ...] = ()
    """Why it failed as a whole."""
    twice: bool = False
    """Whether every line comes twice."""
    cut: int = 0
    """Downloads of its output that end in the middle of a line."""
    output_gone: bool = False
    """Whether its output cannot be had any more."""


@dataclass
class Uploaded:
    """A file."""

    id: str
    name: str
    content: bytes
    purpose: str
    created: int
    cut: int = 0

    @property
    def told(self) -> dict[str, Any]:
        """As the provider describes it."""
        return {
            "id": self.id,
            "object": "file",
            "bytes": len(self.content),
            "created_at": self.created,
            "filename": self.name,
            "purpose": self.purpose,
            "status": "processed",
        }


@dataclass
class Job:
    """A batch."""

    id: str
    file: str
    metadata: Mapping[str, str]
    created: int
    plan: Plan
    lines: list[dict[str, Any]]
    looks: int = 0
    output: str | None = None
    error: str | None = None
    done: int = 0
    failed: int = 0


@dataclass
class FakeBatches:
    """What the provider knows, and what it was asked."""

    answer: Script
    """The reply to each request of a batch."""
    plans: Iterable[Plan] = ()
    """How the batches go, in the order of their submission; those to come go well."""
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    """What happens to requests of a kind (``POST files``, ``GET batches/content`` …), one after the other."""
    hidden: int = 0
    """Looks at the list that do not show the newest batch yet."""
    files: dict[str, Uploaded] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    """Requests by kind."""
    headers: list[Mapping[str, str]] = field(default_factory=list)
    now: Callable[[], float] = lambda: 1_700_000_000.0
    delay: float = 0.0
    """Seconds before each reply, what was asked being done."""

    def __post_init__(self) -> None:
        self._plans = iter(self.plans)
        self._faults = defaultdict(list, {kind: list(each) for kind, each in self.faults.items()})
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                server._serve(self)

            def do_GET(self) -> None:
                server._serve(self)

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
    def submitted(self) -> Counter[str]:
        """How many batches each request was in."""
        return Counter(line["custom_id"] for job in self.jobs.values() for line in job.lines)

    @property
    def to_come(self) -> int:
        """Faults that have not happened yet."""
        return sum(map(len, self._faults.values()))

    def start(self) -> None:
        """Listen."""
        self._thread.start()

    def close(self) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        content = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        if handler.headers.get("Transfer-Encoding", "").lower() == "chunked":
            content = _chunks(handler)
        way = urlsplit(handler.path)
        parts = way.path.removeprefix("/v1/").split("/")
        kind = (
            f"{handler.command} {parts[0]}"
            + ("/one" if len(parts) > 1 else "")
            + ("/content" if len(parts) > 2 else "")
        )
        with self._lock:
            self.asked[kind] += 1
            self.headers.append({name.lower(): value for name, value in handler.headers.items()})
            fault = self._faults[kind].pop(0) if self._faults[kind] else None
            if fault == "before":
                return _reset(handler)
            query = {name: values[0] for name, values in parse_qs(way.query).items()}
            reply = fault if isinstance(fault, Reply) else self._reply(kind, parts, query, handler, content)
        time.sleep(self.delay)
        if fault == "after":
            return _reset(handler)
        body = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.content_type)
        handler.send_header("Content-Length", str(len(body.encode())))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body.encode())

    def _reply(
        self, kind: str, parts: list[str], query: Mapping[str, str], handler: BaseHTTPRequestHandler, content: bytes
    ) -> Reply:
        match kind:
            case "POST files":
                return self._upload(handler, content)
            case "GET files":
                assert query["purpose"] == "batch"
                return _page([file.told for file in self.files.values() if file.purpose == "batch"], query)
            case "GET files/one/content":
                return self._download(parts[1])
            case "POST batches":
                return self._submit(json.loads(content))
            case "GET batches":
                listed = [self._told(job) for job in self.jobs.values()]
                if self.hidden:
                    self.hidden -= 1
                    listed = listed[:-1]
                return _page(listed, query)
            case "GET batches/one":
                job = self.jobs.get(parts[1])
                return _unknown() if job is None else Reply(self._looked_at(job))
        return _unknown()

    def _upload(self, handler: BaseHTTPRequestHandler, content: bytes) -> Reply:
        head = f"Content-Type: {handler.headers['Content-Type']}\r\n\r\n".encode()
        fields = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + content).iter_parts():
            fields[part.get_param("name", header="content-disposition")] = part
        purpose = fields["purpose"].get_content().strip()
        return Reply(self._new_file(str(fields["file"].get_filename()), _bytes(fields["file"]), purpose).told)

    def _new_file(self, name: str, content: bytes, purpose: str, cut: int = 0) -> Uploaded:
        file = Uploaded(f"file-{len(self.files) + 1}", name, content, purpose, int(self.now()), cut)
        self.files[file.id] = file
        return file

    def _submit(self, asked: Mapping[str, Any]) -> Reply:
        assert asked["endpoint"] == "/v1/chat/completions"
        assert asked["completion_window"] == "24h"
        file = self.files[asked["input_file_id"]]
        lines = [json.loads(line) for line in file.content.splitlines()]
        names = {line["custom_id"] for line in lines}
        assert len(names) == len(lines) > 0
        assert max(map(len, names)) <= 64
        assert {(line["method"], line["url"]) for line in lines} == {("POST", asked["endpoint"])}
        assert len({line["body"]["model"] for line in lines}) == 1
        job = Job(
            f"batch_{len(self.jobs) + 1}", file.id, asked["metadata"], int(self.now()), next(self._plans, Plan()), lines
        )
        self.jobs[job.id] = job
        return Reply(self._told(job))

    def _looked_at(self, job: Job) -> dict[str, Any]:
        job.looks += 1
        return self._told(job)

    def _told(self, job: Job) -> dict[str, Any]:
        plan = job.plan
        status = plan.statuses[max(0, min(job.looks, len(plan.statuses)) - 1)]
        over = status in ("completed", "expired", "cancelled")
        if over and job.output is None and job.error is None:
            self._finish(job)
        named = over and job.looks >= len(plan.statuses) + plan.unnamed
        total = len(job.lines)
        return {
            "id": job.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "created_at": job.created,
            "input_file_id": job.file,
            "metadata": job.metadata,
            "status": status,
            "errors": {"object": "list", "data": list(plan.errors)} if status == "failed" and plan.errors else None,
            "output_file_id": job.output if named else None,
            "error_file_id": job.error if named else None,
            "request_counts": {
                "total": 0 if status == "failed" else total,
                "completed": job.done,
                "failed": job.failed,
            },
        }

    def _finish(self, job: Job) -> None:
        output: list[dict[str, Any]] = []
        error: list[dict[str, Any]] = []
        for number, line in enumerate(job.lines):
            if job.plan.unanswered(number):
                continue
            if said := job.plan.failing(number):
                error.append(
                    {"id": f"x{number}", "custom_id": line["custom_id"], "response": None, "error": None, **said}
                )
                continue
            seen = Seen("POST", line["url"], {}, json.dumps(line["body"]).encode())
            reply = self.answer(seen) if callable(self.answer) else self.answer
            response = {"status_code": reply.status, "request_id": f"r{number}", "body": reply.body}
            row = {"id": f"x{number}", "custom_id": line["custom_id"], "response": response, "error": None}
            (output if reply.status == 200 else error).append(row)
        job.done, job.failed = len(output), len(error)
        for rows, which in ((output, "output"), (error, "error")):
            if rows:
                rows *= 1 + job.plan.twice
                random.Random(job.id).shuffle(rows)
                text = "".join(json.dumps(row) + "\n" for row in rows)
                cut = job.plan.cut if which == "output" else 0
                file = self._new_file(f"{job.id}_{which}.jsonl", text.encode(), "batch_output", cut)
                setattr(job, which, file.id)
                if job.plan.output_gone and which == "output":
                    del self.files[file.id]

    def _download(self, name: str) -> Reply:
        file = self.files.get(name)
        if file is None:
            return _unknown()
        content = file.content.decode()
        if file.cut:
            file.cut -= 1
            content = content[: len(content) * 2 // 3]
        return Reply(content, content_type="application/octet-stream")


@contextmanager
def fake_batches(
    answer: Script,
    *plans: Plan,
    faults: Mapping[str, list[Fault]] | None = None,
    hidden: int = 0,
    now: Callable[[], float] = lambda: 1_700_000_000.0,
    delay: float = 0.0,
) -> Iterator[FakeBatches]:
    """A running provider."""
    server = FakeBatches(answer, plans, dict(faults or {}), hidden, now=now, delay=delay)
    server.start()
    try:
        yield server
    finally:
        server.close()


def _page(listed: list[dict[str, Any]], query: Mapping[str, str]) -> Reply:
    """The newest first, from behind ``after``; two at a time, however many are asked for, so that there are pages."""
    listed = listed[::-1]
    if after := query.get("after"):
        listed = listed[[each["id"] for each in listed].index(after) + 1 :]
    page = listed[:2]
    ends = {"first_id": page[0]["id"], "last_id": page[-1]["id"]} if page else {"first_id": None, "last_id": None}
    return Reply({"object": "list", "data": page, "has_more": len(listed) > 2, **ends})


def _unknown() -> Reply:
    return Reply({"error": {"message": "No such object", "type": "invalid_request_error", "code": None}}, 404)


def _bytes(part: Any) -> bytes:  # noqa: ANN401 - a part of a message, which the library does not type
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return re.sub(rb"\r\n\Z", b"", content)


def _chunks(handler: BaseHTTPRequestHandler) -> bytes:
    content = b""
    while size := int(handler.rfile.readline(), 16):
        content += handler.rfile.read(size)
        handler.rfile.readline()
    handler.rfile.readline()
    return content


def _reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True
