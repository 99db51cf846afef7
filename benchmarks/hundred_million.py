"""What 100 million articles take, on paper: time, money and room, and what gives out first.

    python benchmarks/hundred_million.py [GOLD_FOLDER] [--ray]

What is measured here, on the articles of a gold set (their annotations stand in for a model's answers): processor time
to read an article, make the prompt, check the draft and write the summary; sizes of articles and summaries; tokens of
prompt and answer. With ``--ray`` also what an article costs the process that keeps the books of a Ray run, and how many
calls a second its desk gives leave for. Everything else is an assumption, stands in ``ASSUMED`` with its reason, and is
printed with the result: change it there, and run this again.
"""

from __future__ import annotations

import asyncio
import gzip
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from results import write

ARTICLES = 100_000_000
MODELS = ("openai/gpt-5-nano", "openai/gpt-5-mini")
"""Hosted ones, the first the cheapest of its house."""

T = TypeVar("T")


@dataclass(frozen=True)
class Assumed:
    """A number that is not measured."""

    value: float
    what: str
    why: str


ASSUMED = {
    "characters": Assumed(4.4, "characters a token", "English news prose; program and prompts are cautious with 3.2"),
    "again": Assumed(1.15, "calls an article", "re-asks and second questions of a strong model"),
    "cached": Assumed(0.9, "share of the fixed prompt that is read from cache", "it is the same for every article"),
    "tokens a minute": Assumed(150e6, "tokens a minute of a hosted account", "a large account; ask the provider"),
    "requests a minute": Assumed(30_000, "requests a minute of a hosted account", "a large account"),
    "prefill": Assumed(20_000, "prompt tokens a second and GPU", "vLLM, a dense model of 8 billion, one H100"),
    "decode": Assumed(2_500, "answer tokens a second and GPU", "the same, with some hundred requests at a time"),
    "GPUs": Assumed(64, "GPUs behind the endpoint", "eight nodes of eight"),
    "GPU hour": Assumed(2.50, "US dollars for an hour of one GPU", "rented, early 2026"),
    "core hour": Assumed(0.04, "US dollars for an hour of one processor", "rented, on demand"),
    "GB month": Assumed(0.023, "US dollars for a GB and month of object storage", "S3 standard"),
    "put": Assumed(5e-6, "US dollars to write an object", "S3 standard"),
    "get": Assumed(4e-7, "US dollars to read an object", "S3 standard"),
}


def assumed(name: str) -> float:
    """The value of an assumption."""
    return ASSUMED[name].value


@dataclass(frozen=True)
class Measured:
    """Means for one article."""

    words: float
    article_bytes: float
    summary_bytes: float
    packed_bytes: float
    """Of the summary, compressed by itself."""
    fixed_tokens: float
    """Of the prompt that all articles share: instructions, schema, examples."""
    own_tokens: float
    """Of the article's part of the prompt."""
    answer_tokens: float
    core: float
    """Processor seconds for reading, prompt, checks and rendering."""
    asking: float
    """Processor seconds for the call itself, and for finding, reading and writing files."""


def measure(folder: Path) -> Measured:
    """Put every gold article through the program as a strong model's would be."""
    from summarizer.drafts import ArticleDraft
    from summarizer.evaluation.drafting import draft_from
    from summarizer.evaluation.gold import load_gold
    from summarizer.llm.schema import strict_schema
    from summarizer.recipe import recipe
    from summarizer.report import render

    gold = load_gold(folder)
    spec, settings = model()
    by = recipe(spec, settings)
    fixed = sum(len(m["content"]) for m in by.prompts["article"].without_article(language=None))
    fixed += len(str(strict_schema(ArticleDraft)))
    texts = [each.article.text for each in gold]
    drafts = [draft_from(each).draft for each in gold]
    summaries = asyncio.run(made(texts, drafts))  # what is loaded once is loaded now
    started = time.process_time()
    for summary in asyncio.run(made(texts, drafts)):
        render(summary, "json")
    core = (time.process_time() - started) / len(gold)
    rendered = [render(summary, "json").encode() for summary in summaries]
    each = assumed("characters")
    return Measured(
        words=mean([len(text.split()) for text in texts]),
        article_bytes=mean([len(text.encode()) for text in texts]),
        summary_bytes=mean([len(data) for data in rendered]),
        packed_bytes=mean([len(gzip.compress(data)) for data in rendered]),
        fixed_tokens=fixed / each,
        own_tokens=mean([len(text) for text in texts]) / each,
        answer_tokens=mean([len(draft.model_dump_json()) for draft in drafts]) / each,
        core=core,
        asking=asking(),
    )


