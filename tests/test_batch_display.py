"""What a batch shows while it goes on."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from rich.console import Console
from skipping import seconds, skip_through

from summarizer.batch.display import View, duration, showing
from summarizer.batch.tally import Tally
from summarizer.llm.meter import Meter


def tally() -> Tally:
    """Half-way through a run, with two articles in flight."""
    found = Tally(done=30, copied=2, reused=5, failed=3, total=100)
    found.spent = Meter(requests=40, prompt_tokens=9_000, completion_tokens=3_400, cost=0.5)
    found.begins(Path("in/slow.txt"), 10.0).stage = "reading"
    found.begins(Path("in/new.txt"), 55.0).stage = "writing"
    return found


def test_a_line_tells_counts_cost_pace_and_time_left() -> None:
    now = 0.0
    view = View(tally(), lambda: now)
    now = 60.0
    assert view.line() == (
        "40 of 100 articles · 32 done · 5 reused · 3 failed · 2 in flight · 12,400 tokens, $0.5000 · "
        "35 a minute, 1 min 30 s left"
    )


def test_before_anything_is_known_nothing_is_made_up() -> None:
    view = View(Tally(), lambda: 0.0)
    assert view.line() == "0 articles · 0 done · 0 reused · 0 failed · 0 in flight"


def test_a_terminal_shows_the_articles_in_work_the_oldest_first_and_the_latest_note() -> None:
    now = 0.0
    view = View(tally(), lambda: now)
    now = 60.0
    view.happened("note", {"text": "waiting\x1b[31m"})
    view.happened("article_failed", {"path": "in/bad.txt", "message": "no text"})
    console = Console(file=io.StringIO(), width=120)
    with console.capture() as drawn:
        console.print(view.live())
    lines = [line.strip() for line in drawn.get().splitlines()]
    assert lines[0] == "40 of 100 articles · 32 done · 5 reused · 3 failed · 2 in flight"
    assert lines[1] == "12,400 tokens, $0.5000 · 35 a minute, 1 min 30 s left"
    assert lines[3:6] == ["50.0 s  in/slow.txt  reading", "5.0 s  in/new.txt  writing", "failed: in/bad.txt: no text"]


def test_many_articles_in_work_are_counted() -> None:
    found = Tally()
    for number in range(20):
        found.begins(Path(f"{number}.txt"), 0.0)
    console = Console(file=io.StringIO(), width=80)
    with console.capture() as drawn:
        console.print(View(found, lambda: 1.0).live())
    assert "and 12 more" in drawn.get()


def test_elsewhere_a_line_now_and_then() -> None:
    stream = io.StringIO()

    async def main() -> None:
        view = View(tally(), seconds, stream)
        async with showing(view, asyncio.sleep):
            await asyncio.sleep(35)
            view.happened("run_ending", {"cause": "budget", "why": "all is spent"})

    skip_through(main())
    lines = stream.getvalue().splitlines()
    assert len(lines) == 4
    assert all(line.startswith("40 of 100 articles") for line in lines[:3])
    assert lines[3] == "ending: all is spent; 2 in flight are finished"


def test_nobody_to_read_it_ends_no_run() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    async def main() -> None:
        async with showing(View(tally(), seconds, Gone()), asyncio.sleep):
            await asyncio.sleep(25)

    skip_through(main())


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.2, "0 s"), (59.4, "59 s"), (61, "1 min 01 s"), (3599, "59 min 59 s"), (7500, "2 h 05 min"), (-1, "0 s")],
)
def test_durations(value: float, told: str) -> None:
    assert duration(value) == told
