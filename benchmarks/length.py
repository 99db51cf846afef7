"""What articles of one section to 60,000 words take, in all three tiers.

    python benchmarks/length.py [WORDS ...]

Each article is summarised in a process of its own. The models are scripts that answer at once, so that the seconds are
the program's own: reading, cutting, checking, merging. ``calls`` is what a real model would be asked.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fake_server import Reply, Seen, fake_server, says
from longread import long_article
from results import write
from window_drafts import drafts_what_is_asked

WORDS = (150, 2_000, 10_000, 30_000, 60_000)
TIERS = {"none": "nothing", "small": "questions", "strong": "article"}
_CONTEXT = {"small": "8192", "strong": "128000"}
_ANSWER = {"small": "2048", "strong": "16384"}


def answers_questions(seen: Seen) -> Reply:
    """The first of the choices to every question; for a line of the brief the line itself."""
    form = seen.body["response_format"]["json_schema"]["schema"]
    asked = seen.body["messages"][-1]["content"].splitlines()
    answer: dict[str, Any] = {}
    for place, (name, field) in enumerate(form["properties"].items()):
        choices = field.get("enum")
        answer[name] = choices[0] if choices else asked[min(place, len(asked) - 1)].partition(". ")[2]
    return says(answer)(seen)


def once(tier: str, words: int) -> None:
    """Summarise one article in this process, and print what it took."""
    import resource
    import time

    import summarizer
    from summarizer.pipeline import run  # noqa: F401  what a first call would import

    article = long_article(words)
    with fake_server(answers_questions if tier == "small" else drafts_what_is_asked, repeat=True) as server:
        began, used = time.perf_counter(), time.process_time()
        if tier == "none":
            summary = summarizer.summarize(article, model="none")
        else:
            summary = summarizer.summarize(article, model="openai/script", base_url=server.base_url, api_key="none")
        seconds = time.perf_counter() - began
        found = {
            "words": summary.article.words,
            "seconds": seconds,
            "processor": time.process_time() - used,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "calls": server.calls,
            "windows": summary.run.windows,
            "claims": len(summary.claims),
            "open": len(summary.unconfirmed),
            "brief": sum(len(sentence.text.split()) for sentence in summary.brief),
        }
    print(json.dumps(found))


def measured(tier: str, words: int) -> dict[str, Any]:
    """What :func:`once` prints in a process of its own."""
    settings = {
        "SUMMARIZER_ASKS": TIERS[tier],
        "SUMMARIZER_CONTEXT_TOKENS": _CONTEXT.get(tier, "8192"),
        "SUMMARIZER_OUTPUT_TOKENS": _ANSWER.get(tier, "2048"),
    }
    environment = os.environ | (settings if tier != "none" else {})
    command = [sys.executable, __file__, "--once", tier, str(words)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(sizes: list[int]) -> None:
    """Measure all sizes in all tiers, and write the table."""
    lines = [
        "| words | tier | calls | windows | seconds | processor | MiB | claims | open matters | words of brief |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        for tier in TIERS:
            row = measured(tier, size)
            lines.append(
                f"| {row['words']:,} | {tier} | {row['calls']} | {row['windows']} | {row['seconds']:.1f} "
                f"| {row['processor']:.1f} s | {row['memory']:.0f} | {row['claims']:,} | {row['open']} "
                f"| {row['brief']} |"
            )
            print(lines[-1], file=sys.stderr, flush=True)
    write("length", lines)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        once(sys.argv[2], int(sys.argv[3]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or [*WORDS])
