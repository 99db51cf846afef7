"""Batches in processes of their own that are interrupted, ended or killed, and gone on with."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from fake_server import FakeServer, Reply, Seen, after, fake_server, stalls
from stories import drafts, number_in, write_stories

from summarizer.batch.store import STATE

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds, on a machine that has much else to do."""


@contextmanager
def batch(folder: Path, out: Path, server: FakeServer, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A run in a session of its own, so that all that it starts can be told."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SUMMARIZER_")}
    environment |= {"OPENAI_API_KEY": "secret-secret", "SUMMARIZER_CONFIG": os.devnull, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "summarizer", "batch", str(folder), "--out", str(out)]
    command += ["--model", "openai/gpt-5-mini", "--base-url", server.base_url, "--concurrency", "4", *options]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.005)


def summaries(out: Path) -> dict[str, str]:
    """Every summary's text with the times left out."""
    return {
        str(path.relative_to(out)): re.sub(r'"seconds": [\d.e-]+', '"seconds": 0', path.read_text())
        for path in out.rglob("*.json")
        if path.name != "run.json" and STATE not in path.parts
    }


def has(out: Path, count: int) -> bool:
    """Whether so many articles are done."""
    return len(list(out.rglob("story-*.json"))) >= count


def gone(session: int) -> bool:
    """Whether no process of a session is left."""
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
def test_killed_five_times_and_gone_on_with_it_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    folder, out, quiet = tmp_path / "in", tmp_path / "out", tmp_path / "undisturbed"
    write_stories(folder, 80)
    (folder / "twin.txt").write_text((folder / "003" / "story-0033.txt").read_text())
    chance = random.Random(7)
    with fake_server(after(0.02, drafts()), repeat=True) as server:
        for kill in range(1, 6):
            with batch(folder, out, server) as process:
                until(partial(has, out, 12 * kill), "progress")
                time.sleep(chance.uniform(0, 0.1))
                process.kill()
                process.communicate()
                until(partial(gone, process.pid), "the end of what the run had started")
        with batch(folder, out, server) as process:
            _, stderr = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, stderr
        calls = server.calls
        with batch(folder, quiet, server) as process:
            process.communicate(timeout=PATIENCE)
            assert process.returncode == 0
    assert len(summaries(quiet)) == 81
    assert summaries(out) == summaries(quiet)
    assert 80 <= calls <= 80 + 5 * 4, "more was lost than was in flight"
    assert not list((out / STATE / "parts").iterdir())


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_first_signal_finishes_what_is_in_flight_and_tells_how_to_go_on(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    write_stories(tmp_path / "in", 40)
    out = tmp_path / "out"
    with fake_server(after(0.2, drafts()), repeat=True) as server, batch(tmp_path / "in", out, server) as process:
        until(lambda: server.calls >= 6, "calls")
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        assert process.returncode == code
        assert "the same command goes on" in stderr
        assert "4 in flight are finished" in stderr
        assert len(summaries(out)) == server.calls < 40
        assert re.search(rf"^done +{server.calls}$", stdout, re.MULTILINE)
        until(lambda: gone(process.pid), "the end of what the run had started")


def test_a_second_signal_ends_at_once(tmp_path: Path) -> None:
    write_stories(tmp_path / "in", 12)
    out = tmp_path / "out"

    def script(seen: Seen) -> Reply:
        return stalls() if number_in(seen) > 3 else drafts()(seen)

    with fake_server(script, repeat=True) as server, batch(tmp_path / "in", out, server) as process:
        until(lambda: server.calls == 8, "all calls stalled")
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        assert process.poll() is None, "it did not wait for what is in flight"
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        assert re.search(r"^given up +4$", stdout, re.MULTILINE)
    assert sorted(summaries(out)) == [f"000/story-000{number}.json" for number in range(4)]


def test_a_second_signal_ends_many_articles_at_once_and_tells_what_they_cost(tmp_path: Path) -> None:
    write_stories(tmp_path / "in", 60)
    out = tmp_path / "out"

    def script(seen: Seen) -> Reply:
        return stalls() if number_in(seen) > 49 else after(0.1, drafts())(seen)

    with fake_server(script, repeat=True) as server, batch(tmp_path / "in", out, server) as process:
        until(lambda: server.calls == 54, "all calls stalled")
        os.killpg(process.pid, signal.SIGTERM)
        time.sleep(0.3)
        assert process.poll() is None, "it did not wait for what is in flight"
        os.killpg(process.pid, signal.SIGTERM)
        stdout, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 143
        assert re.search(r"^given up +4$", stdout, re.MULTILINE)
        until(lambda: gone(process.pid), "the end of what the run had started")
    assert len(summaries(out)) == 50
    assert json.loads((out / "run.json").read_text())["requests"] == 50


def test_who_is_second_learns_who_is_first(tmp_path: Path) -> None:
    write_stories(tmp_path / "in", 4)
    with fake_server(stalls(), repeat=True) as server, batch(tmp_path / "in", tmp_path / "out", server) as first:
        until(lambda: server.calls == 4, "calls")
        with batch(tmp_path / "in", tmp_path / "out", server) as second:
            _, stderr = second.communicate(timeout=PATIENCE)
            assert second.returncode == 2
            assert f"process {first.pid}" in stderr
        first.kill()
        first.communicate()
    with fake_server(drafts(), repeat=True) as server, batch(tmp_path / "in", tmp_path / "out", server) as third:
        third.communicate(timeout=PATIENCE)
        assert third.returncode == 0
