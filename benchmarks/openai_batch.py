"""What the batch engine takes on this machine, while the provider works elsewhere.

    python benchmarks/openai_batch.py [ARTICLES]

Submits a folder to a provider on this machine and collects its answers, each in a process of its own. The provider
is another process, so that its work is not counted.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from results import write

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from stories import write_stories  # noqa: E402

STEPS = ("--detach", "--collect")
_PROVIDER = """
import sys
from fake_batches import Plan, fake_batches
from stories import drafts
with fake_batches(drafts(), *[Plan(("in_progress", "completed"))] * 99) as provider:
    print(provider.base_url, flush=True)
    sys.stdin.read()
"""
_RUN = """
import json, resource, sys
from summarizer.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
kinds = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"cpu": sum(k.ru_utime + k.ru_stime for k in kinds), "peak": max(k.ru_maxrss for k in kinds) / 1024}))
"""


def taken(step: str, folder: Path, order: list[str], articles: int, environment: dict[str, str]) -> str:
    """A row of the table: what one step of the engine takes."""
    command = [sys.executable, "-c", _RUN, *order]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    journal = sum(file.stat().st_size for file in (folder / "out/.summarizer/openai-batch").iterdir())
    size = f"{journal / articles / 1024:.0f} KiB"
    return f"| `{step}` | {1000 * found['cpu'] / articles:.1f} ms | {found['peak']:.0f} MiB | {size} |"


def main(articles: int = 2000) -> None:
    """Measure and write down."""
    folder = Path(tempfile.mkdtemp())
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    environment |= {"OPENAI_API_KEY": "benchmark", "SUMMARIZER_CONFIG": os.devnull}
    provider = subprocess.Popen(
        [sys.executable, "-c", _PROVIDER], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert provider.stdout is not None
        base_url = provider.stdout.readline().strip()
        write_stories(folder / "in", articles)
        order = ["batch", str(folder / "in"), "--out", str(folder / "out"), "--model", "openai/gpt-5-mini", "-q"]
        rows = [taken(step, folder, [*order, "--base-url", base_url, step], articles, environment) for step in STEPS]
        counted = json.loads((folder / "out" / "run.json").read_text())["articles"]
        assert counted["done"] == articles, counted
    finally:
        provider.kill()
        provider.communicate()
        shutil.rmtree(folder)
    head = f"| {articles:,} articles | processor time an article | peak memory | journal an article |"
    write("openai-batch", [head, "|---|---|---|---|", *rows])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
