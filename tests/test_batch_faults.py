"""A batch against an endpoint that fails in every way: nothing is lost, done twice, or asked too fast."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fake_server import (
    Reply,
    Script,
    Seen,
    breaks_off,
    cut_off,
    fails,
    fake_server,
    limited,
    refuses,
    resets,
    says,
    stalls,
)
from stories import drafts, number_in, write_stories

from summarizer.batch.order import Order
from summarizer.batch.run import Result, run
from summarizer.config import load_settings
from summarizer.llm import limits
from summarizer.summary import ArticleSummary

FAULTS: dict[str, Script] = {
    "429": limited(),
    "429 with Retry-After": limited("2"),
    "500": fails(500),
    "reset": resets(),
    "stalled body": stalls(),
    "truncated JSON": breaks_off(),
    "wrong schema": says({"verdict": "fine"}),
    "refusal": refuses(),
    "cut off": cut_off('{"sources": [{"name": "Ma'),
}
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Clock:
    """Time that passes when somebody waits for it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


class Faulty:
    """Answers about stories, one request in five badly: which ones is the same in every run."""

    def __init__(self) -> None:
        self.asked: Counter[int] = Counter()
        self.answered: Counter[int] = Counter()
        self.faults: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, seen: Seen) -> Reply:
        number = number_in(seen)
        with self._lock:
            self.asked[number] += 1
            chance = random.Random(f"{number}, request {self.asked[number]}")
            name = chance.choice(list(FAULTS)) if chance.random() < 0.2 else ""
            if name:
                self.faults[name] += 1
            else:
                self.answered[number] += 1
        script = FAULTS[name] if name else drafts()
        return script(seen) if callable(script) else script


def batch(folder: Path, base_url: str, *, timeout: float = 3.0, concurrency: int = 16) -> Result:
    clock = Clock()
    flags = {"model": "openai/gpt-5-mini", "base_url": base_url, "api_key": "secret-secret", "timeout": timeout}
    order = Order(folder / "in", folder / "out", concurrency=concurrency, log=folder / "log")
    return asyncio.run(run(order, load_settings(flags, env={}), sleep=clock.sleep, now=clock.now))


def test_three_hundred_articles_under_mixed_faults_are_all_done_once(tmp_path: Path) -> None:
    write_stories(tmp_path / "in", 300)
    server = Faulty()
    with fake_server(server, repeat=True) as endpoint:
        result = batch(tmp_path, endpoint.base_url)
        calls = endpoint.calls
    assert set(server.faults) == set(FAULTS)
    assert 0.15 < server.faults.total() / calls < 0.25
    assert (result.tally.done, result.tally.failed, result.tally.unfinished) == (300, 0, 0)
    assert set(server.answered.values()) == {1}
    events = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert Counter(e["path"] for e in events if e["event"] == "article_done").most_common(1)[0][1] == 1
    summaries = [ArticleSummary.model_validate_json(p.read_bytes()) for p in (tmp_path / "out").glob("*/story-*.json")]
    assert len({summary.article.id for summary in summaries}) == 300
    assert sum(summary.run.requests for summary in summaries) == result.tally.spent.requests == calls


def test_one_pause_for_all(tmp_path: Path) -> None:
    write_stories(tmp_path / "in", 10)
    waits: list[float] = []
    clock = Clock()

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await clock.sleep(seconds)

    flags = {"model": "openai/gpt-5-mini", "api_key": "secret-secret"}
    with fake_server(limited("30"), *[drafts()] * 10) as endpoint:
        settings = load_settings(flags | {"base_url": endpoint.base_url}, env={})
        order = Order(tmp_path / "in", tmp_path / "out", concurrency=1)
        result = asyncio.run(run(order, settings, sleep=sleep, now=clock.now))
        assert endpoint.calls == 11
    assert result.tally.done == 10
    assert 30 <= sum(waits) <= 30 + limits.JITTER


def test_requests_a_minute_by_the_servers_own_count(tmp_path: Path) -> None:
    write_stories(tmp_path / "in", 30)
    arrived: list[float] = []

    def script(seen: Seen) -> Reply:
        arrived.append(time.monotonic())
        return drafts()(seen)

    flags = {"model": "openai/gpt-5-mini", "api_key": "secret-secret"}
    with fake_server(script, repeat=True) as endpoint:
        settings = load_settings(flags | {"base_url": endpoint.base_url}, env={})
        order = Order(tmp_path / "in", tmp_path / "out", concurrency=16, requests_per_minute=600)
        asyncio.run(run(order, settings))
    arrived.sort()
    assert len(arrived) == 30
    # In every stretch of time no more than the burst of a second and the stretch's share of a minute.
    for first, start in enumerate(arrived):
        for last in range(first, 30):
            assert last - first + 1 <= 10 + (arrived[last] - start + 0.2) * 10
