"""How long a batch takes to find out that all is done.

    python benchmarks/rerun.py [ARTICLES]

The articles are the project's own, each many times with another last line. Their summaries are laid ready as a first
run without a model would have left them; what is timed is the command, its start included.
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

from results import write

from summarizer.api import summarize
from summarizer.article import text_id
from summarizer.config import Settings
from summarizer.llm.registry import resolve
from summarizer.recipe import recipe
from summarizer.report import render

ROOT = Path(__file__).parent.parent


def main(articles: int = 10_000) -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp())
    try:
        _prepare(folder, articles)
        command = [sys.executable, "-m", "summarizer", "batch", str(folder / "in"), "--out", str(folder / "out")]
        started = time.perf_counter()
        subprocess.run([*command, "--model", "none", "-q"], cwd=ROOT, check=True)
        seconds = time.perf_counter() - started
        told = json.loads((folder / "out" / "run.json").read_text())["articles"]
        assert told["reused"] == articles, told
    finally:
        shutil.rmtree(folder)
    write("rerun", [f"Finding out that {articles:,} articles are done takes {seconds:.1f} s, the start included."])


def _prepare(folder: Path, articles: int) -> None:
    settings = Settings(model="none")
    by = recipe(resolve(settings), settings)
    own = [summarize(path, model="none") for path in sorted((ROOT / "tests" / "gold" / "articles").glob("*.txt"))]
    for number, made in enumerate(islice(cycle(own), articles)):
        name = Path(f"{number // 100:03}", f"{number:05}")
        text = f"{made.article.text}\n\nNo. {number}\n"
        identifier = text_id(text)
        path = (folder / "in" / name).with_suffix(".txt")
        article = made.article.model_copy(update={"text": text, "id": identifier, "path": str(path)})
        run = made.run.model_copy(update={"fingerprint": by.fingerprint(identifier)})
        summary = made.model_copy(update={"article": article, "run": run})
        for file, content in (
            (path, text),
            ((folder / "out" / name).with_suffix(".json"), render(summary, "json")),
        ):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
