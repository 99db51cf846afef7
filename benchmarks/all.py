"""Runs the benchmarks, one after the other, each in a process of its own.

    python benchmarks/all.py [timed]

``timed`` leaves out what hardly depends on what else the machine does, and what all contestants find with the embedded
model, which takes an hour. It wants the machine to itself, for some ten minutes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TIMED = (
    ["startup.py"],
    ["overhead.py"],
    ["throughput.py"],
    ["rerun.py"],
    ["memory.py"],
    ["openai_batch.py"],
    ["folder_page.py"],
    ["length.py"],
    ["embedded.py"],
    ["peers_embedded.py", "--section", "peers-time", "--articles", "five_sentences,state_media_dikes"],
)
OTHERS = (["peers_tokens.py"], ["length.py"], ["hundred_million.py"], ["peers_embedded.py"])


def main(*, timed: bool) -> int:
    """Run them; the number of those that failed."""
    failed = []
    for name, *arguments in (*TIMED, *(() if timed else OTHERS)):
        print(f"== {name}", flush=True)
        # As given on the command line, so that the results say what to type.
        done = subprocess.run([sys.executable, f"benchmarks/{name}", *arguments], cwd=HERE.parent, check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(timed="timed" in sys.argv[1:]))
