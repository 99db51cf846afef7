"""``summarizer batch --engine ray`` on a cluster of two workers, as a user starts it: in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, Reply, Seen, after, fake_server, limited
from stories import drafts, number_in, story, write_stories

from summarizer.batch.store import STATE

pytestmark = pytest.mark.ray

ROOT = Path(__file__).parents[1]
PATIENCE = 120.0
"""Seconds, on a machine that has much else to do."""


def command(folder: object, out: object, server: FakeServer, *options: str) -> list[str]:
    asked = ["--model", "openai/gpt-5-mini", "--base-url", server.base_url]
    return [sys.executable, "-m", "summarizer", "batch", str(folder), "--out", str(out), *asked, *options]


@contextmanager
def started(folder: object, out: object, server: FakeServer, *options: str) -> Iterator[subprocess.Popen[str]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SUMMARIZER_", "RAY_"))}
    environment |= {"OPENAI_API_KEY": "secret-secret", "SUMMARIZER_CONFIG": os.devnull, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command(folder, out, server, *options),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def on_ray(
    folder: object, out: object, server: FakeServer, *options: str, meanwhile: Callable[[int], None] = lambda pid: None
) -> subprocess.CompletedProcess[str]:
    """A run on two workers to its end."""
    with started(folder, out, server, "--engine", "ray", "--ray-workers", "2", *options) as process:
        meanwhile(process.pid)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def workers(pid: int) -> list[int]:
    """The workers that a run has started, by their process ids."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(each.name)] = int((each / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
    found, below = [], [pid]
    while below:
        parent = below.pop()
        below += [child for child, of in parents.items() if of == parent]
        if b"ray::Worker" in Path(f"/proc/{parent}/cmdline").read_bytes():
            found.append(parent)
    return found


def until(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.01)


def summaries(out: Path) -> dict[str, Any]:
    """All summaries by their place, the times left out."""
    found = {}
    for path in sorted(out.rglob("*.json")):
        if path != out / "run.json" and STATE not in path.parts:
            found[str(path.relative_to(out))] = summary = json.loads(path.read_text())
            del summary["run"]["seconds"]
    return found


def report(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "run.json").read_text())
    return found


def counts(told: dict[str, Any]) -> dict[str, int]:
    """How many articles came to which end, where any did."""
    return {name: number for name, number in told["articles"].items() if number}