async def made(texts: Sequence[str], drafts: Sequence[Any]) -> list[Any]:
    """The summaries of articles whose drafts are known."""
    from summarizer.article import parse_text
    from summarizer.drafts import ArticleDraft
    from summarizer.llm.client import open_client
    from summarizer.pipeline import summarize_with
    from summarizer.recipe import recipe

    spec, settings = model()
    by = recipe(spec, settings)
    summaries = []
    for text, draft in zip(texts, drafts, strict=True):
        async with open_client(spec) as client:

            async def ask(messages: object, answer: Any, *, draft: Any = draft, **_: object) -> Any:  # noqa: ANN401
                return draft if answer is ArticleDraft else answer(sources=[], claims=[])  # it insists on what it said

            client.ask = ask  # type: ignore[method-assign]
            summaries.append(await summarize_with(client, parse_text(text), settings, by=by))
    return summaries


def asking(count: int = 300) -> float:
    """Processor seconds an article besides those of ``made``: a batch of stories, less the same with drafts known."""
    from endpoint import endpoint
    from stories import draft, story, write_stories

    from summarizer.batch.order import Order
    from summarizer.batch.run import run
    from summarizer.drafts import ArticleDraft

    folder = Path(tempfile.mkdtemp())
    try:
        write_stories(folder / "in", count)
        with endpoint(0.0) as base_url:
            settings = model(base_url)[1]
            asyncio.run(run(Order(folder / "in", folder / "warm", include=("*00.txt",), concurrency=1), settings))
            started = time.process_time()
            asyncio.run(run(Order(folder / "in", folder / "out", concurrency=1), settings))
            whole = time.process_time() - started
        texts, drafts = [story(n) for n in range(count)], [ArticleDraft.model_validate(draft(n)) for n in range(count)]
        started = time.process_time()
        asyncio.run(made(texts, drafts))
        return (whole - (time.process_time() - started)) / count
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True)
class OnRay:
    """What a Ray run's single processes bear."""

    books: float
    """Processor seconds an article of the process that was started."""
    leaves: float
    """Calls for which the desk gives leave and takes it back in a second of a processor's time."""


def measure_on_ray(few: int = 200, many: int = 1200) -> OnRay:
    """A run of few and one of many articles: what more articles cost, without what the start costs."""
    from endpoint import endpoint
    from stories import write_stories

    from summarizer.batch.order import Order
    from summarizer.batch.run import run

    folder = Path(tempfile.mkdtemp())
    spent = []
    try:
        with endpoint(0.0) as base_url:
            for count in (2, few, many):  # the first for what is imported once
                write_stories(folder / str(count), count)
                order = Order(
                    folder / str(count),
                    folder / f"out-{count}",
                    concurrency=16,
                    engine="ray",
                    engine_options={"ray_workers": 2},
                )
                started = time.process_time()
                result = asyncio.run(run(order, model(base_url)[1]))
                spent.append(time.process_time() - started)
                assert result.tally.done == count, result.report
        return OnRay((spent[2] - spent[1]) / (many - few), leaves())
    finally:
        shutil.rmtree(folder)


