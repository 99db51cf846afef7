"""A model endpoint for benchmarks, in a process of its own: every answer comes after the same time.

    python benchmarks/endpoint.py DELAY_MS [GOLD]

Prints its base URL and serves until its input ends. It answers with the draft of the story that is asked about, or,
where it is given a folder of gold, with the draft that the gold of the article makes.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fake_server import Reply, Seen, says
from stories import drafts

Answer = Callable[[Seen], Reply]


def _of_gold(folder: Path) -> Answer:
    from scripted import our_script

    from summarizer.evaluation.gold import load_gold

    known = [([sentence.text for sentence in gold.article.body], our_script(gold)) for gold in load_gold(folder)]

    def answer(seen: Seen) -> Reply:
        asked = seen.body["messages"][-1]["content"]
        script = next(script for sentences, script in known if any(sentence in asked for sentence in sentences))
        return says(script(seen.body))(seen)

    return answer


class _Connection(asyncio.Protocol):
    """One client's connection: a request at a time, each answered after ``delay`` seconds.

    It shares the machine with what is measured, so it does little: it decodes a request once, and answers what was
    asked before from memory.
    """

    def __init__(self, delay: float, answer: Callable[[bytes], bytes]) -> None:
        self._delay = delay
        self._answer = answer
        self._received = bytearray()
        self._missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._missing:
            self._missing -= len(data)
        elif (end := self._received.find(b"\r\n\r\n")) >= 0:
            length = int(re.search(rb"(?i)\r\ncontent-length: *(\d+)", self._received)[1])  # type: ignore[index]
            self._missing = end + 4 + length - len(self._received)
        else:
            return
        assert self._missing >= 0, "a request before the one before is answered"
        if not self._missing:
            reply = self._answer(bytes(self._received.partition(b"\r\n\r\n")[2]))
            self._received.clear()
            asyncio.get_running_loop().call_later(self._delay, self._reply, reply)

    def _reply(self, reply: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(reply)


def _encoded(answer: Answer) -> Callable[[bytes], bytes]:
    """What goes out over the wire for the body of a request."""
    known: dict[bytes, bytes] = {}

    def reply(raw: bytes) -> bytes:
        digest = hashlib.blake2b(raw, digest_size=16).digest()
        if digest not in known:
            body = json.dumps(answer(Seen("POST", "", {}, raw)).body).encode()
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            known[digest] = head + body
        return known[digest]

    return reply


async def _main(delay: float, answer: Answer) -> None:
    encoded = _encoded(answer)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(delay, encoded), "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


@contextmanager
def endpoint(delay: float, gold: Path | None = None) -> Iterator[str]:
    """The base URL of a running endpoint that answers after ``delay`` seconds: stories, or the articles of ``gold``."""
    command = [sys.executable, __file__, str(1000 * delay), *([str(gold)] if gold else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


if __name__ == "__main__":
    asyncio.run(_main(float(sys.argv[1]) / 1000, _of_gold(Path(sys.argv[2])) if len(sys.argv) > 2 else drafts()))
