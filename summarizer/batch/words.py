"""What is said at the end of a run."""

from __future__ import annotations

from pathlib import Path

from summarizer.batch.display import duration
from summarizer.batch.records import FAILURES
from summarizer.batch.run import Result


def closing(result: Result) -> str:
    """The closing table, as text with a line end."""
    report, tally, spent = result.report, result.tally, result.tally.spent
    rows = [("done", f"{tally.done:,}")]
    if tally.copied:
        rows.append(("same text", f"{tally.copied:,}"))
    rows += [("reused", f"{tally.reused:,}"), ("failed", f"{tally.failed:,}")]
    if tally.unfinished:
        rows.append(("given up", f"{tally.unfinished:,}"))
    rows.append(("model", str(report["model"])))
    if spent.requests:
        again = f", {spent.reasks:,} asked again" if spent.reasks else ""
        replayed = f", {spent.replayed:,} from recordings" if spent.replayed else ""
        rows.append(("calls", f"{spent.requests:,}{again}{replayed}, at most {report['peak_calls']} at a time"))
        rows.append(("tokens", f"{spent.prompt_tokens:,} in, {spent.completion_tokens:,} out"))
        rows.append(("cost", f"${spent.cost:.4f}" if spent.cost is not None else "no price known"))
    pace = f", {report['articles_per_minute']:,} articles a minute" if tally.done else ""
    rows.append(("time", f"{duration(report['seconds'])}{pace}"))
    width = max(len(name) for name, _ in rows)
    return "".join(f"{name:<{width}}  {value}\n" for name, value in rows)


def how_to_go_on(result: Result, out: Path) -> str:
    """Why a run ended before its time, or what failed, and what to do; empty where all is done."""
    if result.ending.cause == "interrupted":
        return "interrupted; the same command goes on where this one ended"
    if result.ending.cause != "done":
        return f"ended: {result.ending.why}; the same command goes on where this one ended"
    if result.tally.failed:
        return f"{result.tally.failed} failed, see {out / FAILURES}; the same command tries them again"
    return ""
