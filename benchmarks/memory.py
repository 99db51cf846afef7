"""How much memory a batch takes with many articles, beside one with few.

    python benchmarks/memory.py [FEW] [MANY]

Each run is a process of its own, and asks an endpoint on this machine that answers at once, 64 articles at a time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from endpoint import endpoint
from results import write
from stories import flash, write_stories

_RUN = """
import json, resource, sys
from summarizer.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
own, others = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"own": own, "others": others}))
"""


def peak(articles: int, base_url: str) -> dict[str, float]:
    """Peak resident memory in MiB: of the run's own process, and of the largest that it started."""
    folder = Path(tempfile.mkdtemp())
    try:
        write_stories(folder / "in", articles, make=flash)
        command = ["batch", str(folder / "in"), "--out", str(folder / "out"), "--concurrency", "64", "-q"]
        command += ["--model", "vllm/benchmark", "--base-url", base_url]
        done = subprocess.run([sys.executable, "-c", _RUN, *command], stdout=subprocess.PIPE, text=True, check=True)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found
    finally:
        shutil.rmtree(folder)


def main(few: int = 1000, many: int = 10_000) -> None:
    """Measure and print."""
    with endpoint(0.0) as base_url:
        small, large = peak(few, base_url), peak(many, base_url)
    rows = [
        f"| {count:,} | {found['own']:.0f} MiB | {found['others']:.0f} MiB |"
        for count, found in ((few, small), (many, large))
    ]
    ratio = f"| {many // few} times as many | {large['own'] / small['own']:.2f} times | |"
    write("memory", ["| articles | peak of the run | largest other process |", "|---|---|---|", *rows, ratio])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
