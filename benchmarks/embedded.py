"""Seconds an article takes with the embedded model, beside the floor that llama.cpp sets for the tokens used.

    python benchmarks/embedded.py [GOLD]

Two floors, from the same run: the time that llama.cpp itself says it worked on the calls, and the time that the same
tokens would take at the speed of a plain completion, without a schema. Needs the extras ``local`` and ``eval``.
"""

from __future__ import annotations

import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

from contest import ours, ours_with_embedded_model, relayed
from relay import Call
from results import write

from summarizer.evaluation.gold import load_gold

_CONTEXT = 4096


def main(folder: Path) -> None:
    """Measure and write."""
    gold = load_gold(folder)
    seconds, calls, speeds = 0.0, list[Call](), list[tuple[float, float]]()
    started = time.perf_counter()
    with relayed(_CONTEXT) as relay, ours(*ours_with_embedded_model(relay)) as ask:
        loaded = time.perf_counter() - started
        for article in gold:
            speeds.append(relay.plain_speed())
            relay.taken()
            seconds += ask(article)["seconds"]
            calls += relay.taken()
    reading, writing = (statistics.median(speed) for speed in zip(*speeds, strict=True))
    read, written = (int(sum(call.timings[name] for call in calls)) for name in ("prompt_n", "predicted_n"))
    worked = sum(call.timings["prompt_ms"] + call.timings["predicted_ms"] for call in calls) / 1000
    plain = read / reading + written / writing
    count = len(gold)
    words = sum(len(article.article.text.split()) for article in gold) / count
    write(
        "embedded",
        [
            f"| {count} articles of {words:.0f} words in the mean | an article |",
            "|---|---|",
            f"| calls | {len(calls) / count:.1f} |",
            f"| tokens read (what was cached left out) and written | {read / count:.0f} + {written / count:.0f} |",
            f"| seconds | {seconds / count:.1f} |",
            f"| seconds that llama.cpp worked | {worked / count:.1f} |",
            f"| seconds at its plain speed, {reading:.0f} tokens read and {writing:.1f} written a second "
            f"| {plain / count:.1f} |",
            f"| seconds beside those that llama.cpp worked | {seconds / worked:.2f} times |",
            f"| seconds beside those at its plain speed | {seconds / plain:.2f} times |",
            "",
            f"Loading the model takes {loaded:.1f} s, once.",
        ],
        versions=f"xllamacpp {version('xllamacpp')}",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "tests" / "gold")