def leaves(count: int = 3000, at_a_time: int = 32) -> float:
    """Calls that the desk gives leave for in a second of its processor time, asked by two workers."""
    import ray

    from summarizer.batch.crew.desk import Desk
    from summarizer.batch.crew.shared import SharedPace
    from summarizer.batch.engines.ray.cluster import cluster
    from summarizer.llm.pace import Bounds

    class Timed(Desk):
        def processor(self) -> float:
            return time.process_time()

    class Caller:
        async def calls(self, desk: Any) -> None:  # noqa: ANN401 - a handle
            pace = SharedPace(Bounds(), desk, str(id(self)))

            async def some() -> None:
                for _ in range(count // 2 // at_a_time):
                    async with pace.turn(1):
                        pass

            await asyncio.gather(*(some() for _ in range(at_a_time)))

    with cluster(None, 2):
        remote: Any = ray.remote
        desk = remote(Timed).options(num_cpus=0, max_concurrency=1000).remote(Bounds(), None, None)
        callers = [remote(Caller).remote() for _ in range(2)]
        ray.get([caller.calls.remote(desk) for caller in callers])
        started = ray.get(desk.processor.remote())
        ray.get([caller.calls.remote(desk) for caller in callers])
        return count / float(ray.get(desk.processor.remote()) - started)


def model(base_url: str = "http://127.0.0.1:1/v1") -> Any:  # noqa: ANN401 - a pair of the program's own
    """A hosted model, asked here."""
    from summarizer.config import load_settings
    from summarizer.llm.registry import resolve

    settings = load_settings({"model": MODELS[-1], "base_url": base_url, "api_key": "none"}, env={})
    return resolve(settings), settings


def mean(values: Sequence[float]) -> float:
    """The mean."""
    return statistics.fmean(values)


def dollars(name: str, measured: Measured) -> float:
    """The price of one article with a hosted model, most of the fixed prompt out of its cache."""
    from genai_prices import Usage, calc_price

    prompt = round(measured.fixed_tokens + measured.own_tokens)
    usage = Usage(
        input_tokens=prompt,
        cache_read_tokens=round(assumed("cached") * measured.fixed_tokens),
        output_tokens=round(measured.answer_tokens),
    )
    provider, _, bare = name.partition("/")
    return assumed("again") * float(calc_price(usage, bare, provider_id=provider).total_price)


def rates(measured: Measured, on_ray: OnRay | None) -> dict[str, float]:
    """Articles a second that each part of the whole bears."""
    again = assumed("again")
    prompt = measured.fixed_tokens + measured.own_tokens
    fresh = (1 - assumed("cached")) * measured.fixed_tokens + measured.own_tokens
    gpu = 1 / (again * (fresh / assumed("prefill") + measured.answer_tokens / assumed("decode")))
    found = {
        "hosted endpoint, by its tokens a minute": assumed("tokens a minute")
        / 60
        / (again * (prompt + measured.answer_tokens)),
        "hosted endpoint, by its requests a minute": assumed("requests a minute") / 60 / again,
        f"vLLM on {assumed('GPUs'):.0f} GPUs": assumed("GPUs") * gpu,
        "one processor of a worker": 1 / (measured.core + again * measured.asking),
    }
    if on_ray is not None:
        found["books of one run"] = 1 / on_ray.books
        found["desk of one run"] = on_ray.leaves / again
    return found


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def days(rate: float) -> str:
    """How long all articles take at so many a second."""
    found = ARTICLES / rate / 86_400
    return f"{found:,.1f} days" if found < 100 else f"{found:,.0f} days"


def shown(measured: Measured, on_ray: OnRay | None) -> str:
    """The tables."""
    rate = rates(measured, on_ray)
    gpus = assumed("GPUs")
    vllm = rate[f"vLLM on {gpus:.0f} GPUs"]
    cores = measured.core + assumed("again") * measured.asking
    sizes: Mapping[str, float] = {
        "articles": measured.article_bytes,
        "summaries, JSON": measured.summary_bytes,
        "the same, each compressed": measured.packed_bytes,
    }
    measurements = [
        ["words", f"{measured.words:.0f}"],
        ["prompt, the part that all share", f"{measured.fixed_tokens:,.0f} tokens"],
        ["prompt, its own part", f"{measured.own_tokens:,.0f} tokens"],
        ["answer", f"{measured.answer_tokens:,.0f} tokens"],
        ["article", f"{measured.article_bytes:,.0f} bytes"],
        ["summary", f"{measured.summary_bytes:,.0f} bytes, compressed {measured.packed_bytes:,.0f}"],
        ["reading, prompt, checks, rendering", f"{1000 * measured.core:.1f} ms of a processor"],
        ["the call, and files", f"{1000 * measured.asking:.1f} ms of a processor"],
    ]
    if on_ray is not None:
        measurements.append(["books of a Ray run", f"{1000 * on_ray.books:.1f} ms of the process that was started"])
        measurements.append(["desk of a Ray run", f"{on_ray.leaves:,.0f} calls a second"])
    costs = [[name, f"${ARTICLES * dollars(name, measured):,.0f}"] for name in MODELS]
    costs += [
        [f"{name}, as batches at half the price", f"${ARTICLES * dollars(name, measured) / 2:,.0f}"] for name in MODELS
    ]
    costs.append(["vLLM, GPUs for as long as it takes", f"${gpus * assumed('GPU hour') * ARTICLES / vllm / 3600:,.0f}"])
    costs.append(["processors of the workers", f"${cores * ARTICLES / 3600 * assumed('core hour'):,.0f}"])
    costs.append(["reading articles, writing summaries", f"${ARTICLES * (assumed('get') + assumed('put')):,.0f}"])
    costs.append(["finding out that all are done", f"${2 * ARTICLES * assumed('get'):,.0f}"])
    return "\n".join(
        [
            table(["measured, a mean article", ""], measurements),
            table(
                ["what bears how much", "articles a second", "100 million take", "processors of workers for that"],
                [[name, f"{value:,.1f}", days(value), f"{value * cores:,.0f}"] for name, value in rate.items()],
            ),
            table(["what it costs", "100 million"], costs),
            table(
                ["what it takes up", "100 million", "a month"],
                [
                    [name, f"{ARTICLES * size / 1e9:,.0f} GB", f"${ARTICLES * size / 1e9 * assumed('GB month'):,.0f}"]
                    for name, size in sizes.items()
                ],
            ),
            table(
                ["assumed", "", "because"],
                [[each.what, f"{each.value:,.7f}".rstrip("0").rstrip("."), each.why] for each in ASSUMED.values()],
            ),
        ]
    )


def main(arguments: Sequence[str]) -> None:
    """Measure and write."""
    folders = [Path(each) for each in arguments if not each.startswith("-")]
    folder = folders[0] if folders else Path(__file__).parent.parent / "tests" / "gold"
    on_ray = measure_on_ray() if "--ray" in arguments else None
    write("hundred-million", shown(measure(folder), on_ray).rstrip("\n").split("\n"))


if __name__ == "__main__":
    main(sys.argv[1:])
