"""How usable the page of a large folder is: its size, and in Chromium the time to load, to search and to sort it.

    python benchmarks/folder_page.py [ARTICLES]

The summaries are those of the project's own articles (no model), repeated under other headlines and dates. Needs the
extra ``browser`` and a Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from results import write

from summarizer.api import summarize
from summarizer.report.folder import Desk

ROOT = Path(__file__).parent.parent
TIMED = """(action) => new Promise((done) => {
    const start = performance.now();
    action();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def timed(page: Page, action: str) -> float:
    """Milliseconds from ``action`` (JavaScript) until the browser has drawn its effect; the median of five."""
    times = sorted(page.evaluate(f"({TIMED})(() => {{ {action} }})") for _ in range(5))
    return times[2]


def main(articles: int) -> None:
    """Draw and measure a page of that many articles."""
    files = [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "gold" / "articles").glob("*.txt")]
    summaries = [summarize(file, model="none") for file in files]
    desk = Desk()
    start = time.perf_counter()
    for number, summary in enumerate(islice(cycle(summaries), articles)):
        day = date(2025, 1, 1) + timedelta(days=number % 365)
        article = summary.article.model_copy(
            update={"headline": f"{summary.article.headline} ({number})", "published_at": day.isoformat()}
        )
        desk.add(summary.model_copy(update={"article": article}), f"{number // 1000}/{number}.html")
    text = desk.draw("desk")
    drawn = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        file = Path(folder) / "index.html"
        file.write_text(text, encoding="utf-8")
        browser = tool.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        version = browser.version
        page = browser.new_page()
        loads = []
        for _ in range(3):
            page.goto(file.as_uri())
            loads.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        fill = "const box = document.querySelector('[type=search]'); box.value = box.value ? '' : '77';"
        search = timed(page, fill + " box.dispatchEvent(new Event('input', {bubbles: true}));")
        sort = timed(page, "document.querySelector('[data-by=title]').click();")
        browser.close()
    write(
        "folder-page",
        [
            f"| a page of {articles:,} articles | |",
            "|---|---|",
            f"| size | {len(text.encode()) / 1e6:.1f} MB |",
            f"| counted and drawn | {drawn:.1f} s |",
            f"| loaded | {sorted(loads)[1]:.0f} ms |",
            f"| searched | {search:.0f} ms |",
            f"| sorted by headline | {sort:.0f} ms |",
        ],
        versions=f"Chromium {version}",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
