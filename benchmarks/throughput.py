"""How much of a bare loop's throughput a batch reaches, side by side.

    python benchmarks/throughput.py [ARTICLES] [CONCURRENCY] [flash|story]

Both ask the same endpoint on this machine, which answers after 200 ms, with the same requests: the batch makes them of
articles, reads and checks the answers against the articles and writes the summaries to disk, each synced; the bare
loop is ``AsyncOpenAI`` alone and throws the answers away. They run by turns, five times, after a warm-up each.

Articles are of one sentence (``flash``) or of four (``story``). What longer ones take is processor time for reading
and checking, which the batch spreads over all processors and a bare loop does not do; the last line tells how much.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from endpoint import endpoint
from results import write
from stories import draft, flash, flash_draft, story, write_stories

from summarizer.article import Article, parse_text

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.llm.registry import ModelSpec

DELAY = 0.2
ROUNDS = 5


def requests(articles: Iterable[Article]) -> list[dict[str, Any]]:
    """The bodies that are sent for ``articles``."""
    from summarizer.drafts import ArticleDraft
    from summarizer.llm.schema import strict_schema
    from summarizer.recipe import recipe

    spec, settings = strong_model("http://127.0.0.1:1/v1")
    prompt = recipe(spec, settings).prompts["article"]
    form = {"name": "ArticleDraft", "schema": strict_schema(ArticleDraft), "strict": True}
    bodies = []
    for article in articles:
        messages = prompt.messages(
            sentences=article.body, before=(), headline=article.metadata.headline, language=settings.language
        )
        bodies.append(
            {
                "model": spec.model,
                "messages": messages,
                "max_completion_tokens": spec.profile.output_tokens,
                "response_format": {"type": "json_schema", "json_schema": form},
            }
        )
    return bodies


async def bare(base_url: str, bodies: list[dict[str, Any]], concurrency: int) -> float:
    """Seconds for all requests."""
    from openai import AsyncOpenAI

    client = AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)
    remaining = iter(bodies)

    async def worker() -> None:
        for body in remaining:
            await client.chat.completions.create(**body)

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(concurrency)))
    seconds = time.perf_counter() - started
    await client.close()
    return seconds


async def batch(base_url: str, folder: Path, out: Path, concurrency: int) -> float:
    """Seconds for all articles; the summaries go to a new folder in ``out``."""
    from summarizer.batch.order import Order
    from summarizer.batch.run import run

    order = Order(folder, Path(tempfile.mkdtemp(dir=out)), concurrency=concurrency)
    started = time.perf_counter()
    result = await run(order, strong_model(base_url)[1])
    seconds = time.perf_counter() - started
    assert result.tally.failed == 0, result.report
    assert result.tally.spent.requests == result.tally.done, "a draft was asked for twice"
    return seconds


def checking(make: Callable[[int], str], count: int = 50) -> float:
    """Processor seconds that reading an article and checking its draft take."""
    from summarizer.drafts import ArticleDraft
    from summarizer.middle import by_drafts

    answer = draft if make is story else flash_draft
    work = [(parse_text(make(number)), [ArticleDraft.model_validate(answer(number))]) for number in range(2 * count)]
    for article, drafts in work[:count]:
        by_drafts(article, drafts, soft_binds=False)
    started = time.process_time()
    for article, drafts in work[count:]:
        by_drafts(article, drafts, soft_binds=False)
    return (time.process_time() - started) / count


def strong_model(base_url: str) -> tuple[ModelSpec, Settings]:
    """A hosted model with a large context, at this address, and its settings."""
    from summarizer.config import load_settings
    from summarizer.llm.registry import resolve

    settings = load_settings({"model": "openai/gpt-5-mini", "base_url": base_url, "api_key": "none"}, env={})
    return resolve(settings), settings


def main(articles: int = 1000, concurrency: int = 64, kind: str = "flash") -> None:
    """Measure and print."""
    make = {"flash": flash, "story": story}[kind]
    bodies = requests(parse_text(make(number)) for number in range(articles))
    ours, theirs = [], []
    # Summaries stay until the end: removing them keeps the disk busy for seconds, while the next round writes.
    with tempfile.TemporaryDirectory() as place, endpoint(DELAY) as base_url:
        folder, few, out = (Path(place, name) for name in ("articles", "few", "out"))
        out.mkdir()
        write_stories(folder, articles, make=make)
        write_stories(few, 64, start=articles, make=make)
        asyncio.run(batch(base_url, few, out, concurrency))
        asyncio.run(bare(base_url, bodies[:64], concurrency))
        for _ in range(ROUNDS):
            theirs.append(asyncio.run(bare(base_url, bodies, concurrency)))
            ours.append(asyncio.run(batch(base_url, folder, out, concurrency)))
            print(f"bare {articles / theirs[-1]:6.1f}/s   batch {articles / ours[-1]:6.1f}/s", flush=True)
    bare_seconds, own_seconds = statistics.median(theirs), statistics.median(ours)
    write(
        "throughput",
        [
            f"| {articles:,} articles ({kind}), {concurrency} at a time, median of {ROUNDS} | |",
            "|---|---|",
            f"| bare loop | {articles / bare_seconds:.0f} a second |",
            f"| batch | {articles / own_seconds:.0f} a second |",
            f"| batch, of the bare loop | {bare_seconds / own_seconds:.2f} |",
            f"| reading and checking one answer | {1000 * checking(make):.1f} ms of one processor |",
        ],
    )


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    kinds = [argument for argument in sys.argv[1:] if argument.isalpha()]
    main(*numbers, kind=kinds[0] if kinds else "flash")
