"""Measures what the embedded model adds in its tier, on the fictional gold set of the tests.

    python scripts/embedded_tier.py [--model NAME] [--record DIR]

Prints, for sources whose kind neither words nor tables tell, how often the layer's fallback and the model are right;
and how many lines of the briefs the model worded so that the checks let them stand.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from pathlib import Path

from summarizer.article import Article
from summarizer.config import load_settings
from summarizer.lexical import read_lexically
from summarizer.llm.client import open_client
from summarizer.llm.registry import resolve
from summarizer.pipeline import Job, summarize_with
from summarizer.progress import Silent
from summarizer.readers import read_article as read
from summarizer.recipe import recipe
from summarizer.stages.questions import answer_doubts

GOLD = Path(__file__).parent.parent / "tests" / "gold"


async def measure(model: str, record: Path | None) -> None:
    """Run both measurements and print them."""
    settings = load_settings({"model": model, "record": record})
    right = {"fallback": 0, "model": 0}
    asked = lines = stood = 0
    started = time.perf_counter()
    async with open_client(resolve(settings), record=record) as client:
        for file in sorted(GOLD.glob("*.json")):
            gold = json.loads(file.read_text(encoding="utf-8"))
            article = read(GOLD / "articles" / gold["article"])
            reading = read_lexically(article)
            answers = await answer_doubts(
                Job(article, settings, client, Silent(), recipe(client.spec, settings)), reading
            )
            for doubt in reading.doubts:
                kind = _gold_kind(gold, article, doubt.start, doubt.end)
                if kind is None:
                    continue
                fallback = reading.source(doubt.source).kind
                asked += 1
                right["fallback"] += fallback == kind
                right["model"] += answers.get(doubt.key, fallback) == kind
            summary = await summarize_with(client, article, settings)
            changed = sum(entry.field == "brief" for entry in summary.checks.repaired)
            lines += len(summary.brief)
            stood += len(summary.brief) - changed
    print(f"kinds that no word tells: {asked}; right: fallback {right['fallback']}, with the model {right['model']}")
    print(f"sentences of the briefs: {lines}; worded by the model and standing: {stood}")
    print(f"{time.perf_counter() - started:.0f} s in all")


def _gold_kind(gold: dict[str, list[dict[str, object]]], article: Article, start: int, end: int) -> object:
    """The kind that gold gives the source named at ``start:end``, if it is a source there."""
    phrase = article.text[start:end].lower()
    for source in gold["sources"]:
        mentions = source["mentions"]
        assert isinstance(mentions, list)
        if any(mention.lower() in phrase or phrase in mention.lower() for mention in mentions):
            return source["kind"]
    return None


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", default="local")
    parser.add_argument("--record", type=Path)
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.model, arguments.record))


if __name__ == "__main__":
    main()
