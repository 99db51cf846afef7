"""How long it takes until something happens, beside the peers.

    python benchmarks/startup.py

Each command runs seven times in a process of its own; the first does not count.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from contest import peers_python, peers_versions
from results import write

ROOT = Path(__file__).parent.parent
_TURNS = 7


def seconds(command: Sequence[str | Path]) -> float:
    """Seconds that a command takes, the median of all turns but the first."""
    times = []
    for _ in range(_TURNS):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def main() -> None:
    """Measure and write."""
    seed = next((ROOT / "seeds").glob("*.txt"))
    own, theirs = sys.executable, peers_python()
    commands: dict[str, Sequence[str | Path]] = {
        "`python -c pass`": [own, "-c", "pass"],
        "`import summarizer`": [own, "-c", "import summarizer"],
        "`summarizer --help`": [own, "-m", "summarizer", "--help"],
        "`summarizer article SEED --model none`": [own, "-m", "summarizer", "article", seed, "--model", "none", "-q"],
        "`import langextract`": [theirs, "-c", "import langextract"],
        "`import instructor`": [theirs, "-c", "import instructor"],
        "`llm --help`": [theirs, "-m", "llm", "--help"],
    }
    rows = [f"| {name} | {1000 * seconds(command):.0f} ms |" for name, command in commands.items()]
    write("startup", ["| | median |", "|---|---|", *rows], versions=peers_versions())


if __name__ == "__main__":
    main()
