"""How long a batch takes to find out that all is done.

    python benchmarks/rerun.py [ARTICLES]

The articles are the project's own, each many times with another first line, summarised without a model.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from machine import machine

ROOT = Path(__file__).parent.parent


def main(articles: int = 10_000) -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp())
    try:
        _write(folder / "in", articles)
        command = [sys.executable, "-m", "summarizer", "batch", str(folder / "in"), "--out", str(folder / "out")]
        command += ["--model", "none", "-q"]
        first = _seconds(command)
        again = _seconds(command)
        told = json.loads((folder / "out" / "run.json").read_text())["articles"]
        assert told["reused"] == articles, told
    finally:
        shutil.rmtree(folder)
    print(f"{articles} articles: {first:.1f} s the first time, {again:.1f} s the second, the start included")
    print(machine())


def _write(folder: Path, articles: int) -> None:
    own = sorted((ROOT / "tests" / "gold" / "articles").glob("*.txt"))
    for number, path in enumerate(islice(cycle(own), articles)):
        file = folder / f"{number // 100:03}" / f"{number:05}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"No. {number}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
