"""What this program costs by itself for an article: processor time and memory beyond the ``openai`` client's own.

    python benchmarks/overhead.py [GOLD]

The same requests go to an endpoint that answers at once, out of a script: by a bare ``AsyncOpenAI``, which throws the
answers away, and by this program, which reads the article, checks the answer and makes the summary. One at a time.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from endpoint import endpoint
from results import write
from throughput import requests, strong_model

from summarizer.article import Article
from summarizer.evaluation.gold import load_gold
from summarizer.llm.client import open_client
from summarizer.middle import by_rules
from summarizer.pipeline import summarize_with
from summarizer.recipe import recipe

_ROUNDS = 5

Work = Callable[[int], Awaitable[object]]
"""Does the article of this number."""


async def measure(work: Work, count: int) -> tuple[float, float]:
    """Milliseconds of processor time an article, the median of rounds, and KiB at the peak of the costliest article."""
    times = []
    for turn in range(_ROUNDS + 1):
        started = time.process_time()
        for number in range(count):
            await work(number)
        if turn:  # the first is for warming up
            times.append(1000 * (time.process_time() - started) / count)
    peaks = []
    tracemalloc.start()
    for number in range(count):
        await work(number)  # what stays is kept from now on
    for number in range(count):
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        await work(number)
        peaks.append((tracemalloc.get_traced_memory()[1] - before) / 1024)
    tracemalloc.stop()
    return statistics.median(times), max(peaks)


async def compare(articles: Sequence[Article], base_url: str) -> list[tuple[str, float, float]]:
    """Rows of what worked, its processor time and its memory."""
    from openai import AsyncOpenAI

    bodies = requests(articles)
    client = AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)

    async def bare(number: int) -> None:
        await client.chat.completions.create(**bodies[number])

    rows = [("bare client", *await measure(bare, len(articles)))]
    await client.close()
    spec, settings = strong_model(base_url)
    async with open_client(spec) as own:
        by = recipe(spec, settings)

        async def whole(number: int) -> None:
            await summarize_with(own, articles[number], settings, by=by)

        rows.append(("summary by a model", *await measure(whole, len(articles))))

    async def rules(number: int) -> None:
        by_rules(articles[number])

    rows.append(("summary by rules alone, no client", *await measure(rules, len(articles))))
    return rows


def main(folder: Path) -> None:
    """Measure and write."""
    articles = [gold.article for gold in load_gold(folder)]
    with endpoint(0.0, folder) as base_url:
        rows = asyncio.run(compare(articles, base_url))
    (_, bare_ms, bare_kib), (_, own_ms, own_kib), _ = rows
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    write(
        "overhead",
        [
            f"| {len(articles)} articles of {words:.0f} words in the mean | processor time an article | peak memory |",
            "|---|---|---|",
            *(f"| {name} | {ms:.1f} ms | {kib:,.0f} KiB |" for name, ms, kib in rows),
            f"| beyond the client's own | {own_ms - bare_ms:.1f} ms | {own_kib - bare_kib:,.0f} KiB |",
        ],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "tests" / "gold")
