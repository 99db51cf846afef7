"""A model endpoint for benchmarks, in a process of its own: every answer comes after the same time.

    python benchmarks/endpoint.py DELAY_MS [GOLD]

Prints its base URL and serves until its input ends. It answers with the draft of the story that is asked about, or,
where it is given a folder of gold, with the draft that the gold of the article makes.
"""

from __future__ import annotations

import asyncio
import json
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


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, answer: Answer) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = next(int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:"))
            raw = await reader.readexactly(length)
            body = json.dumps(answer(Seen("POST", "", {}, raw)).body).encode()
            await asyncio.sleep(delay)
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has gone
    finally:
        writer.close()


async def _main(delay: float, answer: Answer) -> None:
    server = await asyncio.start_server(lambda r, w: _serve(r, w, delay, answer), "127.0.0.1", 0, backlog=1024)
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