class Watch:
    """Answers like ``drafts``, and takes down when each call came and how many there were at a time."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.came: list[float] = []
        self.ended: list[float] = []

    def __call__(self, seen: Seen) -> Any:  # noqa: ANN401 - a reply
        self.came.append(time.monotonic())
        self.ended.append(time.monotonic() + self.delay)
        return after(self.delay, drafts())(seen)

    @property
    def most_at_a_time(self) -> int:
        events = sorted([(came, 1) for came in self.came] + [(ended, -1) for ended in self.ended])
        running = most = 0
        for _, step in events:
            running += step
            most = max(most, running)
        return most

    def most_within(self, seconds: float) -> int:
        return max(sum(came <= each < came + seconds for each in self.came) for came in self.came)


def test_a_worker_is_killed_half_way_and_nothing_is_lost_nor_there_twice(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_stories(folder, 500)
    watch = Watch(0.1)
    with fake_server(watch, repeat=True) as server:

        def kill_one(pid: int) -> None:
            until(lambda: server.calls >= 250, "half of the articles are asked about")
            os.kill(workers(pid)[0], signal.SIGKILL)

        options = ["--concurrency", "8", "--requests-per-minute", "3000", "--max-tokens-total", "10000000"]
        done = on_ray(folder, out, server, *options, meanwhile=kill_one)
        assert done.returncode == 0, done.stderr
        told = report(out)
        assert counts(told) == {"done": 500}
        assert told["engine"] == "ray"
        paths = Counter(json.loads(line)["path"] for line in (out / "articles.jsonl").read_text().splitlines())
        assert len(paths) == 500
        assert set(paths.values()) == {1}
        assert (out / "failures.jsonl").read_text() == ""
        asked = Counter(number_in(seen) for seen in server.requests)
        assert len(asked) == 500
        # What the lost worker was at is asked about again: at most its share of the articles at a time.
        assert sum(asked.values()) <= 500 + 4
        assert told["requests"] >= server.calls
        assert watch.most_at_a_time <= 8
        assert watch.most_within(10) <= 3000 * 10 / 60 + 50
        here = tmp_path / "here"
        with started(folder, here, server, "--concurrency", "8") as local:
            assert local.wait(PATIENCE) == 0
    assert summaries(out) == summaries(here)
    assert not list((out / STATE / "parts").iterdir())


def test_an_article_that_no_worker_survives_fails_alone_and_copies_name_the_first(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_stories(folder, 12)
    for twin in ("000/story-0004-same.txt", "001/z.txt"):
        (folder / twin).write_text(story(3))
    pids: list[int] = []
    answer = drafts()

    def kills(seen: Seen) -> Reply:
        if number_in(seen) == 7:
            for worker in workers(pids[0]):
                os.kill(worker, signal.SIGKILL)
        return answer(seen)

    with fake_server(kills, repeat=True) as server:
        # One article at a time, so that only the seventh is lost.
        done = on_ray(folder, out, server, "--concurrency", "1", meanwhile=pids.append)
    assert done.returncode == 3, done.stderr
    (failed,) = [json.loads(line) for line in (out / "failures.jsonl").read_text().splitlines()]
    assert failed["path"].endswith("story-0007.txt")
    assert failed["kind"] == "worker_lost"
    told = report(out)
    assert counts(told) == {"done": 11, "copied": 2, "failed": 1}
    found = summaries(out)
    for twin in ("000/story-0004-same.json", "001/z.json"):
        assert found[twin]["run"]["same_text_as"] == str(folder / "000/story-0003.txt")


def test_articles_and_summaries_in_an_object_store_and_a_pause_for_all(tmp_path: Path) -> None:
    from moto.server import ThreadedMotoServer
    from upath import UPath

    storage = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    storage.start()
    try:
        host, port = storage.get_host_and_port()
        keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1"}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in {**keys, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
                patch.setenv(name, value)
            patch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
            bucket = UPath("s3://news", use_listings_cache=False)
            bucket.mkdir()
            for number in range(30):
                (bucket / f"in/{number % 3}/story-{number}.txt").write_bytes(story(number).encode())
            _through_s3(bucket)
    finally:
        storage.stop()


def _through_s3(bucket: Any) -> None:  # noqa: ANN401 - a path that has no types
    came: list[float] = []
    paused: list[float] = []
    answer = drafts()

    def replies(seen: Seen) -> Reply:
        came.append(time.monotonic())
        if len(came) == 10:
            paused.append(came[-1])
            return limited("3")
        return answer(seen)

    def run(server: FakeServer) -> dict[str, Any]:
        done = on_ray("s3://news/in", "s3://news/desk", server, "--concurrency", "4", "--also", "markdown")
        assert done.returncode == 0, done.stderr
        return counts(json.loads((bucket / "desk/run.json").read_text()))

    with fake_server(replies, repeat=True) as server:
        assert run(server) == {"done": 30}
        # What was on its way when the pause began has half a second; then nobody calls, whichever worker was told.
        assert not [each for each in came if paused[0] + 0.5 < each < paused[0] + 2.9]
        assert len([file for file in (bucket / "desk").rglob("*") if file.is_file()]) == 2 * 30 + 3
        (bucket / "desk/0/story-3.json").unlink()
        (bucket / "desk/1/story-4.json").write_bytes(b"{")
        calls = server.calls
        assert run(server) == {"done": 2, "reused": 28}
        assert server.calls == calls + 2


def test_ctrl_c_finishes_what_is_in_flight_and_the_same_command_goes_on(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_stories(folder, 60)

    def interrupt(pid: int) -> None:
        until(lambda: server.calls >= 20, "a third of the articles is asked about")
        os.killpg(pid, signal.SIGINT)

    with fake_server(after(0.3, drafts()), repeat=True) as server:
        ended = on_ray(folder, out, server, "--concurrency", "4", meanwhile=interrupt)
        assert ended.returncode == 128 + signal.SIGINT, ended.stderr
        assert "the same command goes on" in ended.stderr
        told = report(out)
        assert told["ended_by"] == "interrupted"
        assert told["articles"]["unfinished"] == 0
        assert 20 <= told["articles"]["done"] == len(summaries(out)) < 40
        tokens = 120 * 10  # for ten more, if they are asked for no more than they take
        ended = on_ray(folder, out, server, "--concurrency", "4", "--max-tokens-total", str(tokens))
        assert ended.returncode == 4, ended.stderr
        assert "--max-tokens-total" in ended.stderr
